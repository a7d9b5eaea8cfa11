"""Where a part of a row lies in the file; boxes together, and what they share."""

from collections.abc import Sequence

from domain.scans import Box
from ocr.layout import Row

NARROW, WIDE = frozenset(".,;:!'|/()ijlI "), frozenset("mMwW@")
"""Letters about half as wide as a digit, and half as wide again."""


def part_box(row: Row, start: int, end: int, rotation: int) -> Box:
    """The box, in file pixels, around the letters of a row between two places; a word cut in two is shared by the
    usual widths of its letters."""
    boxes = []
    for at, token in zip(row.starts, row.tokens, strict=True):
        first, last = max(start - at, 0), min(end - at, len(token.text))
        if first < last:
            whole = _reach(token.text)
            start_at, end_at = _reach(token.text[:first]) / whole, _reach(token.text[:last]) / whole
            boxes.append(_share(token.word.box, start_at, end_at, rotation))
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _reach(text: str) -> float:
    """How wide a text is, about: a digit is 1, a full stop half of that."""
    return sum(0.5 if letter in NARROW else 1.5 if letter in WIDE else 1.0 for letter in text)


def _share(box: Box, first: float, last: float, rotation: int) -> Box:
    left, top, right, bottom = box
    wide, high = right - left, bottom - top
    if rotation % 360 == 0:
        return round(left + wide * first), top, round(left + wide * last), bottom
    if rotation % 360 == 180:
        return round(right - wide * last), top, round(right - wide * first), bottom
    if rotation % 360 == 90:  # upright x is height - y
        return left, round(bottom - high * last), right, round(bottom - high * first)
    return left, round(top + high * first), right, round(top + high * last)


def around(boxes: Sequence[Box]) -> Box:
    """The box around boxes."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def overlap(one: Box, other: Box) -> float:
    """Shared area over covered area, 0 to 1."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    if wide <= 0 or high <= 0:
        return 0.0
    shared = wide * high
    areas = [(box[2] - box[0]) * (box[3] - box[1]) for box in (one, other)]
    return shared / (sum(areas) - shared)
