"""Which way up a page lies and how far it is askew. Answers questions about a sheet; turning it is `ocr.clean`'s."""

from typing import TYPE_CHECKING

import numpy as np

from ocr import clean, engine

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Points = tuple[NDArray[np.float64], NDArray[np.float64]]

MOST_SKEW = 8.0
"""Degrees; beyond that a page was laid on the glass by accident."""
SURE = 0.80
"""Mean word confidence of the strips above which a page certainly stands upright."""
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


def is_upside_down(sheet: clean.Sheet) -> bool:
    """Whether a level sheet stands on its head, by how surely an engine reads a few of its lines either way."""
    strips = _strips(clean.scaled(sheet, 200) if sheet.dpi != 200 else sheet)
    if strips is None:
        return False
    upright = _surety(strips)
    return upright < SURE and _surety(np.ascontiguousarray(strips[::-1, ::-1])) > upright


def _surety(strips: "NDArray[np.uint8]") -> float:
    seen = engine.look(strips, dpi=200, psm=6, lang=engine.fast_model())
    letters = [(sum(map(str.isalnum, word.text)), word.confidence) for word in seen]
    total = sum(count for count, _sure in letters)
    return sum(count * sure for count, sure in letters) / total if total else 0.0


def _strips(sheet: clean.Sheet) -> "NDArray[np.uint8] | None":
    """The three bands of 0.6 inch with most ink, one under the other; None on a page without ink."""
    import cv2

    height = round(0.6 * sheet.dpi)
    weights = clean.ink(sheet.image, sheet.dpi).sum(axis=1, dtype=np.float64)
    bands: list[int] = []
    while len(bands) < 3 and weights.sum() > 0:
        middle = int(np.convolve(weights, np.ones(height), mode="same").argmax())
        bands.append(max(0, middle - height // 2))
        weights[max(0, middle - height) : middle + height] = 0
    if not bands:
        return None
    gap = {"top": 20, "bottom": 20, "left": 20, "right": 20, "borderType": cv2.BORDER_CONSTANT, "value": clean.WHITE}
    return np.vstack([cv2.copyMakeBorder(sheet.image[top : top + height], **gap) for top in sorted(bands)])
