"""The stretch of print that belongs to a label: the rest of its row, the row below, and the rows it runs on to."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from domain.documents import FieldSpec
from domain.scans import Box
from domain.text import fold, tidy
from ocr.anchors import INLINE, Hit
from ocr.layout import Row, Token, is_capitals, part_box

RUNNING = frozenset({"address", "text", "listing"})
"""Kinds whose value may run on to further rows."""
LINES = 3
INDENT = 7.0
"""A first line is indented by at most so many heights."""
FAR = 6.0
"""A gap of so many heights inside a row ends a value."""
HEADING = re.compile(
    r"^\W*(?:\d{1,2}(?:\.\d)?[.)]\s|[a-zđ]\)\s|[IVX]+\.\s|[-–+*•]\s|điều \d|(?:tm|kt|tl|tuq|q)\s?\."
    r"|nơi nhận|phó |chủ tịch|giám đốc"
    r"|trưởng |chánh |mẫu\b|giấy này |người |cán bộ|công chức|ủy ban nhân dân|uỷ ban nhân dân|cộng hòa"
    r"|độc lập|lưu ý|ghi chú|\(|idvnm)",
    re.IGNORECASE,
)
NUMBERED = re.compile(r"[\W_]*(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ])?[\W_]*")
"""What may stand before a label that begins its row."""
DATE_LINE = re.compile(r"ng[aà]y\W*\d{0,2}\W*th[aá]ng\W*\d{0,2}\W*n[aă]m", re.IGNORECASE)


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


def trimmed(piece: Piece) -> Piece | None:
    """A piece without the marks around its value, None when nothing is left."""
    value = tidy(piece.text)
    if not re.search(r"\w", value):
        return None
    ends = re.search(r"\w", piece.text)
    first = ends.start() if ends else 0
    if first and piece.text[first - 1] in '+("“':
        first -= 1
    last = max((m.end() for m in re.finditer(r"[\w)\"”²]", piece.text)), default=len(piece.text))
    return Piece(piece.row, piece.start + first, piece.start + last)


def linked(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Pieces of one value; a comma or colon at the end of a row that is not the last belongs to it."""
    whole = [Piece(p.row, p.start, p.end + (p.row.text[p.end : p.end + 1] in {",", ";", ":"})) for p in pieces[:-1]]
    return (*whole, *pieces[-1:])


def value_of(
    lines: Sequence[Line], at: int, number: int, spec: FieldSpec, right_edge: float
) -> tuple[tuple[Piece, ...], str]:
    """The pieces of the value of label `number` on line `at`, and how they were found ("right", "below" or "empty")."""
    line, hit = lines[at], lines[at].hits[number]
    first = trimmed(_rest(line, number))
    wanted = int(spec.hints.get("lines", LINES if spec.kind in RUNNING else 1))
    if first is not None:
        cut = first.end < len(line.row.text.rstrip(" .:;,…")) - 1
        more = (
            ()
            if cut or not _may_wrap(first, spec, right_edge)
            else _more(lines, at + 1, first, wanted - 1, _margin(line, hit))
        )
        return linked((first, *more)), "right"
    if hit.phrase in INLINE and number + 1 == len(line.hits):
        return _runs_on(lines, at), "right"
    left, right = _column(line, hit, number)
    below = _below(lines, at, left, right)
    if below is None:
        return (), "empty"
    piece, where = below
    return linked((piece, *_more(lines, where + 1, piece, wanted - 1, (left, right)))), "below"


def _rest(line: Line, number: int) -> Piece:
    row, start = line.row, line.hits[number].end
    end = line.hits[number + 1].start if number + 1 < len(line.hits) else len(row.text)
    tokens = [t for t in zip(row.starts, row.tokens, strict=True) if t[0] + len(t[1].text) > start and t[0] < end]
    for (_, one), (at, other) in itertools.pairwise(tokens):
        if other.left - one.right > FAR * row.height and re.search(r"\w", row.text[start:at]):
            return Piece(row, start, at)
    return Piece(row, start, end)


def _may_wrap(piece: Piece, spec: FieldSpec, right_edge: float) -> bool:
    if "lines" in spec.hints or spec.hints.get("wrap") == "free" or piece.text.rstrip().endswith((",", "-", ";")):
        return True
    end = max(token.right for token in piece.tokens)
    return end > right_edge - 9 * piece.row.height


def _column(line: Line, hit: Hit, number: int) -> tuple[float, float]:
    """Edges between which a value below its label stands."""
    row = line.row
    left = row.tokens_in(hit.start, hit.start + 1)[0].left - 1.5 * row.height
    if number + 1 < len(line.hits):
        following = line.hits[number + 1].start
        return left, row.tokens_in(following, following + 1)[0].left - 0.5 * row.height
    return left, float("inf")


def _margin(line: Line, hit: Hit) -> tuple[float, float]:
    """Edges between which a value may run on: not left of its label, but for an indented first line."""
    row = line.row
    return row.tokens_in(hit.start, hit.start + 1)[0].left - INDENT * row.height, float("inf")


def _runs_on(lines: Sequence[Line], at: int) -> tuple[Piece, ...]:
    """The beginning of the next row, for a label inside running text that ends its row."""
    if at + 1 >= len(lines) or lines[at + 1].row.top - lines[at].row.bottom > 1.5 * lines[at].row.height:
        return ()
    line = lines[at + 1]
    piece = trimmed(Piece(line.row, 0, line.hits[0].start if line.hits else len(line.row.text)))
    return (piece,) if piece else ()


def _below(lines: Sequence[Line], at: int, left: float, right: float) -> tuple[Piece, int] | None:
    row = lines[at].row
    for where in range(at + 1, min(at + 3, len(lines))):
        other = lines[where]
        if other.row.page != row.page or other.row.top - row.bottom > 2.2 * row.height:
            return None
        kept = other.row.within(left, right)
        if kept is None:
            continue
        if any(_covers(other, hit, left, right) for hit in other.hits) or HEADING.match(kept.text):
            return None
        piece = trimmed(Piece(kept, 0, len(kept.text)))
        return (piece, where) if piece else None
    return None


def _covers(line: Line, hit: Hit, left: float, right: float) -> bool:
    tokens = line.row.tokens_in(hit.start, hit.end)
    return any(left <= (t.left + t.right) / 2 < right for t in tokens)


def _more(lines: Sequence[Line], at: int, last: Piece, count: int, column: tuple[float, float]) -> tuple[Piece, ...]:
    """Rows a value runs on to between two edges, at most `count`."""
    if count < 1 or at >= len(lines):
        return ()
    line = lines[at]
    kept = [part for part in line.row.parts() if part.right > column[0] and column[0] <= part.left < column[1]]
    hits = [hit for hit in line.hits if _covers(line, hit, *column)]
    if hits and NUMBERED.fullmatch(line.row.text[: hits[0].start]):
        return ()
    row = Row(tuple(token for part in kept for token in part.tokens)) if kept else None
    row = row.within(float("-inf"), _left_of(line, hits)) if row is not None and hits else row
    piece = trimmed(Piece(row, 0, len(row.text))) if row is not None else None
    if row is None or piece is None or not _continues(row, last):
        return ()
    return (piece,) if hits else (piece, *_more(lines, at + 1, piece, count - 1, column))


def _left_of(line: Line, hits: Sequence[Hit]) -> float:
    return line.row.tokens_in(hits[0].start, hits[0].start + 1)[0].left


def _continues(row: Row, last: Piece) -> bool:
    before = last.row
    if row.page != before.page or row.top - before.bottom > 1.5 * max(row.height, before.height):
        return False
    if HEADING.match(row.text) or (DATE_LINE.search(row.text) and re.search(r"^[^\d]{3,40},", row.text)):
        return False
    if is_capitals(row.text) and not is_capitals(last.text) and len(re.findall(r"[^\W\d_]", row.text)) > 3:
        return False
    return fold(row.text) not in {"vo", "chong"}
