"""Lines of print the page's reader passed over: ink that looks like letters and lies in no word, read once more.

The reader drops whole lines beside frames, photographs and rules; nothing is worse than a line nobody knows of.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import fmean
from typing import TYPE_CHECKING

import numpy as np

from ocr import engine
from ocr.clean import WHITE, Sheet
from ocr.engine import Seen
from ocr.lines import marks

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

Place = tuple[int, int, int, int]

LETTER_HIGH, LETTER_WIDE = (0.05, 0.2), (0.012, 0.35)
"""Least and greatest height and width of a letter, in inches."""
LETTER_GAP, WORD_GAP = 0.045, 0.16
"""Gap between two letters of one word, and of one line, in inches, at most."""
FEWEST_LETTERS, FARTHEST = 4, 12
MOST_LINES = 60
RIM = 20
"""White around a line read again, in pixels."""
SURE, LOST = 0.5, 0.2
"""Mean confidence below which what was read again is no print (handwriting, a seal, a photograph); and confidence
below which a word of the first reading does not keep its place from being read again."""


def mended(sheet: Sheet, seen: Sequence[Seen], *, timeout: float) -> tuple[Seen, ...]:
    """`seen` and the words it leaves out, in lines numbered after its last; boxes in the sheet's pixels.

    Where both have a word, that of `seen` stays, unless it was hardly read or is only a part of the other.
    """
    places = list(_places(sheet, seen))[:MOST_LINES]
    if not places:
        return tuple(seen)
    picture, tops = _stacked(sheet.image, places)
    words = engine.look(picture, dpi=sheet.dpi, timeout=timeout, layout=6)
    line = max((word.line for word in seen), default=-1) + 1
    kept = list(seen)
    for place, top in zip(places, tops, strict=True):
        across, down = place[0] - RIM, place[1] - top
        found = [replace(word, box=moved(word.box, across, down), line=line) for word in words]
        found = [word for word in found if _inside(word, place)]
        if not found or fmean(word.confidence for word in found) < SURE:
            continue
        new = [word for word in found if not any(stays(old, word) for old in kept)]
        kept = [old for old in kept if not any(same_place(old, word) for word in new)] + new
        line += 1
    return tuple(kept)


def stays(old: Seen, word: Seen) -> bool:
    """Whether a word already read keeps its place against one read now."""
    return same_place(old, word) and old.confidence >= LOST and _letters(old) >= _letters(word)


def _letters(word: Seen) -> int:
    return sum(map(str.isalnum, word.text))


def same_place(one: Seen, other: Seen) -> bool:
    """Whether two words share more than half of the smaller one's box."""
    wide = min(one.box[2], other.box[2]) - max(one.box[0], other.box[0])
    high = min(one.box[3], other.box[3]) - max(one.box[1], other.box[1])
    areas = [(right - left) * (bottom - top) for left, top, right, bottom in (one.box, other.box)]
    return wide > 0 and high > 0 and wide * high > min(areas) / 2


def moved(box: Place, across: int, down: int) -> Place:
    """A box so much further to the right and down."""
    return box[0] + across, box[1] + down, box[2] + across, box[3] + down


def _inside(word: Seen, place: Place) -> bool:
    """Whether the middle of a word lies in a place."""
    left, top, right, bottom = word.box
    return place[0] <= (left + right) / 2 < place[2] and place[1] <= (top + bottom) / 2 < place[3]


def _stacked(image: "Grey", places: Sequence[Place]) -> tuple["Grey", list[int]]:
    """The lines one below the other on white, and the top of each."""
    wide = max(right - left for left, _top, right, _bottom in places) + 2 * RIM
    tops, down = [], RIM
    for _left, top, _right, bottom in places:
        tops.append(down)
        down += bottom - top + RIM
    picture = np.full((down, wide), WHITE, np.uint8)
    for (left, top, right, bottom), at in zip(places, tops, strict=True):
        picture[at : at + bottom - top, RIM : RIM + right - left] = image[top:bottom, left:right]
    return picture, tops


def _places(sheet: Sheet, seen: Sequence[Seen]) -> Iterator[Place]:
    """Where words stand of which some letters are in no word of `seen`, line by line from the top."""
    import cv2

    ink = marks(sheet.image)
    _count, labels, stats, centres = cv2.connectedComponentsWithStats(ink)
    low, high = (edge * sheet.dpi for edge in LETTER_HIGH)
    thin, wide = (edge * sheet.dpi for edge in LETTER_WIDE)
    letters = (stats[:, 3] >= low) & (stats[:, 3] <= high) & (stats[:, 2] >= thin) & (stats[:, 2] <= wide)
    letters[0] = False
    middle = centres.round().astype(int)
    missed = letters & ~_covered(labels.shape, seen)[middle[:, 1], middle[:, 0]]
    if missed.sum() < FEWEST_LETTERS:
        return
    inked = np.flatnonzero(labels)
    pixel = np.zeros(len(stats), dtype=np.intp)
    pixel[labels.flat[inked]] = inked
    word_of = _groups(letters[labels], LETTER_GAP * sheet.dpi)[0].flat[pixel]
    whole = letters & np.isin(word_of, word_of[missed])
    lines, boxes = _groups(whole[labels], WORD_GAP * sheet.dpi)
    inside = np.bincount(lines.flat[pixel[missed]], minlength=len(boxes))
    for number in np.argsort(boxes[:, cv2.CC_STAT_TOP]):
        left, top, width, height = (int(edge) for edge in boxes[number, :4])
        if number and inside[number] >= FEWEST_LETTERS and low <= height <= 2 * high:
            rim = round(0.4 * height)
            left, right = _to_white(
                np.asarray(ink[top : top + height].any(axis=0)), left, left + width, round(LETTER_GAP * sheet.dpi)
            )
            top, bottom = max(0, top - rim), min(sheet.size[1], top + height + rim)
            yield max(0, left - rim // 2), top, min(sheet.size[0], right + rim // 2), bottom


def _to_white(inked: "NDArray[np.bool_]", left: int, right: int, gap: int) -> tuple[int, int]:
    """Both ends of a line moved outwards, by `FARTHEST` gaps at most, until a gap without ink: no word is cut."""
    for _ in range(FARTHEST):
        before, after = inked[max(0, left - gap) : left], inked[right : right + gap]
        left -= gap - int(before.argmax()) if before.any() else 0
        right += gap - int(after[::-1].argmax()) if after.any() else 0
    return max(0, left), min(len(inked), right)


def _covered(shape: tuple[int, ...], seen: Sequence[Seen]) -> "NDArray[np.bool_]":
    """Where words lie that were read with some surety."""
    covered = np.zeros(shape, dtype=bool)
    for word in seen:
        if word.confidence >= LOST and any(map(str.isalnum, word.text)):
            left, top, right, bottom = word.box
            grow = (bottom - top) // 5
            covered[max(0, top - grow) : bottom + grow, max(0, left - grow) : right + grow] = True
    return covered


def _groups(ink: "NDArray[np.bool_]", gap: float) -> tuple["NDArray[np.int32]", "NDArray[np.int32]"]:
    """Ink no further apart than a gap on one level, numbered from 1; and the left, top, width, height, area of each."""
    import cv2

    joined = cv2.morphologyEx(ink.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((1, round(gap) | 1)))
    _count, numbers, stats, _centres = cv2.connectedComponentsWithStats(joined)
    return np.asarray(numbers, dtype=np.int32), np.asarray(stats, dtype=np.int32)
