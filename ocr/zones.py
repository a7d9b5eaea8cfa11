"""Parts of a page read once more by the second reader: the places of fields, and the MRZ of an identity card."""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import numpy as np

from domain.scans import Box, Code, Word, Zone
from ocr import second
from ocr.clean import WHITE, Sheet, carried, inverse

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

ABOVE, BESIDE = 0.12, 0.20
"""Margins around a line, as share of its height; measured to suit the reader best."""
ONE_LINE_INCHES = 0.42
"""A zone higher than this may hold several lines."""
MRZ_LENGTH = 30
MRZ_WORD = re.compile(r"[<«‹]{2,}|[A-Z0-9<«‹]{14,}|[A-Z]{2,}[<«‹][A-Z]|(?:[KC<]{4,})$")


def read_zones(sheet: Sheet, boxes: Iterable[Box]) -> tuple[Zone, ...]:
    """Each box (file pixels) read line by line by the second reader, text of several lines joined by a space."""
    return tuple(_read_zone(sheet, box) for box in boxes)


def _read_zone(sheet: Sheet, box: Box) -> Zone:
    place = carried(box, sheet.matrix)
    heard = [second.read_line(line) for line in _lines(sheet, place)]
    said = [line for line in heard if line.text]
    sure = min((line.confidence for line in said), default=0.0)
    return Zone(box=box, text=" ".join(line.text for line in said), confidence=sure, reader=second.READER)


def _lines(sheet: Sheet, place: tuple[float, float, float, float]) -> Iterator["Grey"]:
    left, top, right, bottom = place
    several = bottom - top > ONE_LINE_INCHES * sheet.dpi
    bands = _bands(sheet, place) if several else []
    for upper, lower in bands or [(top, bottom)]:
        yield cut(sheet.image, (left, upper, right, lower))


def cut(image: "Grey", place: tuple[float, float, float, float]) -> "Grey":
    """A line with the reader's margins around it; beyond the page there is white."""
    import cv2

    left, top, right, bottom = place
    height = max(1.0, bottom - top)
    a, c = round(left - BESIDE * height), round(right + BESIDE * height)
    b, d = round(top - ABOVE * height), round(bottom + ABOVE * height)
    high, wide = image.shape
    part = image[max(0, b) : max(0, min(d, high)), max(0, a) : max(0, min(c, wide))]
    if not part.size:
        return np.full((32, 32), WHITE, np.uint8)
    outside = (max(0, -b), max(0, d - high), max(0, -a), max(0, c - wide))
    return np.asarray(cv2.copyMakeBorder(part, *outside, cv2.BORDER_CONSTANT, value=WHITE))


def _bands(sheet: Sheet, place: tuple[float, float, float, float]) -> list[tuple[float, float]]:
    """Tops and bottoms of the text lines inside a place, by the rows that hold ink."""
    left, top, right, bottom = (max(0, round(edge)) for edge in place)
    part = sheet.image[top:bottom, left:right]
    if not part.size:
        return []
    rows = (part < 150).sum(axis=1)
    inked = rows > max(1, 0.04 * rows.max(initial=0))
    edges = np.flatnonzero(np.diff(np.concatenate(([0], inked.astype(np.int8), [0]))))
    bands = [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    least = 0.06 * sheet.dpi
    return [(top + a, top + b) for a, b in _merged(bands, least) if b - a >= least]


def _merged(bands: list[tuple[int, int]], least: float) -> list[tuple[int, int]]:
    """Bands of marks above or below letters joined to the band of their letters."""
    joined: list[tuple[int, int]] = []
    for band in bands:
        if (
            joined
            and (band[1] - band[0] < least or joined[-1][1] - joined[-1][0] < least)
            and band[0] - joined[-1][1] < least
        ):
            joined[-1] = (joined[-1][0], band[1])
        else:
            joined.append(band)
    return joined


def mrz(sheet: Sheet, words: Iterable[Word], page: int) -> tuple[Code, ...]:
    """The three lines of an identity card's MRZ read by the second reader, () where the page shows none."""
    places = _mrz_places(sheet, words)
    read = [(place, _mrz_line(sheet, place)) for place in places]
    found = [(place, text) for place, text in read if text]
    for first in range(len(found) - 2):
        lines = found[first : first + 3]
        if lines[0][1].startswith("I"):
            box = _around([place for place, _text in lines], sheet)
            return (Code(kind="mrz", text="\n".join(text for _place, text in lines), page=page, box=box),)
    return ()


def _mrz_places(sheet: Sheet, words: Iterable[Word]) -> list[tuple[float, float, float, float]]:
    """Places on the sheet, from top to bottom, of the lines that look like MRZ."""
    rows: dict[int, list[Word]] = {}
    for word in words:
        rows.setdefault(word.line, []).append(word)
    places = [
        carried(_hull([word.box for word in row]), sheet.matrix)
        for row in rows.values()
        if MRZ_WORD.search("".join(word.text for word in row)) and sum(len(word.text) for word in row) >= 15
    ]
    return sorted(places, key=lambda place: place[1])


def _mrz_line(sheet: Sheet, place: tuple[float, float, float, float]) -> str:
    """The line in MRZ's own letters when it has about the right length, else nothing."""
    text = second.read_line(cut(sheet.image, place)).text.upper().replace("«", "<<").replace("‹", "<")
    kept = re.sub(r"[^A-Z0-9<]", "", text)
    if not 24 <= len(kept) <= MRZ_LENGTH + 6 or "<" not in kept:
        return ""
    return kept


def _hull(boxes: list[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _around(places: list[tuple[float, float, float, float]], sheet: Sheet) -> Box:
    boxes = [file_box(place, sheet) for place in places]
    return _hull(boxes)


def file_box(place: tuple[float, float, float, float], sheet: Sheet) -> Box:
    """A place on the sheet as a box in file pixels."""
    left, top, right, bottom = carried(
        (round(place[0]), round(place[1]), round(place[2]), round(place[3])), inverse(sheet.matrix)
    )
    return max(0, round(left)), max(0, round(top)), max(0, round(right)), max(0, round(bottom))
