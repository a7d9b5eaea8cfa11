import json
import re
from pathlib import Path

import pytest

from domain.results import ResultCode
from domain.scans import Code
from ocr.payloads import check_digit, mrz, mrz_name, read, type_of

CASES = Path(__file__).parents[2].parent / "shared" / "data" / "qr" / "cases.jsonl"
NAMES = {"id": "personal_id", "old_id": "old_id", "name": "full_name", "dob": "date_of_birth", "sex": "sex",
         "address": "residence", "issued": "issued_on"}  # fmt: skip
MRZ = "IDVNM0950012340068095001234<<6\n9508303M3508301VNM<<<<<<<<<<<8\nLE<<MINH<BINH<<<<<<<<<<<<<<<<<"


def qr(text: str) -> Code:
    return Code(kind="qr", text=text, page=1)


@pytest.mark.skipif(not CASES.exists(), reason="the shared development data is not here")
def test_the_shared_payloads_read_as_expected():
    for line in CASES.read_text("utf-8").splitlines():
        case = json.loads(line)
        said = read(qr(case["payload"]))
        for name, value in case["expected"].items():
            if name in NAMES:
                assert (said.get(NAMES[name]) or "") == value, case["case"]


@pytest.mark.parametrize(
    "text",
    [
        "068095001234|250123456|Lê Minh Bình|30081995|Nam|Số 5, Đà Lạt|06052022",
        "068095001234|Lê Minh Bình|30081995|Nam|Số 5, Đà Lạt|06052022",
        "068095001234||Lê Minh Bình|30081995|Nam|Số 5, Đà Lạt|06052022|30082035",
        "CCCD: 068095001234|Họ tên: Lê Minh Bình|Ngày sinh: 30/08/1995|"
        "Giới tính: Nam|Địa chỉ: Số 5, Đà Lạt|Ngày cấp: 06/05/2022",
    ],
)
def test_every_known_make_of_a_citizens_code_says_the_same(text):
    said = read(qr(text))
    assert (said["personal_id"], said["full_name"], said["date_of_birth"]) == (
        "068095001234",
        "Lê Minh Bình",
        "1995-08-30",
    )
    assert (said["sex"], said["residence"], said["issued_on"]) == ("Nam", "Số 5, Đà Lạt", "2022-05-06")
    assert type_of(qr(text)) == "citizen_id_card"


def test_an_insurance_cards_code_has_its_name_and_address_in_hexadecimal():
    name, home = "Trần Thị Thử".encode().hex(), "Xã Mẫu, Lâm Đồng".encode().hex()
    code = qr(f"DN4680123456789|{name}|29/02/2004|2|{home}|68 - 001|01/01/2025|31/12/2025|-")
    said = read(code)
    assert said == {
        "number": "DN4680123456789", "full_name": "Trần Thị Thử", "date_of_birth": "2004-02-29", "sex": "Nữ",
        "address": "Xã Mẫu, Lâm Đồng", "valid_from": "2025-01-01", "valid_to": "2025-12-31",
    }  # fmt: skip
    assert type_of(code) == "health_insurance_card"


ISSUED = (
    "KQ.G15.000031|H36.14-221105-0007|1.001193|068095001234|Giấy khai sinh",
    "1.001193.000.00.00.H36|000.00.53.H36-220921-0099|068095001234|Giấy khai sinh",
    "Mã hồ sơ: H36.14-221105-0007; Mã TTHC: 1.001193; Số định danh: 068095001234; Tên giấy tờ: Giấy khai sinh",
)


@pytest.mark.parametrize("text", ISSUED)
def test_the_code_of_an_issued_result_names_dossier_procedure_subject_and_paper_and_gives_no_field(text):
    said = ResultCode.of(text)
    assert said is not None
    assert said.procedure.startswith("1.001193")
    assert said.dossier.endswith(("221105-0007", "220921-0099"))
    assert (said.subject, said.paper) == ("068095001234", "Giấy khai sinh")
    assert read(qr(text)) == {}


def test_a_result_code_tells_the_paper_it_stands_on():
    assert type_of(qr(ISSUED[0])) == "birth_certificate"
    assert type_of(qr(ISSUED[1])) is None


def test_a_citizens_code_is_no_result_code():
    assert ResultCode.of("068095001234||Lê Minh Bình|30081995|Nam|Số 5|06052022") is None


@pytest.mark.parametrize("text", ["", "https://example.vn", "1|2|3", "068095001234", "\x00|\x01|||||||"])
def test_other_codes_say_nothing(text):
    assert read(qr(text)) == {}
    assert type_of(qr(text)) is None


def test_an_mrz_gives_what_its_check_digits_confirm():
    said = mrz(MRZ)
    assert said["personal_id"] == "068095001234"
    assert said["date_of_birth"] == "1995-08-30"
    assert said["sex"] == "Nam"
    assert mrz_name(MRZ) == "le minh binh"


@pytest.mark.parametrize("place", [5, 14, 20])
def test_one_wrong_digit_in_the_first_line_voids_an_mrz(place):
    wrong = MRZ[:place] + ("1" if MRZ[place] != "1" else "2") + MRZ[place + 1 :]
    assert mrz(wrong) == {}


def test_a_date_that_fails_its_check_digit_is_not_given():
    assert "date_of_birth" not in mrz(MRZ.replace("9508303M", "9508304M"))


def test_an_mrz_without_an_end_says_so_in_words():
    number = "991231"
    line = re.sub(r"(?<=3M)\d{7}", number + check_digit(number), MRZ, count=1)
    assert mrz(line)["expires_on"] == "Không thời hạn"


def test_check_digits_are_those_of_the_published_example():
    assert check_digit("068095001234") == "6"
    assert check_digit("520727") == "3"
