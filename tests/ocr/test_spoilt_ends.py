"""Titles, days and signers of which the reader lost a part: found by what is left."""

import pytest

from domain.kinds import clean
from domain.text import fold_letters
from ocr.heads import DATED, _spoilt
from tests.ocr.lines import only, page, values
from tests.ocr.printed import BIRTH

TITLELESS = BIRTH.replace("GIẤY KHAI SINH\n", "(BẢN CHÍNH)\n", 1)


def test_a_paper_whose_title_is_lost_is_known_by_labels_no_other_type_has():
    assert only(page(TITLELESS)).type == "birth_certificate"


@pytest.mark.parametrize(
    ("row", "place", "day"),
    [
        ("phường 1 Bảo Lộc, ngày 21 tháng 6 năm 2026", "phuong 1 bao loc", "ngay 21 thang 6 nam 2026"),
        (
            "Lâm Đồng, ngày/date 24 lháng/nuonli 8 năm 2014",
            "lam dong",
            "ngay/date 24 lhang/nuonli 8 nam 2014",
        ),
        (
            "Đắk Lắk, ngày. Jat: 28 tháng/month 8 năm 2025",
            "dak lak",
            "ngay. jat: 28 thang/month 8 nam 2025",
        ),
    ],
)
def test_place_and_day_are_found_though_their_words_are_spoilt(row: str, place: str, day: str) -> None:
    folded = fold_letters(row)
    found = DATED.search(folded) or _spoilt(folded)
    assert found is not None
    assert (found["place"], found["day"]) == (place, day)


def test_three_numbers_among_other_words_are_no_day():
    assert _spoilt(fold_letters("Đà Lạt, gồm 12 phòng trong 3 dãy 2014")) is None


def test_a_stroke_before_a_day_may_be_a_digit_misread():
    assert clean("date", "l1 tháng 07 năm 2014") is None
    assert clean("date", "ngày11/07/2014") == "2014-07-11"


def test_a_signer_whose_title_lies_under_the_seal_is_found_by_his_place_and_held():
    sealed = BIRTH.replace("NGƯỜI KÝ GIẤY KHAI SINH", "").replace("CHỦ TỊCH", "")
    signer = next(field for field in only(page(sealed)).fields if field.name == "signer")
    assert (signer.value, signer.accepted) == ("Nguyễn Văn Bình", False)


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
