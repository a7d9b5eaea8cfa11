"""Rows that go on: a recipient of two rows, a subject's last word, a speck between two rows."""

import json
from dataclasses import replace

from domain.scans import Word
from tests.ocr.lines import only, page, values

LETTER = """
   ỦY BAN NHÂN DÂN             CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
    TỈNH LÂM ĐỒNG                 Độc lập - Tự do - Hạnh phúc
   Số: 57/UBND-VP            Lâm Đồng, ngày 03 tháng 4 năm 2024
 V/v công bố Danh mục
 giải quyết TTHC

                    Kính gửi:
                      - Văn phòng Chính phủ;
                      - Bộ trưởng Bộ Nội vụ, Tổ phó Tổ công tác
                      cải cách thủ tục hành chính.

Thực hiện nội dung các Quyết định của Bộ trưởng Bộ Giao thông vận tải.
"""

DECISION = """
   ỦY BAN NHÂN DÂN             CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
    TỈNH LÂM ĐỒNG                 Độc lập - Tự do - Hạnh phúc

   Số: 123/QĐ-UBND            Lâm Đồng, ngày 12 tháng 3 năm 2024

                          QUYẾT ĐỊNH
          Về việc hỗ trợ kinh phí đối với bà Lê Mỹ
                             Chi

               CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG
Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;
"""


def test_a_speck_between_two_rows_ends_no_subject() -> None:
    whole = page(LETTER)
    below = next(word for word in whole.words if word.text == "giải")
    box = (below.box[0] + 40, below.box[1] - 9, below.box[0] + 50, below.box[1] - 1)
    speck = Word(text="Á", box=box, confidence=0.9, line=99)
    assert values(only(replace(whole, words=(*whole.words, speck))))["subject_line"] == (
        "V/v công bố Danh mục giải quyết TTHC"
    )


def test_a_recipient_goes_on_where_a_row_begins_small() -> None:
    assert json.loads(values(only(page(LETTER)))["recipients"] or "[]") == [
        "Văn phòng Chính phủ",
        "Bộ trưởng Bộ Nội vụ, Tổ phó Tổ công tác cải cách thủ tục hành chính",
    ]


def test_the_last_word_of_a_subject_may_stand_alone() -> None:
    assert values(only(page(DECISION)))["subject_line"] == "Về việc hỗ trợ kinh phí đối với bà Lê Mỹ Chi"


def test_what_stands_alone_at_the_side_is_no_part_of_the_subject() -> None:
    aside = DECISION.replace("                             Chi\n", "          Chi\n")
    assert values(only(page(aside)))["subject_line"] == "Về việc hỗ trợ kinh phí đối với bà Lê Mỹ"


def test_a_subject_goes_on_in_parentheses() -> None:
    said = DECISION.replace("                             Chi", "          (sau khi HĐND tỉnh ban hành Nghị quyết)")
    assert str(values(only(page(said)))["subject_line"]).endswith("(sau khi HĐND tỉnh ban hành Nghị quyết)")


PERMIT = """
                              GIẤY PHÉP XÂY DỰNG
                    Số: 12/GPXD
1. Cấp cho: Bà MAI KIM HIỀN
2. Được phép xây dựng công trình: Khách sạn Sao Mai, cao 4 tầng, theo quy hoạch được duyệt
- Theo thiết kế có ký hiệu: KT-01/2024. Do: Công ty TNHH MTV Tư vấn Thiết kế và Xây dựng
{next}
- Vị trí xây dựng: Buôn 11, xã Ea Kpam, huyện Cư M'gar, tỉnh Đắk Lắk
"""


def test_a_value_inside_a_sentence_that_fills_its_row_goes_on_at_the_margin() -> None:
    found = values(only(page(PERMIT.replace("{next}", "Trường Phát lập"))))
    assert found["designer"] == "Công ty TNHH MTV Tư vấn Thiết kế và Xây dựng Trường Phát"


def test_a_new_item_below_is_no_part_of_such_a_value() -> None:
    found = values(only(page(PERMIT.replace("{next}", "- Diện tích xây dựng tầng 1: 134,5 m2"))))
    assert found["designer"] == "Công ty TNHH MTV Tư vấn Thiết kế và Xây dựng"
