"""Pictures of lines to learn from: printed in many fonts on small sheets, worn as scanners and copiers wear them,
cleaned and cut by the very code that cleans and cuts pages."""

import io
import random
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from ocr import clean, lines
from ocr.zones import ABOVE, BESIDE, FAR_ABOVE, cut
from samples.fonts import FAMILIES, FOLDERS, lacking
from training.texts import text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

HEIGHT = 40
"""Pixels of height lines are brought to."""
STYLES = (("", "Regular"), ("-Bold",), ("-Italic",), ("-BoldItalic",))
HELD_OUT = ("texgyreschola", "texgyreheroscn", "NotoSerifDisplay")
"""Fonts never learnt from: they measure what other print costs."""
MORE = (
    "DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSans-Oblique.ttf", "DejaVuSerif.ttf", "DejaVuSerif-Bold.ttf",
    "DejaVuSerif-Italic.ttf", "DejaVuSansMono.ttf",
    *(f"texgyre{stem}-{style}.otf" for stem in ("bonum", "adventor", "cursor")
      for style in ("regular", "bold", "italic", "bolditalic")),
)  # fmt: skip
LIKELY = {"LiberationSerif": 7.0, "texgyretermes": 5.0, "LiberationSans": 2.5, "texgyreheros-": 1.5}
"""Fonts like those that offices print in come more often."""
WIDE, HIGH = 1080, 760
"""A sheet at 200 dpi, in pixels."""
WIDEST = 800


@dataclass(frozen=True, slots=True)
class Line:
    """A grey picture `HEIGHT` pixels high and what stands on it."""

    image: "Grey"
    text: str
    middles: "NDArray[np.float32]"
    """Column of the middle of each letter."""


@dataclass(slots=True)
class Printed:
    """Some words on a sheet: their text, ink box in pixels, the middle of each letter."""

    text: str
    box: tuple[float, float, float, float]
    middles: list[float]


@cache
def fonts(*, held_out: bool = False) -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Files of fonts that hold every letter, and how often each is taken."""
    wanted = {name for family in FAMILIES.values() for name in family.files} | set(MORE)
    every = [file for folder in FOLDERS for file in sorted(folder.rglob("*.[ot]tf"))]
    if held_out:
        chosen = [file for file in every if file.name.startswith(HELD_OUT)]
    else:
        chosen = [file for file in every if file.name in wanted and not file.name.startswith(HELD_OUT)]
    whole = [file for file in chosen if not lacking(file)]
    weights = tuple(next((w for stem, w in LIKELY.items() if file.name.startswith(stem)), 1.0) for file in whole)
    return tuple(map(str, whole)), weights


@cache
def _font(file: str, pixels: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(file, pixels, layout_engine=ImageFont.Layout.BASIC)


def sheet_lines(chance: random.Random, longest: int, *, held_out: bool = False) -> list[Line]:
    """The lines of one freshly printed, worn, cleaned and cut sheet; texts of up to `longest` words."""
    source = np.random.default_rng(chance.randrange(2**32))
    scale = chance.choice((1.5, 1.5, 1.0, 1.0, 1.0, 0.8))
    page, words = _printed(chance, longest, scale, held_out=held_out)
    worn = _worn(page, chance, source, scale)
    image, matrix = _levelled(worn, chance, scale)
    if chance.random() < 0.9:
        image = lines.without_lines(image, clean.WORK_DPI)
    cuts = (_cut(image, matrix, word, chance) for word in words)
    return [line for line in cuts if line is not None]


def _printed(chance: random.Random, longest: int, scale: float, *, held_out: bool) -> tuple["Grey", list[Printed]]:
    """A sheet full of print, and where which words stand; `scale` to 200 dpi."""
    wide, high = round(WIDE * scale), round(HIGH * scale)
    page = Image.new("L", (wide, high), 255)
    pen = ImageDraw.Draw(page)
    _background(pen, chance, wide, high)
    files, weights = fonts(held_out=held_out)
    words: list[Printed] = []
    y, margin = 20 * scale, 14 * scale
    while y < high - 60 * scale:
        file = chance.choices(files, weights)[0]
        size = round(chance.triangular(23, 46, 36) * scale * 2) / 2
        y += size * chance.uniform(1.02, 1.5)
        x = margin + chance.uniform(0, 30) * scale
        while x < wide - 120 * scale:
            more = _words(pen, chance, (x, y), _font(file, size), text(chance, longest), wide - margin)
            if more is None:
                break
            words.append(more)
            x = more.box[2] + size * chance.choice((0.28, 0.5, 1.0, 2.0))
        _furniture(pen, chance, y, size, wide, scale)
    return np.asarray(page), words


def _words(
    pen: ImageDraw.ImageDraw, chance: random.Random, at: tuple[float, float], face: ImageFont.FreeTypeFont,
    said: str, right: float,
) -> Printed | None:  # fmt: skip
    """Words printed one after the other at a baseline, as many as fit; None when nothing does."""
    x, y = at
    ink = chance.randrange(0, 70) if chance.random() < 0.5 else 0
    space = face.getlength(" ") * chance.uniform(0.85, 1.5)
    loose = chance.uniform(0.3, 3.0) if chance.random() < 0.08 else 0.0
    boxes: list[tuple[float, float, float, float]] = []
    done: list[str] = []
    middles: list[float] = []
    for word in said.split():
        length = face.getlength(word) + loose * len(word)
        if x + length > right:
            break
        left = x
        middles += [x - space / 2] if done else []
        middles += [x + face.getlength(word[:at] + letter) - face.getlength(letter) / 2 + loose * at
                    for at, letter in enumerate(word)]  # fmt: skip
        for part in word if loose else [word]:
            pen.text((x, y), part, ink, face, "ls")
            x += face.getlength(part) + loose
        a, b, c, d = face.getbbox(word, anchor="ls")
        boxes.append((left + a, y + b, left + c + loose * len(word), y + d))
        done.append(word)
        x += space - loose
    if not done:
        return None
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Printed(" ".join(done), (min(lefts), min(tops), max(rights), max(bottoms)), middles)


def _background(pen: ImageDraw.ImageDraw, chance: random.Random, wide: int, high: int) -> None:
    """What may shine through under print: a watermark's letters, fine lines of a security print."""
    if chance.random() < 0.25:
        shade = chance.randrange(205, 245)
        face = _font(fonts()[0][0], round(chance.uniform(90, 220)))
        for _ in range(chance.randint(1, 5)):
            pen.text((chance.randrange(wide), chance.randrange(high)), chance.choice(("MẪU", "BẢN SAO")), shade, face)
    if chance.random() < 0.12:
        shade, step = chance.randrange(190, 240), chance.randint(7, 26)
        lean = chance.randint(-200, 200)
        for x in range(0, wide, step):
            pen.line([(x, 0), (x + lean, high)], shade, 1)


def _furniture(pen: ImageDraw.ImageDraw, chance: random.Random, y: float, size: float, wide: int, scale: float) -> None:
    """Leaders under print, rules below it, a frame's upright."""
    if chance.random() < 0.22:
        step, dot = chance.uniform(5, 10) * scale, max(1.0, 1.1 * scale)
        x = chance.uniform(0, wide / 2)
        stop = chance.uniform(x, wide)
        while x < stop:
            pen.ellipse((x, y + 0.5 - dot, x + 2 * dot, y + 0.5 + dot), 0)
            x += step
    if chance.random() < 0.08:
        below = y + size * chance.uniform(0.12, 0.35)
        pen.line([(0, below), (wide, below)], chance.randrange(120), max(1, round(1.4 * scale)))
    if chance.random() < 0.04:
        x = chance.uniform(0, wide)
        pen.line([(x, y - size), (x, y + size / 2)], 0, max(1, round(1.4 * scale)))


def _worn(page: "Grey", chance: random.Random, source: np.random.Generator, scale: float) -> "Grey":
    """What printer, scanner and copier do to a sheet."""
    if chance.random() < 0.12:
        return page
    angle = chance.uniform(-3, 3)
    high, wide = page.shape
    turn = cv2.getRotationMatrix2D((wide / 2, high / 2), angle, 1.0)
    worn = cv2.warpAffine(page, turn, (wide, high), flags=cv2.INTER_LINEAR, borderValue=255)
    worn = _thickened(np.asarray(worn), chance)
    worn = np.asarray(cv2.GaussianBlur(worn, (0, 0), chance.uniform(0.35, 1.05) * (0.85 if scale < 1 else 1)))
    worn = _toned(worn, chance, source)
    if chance.random() < 0.07:
        level = chance.randrange(110, 190)
        worn = np.where(worn < level, np.uint8(0), np.uint8(255))
    worn = _squeezed(worn, chance)
    back = cv2.getRotationMatrix2D((wide / 2, high / 2), -angle, 1.0)
    return np.asarray(cv2.warpAffine(worn, back, (wide, high), flags=cv2.INTER_CUBIC, borderValue=255))


def _thickened(page: "Grey", chance: random.Random) -> "Grey":
    """Ink that ran, or toner that thinned, by a part of a pixel."""
    if chance.random() > 0.3:
        return page
    change = cv2.erode if chance.random() < 0.5 else cv2.dilate
    share = chance.uniform(0.15, 0.75)
    return np.asarray(cv2.addWeighted(page, 1 - share, change(page, np.ones((2, 2))), share, 0))


def _toned(page: "Grey", chance: random.Random, source: np.random.Generator) -> "Grey":
    """Ink and paper of a copy, uneven light, grain, specks, traces of a seal."""
    ink, paper = chance.triangular(0, 110, 20), chance.triangular(195, 255, 250)
    curve = (ink + (paper - ink) * (np.arange(256) / 255) ** chance.uniform(0.85, 1.5)).astype(np.float32)
    toned = curve[page]
    grain = source.standard_normal((256, 256), dtype=np.float32) * np.float32(chance.uniform(0, 13))
    high, wide = page.shape
    toned += np.tile(grain, (high // 256 + 1, wide // 256 + 1))[:high, :wide]
    if chance.random() < 0.4:
        toned *= np.linspace(1 - chance.uniform(0, 0.2), 1, wide, dtype=np.float32)[None, :: chance.choice((1, -1))]
    done = np.clip(toned, 0, 255).astype(np.uint8)
    for _ in range(chance.randrange(0, 45) if chance.random() < 0.4 else 0):
        cv2.circle(done, (chance.randrange(wide), chance.randrange(high)), 1, chance.choice((30, 60, 250)), -1)
    if chance.random() < 0.25:
        _seal(done, chance)
    return done


def _seal(page: "Grey", chance: random.Random) -> None:
    """What is left of a red seal after it was taken out: pale rings, and print made paler where they cross it."""
    high, wide = page.shape
    layer = np.full_like(page, 255)
    centre, shade = (chance.randrange(wide), chance.randrange(high)), chance.randrange(150, 240)
    for radius in (150, 138, 95):
        cv2.circle(layer, centre, round(radius * chance.uniform(0.9, 1.5)), shade, chance.randint(1, 5))
    np.minimum(page, layer, out=page)


def _squeezed(page: "Grey", chance: random.Random) -> "Grey":
    if chance.random() < 0.25:
        return page
    done = io.BytesIO()
    Image.fromarray(page).save(done, "JPEG", quality=chance.randrange(34, 88))
    return np.asarray(Image.open(done), np.uint8)


def _levelled(page: "Grey", chance: random.Random, scale: float) -> tuple["Grey", "NDArray[np.float64]"]:
    """The sheet brought to 200 dpi and turned by the error a levelling leaves, with the way from print to picture."""
    small = clean.evened(clean.resized(page, 1 / scale))
    wrong = chance.gauss(0, 0.15)
    sheet = clean.Sheet(image=small, dpi=clean.WORK_DPI, matrix=np.array([[1 / scale, 0, 0], [0, 1 / scale, 0]]))
    level = clean.levelled(sheet, wrong)
    return level.image, level.matrix


def _cut(image: "Grey", matrix: "NDArray[np.float64]", word: Printed, chance: random.Random) -> Line | None:
    """A line cut as the pipeline cuts it, its box a little off as boxes are."""
    left, top, right, bottom = clean.carried(tuple(map(round, word.box)), matrix)  # type: ignore[arg-type]
    high = bottom - top
    far = chance.random() < 0.2
    off = [abs(chance.gauss(0, 0.12 if far else 0.03)) * high - 0.02 * high for _ in range(4)]
    if chance.random() < 0.25:
        off[chance.choice((1, 3))] -= chance.uniform(0, 0.2) * high
    place = (left - off[0], top - off[1], right + off[2], bottom + off[3])
    part = cut(image, place, chance.choice((ABOVE, FAR_ABOVE, FAR_ABOVE, chance.uniform(ABOVE, FAR_ABOVE))))
    factor = HEIGHT / part.shape[0]
    small = clean.resized(part, factor)
    if small.shape[0] != HEIGHT or not 8 <= small.shape[1] <= WIDEST or small.shape[1] < 5 * len(word.text):
        return None
    level = (word.box[1] + word.box[3]) / 2
    across = matrix[0, 0] * np.array(word.middles) + matrix[0, 1] * level + matrix[0, 2]
    begin = round(place[0] - BESIDE * max(1.0, place[3] - place[1]))
    return Line(small, word.text, ((across - begin) * factor).astype(np.float32))
