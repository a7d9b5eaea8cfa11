"""Small marks that stand alone on a paper: urgency, the incoming stamp, the number of a form."""

import re
from collections.abc import Sequence

from domain.kinds import clean
from domain.text import fold_letters
from ocr.classify import Paper
from ocr.layout import Row, is_capitals
from ocr.pieces import Found, Piece, trimmed

UPPER = 0.42
"""An incoming stamp stands in this upper part of the page."""
FORM = re.compile(r"\W*s[oa0]\W*([12il|])\W*")
"""The number of a form of a judicial record, whose 1 may be read as a letter."""
STAMPED = (
    re.compile(r"ngay\W{0,3}(?P<date>\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4})"),
    re.compile(r"^\W*(?:den\W*)?ngay\W{0,3}(?P<date>\d{1,2}\s*thang\s*\d{1,2}\s*nam\s*\d{4})\W*$"),
)
"""The day of a stamp: in figures, or in words that fill a part of a row by themselves."""


def urgency(paper: Paper, _titles: Sequence[str]) -> Found | None:
    """A mark of urgency standing alone."""
    for row in paper.sheets[0].rows[:40]:
        for part in row.parts():
            if clean("urgency", part.norm.strip()) and is_capitals(part.text):
                piece = trimmed(Piece(part, 0, len(part.text)))
                return Found("urgency", (piece,), 1.0, "head") if piece else None
    return None


def received_on(paper: Paper, _titles: Sequence[str]) -> Found | None:
    """The day in the incoming stamp: `ĐẾN`, or a number, `Ngày: …` and `Chuyển:` one under another."""
    sheet = paper.sheets[0]
    upper = [row for row in sheet.rows if row.top < UPPER * sheet.height]
    parts = [part for row in upper for part in row.parts()]
    named = any(
        word.isupper() and fold_letters(word).strip(":.") == "den" for row in upper for word in row.text.split()
    )
    if not named:
        parts = [part for at, part in enumerate(parts) if _passed_on(part, parts[at + 1 : at + 4])]
    for part in parts:
        found = next((hit for form in STAMPED if (hit := form.search(fold_letters(part.text)))), None)
        if found:
            piece = trimmed(Piece(part, *found.span("date")))
            return Found("received_on", (piece,), 0.9, "stamp") if piece else None
    return None


def _passed_on(part: Row, following: Sequence[Row]) -> bool:
    """Whether `Chuyển:` stands right under a part."""
    return any(
        other.norm.strip() == "chuyen" and abs(other.left - part.left) < part.height < other.bottom - part.top
        and other.top - part.bottom < 2 * part.height
        for other in following
    )  # fmt: skip


def is_form(text: str) -> bool:
    """Whether a text is `SỐ 1` or `SỐ 2` under a title, and no number of the paper."""
    return is_capitals(text) and FORM.fullmatch(fold_letters(text)) is not None


def form(paper: Paper, _titles: Sequence[str]) -> Found | None:
    """Which form of a judicial record it is: `SỐ 1` or `SỐ 2` in its title."""
    for row in paper.sheets[0].rows[:20]:
        found = re.search(r"(?:phap|phieu)\s+s[o0]\W*([12])\b", fold_letters(row.text)) or re.fullmatch(
            FORM, fold_letters(row.text)
        )
        if found:
            return Found("form", (Piece(row, *found.span(1)),), 1.0, "head")
    return None
