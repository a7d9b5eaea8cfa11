"""Digits are read once more on the picture from which no leaders and rules were taken: a stroke may have gone too."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from domain.documents import FieldValue
from ocr import clean, second
from ocr.documents import find
from ocr.zones import read_zones
from tests.ocr.draw import font
from tests.ocr.lines import reading, second_read
from tests.ocr.printed import BIRTH

NUMBER, BOX = "040080016276", (80, 60, 480, 110)


def drawn(text: str) -> NDArray[np.uint8]:
    """A line of a sheet."""
    page = Image.new("L", (600, 180), 255)
    ImageDraw.Draw(page).text((84, 58), text, fill=10, font=font(13))
    return np.asarray(page)


@pytest.mark.parametrize("number", ["010080016276", NUMBER])
def test_where_ink_was_taken_out_the_second_reader_sees_what_stood_there(number: str) -> None:
    if not second.available():
        pytest.skip("the second reader is not installed")
    sheet = clean.Sheet(image=drawn(number), dpi=200, matrix=np.eye(3)[:2])
    (zone,) = read_zones(sheet, {BOX: number}, untouched=drawn(NUMBER))
    assert zone.untouched == ("" if number == NUMBER else NUMBER)


def number_with(untouched: str) -> FieldValue:
    """The child's number, as two readers have it, when this stood there before leaders and rules were taken out."""
    page = second_read(BIRTH, {}, third=True)
    zones = tuple(replace(zone, untouched=untouched) for zone in page.zones)
    (found,) = find(reading(replace(page, zones=zones)))
    return next(field for field in found.fields if field.name == "personal_id")


def test_a_number_of_which_a_stroke_may_have_gone_waits() -> None:
    assert [number_with(text).accepted for text in ("", "068319000123 .....", "068349000123")] == [True, True, False]
    assert "before_cleaning:068349000123" in number_with("068349000123").notes
