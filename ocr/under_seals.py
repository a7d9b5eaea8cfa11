"""Print under a seal that was photocopied: the seal's ink came out paler than the print, so what is paler is taken away
and the rest read once more. What is found there is still under a stamp: `ocr.doubts` has it held.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz import fuzz

from domain.syllables import WORD, is_syllable
from ocr import engine, rings, seals
from ocr.clean import WHITE, Sheet
from ocr.engine import Seen
from ocr.missed import moved, same_place

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
REACH = 1.06, 2.2, 1.25
"""How far beyond a ring's radius its ink is taken away, and lines of print that it crosses are looked for, to the sides
and above and below."""
SURE, LEAST = 0.5, 0.25
"""Confidence of the surest word of a line of print, below which it is a part of the seal; and of any word of it."""
GAP = 0.09
"""White that ends a line, in inches."""
SEEN, ALIKE = 0.9, 50
"""A word surer than that gives way only to one that is so like it (of 100)."""
LONGEST = 6
"""A line is looked for so many heights beyond the words that were found of it."""
MOST_LINES = 4
RIM = 10


def mended(sheet: Sheet, seen: Sequence[Seen], *, timeout: float) -> tuple[Sheet, tuple[Seen, ...]]:
    """The sheet with the print under its seals laid bare where lines were found so, and `seen` with their words."""
    image, kept = sheet.image, list(seen)
    for place, pictures, ring in _laid_bare(sheet):
        for strip, line in _strips(pictures, ring, sheet.dpi, timeout):
            words, picture = _best(pictures, strip, line, sheet.dpi, timeout)
            left, top, right, bottom = strip
            image = image.copy() if image is sheet.image else image
            image[place[1] + top : place[1] + bottom, place[0] + left : place[0] + right] = picture[
                top:bottom, left:right
            ]
            kept = _with_line(kept, [replace(word, box=moved(word.box, place[0], place[1])) for word in words])
    return replace(sheet, image=image), tuple(kept)


def _with_line(kept: Sequence[Seen], words: Sequence[Seen]) -> list[Seen]:
    """The words read before and those read now, of each place those that were read more surely."""
    before = [old for old in kept if any(_gives_way(old, word) for word in words)]
    if not words or _surety(before) >= _surety(words):
        return list(kept)
    number = max((word.line for word in kept), default=-1) + 1
    return [old for old in kept if old not in before] + [replace(word, line=number) for word in words]


def _gives_way(old: Seen, word: Seen) -> bool:
    """Whether a word read before is the one read now, or was hardly read: a sure one beside it is of another line."""
    return same_place(old, word) and (old.confidence < SEEN or fuzz.ratio(old.text, word.text) >= ALIKE)


def _strips(
    pictures: Sequence["Grey"], ring: Place, dpi: int, timeout: float
) -> Iterator[tuple[Place, Sequence[Seen]]]:
    """The lines of print across a ring that are found on any of the pictures, each once, with the words that were found
    of it."""
    known: list[Place] = []
    for picture in pictures[1:3]:
        for line in _lines(engine.look(picture, dpi=dpi, timeout=timeout, layout=11)):
            strip = _strip(picture, line, dpi)
            new = not any(_on_a_level(strip, other) for other in known)
            if new and len(known) < MOST_LINES and strip[2] > ring[0] and strip[0] < ring[2]:
                known.append(strip)
                yield strip, line


def _on_a_level(one: Place, other: Place) -> bool:
    high = min(one[3], other[3]) - max(one[1], other[1])
    wide = min(one[2], other[2]) - max(one[0], other[0])
    return 2 * high > min(one[3] - one[1], other[3] - other[1]) and wide > 0


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


def _best(
    pictures: Sequence["Grey"], strip: Place, line: Sequence[Seen], dpi: int, timeout: float
) -> tuple[Sequence[Seen], "Grey"]:
    """The words of a line, read once more as one on each of the pictures, and the picture on which they are surest."""
    best, on = list(line), pictures[1]
    left, top, right, bottom = strip
    for picture in pictures:
        part = np.pad(picture[top:bottom, left:right], RIM, constant_values=WHITE)
        words = [
            replace(word, box=moved(word.box, left - RIM, top - RIM))
            for word in engine.look(part, dpi=dpi, timeout=timeout, layout=7)
            if _letters(word) > 1
        ]
        if _surety(words) > _surety(best):
            best, on = words, picture
    return best, on


def _surety(words: Sequence[Seen]) -> float:
    """Letters read, each as surely as its word, and half as surely where the word is no possible syllable."""
    return sum(_letters(word) * word.confidence * (1.0 if _possible(word) else 0.5) for word in words)


def _possible(word: Seen) -> bool:
    return all(map(is_syllable, WORD.findall(word.text)))


def _laid_bare(sheet: Sheet) -> Iterator[tuple[Place, Sequence["Grey"], Place]]:
    """The surroundings of each grey seal, and pictures of it: as it is, with only the darkest ink left inside the ring,
    without the ring's circles, and without both; and where the ring lies on them."""
    found = seals.seals(sheet.image, sheet.dpi)
    if not found.rings:
        return
    darkest = float(np.percentile(sheet.image[sheet.image < INKED], DARKEST))
    for ring in found.rings:
        across, down, radius = (size / found.factor for size in ring)
        wide, high = sheet.size
        far = REACH[1] * radius
        left, right = max(0, round(across - far)), min(wide, round(across + far))
        top, bottom = max(0, round(down - REACH[2] * radius)), min(high, round(down + REACH[2] * radius))
        part = sheet.image[top:bottom, left:right]
        rows, columns = np.ogrid[top:bottom, left:right]
        inside = np.hypot(columns - across, rows - down) <= REACH[0] * radius
        lifted = (part.astype(np.float32) - darkest - SOLID) * (WHITE / (GONE - SOLID))
        bare = np.where(inside, lifted.clip(0, WHITE), part).astype(np.uint8)
        circles = rings.arcs(part, (across - left, down - top, radius), sheet.dpi)
        pale = circles & (part > darkest + SOLID)
        circles = pale if 2 * pale.sum() > circles.sum() else circles
        pictures = (part, bare, *(np.where(circles, np.uint8(WHITE), picture) for picture in (part, bare)))
        ring_place = (
            round(across - radius) - left,
            round(down - radius) - top,
            round(across + radius) - left,
            bottom - top,
        )
        yield (left, top, right, bottom), pictures, ring_place
