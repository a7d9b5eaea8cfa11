"""The stretch of print that belongs to a label: the rest of its row, the row below, and the rows it runs on to."""

import itertools
import re
from collections.abc import Sequence

from domain.documents import FieldSpec
from domain.kinds import clean
from domain.text import fold
from ocr.anchors import INLINE, Hit
from ocr.layout import GAP, Row, is_capitals
from ocr.pieces import Line, Piece, linked, trimmed
from ocr.places import PROVINCE_NEXT, ends_address

RUNNING = frozenset({"address", "text", "listing"})
"""Kinds whose value may run on to further rows."""
SHAPED = frozenset({"date", "date_or_year", "expiry", "id", "personal_id", "sex", "money", "integer"})
LINES = 3
INDENT = 7.0
"""A first line is indented by at most so many heights."""
JUNK = 0.4
"""A word read less surely far behind a value is a fibre or a mark, and does not end it."""
FILLER = "<<"
"""Of a card's lines for machines (MRZ), which may stand beside an address."""
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
DATE_LINE = re.compile(
    r"ng[aà]y(?:\s*/\s*date)?\W*\d{0,2}\W*th[aá]ng(?:\s*/\s*month)?\W*\d{0,2}\W*n[aă]m", re.IGNORECASE
)
LABEL_LIKE = re.compile(r"^\W*(?:\d{1,2}[.)]\s*)?[^\W\d_][^:;,.\d]{3,70}:")
"""A row that begins with some words and a colon begins something else, even where no type declares that label."""


def value_of(
    lines: Sequence[Line], at: int, number: int, spec: FieldSpec, right_edge: float
) -> tuple[tuple[Piece, ...], str]:
    """The pieces of the value of label `number` on line `at`, and how they were found ("right", "below" or "empty")."""
    line, hit = lines[at], lines[at].hits[number]
    first = _past_rest_of_label(line, number, trimmed(_rest(line, number)), spec)
    if first is not None and _is_elsewhere(line, hit, first, spec):
        first = None
    usual = 4 if spec.kind == "address" else LINES if spec.kind in RUNNING else 1
    wanted = int(spec.hints.get("lines", usual))
    if first is not None:
        after = line.row.tokens_in(first.end + 1, len(line.row.text))
        beside = [token for token in after if re.search(r"\w", token.text) and token.word.confidence >= JUNK]
        left, right, home = _margin(line, hit)
        left = min(left, _wrapped_to(lines, at, hit, first, right_edge))
        if beside:
            right = beside[0].left - line.row.height
        goes_on = _may_wrap(first, spec, right_edge) and (not beside or _unfinished(first, spec))
        more = _more(lines, at + 1, first, wanted - 1, (left, right, home), spec) if goes_on else ()
        return linked((first, *more)), "right"
    if hit.phrase in INLINE and number + 1 == len(line.hits):
        return _runs_on(lines, at), "right"
    left, right, home = _column(line, hit, number)
    below = _below(lines, at, left, right, line.row.tokens_in(hit.start, hit.end)[-1].right)
    if below is None:
        return (), "empty"
    piece, where = below
    return linked((piece, *_more(lines, where + 1, piece, wanted - 1, (left, right, home), spec))), "below"


def _rest(line: Line, number: int) -> Piece:
    row, start = line.row, line.hits[number].end
    end = line.hits[number + 1].start if number + 1 < len(line.hits) else len(row.text)
    tokens = [t for t in zip(row.starts, row.tokens, strict=True) if t[0] + len(t[1].text) > start and t[0] < end]
    for (_, one), (at, other) in itertools.pairwise(tokens):
        if other.left - one.right > FAR * row.height and re.search(r"\w", row.text[start:at]):
            return Piece(row, start, at)
    return Piece(row, start, end)


def _past_rest_of_label(line: Line, number: int, first: Piece | None, spec: FieldSpec) -> Piece | None:
    """What stands after a gap where before it there is only a word without a digit, the end of a label spoilt: `Giấy tờ
    tùy thân sốỐ      040086017640`."""
    if first is None or spec.kind not in SHAPED or re.search(r"\d", first.text) or " " in first.text:
        return first
    end = line.hits[number + 1].start if number + 1 < len(line.hits) else len(line.row.text)
    rest = trimmed(Piece(line.row, first.end, end)) if first.end < end else None
    return rest if rest is not None and clean(spec.kind, rest.text) is not None else first


def _is_elsewhere(line: Line, hit: Hit, first: Piece, spec: FieldSpec) -> bool:
    """Whether what stands far right of a label without a colon has not the form of its value: another column's."""
    if spec.kind not in SHAPED or clean(spec.kind, first.text) is not None:
        return False
    label = line.row.tokens_in(hit.start, hit.end)[-1]
    return first.tokens[0].left - label.right > (2 if hit.follows else 1) * GAP * line.row.height


def _is_whole(piece: Piece) -> bool:
    return ends_address(piece.text, piece.row.text[piece.end :])


def _unfinished(piece: Piece, spec: FieldSpec) -> bool:
    """An address that ends before its province goes on, whatever stands far right of it (the other side of a card)."""
    return spec.kind == "address" and not _is_whole(piece)


def _may_wrap(piece: Piece, spec: FieldSpec, right_edge: float) -> bool:
    if spec.kind == "address":
        return True
    if "lines" in spec.hints or spec.hints.get("wrap") == "free" or piece.text.rstrip().endswith((",", "-", ";")):
        return True
    end = max(token.right for token in piece.tokens)
    return end > right_edge - 9 * piece.row.height


Column = tuple[float, float, float]
"""Edges between which a value stands, and where its own column begins when something else stands left of it."""


def _column(line: Line, hit: Hit, number: int) -> Column:
    """Where a value below its label stands."""
    row = line.row
    left = row.tokens_in(hit.start, hit.start + 1)[0].left - 1.5 * row.height
    if number + 1 < len(line.hits):
        following = line.hits[number + 1].start
        return left, row.tokens_in(following, following + 1)[0].left - 0.5 * row.height, left
    return left, float("inf"), left


def _margin(line: Line, hit: Hit) -> Column:
    """Where a value may run on: not left of its label, but for an indented first line.

    Labels that follow each other without a value between them begin where the first of them does.
    """
    row, start = line.row, hit.start
    for other in reversed([one for one in line.hits if one.start < hit.start]):
        if re.search(r"\w", row.text[other.end : start]):
            break
        start = other.start
    left = row.tokens_in(start, start + 1)[0].left
    return left - INDENT * row.height, float("inf"), left - 1.5 * row.height


def _wrapped_to(lines: Sequence[Line], at: int, hit: Hit, first: Piece, right_edge: float) -> float:
    """How far left the next row may begin when a value behind a label inside a sentence fills its row: the sentence
    goes on at the margin, where the word that did not fit stands first. Infinite where it does not."""
    row = lines[at].row
    following = lines[at + 1] if at + 1 < len(lines) else None
    start = row.tokens_in(hit.start, hit.start + 1)[0].left
    part = next((part for part in row.parts() if part.left <= start <= part.right), None)
    if following is None or following.hits or part is None or part.left == start:
        return float("inf")
    word, end = following.row.tokens[0], max(token.right for token in first.tokens)
    if abs(word.left - part.left) > row.height or end + word.right - word.left < right_edge:
        return float("inf")
    return part.left - row.height


def _runs_on(lines: Sequence[Line], at: int) -> tuple[Piece, ...]:
    """The beginning of the next row, for a label inside running text that ends its row."""
    if at + 1 >= len(lines) or lines[at + 1].row.top - lines[at].row.bottom > 1.5 * lines[at].row.height:
        return ()
    line = lines[at + 1]
    piece = trimmed(Piece(line.row, 0, line.hits[0].start if line.hits else len(line.row.text)))
    return (piece,) if piece else ()


def _below(lines: Sequence[Line], at: int, left: float, right: float, label_end: float) -> tuple[Piece, int] | None:
    row = lines[at].row
    for where in range(at + 1, min(at + 5, len(lines))):
        other = lines[where]
        if other.row.page != row.page or not -row.height < other.row.top - row.bottom <= 2.2 * row.height:
            return None
        kept, stopped = _part_under(other, left, right, label_end)
        if kept is None and not stopped:
            continue
        if kept is None or HEADING.match(kept.text) or NUMBERED.fullmatch(kept.text):
            return None
        piece = trimmed(Piece(kept, 0, len(kept.text)))
        return (piece, where) if piece else None
    return None


def _part_under(line: Line, left: float, right: float, label_end: float) -> tuple[Row | None, bool]:
    """The words of a row between two edges, whole parts of it, up to a label among them; and whether there is one."""
    parts = [part for part in line.row.parts() if part.right > left and part.left < min(right, label_end)]
    tokens = tuple(t for part in parts for t in part.tokens if (t.left + t.right) / 2 < right)
    row = Row(tokens) if tokens else None
    hits = [hit for hit in line.hits if row is not None and _covers(line, hit, row.left - 1, row.right + 1)]
    if row is None or not hits:
        return row, bool(hits)
    return row.within(float("-inf"), _left_of(line, hits)), True


def _covers(line: Line, hit: Hit, left: float, right: float) -> bool:
    tokens = line.row.tokens_in(hit.start, hit.end)
    return any(left <= (t.left + t.right) / 2 < right for t in tokens)


def _more(
    lines: Sequence[Line], at: int, last: Piece, count: int, column: Column, spec: FieldSpec
) -> tuple[Piece, ...]:
    """Rows a value runs on to between two edges, at most `count`."""
    if count < 1 or at >= len(lines):
        return ()
    if spec.kind == "address" and _is_whole(last) and not PROVINCE_NEXT.match(lines[at].row.text):
        return ()
    line = lines[at]
    left, right, home = column
    kept = [part for part in line.row.parts() if left <= part.left < right and FILLER not in part.text]
    beside = [part for part in kept if part.left >= home]
    if beside and len(beside) < len(kept):
        kept, left = beside, beside[0].left - line.row.height
    hits = [hit for hit in line.hits if _covers(line, hit, left, right)]
    before = line.row.within(left, _left_of(line, hits)) if hits else None
    if hits and (before is None or NUMBERED.fullmatch(before.text)):
        return ()
    if not kept:
        near = line.row.page == last.row.page and line.row.top - last.row.bottom <= 1.5 * last.row.height
        return _more(lines, at + 1, last, count, column, spec) if near else ()
    row: Row | None = Row(tuple(token for part in kept for token in part.tokens))
    row = row.within(float("-inf"), _left_of(line, hits)) if row is not None and hits else row
    piece = trimmed(Piece(row, 0, len(row.text))) if row is not None else None
    if row is None or piece is None or not _continues(row, last, spec):
        return ()
    return (piece,) if hits else (piece, *_more(lines, at + 1, piece, count - 1, column, spec))


def _left_of(line: Line, hits: Sequence[Hit]) -> float:
    return line.row.tokens_in(hits[0].start, hits[0].start + 1)[0].left


def _continues(row: Row, last: Piece, spec: FieldSpec) -> bool:
    before = last.row
    apart = row.top - before.bottom
    if row.page != before.page or not -2 < apart / max(row.height, before.height) <= 1.5:
        return False
    dashed = spec.kind == "address" and re.match(r"[-–]\s?\w", row.text)
    if re.match(r"\W*Ngày\s*\d", row.text) or LABEL_LIKE.match(row.text):
        return False
    if (HEADING.match(row.text) and not dashed) or (
        DATE_LINE.search(row.text) and re.search(r"^[^\d]{3,40},", row.text)
    ):
        return False
    if is_capitals(row.text) and not is_capitals(last.text) and len(re.findall(r"[^\W\d_]", row.text)) > 3:
        return False
    return fold(row.text) not in {"vo", "chong"}
