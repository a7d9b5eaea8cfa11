"""QR codes, by zxing-cpp. Other codes are not looked for: Vietnamese papers do not carry them, and they cost time."""

import re
from typing import TYPE_CHECKING

import numpy as np

from domain.scans import Box, Code
from ocr.clean import resized

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

MARGIN = 0.15
"""Share of a found code's side that is added around it before it is looked at larger."""


def codes(grey: "Grey", page: int) -> tuple[Code, ...]:
    """Every QR code on the grey page at file resolution, boxes in its pixels."""
    found = [_looked_at_again(grey, mark) for mark in _marks(grey)]
    return tuple(Code(kind=kind, text=text, page=page, box=box) for kind, text, box in found if text)


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
    if not part.size or max(part.shape) > 1500:
        return mark
    again = next((other for other in _marks(resized(part, 3.0)) if other[1]), None)
    return (again[0], again[1], box) if again else (kind, "", box)
