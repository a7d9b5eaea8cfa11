"""What a document is about: the rows under its title, or `V/v …` under its number."""

import itertools
import math
import re
from collections.abc import Callable, Sequence
from statistics import median

from domain.text import fold
from ocr.classify import Paper
from ocr.heads import Head, heads
from ocr.layout import Row, is_capitals
from ocr.pieces import Found, Piece, trimmed

BODY = re.compile(r"^\W*(can cu|kinh gui|thuc hien|dieu \d|chuong |i\W|1\W|xet |ngay \d|sau khi|phan )")

SUBJECT_AND_BODY = 10
"""Rows under a title among which its subject ends; a page's last row may stand further left than its text."""
FEWEST = 2
"""Letters of a row below which it is a speck."""
YEAR = re.compile(r"(?:19|20)\d{2}")
"""A row of its own at a subject's end: `… quý I năm` / `2025`."""


def subject_line(paper: Paper, titles: Sequence[str]) -> Found | None:
    """What it is about: the rows under the title, or `V/v …` under the number."""
    for top in heads(paper, titles):
        pieces = _under_title(top) if top.title else _v_v(top)
        if pieces:
            return Found("subject_line", pieces, 1.0, "head")
    return None


def _under_title(top: Head) -> tuple[Piece, ...]:
    assert top.title is not None
    pieces: list[Piece] = []
    before = top.title
    for row in top.after[:SUBJECT_AND_BODY]:
        if (
            _ends_subject(row, pieces)
            or _is_body(row, pieces, top)
            or row.top - before.top > _pitch(pieces, before, top)
        ):
            break
        before = row
        pieces += [
            piece
            for part in row.parts()
            if (piece := trimmed(Piece(part, 0, len(part.text))))
            and (
                _is_text(piece, top.title)
                or (pieces and (YEAR.fullmatch(piece.text) or _is_last_word(piece, top.title)))
            )
        ]
    return tuple(pieces)


def _is_body(row: Row, pieces: Sequence[Piece], top: Head) -> bool:
    """A row at the text's left margin, or off the title's middle, after rows that stood centred further in."""
    if not pieces or top.title is None:
        return False
    row = next((part for part in row.parts() if _is_text(Piece(part, 0, len(part.text)), top.title)), row)
    margin = min((other.left for other in top.after[:SUBJECT_AND_BODY] if len(other.tokens) > 6), default=row.left)
    middle = (top.title.left + top.title.right) / 2
    first = min(piece.row.left for piece in pieces)
    inner = first > margin + 2.5 * row.height
    askew = abs((row.left + row.right) / 2 - middle) > 1.5 * row.height
    return inner and (row.left < margin + row.height or (askew and row.left < first - row.height))


def _pitch(pieces: Sequence[Piece], before: Row, top: Head) -> float:
    """How far below the row before the next row of a subject may begin: no more than rows of the body lie apart."""
    tops = sorted({piece.row.top for piece in pieces})
    if len(tops) < 2:
        apart = sorted(b.top - a.top for a, b in itertools.pairwise(top.after[:14]) if b.top - a.top > 0.8 * a.height)
        usual = 1.4 * apart[len(apart) // 4] if len(apart) > 5 else math.inf
        return min(2.4 * before.height, max(usual, 1.5 * before.height)) if pieces else 4.5 * before.height
    return 1.45 * median(b - a for a, b in itertools.pairwise(tops))


def _is_text(piece: Piece, title: Row) -> bool:
    """Some words about the middle of the title: no stamp at the side."""
    row, middle = piece.row, (title.left + title.right) / 2
    beside = max(row.left - middle, middle - row.right)
    return len(re.findall(r"[^\W\d_]", piece.text)) >= 4 and beside < 8 * title.height


def _is_last_word(piece: Piece, title: Row) -> bool:
    """A short word alone in the middle under a title's rows: the last of a subject (`bà Nguyễn Thị Mỹ` / `Chi`)."""
    row = piece.row
    askew = abs((row.left + row.right - title.left - title.right) / 2)
    return len(re.findall(r"[^\W\d_]", piece.text)) > 1 and askew < row.height and len(row.tokens) == 1


def _ends_subject(row: Row, pieces: Sequence[Piece]) -> bool:
    folded = fold(row.text)
    if (BODY.match(folded) and not row.text.startswith("(")) or re.match(r"^\W*so\s*:", folded):
        return True
    return bool(pieces) and is_capitals(row.text) and not is_capitals(pieces[0].text) and len(row.text) > 6


def _v_v(top: Head) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    for row in top.left:
        if sum(map(str.isalnum, row.text)) < FEWEST:
            continue
        if pieces and (row.top - pieces[-1].row.bottom > 1.6 * row.height or is_capitals(row.text)):
            break
        begins = re.match(r"^\W*(?:v\s*[/.i1l|]?\s*[vxy]\b|ve viec\b)", fold(row.text))
        if pieces or begins:
            piece = trimmed(Piece(row, 0, len(row.text)))
            pieces += [piece] if piece and not re.match(r"\W*kinh gui", fold(row.text)) else []
    return tuple(pieces)


SUBJECT_READERS: dict[str, Callable[[Paper, Sequence[str]], Found | None]] = {"subject_line": subject_line}
"""Readers a field names by its hint `reader`."""
