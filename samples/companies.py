"""Invents companies: names, codes with a right check digit, industries, members and their shares."""

import random
from dataclasses import dataclass, replace
from datetime import date

from samples.people import Person, couple, day_between, invent
from samples.places import commune, home

WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)

INDUSTRIES = (
    ("0119", "Trồng cây hàng năm khác"),
    ("0126", "Trồng cây cà phê"),
    ("1077", "Sản xuất cà phê"),
    ("4101", "Xây dựng nhà để ở"),
    ("4620", "Bán buôn nông, lâm sản nguyên liệu và động vật sống"),
    ("4632", "Bán buôn thực phẩm"),
    ("4711", "Bán lẻ trong các cửa hàng kinh doanh tổng hợp"),
    ("4933", "Vận tải hàng hóa bằng đường bộ"),
    ("5510", "Dịch vụ lưu trú ngắn ngày"),
    ("5610", "Nhà hàng và các dịch vụ ăn uống phục vụ lưu động"),
    ("6201", "Lập trình máy vi tính"),
    ("7911", "Đại lý du lịch"),
)
TRADES = {
    "Nông sản": "AGRICULTURAL PRODUCTS",
    "Cà phê": "COFFEE",
    "Xây dựng": "CONSTRUCTION",
    "Du lịch": "TRAVEL",
    "Vận tải": "TRANSPORT",
    "Rau hoa": "VEGETABLES AND FLOWERS",
    "Thương mại": "TRADING",
}
PROPER = {
    "An Phú Lộc": "AN PHU LOC",
    "Cao Nguyên Xanh": "CAO NGUYEN XANH",
    "Đồi Thông": "DOI THONG",
    "Hoa Mai Vàng": "HOA MAI VANG",
    "Suối Bạc": "SUOI BAC",
    "Tín Nghĩa Lâm": "TIN NGHIA LAM",
    "Bình Minh Việt": "BINH MINH VIET",
}
SINGLE = "CÔNG TY TRÁCH NHIỆM HỮU HẠN MỘT THÀNH VIÊN"
SEVERAL = "CÔNG TY TRÁCH NHIỆM HỮU HẠN HAI THÀNH VIÊN TRỞ LÊN"


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """One invented company as the business registry knows it."""

    enterprise_code: str
    name: str
    name_foreign: str
    name_short: str
    address: str
    phone: str
    email: str
    charter_capital: int
    first_registered_on: date
    changed_on: date | None
    change_no: int
    representative: Person
    members: tuple[tuple[Person, int], ...] = ()
    industries: tuple[tuple[str, str], ...] = ()
    status: str = "Đang hoạt động"

    @property
    def legal_form(self) -> str:
        """Its kind, as the certificate's title says it."""
        return SEVERAL if self.members else SINGLE

    def entry(self) -> dict[str, object]:
        """What the business registry holds, in the neutral attribute names."""
        boss = self.representative
        known = {
            "enterprise_code": self.enterprise_code,
            "name": self.name,
            "name_foreign": self.name_foreign,
            "name_short": self.name_short,
            "address": self.address,
            "charter_capital": str(self.charter_capital),
            "first_registered_on": self.first_registered_on.isoformat(),
            "changed_on": self.changed_on.isoformat() if self.changed_on else None,
            "change_no": str(self.change_no) if self.change_no else None,
            "legal_form": self.legal_form,
            "status": self.status,
        }
        return {key: value for key, value in known.items() if value} | {
            "representatives": [
                {
                    "full_name": boss.full_name,
                    "name": boss.full_name,
                    "personal_id": boss.personal_id,
                    "id": boss.personal_id,
                    "nationality": boss.nationality,
                }
            ],
            "industries": [{"code": code, "name": name} for code, name in self.industries],
        }


def code(chance: random.Random) -> str:
    """Ten digits whose last one is right; codes for which there is no check digit are never issued."""
    while True:
        nine = f"58{chance.randrange(10**6, 2 * 10**6):07d}"
        check = 10 - sum(int(digit) * weight for digit, weight in zip(nine, WEIGHTS, strict=True)) % 11
        if check != 10:
            return f"{nine}{check}"


def found(chance: random.Random, *, boss: Person | None = None) -> Company:
    """A new company, with one owner or two members."""
    trade, proper = chance.choice(sorted(TRADES)), chance.choice(sorted(PROPER))
    first = day_between(chance, date(2012, 1, 1), date(2022, 1, 1))
    changes = chance.choice((0, 1, 2, 3, 7))
    capital = chance.choice((500, 1_000, 1_500, 1_900, 3_000, 4_800, 10_000, 25_000)) * 1_000_000
    boss = boss or invent(chance, born=(1965, 1992))
    company = Company(
        enterprise_code=code(chance),
        name=f"CÔNG TY TNHH {trade} {proper}".upper(),
        name_foreign=chance.choice((f"{PROPER[proper]} {TRADES[trade]} COMPANY LIMITED", "")),
        name_short=chance.choice((f"{PROPER[proper]} CO., LTD", "")),
        address=home(chance, commune(chance, date(2023, 1, 1))),
        phone=chance.choice((f"0263 3{chance.randrange(10**5, 10**6)}", f"09{chance.randrange(10**7, 10**8)}", "")),
        email=chance.choice((f"lienhe@{PROPER[proper].replace(' ', '').lower()}.example.vn", "")),
        charter_capital=capital,
        first_registered_on=first,
        changed_on=day_between(chance, date(2022, 2, 1), date(2024, 12, 1)) if changes else None,
        change_no=changes,
        representative=boss,
        industries=tuple(sorted(chance.sample(INDUSTRIES, chance.randrange(2, 5)))),
    )
    return replace(company, members=_members(chance, boss, capital)) if chance.random() < 0.5 else company


def _members(chance: random.Random, boss: Person, capital: int) -> tuple[tuple[Person, int], ...]:
    part = capital * chance.choice((51, 60, 70)) // 100
    other, _spouse = couple(chance)
    return ((boss, part), (other, capital - part))
