"""From the picture of a page to what an engine reads well: no stamp, no dark border, no dotted leaders, no rules.

The order is measured: colour first, then turn and skew, then leaders (the largest single gain), rules, scale.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]
    Matrix = NDArray[np.float64]

WHITE = 255
PALE = 235
"""From this grey on paper is as good as white."""
WORK_DPI = 200
"""What every page is brought to: the engine reads it best and quickest there."""
MOST_GROWTH = 2.5
"""Pictures are not enlarged more than that."""
LETTER = (15, 20, 30)
"""Least, usual and greatest median height of letters (with marks, capitals) at `WORK_DPI`, in pixels."""
FEWEST_LETTERS = 40
FRAME = 0.9
"""Share of its rectangle a red shape fills from which it is a box and no seal; a circle fills 0.79."""
THUMB_DPI = 75


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A grey picture at `dpi` by the size of its letters; `matrix` (2, 3) carries file pixels onto it."""

    image: "Grey"
    dpi: int
    matrix: "Matrix"

    @property
    def size(self) -> tuple[int, int]:
        """(width, height) in pixels."""
        return self.image.shape[1], self.image.shape[0]


def resized(image: "Grey", factor: float) -> "Grey":
    """The image scaled: by areas when it shrinks, by cubic when it grows."""
    import cv2

    if factor == 1:
        return image
    wide, high = (max(1, round(side * factor)) for side in (image.shape[1], image.shape[0]))
    return np.asarray(cv2.resize(image, (wide, high), interpolation=cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC))


def sheet_of(pixels: "Grey", dpi: int) -> tuple[Sheet, bool]:
    """A picture in grey as large as engines like it, without dark borders; and whether a red seal was taken out."""
    factor = min(MOST_GROWTH, WORK_DPI / dpi * _letter_factor(grey_of(pixels), dpi))
    grey, stamped = without_stamps(resized(pixels, factor), WORK_DPI)
    matrix = np.array([[factor, 0, 0], [0, factor, 0]], dtype=np.float64)
    return Sheet(image=evened(without_dark_edges(grey, WORK_DPI)), dpi=WORK_DPI, matrix=matrix), stamped


def _letter_factor(grey: "Grey", dpi: int) -> float:
    """How much larger than `WORK_DPI` a page must be for its letters to have ordinary size: 1 for ordinary print.

    Cards are printed small, and many a file lies about its resolution. The dots of leaders, often far more than the
    letters, must not be taken for small print.
    """
    import cv2

    thumb = ink(resized(grey, 150 / dpi), 150)
    count, _labels, stats, _centres = cv2.connectedComponentsWithStats(thumb)
    wide, high, area = stats[1:count, 2], stats[1:count, 3], stats[1:count, 4]
    letters = high[(high >= 6) & (high <= 45) & (wide >= 2) & (wide <= 60) & (area >= 8)]
    if len(letters) < FEWEST_LETTERS:
        return 1.0
    usual = float(np.median(letters)) * WORK_DPI / 150
    return 1.0 if LETTER[0] <= usual <= LETTER[2] else float(np.clip(LETTER[1] / usual, 0.5, 2.0))


def grey_of(pixels: "Grey") -> "Grey":
    """The picture in grey, as it is."""
    import cv2

    return pixels if pixels.ndim == 2 else np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY))


def without_stamps(pixels: "Grey", dpi: int) -> tuple["Grey", bool]:
    """Grey of a picture in which red seals are paper; small red print stays. Says whether there was a seal."""
    import cv2

    if pixels.ndim == 2:
        return pixels, False
    red, green, blue = cv2.split(pixels)
    grey = grey_of(pixels)
    excess = cv2.subtract(red, cv2.max(green, blue))
    zone = seal_zone((excess > 40).astype(np.uint8), dpi)
    if zone is None:
        return grey, False
    paper = int(np.median(red[zone > 0]))
    inked = (excess > 24).astype(np.uint8)
    faded = np.where((inked > 0) & (red > 110), np.uint8(max(paper, 200)), red)
    return np.where(zone > 0, faded, grey).astype(np.uint8), True


def seal_zone(mask: "Grey", dpi: int) -> "Grey | None":
    """Mask of the boxes of red seals (at least 0.6 inch wide and high), None when there are none."""
    import cv2

    factor = THUMB_DPI / dpi
    thumb = cv2.dilate((resized(mask * 255, factor) > 60).astype(np.uint8), np.ones((3, 3), np.uint8))
    shapes, _hierarchy = cv2.findContours(thumb, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    zone = np.zeros(mask.shape, np.uint8)
    for shape in shapes:
        left, top, wide, high = cv2.boundingRect(shape)
        if min(wide, high) >= 0.6 * THUMB_DPI and not _is_frame(shape):
            a, b, c, d = (round(edge / factor) for edge in (left - 4, top - 4, left + wide + 4, top + high + 4))
            zone[max(b, 0) : d, max(a, 0) : c] = 1
    return zone if zone.any() else None


def _is_frame(shape: "NDArray[np.int32]") -> bool:
    """Whether a shape fills its rectangle: a box stamp (day of arrival), whose print stays; a round seal does not."""
    import cv2

    _middle, (wide, high), _turn = cv2.minAreaRect(shape)
    return bool(cv2.contourArea(cv2.convexHull(shape)) >= FRAME * wide * high)


def without_dark_edges(grey: "Grey", dpi: int) -> "Grey":
    """The page with the broad dark bands a copier leaves along its edges made white; print that is dark stays."""
    import cv2

    factor = THUMB_DPI / dpi
    dark = (resized(grey, factor) < 100).astype(np.uint8)
    broad = cv2.morphologyEx(
        cv2.copyMakeBorder(dark, 9, 9, 9, 9, cv2.BORDER_REPLICATE), cv2.MORPH_OPEN, np.ones((7, 7))
    )
    count, labels, stats, _centres = cv2.connectedComponentsWithStats(broad)
    high, wide = broad.shape
    bands = [
        label for label in range(1, count) if _touches(stats[label], wide, high) and max(stats[label][2:4]) > THUMB_DPI
    ]
    if not bands:
        return grey
    mask = cv2.dilate(np.isin(labels, bands).astype(np.uint8), np.ones((5, 5)))[9:-9, 9:-9]
    full = cv2.resize(mask, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_NEAREST)
    return np.where(full > 0, np.uint8(WHITE), grey)


def _touches(stat: "NDArray[np.int32]", wide: int, high: int) -> bool:
    left, top, across, down = (int(value) for value in stat[:4])
    return left == 0 or top == 0 or left + across == wide or top + down == high


def evened(grey: "Grey") -> "Grey":
    """The page divided by its own paper where the paper is unevenly lit; an even page comes back as it is."""
    import cv2

    factor = min(1.0, 160 / max(grey.shape))
    paper = cv2.GaussianBlur(cv2.dilate(resized(grey, factor), np.ones((5, 5))), (0, 0), 3)
    if float(paper.std()) < 6:
        return grey
    full = cv2.resize(paper, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(grey, full, scale=WHITE))


def ink(grey: "Grey", dpi: int) -> "Grey":
    """1 where a thin dark stroke is (black-hat against its surroundings), 0 elsewhere."""
    import cv2

    side = max(3, round(0.08 * dpi)) | 1
    strokes = cv2.morphologyEx(grey, cv2.MORPH_BLACKHAT, np.ones((side, side)))
    return np.asarray(strokes > 50, dtype=np.uint8)


def turned(sheet: Sheet, degrees: int) -> Sheet:
    """The sheet turned clockwise by 0, 90, 180 or 270 degrees, loss-free."""
    import cv2

    wide, high = sheet.size
    turns = {
        90: (cv2.ROTATE_90_CLOCKWISE, [[0, -1, high], [1, 0, 0]]),
        180: (cv2.ROTATE_180, [[-1, 0, wide], [0, -1, high]]),
        270: (cv2.ROTATE_90_COUNTERCLOCKWISE, [[0, 1, 0], [-1, 0, wide]]),
    }
    if degrees not in turns:
        return sheet
    code, step = turns[degrees]
    return Sheet(image=np.asarray(cv2.rotate(sheet.image, code)), dpi=sheet.dpi, matrix=_after(sheet.matrix, step))


def levelled(sheet: Sheet, skew: float) -> Sheet:
    """The sheet turned counter-clockwise by `skew` degrees about its middle, on a canvas that holds all of it.

    Around grey paper the canvas is as grey: beside white corners the engine takes such paper for ink where little is
    printed on it, and reads nothing at all."""
    import cv2

    if abs(skew) < 0.04:
        return sheet
    wide, high = sheet.size
    step = cv2.getRotationMatrix2D((wide / 2, high / 2), skew, 1.0)
    across = round(wide * abs(step[0, 0]) + high * abs(step[0, 1]))
    down = round(high * abs(step[0, 0]) + wide * abs(step[0, 1]))
    step[:, 2] += ((across - wide) / 2, (down - high) / 2)
    paper = float(np.median(sheet.image))
    around = paper if paper < PALE else WHITE
    image = cv2.warpAffine(sheet.image, step, (across, down), flags=cv2.INTER_CUBIC, borderValue=around)
    return Sheet(image=np.asarray(image), dpi=sheet.dpi, matrix=_after(sheet.matrix, step))


def _after(first: "Matrix", second: object) -> "Matrix":
    """The matrix that does `first`, then `second`."""
    lower = np.array([[0.0, 0.0, 1.0]])
    both = np.vstack([np.asarray(second, dtype=np.float64), lower]) @ np.vstack([first, lower])
    return np.asarray(both[:2])


def carried(box: tuple[int, int, int, int], matrix: "Matrix") -> tuple[float, float, float, float]:
    """The upright box around a box after an affine matrix."""
    left, top, right, bottom = box
    corners = np.array([[left, right, right, left], [top, top, bottom, bottom], [1, 1, 1, 1]], dtype=np.float64)
    across, down = matrix @ corners
    return float(across.min()), float(down.min()), float(across.max()), float(down.max())


def inverse(matrix: "Matrix") -> "Matrix":
    """The matrix that carries sheet pixels back to file pixels."""
    import cv2

    return np.asarray(cv2.invertAffineTransform(matrix))
