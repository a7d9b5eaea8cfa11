"""The rows of `communes.csv` and `uppers.csv`, found by the key of a name. Reading an address is `place`'s."""

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import TypeVar

from domain.text import fold_letters

HERE = Path(__file__).parent
TITLES = {
    "thành phố": "pd", "tỉnh": "p", "huyện": "d", "quận": "d", "thị xã": "d", "thị trấn": "c", "phường": "c",
    "đặc khu": "c", "xã": "c",
}  # fmt: skip
"""Title of a unit -> the levels it may be of: province, district, commune."""
_TITLED = re.compile(rf"({'|'.join(TITLES)})\s+(.+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Row:
    """A commune between two days: the first on which it was so (empty: unknown), the first on which it no more was."""

    code: str
    name: str
    district: str
    province: str
    since: str
    until: str
    today: str
    """Codes of today's communes that hold it, a space between: more than one where it was divided."""
    also: str = ""
    """Other names it is printed with, `|` between them; folded to a key where only that is known."""

    def on(self, day: str) -> bool:
        """Whether it was so on that day (ISO)."""
        return self.since <= day and (not self.until or day < self.until)


@dataclass(frozen=True, slots=True)
class Upper:
    """A district or a province between two days; `today` is the code of the province it lies in since July 2025."""

    code: str
    name: str
    province: str
    since: str
    until: str
    today: str
    also: str = ""

    @property
    def level(self) -> str:
        """`p` a province, `d` a district."""
        return "d" if self.province else "p"

    def meets(self, row: Row) -> bool:
        """Whether there was a day on which both were so."""
        return (not row.until or self.since < row.until) and (not self.until or row.since < self.until)


@lru_cache(100_000)
def key(name: str) -> str:
    """What names that are spelled differently share: no marks, spaces, apostrophes; i for y; no leading zeros.

    >>> key("Đạ M' Rông") == key("Đạ M'Rong"), key("Phú Quí") == key("Phú Quý"), key("Phường 01") == key("phường 1")
    (True, True, True)
    >>> key("Đắc Nông") == key("Đăk Nông")
    True
    """
    plain = re.sub(r"\bdac\b", "dak", fold_letters(name)).replace("y", "i")
    return re.sub(r"(?<!\d)0+(?=\d)", "", re.sub(r"[^a-z0-9]", "", plain))


@lru_cache(100_000)
def marks(name: str) -> str:
    """The marks a name bears, in no order: what tells Tân Thanh from Tân Thành and Thúy not from Thuý.

    >>> marks("Hòa") == marks("hoà"), marks("Tân Thanh") == marks("Tân Thành")
    (True, False)
    """
    return "".join(sorted(letter for letter in unicodedata.normalize("NFD", name) if letter > "\x7f")).lower()


def titled(name: str) -> tuple[str, str]:
    """The title of a unit's name, empty where it has none, and the rest.

    >>> titled("Thị trấn Đạ Tẻh"), titled("Đà Lạt")
    (('thị trấn', 'Đạ Tẻh'), ('', 'Đà Lạt'))
    """
    found = _TITLED.fullmatch(name)
    return (found[1].lower(), found[2]) if found else ("", name)


T = TypeVar("T", Row, Upper)


@dataclass(frozen=True, slots=True)
class Units:
    """All rows by the keys of their names, with and without title."""

    communes: Mapping[str, tuple[Row, ...]]
    uppers: Mapping[str, tuple[Upper, ...]]
    named: Mapping[tuple[str, str], tuple[Upper, ...]] = field(default_factory=dict)
    """(level, code) -> its rows."""
    today: Mapping[str, Row] = field(default_factory=dict)
    """Code of a commune of today -> its row."""
    of_district: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    """Code of a district -> its communes, of every time that used the code."""

    def upper(self, level: str, code: str, row: Row) -> Upper | None:
        """The district or province of that code while the commune was so; codes are used again."""
        return next((upper for upper in self.named.get((level, code), ()) if upper.meets(row)), None)


@cache
def units() -> Units:
    """The committed rows."""
    communes = [Row(**line) for line in _lines("communes")]
    uppers = [Upper(**line) for line in _lines("uppers")]
    named: dict[tuple[str, str], list[Upper]] = defaultdict(list)
    for upper in uppers:
        named[upper.level, upper.code].append(upper)
    inside: dict[str, list[Row]] = defaultdict(list)
    for commune in communes:
        inside[commune.district].append(commune)
    return Units(
        _by_key(communes),
        _by_key(uppers),
        {code: tuple(rows) for code, rows in named.items()},
        {row.code: row for row in communes if not row.until},
        {code: tuple(rows) for code, rows in inside.items()},
    )


@cache
def former() -> Mapping[str, str]:
    """Names of units of 2020 to 2025 that the rows do not have (`former.csv`) -> the unit each lay in, empty where that
    is not said."""
    return {line["name"]: line["within"] for line in _lines("former")}


def _lines(name: str) -> list[dict[str, str]]:
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _by_key(rows: Iterable[T]) -> Mapping[str, tuple[T, ...]]:
    found: dict[str, dict[T, None]] = defaultdict(dict)
    for row in rows:
        for each in _keys(row.name, row.also):
            found[each][row] = None
    return {each: tuple(known) for each, known in found.items()}


def _keys(name: str, also: str) -> set[str]:
    names = (name, *filter(None, also.split("|")))
    return {key(each) for written in names for each in (written, titled(written)[1])}
