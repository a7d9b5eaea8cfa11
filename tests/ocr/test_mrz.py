"""Lines of a machine-readable zone as a reader gives them, brought to their form."""

import pytest

from ocr.mrz import tidy

FIRST = "IDVNM0820055501060082005550<<9"
SECOND = "8208307M4208309VNM<<<<<<<<<<<4"
THIRD = "LE<<MINH<BINH<<<<<<<<<<<<<<<<<"


@pytest.mark.parametrize(
    ("first", "second", "third"),
    [
        (FIRST, SECOND, THIRD),
        ("1DVNMO82OO555O1O6OO82OO555O<<9", SECOND.replace("0", "O"), THIRD.replace("I", "1")),
        (FIRST.replace("<<", "<"), SECOND.replace("<<<<", "<"), THIRD + "<<<"),
        (FIRST, SECOND, "LE<<MINH<BINH<C<<K"),
    ],
    ids=["as printed", "letters for digits", "fillers miscounted", "fillers misread"],
)
def test_lines_are_brought_to_thirty_characters(first: str, second: str, third: str) -> None:
    assert tidy(first, second, third).split("\n") == [FIRST, SECOND, THIRD]


def test_a_name_that_ends_in_c_keeps_it() -> None:
    assert tidy(FIRST, SECOND, "DUONG<<BICH<NGOC<<<<").split("\n")[2] == "DUONG<<BICH<NGOC".ljust(30, "<")
