"""What lies on a page's places of fields, or stands there instead of print, as marks: seals, handwriting."""

from collections.abc import Iterable, Iterator

from domain.scans import Box, Mark
from ocr.clean import Sheet
from ocr.handwriting import unlikeness
from ocr.render import Picture
from ocr.seals import seals
from ocr.zones import placed

LEAST = 0.3
"""Weaker marks are not worth keeping."""


def marks(picture: Picture, sheet: Sheet, boxes: Iterable[Box]) -> tuple[Mark, ...]:
    """Marks on boxes (file pixels) of a page; `sheet` is the page made level, without rules and red seals."""
    wanted = tuple(boxes)
    if not wanted:
        return ()
    found = seals(picture.pixels, picture.dpi)
    stamped = tuple(Mark(kind="stamp", box=box) for box in wanted if found.cross(box))
    return (*stamped, *(mark for box in wanted for mark in _written(sheet, box)))


def _written(sheet: Sheet, box: Box) -> Iterator[Mark]:
    seen = unlikeness(sheet, placed(box, sheet.matrix))
    if seen.outliers >= LEAST:
        yield Mark(kind="outliers", box=box, strength=round(seen.outliers, 2))
    if seen.uneven >= LEAST:
        yield Mark(kind="uneven", box=box, strength=round(seen.uneven, 2))
