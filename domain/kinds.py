"""Kinds of value: what a printed text means, in one canonical form. Pure text work; cleaning twice changes nothing.

A kind is one `@kind` function from tidied text to the canonical value, or None when the text is no such value.
Nothing is repaired here: a misread letter stays misread (`ocr.combine` votes, and says so)."""

import datetime
import json
import re

from domain import codes as _codes  # noqa: F401 - registers the kinds made of digits
from domain.registry import KINDS, clean, kind
from domain.text import fold, fold_letters, tidy

__all__ = ["KINDS", "clean", "fold", "fold_letters", "tidy"]


@kind
def text(text: str) -> str | None:
    """Free text as printed.

    >>> clean("text", "Không ......")
    'Không'
    """
    return text if re.search(r"\w", text) else None


@kind
def nationality(text: str) -> str | None:
    """A country as printed.

    >>> clean("nationality", "Việt Nam."), clean("nationality", "12")
    ('Việt Nam', None)
    """
    return name(text)


@kind
def ethnicity(text: str) -> str | None:
    """An ethnic group as printed.

    >>> clean("ethnicity", ": Cơ Ho ;")
    'Cơ Ho'
    """
    return name(text)


URGENCIES = ("HỎA TỐC HẸN GIỜ", "HỎA TỐC", "THƯỢNG KHẨN", "KHẨN")


@kind
def urgency(text: str) -> str | None:
    """One of the four degrees of urgency, spelled as the rules on papers of offices do (Nghị định 30/2020).

    >>> clean("urgency", "KHÂN"), clean("urgency", "HOẢ TỐC"), clean("urgency", "MẬT")
    ('KHẨN', 'HỎA TỐC', None)
    """
    return next((known for known in URGENCIES if fold(known) == fold(text)), None)


@kind
def title(text: str) -> str | None:
    """A paper's kind as its head prints it: capitals.

    >>> clean("title", "Quyết  định")
    'QUYẾT ĐỊNH'
    """
    return text.upper()


_DASHED = re.compile(r"(?<=\w)\s*([-–])\s*(?=(?:xã|phường|thị trấn|quận|huyện|thị xã|thành phố|tỉnh|đặc khu) )")


@kind
def address(text: str) -> str | None:
    """An address as printed; spaces before commas go, and a dash before a unit's kind has one on each side.

    >>> clean("address", "Số 5 Lê Lợi , phường 1,  tỉnh Lâm Đồng.")
    'Số 5 Lê Lợi, phường 1, tỉnh Lâm Đồng'
    >>> clean("address", "Tổ dân phố 4- xã Đạ Tông -huyện Đam Rông")
    'Tổ dân phố 4 - xã Đạ Tông - huyện Đam Rông'
    """
    joined = re.sub(r"\s+,", ",", re.sub(r",(?=[^\W\d])", ", ", text))
    joined = _DASHED.sub(r" \1 ", joined)
    return tidy(joined) if len(re.findall(r"[^\W\d_]", joined)) >= 2 else None


_NOBODY = frozenset({"khong co thong tin", "khong co", "khong", "khong ro", "khong xac dinh"})


@kind
def name(text: str) -> str | None:
    """A person's name as printed: letters, apostrophes, hyphens; stray marks around it go. That there is none is none.

    >>> clean("name", ": TỪ QUỲNH NỞ ,"), clean("name", "K'Brôih"), clean("name", "12 A5")
    ('TỪ QUỲNH NỞ', "K'Brôih", None)
    >>> clean("name", "Không có thông tin")
    """
    if fold(text).strip(" .") in _NOBODY:
        return None
    words = text.split()
    while words and not re.search(r"[^\W\d_]", words[-1]):
        words.pop()
    while words and not re.search(r"[^\W\d_]", words[0]):
        words.pop(0)
    joined = tidy(" ".join(words))
    return joined if joined and re.fullmatch(r"[^\W\d_](?:[^\W\d_]|[ '’.-])*", joined) else None


_DAY = r"(?<![\dlI|!\]])(?P<d>\d|\d ?\d)"
"""Its digits may stand apart: a reader takes a slim 1 for a word of its own. A stroke before it may be a digit misread
(l1 for 11): then nothing is known of the day."""
_MONTH = r"(?P<m>\d{1,2})"
_YEAR = r"(?P<y>[12]\d{3})"
_DATES = [
    re.compile(rf"(?<!\d){_YEAR}-{_MONTH}-{_DAY}(?!\d)"),
    re.compile(
        rf"{_DAY}\s*th[aá]ng(?:\s?/\s?month)?\s*{_MONTH}\s*,?\s*n[aă]m(?:\s?/\s?year)?\s*{_YEAR}(?!\d)",
        re.IGNORECASE,
    ),
    re.compile(rf"{_DAY}\s*([/.-])\s*{_MONTH}\s*\2\s*{_YEAR}(?!\d)"),
    re.compile(rf"{_DAY}\s*[/.,-]\s*{_MONTH}\s*[/.,-]\s*{_YEAR}(?!\d)"),
]


@kind
def date(text: str) -> str | None:
    """A real day as YYYY-MM-DD; day first as printed, or ISO.

    >>> clean("date", "ngày 12 tháng 3 năm 2024"), clean("date", "05/06/1999"), clean("date", "30/02/1999")
    ('2024-03-12', '1999-06-05', None)
    >>> clean("date", "1 7/07/1984")
    '1984-07-17'
    """
    for pattern in _DATES:
        found = pattern.search(text)
        if found:
            return _real(int(found["y"]), int(found["m"]), int(found["d"].replace(" ", "")))
    return None


def _real(year: int, month: int, day: int) -> str | None:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None


@kind
def date_or_year(text: str) -> str | None:
    """A day, or the year alone where only the year is printed.

    >>> clean("date_or_year", "1960"), clean("date_or_year", "năm 1960"), clean("date_or_year", "01/02/1960")
    ('1960', '1960', '1960-02-01')
    """
    if any(pattern.search(text) for pattern in _DATES):
        return date(text)
    years = re.findall(r"(?<![\d/.-])[12]\d{3}(?![\d/.-])", text)
    return years[0] if len(years) == 1 and len(re.findall(r"\d", text)) == len(years[0]) else None


@kind
def expiry(text: str) -> str | None:
    """A last day of validity, or `Không thời hạn`.

    >>> clean("expiry", "KHÔNG THỜI HẠN"), clean("expiry", "25/12/2030")
    ('Không thời hạn', '2030-12-25')
    """
    return "Không thời hạn" if "khong thoi han" in fold(text) else date(text)


@kind
def sex(text: str) -> str | None:
    """Nam or Nữ.

    >>> clean("sex", "nữ"), clean("sex", "NAM"), clean("sex", "Việt Nam")
    ('Nữ', 'Nam', None)
    """
    words = re.findall(r"[a-z]+", fold(text))
    if not words or len(words) > 2:
        return None
    return {"nam": "Nam", "nu": "Nữ", "male": "Nam", "female": "Nữ"}.get(words[0])


@kind
def licence_class(text: str) -> str | None:
    """A driving licence's class.

    >>> clean("licence_class", "B2"), clean("licence_class", "Hạng C1E")
    ('B2', 'C1E')
    """
    found = re.search(r"(?<![^\W_])(?:A[1-4]?|B[12E]?|C1?E?|D[12]?E?|E|F[CDE]|FB2)(?![^\W_])", text)
    return found.group() if found else None


@kind
def listing(text: str) -> str | None:
    """A JSON array as text, written one way; anything else is no list.

    >>> clean("listing", '[ {"code": "4711", "name": "Bán lẻ"} ]')
    '[{"code": "4711", "name": "Bán lẻ"}]'
    """
    try:
        items = json.loads(text)
    except ValueError:
        return None
    return json.dumps(items, ensure_ascii=False) if isinstance(items, list) and items else None
