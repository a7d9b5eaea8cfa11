"""Ink right before or after a value that stands in no word: part of the value may be there, unread by anyone."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from domain.scans import Box, Mark, Word
from ocr import lines
from ocr.clean import Sheet
from ocr.zones import Place, placed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ink = NDArray[np.uint8]

BEFORE, AFTER = "ink_before", "ink_after"
REACH = 1.6
"""How many heights of the value are looked at on either side."""
HIGH, WIDE = (0.3, 1.3), 0.04
"""Heights of a mark that may be a letter or digit, and its least width, in heights of the value."""
GROWN = 0.15
"""A word's box is taken to be larger by so much of its height on every side."""


class Unread:
    """The ink of a level sheet that lies in none of the page's words."""

    def __init__(self, sheet: Sheet, words: Sequence[Word]) -> None:
        """`words`: with boxes in file pixels, as `Page.words`."""
        self._sheet = sheet
        self._ink: Ink = lines.marks(sheet.image)
        for word in words:
            if any(map(str.isalnum, word.text)):
                self._wipe(placed(word.box, sheet.matrix))

    def _wipe(self, place: Place) -> None:
        left, top, right, bottom = place
        grow = GROWN * (bottom - top)
        a, b, c, d = (round(edge) for edge in (left - grow, top - grow, right + grow, bottom + grow))
        self._ink[max(0, b) : max(0, d), max(0, a) : max(0, c)] = 0

    def marks(self, box: Box) -> Iterator[Mark]:
        """What stands unread before and after a box (file pixels); `strength` counts marks as high as letters."""
        left, top, right, bottom = placed(box, self._sheet.matrix)
        reach = REACH * (bottom - top)
        for kind, start, end in ((BEFORE, left - reach, left), (AFTER, right, right + reach)):
            count = self._count((start, top, end, bottom))
            if count:
                yield Mark(kind=kind, box=box, strength=float(count))

    def _count(self, place: Place) -> int:
        import cv2

        a, b, c, d = (max(0, round(edge)) for edge in place)
        part = self._ink[b:d, a:c]
        if not part.any():
            return 0
        height = d - b
        stats = cv2.connectedComponentsWithStats(part, connectivity=8)[2][1:]
        high = (stats[:, 3] >= HIGH[0] * height) & (stats[:, 3] <= HIGH[1] * height)
        return int((high & (stats[:, 2] >= max(2.0, WIDE * height))).sum())
