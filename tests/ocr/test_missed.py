"""Lines the page's reader passed over are read; words it read well stay as they are."""

import random
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from ocr import clean, engine, missed
from ocr.engine import Seen
from samples import generate
from samples.degrade import wear
from samples.render import bitmap


@pytest.fixture(scope="module")
def page() -> tuple[clean.Sheet, tuple[Seen, ...]]:
    canvas = generate.draft("birth_certificate", 4100, 0, "original").pages[0]
    image = wear(bitmap(canvas, 300), 0, random.Random(1)).image
    sheet, _stamped = clean.sheet_of(np.asarray(image.convert("RGB")), 300)
    return sheet, engine.look(sheet.image, dpi=sheet.dpi)


def line_of(seen: Sequence[Seen], start: str) -> list[Seen]:
    line = next(word.line for word in seen if word.text == start)
    return [word for word in seen if word.line == line]


def texts(seen: Sequence[Seen]) -> list[str]:
    return [word.text for word in seen]


def test_a_line_left_out_is_read_where_it_stands(page: tuple[clean.Sheet, tuple[Seen, ...]]) -> None:
    sheet, seen = page
    lost = line_of(seen, "Nơi")
    rest = [word for word in seen if word not in lost]
    found = [word for word in missed.mended(sheet, rest, timeout=60) if word.line > max(word.line for word in rest)]
    assert set(texts(lost)) <= set(texts(found))
    for word in lost:
        near = [other for other in found if other.text == word.text]
        assert min(abs(other.box[0] - word.box[0]) + abs(other.box[1] - word.box[1]) for other in near) < 12


def test_a_page_read_whole_stays_as_it_is(page: tuple[clean.Sheet, tuple[Seen, ...]]) -> None:
    sheet, seen = page
    clear = [word for word in missed.mended(sheet, seen, timeout=60) if word in seen]
    assert clear == [word for word in seen if word in clear]
    assert len(clear) >= 0.97 * len(seen)


def test_words_hardly_read_give_way_to_a_surer_reading(page: tuple[clean.Sheet, tuple[Seen, ...]]) -> None:
    sheet, seen = page
    line = line_of(seen, "Nơi")
    spoilt = [replace(word, text="?", confidence=0.05) if word in line else word for word in seen]
    mended = missed.mended(sheet, spoilt, timeout=60)
    assert "?" not in texts(mended)
    assert set(texts(line)) <= set(texts(mended))


def test_a_word_half_covered_is_read_whole(page: tuple[clean.Sheet, tuple[Seen, ...]]) -> None:
    sheet, seen = page
    line = line_of(seen, "Nơi")
    long = max(line, key=lambda word: word.box[2] - word.box[0])
    left, top, right, bottom = long.box
    half = replace(long, text=long.text[:2], box=(left, top, (left + right) // 2, bottom))
    rest = [word for word in seen if word not in line]
    found = texts(missed.mended(sheet, [*rest, half], timeout=60))
    assert long.text.strip(",") in [text.strip(",") for text in found], (long.text, found)
