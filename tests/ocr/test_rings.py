"""The circles of a seal are taken out of a picture; letters that cross them keep their strokes."""

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from ocr import rings
from tests.ocr.draw import font

DPI = 200
RING = (300.0, 300.0, 140.0)


def picture(circles: bool, text: bool) -> NDArray[np.uint8]:
    image = Image.new("L", (700, 620), 255)
    draw = ImageDraw.Draw(image)
    if text:
        draw.text((210, 395), "Nguyễn Thanh Hải", fill=0, font=font(13, DPI))
    pixels = np.asarray(image).copy()
    if circles:
        for radius, thick in ((140, 4), (133, 2), (95, 2)):
            cv2.circle(pixels, (300, 300), radius, 0, thick, cv2.LINE_AA)
    return pixels


@pytest.mark.parametrize("off", [(0, 0, 0), (3, -4, 2)])
def test_circles_go_and_print_stays(off: tuple[int, int, int]) -> None:
    both, print_alone = picture(True, True), picture(False, True)
    ring = (RING[0] + off[0], RING[1] + off[1], RING[2] + off[2])
    left = np.where(rings.arcs(both, ring, DPI), 255, both)
    circles = (picture(True, False) < 128) & (print_alone > 200)
    letters = print_alone < 128
    assert (left[circles] < 128).mean() < 0.15
    assert (left[letters] < 128).mean() > 0.75


def test_a_ring_is_moved_onto_its_ink() -> None:
    ink = (picture(True, False) < 128).astype(np.uint8)
    across, down, radius = rings.settled(ink, (296.0, 304.0, 137.0))
    assert abs(across - 300) <= 1
    assert abs(down - 300) <= 1
    assert abs(radius - 140) <= 2


def test_print_without_a_seal_loses_nothing() -> None:
    page = picture(False, True)
    assert not (rings.arcs(page, RING, DPI) & (page < 128)).any()
