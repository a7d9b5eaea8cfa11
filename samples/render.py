"""Canvases as bitmaps, and where each field lies on them."""

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw

from samples.drawing import Box, Canvas, Line, Picture, Text, width_of
from samples.fonts import font
from samples.marks import watermark

Boxes = dict[str, tuple[float, float, float, float]]


def bitmap(canvas: Canvas, dpi: int) -> Image.Image:
    """The page in colour at a resolution."""
    scale = dpi / 72
    size = (round(canvas.width * scale), round(canvas.height * scale))
    page = Image.new("RGB", size, "white") if canvas.quiet else watermark(*size).copy()
    pen = ImageDraw.Draw(page)
    for op in canvas.ops:
        match op:
            case Text():
                _text(pen, op, scale)
            case Line():
                width = max(1, round(op.width * scale))
                pen.line([(op.x0 * scale, op.y0 * scale), (op.x1 * scale, op.y1 * scale)], op.colour, width)
            case Box():
                corners = (op.x0 * scale, op.y0 * scale, op.x1 * scale, op.y1 * scale)
                pen.rectangle(corners, op.fill, op.outline, max(1, round(0.7 * scale)))
            case Picture():
                _over(page, op, scale)
    return page


def _text(pen: ImageDraw.ImageDraw, op: Text, scale: float) -> None:
    """Prints word by word: letters are placed on whole pixels, and over a whole line the error would grow."""
    face = font(op.family, op.style, round(op.size * scale, 2))
    x, space = op.x, width_of(" ", op.family, op.style, op.size)
    for word in op.text.split(" "):
        pen.text((x * scale, op.y * scale), word, op.colour, face, "ls")
        x += width_of(word, op.family, op.style, op.size) + space


def _over(page: Image.Image, op: Picture, scale: float) -> None:
    """Prints a picture over the page as ink does: each colour keeps the darker of both."""
    size = (max(1, round(op.width * scale)), max(1, round(op.height * scale)))
    kind = Image.Resampling.NEAREST if op.name == "qr" else Image.Resampling.BILINEAR
    ink = op.image.convert("RGB").resize(size, kind)
    left, top = round(op.x * scale), round(op.y * scale)
    below = page.crop((left, top, left + size[0], top + size[1]))
    mixed = np.asarray(ink, np.uint16) * np.asarray(below, np.uint16) // 255
    page.paste(Image.fromarray(mixed.astype(np.uint8)), (left, top))


def boxes(canvas: Canvas, dpi: int) -> Boxes:
    """Where each field's letters lie, in pixels: left, top, right, bottom."""
    found: Boxes = {}
    for op in canvas.ops:
        if isinstance(op, Text) and op.field:
            found[op.field] = _union([found[op.field]] if op.field in found else [], extent(op, dpi / 72))
    return found


def extent(op: Text, scale: float = 1.0) -> tuple[float, float, float, float]:
    """The rectangle a text covers; `scale` in pixels a point."""
    fine = 8.0
    left, top, right, bottom = font(op.family, op.style, round(op.size * fine, 2)).getbbox(op.text, anchor="ls")
    share = scale / fine
    x, y = op.x * scale, op.y * scale
    return x + left * share, y + top * share, x + right * share, y + bottom * share


def _union(
    seen: Sequence[tuple[float, float, float, float]], more: tuple[float, float, float, float]
) -> tuple[float, float, float, float]:
    every = [*seen, more]
    return (
        min(box[0] for box in every),
        min(box[1] for box in every),
        max(box[2] for box in every),
        max(box[3] for box in every),
    )
