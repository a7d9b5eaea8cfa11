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
FEWEST_DOTS = 4
LEAST_OF_USUAL, MOST_OF_USUAL = 0.5, 1.7
"""How small and how large a dot of a leader may be beside the usual one of its run."""
OFF_LINE, OFF_STEP = 0.25, 0.2
"""How far a dot of a leader may lie off its line (in widths of a dot) and off its step (in steps)."""
ABOVE_LETTERS_INCHES = 0.025
"""A row of dots with print so close below most of them is dots and accents of letters, which may stand in step."""
RULE_INCHES = 0.45
THICKEST_INCHES = 0.035
MOST_TOUCHED = 0.22
"""Share of a rule's length on which print touches it: more, and it is a row of bold letters, whose bars, bowls and feet
the bridge over gaps joined (0400 lost the bar of its 4)."""
SOLID = 0.75
"""How much of a rule is ink at least; one that is broken more is thin and hardly touched (small print is neither)."""
BROKEN_TOUCHED, BROKEN_THICKEST = 0.1, 5
"""Of such a one: share of its length that print touches at most; height in pixels at most, its rim included."""
SURE_INCHES, INKED = 1.2, 0.95
"""A rule at least so long with ink on that share of its length is one, however much touches it."""


def without_lines(grey: "Grey", dpi: int) -> "Grey":
    """The page without dotted leaders and without straight rules, letters that cross a rule mended."""
    return without_rules(without_leaders(grey, dpi), dpi)


def marks(grey: "Grey") -> "Grey":
    """1 where there is ink: darker than halfway between paper and print."""
    import cv2

    level, _mask = cv2.threshold(grey, 0, 1, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    return np.asarray(grey < min(max(level, 110), 200), dtype=np.uint8)


def without_leaders(grey: "Grey", dpi: int) -> "Grey":
    """The page with rows of small, evenly laid dots made white; a dot below a letter that stands in one stays."""
    import cv2

    ink = marks(grey)
    count, labels, stats, centres = cv2.connectedComponentsWithStats(ink)
    small = (stats[:count, 2] <= DOT_INCHES * dpi) & (stats[:count, 3] <= DOT_INCHES * dpi)
    small[0] = False
    dots = np.asarray(small[labels], dtype=np.uint8)
    if not dots.any():
        return grey
    reach = round(GAP_INCHES * dpi) | 1
    joined = cv2.morphologyEx(dots, cv2.MORPH_CLOSE, np.ones((1, reach)))
    runs, run_at, run_stats, _centres = cv2.connectedComponentsWithStats(joined)
    long_runs = (run_stats[:runs, 2] >= RUN_INCHES * dpi) & (run_stats[:runs, 3] <= 2 * DOT_INCHES * dpi)
    long_runs[0] = False
    number = np.flatnonzero(small)
    places = centres[number]
    run_of = run_at[places[:, 1].round().astype(int), places[:, 0].round().astype(int)]
    leaders = np.zeros(count, dtype=bool)
    for run in np.flatnonzero(long_runs):
        inside = number[run_of == run]
        if not _above_letters(ink, stats[inside], dpi):
            leaders[inside] = _in_step(centres[inside], stats[inside, 4])
    gone = cv2.dilate(leaders[labels].astype(np.uint8), np.ones((3, 3)))
    return np.where(gone > 0, np.uint8(WHITE), grey)


def _above_letters(ink: "Grey", boxes: "NDArray[np.int32]", dpi: int) -> bool:
    """Whether close below most of the dots (x, y, width, height, area) there is print."""
    reach = round(ABOVE_LETTERS_INCHES * dpi)
    below = [ink[y + high : y + high + reach, x : x + wide].any() for x, y, wide, high, _area in boxes.tolist()]
    return 2 * sum(map(bool, below)) > len(below)


def _in_step(places: "NDArray[np.float64]", areas: "NDArray[np.int32]") -> "NDArray[np.bool_]":
    """Which dots of a run are its leader: as large as the others, on their line, one step from a neighbour.

    The others are marks below letters (ạ, ọ) and full stops that happen to stand among them.
    """
    like = (areas > LEAST_OF_USUAL * np.median(areas)) & (areas < MOST_OF_USUAL * np.median(areas))
    wide = np.sqrt(np.median(areas))
    for _ in range(2):
        if like.sum() < FEWEST_DOTS:
            return like
        slope, height = np.polyfit(places[like, 0], places[like, 1], 1)
        off = places[:, 1] - (slope * places[:, 0] + height)
        like &= np.abs(off - np.median(off[like])) <= max(1.0, OFF_LINE * wide)
    return like & _stepping(places[:, 0], like)


def _stepping(across: "NDArray[np.float64]", like: "NDArray[np.bool_]") -> "NDArray[np.bool_]":
    """Which of the dots have another one usual step to their left or right."""
    order = np.argsort(across)
    order = order[like[order]]
    if len(order) < FEWEST_DOTS:
        return like
    gaps = np.diff(across[order])
    even = np.abs(gaps - np.median(gaps)) <= OFF_STEP * np.median(gaps)
    stepping = np.zeros(len(across), dtype=bool)
    stepping[order[:-1]] = even
    stepping[order[1:]] |= even
    return stepping


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

    rules, rest, crossing = long_strokes(ink, round(RULE_INCHES * dpi), dpi)
    return np.asarray(cv2.subtract(_not_of_letters(rules, rest, ink, dpi), crossing)) if rules.any() else rules


def long_strokes(ink: "Grey", long: int, dpi: int) -> tuple["Grey", "Grey", "Grey"]:
    """1 on level strokes of so many pixels or more that are no thicker than a rule; on the rest of the ink; and where
    that passes through a stroke."""
    import cv2

    thick = max(2, round(THICKEST_INCHES * dpi))
    bridged = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, 5)))
    found = cv2.morphologyEx(bridged, cv2.MORPH_OPEN, np.ones((1, long)))
    blocks = cv2.morphologyEx(found, cv2.MORPH_OPEN, np.ones((thick + 1, 1)))
    strokes = cv2.dilate(cv2.subtract(found, cv2.dilate(blocks, np.ones((3, 1)))), np.ones((3, 1)))
    rest = cv2.subtract(ink, strokes)
    crossing = cv2.morphologyEx(rest, cv2.MORPH_CLOSE, np.ones((2 * thick + 3, 1)))
    return np.asarray(strokes), np.asarray(rest), np.asarray(crossing)


def _not_of_letters(rules: "Grey", rest: "Grey", ink: "Grey", dpi: int) -> "Grey":
    """The rules without those that are strokes of letters joined. `rest`: the ink but for the rules."""
    import cv2

    near = cv2.dilate(rest, np.ones((5, 1)))
    count, labels, stats, _centres = cv2.connectedComponentsWithStats(rules)
    kept = np.zeros(count, dtype=np.uint8)
    for number, (x, y, wide, high, _area) in enumerate(stats[1:].tolist(), 1):
        place = np.s_[y : y + high, x : x + wide]
        own = labels[place] == number
        core = cv2.erode(own.astype(np.uint8), np.ones((3, 1)), borderValue=0) > 0
        touched = ((near[place] > 0) & own).any(axis=0).mean()
        inked = ((ink[place] > 0) & own).any(axis=0).mean()
        if core.any() and (ink[place] > 0)[core].mean() >= SOLID:
            kept[number] = touched <= MOST_TOUCHED or (wide >= SURE_INCHES * dpi and inked >= INKED)
        else:
            kept[number] = touched <= BROKEN_TOUCHED and high <= BROKEN_THICKEST
    return np.asarray(kept[labels])
