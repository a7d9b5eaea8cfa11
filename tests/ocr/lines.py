"""Pages built from lines of text: every letter twelve pixels wide, so that columns stand where they are typed."""

import math
import re
from dataclasses import replace

from domain.documents import Extraction
from domain.scans import Box, Code, Page, Reading, Word, Zone
from ocr.documents import find, zones

WIDE, HIGH, PITCH = 12, 20, 34
SIZE = (1400, 1980)


def page(
    text: str, number: int = 1, rotation: int = 0, skew: float = 0.0, codes: tuple[Code, ...] = (), **more: object
) -> Page:
    """A page whose upright rows are the lines of a text, as it lies in a file that must be turned by `rotation`."""
    words = []
    for at, line in enumerate(text.strip("\n").splitlines()):
        for match in re.finditer(r"\S+", line):
            box = (60 + WIDE * match.start(), 80 + PITCH * at, 60 + WIDE * match.end() - 4, 80 + PITCH * at + HIGH)
            words.append(Word(text=match.group(), box=lain(box, rotation, skew), confidence=0.95, line=at))
    size = SIZE if rotation % 180 == 0 else SIZE[::-1]
    return Page(
        number=number, size=size, dpi=150, rotation=rotation, skew=skew, words=tuple(words), codes=codes, **more
    )


def lain(box: Box, rotation: int, skew: float = 0.0) -> Box:
    """Where an upright box lies on a page that must be turned clockwise by `rotation` and then levelled by `skew`."""
    wide, high = SIZE
    angle = -math.radians(skew)
    points = []
    for x, y in ((box[0], box[1]), (box[2], box[1]), (box[0], box[3]), (box[2], box[3])):
        dx, dy = x - wide / 2, y - high / 2
        x = wide / 2 + dx * math.cos(angle) + dy * math.sin(angle)
        y = high / 2 - dx * math.sin(angle) + dy * math.cos(angle)
        points.append({0: (x, y), 90: (y, wide - x), 180: (wide - x, high - y), 270: (high - y, x)}[rotation])
    across, down = zip(*points, strict=True)
    return round(min(across)), round(min(down)), round(max(across)), round(max(down))


def reading(*pages: Page) -> Reading:
    """A scan of these pages."""
    return Reading(scan="a" * 64, engine="lines", pages=pages)


def zone(box: Box, text: str, sure: float = 0.99) -> Zone:
    """A place read by the second reader."""
    return Zone(box=box, text=text, confidence=sure, reader="other")


def values(found: Extraction) -> dict[str, str | None]:
    """Field -> value."""
    return {field.name: field.value for field in found.fields}


def only(*pages: Page) -> Extraction:
    """The only document on some pages."""
    (found,) = find(reading(*pages))
    return found


def second_read(text: str, changed: dict[str, str], third: bool = False) -> Page:
    """The page with every field zone read again alike, but for the changed ones, by the second reader, or by both."""
    first = page(text)
    again = []
    for box in zones(first):
        inside = [
            w.text for w in first.words if w.box[0] >= box[0] - 2 and w.box[2] <= box[2] + 2 and w.box[1] == box[1]
        ]
        said = " ".join(inside)
        said = changed.get(said, said)
        again.append(replace(zone(box, said), third=said if third else "", third_sure=0.99 if third else 0.0))
    return replace(first, zones=tuple(again))
