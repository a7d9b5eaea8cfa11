"""Where seals lie on a page: red ones by their colour, grey ones by their ring. Taking red out is `ocr.clean`'s.

Vietnamese seals are 30 to 42 mm wide; box stamps (day of arrival) are no seals: what they say is wanted.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from domain.scans import Box
from ocr import clean

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

RED = 40
"""How much redder than green and blue a pixel of a seal is, of 255."""
RED_SHARE = 0.015
"""Share of a field's box that red ink of a seal covers at least when it spoils the print."""
RADIUS_INCHES = (0.55, 0.86)
RING_SHARE = 0.79
"""Share of a circle's rim that must be inked for it to be a seal's ring: seals measured 0.8 to 1, circles the search
finds in lines of print 0.52 to 0.76."""
INSIDE_SHARE = 0.07
"""Share of a field's box inside the ring from which the seal crosses it."""
MOST_RINGS = 6


@dataclass(frozen=True, slots=True)
class Seals:
    """Seals of a page at `factor` of its pixels: `red` is 1 on red ink of seals; rings are (across, down, radius)."""

    factor: float
    red: "Grey | None"
    rings: tuple[tuple[float, float, float], ...]

    def cross(self, box: Box) -> bool:
        """Whether a seal lies over a box in file pixels."""
        left, top, right, bottom = (edge * self.factor for edge in box)
        if right - left < 1 or bottom - top < 1:
            return False
        if self.red is not None:
            part = self.red[int(top) : int(bottom) + 1, int(left) : int(right) + 1]
            if part.size and float(part.mean()) >= RED_SHARE:
                return True
        across, down = np.meshgrid(np.arange(int(left), int(right) + 1), np.arange(int(top), int(bottom) + 1))
        inside = ((across - x) ** 2 + (down - y) ** 2 <= radius**2 for x, y, radius in self.rings)
        return any(float(share.mean()) >= INSIDE_SHARE for share in inside)


def seals(pixels: "Grey", dpi: int) -> Seals:
    """The seals of a picture as it lies in the file."""
    factor = clean.THUMB_DPI / dpi
    thumb = clean.resized(pixels, factor)
    red = _red(thumb) if thumb.ndim == 3 else None
    return Seals(factor, red, () if red is not None else tuple(_rings(clean.grey_of(thumb))))


def _red(thumb: "Grey") -> "Grey | None":
    """1 on the red ink of seals, None where there is none."""
    import cv2

    red, green, blue = cv2.split(thumb)
    excess = np.asarray(cv2.subtract(red, cv2.max(green, blue)) > RED, dtype=np.uint8)
    zone = clean.seal_zone(excess, clean.THUMB_DPI)
    return None if zone is None else np.asarray(excess * zone, dtype=np.uint8)


def _rings(thumb: "Grey") -> Iterator[tuple[float, float, float]]:
    """Circles of a seal's size whose rim is inked nearly all round."""
    import cv2

    least, most = (round(radius * clean.THUMB_DPI) for radius in RADIUS_INCHES)
    marks = clean.ink(thumb, clean.THUMB_DPI)
    near = cv2.dilate(marks, np.ones((3, 3), np.uint8))
    found = cv2.HoughCircles(
        cv2.GaussianBlur(marks * 255, (3, 3), 0), cv2.HOUGH_GRADIENT, dp=1.5, minDist=least,
        param1=200, param2=45, minRadius=least, maxRadius=most,
    )  # fmt: skip
    for x, y, radius in [] if found is None else found[0][:MOST_RINGS]:
        if _rim(near, x, y, radius) >= RING_SHARE:
            yield float(x), float(y), float(radius)


def _rim(near: "Grey", x: float, y: float, radius: float) -> float:
    """Share of a circle's rim that has ink within a pixel, the better of three radii."""
    angles = np.linspace(0, 2 * np.pi, 120, endpoint=False)
    best = 0.0
    for size in (radius - 1.5, radius, radius + 1.5):
        across = np.rint(x + size * np.cos(angles)).astype(int)
        down = np.rint(y + size * np.sin(angles)).astype(int)
        there = (across >= 0) & (down >= 0) & (across < near.shape[1]) & (down < near.shape[0])
        hits = near[down[there], across[there]].sum() / len(angles)
        best = max(best, float(hits))
    return best
