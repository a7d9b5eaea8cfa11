"""Invents persons: names by their usual frequencies, numbers of the right structure, papers issued on sensible days.

Nobody here exists. The numbers follow the structure (province, century and sex, year), and end below 900000.
"""

import random
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta

from samples.places import commune, home, home_town

FAMILIES: Mapping[str, float] = {
    "Nguyễn": 38.4, "Trần": 11, "Lê": 9.5, "Phạm": 7.1, "Hoàng": 2.6, "Huỳnh": 2.5, "Phan": 4.5, "Vũ": 2, "Võ": 1.9,
    "Đặng": 2.1, "Bùi": 2, "Đỗ": 1.4, "Hồ": 1.3, "Ngô": 1.3, "Dương": 1, "Lý": 0.5, "Đinh": 0.9, "Trương": 1.1,
    "Đoàn": 0.8, "Mai": 0.6, "Tạ": 0.4, "Quách": 0.2,
}  # fmt: skip
MIDDLES = {
    "Nam": ("Văn", "Văn", "Văn", "Đức", "Minh", "Quốc", "Thanh", "Hữu", "Công", "Đình", "Xuân", "Ngọc", "Quang", ""),
    "Nữ": ("Thị", "Thị", "Thị", "Ngọc", "Thu", "Thị Mỹ", "Thị Thanh", "Diệu", "Kim", "Thị Ngọc", "Phương", "Bích", ""),
}
GIVEN = {
    "Nam": (
        "An", "Bảo", "Bình", "Cường", "Dũng", "Duy", "Đạt", "Đức", "Hải", "Hậu", "Hiếu", "Hòa", "Hùng", "Huy", "Khải",
        "Khoa", "Kiệt", "Lâm", "Long", "Lộc", "Mạnh", "Nam", "Nghĩa", "Nhật", "Phát", "Phong", "Phúc", "Quân", "Quý",
        "Sơn", "Tài", "Tâm", "Thắng", "Thịnh", "Thuận", "Tiến", "Toàn", "Trí", "Trung", "Tuấn", "Tùng", "Việt", "Vỹ",
    ),
    "Nữ": (
        "Anh", "Ánh", "Bích", "Châu", "Chi", "Diễm", "Dung", "Duyên", "Giang", "Hà", "Hạnh", "Hằng", "Hiền", "Hoa",
        "Hồng", "Huệ", "Hương", "Khánh", "Lan", "Liên", "Linh", "Loan", "Ly", "Mai", "My", "Nga", "Ngân", "Ngọc",
        "Nguyệt", "Nhung", "Oanh", "Phượng", "Quyên", "Quỳnh", "Tâm", "Thảo", "Thủy", "Tiên", "Trang", "Tuyết", "Uyên",
        "Vân", "Vy", "Xuân", "Yến",
    ),
}  # fmt: skip
HILLS = {
    "Nam": ("K'Brôih", "Ha Biên", "Cil Ha Thông", "Kơ Să K'Tiếp", "Lơ Mu Ha Pôh"),
    "Nữ": ("Ka Mỹ", "Cil K'Thủy", "Ka Dung", "Kơ Să K'Luyến", "Lơ Mu K'Hạnh"),
}
FEATURES = (
    "Nốt ruồi C: 1cm trên sau cánh mũi phải",
    "Sẹo chấm C: 2cm dưới trước đuôi mắt trái",
    "Sẹo C: 1,5cm trên đuôi lông mày phải",
    "Nốt ruồi C: 3cm dưới sau khóe miệng trái",
)
BIRTH_PROVINCES = ("068", "068", "068", "068", "067", "060", "036", "040", "049")
TODAY = date(2026, 11, 2)
"""The day of the invented world: the newest dossiers arrive on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One invented person as the population registry knows them."""

    personal_id: str
    full_name: str
    sex: str
    born: date
    ethnicity: str
    home_town: str
    place_of_birth: str
    residence: str
    id_issued_on: date
    old_id: str | None = None
    nationality: str = "Việt Nam"
    features: str = ""
    mother_name: str | None = None
    father_name: str | None = None
    spouse_name: str | None = None
    mother_id: str | None = None
    father_id: str | None = None

    def entry(self) -> dict[str, str]:
        """What the population registry holds, in the neutral attribute names."""
        known = {key: str(value) for key, value in asdict(self).items() if value is not None}
        known["date_of_birth"] = known.pop("born")
        return {key: value for key, value in known.items() if key not in ("features", "id_issued_on")}

    def child_of(self, mother: "Person", father: "Person") -> "Person":
        """The same person with these parents: family name, home town and people follow the father."""
        family, *bare = self.full_name.split()
        heir = father.full_name.split()[0]
        of_hills = heir not in FAMILIES or family not in FAMILIES
        return replace(
            self,
            full_name=self.full_name if of_hills else " ".join([heir, *bare]),
            ethnicity=father.ethnicity,
            home_town=father.home_town,
            residence=mother.residence,
            mother_name=mother.full_name,
            father_name=father.full_name,
            mother_id=mother.personal_id,
            father_id=father.personal_id,
        )

    def wed_to(self, spouse: "Person") -> "Person":
        """The same person married to that one."""
        return replace(self, spouse_name=spouse.full_name)


def day_between(chance: random.Random, first: date, last: date) -> date:
    """A day from the first to the last."""
    return first + timedelta(days=chance.randrange(max(1, (last - first).days)))


def name(chance: random.Random, sex: str) -> str:
    """A full name of the majority's shape: family, middle, given."""
    family = chance.choices(list(FAMILIES), list(FAMILIES.values()))[0]
    return " ".join(f"{family} {chance.choice(MIDDLES[sex])} {chance.choice(GIVEN[sex])}".split())


def number(chance: random.Random, sex: str, born: date) -> str:
    """A personal number of the right structure."""
    century = (0 if born.year < 2000 else 2) + (sex == "Nữ")
    return f"{chance.choice(BIRTH_PROVINCES)}{century}{born:%y}{chance.randrange(100, 30000):06d}"


def invent(chance: random.Random, *, sex: str = "", born: tuple[int, int] = (1955, 2004)) -> Person:
    """A new person, born in one of the years."""
    sex = sex or chance.choice(("Nam", "Nữ"))
    day = day_between(chance, date(born[0], 1, 1), date(born[1], 12, 28))
    hills = chance.random() < 0.06
    birthplace, dwelling = commune(chance, day), commune(chance, date(2024, 1, 1))
    issued = max(date(2021, 3, 1), day_between(chance, date(day.year + 14, 1, 1), date(day.year + 15, 1, 1)))
    return Person(
        personal_id=number(chance, sex, day),
        old_id=f"25{chance.randrange(10**6, 10**7)}" if day.year < 2000 else None,
        full_name=chance.choice(HILLS[sex]) if hills else name(chance, sex),
        sex=sex,
        born=day,
        ethnicity="Cơ-ho" if hills else chance.choice(("Kinh",) * 9 + ("Tày", "Nùng", "Hoa", "Chu-ru")),
        home_town=birthplace.text if hills else home_town(chance, birthplace),
        place_of_birth=f"Bệnh viện đa khoa tỉnh Lâm Đồng, {chance.choice(('', 'số 4 Phạm Ngọc Thạch, '))}"
        f"{'thành phố Đà Lạt, ' if day < date(2025, 7, 1) else ''}tỉnh Lâm Đồng",
        residence=home(chance, dwelling),
        id_issued_on=day_between(chance, issued, date(2024, 6, 1)),
        features=chance.choice(FEATURES),
    )


def couple(chance: random.Random, born: tuple[int, int] = (1978, 1998)) -> tuple[Person, Person]:
    """A wife and a husband of one household."""
    wife, husband = invent(chance, sex="Nữ", born=born), invent(chance, sex="Nam", born=born)
    return wife.wed_to(husband), replace(husband, residence=wife.residence).wed_to(wife)


def official(chance: random.Random) -> str:
    """The name of an invented official."""
    return name(chance, chance.choice(("Nam", "Nam", "Nữ")))
