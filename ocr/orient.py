"""Which way a page's lines run, how far they are askew, whether there are any. Turning the page is `ocr.clean`'s."""

from typing import TYPE_CHECKING

import numpy as np

from ocr import clean

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Points = tuple[NDArray[np.float64], NDArray[np.float64]]

MOST_SKEW = 8.0
"""Degrees; beyond that a page was laid on the glass by accident."""
BLANK_SHARE = 0.0004
"""Share of the page a single short line of print covers with ink."""


def points(image: "NDArray[np.uint8]", dpi: int) -> "Points":
    """Across and down positions of the ink of letters, at `clean.THUMB_DPI`; rules, pictures and specks left out."""
    import cv2

    thumb = clean.resized(image, clean.THUMB_DPI / dpi)
    marks = clean.ink(thumb, clean.THUMB_DPI)
    count, labels, stats, _centres = cv2.connectedComponentsWithStats(marks)
    sides = stats[:count, 2:4].max(axis=1)
    letter = (sides <= 0.8 * clean.THUMB_DPI) & (stats[:count, 4] >= 3)
    letter[0] = False
    down, across = np.nonzero(letter[labels])
    return across.astype(np.float64), down.astype(np.float64)


def is_blank(found: "Points", size: tuple[int, int], dpi: int) -> bool:
    """Whether there is less ink on the page than one short line of print would leave."""
    area = size[0] * size[1] * (clean.THUMB_DPI / dpi) ** 2
    return len(found[0]) < BLANK_SHARE * area


def axis_and_skew(found: "Points") -> tuple[int, float]:
    """(0 or 90, skew): the clockwise turn that makes lines run across, and then the turn left to make them level."""
    across, down = found
    level, sharp = _best_skew(across, down)
    upright, sharp_turned = _best_skew(-down, across)
    return (90, upright) if sharp_turned > sharp else (0, level)


def _best_skew(across: "NDArray[np.float64]", down: "NDArray[np.float64]") -> tuple[float, float]:
    """Degrees counter-clockwise that make the row profile sharpest, and that sharpness."""
    best, sharp = 0.0, _sharpness(across, down, 0.0)
    for reach, step in ((MOST_SKEW, 0.5), (0.5, 0.1), (0.1, 0.02)):
        for angle in np.arange(best - reach, best + reach + step / 2, step):
            value = _sharpness(across, down, float(angle))
            if value > sharp:
                best, sharp = float(angle), value
    return round(best, 2) + 0.0, sharp


def _sharpness(across: "NDArray[np.float64]", down: "NDArray[np.float64]", angle: float) -> float:
    turn = np.deg2rad(angle)
    rows = down * np.cos(turn) - across * np.sin(turn)
    profile = np.bincount((2 * (rows - rows.min())).astype(np.intp)).astype(np.float64)
    smooth = np.convolve(profile, (0.25, 0.5, 0.25), mode="same")
    return float(np.square(np.diff(smooth)).sum())
