import pytest

from domain.documents import Origin
from domain.scans import Code
from ocr.documents import find, zones
from tests.ocr.lines import only, page, reading, second_read, values
from tests.ocr.printed import BIRTH, DECISION, MARRIAGE


def test_a_birth_certificate_gives_each_person_his_own_values():
    said = values(only(page(BIRTH)))
    assert said == {
        "number": "45/2020",
        "full_name": "TỪ QUỲNH NỞ",
        "date_of_birth": "2019-06-05",
        "sex": "Nữ",
        "ethnicity": "Kinh",
        "nationality": "Việt Nam",
        "place_of_birth": "Bệnh viện đa khoa tỉnh Lâm Đồng, phường 6, thành phố Đà Lạt, tỉnh Lâm Đồng",
        "home_town": "xã Lộc Ngãi, huyện Bảo Lâm",
        "personal_id": "068319000123",
        "mother_name": "TRẦN THỊ HẠNH",
        "mother_birth_year": "1990",
        "mother_ethnicity": "Tày",
        "mother_residence": "Thôn 10, xã Lộc Ngãi",
        "father_name": "TỪ VĂN LÂM",
        "father_birth_year": "1988",
        "father_ethnicity": "Kinh",
        "father_residence": "Thôn 11, xã Lộc Ngãi",
        "declarant_name": "TỪ VĂN LÂM",
        "declarant_id": "068088001234",
        "declarant_id_issued_on": "2021-03-12",
        "registered_at": "Ủy ban nhân dân xã Lộc Ngãi",
        "registered_on": "2019-06-20",
        "signer": "Nguyễn Văn Bình",
    }


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("skew", [0.0, 1.5])
def test_a_page_lying_any_way_reads_the_same_and_keeps_boxes_in_file_pixels(rotation, skew):
    level, lying = only(page(BIRTH)), only(page(BIRTH, rotation=rotation, skew=skew))
    assert values(lying) == values(level)
    box = next(field.box for field in lying.fields if field.name == "full_name")
    words = [word.box for word in page(BIRTH, rotation=rotation, skew=skew).words if word.text in {"QUỲNH", "NỞ"}]
    for left, top, right, bottom in words[:2]:
        assert box[0] - 2 <= left
        assert box[1] - 2 <= top
        assert right <= box[2] + 2
        assert bottom <= box[3] + 2


def test_without_the_mothers_name_nothing_of_hers_becomes_anyones():
    lost = "\n".join(line for line in BIRTH.splitlines() if "người mẹ" not in line)
    said = values(only(page(lost)))
    assert said["mother_name"] is None
    assert said["mother_ethnicity"] is None
    assert said["ethnicity"] == "Kinh"
    assert said["father_residence"] == "Thôn 11, xã Lộc Ngãi"


def test_a_father_left_blank_stays_blank():
    blank = BIRTH.replace("người cha: TỪ VĂN LÂM", "người cha: ............")
    blank = blank.replace(
        "Năm sinh: 1988     Dân tộc: Kinh      Quốc tịch: Việt Nam\nNơi cư trú: Thôn 11, xã Lộc Ngãi", ""
    )
    said = values(only(page(blank)))
    assert said["father_name"] is None
    assert said["father_birth_year"] is None
    assert said["declarant_name"] == "TỪ VĂN LÂM"


def test_the_two_columns_of_a_marriage_are_not_mixed():
    said = values(only(page(MARRIAGE)))
    assert said["wife_name"] == "LÊ THỊ MAI"
    assert said["husband_name"] == "HÀ DUY ANH"
    assert said["wife_date_of_birth"] == "1995-02-01"
    assert said["husband_date_of_birth"] == "1992"
    assert said["husband_ethnicity"] == "Mạ"
    assert said["wife_residence"] == "Thôn 3, xã Tà Nung, thành phố Đà Lạt"
    assert said["husband_residence"] == "Số 5 Hai Bà Trưng, phường 6, thành phố Đà Lạt"
    assert (said["wife_id"], said["wife_id_issued_on"]) == ("068195001111", "2021-03-01")
    assert (said["husband_id"], said["husband_id_issued_on"]) == ("068092002222", "2022-05-04")
    assert said["registered_on"] == "2022-10-10"


def test_a_decision_gives_its_head_its_signature_and_the_one_person_it_is_about():
    said = values(only(page(DECISION)))
    assert said == {
        "kind": "QUYẾT ĐỊNH",
        "number": "123/QĐ-UBND",
        "issued_by": "ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG",
        "issued_on": "2024-03-12",
        "place": "Lâm Đồng",
        "subject_line": "Về việc trợ cấp một lần đối với ông Lê Văn Tám",
        "recipients": None,
        "signing_capacity": "TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH",
        "signer_title": "PHÓ CHỦ TỊCH",
        "signer": "Trần Thị Bích",
        "urgency": None,
        "received_on": None,
        "person_name": "Lê Văn Tám",
        "person_date_of_birth": "1950-02-01",
        "person_id": "068050001234",
        "person_residence": "Thôn 2, xã Đạ Đờn, huyện Lâm Hà",
        "amount": "12500000",
    }


def test_a_day_cited_in_the_body_is_not_the_day_of_issue():
    said = values(only(page(DECISION.replace("Lâm Đồng, ngày 12 tháng 3 năm 2024", ""))))
    assert said["issued_on"] is None


def test_a_letter_has_no_title_and_its_subject_stands_under_the_number():
    letter = """
   ỦY BAN NHÂN DÂN             CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
    TỈNH LÂM ĐỒNG                 Độc lập - Tự do - Hạnh phúc
   Số: 57/UBND-VP            Lâm Đồng, ngày 03 tháng 4 năm 2024
 V/v góp ý dự thảo

                    Kính gửi: Sở Tài chính

Theo đề nghị của Sở Tài chính, Ủy ban nhân dân tỉnh có ý kiến như sau.
"""
    said = values(only(page(letter)))
    assert said["kind"] == "CÔNG VĂN"
    assert said["subject_line"] == "V/v góp ý dự thảo"
    assert said["recipients"] == '["Sở Tài chính"]'


def test_papers_bundled_in_one_scan_are_split_and_share_nothing():
    more = "Căn cứ hồ sơ kèm theo và đề nghị của Chánh Văn phòng."
    found = find(reading(page(BIRTH, 1), page(DECISION, 2), page(more, 3), page(MARRIAGE, 4)))
    assert [(one.type, one.pages, one.index) for one in found] == [
        ("birth_certificate", (1,), 0),
        ("official_document", (2, 3), 1),
        ("marriage_certificate", (4,), 2),
    ]
    alone = [only(page(BIRTH, 1)), only(page(MARRIAGE, 4))]
    assert values(found[0]) == values(alone[0])
    assert values(found[2]) == values(alone[1])


def test_two_papers_of_one_type_are_two_documents():
    found = find(reading(page(BIRTH, 1), page(BIRTH.replace("TỪ QUỲNH NỞ", "TỪ QUỲNH HOA"), 2)))
    assert [values(one)["full_name"] for one in found] == ["TỪ QUỲNH NỞ", "TỪ QUỲNH HOA"]


CARD_FRONT = """
      CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
          Độc lập - Tự do - Hạnh phúc
             CĂN CƯỚC CÔNG DÂN
            Citizen Identity Card
        Số / No.: 068095001234
        Họ và tên / Full name:
        LÊ MINH BÌNH
        Ngày sinh / Date of birth: 30/08/1995
        Giới tính / Sex: Nam   Quốc tịch / Nationality: Việt Nam
        Quê quán / Place of origin:
        xã Ninh Gia, huyện Đức Trọng
        Nơi thường trú / Place of residence: Số 5
        Hai Bà Trưng, phường 6, Đà Lạt
"""
CARD_BACK = """
Đặc điểm nhận dạng / Personal identification:
Sẹo chấm C: 2cm dưới mắt trái
Ngày, tháng, năm / Date, month, year: 06/05/2022
IDVNM0950012340068095001234<<6
"""


def test_front_and_back_are_one_card_and_a_second_front_is_another():
    found = find(reading(page(CARD_FRONT, 1), page(CARD_BACK, 2), page(CARD_FRONT, 3)))
    assert [(one.type, one.pages) for one in found] == [("citizen_id_card", (1, 2)), ("citizen_id_card", (3,))]
    said = values(found[0])
    assert said["personal_id"] == "068095001234"
    assert said["full_name"] == "LÊ MINH BÌNH"
    assert said["home_town"] == "xã Ninh Gia, huyện Đức Trọng"
    assert said["residence"] == "Số 5 Hai Bà Trưng, phường 6, Đà Lạt"
    assert said["issued_on"] == "2022-05-06"


QR = "068095001234||Lê Minh Bình|30081995|Nam|Số 5 Hai Bà Trưng, phường 6, Đà Lạt|06052022"


def test_a_code_beats_print_and_the_print_stays_in_the_notes():
    wrong = CARD_FRONT.replace("30/08/1995", "30/08/1996")
    code = Code(kind="qr", text=QR, page=1, box=(0, 0, 9, 9))
    found = only(page(wrong, codes=(code,)))
    fields = {field.name: field for field in found.fields}
    assert fields["date_of_birth"].value == "1995-08-30"
    assert fields["date_of_birth"].origin is Origin.CODE
    assert "print:1996-08-30" in fields["date_of_birth"].notes
    assert fields["full_name"].value == "LÊ MINH BÌNH"
    assert fields["full_name"].origin is Origin.CODE
    assert fields["full_name"].accepted


def test_a_name_in_capitals_of_which_some_were_misread_as_small_letters_follows_the_code_with_a_note():
    code = Code(kind="qr", text=QR, page=1, box=(0, 0, 9, 9))
    found = only(page(CARD_FRONT.replace("LÊ MINH BÌNH", "LÊ MINH BìNH"), codes=(code,)))
    name = next(field for field in found.fields if field.name == "full_name")
    assert (name.value, name.notes) == ("LÊ MINH BÌNH", ("capitals_by_code:LÊ MINH BìNH",))


def test_what_fits_no_type_is_unknown_and_keeps_its_text():
    found = only(page("Danh sách mua sắm\nCà phê, chè, sữa"))
    assert (found.type, found.fields) == ("unknown", ())
    assert "Cà phê" in found.text


def test_readers_that_agree_let_digits_go_on_and_names_wait_for_the_pictures_word():
    fields = {field.name: field for field in only(second_read(BIRTH, {}, third=True)).fields}
    assert fields["personal_id"].confidence > fields["mother_name"].confidence
    assert (fields["personal_id"].accepted, fields["mother_name"].accepted) == (True, False)


def test_nothing_the_readers_disagree_on_is_accepted_and_the_other_reading_is_noted():
    changed = {"068319000123": "068319000128", "05/06/2019": "05/06/2018", "TRẦN THỊ HẠNH": "TRẦN THỊ HANH"}
    fields = {field.name: field for field in only(second_read(BIRTH, changed)).fields}
    for name in ("personal_id", "date_of_birth", "mother_name"):
        assert not fields[name].accepted, name
        assert any(note.startswith("readers_differ:") for note in fields[name].notes), name


def test_one_reader_alone_never_suffices():
    assert not any(field.accepted for field in only(page(BIRTH)).fields)


def test_a_missing_field_is_there_with_the_reason():
    fields = {
        field.name: field for field in only(page(BIRTH.replace("Quê quán: xã Lộc Ngãi, huyện Bảo Lâm", ""))).fields
    }
    assert fields["home_town"].value is None
    assert fields["home_town"].notes == ("anchor_not_found",)


def test_labels_read_with_errors_are_still_found():
    worn = BIRTH.replace("Họ, chữ đệm, tên người mẹ", "Ho, chữ dệm, tên ngưòi mẹ").replace("Nơi sinh", "Nơi sính")
    said = values(only(page(worn)))
    assert said["mother_name"] == "TRẦN THỊ HẠNH"
    assert said["place_of_birth"].startswith("Bệnh viện")


def test_zones_are_single_lines_on_the_page():
    for rotation in (0, 90):
        for left, top, right, bottom in zones(page(BIRTH, rotation=rotation)):
            assert min(right - left, bottom - top) < 34
