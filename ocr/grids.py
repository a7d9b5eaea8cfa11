"""Forms set as a table: labels in the first column, one person's values in each of the others."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from domain.documents import FieldSpec
from ocr.layout import Row, Token
from ocr.pieces import Line

APART = 3.5
"""Rows further apart than so many heights are not of one table."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table between two lines of a paper: for each person's column its field that opens the section, and its rows.

    A row of a column is the label and the value beside it, as if they stood alone on one line.
    """

    first: int
    last: int
    columns: tuple[tuple[FieldSpec, tuple[Row, ...]], ...]


def grid(lines: Sequence[Line], heads: dict[str, FieldSpec], ends: frozenset[str]) -> Grid | None:
    """The first table whose columns are headed by `heads` (folded heading -> field that opens its section).

    A row that begins with one of the labels `ends` is no longer of the table. A heading whose words a reader joined
    (`Bênvợ`) is one.
    """
    heads = {_joined(head): spec for head, spec in heads.items()}
    for at, line in enumerate(lines):
        found = [(part, heads[_joined(part.norm)]) for part in line.row.parts(0.9) if _joined(part.norm) in heads]
        if len(found) < 2 or len({spec.name for _, spec in found}) < len(found):
            continue
        last = _last(lines, at, ends)
        body = [line.row for line in lines[at + 1 : last]]
        if len(body) >= 2:
            return Grid(at, last, _columns(body, found))
    return None


def _joined(heading: str) -> str:
    return heading.replace(" ", "")


def _last(lines: Sequence[Line], at: int, ends: frozenset[str]) -> int:
    for place in range(at + 1, len(lines)):
        line, before = lines[place], lines[place - 1].row
        apart = line.row.top - before.bottom > APART * before.height
        if apart or line.row.page != before.page or any(hit.phrase in ends for hit in line.hits[:1]):
            return place
    return len(lines)


def _columns(
    body: Sequence[Row], found: Sequence[tuple[Row, FieldSpec]]
) -> tuple[tuple[FieldSpec, tuple[Row, ...]], ...]:
    ordered = sorted(found, key=lambda pair: pair[0].left)
    centres = [(head.left + head.right) / 2 for head, _ in ordered]
    labels = min(row.left for row in body)
    borders = [border(body, low, high) for low, high in pairwise([labels, *centres])] + [float("inf")]
    bands = _bands(body, borders[0])
    columns = []
    for (_, spec), left, right in zip(ordered, borders[:-1], borders[1:], strict=True):
        rows = [row for band in bands if (row := _row(band, borders[0], left, right)) is not None]
        columns.append((spec, tuple(rows)))
    return tuple(columns)


def border(body: Sequence[Row], low: float, high: float) -> float:
    """The middle of the widest gap between two abscissas that the fewest words cross; dots and dashes are none."""
    words = (token for row in body for token in row.tokens if any(map(str.isalnum, token.text)))
    tokens = sorted((token for token in words if token.right > low), key=lambda t: t.left)
    best, edge, reach = 0.0, (low + high) / 2, low
    for token in tokens:
        start, end = max(reach, low), min(token.left, high)
        if end - start > best:
            best, edge = end - start, end - 0.3 * min(end - start, token.height)
        reach = max(reach, token.right)
        if token.left > high:
            break
    return edge


def _bands(body: Sequence[Row], border: float) -> list[list[Row]]:
    """Rows of the page by row of the table: one begins where a label begins; what has none goes to the nearer one."""
    bands: list[list[Row]] = []
    waiting: list[Row] = []
    for row in body:
        label = row.within(float("-inf"), border)
        if label is None or label.text[:1].islower():
            home = waiting if not bands or _nearer_below(body, row) else bands[-1]
            home.append(row)
            continue
        bands.append([*waiting, row])
        waiting = []
    return bands


def _nearer_below(body: Sequence[Row], row: Row) -> bool:
    at = next(number for number, other in enumerate(body) if other is row)
    if at == 0 or at + 1 == len(body):
        return at == 0
    above, below = row.top - body[at - 1].bottom, body[at + 1].top - row.bottom
    return above > below + 0.4 * row.height


def _row(band: Sequence[Row], border: float, left: float, right: float) -> Row | None:
    """A label and the words between two edges beside it; None when it has no label."""
    label = _tokens(band, float("-inf"), border)
    return Row((*label, *_tokens(band, left, right))) if label else None


def _tokens(band: Sequence[Row], left: float, right: float) -> tuple[Token, ...]:
    return tuple(token for row in band for token in row.tokens if left <= (token.left + token.right) / 2 < right)
