"""What a printed address says: its parts, the unit of the paper's day, and the unit it lies in today.

A name may have been another unit's on another day, and an old unit may have been divided: then today's unit is
ambiguous and the candidates are named; nothing is guessed. The printed text stays as it is."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from catalog.units.printed import COUNTRY, Piece, pieces
from catalog.units.rows import Row, Units, Upper, key, marks, titled, units

KNOWN, AMBIGUOUS, UNKNOWN = "known", "ambiguous", "unknown"


@dataclass(frozen=True, slots=True)
class Unit:
    """One commune of one time, named whole; `since` and `until` (the day it ended) are ISO days or empty."""

    code: str
    name: str
    district: str
    province: str
    since: str
    until: str

    def __str__(self) -> str:
        """The commune and what it lies in."""
        return ", ".join(filter(None, (self.name, self.district, self.province)))


@dataclass(frozen=True, slots=True)
class Place:
    """An address as read. `unit` is None where several may be meant, `today` where it is not one unit for certain."""

    text: str
    detail: str
    """What stands before the commune: number, street, hamlet."""
    commune: str
    district: str
    province: str
    """The parts as printed, empty where there is none."""
    units: tuple[Unit, ...] = ()
    """What the printed commune may be; one for each name and time that fits."""
    candidates: tuple[Unit, ...] = ()
    """The communes of today it may lie in."""

    @property
    def unit(self) -> Unit | None:
        """The commune that is printed, of its time."""
        return self.units[0] if len(self.units) == 1 else None

    @property
    def today(self) -> Unit | None:
        """The commune it lies in today, where that is one for certain."""
        return self.candidates[0] if len(self.candidates) == 1 else None

    @property
    def state(self) -> str:
        """Whether today's commune is known, ambiguous or unknown."""
        return (UNKNOWN, KNOWN, AMBIGUOUS)[min(len(self.candidates), 2)]


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to take the pieces: which is the province, the district, the commune."""

    parts: dict[str, Piece] = field(default_factory=dict)
    first: int = 0
    """Number of the piece that is lowest."""


def place(text: str, on: date | None = None) -> Place:
    """What the address says, read in the units of that day; where none fits then, in those of any day."""
    parts, known = [piece for piece in pieces(text) if piece.whole not in COUNTRY], units()
    found = [(reading, _rows(reading, known, on)) for reading in _readings(parts, known)]
    found = [(reading, rows) for reading, rows in found if rows or set(reading.parts) == {"p"}]
    if not found:
        return Place(text, text, "", "", "")
    most = max(_weight(reading, rows, on) for reading, rows in found)
    best = [(reading, rows) for reading, rows in found if _weight(reading, rows, on) == most]
    return _answer(text, parts, best, known)


def _weight(reading: _Reading, rows: Sequence[Row], on: date | None) -> tuple[int, bool, bool, bool]:
    """The more pieces are units the better, then units of the day; a lone name without title is hardly a commune."""
    commune, lone = reading.parts.get("c"), len(reading.parts) == 1
    titled = bool(commune and commune.title)
    return len(reading.parts), not (commune and lone and not titled), titled, any(_is_of(row, on) for row in rows)


def _is_of(row: Row, on: date | None) -> bool:
    return on is None or row.on(on.isoformat())


def _readings(parts: Sequence[Piece], known: Units) -> Iterator[_Reading]:
    """Every way in which pieces from the right are province, district, commune, in this order; any may be missing."""
    open_ones = [_Reading({}, len(parts))]
    for number in range(len(parts) - 1, -1, -1):
        for reading in list(open_ones):
            open_ones += [
                _Reading(reading.parts | {level: parts[number]}, number)
                for level in parts[number].levels
                if not set("pdc"["pdc".index(level) :]) & set(reading.parts) and _named(parts[number], level, known)
            ]
    yield from (reading for reading in open_ones if reading.parts)


def _named(piece: Piece, level: str, known: Units) -> bool:
    if level == "c":
        return bool(_communes(piece, known))
    return any(upper.level == level for upper in _uppers(piece, known))


def _communes(piece: Piece, known: Units) -> tuple[Row, ...]:
    """By name; where some bear the very marks of the print, only those."""
    rows = known.communes.get(piece.whole) or known.communes.get(piece.name) or ()
    same = marks(piece.text[len(piece.title) :])
    return tuple(row for row in rows if marks(titled(row.name)[1]) == same) or rows


def _uppers(piece: Piece, known: Units) -> tuple[Upper, ...]:
    return known.uppers.get(piece.whole) or known.uppers.get(piece.name) or ()


def _rows(reading: _Reading, known: Units, on: date | None) -> tuple[Row, ...]:
    """The communes that fit a reading: those of the day, else of any; of the province as it was, else as it is."""
    if "c" not in reading.parts:
        return _of_district(reading, known, on)
    rows: Iterable[Row] = _communes(reading.parts["c"], known)
    if "d" in reading.parts:
        districts = [upper for upper in _uppers(reading.parts["d"], known) if upper.level == "d"]
        rows = [row for row in rows if any(_within(row, upper) for upper in districts)]
    return _on(_of_province(reading, tuple(rows), known), on)


def _within(row: Row, upper: Upper) -> bool:
    return upper.code == (row.district if upper.level == "d" else row.province) and upper.meets(row)


def _of_province(reading: _Reading, rows: tuple[Row, ...], known: Units) -> tuple[Row, ...]:
    if "p" not in reading.parts:
        return rows
    provinces = [upper for upper in _uppers(reading.parts["p"], known) if upper.level == "p"]
    then = tuple(row for row in rows if any(_within(row, upper) for upper in provinces))
    now = {upper.code for upper in provinces if not upper.until}
    return then or tuple(row for row in rows if known.today[row.today.split()[0]].province in now)


def _of_district(reading: _Reading, known: Units, on: date | None) -> tuple[Row, ...]:
    if "d" not in reading.parts:
        return ()
    districts = [upper for upper in _uppers(reading.parts["d"], known) if upper.level == "d"]
    rows = tuple(row for upper in districts for row in known.of_district.get(upper.code, ()) if upper.meets(row))
    return _on(_of_province(reading, rows, known), on)


def _on(rows: tuple[Row, ...], on: date | None) -> tuple[Row, ...]:
    if on is None:
        return rows
    return tuple(row for row in rows if _is_of(row, on)) or rows


def _answer(text: str, parts: Sequence[Piece], best: list[tuple[_Reading, tuple[Row, ...]]], known: Units) -> Place:
    reading, rows = (
        best[-1][0],
        sorted({row for _, rows in best for row in rows}, key=lambda row: (row.code, row.since)),
    )
    said = {level: reading.parts[level].text if level in reading.parts else "" for level in "pdc"}
    today = sorted({code for row in rows for code in row.today.split()})
    return Place(
        text=text,
        detail=", ".join(piece.text for piece in parts[: reading.first]),
        commune=said["c"],
        district=said["d"],
        province=said["p"],
        units=_units(rows, known) if said["c"] and len({"c" in reading.parts for reading, _ in best}) == 1 else (),
        candidates=tuple(_unit([known.today[code]], known) for code in today),
    )


def _units(rows: Sequence[Row], known: Units) -> tuple[Unit, ...]:
    """The rows as units, those that follow each other under one code and name taken together, named as last."""
    alike = groupby(rows, key=lambda row: (row.code, key(row.name)))
    return tuple(_unit(list(same), known) for _, same in alike)


def _unit(rows: Sequence[Row], known: Units) -> Unit:
    first, last = rows[0], rows[-1]
    district, province = known.upper("d", last.district, last), known.upper("p", last.province, last)
    names = (district.name if district else "", province.name if province else "")
    return Unit(last.code, last.name, *names, first.since, last.until)
