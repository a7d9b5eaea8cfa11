"""Invents people, the same ones for the same seed."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from connectors.sandbox.store import Entry

FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Cil")
MIDDLES = {"Nam": ("Văn", "Đức", "Minh", "Quốc", "Thanh"), "Nữ": ("Thị", "Ngọc", "Thu", "Thị Mỹ", "Diệu")}
GIVEN = {
    "Nam": ("An", "Bình", "Cường", "Dũng", "Hòa", "Khoa", "Long", "Thủy", "Tuấn", "Vỹ"),
    "Nữ": ("Hạnh", "Hoa", "Lan", "Lý", "Mai", "Nga", "Thúy", "Trang", "Uyên", "Yến"),
}
PEOPLES = ("Kinh", "Kinh", "Kinh", "Cơ-ho", "Mạ", "Mnông")
PLACES = ("xã Đinh Văn Lâm Hà", "phường Xuân Hương - Đà Lạt", "xã Đức Trọng", "phường 2 Bảo Lộc", "xã Di Linh")


def invent(count: int, seed: int) -> Iterator[Entry]:
    """`count` people with numbers of the right shape; numbers 068...9xxxxx keep clear of the samples'."""
    chance = random.Random(seed)  # noqa: S311 inventions, not secrets
    for number in range(count):
        yield _person(chance, number)


def _person(chance: random.Random, number: int) -> Entry:
    sex = chance.choice(("Nam", "Nữ"))
    born = date(1950, 1, 1) + timedelta(days=chance.randrange(70 * 365))
    century = (0 if born.year < 2000 else 2) + (sex == "Nữ")
    year_only = chance.random() < 0.02
    return {
        "personal_id": f"068{century}{born:%y}{900000 + number % 100000:06d}",
        "old_id": f"{250000000 + number:09d}" if born.year < 1995 else None,
        "full_name": f"{chance.choice(FAMILIES)} {chance.choice(MIDDLES[sex])} {chance.choice(GIVEN[sex])}",
        "date_of_birth": f"{born:%Y}" if year_only else born.isoformat(),
        "sex": sex,
        "ethnicity": chance.choice(PEOPLES),
        "nationality": None if chance.random() < 0.3 else "Việt Nam",
        "residence": f"Thôn {chance.randrange(1, 20)}, {chance.choice(PLACES)}, tỉnh Lâm Đồng",
        "home_town": "tỉnh Lâm Đồng" if chance.random() < 0.9 else "Không có thông tin",
        "mother_name": f"{chance.choice(FAMILIES)} {chance.choice(MIDDLES['Nữ'])} {chance.choice(GIVEN['Nữ'])}",
    }
