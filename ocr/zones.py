"""Parts of a page read once more by the second reader and looked at by the third: the places of fields. Also where a
place on the cleaned sheet lies in the file."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from domain.scans import Box, Word, Zone
from ocr import second, third
from ocr.clean import WHITE, Sheet, carried, inverse

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]
    Matrix = NDArray[np.float64]

Place = tuple[float, float, float, float]

ABOVE, BESIDE = 0.12, 0.20
"""Margins around a line, as share of its height; measured to suit the second reader best."""
FAR_ABOVE = 0.3
"""Margin above and below for the third reader: the page's reader often leaves the dot below a letter, or the hook above
one, out of its box."""
INK, DIGIT, BETWEEN, BETWEEN_POINT, BETWEEN_LETTERS = 150, 0.55, 0.42, 0.55, 0.22
"""Grey below which there is ink; shares of a line's height: what a digit has at least, what may lie between two,
between a digit and a full stop, and between two letters of a word."""
CUT_YEAR = re.compile(r"(?:[/.-]|năm\s?)[12]\d{2}$")
"""A date whose year has lost its last digit: it may stand outside the box."""
SPECK = 3
"""So many pixels of ink may go from a place without another look at it."""
STEPS = 4
"""A place is widened by at most so many marks."""
ONE_LINE_INCHES = 0.32
"""A zone higher than this may hold several lines."""


def read_zones(
    sheet: Sheet, boxes: Mapping[Box, str], words: Sequence[Word] = (), untouched: "Grey | None" = None
) -> tuple[Zone, ...]:
    """Each box (file pixels) read line by line by the second reader, text of several lines joined by a space; the
    third reader judges that text and what the page's reader read there, which stands with the box. `words`: what the
    page's reader read (boxes in file pixels). `untouched`: the sheet before leaders and rules were taken out, on which
    digits are read once more where that took ink from them."""
    other = [placed(word.box, sheet.matrix) for word in words if any(map(str.isalpha, word.text))]
    return tuple(_read_zone(sheet, box, first, other, untouched) for box, first in boxes.items())


def _read_zone(sheet: Sheet, box: Box, first: str, words: Sequence[Place], untouched: "Grey | None") -> Zone:
    places = [whole(sheet, place, first, words) for place in places_of(sheet, box)]
    heard = [second.read_line(cut(sheet.image, place)) for place in places]
    said = [line for line in heard if line.text]
    sure = min((line.confidence for line in said), default=0.0)
    zone = Zone(box=box, text=" ".join(line.text for line in said), confidence=sure, reader=second.READER)
    if untouched is not None and any(map(str.isdigit, first + zone.text)):
        zone = replace(zone, untouched=_before(sheet.image, untouched, places))
    if not third.available():
        return zone
    return witnessed(zone, [cut(sheet.image, place, FAR_ABOVE) for place in places], first)


def _before(image: "Grey", untouched: "Grey", places: Sequence[Place]) -> str:
    """What stands in places where taking out leaders and rules took ink, as it stood before; empty where it did not."""
    if not any(_lost_ink(image, untouched, place) for place in places):
        return ""
    return " ".join(second.read_line(cut(untouched, place)).text for place in places)


def _lost_ink(image: "Grey", untouched: "Grey", place: Place) -> bool:
    left, top, right, bottom = (max(0, round(edge)) for edge in place)
    part = np.s_[top:bottom, left:right]
    return int(((image[part] != untouched[part]) & (untouched[part] < INK)).sum()) > SPECK


def witnessed(zone: Zone, lines: Sequence["Grey"], first: str) -> Zone:
    """The zone with what the third reader sees on its lines, and what it holds of each of the three readings."""
    shares = third.look(lines)
    seen = third.read(shares)
    margins = {text: third.margin(shares, text) for text in (first, zone.text, seen.text)}
    kept = {text: margin for text, margin in margins.items() if margin is not None}
    return replace(zone, third=seen.text, third_sure=round(seen.confidence, 4), margins=kept)


def places_of(sheet: Sheet, box: Box) -> Iterator[Place]:
    """Where on the sheet the lines in a box (file pixels) lie: left, top, right, bottom."""
    place = placed(box, sheet.matrix)
    left, top, right, bottom = place
    several = bottom - top > ONE_LINE_INCHES * sheet.dpi
    bands = _bands(sheet, place) if several else []
    for upper, lower in bands or [(top, bottom)]:
        yield left, upper, right, lower


def whole(sheet: Sheet, place: Place, text: str, words: Sequence[Place] = ()) -> Place:
    """A line's place with what stands close before its text and the page's reader left out of the box (it reads
    12/04/2001 and draws the box around 2/04/2001, takes the 1 for a word of its own, or loses the H of HUỲNH), and the
    whole of a last digit through which the edge runs. Other `words` are left alone."""
    left, top, right, bottom = place
    if text[:1].isdigit():
        left = _start(sheet.image, place, BETWEEN, BETWEEN_POINT, words)
    elif text[:1].isalpha():
        left = _start(sheet.image, place, BETWEEN_LETTERS, 0.0, words)
    if CUT_YEAR.search(text):
        right = _digit_after(sheet.image, place)
    elif text[-1:].isdigit():
        right = _end(sheet.image, place)
    return left, top, right, bottom


def _start(image: "Grey", place: Place, close: float, point: float, words: Sequence[Place]) -> float:
    """How far a place's print reaches to the left, over marks as high as a digit, each close to the one before, with a
    full stop or comma between at most, in few steps, as far as the next word."""
    left, top, _right, bottom = (max(0, round(edge)) for edge in place)
    height, edge = bottom - top, place[0]
    start = max(0, left - 2 * height, round(_word_before(place, words)))
    part = image[top:bottom, start : left + height]
    if not part.size:
        return edge
    letters, points = _marks(part, start, height)
    at = edge
    for _ in range(STEPS):
        beyond = _next(letters, at, close * height)
        through = _next(points, at, point * height)
        if beyond is not None:
            at = edge = beyond
        elif through is not None:
            at = through
        else:
            break
    return edge


def _word_before(place: Place, words: Sequence[Place]) -> float:
    """Where the nearest word before a place on its level ends; 0 where there is none."""
    left, top, _right, bottom = place
    half = (bottom - top) / 2
    return max(
        (c for a, b, c, d in words if c < left + half and a < left - half and min(bottom, d) - max(top, b) > half),
        default=0.0,
    )


def _end(image: "Grey", place: Place) -> float:
    """The right edge of a place, or of the digit it runs through. (Further to the right stand units: đồng, m2.)"""
    right = max(0, round(place[2]))
    return max((float(c) for a, c in _digits_about_end(image, place) if a < right - 1 < c - 1), default=place[2])


def _digit_after(image: "Grey", place: Place) -> float:
    """The right edge of a place, or of the one digit that stands close behind it."""
    _left, top, right, bottom = (max(0, round(edge)) for edge in place)
    reach = right + BETWEEN * (bottom - top)
    beyond = (float(c) for a, c in _digits_about_end(image, place) if right - 2 <= a <= reach)
    return min(beyond, default=_end(image, place))


def _digits_about_end(image: "Grey", place: Place) -> list[tuple[int, int]]:
    """Left and right ends of the marks no wider than a digit about the right edge of a place."""
    _left, top, right, bottom = (max(0, round(edge)) for edge in place)
    height = bottom - top
    start = max(0, right - height)
    part = image[top:bottom, start : right + height]
    return [(a, c) for a, c in (_marks(part, start, height)[0] if part.size else []) if c - a < height]


def _marks(part: "Grey", start: int, height: int) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Left and right ends of the marks of a strip that may be digits or letters, and of those that may be full stops or
    commas: low, and alone (one above the other is a colon)."""
    import cv2

    found = cv2.connectedComponentsWithStats((part < INK).astype(np.uint8), connectivity=8)[2][1:]
    marks = [(int(x), int(y), int(x + w), int(y + h)) for x, y, w, h, _area in found]
    digits = [(start + a, start + c) for a, b, c, d in marks if d - b >= DIGIT * height]
    points = [
        (start + a, start + c)
        for a, b, c, d in marks
        if d - b < 0.35 * height < b and not any(a < g and e < c and f != b for e, f, g, _h in marks)
    ]
    return digits, points


def _next(marks: Sequence[tuple[int, int]], edge: float, reach: float) -> float | None:
    """The left end of the nearest mark that begins left of an edge and ends no further from it than that."""
    return max((float(a) for a, c in marks if a < edge - 1 and edge - c <= reach), default=None)


def cut(image: "Grey", place: Place, above: float = ABOVE) -> "Grey":
    """A line with a reader's margins around it; beyond the page there is white."""
    import cv2

    left, top, right, bottom = place
    height = max(1.0, bottom - top)
    a, c = round(left - BESIDE * height), round(right + BESIDE * height)
    b, d = round(top - above * height), round(bottom + above * height)
    high, wide = image.shape
    part = image[max(0, b) : max(0, min(d, high)), max(0, a) : max(0, min(c, wide))]
    if not part.size:
        return np.full((32, 32), WHITE, np.uint8)
    outside = (max(0, -b), max(0, d - high), max(0, -a), max(0, c - wide))
    return np.asarray(cv2.copyMakeBorder(part, *outside, cv2.BORDER_CONSTANT, value=WHITE))


def _bands(sheet: Sheet, place: Place) -> list[tuple[float, float]]:
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
    merged = [band for band in _merged(bands, least) if band[1] - band[0] >= least]
    return [(top + a, top + b) for a, b in merged if not _is_cut_off((a, b), bottom - top, merged)]


def _is_cut_off(band: tuple[int, int], height: int, bands: list[tuple[int, int]]) -> bool:
    """Whether a band is the rim of a neighbouring line: at the zone's edge and much lower than the highest band."""
    highest = max(b - a for a, b in bands)
    return (band[0] == 0 or band[1] == height) and band[1] - band[0] < 0.6 * highest


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


def placed(box: Box, matrix: "Matrix") -> Place:
    """Where on a level sheet the print lies that a box in file pixels was drawn around.

    The box around a line that lies askew is higher than the line; how much is known from the angle, so it is undone.
    """
    left, top, right, bottom = carried(box, matrix)
    turn = np.arctan2(matrix[1, 0], matrix[0, 0])
    sine, cosine = abs(np.sin(turn)), abs(np.cos(turn))
    scale = float(np.hypot(matrix[0, 0], matrix[1, 0]))
    across, down = (box[2] - box[0]) * scale, (box[3] - box[1]) * scale
    if sine > cosine:
        across, down, sine, cosine = down, across, cosine, sine
    bend = cosine * cosine - sine * sine
    wide = max((across * cosine - down * sine) / bend, 0.5 * across)
    high = max((down * cosine - across * sine) / bend, 0.3 * min(across, down))
    middle = (left + right) / 2, (top + bottom) / 2
    return middle[0] - wide / 2, middle[1] - high / 2, middle[0] + wide / 2, middle[1] + high / 2


def file_box(place: Place, sheet: Sheet) -> Box:
    """A place on the sheet as a box in file pixels."""
    left, top, right, bottom = carried(
        (round(place[0]), round(place[1]), round(place[2]), round(place[3])), inverse(sheet.matrix)
    )
    return max(0, round(left)), max(0, round(top)), max(0, round(right)), max(0, round(bottom))
