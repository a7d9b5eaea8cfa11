"""What a scanner and a copier do to a page, the same for the same seed; and where each point of it went.

Level 0 leaves it as printed, 1 is an office scan, 2 a bad photocopy, often turned.
"""

import io
import random
from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

Pixels = NDArray[np.uint8]
TURNS = (0, 90, 180, 270)
TILE = 512


@dataclass(frozen=True, slots=True, kw_only=True)
class Worn:
    """A page after its wear. `rotation`: degrees clockwise to upright; `skew`: degrees counter-clockwise then."""

    image: Image.Image
    rotation: int
    skew: float
    matrix: NDArray[np.float64] = field(default_factory=lambda: np.eye(2, 3))

    def box(self, box: tuple[float, float, float, float]) -> tuple[int, int, int, int]:
        """Where a rectangle of the clean page lies now."""
        left, top, right, bottom = box
        corners = np.array([[left, top, 1], [right, top, 1], [left, bottom, 1], [right, bottom, 1]])
        moved = corners @ self.matrix.T
        low, high = moved.min(axis=0), moved.max(axis=0)
        return int(low[0]), int(low[1]), int(np.ceil(high[0])), int(np.ceil(high[1]))


def resolution(level: int, chance: random.Random) -> int:
    """Dots an inch at which a page of a level is scanned."""
    return (300, chance.choice((200, 300)), 200)[level]


def wear(page: Image.Image, level: int, chance: random.Random, *, turn: int | None = None) -> Worn:
    """The page as it comes from the scanner at a level; `turn` fixes the degrees clockwise it lies turned."""
    lying = turn if turn is not None else (chance.choice(TURNS) if level == 2 else 0)
    if level == 0:
        return _turned(np.asarray(page), np.eye(2, 3), lying, 0.0)
    angle = round(chance.uniform(0.3, 2.0) * chance.choice((-1, 1)) * (1.6 if level == 2 else 1.0), 2)
    pixels = np.asarray(page if level == 1 else page.convert("L"))
    pixels, matrix = _skewed(pixels, angle)
    pixels = _scanned(pixels, chance) if level == 1 else _copied(pixels, chance)
    return _turned(
_jpeg(pixels, chance.randrange(62, 80) if level == 1 else chance.randrange(38, 55)),
                   matrix, lying, angle)  # fmt: skip


def _skewed(pixels: Pixels, angle: float) -> tuple[Pixels, NDArray[np.float64]]:
    """Turned clockwise by a few degrees about the middle; the corners are the colour of paper."""
    height, width = pixels.shape[:2]
    matrix = np.asarray(cv2.getRotationMatrix2D((width / 2, height / 2), -angle, 1.0))
    turned = cv2.warpAffine(pixels, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=(250, 250, 250))
    return np.asarray(turned, np.uint8), matrix


def _scanned(pixels: Pixels, chance: random.Random) -> Pixels:
    soft = cv2.GaussianBlur(pixels, (0, 0), chance.uniform(0.5, 0.9))
    height, width = soft.shape[:2]
    bright = chance.uniform(0.94, 1.0)
    tint = np.array([bright, bright * chance.uniform(0.985, 1.0), bright * chance.uniform(0.95, 1.0)], np.float32)
    shade = _shadow(width, chance.uniform(0.03, 0.12), chance.choice((True, False)))
    gain = shade[:, None] * tint
    grain = _noise(chance, chance.uniform(3, 7))
    for top in range(0, height, TILE):  # strip by strip: a page of floats would not fit the cache
        strip = soft[top : top + TILE].astype(np.float32) * gain
        strip += np.tile(grain, (1, width // TILE + 1))[: len(strip), :width, None]
        soft[top : top + TILE] = np.clip(strip, 0, 255)
    return np.asarray(soft, np.uint8)


def _copied(pixels: Pixels, chance: random.Random) -> Pixels:
    soft = cv2.GaussianBlur(pixels, (0, 0), chance.uniform(0.6, 0.95)).astype(np.float32)
    height, width = soft.shape[:2]
    ink, paper = chance.uniform(45, 80), chance.uniform(205, 235)
    flat = ink + (paper - ink) * (soft / 255) ** chance.uniform(1.0, 1.4)
    flat *= _shadow(width, chance.uniform(0.05, 0.18), chance.choice((True, False)))[None, :]
    flat += np.tile(_noise(chance, chance.uniform(7, 12)), (height // TILE + 1, width // TILE + 1))[:height, :width]
    copied: Pixels = np.asarray(np.clip(flat, 0, 255), np.uint8)
    _specks(copied, chance)
    _borders(copied, chance)
    return copied


def _shadow(width: int, depth: float, left: bool) -> NDArray[np.float32]:  # noqa: FBT001
    ramp = 1 - depth * np.linspace(1, 0, width, dtype=np.float32) ** 2
    return np.asarray(ramp if left else ramp[::-1], np.float32)


def _noise(chance: random.Random, strength: float) -> NDArray[np.float32]:
    """Grain: one tile of it to lay over the page, since fresh grain a pixel is slow and looks no different."""
    source = np.random.default_rng(chance.randrange(2**32))
    return source.standard_normal((TILE, TILE), dtype=np.float32) * np.float32(strength)


def _specks(pixels: Pixels, chance: random.Random) -> None:
    height, width = pixels.shape
    for _ in range(chance.randrange(40, 160)):
        centre = (chance.randrange(width), chance.randrange(height))
        cv2.circle(pixels, centre, 1, chance.choice((30, 60, 250)), -1)


def _borders(pixels: Pixels, chance: random.Random) -> None:
    """The black edges a copier leaves where the lid was open."""
    height, width = pixels.shape
    wide, high = round(width * chance.uniform(0.006, 0.02)), round(height * chance.uniform(0.004, 0.012))
    pixels[:, :wide] = 25
    pixels[:high, :] = 30


def _jpeg(pixels: Pixels, quality: int) -> Pixels:
    squeezed = io.BytesIO()
    Image.fromarray(pixels).save(squeezed, "JPEG", quality=quality)
    return np.asarray(Image.open(squeezed), np.uint8)


def _turned(pixels: Pixels, matrix: NDArray[np.float64], lying: int, angle: float) -> Worn:
    """Laid clockwise by quarter turns."""
    height, width = pixels.shape[:2]
    quarter = {
        0: [[1, 0, 0], [0, 1, 0]],
        90: [[0, -1, height], [1, 0, 0]],
        180: [[-1, 0, width], [0, -1, height]],
        270: [[0, 1, 0], [-1, 0, width]],
    }[lying]
    whole = np.asarray(quarter, np.float64) @ np.vstack([matrix, [0, 0, 1]])
    image = Image.fromarray(np.ascontiguousarray(np.rot90(pixels, -lying // 90)))
    return Worn(image=image, rotation=(360 - lying) % 360, skew=angle, matrix=whole)
