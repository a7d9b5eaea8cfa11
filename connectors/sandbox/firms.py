"""Invents companies, the same ones for the same seed, with codes that pass their check digit."""

import random
from collections.abc import Iterator

from connectors.sandbox.people import GIVEN, MIDDLES, PLACES
from connectors.sandbox.store import Entry

FORMS = {
    "CÔNG TY TNHH": "CÔNG TY TRÁCH NHIỆM HỮU HẠN HAI THÀNH VIÊN TRỞ LÊN",
    "CÔNG TY TNHH MỘT THÀNH VIÊN": "CÔNG TY TRÁCH NHIỆM HỮU HẠN MỘT THÀNH VIÊN",
    "CÔNG TY CỔ PHẦN": "CÔNG TY CỔ PHẦN",
    "DOANH NGHIỆP TƯ NHÂN": "DOANH NGHIỆP TƯ NHÂN",
}
TRADES = {"0119": "Trồng cây hàng năm khác", "0127": "Trồng cây chè", "4933": "Vận tải hàng hóa", "5510": "Lưu trú"}
WORDS = ("NÔNG SẢN", "CÀ PHÊ", "RAU HOA", "XÂY DỰNG", "DU LỊCH", "THƯƠNG MẠI DỊCH VỤ", "LÂM SẢN", "VẬN TẢI")
STATES = ("Đang hoạt động",) * 8 + ("Tạm ngừng kinh doanh", "Đã giải thể, phá sản, chấm dứt tồn tại")
WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
"""Of the nine digits before the check digit; a check of 10 is never issued."""


def invent_companies(count: int, seed: int) -> Iterator[Entry]:
    """`count` companies; two in a hundred have several legal representatives, and both generations of answers occur."""
    chance, made, number = random.Random(seed), 0, 0  # noqa: S311 inventions, not secrets
    while made < count:
        number += 1
        if code := checked(f"58{number + 9_000_000:07d}"):
            yield _company(chance, code)
            made += 1


def checked(nine: str) -> str | None:
    """The ten-digit code of nine digits, None where none is issued."""
    check = 10 - sum(int(digit) * weight for digit, weight in zip(nine, WEIGHTS, strict=True)) % 11
    return f"{nine}{check}" if check < 10 else None


def _company(chance: random.Random, code: str) -> Entry:
    day = f"{chance.randrange(2000, 2026)}-{chance.randrange(1, 13):02d}-{chance.randrange(1, 29):02d}"
    form, trade = chance.choice(tuple(FORMS)), chance.choice(tuple(TRADES))
    heads = 1 if chance.random() < 0.98 else 2
    return {
        "enterprise_code": code,
        "name": f"{form} {chance.choice(WORDS)} {chance.choice(GIVEN['Nữ']).upper()} {int(code[3:9])}",
        "legal_form": FORMS[form],
        "status": chance.choice(STATES),
        "generation": "old" if chance.random() < 0.4 else "new",
        "first_registered_on": day,
        "charter_capital": str(chance.randrange(1, 500) * 100_000_000),
        "address": f"Số {chance.randrange(1, 300)} đường Mẫu, {chance.choice(PLACES)}, tỉnh Lâm Đồng",
        "representatives": [_head(chance, code) for _ in range(heads)],
        "industries": [{"code": trade, "name": TRADES[trade]}],
    }


def _head(chance: random.Random, code: str) -> dict[str, str]:
    name = f"Trần {chance.choice(MIDDLES['Nam'])} {chance.choice(GIVEN['Nam'])}"
    return {"name": name, "id": f"0680{chance.randrange(50, 99)}{code[3:9]}"}
