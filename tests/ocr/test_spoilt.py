"""Pages on which the reader lost or spoilt something that the rest of the page makes good."""

from dataclasses import replace

from ocr.layout import rows, upright
from tests.ocr.lines import only, page, values
from tests.ocr.printed import BIRTH, MARRIAGE


def test_a_word_found_later_stands_in_the_gap_of_its_row():
    whole = page(BIRTH)
    lost = next(word for word in whole.words if word.text == "05/06/2019")
    others = tuple(word for word in whole.words if word is not lost)
    later = replace(lost, line=99, box=(lost.box[0], lost.box[1] - 3, lost.box[2], lost.box[3] - 3))
    assert values(only(replace(whole, words=(*others, later)))) == values(only(whole))


def test_a_title_hardly_read_gives_way_to_the_labels_of_another_type():
    spoilt = BIRTH.replace("GIẤY KHAI SINH", "GIẤY CHỨNG NHẬN")
    assert only(page(spoilt)).type == "birth_certificate"
    assert only(page(BIRTH)).type == "birth_certificate"


UNTITLED = BIRTH.replace("GIẤY KHAI SINH", "").replace("Số: 45/2020", "Số: 45/UBND-HT")


def test_a_paper_whose_title_is_lost_is_of_the_type_of_its_labels_though_an_office_heads_it():
    assert "45/UBND-HT" in UNTITLED
    assert only(page(UNTITLED)).type == "birth_certificate"


STAMPED = """
   ỦY BAN NHÂN DÂN             CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
    TỈNH LÂM ĐỒNG                 Độc lập - Tự do - Hạnh phúc

   Số: 123/TB-UBND            Lâm Đồng, ngày 12 tháng 3 năm 2024

   Số: 8185
   Ngày: 14/03/2024
   Chuyển:

                          THÔNG BÁO
               Về việc nghỉ lễ năm 2024
Ủy ban nhân dân thông báo để các cơ quan, đơn vị biết và thực hiện.
"""


def test_the_day_in_an_incoming_stamp_is_known_by_what_stands_under_it():
    assert values(only(page(STAMPED)))["received_on"] == "2024-03-14"
    assert values(only(page(STAMPED.replace("Chuyển:", "Đà Lạt"))))["received_on"] is None


def test_a_label_in_two_languages_ends_with_its_english_part():
    card = """
             CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                 Độc lập - Tự do - Hạnh phúc
                       CĂN CƯỚC CÔNG DÂN
                     Citizen Identity Card
Số / No.: 001192000123
Họ và tên / Full name: NGUYỄN THỊ MẪU
Ngày sinh / Date of birth: 15/08/1992
Giới tính / Sex: Nữ        Quốc tịch / Natiorality Việt Nam
Đặc điểm nhân dạng / Personal identification Nốt ruồi C: 1cm trên mép phải
"""
    said = values(only(page(card)))
    assert said["nationality"] == "Việt Nam"
    assert said["features"] == "Nốt ruồi C: 1cm trên mép phải"


def test_the_spoilt_end_of_a_label_is_not_the_value():
    apart = BIRTH.replace("Số định danh cá nhân: 068319000123", "Số định danh cá nhân sốỐ            068319000123")
    assert values(only(page(apart)))["personal_id"] == "068319000123"


def test_the_last_word_of_a_label_that_tells_nobody_from_another_may_be_misread():
    spoilt = BIRTH.replace("Ngày, tháng, năm đăng ký", "Ngày, tháng, năm đăng kứ")
    assert values(only(page(spoilt)))["registered_on"] == "2019-06-20"


def test_a_fraction_stroke_is_the_stroke_of_a_date():
    assert values(only(page(BIRTH.replace("05/06/2019", "05\u204406/2019"))))["date_of_birth"] == "2019-06-05"


LETTER = """
   UBND TỈNH LÂM ĐỒNG          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
       SỞ NỘI VỤ                  Độc lập - Tự do - Hạnh phúc
   Số: 1228/SNV-VP           Lâm Đồng, ngày 16 tháng 02 năm 2026
   V/v rà soát kết quả
   còn hiệu lực
   THƯỢNG KHẨN

                Kính gửi: Sở Tài chính
Sở Nội vụ đề nghị các cơ quan rà soát, thống kê các kết quả còn hiệu lực.
"""


def test_a_mark_of_urgency_under_a_subject_is_no_part_of_it():
    assert values(only(page(LETTER)))["subject_line"] == "V/v rà soát kết quả còn hiệu lực"


def test_the_year_on_a_row_of_its_own_belongs_to_a_subject():
    text = """
   ỦY BAN NHÂN DÂN             CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
    TỈNH LÂM ĐỒNG                 Độc lập - Tự do - Hạnh phúc
   Số: 123/BC-UBND            Lâm Đồng, ngày 12 tháng 3 năm 2025

                           BÁO CÁO
      Kết quả cải cách thủ tục hành chính quý I năm
                            2025

Ủy ban nhân dân báo cáo kết quả thực hiện như sau.
"""
    assert values(only(page(text)))["subject_line"] == "Kết quả cải cách thủ tục hành chính quý I năm 2025"


def test_a_paragraph_set_apart_under_a_subject_is_no_part_of_it():
    rows = "\n".join(["Các phòng, ban chuyên môn thực hiện theo đúng quy định của pháp luật hiện hành"] * 9)
    apart = f"""
   ỦY BAN NHÂN DÂN             CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
    TỈNH LÂM ĐỒNG                 Độc lập - Tự do - Hạnh phúc
   Số: 123/TB-UBND            Lâm Đồng, ngày 12 tháng 3 năm 2024

                          THÔNG BÁO
          Lịch tiếp công dân định kỳ của Chủ tịch

{rows}
"""
    assert values(only(page(apart)))["subject_line"] == "Lịch tiếp công dân định kỳ của Chủ tịch"


def test_a_row_at_the_foot_of_a_page_moves_no_margin_of_its_text():
    body = "Giao Văn phòng chủ trì, phối hợp với các đơn vị liên quan theo dõi, đôn đốc,"
    text = f"""
         ỦY BAN NHÂN DÂN             CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
          TỈNH LÂM ĐỒNG                 Độc lập - Tự do - Hạnh phúc
         Số: 123/CT-UBND            Lâm Đồng, ngày 12 tháng 3 năm 2024

                                             CHỈ THỊ
                         Về tăng cường quản lý đất đai, trật tự xây dựng
          {body}
"""
    rest = "\n".join([f"          {body}"] * 9)
    foot = "Phần mềm in ngày 12 tháng 3 năm 2024, trang 1"
    said = values(only(page(f"{text}{rest}\n\n\n{foot}\n")))
    assert said["subject_line"] == "Về tăng cường quản lý đất đai, trật tự xây dựng"


def test_a_scratch_far_behind_a_value_does_not_end_it():
    whole = page(BIRTH.replace("phường 6, thành phố Đà Lạt,\n", "phường 6,\n"))
    row = next(word for word in whole.words if word.text == "viện")
    scratch = replace(row, text="Re", confidence=0.1, box=(1300, row.box[1], 1330, row.box[3]))
    assert values(only(replace(whole, words=(*whole.words, scratch)))) == values(only(whole))


def test_a_speck_between_two_columns_does_not_part_them():
    whole = page(MARRIAGE)
    wife = next(word for word in whole.words if word.text == "MAI")
    speck = replace(wife, text="`", box=(wife.box[2] + 40, wife.box[1] - 2, wife.box[2] + 44, wife.box[1] + 1))
    lower = [
        replace(w, box=(w.box[0], w.box[1] + 1, w.box[2], w.box[3] + 1)) if w.box[0] > 500 else w for w in whole.words
    ]
    laid = [row.text for row in rows(upright(replace(whole, words=(*lower, speck)))) if "MAI" in row.text]
    assert laid == ["Họ, chữ đệm, tên vợ: LÊ THỊ MAI ` Họ, chữ đệm, tên chồng: HÀ DUY ANH"]


def test_the_number_of_a_form_may_be_read_as_a_letter():
    record = only(page(RECORD.replace("SỐ 1", "SỐI")))
    form = next(field for field in record.fields if field.name == "form")
    assert (form.value, form.raw) == (None, "I")


RECORD = """
   BỘ CÔNG AN                  CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
   CÔNG AN TỈNH LÂM ĐỒNG          Độc lập - Tự do - Hạnh phúc
   Số: 4212/CAT-PV06          Lâm Đồng, ngày 08 tháng 5 năm 2026

                      PHIẾU LÝ LỊCH TƯ PHÁP
                             SỐ 1
1. Họ và tên: TRẦN HÀ MẪU
2. Giới tính: Nữ
3. Ngày, tháng, năm sinh: 04/04/2000
"""


PARENTS = """
             CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                 Độc lập - Tự do - Hạnh phúc
                        GIẤY KHAI SINH
Họ, chữ đệm, tên: TỪ QUỲNH NỞ
                       Mẹ                          Cha
Họ và tên              ĐOÀN THỊ ÚT                 THẠCH ANH KIỆT
Năm sinh               1975                        1985
Dân tộc                Kinh                        Chăm
Nơi thường trú ....... Thôn 1, xã Lộc Ngãi         Khu phố 5, xã Tân Lập
Họ tên người đi khai sinh: THẠCH ANH KIỆT
"""


def test_dots_before_a_cell_do_not_move_the_border_of_a_table():
    said = values(only(page(PARENTS)))
    assert (said["mother_residence"], said["father_residence"]) == ("Thôn 1, xã Lộc Ngãi", "Khu phố 5, xã Tân Lập")


def test_a_heading_whose_words_were_joined_heads_its_column():
    said = values(only(page(PARENTS.replace("   Mẹ   ", "Ngườimẹ ").replace("      Cha", "Người cha"))))
    assert (said["mother_name"], said["father_name"]) == ("ĐOÀN THỊ ÚT", "THẠCH ANH KIỆT")


def test_specks_before_the_place_are_no_part_of_it():
    specked = STAMPED.replace("           Lâm Đồng, ngày", "        `. Lâm Đồng, ngày")
    assert specked != STAMPED
    assert values(only(page(specked))) == values(only(page(STAMPED)))


ARRIVED = STAMPED.replace("   Số: 8185\n", "   VĂN PHÒNG UBND TỈNH\n   CÔNG VĂN ĐẾN Số: 8185\n")


def test_the_office_and_number_of_an_arrival_stamp_are_not_the_papers_own():
    spoilt = ARRIVED.replace("   Số: 123/TB-UBND", "   Sầ : 123/TB-UBND")
    assert spoilt != ARRIVED
    assert values(only(page(spoilt))) == values(only(page(ARRIVED)))
    assert values(only(page(ARRIVED)))["number"] == "123/TB-UBND"
    assert "VĂN PHÒNG" not in values(only(page(ARRIVED)))["issued_by"]


def test_a_letter_read_twice_before_the_day_is_no_part_of_the_place():
    spoilt = STAMPED.replace("ngày 12", "nñgàu 12")
    assert values(only(page(spoilt)))["place"] == "Lâm Đồng"


PERMIT = """
   ỦY BAN NHÂN DÂN             CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
   HUYỆN ĐẠ HUOAI                 Độc lập - Tự do - Hạnh phúc
   Số: 497/GPXD-UBND            Đạ Huoai, ngày 26 tháng 9 năm 2023

                        GIẤY PHÉP XÂY DỰNG
1. Cấp phép cho Ông/Bà: THẠCH DUY
CCCD số: 060076021501, ngày cấp: 20/01/2023
Địa chỉ: 34 Hoàng Hoa Thám, Phường 12, quận Bình Thạnh, Thành phố Hồ Chí Minh
2. Được phép xây dựng các công trình thuộc dự án: Nhà ở riêng lẻ
{site}: Buôn 8, thị trấn Mađaguôi, huyện Đạ Huoai, tỉnh Lâm Đồng
Lô đất số: Thửa 249; Tờ bản đồ: 57
"""


def test_the_owners_address_is_not_the_sites_where_the_sites_label_is_lost():
    site = "Buôn 8, thị trấn Mađaguôi, huyện Đạ Huoai, tỉnh Lâm Đồng"
    assert values(only(page(PERMIT.format(site="- Địa điểm xây dựng"))))["address"] == site
    assert values(only(page(PERMIT.format(site="- Đja đlểm THOA bựng"))))["address"] is None
