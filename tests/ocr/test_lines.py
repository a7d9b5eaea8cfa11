"""Dotted leaders and rules go; the dots below letters that stand among them stay, and so does print by itself."""

import random
from collections.abc import Iterator
from dataclasses import replace

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from ocr import lines
from samples import generate
from samples.degrade import resolution, wear
from samples.drawing import Canvas, Text
from samples.render import bitmap

Grey = NDArray[np.uint8]
PAPERS = [
    ("marital_status_certificate", "district_years", 4000),
    ("marriage_certificate", None, 4001),
    ("birth_certificate", None, 4002),
    ("death_extract", None, 4003),
    ("construction_permit", None, 4004),
]
A_POINT = 60
"""Pixels of a point or two: of a colon, say."""


def drawn(kind: str, layout: str | None, seed: int) -> Iterator[tuple[Grey, Grey, int]]:
    """Each page of a paper that has leaders: as it is, without them, and its resolution."""
    for name in [layout] if layout else [*generate.layouts(kind), *generate.variants(kind)]:
        for canvas in generate.draft(kind, seed, 0, name).pages:
            text = [op for op in canvas.ops if not (isinstance(op, Text) and op.kind == "leader")]
            if len(text) < len(canvas.ops):
                dpi = resolution(0, random.Random(seed))
                yield _page(canvas, dpi), _page(replace(canvas, ops=text), dpi), dpi


def _page(canvas: Canvas, dpi: int) -> Grey:
    return np.asarray(wear(bitmap(canvas, dpi), 0, random.Random(1)).image.convert("L"))


@pytest.mark.parametrize(("kind", "layout", "seed"), PAPERS)
def test_leaders_go_and_every_mark_below_a_letter_stays(kind: str, layout: str | None, seed: int) -> None:
    for full, plain, dpi in drawn(kind, layout, seed):
        left = lines.without_leaders(full, dpi)
        shapes, labels, stats, _centres = cv2.connectedComponentsWithStats((plain < 128).astype(np.uint8))
        gone = np.bincount(labels[(plain < 128) & (left > 200) & (full < 160)], minlength=shapes)
        assert not (gone[1:] > stats[1:, cv2.CC_STAT_AREA] / 2).any()
        leader = (full < 128) & (cv2.dilate((plain < 128).astype(np.uint8), np.ones((3, 3))) == 0)
        assert (left[leader] < 160).mean() < 0.1


def test_a_page_without_leaders_is_left_as_it_is() -> None:
    page = np.full((300, 900), 255, np.uint8)
    page[100:140, 100:110] = 0
    assert lines.without_leaders(page, 300) is page


def ink_lost(kind: str, layout: str, dpi: int) -> int:
    """Pixels of print that go from a paper's pages on which there is nothing but print, the most of any page."""
    lost = []
    for canvas in generate.draft(kind, 7400, 0, layout).pages:
        text = [op for op in canvas.ops if isinstance(op, Text) and op.kind == "print" and op.text != "MẪU"]
        page = np.asarray(bitmap(replace(canvas, ops=text), dpi).convert("L"))
        page = np.asarray(cv2.GaussianBlur(page, (0, 0), 0.7))
        lost.append(int(((lines.without_lines(page, dpi) != page) & (page < 128)).sum()))
    return max(lost)


@pytest.mark.parametrize("kind", generate.types())
@pytest.mark.parametrize("dpi", [150, 200])
def test_no_letter_loses_a_stroke_where_there_are_neither_leaders_nor_rules(kind: str, dpi: int) -> None:
    """Bold digits in a row make a bar once the gaps between them are bridged: 0400 once lost the bar of its 4."""
    for layout in (generate.layouts(kind)[-1], generate.variants(kind)[0]):
        assert ink_lost(kind, layout, dpi) <= A_POINT


def test_accents_that_stand_in_step_above_letters_are_no_leader() -> None:
    assert ink_lost("citizen_id_card", "chip_front", 300) == 0


def test_rules_and_boxes_go_and_the_bold_number_between_them_stays() -> None:
    page = np.full((400, 1200), 255, np.uint8)
    cv2.putText(page, "040080016276", (120, 210), cv2.FONT_HERSHEY_SIMPLEX, 2.0, 0, 8)
    ruled = page.copy()
    cv2.rectangle(ruled, (60, 100), (1100, 280), 0, 3)
    cv2.line(ruled, (60, 240), (1100, 240), 0, 2)
    assert np.array_equal(lines.without_rules(page, 200), page)
    assert ((lines.without_rules(ruled, 200) < 128) != (page < 128)).sum() < A_POINT
