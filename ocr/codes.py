"""QR codes, by zxing-cpp. Other codes are not looked for: Vietnamese papers do not carry them, and they cost time."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from domain.scans import Box, Code
from ocr.clean import resized

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

LARGER, LARGEST_FACTOR = 3.0, 6.0
LARGEST = 4500
"""Longest side of an enlarged part, in pixels."""
THUMB_DPI = 100
MOST = 4
"""Places looked at when the page shows no mark."""
MARGIN = 0.15
"""Share of a found code's side that is added around it before it is looked at larger."""


def codes(grey: "Grey", page: int, dpi: int) -> tuple[Code, ...]:
    """Every QR code on the grey page at file resolution, boxes in its pixels."""
    found = [_looked_at_again(grey, mark) for mark in _marks(grey)] or list(_in_squares(grey, dpi))
    return tuple(Code(kind=kind, text=text, page=page, box=box) for kind, text, box in found if text)


def _in_squares(grey: "Grey", dpi: int) -> Iterator[tuple[str, str, Box]]:
    """Marks decoded in places that look like a code from afar, each looked at larger."""
    for left, top, right, bottom in squares(grey, dpi):
        if found := _decoded(grey[top:bottom, left:right]):
            kind, text, (a, b, c, d) = found
            yield kind, text, (left + a, top + b, left + c, top + d)


def _decoded(part: "Grey") -> tuple[str, str, Box] | None:
    """A mark of a small picture, its box in the picture's pixels, by the first enlargement that shows it."""
    for factor, seen in _larger(part):
        for kind, text, box in _marks(seen):
            if text:
                a, b, c, d = (round(edge / factor) for edge in box)
                return kind, text, (a, b, c, d)
    return None


def _larger(part: "Grey") -> Iterator[tuple[float, "Grey"]]:
    """A picture enlarged, then also evenly lit and sharpened, then enlarged more: each decodes what others miss."""
    import cv2

    yield LARGER, (first := resized(part, LARGER))
    paper = cv2.GaussianBlur(cv2.dilate(first, np.ones((27, 27), np.uint8)), (0, 0), 27)
    even = cv2.divide(first, paper, scale=255)
    yield LARGER, np.asarray(cv2.addWeighted(even, 3, cv2.GaussianBlur(even, (0, 0), LARGER), -2, 0), dtype=np.uint8)
    if max(part.shape) <= LARGEST / LARGEST_FACTOR:
        yield LARGEST_FACTOR, resized(part, LARGEST_FACTOR)


def squares(grey: "Grey", dpi: int) -> tuple[Box, ...]:
    """Places of a page, with a margin, that are as large, as square and as densely patterned as a printed code."""
    import cv2

    factor = THUMB_DPI / dpi
    thumb = resized(grey, factor)
    pattern = cv2.morphologyEx(thumb, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
    closed = cv2.morphologyEx((pattern > 60).astype(np.uint8), cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8))
    solid = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((21, 21), np.uint8))
    count, _labels, stats, _centres = cv2.connectedComponentsWithStats(solid)
    found = sorted((stats[n] for n in range(1, count) if _is_square(stats[n])), key=lambda stat: -stat[4])
    return tuple(_placed(stat, factor, grey) for stat in found[:MOST])


def _is_square(stat: "NDArray[np.int32]") -> bool:
    """Between 0.35 and 1.6 inch, no longer than 1.5 times its width, and full."""
    wide, high, area = int(stat[2]), int(stat[3]), int(stat[4])
    sized = min(wide, high) >= 0.35 * THUMB_DPI and max(wide, high) <= 1.6 * THUMB_DPI
    return sized and max(wide, high) <= 1.5 * min(wide, high) and area >= 0.6 * wide * high


def _placed(stat: "NDArray[np.int32]", factor: float, grey: "Grey") -> Box:
    margin = 0.12 * max(stat[2], stat[3]) + 4
    left, top = (max(0, round((edge - margin) / factor)) for edge in stat[:2])
    right, bottom = (round((stat[n] + stat[n + 2] + margin) / factor) for n in (0, 1))
    return left, top, min(right, grey.shape[1]), min(bottom, grey.shape[0])


def _marks(grey: "Grey") -> list[tuple[str, str, Box]]:
    """(kind, text, box) of each mark; the text is empty where one was found but not decoded."""
    import zxingcpp

    kinds = zxingcpp.barcode_formats_from_str("QRCode")
    results = zxingcpp.read_barcodes(
        np.ascontiguousarray(grey), formats=kinds, text_mode=zxingcpp.TextMode.Plain, return_errors=True
    )
    return [(_kind(result), result.text if result.valid else "", _box(result.position)) for result in results]


def _kind(result: object) -> str:
    return re.sub(r"[^a-z0-9]", "", str(getattr(result, "format", "")).split(".")[-1].lower()).replace("qrcode", "qr")


def _box(position: object) -> Box:
    corners = [getattr(position, name) for name in ("top_left", "top_right", "bottom_right", "bottom_left")]
    across, down = [corner.x for corner in corners], [corner.y for corner in corners]
    return min(across), min(down), max(across), max(down)


def _looked_at_again(grey: "Grey", mark: tuple[str, str, Box]) -> tuple[str, str, Box]:
    """A mark found but not decoded is decoded from its own place, three times as large."""
    kind, text, box = mark
    if text:
        return mark
    margin = round(MARGIN * max(box[2] - box[0], box[3] - box[1])) + 4
    part = grey[max(0, box[1] - margin) : box[3] + margin, max(0, box[0] - margin) : box[2] + margin]
    if not part.size or max(part.shape) > LARGEST / LARGER:
        return mark
    again = _decoded(part)
    return (again[0], again[1], box) if again else (kind, "", box)
