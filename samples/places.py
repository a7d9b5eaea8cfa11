"""Places of Lâm Đồng as papers name them: three levels before 1 July 2025, two after."""

import random
from dataclasses import dataclass
from datetime import date

MERGER = date(2025, 7, 1)

OLD = {
    "thành phố Đà Lạt": ("Phường 1", "Phường 2", "Phường 4", "Phường 8", "Phường 11", "Xã Xuân Thọ", "Xã Tà Nung"),
    "thành phố Bảo Lộc": ("Phường 1", "Phường Lộc Phát", "Phường Lộc Tiến", "Xã Đam Bri", "Xã Lộc Châu"),
    "huyện Đức Trọng": ("thị trấn Liên Nghĩa", "xã Hiệp Thạnh", "xã Phú Hội", "xã Ninh Gia"),
    "huyện Lâm Hà": ("thị trấn Đinh Văn", "xã Tân Văn", "xã Đạ Đờn", "xã Phú Sơn"),
    "huyện Đơn Dương": ("thị trấn Thạnh Mỹ", "xã Lạc Lâm", "xã Ka Đô", "xã Quảng Lập"),
    "huyện Di Linh": ("thị trấn Di Linh", "xã Gung Ré", "xã Tân Nghĩa", "xã Hòa Ninh"),
    "huyện Bảo Lâm": ("thị trấn Lộc Thắng", "xã Lộc Ngãi", "xã B'Lá"),
}

NEW = (
    "phường Xuân Hương - Đà Lạt",
    "phường Lâm Viên - Đà Lạt",
    "phường Cam Ly - Đà Lạt",
    "phường 1 Bảo Lộc",
    "phường B'Lao",
    "xã Đức Trọng",
    "xã Hiệp Thạnh",
    "xã Đinh Văn Lâm Hà",
    "xã Đơn Dương",
    "xã Di Linh",
    "xã Bảo Lâm 1",
)

ELSEWHERE = (
    "xã Hải Minh, huyện Hải Hậu, tỉnh Nam Định",
    "xã Nghi Kiều, huyện Nghi Lộc, tỉnh Nghệ An",
    "xã Đại Hồng, huyện Đại Lộc, tỉnh Quảng Nam",
    "xã Vĩnh Chấp, huyện Vĩnh Linh, tỉnh Quảng Trị",
    "xã Mỹ Thắng, huyện Phù Mỹ, tỉnh Bình Định",
    "phường Thủy Xuân, thành phố Huế, tỉnh Thừa Thiên Huế",
)

STREETS = (
    "Phan Đình Phùng",
    "Hai Bà Trưng",
    "Nguyễn Công Trứ",
    "Trần Phú",
    "Hùng Vương",
    "Lê Hồng Phong",
    "Bùi Thị Xuân",
    "Nguyễn Văn Trỗi",
    "Quang Trung",
    "Trần Hưng Đạo",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One commune at one time; `district` is empty after the merger."""

    commune: str
    district: str
    province: str = "tỉnh Lâm Đồng"

    @property
    def text(self) -> str:
        """Commune, district and province as an address ends."""
        return ", ".join(part for part in (self.commune, self.district, self.province) if part)

    @property
    def office(self) -> str:
        """Its people's committee."""
        return f"Ủy ban nhân dân {self.text}"

    @property
    def head(self) -> tuple[str, str]:
        """What stands at the top left of a paper of the commune, in two lines."""
        above = self.district or self.province
        return f"ỦY BAN NHÂN DÂN {above}".upper(), self.commune.upper()

    @property
    def short(self) -> str:
        """The commune's name without its kind, for place and date."""
        words = self.commune.split()
        kind = 2 if words[0].lower() == "thị" else 1
        bare = " ".join(words[kind:])
        return self.commune if bare[0].isdigit() else bare


def commune(chance: random.Random, day: date) -> Place:
    """A commune of the province as it was called on a day."""
    if day >= MERGER:
        return Place(commune=chance.choice(NEW), district="")
    district = chance.choice(sorted(OLD))
    name = chance.choice(OLD[district])
    return Place(commune=name[0].lower() + name[1:], district=district)


def home(chance: random.Random, place: Place) -> str:
    """A dwelling in a commune."""
    is_town = place.commune.split()[0] in ("phường", "thị")
    spot = (
        f"Số {chance.randrange(2, 299)}{chance.choice(('', '', 'A', '/2', '/15'))} {chance.choice(STREETS)}"
        if is_town
        else f"Thôn {chance.randrange(1, 12)}"
    )
    return f"{spot}, {place.text}"


def home_town(chance: random.Random, place: Place) -> str:
    """Where a family comes from: often from elsewhere."""
    return chance.choice(ELSEWHERE) if chance.random() < 0.5 else place.text
