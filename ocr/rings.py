"""The circles of a seal taken out of a picture, so that print which crosses them can be read.

Seen from its middle a circle is a straight line: the page is unrolled around the seal, long level strokes are taken
out as `ocr.lines` takes out rules, and what crosses them stays.
"""

from typing import TYPE_CHECKING

import numpy as np

from ocr.lines import long_strokes, marks

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

Ring = tuple[float, float, float]
"""Middle across and down, and radius, in pixels."""

LONG_INCHES = 0.18
"""Length of an arc at least: letters have no strokes so long."""
REACH = 5
"""By how many pixels a ring found on a small picture is moved until it lies on the ink."""
INNERMOST, OUTERMOST = 0.45, 1.1
"""Between these shares of the radius a seal has circles."""
STEPS = 240
"""Places on the circle that are looked at for ink."""
MASKED = 90
"""From this of 255 on a pixel belongs to an arc, once the unrolled picture is rolled up again."""


def settled(ink: "Grey", ring: Ring) -> Ring:
    """The ring moved, and made larger or smaller, by a few pixels to where most ink lies under it."""
    across, down, radius = ring
    angles = np.linspace(0, 2 * np.pi, STEPS, endpoint=False)
    moves = np.arange(-REACH, REACH + 1)
    best, most = ring, -1
    for size in radius + moves[::-1]:
        columns = np.rint(across + size * np.cos(angles)).astype(int)
        rows = np.rint(down + size * np.sin(angles)).astype(int)
        for right in moves:
            for lower in moves:
                x, y = columns + right, rows + lower
                there = (x >= 0) & (y >= 0) & (x < ink.shape[1]) & (y < ink.shape[0])
                inked = int(ink[y[there], x[there]].sum())
                if inked > most:
                    best, most = (across + float(right), down + float(lower), float(size)), inked
    return best


def arcs(image: "Grey", ring: Ring, dpi: int) -> "NDArray[np.bool_]":
    """Where the circles of a seal lie on a picture, but for the places where print crosses them. `ring`: its outermost
    one, nearly."""
    import cv2

    ink = marks(image)
    across, down, radius = settled(ink, ring)
    wide, around = int(radius * OUTERMOST), int(2 * np.pi * radius)
    turn = round(LONG_INCHES * dpi)
    unrolled = cv2.warpPolar(ink * 255, (wide, around), (across, down), wide, cv2.INTER_LINEAR)
    level = np.ascontiguousarray((unrolled > 127).astype(np.uint8).T)
    strokes, _rest, crossing = long_strokes(np.concatenate((level, level[:, :turn]), axis=1), turn, dpi)
    strokes = np.asarray(cv2.subtract(strokes, crossing))
    strokes[:, :turn] |= strokes[:, around : around + turn]
    strokes[: int(INNERMOST * radius)] = 0
    size = image.shape[1], image.shape[0]
    flags = cv2.WARP_INVERSE_MAP | cv2.INTER_LINEAR
    found = cv2.warpPolar(np.ascontiguousarray(strokes[:, :around].T) * 255, size, (across, down), wide, flags)
    rows, columns = np.ogrid[: image.shape[0], : image.shape[1]]
    inside = np.hypot(columns - across, rows - down) < wide - 1
    return np.asarray((found > MASKED) & inside)
