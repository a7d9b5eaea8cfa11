"""How unlike print the letters on a place of a level page are: handwriting keeps no line, no size, no stroke.

Print sets its letters on one line, at two heights, with one weight. Judged are the places of fields, each against its
own line; what that means for a field (a number filled into a printed line, or a value all by hand) is `ocr.doubts`'.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ocr.clean import Sheet

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]
    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

Place = tuple[float, float, float, float]
FINER = 2
"""How much the picture is enlarged before strokes are measured."""
BEFORE, AFTER, AROUND = 8.0, 6.0, 0.35
"""How far the line is looked at beyond a short place, in its heights: its print is what the place is held against."""
FEWEST = 5
"""A place of so few letters is judged by its whole line."""
ONE_LINE_INCHES = 0.3
"""A place higher than this may hold several lines, and is not judged."""
TALL = 0.75
"""Share of a capital's height from which a shape is a capital, a digit or a tall letter."""
OFF_LINE = 0.07
"""A letter's foot lies farther off the line than print's, in capitals' heights."""
DESCENDER = (0.18, 0.40)
"""How far descenders go below the line, in capitals' heights."""


@dataclass(frozen=True, slots=True)
class Strokes:
    """The shapes on a line, left to right: edges in sheet pixels, and the median width of each one's stroke."""

    left: "Floats"
    right: "Floats"
    top: "Floats"
    foot: "Floats"
    width: "Floats"

    def only(self, kept: "Flags") -> "Strokes":
        """Those shapes alone."""
        return Strokes(self.left[kept], self.right[kept], self.top[kept], self.foot[kept], self.width[kept])


@dataclass(frozen=True, slots=True)
class Unlikeness:
    """`outliers`: how far the two oddest letters differ from the others (0 to about 3; from 1.2 on it is no print);
    `uneven`: share of letters that stand on no common line."""

    outliers: float
    uneven: float


PRINTLIKE = Unlikeness(0.0, 0.0)


def unlikeness(sheet: Sheet, place: Place) -> Unlikeness:
    """How unlike print the letters on a place of a level sheet are."""
    own = line = _strokes(sheet.image, place, (AROUND, AROUND))
    if len(own.left) <= FEWEST:
        line = _strokes(sheet.image, place, (BEFORE, AFTER))
        middle = (line.left + line.right) / 2
        own = line.only((middle > place[0]) & (middle < place[2]))
    several = place[3] - place[1] > ONE_LINE_INCHES * sheet.dpi
    if len(own.left) < 2 or len(line.left) < FEWEST or several:
        return PRINTLIKE
    foot, capital = _measure(line)
    if capital <= 0:
        return PRINTLIKE
    heights, feet = (own.foot - own.top) / capital, (own.foot - _on(foot, own)) / capital
    return Unlikeness(_outliers(heights, feet, own.width), _uneven(heights, feet))


def _strokes(image: "Grey", place: Place, beside: tuple[float, float]) -> Strokes:
    """The shapes on a place and so far before and after it, in heights of the place."""
    import cv2

    left, top, right, bottom = place
    high = bottom - top
    a, b = max(0, int(left - beside[0] * high)), max(0, int(top - AROUND * high))
    part = image[b : int(bottom + AROUND * high), a : int(right + beside[1] * high)]
    if part.shape[0] < 4 or part.shape[1] < 4:
        return Strokes(*(np.empty(0) for _ in range(5)))
    fine = cv2.resize(part, None, fx=FINER, fy=FINER, interpolation=cv2.INTER_CUBIC)
    level, _ = cv2.threshold(fine, 0, 1, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    marks = (fine < level).astype(np.uint8)
    depth = cv2.distanceTransform(marks, cv2.DIST_L2, 5)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(marks)
    kept = [n for n in range(1, count) if _is_letter(stats[n], fine.shape[0], 0.25 * high * FINER)]
    widths = [_stroke(depth, labels, stats[n], n) for n in kept]
    boxes = stats[kept, :4].astype(np.float64).reshape(-1, 4) / FINER
    order = np.argsort(boxes[:, 0])
    x, y, wide, tall = boxes[order].T
    return Strokes(x + a, x + wide + a, y + b, y + tall + b, np.asarray(widths)[order] / FINER)


def _is_letter(stat: "NDArray[np.int32]", high: int, least: float) -> bool:
    """Large enough, and not cut by the upper or lower edge of what is looked at."""
    return bool(stat[3] >= least and stat[1] > 0 and stat[1] + stat[3] < high)


def _stroke(depth: "NDArray[np.float32]", labels: "NDArray[np.int32]", stat: "NDArray[np.int32]", number: int) -> float:
    """Median width of a shape's strokes: twice the depth along their middle."""
    import cv2

    x, y, wide, high = stat[:4]
    part = depth[y : y + high, x : x + wide]
    own = np.where(labels[y : y + high, x : x + wide] == number, part, 0).astype(np.float32)
    ridge = (own >= cv2.dilate(own, np.ones((3, 3))) - 1e-6) & (own > 0.9)
    return 2 * float(np.median(own[ridge])) if ridge.any() else 1.0


def _measure(line: Strokes) -> tuple[tuple[float, float], float]:
    """(slope and height of the line the letters stand on, height of its capitals, 0 when it has none)."""
    high = line.foot - line.top
    most = float(np.percentile(high, 80))
    foot = (0.0, float(np.median(line.foot)))
    for _ in range(3):
        near = np.abs(line.foot - _on(foot, line)) < 0.12 * most
        if near.sum() < 3:
            break
        foot = _fitted(line.only(near))
    near = np.abs(line.foot - _on(foot, line)) < 0.12 * most
    tall = near & (high > TALL * (np.percentile(high[near], 85) if near.any() else most))
    return foot, float(np.percentile(high[tall], 60)) if tall.any() else 0.0


def _fitted(line: Strokes) -> tuple[float, float]:
    middle = (line.left + line.right) / 2
    if len(middle) < 6 or np.ptp(middle) < 6 * np.median(line.foot - line.top):
        return 0.0, float(np.median(line.foot))
    slope, height = np.polyfit(middle, line.foot, 1)
    return float(slope), float(height)


def _on(foot: tuple[float, float], line: Strokes) -> "Floats":
    return np.asarray(foot[0] * (line.left + line.right) / 2 + foot[1])


def _outliers(heights: "Floats", feet: "Floats", widths: "Floats") -> float:
    """Mean oddness of the two oddest tall letters."""
    tall = heights > TALL
    if tall.sum() < 3:
        return 0.0
    weight = widths / np.median(widths[tall])
    tailed = (feet > 0.2) & (feet < 0.3) & (heights > 1.18) & (heights < 1.32) & (weight < 1.45)
    hanging = tailed | ((feet > 0.22) & (feet < DESCENDER[1]) & (heights < 1.08))  # Q; g, p, q, y
    off = np.where(hanging, 0, np.clip((np.abs(feet) - 0.04) / 0.10, 0, 2))
    high = np.where(hanging, 0, np.clip((heights - 1.06) / 0.12, 0, 2))
    thick = np.clip(np.log(weight) / np.log(1.35), -0.5, 2) * (np.maximum(off, high) > 0.15)
    odd = np.where(tall, 0.5 * off + 0.5 * high + 0.7 * thick, 0)
    return float(np.sort(odd)[-2:].sum() / 2)


def _uneven(heights: "Floats", feet: "Floats") -> float:
    """Share of letters whose foot is neither on the line nor at the one depth to which descenders go."""
    low = feet[heights > 0.5]
    if len(low) < FEWEST:
        return 0.0
    hanging = low[(low > DESCENDER[0]) & (low < DESCENDER[1])]
    depth = float(np.median(hanging)) if len(hanging) else 0.0
    return float(((np.abs(low) > OFF_LINE) & (np.abs(low - depth) > 0.05)).mean())
