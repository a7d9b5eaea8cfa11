"""The one person an office's decision speaks of, and the money it grants: read from running sentences."""

import re
from collections.abc import Callable
from dataclasses import replace

from domain.text import fold
from ocr.classify import Paper
from ocr.flow import Flow
from ocr.parted import RANKS
from ocr.pieces import Found

WORD = r"[A-ZĐÀ-Ỹ][^\W\d_]*(?:['’][^\W\d_]+)?"
LABEL = r"(?:Sinh\s+(?:ngày|năm)|Số|Nơi|Địa\s+chỉ|Ngày|Giới\s+tính|Dân\s+tộc|Quốc\s+tịch|Hiện|Thường\s+trú|CCCD|CMND)\b"
"""What the next row begins with is no part of the name at a row's end."""
NAMED = re.compile(
    rf"(?:\b[ÔO]ng\s*[/(]\s*[Bb]à\s*\)?|\b[ÔôO]ng|\b[Bb]à|[Hh]ọ(?:,? chữ đệm,?)? (?:và )?tên)\s*:?\s*"
    rf"(?P<name>{WORD}(?:\s+(?!{LABEL}){WORD}){{1,5}})"
)
ID = re.compile(
    r"(?:dinh danh ca nhan|dinh danh|cccd|cmnd|can cuoc cong dan|can cuoc|chung minh nhan dan)[^\d]{0,30}"
    r"(?P<id>\d{12}|\d{9})(?!\d)"
)
BORN = re.compile(
    r"(?:sinh(?: ngay| nam)?|ngay sinh|ngay,? thang,? nam sinh)\W{0,3}(?:ngay )?"
    r"(?P<born>\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}"
    r"|\d{1,2} thang \d{1,2} nam \d{4}|\d{4})"
)
LIVES = re.compile(
    r"(?:noi thuong tru|dia chi thuong tru|noi cu tru|thuong tru tai|(?:hien )?cu tru tai|thuong tru"
    r"|noi o hien nay|dia chi|tru tai)\s*:?\s*"
    r"(?P<home>.{8,170}?)(?=\s*(?:;|\.(?:\s|$)"
    r"|,? (?:(?:muc|so tien|so cccd|so dinh danh)\b[^:,]{0,30}:|duoc |ke tu |voi so |voi muc )"
    r"|, (?:so tien|so cccd|cccd|duoc|la |ke tu|voi |sinh |muc )|$|"
    rf" [-+] (?!{RANKS} )[^:,;-]{{3,40}}:|,? theo quy dinh| dieu \d))"
)
AMOUNT = re.compile(
    r"(?:so tien|muc tro cap|muc huong|muc ho tro|tro cap|kinh phi|muc phat|muc tien|tien)[^\d]{0,60}"
    r"(?P<sum>\d{1,3}(?:[. ]\d{3})+|\d{5,})\s*(?:dong|d\b|vnd)"
)
MORE, CUT = re.compile(rf"\W{{1,3}}(?!{LABEL}|CMTND\b|CMT\b)[A-ZĐÀ-Ỹ]{{2,}}\b(?!\s*:)"), 0.9
"""A word in capitals behind a name in capitals may be its last, parted by a speck; how sure the name is then."""
NEAR = 400
"""What belongs to a person stands within so many letters after the name."""


def body(paper: Paper) -> Flow:
    """The rows of a paper after its head and before its signature, as running text."""
    rows = [row for sheet in paper.sheets for row in sheet.rows]
    start = next(
        (at for at, row in enumerate(rows) if re.match(r"^\W*(quyet dinh|dieu 1)\b", fold(row.text)) and at > 6), 0
    )
    end = next(
        (at for at, row in enumerate(rows) if at > start and re.match(r"^\W*noi nhan\b", fold(row.text))), len(rows)
    )
    return Flow(rows[start:end])


def _person(paper: Paper) -> tuple[Flow, re.Match[str], str] | None:
    """The name of the one person decided on: it must be followed by a birth date or a number of identity."""
    # A name at the end of a row may run into the capitals of the next: the same name elsewhere says where it ends.
    flow = body(paper)
    named: dict[str, re.Match[str]] = {}
    for match in NAMED.finditer(flow.text):
        after = flow.folded[match.end() : match.end() + NEAR]
        if ID.search(after) or BORN.search(after):
            named.setdefault(fold(match["name"]), match)
    shortest = [name for name in named if not any(name.startswith(f"{other} ") for other in named)]
    if len(shortest) != 1:
        return None
    match = named[shortest[0]]
    return flow, match, flow.folded[match.end() : match.end() + NEAR]


def person(paper: Paper, field: str) -> Found | None:
    """Name, birth, number or residence of the person decided on, None when there is no such person or several."""
    known = _person(paper)
    if known is None:
        return None
    flow, match, _ = known
    if field == "person_name":
        name = flow.found(field, match, "name")
        cut = match["name"].isupper() and MORE.match(flow.text, match.end()) is not None
        return replace(name, sure=CUT) if name is not None and cut else name
    pattern, group = {
        "person_id": (ID, "id"),
        "person_date_of_birth": (BORN, "born"),
        "person_residence": (LIVES, "home"),
    }[field]
    found = pattern.search(flow.folded, match.end(), match.end() + NEAR)
    return flow.found(field, found, group)


def amount(paper: Paper, _field: str) -> Found | None:
    """The sum of money granted or demanded, when the text names one."""
    flow = body(paper)
    return flow.found("amount", AMOUNT.search(flow.folded), "sum")


PERSON_READERS: dict[str, Callable[[Paper, str], Found | None]] = {"person": person, "amount": amount}
"""Readers a field names by its hint `reader`."""
