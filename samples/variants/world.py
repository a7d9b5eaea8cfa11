"""Who and where: invented people, places and firms from all over the country, before and after July 2025."""

import random
from dataclasses import replace
from datetime import date

from samples import people
from samples.companies import code
from samples.papers.stage import Stage
from samples.people import Person

MERGER = date(2025, 7, 1)

OLD = (
    ("phường Trần Hưng Đạo", "thành phố Quy Nhơn", "tỉnh Bình Định"),
    ("xã Nhơn Thọ", "thị xã An Nhơn", "tỉnh Bình Định"),
    ("thị trấn Vĩnh Thuận", "huyện Vĩnh Thuận", "tỉnh Kiên Giang"),
    ("xã Thụy Trường", "huyện Thái Thụy", "tỉnh Thái Bình"),
    ("phường Láng Thượng", "quận Đống Đa", "thành phố Hà Nội"),
    ("Phường 12", "quận Bình Thạnh", "Thành phố Hồ Chí Minh"),
    ("xã Ea Kpam", "huyện Cư M'gar", "tỉnh Đắk Lắk"),
    ("xã Đắk Búk So", "huyện Tuy Đức", "tỉnh Đắk Nông"),
    ("phường Phú Thủy", "thành phố Phan Thiết", "tỉnh Bình Thuận"),
    ("xã Tả Phìn", "thị xã Sa Pa", "tỉnh Lào Cai"),
    ("xã Quỳnh Thạch", "huyện Quỳnh Lưu", "tỉnh Nghệ An"),
    ("phường Hải Châu I", "quận Hải Châu", "thành phố Đà Nẵng"),
    ("xã Tân Lập", "huyện Mộc Châu", "tỉnh Sơn La"),
    ("xã Đạ Tông", "huyện Đam Rông", "tỉnh Lâm Đồng"),
    ("thị trấn Mađaguôi", "huyện Đạ Huoai", "tỉnh Lâm Đồng"),
    ("phường Cẩm Thượng", "thành phố Hải Dương", "tỉnh Hải Dương"),
)
NEW = (
    ("phường Quy Nhơn Nam", "tỉnh Gia Lai"),
    ("xã Vĩnh Phong", "tỉnh An Giang"),
    ("phường Ô Chợ Dừa", "thành phố Hà Nội"),
    ("phường Bình Lợi Trung", "Thành phố Hồ Chí Minh"),
    ("xã Quảng Phú", "tỉnh Đắk Lắk"),
    ("xã Tuy Đức", "tỉnh Lâm Đồng"),
    ("phường Mũi Né", "tỉnh Lâm Đồng"),
    ("xã Hàm Thuận Bắc", "tỉnh Lâm Đồng"),
    ("đặc khu Phú Quý", "tỉnh Lâm Đồng"),
    ("xã Quỳnh Lưu", "tỉnh Nghệ An"),
    ("phường Thuận Hóa", "thành phố Huế"),
    ("phường Xuân Hương - Đà Lạt", "tỉnh Lâm Đồng"),
    ("xã Đơn Dương", "tỉnh Lâm Đồng"),
)
STREETS = (
    "Điện Biên Phủ", "Lý Thường Kiệt", "Nguyễn Thị Minh Khai", "Cách Mạng Tháng Tám", "30 tháng 4", "Ngô Gia Tự",
    "Trường Chinh", "Tô Hiến Thành", "Hoàng Hoa Thám", "Võ Văn Kiệt", "An Dương Vương", "Chu Văn An",
)  # fmt: skip
HAMLETS = ("Thôn", "Ấp", "Xóm", "Bản", "Tổ dân phố", "Khu phố", "Buôn")
FAMILIES = (
    "Nguyễn", "Nguyễn", "Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Hoàng", "Võ", "Vũ", "Phan", "Trương", "Bùi", "Đặng",
    "Đỗ", "Ngô", "Hồ", "Dương", "Đinh", "Đoàn", "Lâm", "Mạc", "Tống", "Thái", "Cao", "Lương", "Triệu", "Kiều", "Từ",
    "Nông", "Hứa", "La", "Nguyễn Hữu", "Phùng", "Vi", "Quàng", "Lò", "Giàng", "Thạch", "Sơn",
)  # fmt: skip
GIVEN = {
    "Nam": (
        "Văn Quyết", "Đình Thọ", "Gia Bảo", "Hoàng Phúc", "Trọng Nghĩa", "Bá Lộc", "Xuân Trường", "Tấn Lực", "Anh Kiệt",
        "Hữu Thắng", "Khắc Tiệp", "Thành Nhân", "Minh Triết", "Đăng Khôi", "Nhật Hào", "Thế Vinh", "Sỹ Nguyên", "Duy",
        "Phước Lợi", "Viết Cảnh", "Quang Huy", "Mạnh Cường", "Chí Thiện", "Tiến Đạt", "Công Uẩn", "Nở", "Thới",
    ),
    "Nữ": (
        "Thị Bé", "Thị Mộng Tuyền", "Ngọc Trâm Anh", "Thị Lụa", "Khánh Vân", "Thị Hồng Nhung", "Bảo Châu", "Thùy Dương",
        "Thị Thu Hà", "Minh Thư", "Thị Út", "Yến Nhi", "Thị Kiều Oanh", "Mai Phương", "Hoài Thương", "Quỳnh Như",
        "Thị Mai", "Diệu Huyền", "Thị Cẩm Lệ", "Tường Vi", "Thị Phấn", "Ngọc Diễm", "Thảo My", "Thị Sen", "Nga",
    ),
}  # fmt: skip
PEOPLES = ("Kinh",) * 8 + ("Tày", "Thái", "Mường", "Khmer", "Nùng", "H'Mông", "Ê-đê", "Dao", "Chăm", "Hoa")
HOSPITALS = (
    "Bệnh viện Đa khoa tỉnh Bình Thuận", "Bệnh viện Từ Dũ, Thành phố Hồ Chí Minh", "Trung tâm Y tế huyện Đam Rông",
    "Bệnh viện Phụ sản Trung ương, thành phố Hà Nội", "Trạm Y tế xã Đắk Búk So, huyện Tuy Đức, tỉnh Đắk Nông",
    "Bệnh viện Sản - Nhi tỉnh Quảng Ngãi",
)  # fmt: skip
FIRMS = (
    ("MAY MẶC HOÀNG GIA", "HOANG GIA GARMENT", "HOANG GIA"), ("GỖ TRƯỜNG SƠN", "TRUONG SON WOOD", "TRUSO"),
    ("THỦY SẢN BIỂN ĐÔNG", "EAST SEA SEAFOOD", "BIDOSEA"), ("DƯỢC LIỆU NGỌC LINH", "NGOC LINH HERBS", ""),
    ("CÔNG NGHỆ SỐ Á CHÂU", "ASIA DIGITAL TECHNOLOGY", "ADITECH"), ("VẬT LIỆU XÂY DỰNG 68", "", ""),
    ("THƯƠNG MẠI DỊCH VỤ PHÚC THỊNH", "PHUC THINH TRADING SERVICES", "PTS"), ("IN ẤN VÀ BAO BÌ QUỲNH TRANG", "", ""),
)  # fmt: skip
TRADES = (
    ("1410", "May trang phục (trừ trang phục từ da lông thú)"), ("1622", "Sản xuất đồ gỗ xây dựng"),
    ("4649", "Bán buôn đồ dùng khác cho gia đình"), ("4663", "Bán buôn vật liệu, thiết bị lắp đặt khác trong xây dựng"),
    ("4719", "Bán lẻ khác trong các cửa hàng kinh doanh tổng hợp"), ("5630", "Dịch vụ phục vụ đồ uống"),
    ("6820", "Tư vấn, môi giới, đấu giá bất động sản"), ("7020", "Hoạt động tư vấn quản lý"),
    ("8531", "Đào tạo sơ cấp"), ("9602", "Cắt tóc, làm đầu, gội đầu"), ("4722", "Bán lẻ thực phẩm"),
    ("0220", "Khai thác gỗ"), ("1811", "In ấn"),
)  # fmt: skip


def name(chance: random.Random, sex: str = "") -> str:
    """A full name."""
    sex = sex or chance.choice(("Nam", "Nữ"))
    return f"{chance.choice(FAMILIES)} {chance.choice(GIVEN[sex])}"


def place(chance: random.Random, day: date) -> tuple[str, ...]:
    """A commune with what lies above it, as it was called on a day."""
    return chance.choice(NEW if day >= MERGER else OLD)


def home(chance: random.Random, where: tuple[str, ...]) -> str:
    """A dwelling in a commune."""
    if where[0].lower().startswith(("xã", "thị", "đặc")):
        hamlet = chance.choice(HAMLETS)
        spot = f"{hamlet} {chance.choice((str(chance.randrange(1, 15)), 'Đông Hòa', 'Tân Tiến', '3A'))}"
    else:
        lane = chance.choice(("", "", f"/{chance.randrange(1, 60)}", "A", "Bis"))
        spot = f"{chance.choice(('Số ', '', ''))}{chance.randrange(1, 480)}{lane} {chance.choice(('', 'đường '))}"
        spot += chance.choice(STREETS)
    parts = [spot, *where]
    return chance.choice((", ", ", ", ", ", " - ")).join(parts) if len(parts) < 5 else ", ".join(parts)


def person(
    stage: Stage, role: str, *, sex: str = "", born: tuple[int, int] = (1955, 2004), day: date | None = None
) -> Person:
    """Who plays a role: of the cast, or invented; `day` decides which units their addresses name."""
    if role in stage.roles:
        return stage.roles[role]  # type: ignore[no-any-return]
    if stage.cast.get(role) is not None:
        stage.roles[role] = stage.cast[role]
        return stage.roles[role]  # type: ignore[no-any-return]
    chance = stage.chance
    drawn = people.invent(chance, sex=sex, born=born)
    where = place(chance, day or date(2024, 1, 1))
    stage.roles[role] = made = replace(
        drawn,
        full_name=name(chance, drawn.sex),
        ethnicity=chance.choice(PEOPLES),
        home_town=", ".join(place(chance, date(2020, 1, 1))),
        place_of_birth=chance.choice(HOSPITALS),
        residence=home(chance, where),
        personal_id=f"{chance.choice(PROVINCES)}{drawn.personal_id[3:]}",
        old_id=f"{chance.randrange(10**8, 4 * 10**8):09d}" if drawn.born.year < 1999 else None,
    )
    return made


PROVINCES = ("001", "079", "052", "066", "067", "060", "068", "040", "034", "091", "010", "048")


def enterprise_code(chance: random.Random) -> str:
    """An enterprise code whose check digit is right."""
    return code(chance)


def official(chance: random.Random) -> str:
    """The name of an official."""
    return name(chance)


def day(chance: random.Random, first: date, last: date) -> date:
    """A day from the first to the last."""
    return people.day_between(chance, first, last)


def seat(where: tuple[str, ...]) -> str:
    """The commune's name without its kind, for place and date."""
    words = where[0].split()
    bare = " ".join(words[2:] if words[0].lower() in ("thị", "đặc") else words[1:])
    return where[0] if bare[0].isdigit() else bare


def committee(where: tuple[str, ...], level: int = 0) -> str:
    """The people's committee of the unit on a level, in capitals."""
    return f"ỦY BAN NHÂN DÂN {where[level]}".upper()
