"""Offices that issue administrative documents, and what they write about."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """Who issues: the line above, its name, the symbol in numbers, its seat, and the ranks that sign."""

    above: str
    name: str
    symbol: str
    seat: str
    whole: str
    rank: str
    deputy: str


OFFICES = (
    Office(above="", name="ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG", symbol="UBND", seat="Lâm Đồng", whole="ỦY BAN NHÂN DÂN",
           rank="CHỦ TỊCH", deputy="PHÓ CHỦ TỊCH"),
    Office(above="UBND TỈNH LÂM ĐỒNG", name="SỞ NỘI VỤ", symbol="SNV", seat="Lâm Đồng", whole="",
           rank="GIÁM ĐỐC", deputy="PHÓ GIÁM ĐỐC"),
    Office(above="UBND TỈNH LÂM ĐỒNG", name="SỞ TƯ PHÁP", symbol="STP", seat="Lâm Đồng", whole="",
           rank="GIÁM ĐỐC", deputy="PHÓ GIÁM ĐỐC"),
    Office(above="ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG", name="ỦY BAN NHÂN DÂN XÃ ĐỨC TRỌNG", symbol="UBND", seat="Đức Trọng",
           whole="ỦY BAN NHÂN DÂN XÃ", rank="CHỦ TỊCH", deputy="PHÓ CHỦ TỊCH"),
)  # fmt: skip

GENERAL = (
    "ban hành Kế hoạch số hóa hồ sơ, giấy tờ năm 2026",
    "phê duyệt Danh mục thủ tục hành chính thực hiện tại cấp xã",
    "kiện toàn Ban Chỉ đạo cải cách hành chính",
    "công bố kết quả rà soát thủ tục hành chính lĩnh vực hộ tịch",
)
LETTERS = (
    "rà soát kết quả giải quyết thủ tục hành chính còn hiệu lực",
    "cung cấp hồ sơ hộ tịch để đối chiếu dữ liệu",
    "góp ý dự thảo Quy chế khai thác kho dữ liệu",
    "báo cáo tình hình số hóa hồ sơ quý III",
)
ADDRESSEES = (
    "Sở Tài chính",
    "Sở Khoa học và Công nghệ",
    "Ủy ban nhân dân phường Lâm Viên - Đà Lạt",
    "Ủy ban nhân dân xã Di Linh",
    "Trung tâm Phục vụ hành chính công tỉnh",
)
GRANTS = (
    ("trợ cấp hưu trí xã hội", "Trợ cấp", (500_000, 750_000, 1_250_000)),
    ("hỗ trợ kinh phí xây dựng nhà ở", "Hỗ trợ", (30_000_000, 60_000_000)),
    ("trợ cấp một lần cho người có công", "Trợ cấp", (4_000_000, 12_500_000)),
)
