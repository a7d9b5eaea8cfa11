"""Print under a photocopied seal is laid bare and read; it is still under a stamp, so a person sees it."""

import tempfile
from pathlib import Path

import numpy as np
import pytest

from domain.scans import Reading
from ocr import clean, engine, under_seals
from ocr.documents import find, zones
from ocr.engine import Seen
from ocr.limits import Limits
from ocr.page import read_page
from samples import generate
from samples.sheet import Sheet

CASE = ("construction_permit", 7301, 2, "district")
"""A bad photocopy whose seal lies across the signer's name."""


@pytest.fixture(scope="module")
def paper() -> Sheet:
    return generate.make(*CASE)


def level(paper: Sheet) -> clean.Sheet:
    sheet, _stamped = clean.sheet_of(np.asarray(paper.pages[-1]), paper.dpi)
    return sheet


def texts(seen: tuple[Seen, ...]) -> list[str]:
    return [word.text for word in seen]


def test_a_signer_under_a_seal_is_found_and_held(paper: Sheet) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "1.png"
        paper.pages[-1].save(path, dpi=(paper.dpi, paper.dpi))
        page = read_page(path, 1, limits=Limits(), zones=zones)
    (found,) = find(Reading(scan="0" * 64, engine="x", pages=(page,)))
    signer = next(field for field in found.fields if field.name == "signer")
    assert signer.value == paper.truth()["fields"]["signer"]
    assert not signer.accepted


def test_only_where_a_line_was_found_the_picture_changes(paper: Sheet) -> None:
    sheet = level(paper)
    seen = tuple(engine.look(sheet.image, dpi=sheet.dpi))
    bare, mended = under_seals.mended(sheet, seen, timeout=60)
    new = [word for word in mended if word not in seen]
    assert new
    changed = np.argwhere(bare.image != sheet.image)
    assert 0 < len(changed) < 0.02 * sheet.image.size
    kept = [word for word in seen if word.confidence >= 0.5]
    assert set(kept) <= set(mended)


def test_a_page_without_a_grey_ring_stays_as_it_is() -> None:
    sheet = clean.Sheet(image=np.full((1200, 900), 255, np.uint8), dpi=200, matrix=np.eye(2, 3))
    word = Seen(text="Lâm", box=(10, 10, 60, 40), confidence=0.9, block=0, line=0)
    bare, mended = under_seals.mended(sheet, (word,), timeout=60)
    assert bare.image is sheet.image
    assert mended == (word,)
