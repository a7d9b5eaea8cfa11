"""Vietnamese dates in spoken words, read from text whose marks may be lost: `ngày mười hai tháng ba năm …`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

VALUES = {
    0: ("khong",),
    1: ("mot",),
    2: ("hai",),
    3: ("ba",),
    4: ("bon", "tu"),
    5: ("nam", "lam", "nham"),
    6: ("sau",),
    7: ("bay", "bai"),
    8: ("tam",),
    9: ("chin",),
}
DIGITS = {word: value for value, words in VALUES.items() for word in words}
"""Every spoken digit without its marks, with its variants (mốt, tư, lăm, nhăm, bẩy)."""

MONTHS = {"gieng": 1, "chap": 12}
LINKS = ("linh", "le")
THOUSANDS = ("nghin", "ngan")
FILLERS = ("mong", "mung")
"""Stand before the first ten days of a month: mồng năm, mùng năm."""

FRAME = ("ngay", "thang", "muoi", "tram", *THOUSANDS, "khong")
"""Words long and distinct enough to be known with one wrong letter."""

LONGEST_DAY, LONGEST_YEAR = 4, 9
"""Most words a day or month, and a year, can take."""

Tokens = Sequence[str]


@dataclass(frozen=True, slots=True)
class WordDate:
    """A date found in words; `start` is where it begins in the folded text.

    Usually one value; two where a last `nam` may be the digit five or the next word (`… mười Nam`).
    """

    start: int
    values: tuple[str, ...]


def _one_off(word: str, right: str) -> bool:
    """Whether exactly one letter differs, is missing or too many."""
    if len(word) == len(right):
        return sum(a != b for a, b in zip(word, right, strict=True)) == 1
    short, long = sorted((word, right), key=len)
    return len(long) - len(short) == 1 and any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


@lru_cache(maxsize=1024)
def _mended(word: str) -> str:
    known = word in DIGITS or word in MONTHS or word in LINKS or word in FILLERS or word in FRAME
    near = [] if known or len(word) < 4 else [right for right in FRAME if _one_off(word, right)]
    return near[0] if len(near) == 1 else word


def below_hundred(words: Tokens) -> int | None:
    """A number from 0 to 99 (`hai mươi lăm`, `mười`, `chín tư`, `linh năm`); None when the words are none."""
    match words:
        case [one] if one in DIGITS:
            return DIGITS[one]
        case ["muoi"]:
            return 10
        case ["muoi", one] if one in DIGITS:
            return 10 + DIGITS[one]
        case [link, one] if link in LINKS and one in DIGITS:
            return DIGITS[one]
        case [ten, "muoi"] if ten in DIGITS:
            return 10 * DIGITS[ten]
        case [ten, "muoi", one] | [ten, one] if ten in DIGITS and one in DIGITS:
            return 10 * DIGITS[ten] + DIGITS[one]
    return None


def _hundreds(words: Tokens) -> int | None:
    """A number from 0 to 999 as it follows a thousand; the hundred may be left out (`hai nghìn mười`)."""
    match words:
        case []:
            return 0
        case [hundred, "tram"] if hundred in DIGITS:
            return 100 * DIGITS[hundred]
        case [hundred, "tram", *rest] if hundred in DIGITS and (below := below_hundred(rest)) is not None:
            return 100 * DIGITS[hundred] + below
    return below_hundred(words) if len(words) > 1 or words[0] == "muoi" else None


def year(words: Tokens) -> int | None:
    """A year in words, counted (`một nghìn chín trăm …`) or spelled (`một chín chín lăm`); None when it is none."""
    match words:
        case [thousand, nghin, *rest] if thousand in DIGITS and nghin in THOUSANDS:
            below = _hundreds(rest)
            return None if below is None else 1000 * DIGITS[thousand] + below
        case [_, _, _, _] if all(word in DIGITS for word in words):
            return int("".join(str(DIGITS[word]) for word in words))
    return None


def _day(words: Tokens) -> int | None:
    return below_hundred(words[1:] if words and words[0] in FILLERS else words)


def _month(words: Tokens) -> int | None:
    return MONTHS[words[0]] if len(words) == 1 and words[0] in MONTHS else below_hundred(words)


def _years(words: Tokens) -> tuple[int, ...]:
    """The year that takes the most words, and the one without a last `nam`, which may belong to what follows."""
    for length in range(min(LONGEST_YEAR, len(words)), 1, -1):
        found = year(words[:length])
        if found is not None:
            shorter = year(words[: length - 1]) if words[length - 1] == "nam" else None
            return (found,) if shorter is None else (found, shorter)
    return ()


def _after_day(words: Tokens) -> tuple[str, ...]:
    """`YYYY-MM` from the words after `tháng`; `năm` is a digit too, so every cut is tried."""
    for cut in range(1, min(LONGEST_DAY, len(words)) + 1):
        month = _month(words[:cut])
        years = _years(words[cut + 1 :]) if words[cut : cut + 1] == ["nam"] else ()
        if month and month <= 12 and years:
            return tuple(f"{found:04}-{month:02}" for found in years)
    return ()


def _date(words: Tokens) -> tuple[str, ...]:
    """The date that begins right after the word `ngày`, as `YYYY-MM-DD`."""
    for cut in range(1, LONGEST_DAY + 1):
        day = _day(words[:cut]) if words[cut : cut + 1] == ["thang"] else None
        if day:
            return tuple(f"{month}-{day:02}" for month in _after_day(words[cut + 1 :]))
    return ()


def word_dates(folded: str) -> Iterator[WordDate]:
    """Every date in words of a text folded by `domain.kinds.fold`; words that make no whole date are passed over."""
    found = [(match.start(), _mended(match.group())) for match in re.finditer(r"[a-z]+|\d+", folded)]
    words = [word for _, word in found]
    for at, (start, word) in enumerate(found):
        span = words[at + 1 : at + 3 + 2 * LONGEST_DAY + LONGEST_YEAR]
        values = _date(span) if word == "ngay" else ()
        if values:
            yield WordDate(start, values)
