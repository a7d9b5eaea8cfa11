"""Whether a PDF's own text says what the page shows: its words have ink, and lines read from the picture agree."""

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz import fuzz

from domain.scans import Page, Word
from domain.text import fold
from ocr import second
from ocr.zones import cut

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

DPI = 150
INKED_SHARE = 0.8
"""Share of words that must have ink where they are said to stand."""
LINES = 3
"""Lines read from the picture."""
ALIKE = 60
"""Least likeness (0 to 100) of their text to the layer's; a reader's errors leave 90 and more."""
LETTERS = (12, 60)


def fits(path: Path, page: Page) -> bool:
    """Whether the words of a page of a PDF are what it shows; without a second reader only whether they show at all."""
    seen = _drawn(path, page)
    scale = seen.shape[1] / page.size[0]
    if not _inked(seen, page.words, scale):
        return False
    if not second.available():
        return True
    alike = [fuzz.ratio(fold(said), fold(second.read_line(line).text)) for said, line in _lines(seen, page, scale)]
    return not alike or float(np.median(alike)) >= ALIKE


def _drawn(path: Path, page: Page) -> "Grey":
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        document.init_forms()
        scale = min(DPI, page.dpi) / 72
        pixels = document[page.number - 1].render(scale=scale, grayscale=True, may_draw_forms=True).to_numpy()
    return np.ascontiguousarray(pixels[..., 0] if pixels.ndim == 3 else pixels)


def _inked(seen: "Grey", words: tuple[Word, ...], scale: float) -> bool:
    shown = []
    for word in words:
        left, top, right, bottom = (round(edge * scale) for edge in word.box)
        part = seen[max(0, top) : bottom + 1, max(0, left) : right + 1]
        shown.append(bool(part.size) and int(part.max()) - int(part.min()) > 40)
    return float(np.mean(shown)) >= INKED_SHARE


def _lines(seen: "Grey", page: Page, scale: float) -> list[tuple[str, "Grey"]]:
    """(text, picture) of the lines best suited to be read again: neither short nor long, from all over the page."""
    rows = [tuple(words) for _, words in groupby(page.words, key=lambda word: word.line)]
    usable = [row for row in rows if LETTERS[0] <= sum(len(word.text) for word in row) <= LETTERS[1] and _level(row)]
    chosen = usable[:: max(1, len(usable) // LINES)][:LINES]
    return [(" ".join(word.text for word in row), cut(seen, _place(row, scale))) for row in chosen]


def _level(row: tuple[Word, ...]) -> bool:
    """Whether a line runs from left to right as the page is shown: others are not read again."""
    left, top, right, bottom = _place(row, 1.0)
    return right - left > 2 * (bottom - top) and row[0].box[0] <= row[-1].box[0]


def _place(row: tuple[Word, ...], scale: float) -> tuple[float, float, float, float]:
    lefts, tops, rights, bottoms = zip(*(word.box for word in row), strict=True)
    return min(lefts) * scale, min(tops) * scale, max(rights) * scale, max(bottoms) * scale
