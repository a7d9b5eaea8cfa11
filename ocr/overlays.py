"""What lies on a page's places of fields, stands there instead of print or unread beside it, as marks: seals,
handwriting, ink in no word."""

from collections.abc import Iterable, Iterator, Sequence

from domain.scans import Box, Mark, Word
from ocr.beside import Unread
from ocr.clean import Sheet
from ocr.handwriting import unlikeness
from ocr.render import Picture
from ocr.seals import seals
from ocr.zones import placed

LEAST = 0.3
"""Weaker marks are not worth keeping."""


def marks(picture: Picture, sheet: Sheet, boxes: Iterable[Box], words: Sequence[Word] = ()) -> tuple[Mark, ...]:
    """Marks on boxes (file pixels) of a page; `sheet` is the page made level, without rules and red seals; `words`
    what was read on it, without which nothing is said of unread print."""
    wanted = tuple(boxes)
    if not wanted:
        return ()
    found = seals(picture.pixels, picture.dpi)
    stamped = tuple(Mark(kind="stamp", box=box) for box in wanted if found.cross(box))
    unread = Unread(sheet, words) if words else None
    return (
        *stamped,
        *(mark for box in wanted for mark in _written(sheet, box)),
        *(mark for box in wanted for mark in (unread.marks(box) if unread else ())),
    )


def _written(sheet: Sheet, box: Box) -> Iterator[Mark]:
    seen = unlikeness(sheet, placed(box, sheet.matrix))
    if seen.outliers >= LEAST:
        yield Mark(kind="outliers", box=box, strength=round(seen.outliers, 2))
    if seen.uneven >= LEAST:
        yield Mark(kind="uneven", box=box, strength=round(seen.uneven, 2))
