"""What stands right beside a value: taken into the picture of its place, or a reason to hold it."""

import numpy as np
import pytest

from domain.scans import Box, Mark, Word
from ocr import clean, zones
from ocr.beside import AFTER, BEFORE, Unread
from ocr.doubts import UNREAD, reasons
from tests.ocr import draw

LINES = ("Ngày sinh: 17/07/1984", "Vốn: 1.800.000.000 đồng", "Họ tên: HUỲNH BÁ LỘC", "Tình trạng: Không có án tích")


@pytest.fixture(scope="module")
def sheet() -> clean.Sheet:
    return clean.sheet_of(np.asarray(draw.paper(LINES).convert("RGB")), 300)[0]


def place(text: str) -> Box:
    row = next(at for at, line in enumerate(LINES) if text in line)
    return draw.box_of(text, LINES[row], row)


@pytest.mark.parametrize(
    ("short", "whole"),
    [("7/07/1984", "17/07/1984"), ("800.000.000", "1.800.000.000"), ("UỲNH BÁ LỘC", "HUỲNH BÁ LỘC")],
)
def test_what_stands_close_before_a_value_is_in_its_picture(sheet: clean.Sheet, short: str, whole: str) -> None:
    given, wanted = (zones.placed(place(text), sheet.matrix) for text in (short, whole))
    found = zones.whole(sheet, given, short)
    assert abs(found[0] - wanted[0]) <= 6
    assert found[1:] == given[1:]


@pytest.mark.parametrize("text", ["17/07/1984", "1.800.000.000", "HUỲNH BÁ LỘC", "BÁ LỘC", "Không có"])
def test_the_picture_of_a_whole_value_stays_as_it_is(sheet: clean.Sheet, text: str) -> None:
    given = zones.placed(place(text), sheet.matrix)
    assert zones.whole(sheet, given, text) == given


def test_a_digit_through_which_the_edge_runs_is_in_the_picture_whole(sheet: clean.Sheet) -> None:
    given = zones.placed(place("17/07/1984"), sheet.matrix)
    cut = (*given[:2], given[2] - 8, given[3])
    assert abs(zones.whole(sheet, cut, "17/07/1984")[2] - given[2]) <= 3


def test_the_last_digit_of_a_year_is_in_the_picture_though_its_box_ends_before_it(sheet: clean.Sheet) -> None:
    given, cut = (zones.placed(place(text), sheet.matrix) for text in ("17/07/1984", "17/07/198"))
    assert abs(zones.whole(sheet, cut, "17/07/198")[2] - given[2]) <= 3
    assert zones.whole(sheet, cut, "17/07/1984")[2] <= cut[2] + 3


def test_a_word_before_a_number_stays_out_of_its_picture(sheet: clean.Sheet) -> None:
    given, word = (zones.placed(place(text), sheet.matrix) for text in ("LỘC", "BÁ"))
    near = (word[2] + 3, *given[1:])
    assert zones.whole(sheet, near, "1", [word])[0] == near[0]
    assert zones.whole(sheet, near, "1")[0] < near[0]


def beside(sheet: clean.Sheet, value: str, words: tuple[str, ...]) -> dict[str, float]:
    read = tuple(Word(text=word, box=place(word), confidence=0.9, line=0) for word in words)
    return {mark.kind: mark.strength for mark in Unread(sheet, read).marks(place(value))}


def test_letters_in_no_word_right_after_a_value_are_counted(sheet: clean.Sheet) -> None:
    found = beside(sheet, "Không có", ("trạng", "Không", "có"))
    assert found[AFTER] >= 2
    assert BEFORE not in found


def test_words_that_were_read_are_nothing_unread(sheet: clean.Sheet) -> None:
    assert beside(sheet, "Không có", ("trạng", "Không", "có", "án", "tích")) == {}
    assert beside(sheet, "17/07/1984", ("sinh", "17/07/1984")) == {}


def test_a_value_beside_unread_print_waits_for_a_person() -> None:
    box = (0, 0, 10, 10)
    assert reasons("text", "Không có", [Mark(kind=AFTER, box=box, strength=5.0)]) == (UNREAD,)
    assert reasons("text", "Không có", [Mark(kind=AFTER, box=box, strength=1.0)]) == ()
