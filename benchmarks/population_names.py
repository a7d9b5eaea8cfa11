"""Names and places the invented population is made of, with how common they are; no real person's full name."""

import numpy as np
from numpy.typing import NDArray

from catalog.units.rows import Row, units

SURNAMES = (
    "Nguyễn:384 Trần:110 Lê:95 Phạm:71 Hoàng:27 Huỳnh:24 Phan:45 Vũ:20 Võ:19 Đặng:21 Bùi:20 Đỗ:14 Hồ:13 Ngô:13 "
    "Dương:10 Lý:5 Đinh:9 Trương:11 Đoàn:7 Lương:6 Đào:7 Trịnh:6 Mai:5 Lâm:5 Hà:5 Cao:5 Tạ:4 Châu:3 Thái:3 Phùng:3 "
    "Tô:3 Vương:3 Quách:2 La:2 Kiều:2 Tống:2 Lại:2 Chu:2 Nông:3 Triệu:2 Hứa:2 Văn:2 Bành:1 Thân:1 Từ:2 Đàm:2 Giang:1 "
    "Lưu:3 Tăng:1 Diệp:1 Doãn:1 Ninh:1 Khổng:1 Mạc:1 Viên:1 Ông:1 Kơ_Să:3 Cil:3 Lơ_Mu:2 Ya:2 Ha:3 Bon:1 Rơ_Ông:1 "
    "Touprong:1 Ma:2 Liêng:1 Păng_Ting:1 Đa_Cát:1 Thị:1 Kon_Sơ:1"
)
MIDDLES = (
    "Văn:300 Đức:75 Ngọc:75 Minh:74 Xuân:68 Quang:62 Đình:60 Thanh:60 Quốc:50 Hữu:48 Hoàng:40 Duy:39 Anh:33 Trọng:33 "
    "Công:32 Tiến:31 Bá:20 Thế:29 Mạnh:24 Viết:18 Tấn:17 Nhật:16 Gia:16 Phước:14 Hồng:14 Khắc:13 Sỹ:9 Phúc:12 Như:8 "
    "Chí:10 Vĩnh:8 Huy:12 Tuấn:14 Hải:9 Trung:10 Thiên:8 Bảo:10 Đăng:9 Phú:7 Kim:6 Cao:4 :25 Ngọc_Minh:3 Văn_Thành:3",
    "Thị:330 Ngọc:70 Thị_Thanh:52 Thị_Thu:50 Thị_Kim:42 Thị_Ngọc:42 Thanh:38 Thu:34 Thị_Hồng:33 Kim:30 Thị_Minh:27 "
    "Thị_Bích:25 Thị_Mỹ:24 Hồng:23 Minh:23 Phương:21 Thùy:20 Thị_Phương:19 Bích:18 Mỹ:17 Quỳnh:16 Thị_Như:14 Như:14 "
    "Khánh:13 Bảo:12 Hoài:12 Thị_Hoài:11 Thị_Xuân:11 Hải:10 Lan:9 Vân:9 Tuyết:9 Diệu:8 Thị_Ánh:8 Cẩm:8 Yến:7 Hà:7 "
    "Thúy:7 Ánh:7 Thị_Tuyết:7 Nhã:4 Gia:5 Tường:3 :22 Thị_Diễm:5 Thị_Cẩm:6",
)
GIVENS = (
    "Anh Tuấn Sơn Dũng Nam Minh Hùng Huy Hoàng Đức Hải Cường Long Thành Hiếu Hưng Trung Quân Thắng Việt Phong Bình "
    "Linh Kiên Tùng Tú Quang Khoa Tâm Tân Đạt Toàn Phúc Khánh Duy Trường Hòa Lâm Vinh Phương An Thịnh Thái Bảo Nghĩa "
    "Giang Quý Lộc Dương Tiến Chiến Công Hà Nhân Hậu Thiện Đông Mạnh Khôi Thuận Chung Hạnh Hào Phước Tài Vũ Ngọc Đăng "
    "Kỳ Nguyên Thông Lợi Hiệp Luân Tuyên Khang Tín Trí Vương Thọ Danh Triều Văn Bắc Sang Sinh Quyền Chính Trọng Cảnh "
    "Định Hân Tấn Thạch Huỳnh Lực Nhật Bằng Quyết Điệp Luyện Oanh Thuần Tình Khải Lai Lập Ninh Đoàn Biên Thanh Nhàn "
    "Châu Xuân Ba Năm Tư Sáu K'Brôih K'Sơr Ndu Ha_Krang Brui Jrang Hoan Đồng Kha Viễn Giáp Ất Cương Trân",
    "Anh Trang Linh Hương Hà Thảo Hằng Huyền Nga Ngọc Phương Thủy Mai Hoa Lan Nhung Hạnh Yến Dung Thu Hiền Vân Hồng "
    "Minh Loan Chi Giang Quỳnh Thúy Trinh My Nhi Trâm Ngân Oanh Tuyết Vy Thư Tú Bích Lý Hòa Liên Diệp Thơm Xuân Nguyệt "
    "Huệ Nhàn Thoa Hân Duyên Uyên Trúc Đào Sương Liễu Châu Kiều Cúc Tiên Phượng Lài Diễm Ánh Tuyền Hậu Bình An Khánh "
    "Thắm Lệ Na Mỹ Hoài Hường Ly Nương Vui Thanh Thương Lành Mận Thìn Tươi Sen Gấm Nết Chiên Tỵ Ngà Ngoan Thùy Ý Trà "
    "Băng Hảo Kim Nữ Sáu Bảy Út Trân Phúc Quyên Nhân Quý Dương Thái Thục Khuê Đoan Thi Hiếu Cẩm Chinh Miên Hợp "
    "K'Glong K'Thủy Ka_Chơ Ka_Hường Nhin Rolan Nga_My Lụa Xinh Đẹp Thà Hà_My Bé Hai Dịu",
)
RANK_POWER = 0.78
"""Given names fall off with rank^-0.78, about as in published lists of first names."""

STREETS = [
    "Trần Phú",
    "Lê Lợi",
    "Hai Bà Trưng",
    "Phan Đình Phùng",
    "Nguyễn Công Trứ",
    "Hùng Vương",
    "Quang Trung",
    "Lý Tự Trọng",
    "Ngô Quyền",
    "Bùi Thị Xuân",
    "Hoàng Văn Thụ",
    "Nguyễn Trãi",
    "Lê Hồng Phong",
    "Trần Hưng Đạo",
    "Phù Đổng Thiên Vương",
    "Yersin",
    "Hà Huy Tập",
]
OURS, MERGER = {"60", "67", "68"}, "2025-07-01"

Shares = NDArray[np.float64]


def weighted(text: str) -> tuple[list[str], Shares]:
    """Words and their shares, from `word:weight word:weight`; an underscore is a space within a word."""
    pairs = [item.rsplit(":", 1) for item in text.split()]
    weights = np.array([float(weight) for _, weight in pairs])
    return [word.replace("_", " ") for word, _ in pairs], weights / weights.sum()


def ranked(text: str) -> tuple[list[str], Shares]:
    """Words and their shares, the commonest first."""
    words = [word.replace("_", " ") for word in text.split()]
    weights = np.arange(1, len(words) + 1) ** -RANK_POWER
    return words, weights / weights.sum()


def communes() -> list[tuple[str, str, str]]:
    """The communes of June 2025: (commune, district and province, the commune of today and its province)."""
    known = units()
    old = sorted({row for rows in known.communes.values() for row in rows if _is_ours(row)}, key=lambda row: row.code)
    return [(_low(row.name), ", ".join(map(_low, _above(row))), _today(row)) for row in old]


def _is_ours(row: Row) -> bool:
    return row.until == MERGER and row.province in OURS


def _above(row: Row) -> list[str]:
    known = units()
    return [upper.name for level, code in (("d", row.district), ("p", row.province))
            if (upper := known.upper(level, code, row))]  # fmt: skip


def _today(row: Row) -> str:
    new = units().today[row.today.split()[0]]
    return ", ".join(map(_low, [new.name, *_above(new)]))


def _low(name: str) -> str:
    return name[0].lower() + name[1:]
