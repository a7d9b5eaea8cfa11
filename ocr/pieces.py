"""Parts of rows: what a value is made of, and what stands where a field is expected."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from domain.scans import Box
from domain.text import tidy
from ocr.anchors import Hit
from ocr.boxes import part_box
from ocr.layout import Row, Token


@dataclass(frozen=True, slots=True)
class Line:
    """A row with the labels found on it."""

    row: Row
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of one row, between two places of its text."""

    row: Row
    start: int
    end: int

    @property
    def text(self) -> str:
        """As printed."""
        return self.row.text[self.start : self.end]

    @property
    def tokens(self) -> tuple[Token, ...]:
        """Words it covers, in part at least."""
        return self.row.tokens_in(self.start, self.end)

    def box(self, rotation: int) -> Box:
        """In file pixels."""
        return part_box(self.row, self.start, self.end, rotation)


@dataclass(frozen=True, slots=True)
class Found:
    """What stands where a field is expected. `how` says by what it was found; `sure` how well the label was read."""

    field: str
    pieces: tuple[Piece, ...]
    sure: float = 1.0
    how: str = "label"
    text: str | None = None
    """Set where the value is not simply the text of the pieces."""

    @property
    def raw(self) -> str:
        """What was read."""
        return self.text if self.text is not None else " ".join(piece.text for piece in self.pieces)

    @property
    def page(self) -> int | None:
        """Page of its first piece."""
        return self.pieces[0].row.page if self.pieces else None


LOST = re.compile(r"[\[({]?[®©€£¢§@&$]+[\])}\w]?")
"""What a reader makes of a letter that stands alone (`[®` for C): others look at the place."""


def trimmed(piece: Piece) -> Piece | None:
    """A piece without the marks around its value, None when nothing is left; a stroke behind a digit may be one (1)."""
    value = tidy(piece.text)
    if not re.search(r"\w", value):
        lost = LOST.search(piece.text)
        return Piece(piece.row, piece.start + lost.start(), piece.start + lost.end()) if lost else None
    ends = re.search(r"\w", piece.text)
    first = ends.start() if ends else 0
    if first and piece.text[first - 1] in '+("“':
        first -= 1
    last = max((m.end() for m in re.finditer(r"[\w)\"”²]|(?<=\d)[\]|!]", piece.text)), default=len(piece.text))
    return Piece(piece.row, piece.start + first, piece.start + last)


def linked(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Pieces of one value, each on one line of print; a comma or colon at the end of a row that is not the last belongs
    to it."""
    pieces = [part for piece in pieces for part in _by_line(piece)]
    ends = [p.end + _joint(p.row.text[p.end :]) for p in pieces[:-1]] + [p.end for p in pieces[-1:]]
    starts = [p.start for p in pieces[:1]] + [
        0 if DASH.fullmatch(p.row.text[: p.start]) else p.start for p in pieces[1:]
    ]
    return tuple(Piece(p.row, start, end) for p, start, end in zip(pieces, starts, ends, strict=True))


def _by_line(piece: Piece) -> list[Piece]:
    """A piece cut where its next word begins a line below: the row of a table may hold a cell of several lines."""
    tokens = piece.tokens
    cuts = [
        at
        for at, (one, other) in enumerate(pairwise(tokens), 1)
        if other.left < one.left and other.top > (one.top + one.bottom) / 2
    ]
    if not cuts or piece.start not in piece.row.starts:
        return [piece]
    rows = [Row(tokens[start:end]) for start, end in pairwise([0, *cuts, len(tokens)])]
    parts = [trimmed(Piece(row, 0, len(row.text))) for row in rows]
    return [part for part in parts if part is not None]


DASH = re.compile(r"[-–]\s?")


def _joint(rest: str) -> int:
    """How many letters of what stands after a piece join it to the next: a comma, a dash that ends the row."""
    return 1 if rest[:1] in {",", ";", ":"} else len(rest) if rest.strip() in {"-", "–"} else 0
