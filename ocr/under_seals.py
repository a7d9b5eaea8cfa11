"""Print under a seal that was photocopied: the seal's ink came out paler than the print, so what is paler is taken away
and the rest read once more. What is found there is still under a stamp: `ocr.doubts` has it held.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from ocr import engine, seals
from ocr.clean import WHITE, Sheet
from ocr.engine import Seen
from ocr.missed import moved, same_place, stays

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

Place = tuple[int, int, int, int]

INKED = 200
"""Below this grey there is ink."""
DARKEST = 10
"""So many in a hundred of the page's inked pixels are at least as dark as solid print is."""
SOLID, GONE = 15, 50
"""Greys above the darkest up to which ink is print, and from which on it is none."""
REACH = 1.06, 2.2
"""How far beyond a ring's radius its ink is taken away, and lines of print that it crosses are looked for."""
SURE, LEAST = 0.5, 0.25
"""Confidence of the surest word of a line of print, below which it is a part of the seal; and of any word of it."""
GAP = 0.09
"""White that ends a line, in inches."""
LONGEST = 6
"""A line is looked for so many heights beyond the words that were found of it."""
MOST_LINES = 4
RIM = 10


def mended(sheet: Sheet, seen: Sequence[Seen], *, timeout: float) -> tuple[Sheet, tuple[Seen, ...]]:
    """The sheet with the print under its seals laid bare where lines were found so, and `seen` with their words."""
    image, kept = sheet.image, list(seen)
    for place, bare in _laid_bare(sheet):
        words = engine.look(bare, dpi=sheet.dpi, timeout=timeout, layout=11)
        for line in _lines(words)[:MOST_LINES]:
            strip = _strip(bare, line, sheet.dpi)
            number = max((word.line for word in kept), default=-1) + 1
            found = [
                replace(word, box=moved(word.box, place[0], place[1]), line=number)
                for word in _whole(bare, strip, line, sheet.dpi, timeout)
            ]
            new = [word for word in found if not any(stays(old, word) for old in kept)]
            if not new:
                continue
            kept = [*(old for old in kept if not any(same_place(old, word) for word in new)), *new]
            left, top, right, bottom = strip
            image = image.copy() if image is sheet.image else image
            image[place[1] + top : place[1] + bottom, place[0] + left : place[0] + right] = bare[top:bottom, left:right]
    return replace(sheet, image=image), tuple(kept)


def _lines(words: Sequence[Seen]) -> list[list[Seen]]:
    """The words by line, of those lines that hold a word which is surely print."""
    lines: dict[int, list[Seen]] = {}
    for word in words:
        if word.confidence >= LEAST and _letters(word) > 1:
            lines.setdefault(word.line, []).append(word)
    return [line for line in lines.values() if max(word.confidence for word in line) >= SURE]


def _letters(word: Seen) -> int:
    return sum(map(str.isalpha, word.text))


def _strip(bare: "Grey", line: Sequence[Seen], dpi: int) -> Place:
    """The whole line: from the words found of it outwards until white, its marks above and below in it."""
    lefts, tops, rights, bottoms = zip(*(word.box for word in line), strict=True)
    top, bottom, left, right = min(tops), max(bottoms), min(lefts), max(rights)
    inked = np.asarray((bare[top:bottom] < INKED).any(axis=0))
    gap, far, rim = round(GAP * dpi), LONGEST * (bottom - top), (bottom - top) // 4
    first, last = max(0, left - far), min(len(inked), right + far)
    while left > first and inked[max(first, left - gap) : left].any():
        left = max(first, left - gap)
    while right < last and inked[right : min(last, right + gap)].any():
        right = min(last, right + gap)
    return left, max(0, top - rim), right, min(len(bare), bottom + rim)


def _whole(bare: "Grey", strip: Place, line: Sequence[Seen], dpi: int, timeout: float) -> Sequence[Seen]:
    """The line read once more as one, where that is read more surely than its words alone."""
    left, top, right, bottom = strip
    picture = np.pad(bare[top:bottom, left:right], RIM, constant_values=WHITE)
    words = [
        replace(word, box=moved(word.box, left - RIM, top - RIM))
        for word in engine.look(picture, dpi=dpi, timeout=timeout, layout=7)
        if _letters(word) > 1
    ]
    return words if _surety(words) >= _surety(line) else line


def _surety(words: Sequence[Seen]) -> float:
    """Letters read, each as surely as its word."""
    return sum(_letters(word) * word.confidence for word in words)


def _laid_bare(sheet: Sheet) -> Iterator[tuple[Place, "Grey"]]:
    """The surroundings of each grey seal, and their picture with only the darkest ink left inside the ring."""
    found = seals.seals(sheet.image, sheet.dpi)
    if not found.rings:
        return
    darkest = float(np.percentile(sheet.image[sheet.image < INKED], DARKEST))
    for ring in found.rings:
        across, down, radius = (size / found.factor for size in ring)
        wide, high = sheet.size
        far = REACH[1] * radius
        left, right = max(0, round(across - far)), min(wide, round(across + far))
        top, bottom = max(0, round(down - radius)), min(high, round(down + radius))
        part = sheet.image[top:bottom, left:right]
        rows, columns = np.mgrid[top:bottom, left:right]
        inside = np.hypot(columns - across, rows - down) <= REACH[0] * radius
        lifted = (part.astype(np.float32) - darkest - SOLID) * (WHITE / (GONE - SOLID))
        yield (left, top, right, bottom), np.where(inside, lifted.clip(0, WHITE), part).astype(np.uint8)
