"""Takes dotted leaders, rules and box frames out of a level page: each wrecks the line of text beside it."""

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

WHITE = 255
DOT_INCHES = 0.03
GAP_INCHES = 0.085
"""Widest gap between two dots of one leader."""
RUN_INCHES = 0.3
RULE_INCHES = 0.45
THICKEST_INCHES = 0.035


def without_lines(grey: "Grey", dpi: int) -> "Grey":
    """The page without dotted leaders and without straight rules, letters that cross a rule mended."""
    return without_rules(without_leaders(grey, dpi), dpi)


def marks(grey: "Grey") -> "Grey":
    """1 where there is ink: darker than halfway between paper and print."""
    import cv2

    level, _mask = cv2.threshold(grey, 0, 1, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    return np.asarray(grey < min(max(level, 110), 200), dtype=np.uint8)


def without_leaders(grey: "Grey", dpi: int) -> "Grey":
    """The page with rows of small, evenly laid dots made white."""
    import cv2

    dots = _dots(marks(grey), dpi)
    if not dots.any():
        return grey
    reach = round(GAP_INCHES * dpi) | 1
    joined = cv2.morphologyEx(dots, cv2.MORPH_CLOSE, np.ones((1, reach)))
    count, labels, stats, _centres = cv2.connectedComponentsWithStats(joined)
    long_runs = (stats[:count, 2] >= RUN_INCHES * dpi) & (stats[:count, 3] <= 2 * DOT_INCHES * dpi)
    long_runs[0] = False
    gone = cv2.dilate((long_runs[labels] & (dots > 0)).astype(np.uint8), np.ones((3, 3)))
    return np.where(gone > 0, np.uint8(WHITE), grey)


def _dots(ink: "Grey", dpi: int) -> "Grey":
    """1 on each shape no larger than a full stop."""
    import cv2

    count, labels, stats, _centres = cv2.connectedComponentsWithStats(ink)
    small = (stats[:count, 2] <= DOT_INCHES * dpi) & (stats[:count, 3] <= DOT_INCHES * dpi)
    small[0] = False
    return np.asarray(small[labels], dtype=np.uint8)


def without_rules(grey: "Grey", dpi: int) -> "Grey":
    """The page with straight level and upright rules made white."""
    ink = marks(grey)
    level = _rules(ink, dpi)
    upright = _rules(np.ascontiguousarray(ink.T), dpi).T
    gone = (level | upright) > 0
    return np.where(gone, np.uint8(WHITE), grey) if gone.any() else grey


def _rules(ink: "Grey", dpi: int) -> "Grey":
    """1 on level rules, except where a stroke passes through."""
    import cv2

    long = round(RULE_INCHES * dpi)
    thick = max(2, round(THICKEST_INCHES * dpi))
    bridged = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, 5)))
    found = cv2.morphologyEx(bridged, cv2.MORPH_OPEN, np.ones((1, long)))
    blocks = cv2.morphologyEx(found, cv2.MORPH_OPEN, np.ones((thick + 1, 1)))
    rules = cv2.dilate(cv2.subtract(found, cv2.dilate(blocks, np.ones((3, 1)))), np.ones((3, 1)))
    if not rules.any():
        return np.zeros_like(ink)
    rest = cv2.subtract(ink, rules)
    crossing = cv2.morphologyEx(rest, cv2.MORPH_CLOSE, np.ones((2 * thick + 3, 1)))
    return np.asarray(cv2.subtract(rules, crossing))
