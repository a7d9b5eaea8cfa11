"""What lists everybody knows say of a value: enough to hold it, never to change it."""

import pytest

from ocr.plausible import known, plausible, whole


@pytest.mark.parametrize(
    ("kind", "value", "could_be"),
    [
        ("name", "NGUYỄN THỊ HOÀ", True),
        ("name", "Đăng Quang Huy", False),
        ("name", "Không có thông tin", False),
        ("name", "TRÍCH LỤC", False),
        ("name", "Lê Thj Hà", False),
        ("nationality", "Việt Nam", True),
        ("nationality", "Viêt Nam", False),
        ("ethnicity", "Cơ Ho", True),
        ("ethnicity", "K'Ho", True),
        ("ethnicity", "Kính", False),
        ("address", "Thôn 2, xã Lộc Thanh, thành phố Bảo Lộc, tỉnh Lâm Đồng", True),
        ("address", "Thôn 2, xã Lộc Thanh, thành phố Bảo Lộc", False),
        ("address", "Thôn 2, xã Lộc Thạnh, thành phố Bảo Lôc, tỉnh Lâm Đồng", False),
        ("text", "Không có án tích Thông tin về cấm đảm nhiệm", False),
        ("text", "Nhà ở riêng lẻ tại xã Lộc Thanh", True),
        ("address", "Bệnh viện Đa khoa tỉnh Bình Thuận", True),
        ("address", "thị trấn Mađaguôi, huyện Đạ Huoai, tỉnh Lâm Đồng", True),
        ("address", "thị trấn Ma ĐaGuôi, huyện Đạ Huoai, tỉnh Lâm Đồng", False),
        ("address", "phường Thủy Xuân, thành phố Huế, tỉnh Thừa Thiên Huế", True),
        ("address", "Bệnh viên Đa khoa tỉnh Bình Thuân", False),
        ("address", "xã Quỳnh Lưu; tỉnh Nghệ An", False),
        ("address", "xã Quỳnh Lưu, tỉnh Nghệ An", True),
        ("address", "ban nhân dân xã Thụy Trường, huyện Thái Thụy, tỉnh Thái Bình", False),
        ("address", "Ủy ban nhân dân xã Thụy Trường, huyện Thái Thụy, tỉnh Thái Bình", True),
        ("text", "ENTERPRISE", False),
        ("text", "PTS", True),
        ("name", "Sơn Thi Út", False),
        ("name", "Sơn Thị Út", True),
        ("name", "Nguyễn Minh Thi", True),
        ("address", "Bệnh viên Phụ sản Trung ương, thành phố Hà Nội", False),
        ("address", "Bệnh viện Phụ sản Trung ương, thành phố Hà Nội", True),
        ("address", "xã Ea Kpam, huyện Cư M gar, tỉnh Đắk Lắk", False),
        ("address", "xã Ea Kpam, huyện Cư M'gar, tỉnh Đắk Lắk", True),
        ("text", "Sẹo chấm C: 2cm dưới trước đuôi mắt trái", True),
        ("text", "Công ty TNHH Tư vấn Thiết kế Nét Việt", True),
        ("address", "Buôn 6, xã Đạ Tông, huyện Đam Rông, tỉnh Lâm Đồng, Việt Nam", True),
        ("name", "Nguyễn Minh Phong", True),
        ("name", "Trưởng Phòng", False),
        ("name", "LÊ THỊ HOa", False),
        ("text", "Ban hành Kế hoạch số hóa hồ sơ", True),
        ("text", "50 năm, đến ngày 01/7/2064", True),
        ("text", "342", True),
        ("text", "sẹo chấm", False),
        ("date", "2020-01-01", True),
    ],
)
def test_a_value_could_be_what_its_kind_says(kind: str, value: str, could_be: bool) -> None:
    assert plausible(kind, value) is could_be


def test_either_style_of_tone_placement_and_names_with_a_dash_are_known() -> None:
    assert known("xã Hoà Ninh, huyện Di Linh") == known("xã Hòa Ninh, huyện Di Linh")
    assert known("phường Lâm Viên - Đà Lạt, tỉnh Lâm Đồng")
    assert whole("phường Lâm Viên - Đà Lạt - tỉnh Lâm Đồng")


@pytest.mark.parametrize(
    ("kind", "value", "possible"),
    [
        ("text", "Công tác cải cách thủ tục hành chính quý I năm", False),
        ("text", "Hiện tại chưa đăng ký", False),
        ("text", "Đất trồng cây lâu năm", True),
        ("text", "BẢO HIẾM XÃ HỘI TỈNH LÂM ĐỒNG", False),
        ("text", "BẢO HIỂM XÃ HỘI TỈNH LÂM ĐỒNG", True),
        ("phone", "02523822", False),
        ("phone", "02523822114", True),
        ("phone", "19001234", True),
        ("phone", "+84912345678", True),
        ("address", "12 đường Tô Hiến Thănh, phường Láng Thượng, quận Đống Đa, thành phố Hà Nội", False),
        ("address", "12 đường Tô Hiến Thành, phường Láng Thượng, quận Đống Đa, thành phố Hà Nội", True),
        ("address", "Bệnh viện đa khoa tỉnh Lâm Đồng, số 4 Phạm Ngọc Thạch, thành phố Đà Lạt", True),
        ("address", "Bệnh viện đa khoa, số 4 Phạm Ngọc Thạch, thành phố Đà Lạt", False),
        ("address", "Bệnh viện đa khoa tỉnh Lâm Đồng, số 4 Phạm Ngọc Thạch, thành phố Đà", False),
        ("text", "Bệnh viện đa khoa huyện Thái", False),
        ("text", "Bệnh viện đa khoa huyện Thái Thụy", True),
        ("text", "Hộ kinh doanh Trà sữa Mây", True),
        ("text", "Nốt ruồi C", False),
        ("text", "Nốt ruồi C: 3cm dưới sau khóe miệng trái", True),
        ("text", "Công trình cấp V", True),
        ("text", "QUÁN CƠM TẤM SÀI GÒN 79", True),
        ("text", "Nốt ruồi C:2,5cm trước cánh mũi trái", True),
        ("text", "Sẹo chấm C. 1cm dưới mép phải", True),
        ("text", "CỘNG TY CỔ PHẦN NGỌC LINH", False),
        ("text", "CÔNG TY CỔ PHẦN NGỌC LINH", True),
        ("address", "Tại nhà riêng", True),
        ("address", "Tại nhà rieng", False),
        ("address", "Bệnh viện đa khoa tỉnh Lâm Đồng, số 4 Phạm Ngọc Thạch, thành phố Đà Lạt, tỉnh", False),
        ("address", "Tổ 6 - xã Thụy Trường - Thái Thụy - tỉnh Thái Bình", False),
        ("address", "Tổ 6 - xã Thụy Trường - huyện Thái Thụy - tỉnh Thái Bình", True),
        ("address", "Phường Xuân Hương - Đà Lạt, Lâm Đồng", True),
        ("name", "Hoàng Minh Th", False),
        ("name", "Hoàng Minh Thư", True),
        ("text", "Nốt ruồi 1cm trên sau cánh mũi phải", False),
        ("text", "Về việc tăng cường kỷ cương trong các cơ quan nhà nước trên", False),
        ("address", "Số.125/15 Nguyễn Công Trứ, phường 1, thành phố Bảo Lộc, tỉnh Lâm Đồng", False),
        ("address", "204/11 đường Võ Văn Kiệt phường Láng Thượng - quận Đống Đa - thành phố Hà Nội", False),
        ("address", "204/11 đường Võ Văn Kiệt - phường Láng Thượng - quận Đống Đa - thành phố Hà Nội", True),
        ("address", "xã Đạ Tông - huyện Đam Rông:- tỉnh Lâm Đồng", False),
        ("address", "phường Hải Châu I / - quận Hải Châu - thành phố Đà Nẵng", False),
        ("text", "QUẬN CƠM TẤM", False),
        ("text", "Kết quả quý l năm 2025", False),
        ("text", "Bệnh viện Y học cổ truyền Phạm.Ngọc Thạch", False),
        ("address", "42 Tô Hiến Thành, phường Xuân Hương Đà Lạt, tỉnh Lâm Đồng", False),
        ("address", "42 Tô Hiến Thành, phường Xuân Hương - Đà Lạt, tỉnh Lâm Đồng", True),
        ("address", "12 Yersin, phường Láng Thượng, quận Đống Đa, thành phố Hà Nội", True),
    ],
)
def test_what_is_cut_short_or_misspelled_is_not_plausible(kind: str, value: str, possible: bool) -> None:
    assert plausible(kind, value) is possible


def test_a_word_in_capitals_is_whole_only_where_one_word_is_expected() -> None:
    assert [plausible("text", "ADITECH", alone=alone) for alone in (True, False)] == [True, False]
