"""What lies over and under the print: the watermark that says MẪU, seals in red, signatures in ink, incoming stamps."""

import math
import random
from functools import cache

from PIL import Image, ImageDraw

from samples.drawing import Canvas, Picture
from samples.fonts import font

NOTICE = "MẪU - dữ liệu hư cấu, không có giá trị pháp lý"
RED = (200, 30, 40)
INK = (35, 50, 140)
WATERMARK = (238, 238, 238)


@cache
def watermark(width: int, height: int) -> Image.Image:
    """White paper with a pale MẪU across it, in pixels."""
    page = Image.new("RGB", (width, height), "white")
    size = min(width, height) * 0.36
    word = Image.new("L", (int(size * 2.6), int(size * 1.5)), 0)
    ImageDraw.Draw(word).text(
        (word.width / 2, word.height / 2), "MẪU", 255, font("liberation-sans", "bold", round(size)), "mm"
    )
    turned = word.rotate(35, expand=True, resample=Image.Resampling.BILINEAR)
    page.paste(WATERMARK, ((width - turned.width) // 2, (height - turned.height) // 2), turned)
    return page


@cache
def seal(top: str, middle: str) -> Image.Image:
    """A round red seal, 600 pixels wide on white; text runs along the ring and MẪU stands in the middle."""
    side, centre = 600, 300
    picture = Image.new("RGB", (side, side), "white")
    pen = ImageDraw.Draw(picture)
    for radius, width in ((292, 9), (276, 3), (188, 3)):
        pen.ellipse((centre - radius, centre - radius, centre + radius, centre + radius), outline=RED, width=width)
    _around(picture, top, radius=232)
    letters = font("liberation-sans", "bold", 64)
    pen.text((centre, centre), middle, RED, letters, "mm")
    pen.text((centre, centre + 90), "★", RED, font("dejavu-sans", "bold", 70), "mm")
    return picture


def _around(picture: Image.Image, text: str, *, radius: float) -> None:
    """Writes along a circle from the lower left to the lower right."""
    face = font("liberation-sans", "bold", 46)
    sweep = 260 / max(1, len(text) - 1)
    for place, letter in enumerate(text):
        angle = -130 + place * sweep
        tile = Image.new("L", (100, 100), 0)
        ImageDraw.Draw(tile).text((50, 50), letter, 255, face, "mm")
        turned = tile.rotate(-angle, resample=Image.Resampling.BILINEAR)
        x = picture.width / 2 + radius * math.sin(math.radians(angle))
        y = picture.height / 2 - radius * math.cos(math.radians(angle))
        picture.paste(RED, (round(x - 50), round(y - 50)), turned)


def signature(chance: random.Random) -> Image.Image:
    """A scribble in blue ink on white, 440 by 160 pixels."""
    picture = Image.new("RGB", (440, 160), "white")
    pen = ImageDraw.Draw(picture)
    waves = [(chance.uniform(0.6, 3.5), chance.uniform(0, 6.3), chance.uniform(8, 26)) for _ in range(4)]
    points = []
    for step in range(160):
        along = step / 159
        swing = sum(height * math.sin(rate * 6.3 * along + start) for rate, start, height in waves)
        loop = 26 * math.sin(14 * along + waves[0][1])
        points.append((40 + 350 * along + loop, 80 + swing * (1 - 0.4 * along)))
    pen.line(points, fill=INK, width=5, joint="curve")
    pen.line([(60, 132), (380, chance.randrange(110, 140))], fill=INK, width=4)
    return picture


def press(canvas: Canvas, x: float, y: float, *, text: str, diameter: float = 96.0) -> None:
    """Presses a seal with its centre at a point."""
    half = diameter / 2
    canvas.ops.append(
        Picture(x=x - half, y=y - half, width=diameter, height=diameter, image=seal(text, "MẪU"), name="seal")
    )


def sign(canvas: Canvas, chance: random.Random, x: float, y: float) -> None:
    """Signs with the middle of the signature at a point."""
    canvas.ops.append(Picture(x=x - 50, y=y - 18, width=100, height=36, image=signature(chance), name="signature"))
