"""What offices all over the country are called, and what they write about."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """Who issues: what stands above, its name on its lines, its symbol and seat, who rules, and how its people sign."""

    above: str
    name: str
    symbol: str
    seat: str
    ruler: str
    capacities: tuple[str, ...]


_COMMITTEE = ("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", "CHỦ TỊCH",
              "TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG", "TL. CHỦ TỊCH\nKT. CHÁNH VĂN PHÒNG\nPHÓ CHÁNH VĂN PHÒNG")  # fmt: skip
_DEPARTMENT = ("GIÁM ĐỐC", "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC", "TL. GIÁM ĐỐC\nCHÁNH VĂN PHÒNG", "TUQ. GIÁM ĐỐC\nTRƯỞNG PHÒNG")

OFFICES = (
    Office(above="", name="ỦY BAN NHÂN DÂN\nTỈNH BÌNH THUẬN", symbol="UBND", seat="Bình Thuận", ruler="ỦY BAN NHÂN DÂN TỈNH BÌNH THUẬN", capacities=_COMMITTEE),
    Office(above="ỦY BAN NHÂN DÂN\nTỈNH ĐẮK NÔNG", name="SỞ LAO ĐỘNG - THƯƠNG BINH\nVÀ XÃ HỘI", symbol="SLĐTBXH", seat="Đắk Nông",
           ruler="GIÁM ĐỐC SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI", capacities=_DEPARTMENT),
    Office(above="UBND TỈNH LÂM ĐỒNG", name="SỞ Y TẾ", symbol="SYT", seat="Lâm Đồng", ruler="GIÁM ĐỐC SỞ Y TẾ TỈNH LÂM ĐỒNG", capacities=_DEPARTMENT),
    Office(above="", name="ỦY BAN NHÂN DÂN\nHUYỆN ĐAM RÔNG", symbol="UBND", seat="Đam Rông", ruler="CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN ĐAM RÔNG", capacities=_COMMITTEE),
    Office(above="ỦY BAN NHÂN DÂN\nTỈNH LÂM ĐỒNG", name="ỦY BAN NHÂN DÂN\nPHƯỜNG MŨI NÉ", symbol="UBND", seat="Mũi Né",
           ruler="CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG MŨI NÉ", capacities=_COMMITTEE),
    Office(above="UBND HUYỆN QUỲNH LƯU", name="ỦY BAN NHÂN DÂN\nXÃ QUỲNH THẠCH", symbol="UBND", seat="Quỳnh Thạch",
           ruler="ỦY BAN NHÂN DÂN XÃ QUỲNH THẠCH", capacities=_COMMITTEE[:4]),
    Office(above="", name="BỘ NỘI VỤ", symbol="BNV", seat="Hà Nội", ruler="BỘ TRƯỞNG BỘ NỘI VỤ",
           capacities=("BỘ TRƯỞNG", "KT. BỘ TRƯỞNG\nTHỨ TRƯỞNG", "TL. BỘ TRƯỞNG\nVỤ TRƯỞNG VỤ PHÁP CHẾ")),
    Office(above="BẢO HIỂM XÃ HỘI VIỆT NAM", name="BẢO HIỂM XÃ HỘI\nTỈNH LÂM ĐỒNG", symbol="BHXH", seat="Lâm Đồng",
           ruler="GIÁM ĐỐC BẢO HIỂM XÃ HỘI TỈNH LÂM ĐỒNG", capacities=_DEPARTMENT[:2]),
    Office(above="ỦY BAN NHÂN DÂN\nTHÀNH PHỐ ĐÀ LẠT", name="PHÒNG LAO ĐỘNG - THƯƠNG BINH\nVÀ XÃ HỘI", symbol="LĐTBXH", seat="Đà Lạt",
           ruler="TRƯỞNG PHÒNG LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI", capacities=("TRƯỞNG PHÒNG", "KT. TRƯỞNG PHÒNG\nPHÓ TRƯỞNG PHÒNG")),
)  # fmt: skip
KINDS = {
    "person_list": ("QUYẾT ĐỊNH", "QĐ"), "person_prose": ("QUYẾT ĐỊNH", "QĐ"), "person_plain": ("QUYẾT ĐỊNH", "QĐ"), "letter_long": ("", ""),
    "plan": ("KẾ HOẠCH", "KH"), "report": ("BÁO CÁO", "BC"), "invitation": ("GIẤY MỜI", "GM"), "order": ("CHỈ THỊ", "CT"),
    "notice_long": ("THÔNG BÁO", "TB"), "submission_long": ("TỜ TRÌNH", "TTr"),
}  # fmt: skip
"""Layout -> the kind as printed (none on a letter) and its symbol in the number."""

GRANTS = (
    ("trợ cấp xã hội hằng tháng", 0),
    ("hỗ trợ nhà ở cho hộ nghèo", 0),
    ("trợ cấp mai táng phí", 0),
    ("giải quyết chế độ trợ cấp một lần", 0),
)
PERSON_DECISIONS = (
    "công nhận hòa giải viên ở cơ sở",
    "bổ nhiệm công chức",
    "cho phép thay đổi họ, tên",
    "cải chính hộ tịch",
)
LETTERS = (
    "hướng dẫn thực hiện chế độ đối với người có công", "trả lời đơn kiến nghị của công dân về đất đai",
    "tăng cường phòng, chống cháy rừng mùa khô năm 2025", "tham gia ý kiến đối với dự thảo Nghị quyết của HĐND tỉnh quy định mức thu phí thẩm định",
    "phối hợp xác minh thông tin hộ tịch",
)  # fmt: skip
TOPICS = {
    "plan": ("Triển khai số hóa sổ hộ tịch trên địa bàn huyện giai đoạn 2021 - 2025", "Kiểm tra công tác cải cách hành chính năm 2026"),
    "report": ("Kết quả thực hiện công tác cải cách thủ tục hành chính quý I năm 2025", "Tình hình kinh tế - xã hội 6 tháng đầu năm"),
    "invitation": ("Dự Hội nghị sơ kết 6 tháng đầu năm", "Họp Ban Chỉ đạo chuyển đổi số"),
    "order": ("Về việc tăng cường kỷ luật, kỷ cương hành chính trong các cơ quan nhà nước trên địa bàn", "Về tăng cường quản lý đất đai, trật tự xây dựng"),
    "notice_long": ("Kết luận của Phó Chủ tịch UBND tỉnh tại cuộc họp nghe báo cáo tiến độ các dự án đầu tư công năm 2025", "Về việc tiếp nhận hồ sơ tuyển dụng viên chức",
                    "Lịch tiếp công dân định kỳ của Chủ tịch"),
    "submission_long": ("Về việc đề nghị phê duyệt Đề án sắp xếp tổ chức bộ máy", "Về việc thẩm định dự toán kinh phí số hóa tài liệu lưu trữ lịch sử"),
}  # fmt: skip
ADDRESSEES = (
    "Ủy ban nhân dân các xã, phường, đặc khu", "Hội đồng nhân dân tỉnh", "Văn phòng Chính phủ", "Cục Thuế tỉnh Bình Thuận",
    "Giám đốc các sở, ban, ngành", "Sở Nông nghiệp và Môi trường", "Công ty Cổ phần Cấp thoát nước Lâm Đồng", "Ông Trần Hữu Thắng",
    "Ban Quản lý dự án đầu tư xây dựng huyện Đam Rông",
)  # fmt: skip
BODIES = (
    "Thực hiện Công văn số 1234/BTP-HTQTCT ngày 15 tháng 3 năm 2024 của Bộ Tư pháp về việc rà soát dữ liệu hộ tịch, cơ quan báo cáo kết quả như sau.",
    "Trong thời gian qua, công tác tiếp nhận và giải quyết thủ tục hành chính đã đạt nhiều kết quả tích cực; tỷ lệ hồ sơ giải quyết đúng hạn đạt 98,7 %.",
    "Giao Văn phòng chủ trì, phối hợp với các đơn vị liên quan theo dõi, đôn đốc, kiểm tra việc thực hiện; định kỳ hằng quý tổng hợp, báo cáo theo quy định.",
    "Yêu cầu các phòng, ban chuyên môn hoàn thành việc nhập liệu trước ngày 30 tháng 6 năm 2025, bảo đảm đầy đủ, chính xác, thống nhất với sổ gốc.",
    "Ngày 10 tháng 01 năm 2025, tại trụ sở cơ quan, đồng chí Phó Chủ tịch đã chủ trì cuộc họp; tham dự có đại diện lãnh đạo các sở, ngành.",
)  # fmt: skip
