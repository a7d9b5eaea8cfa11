"""Companies: the code with its check digit, one digit repaired, the name written out; a household is no person."""

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from linkage.bulk.companies import code, own
from linkage.bulk.run import link_tables
from linkage.bulk.tables import InputError
from linkage.normalise import company_key

Row = dict[str, Any]
PHAT = {
    "company_id": "C1",
    "enterprise_code": "0100233488",
    "name": "Công ty TNHH MTV Thương mại và Dịch vụ Hòa Phát",
    "address": "Số 5 Lê Lợi, phường 1, thành phố Đà Lạt, tỉnh Lâm Đồng",
    "representative_name": "Nguyễn Văn An",
    "representative_id": "068085001234",
}
BINH = {"company_id": "C2", "enterprise_code": "0309129418", "name": "Công ty Cổ phần An Bình"}
TAM = {"company_id": "C3", "enterprise_code": "068095001234", "name": "Hộ kinh doanh Lê Văn Tám"}
BRANCH_NAME = "Chi nhánh Công ty Cổ phần An Bình tại Lâm Đồng"
BRANCH = {"company_id": "C4", "enterprise_code": "0309129418005", "name": BRANCH_NAME}
REGISTRY = [PHAT, BINH | {"address": None}, TAM, BRANCH]


def answer(place: Path, mention: Row, registry: list[Row] | None = None) -> Row:
    """What becomes of one mention."""
    files = [place / name for name in ("mentions.parquet", "registry.parquet", "links.parquet")]
    pq.write_table(pa.Table.from_pylist([{"mention_id": "m"} | mention]), files[0])
    pq.write_table(pa.Table.from_pylist(registry or REGISTRY), files[1])
    link_tables(*files, threads=1)
    return dict(pq.read_table(files[2]).to_pylist()[0])


@pytest.mark.parametrize(
    ("mention", "company", "rule"),
    [
        ({"enterprise_code": "0100233488", "name": "CTY TNHH MTV TM&DV HOÀ PHÁT"}, "C1", "exact_code"),
        ({"enterprise_code": "0100233438", "name": "Công ty TNHH MTV TM DV Hòa Phát"}, "C1", "near_code"),
        ({"enterprise_code": "O100 233 488", "name": "Công ty TNHH Hòa Phát TM DV MTV"}, "C1", None),
        ({"name": PHAT["name"], "address": "5 Lê Lợi, P.1, TP. Đà Lạt, Lâm Đồng"}, "C1", "name"),
        ({"name": PHAT["name"], "representative_id": PHAT["representative_id"]}, "C1", "name"),
        ({"enterprise_code": "068095001234", "name": "Hộ kinh doanh Lê Văn Tám"}, "C3", "exact_code"),
        (
            {"enterprise_code": "0309129418-005", "name": "Chi nhánh Công ty CP An Bình tại Lâm Đồng"},
            "C4",
            "exact_code",
        ),
        ({"enterprise_code": "0309129418", "name": "CTCP An Bình"}, "C2", "exact_code"),
        ({"name": PHAT["name"], "representative_name": "NGUYỄN VĂN AN", "address": PHAT["address"]}, "C1", "name"),
    ],
)
def test_a_company_is_found(tmp_path: Path, mention: Row, company: str, rule: str | None) -> None:
    found = answer(tmp_path, mention)
    assert found["company_id"] == company
    assert rule is None or (found["decision"], found["rule"]) == ("link", rule)


@pytest.mark.parametrize(
    "mention",
    [
        {"enterprise_code": "0309129418", "name": "Công ty Cổ phần Khác Hẳn"},
        {"enterprise_code": "0309129418"},
        {"name": BINH["name"]},
        {"enterprise_code": "0100233488", "name": BINH["name"]},
    ],
)
def test_what_nothing_else_confirms_is_for_a_person_to_see(tmp_path: Path, mention: Row) -> None:
    assert answer(tmp_path, mention)["decision"] == "review"


@pytest.mark.parametrize("mention", [{}, {"name": "...", "enterprise_code": "41S8032562"}, {"name": "Công ty Lạ Hoắc"}])
def test_an_unknown_company_is_none(tmp_path: Path, mention: Row) -> None:
    found = answer(tmp_path, mention)
    assert (found["decision"], found["company_id"]) == ("none", None)


def test_the_owners_number_does_not_make_a_household_business_of_a_company(tmp_path: Path) -> None:
    said = {"enterprise_code": PHAT["representative_id"], "name": "Hộ kinh doanh Nguyễn Văn An"}
    assert answer(tmp_path, said)["decision"] == "none"


def test_a_household_business_is_never_its_owner(tmp_path: Path) -> None:
    person = {"mention_id": "m", "full_name": "Lê Văn Tám", "personal_id": "068095001234", "date_of_birth": "1995"}
    files = [tmp_path / name for name in ("mentions.parquet", "registry.parquet", "links.parquet")]
    pq.write_table(pa.Table.from_pylist([person]), files[0])
    pq.write_table(pa.Table.from_pylist(REGISTRY), files[1])
    link_tables(*files, threads=1)
    found = pq.read_table(files[2]).to_pylist()[0]
    assert (found["decision"], found["company_id"]) == ("none", None)


def test_a_branch_is_never_linked_to_its_parent(tmp_path: Path) -> None:
    found = answer(tmp_path, {"enterprise_code": "0309129418-007", "name": "Chi nhánh Công ty Cổ phần An Bình"})
    assert found["decision"] != "link"


def test_a_registry_of_both_kinds_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no_registry_key"):
        answer(tmp_path, {"name": "x"}, [PHAT | {"person_id": "P1"}])


def test_codes_are_digits_and_a_branch_is_not_its_parent() -> None:
    assert code("0309129418-005") == "0309129418005"
    assert code("41S8032562") is None
    assert own(company_key("Công ty TNHH MTV Hoà Phát")) == own(company_key("CÔNG TY CP Hòa Phát"))
