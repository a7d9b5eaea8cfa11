"""Titles, days and signers of which the reader lost a part: found by what is left."""

from dataclasses import replace

import pytest

from benchmarks.calibrate import voted
from benchmarks.readings import printed
from domain.kinds import clean
from ocr.documents import find, zones
from ocr.grounds import well_placed
from tests.ocr.lines import only, page, reading, values
from tests.ocr.printed import BIRTH, DECISION


def test_a_paper_whose_title_is_lost_is_known_by_labels_no_other_type_has():
    """On this one labels of a birth certificate are hardly more than those of an identity card."""
    read, truth = printed("birth_certificate", 9201, "year2008")
    (first,) = read.pages
    title = [word for word in first.words if word.text in {"GIẤY", "KHAI", "SINH"} and word.box[1] < first.size[1] / 4]
    (found,) = find(reading(replace(first, words=tuple(word for word in first.words if word not in title))))
    assert len(title) == 3
    assert found.type == truth["type"]


def test_a_cell_on_several_lines_is_read_again_line_by_line():
    (first,) = printed("birth_certificate", 9102, "parents_table")[0].pages
    highest = max(word.box[3] - word.box[1] for word in first.words)
    assert all(box[3] - box[1] <= highest for box in zones(first))


def test_an_address_goes_on_past_a_cards_lines_for_machines():
    text = BIRTH.replace("xã Lộc Ngãi, huyện Bảo Lâm", "xã Lộc Ngãi, huyện\nBảo Lâm, tỉnh Lâm Đồng", 1)
    whole = page(text)
    town = next(word for word in whole.words if word.text == "huyện")
    beside = (900, town.box[1] + 17, 1300, town.box[3] + 17)
    lines = replace(town, text="TDVNM1720289513066172028951<<7", box=beside, line=99)
    read = only(replace(whole, words=(*whole.words, lines)))
    assert values(read)["home_town"] == "xã Lộc Ngãi, huyện Bảo Lâm, tỉnh Lâm Đồng"


@pytest.mark.parametrize(
    ("row", "place", "day"),
    [
        ("phường 1 Bảo Lộc, ngày 21 tháng 6 năm 2026", "phường 1 Bảo Lộc", "21 tháng 6 năm 2026"),
        ("Lâm Đồng, ngày/date 24 lháng/nuonli 8 năm 2014", "Lâm Đồng", "ngày/date 24 lháng/nuonli 8 năm 2014"),
        ("Đắk Lắk, ngày. Jat: 28 tháng/month 8 năm 2025", "Đắk Lắk", "28 tháng/month 8 năm 2025"),
        ("Đà Lạt, gồm 12 phòng trong 3 dãy 2014", None, None),
    ],
)
def test_place_and_day_are_found_though_their_words_are_spoilt(row: str, place: str | None, day: str | None) -> None:
    text = DECISION.replace("Lâm Đồng, ngày 12 tháng 3 năm 2024", row)
    fields = {field.name: field for field in only(page(text)).fields}
    assert (fields["place"].value, fields["issued_on"].raw) == (place, day)


def test_a_stroke_before_a_day_may_be_a_digit_misread():
    assert clean("date", "l1 tháng 07 năm 2014") is None
    assert clean("date", "ngày11/07/2014") == "2014-07-11"


def test_a_signer_whose_title_lies_under_the_seal_is_found_by_his_place_and_held():
    sealed = BIRTH.replace("NGƯỜI KÝ GIẤY KHAI SINH", "").replace("CHỦ TỊCH", "")
    sealed = sealed.replace("\n                                                Nguyễn", f"{'CA':>60}\n{'':48}Nguyễn")
    votes = [one for text in (BIRTH, sealed) for _type, voted_ in voted(reading(page(text))) for one in voted_]
    signers = [one for one in votes if one.spec.name == "signer"]
    assert [one.field.value for one in signers] == ["Nguyễn Văn Bình"] * 2
    assert [well_placed(one) for one in signers] == [True, False]


def test_a_position_that_lost_its_last_letter_under_a_seal_is_no_name():
    text = BIRTH.replace("CHỦ TỊCH", "KT. CHỦ TỊCH\n                                                   PHÓ CHỦ TỊC")
    assert values(only(page(text)))["signer"] == "Nguyễn Văn Bình"


def test_the_rest_of_a_title_is_no_signer():
    nameless = BIRTH.replace("CHỦ TỊCH", "TRÍCH LỤC").replace("Nguyễn Văn Bình", "")
    assert values(only(page(nameless)))["signer"] is None


LICENCE = """
   BỘ GIAO THÔNG VẬN TẢI        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                    GIẤY PHÉP LÁI XE/DRIVER'S LICENSE
                    Số/No: 068123456789
Họ tên/Full name: LÊ MINH BÌNH
Ngày sinh/Date of Birth: 30/08/1995
Hạng/Class: [®
"""


def test_a_sign_for_a_letter_that_stands_alone_marks_its_place_for_the_other_readers():
    grade = next(field for field in only(page(LICENCE)).fields if field.name == "class")
    assert (grade.value, grade.raw, grade.notes) == (None, "[®", ("unreadable",))


def test_an_address_goes_on_though_another_side_of_the_card_stands_beside_its_first_line():
    first, second = f"Quê quán: xã Lộc Ngãi, huyện{'Ngón trỏ trái':>60}", "Bảo Lâm, tỉnh Lâm Đồng"
    text = BIRTH.replace("Quê quán: xã Lộc Ngãi, huyện Bảo Lâm", f"{first}\n{second}")
    assert values(only(page(text)))["home_town"] == "xã Lộc Ngãi, huyện Bảo Lâm, tỉnh Lâm Đồng"


RECORD = """
   BỘ CÔNG AN                  CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
   CỤC HỒ SƠ NGHIỆP               Độc lập - Tự do - Hạnh phúc
         vụ
   8ó : 26695/V06-LLTP         Lâm Đồng, ngày 01 tháng 5 năm 2026

                      PHIẾU LÝ LỊCH TƯ PHÁP
                             SỐ 2
1. Họ và tên: TRẦN HÀ MẪU
"""


def test_the_number_of_a_form_is_not_the_papers_and_a_small_word_may_end_an_offices_name():
    said = values(only(page(RECORD)))
    assert (said["number"], said["form"]) == ("26695/V06-LLTP", "2")
    assert said["issued_by"].casefold() == "cục hồ sơ nghiệp vụ"
    assert values(only(page(RECORD.replace("8ó : 26695/V06-LLTP", "r4"))))["number"] is None


def test_a_number_that_begins_with_80_is_no_label_misread():
    said = values(only(page(RECORD.replace("8ó : 26695/V06-LLTP", "80/2019/V06-LLTP"))))
    assert said["number"] in {None, "80/2019/V06-LLTP"}
