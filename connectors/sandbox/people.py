"""Invents people in households, the same ones for the same seed, with the oddities a real register has."""

import random
from bisect import bisect
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate

from connectors.sandbox.store import Entry

FAMILIES = {
    "Nguyễn": 384, "Trần": 110, "Lê": 95, "Phạm": 71, "Hoàng": 51, "Phan": 45, "Võ": 39, "Đặng": 21, "Bùi": 20,
    "Đỗ": 14, "Hồ": 13, "Ngô": 13, "Dương": 10, "Lý": 5, "Cil": 12, "K'": 12, "Ya": 5, "Kơ Să": 5,
}  # fmt: skip
"""Family name -> its share in a thousand."""
MIDDLES = {"Nam": ("Văn", "Đức", "Minh", "Quốc", "Thanh"), "Nữ": ("Thị", "Ngọc", "Thu", "Thị Mỹ", "Diệu")}
GIVEN = {
    "Nam": ("An", "Bình", "Cường", "Dũng", "Hòa", "Khoa", "Long", "Phúc", "Sơn", "Thủy", "Tuấn", "Vinh", "Vỹ"),
    "Nữ": ("Hạnh", "Hoa", "Lan", "Lý", "Mai", "Nga", "Quỳnh", "Thảo", "Thúy", "Trang", "Uyên", "Yến"),
}
PEOPLES = ("Kinh", "Kinh", "Kinh", "Kinh", "Cơ-ho", "Mạ", "Mnông", "Chu-ru")
PLACES = ("xã Đinh Văn Lâm Hà", "phường Xuân Hương - Đà Lạt", "xã Đức Trọng", "phường 2 Bảo Lộc", "xã Di Linh")
PROVINCES = ("068", "067", "060")
FIRST, PER_PROVINCE = 500_000, 500_000
"""The last six digits begin here and so keep clear of the samples'; so many fit in a province."""

Person = dict[str, str | None]


def invent(count: int, seed: int) -> Iterator[Entry]:
    """`count` people with numbers of the right shape, in households of one to five."""
    chance, made = random.Random(seed), 0  # noqa: S311 inventions, not secrets
    while made < count:
        home = _household(chance, made)[: count - made]
        yield from home
        made += len(home)


def _household(chance: random.Random, number: int) -> list[Person]:
    """A single person, or a couple with up to three children; now and then two of these are twins."""
    place = f"Thôn {chance.randrange(1, 20)}, {chance.choice(PLACES)}, tỉnh Lâm Đồng"
    born = date(1945, 1, 1) + timedelta(days=chance.randrange(60 * 365))
    husband = _person(chance, number, "Nam", born, _family(chance), place)
    if chance.random() < 0.2:
        return [husband]
    years_on = timedelta(days=chance.randrange(-1500, 2500))
    wife = _person(chance, number + 1, "Nữ", born + years_on, _family(chance), place)
    for one, other in ((husband, wife), (wife, husband)):
        one["spouse_name"], one["spouse_id"] = other["full_name"], other["personal_id"]
    return [husband, wife, *_children(chance, number + 2, husband, wife, max(born, born + years_on))]


def _children(chance: random.Random, number: int, father: Person, mother: Person, after: date) -> list[Person]:
    children: list[Person] = []
    family = str(father["full_name"]).rsplit(" ", 2)[0]
    for index in range(chance.randrange(4)):
        twin = bool(children) and chance.random() < 0.03
        years = timedelta(days=365 * (20 + 3 * index) + chance.randrange(1000))
        born = date.fromisoformat(str(children[-1]["born"])) if twin else min(after + years, date(2025, 12, 31))
        sex = chance.choice(("Nam", "Nữ"))
        child = _person(chance, number + index, sex, born, family, str(father["residence"]))
        for role, parent in (("father", father), ("mother", mother)):
            child[f"{role}_name"], child[f"{role}_id"] = parent["full_name"], parent["personal_id"]
            child[f"{role}_born"] = str(parent["born"])[:4]
        children.append(child)
    return children


NAMES, UP_TO = tuple(FAMILIES), tuple(accumulate(FAMILIES.values()))


def _family(chance: random.Random) -> str:
    return NAMES[bisect(UP_TO, chance.random() * UP_TO[-1])]


def _person(chance: random.Random, number: int, sex: str, born: date, family: str, residence: str) -> Person:
    century = (0 if born.year < 2000 else 2) + (sex == "Nữ")
    province = PROVINCES[number // PER_PROVINCE % len(PROVINCES)]
    return {
        "personal_id": f"{province}{century}{born:%y}{FIRST + number % PER_PROVINCE:06d}",
        "serial": str(number),
        "old_id": f"{250000000 + number:09d}" if born.year < 1995 else None,
        "full_name": f"{family} {chance.choice(MIDDLES[sex])} {chance.choice(GIVEN[sex])}",
        "date_of_birth": f"{born:%Y}" if chance.random() < 0.02 else born.isoformat(),
        "born": born.isoformat(),
        "sex": sex,
        "ethnicity": chance.choice(PEOPLES),
        "nationality": None if chance.random() < 0.3 else "Việt Nam",
        "residence": residence,
        "home_town": "tỉnh Lâm Đồng" if chance.random() < 0.9 else "Không có thông tin",
    }
