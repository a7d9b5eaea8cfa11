"""Handwriting and stamps on places of fields: found where they are, and not where there is print."""

import random
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from domain.documents import FieldSpec, FieldValue, Origin
from domain.scans import Box, Mark
from ocr.clean import Sheet
from ocr.combine import Vote
from ocr.doubts import HANDWRITTEN, doubted, reasons
from ocr.handwriting import unlikeness
from ocr.layout import rows, upright
from ocr.overlays import marks
from ocr.pieces import Found, Piece
from ocr.render import Picture
from tests.ocr.draw import LINES, MONO, box_of, font, paper, stamped
from tests.ocr.lines import page

NUMBER = "Số: 125/UBND-XNTTHN"
ROW = 3


def level(page: Image.Image) -> Sheet:
    """A level sheet of a page drawn at 300 dpi, as the reader makes it."""
    small = page.convert("L").resize((page.width * 2 // 3, page.height * 2 // 3), Image.Resampling.BOX)
    return Sheet(image=np.asarray(small), dpi=200, matrix=np.array([[2 / 3, 0, 0], [0, 2 / 3, 0]]))


def seen(page: Image.Image, *boxes: Box) -> tuple[Mark, ...]:
    return marks(Picture(pixels=np.asarray(page), dpi=300), level(page), boxes)


def kinds(page: Image.Image, box: Box) -> set[str]:
    return {mark.kind for mark in seen(page, box)}


def penned(page: Image.Image, text: str, at: tuple[float, float], *, seed: int = 1, pitch: int = 40) -> Image.Image:
    """The page with digits as a hand writes them: each of its own size, slant and height, with a pen."""
    chance = random.Random(seed)
    across, down = at
    for letter in text:
        tile = Image.new("L", (140, 140), 255)
        face = ImageFont.truetype(MONO, round(58 * chance.uniform(1.0, 1.3)))
        ImageDraw.Draw(tile).text((70, 80), letter, fill=20, font=face, anchor="mm", stroke_width=1)
        turned = tile.rotate(chance.uniform(-14, 6), fillcolor=255)
        spot = (round(across), round(down + chance.uniform(-10, 14)))
        under = page.crop((*spot, spot[0] + 140, spot[1] + 140))
        page.paste(Image.fromarray(np.minimum(np.asarray(under), np.asarray(turned))), spot)
        across += pitch
    return page


def filled(seed: int) -> tuple[Image.Image, Box]:
    """A page whose printed number line has its digits written in, and where the number stands."""
    drawn = paper((*LINES[:ROW], "Số:          /UBND-XNTTHN", *LINES[ROW + 1 :]))
    left, top, _, bottom = box_of("Số:", NUMBER, ROW)
    right = box_of("/UBND-XNTTHN", "Số:          /UBND-XNTTHN", ROW)[2]
    return penned(drawn, "278", (left + 50, top - 50), seed=seed), (left + 85, top - 12, right, bottom + 10)


@pytest.mark.parametrize("seed", range(6))
def test_digits_written_into_a_printed_line_are_unlike_it(seed: int) -> None:
    drawn, box = filled(seed)
    found = {mark.kind: mark.strength for mark in seen(drawn, box)}
    assert reasons("document_number", "278/UBND", [Mark(kind="outliers", box=box, strength=found.get("outliers", 0))])


@pytest.mark.parametrize(("text", "row"), [("125/UBND-XNTTHN", 3), ("NGUYỄN THỊ MẪU THỬ", 5), ("15/08/1992", 6),
                                           ("001192000123", 8)])  # fmt: skip
def test_print_is_like_print(text: str, row: int) -> None:
    box = box_of(text, LINES[row], row)
    found = unlikeness(level(paper()), tuple(edge * 2 / 3 for edge in box))
    assert found.outliers < 0.6
    assert found.uneven < 0.3


@pytest.mark.parametrize("seed", [1, 3, 5])
def test_a_value_written_by_hand_as_a_whole_stands_on_no_line(seed: int) -> None:
    drawn = paper((*LINES[:5], "Họ, chữ đệm, tên:", *LINES[6:]))
    left, top, right, bottom = box_of("NGUYỄN THỊ MẪU THỬ", LINES[5], 5)
    written = penned(drawn, "trnmsauonvrx", (left - 20, top - 60), seed=seed, pitch=50)
    found = seen(written, (left, top - 12, right, bottom + 12))
    assert reasons("name", "…", found) == ("handwritten",)


def test_a_red_seal_over_a_name_is_a_stamp_and_beside_it_none() -> None:
    sealed = stamped(paper(), (900, 880))
    assert "stamp" in kinds(sealed, box_of("NGUYỄN THỊ MẪU THỬ", LINES[5], 5))
    assert "stamp" not in kinds(sealed, box_of("Nơi cư trú", LINES[9], 9))


def test_a_seal_on_a_grey_copy_is_found_by_its_ring() -> None:
    sealed = stamped(paper(), (900, 880)).convert("L")
    assert "stamp" in kinds(sealed, box_of("NGUYỄN THỊ MẪU THỬ", LINES[5], 5))
    assert "stamp" not in kinds(sealed, box_of("Nơi cư trú", LINES[9], 9))


def test_a_page_of_print_carries_no_stamp() -> None:
    boxes = [box_of(line.split()[0], line, row) for row, line in enumerate(LINES)]
    assert [mark for mark in seen(paper(), *boxes) if mark.kind == "stamp"] == []


def test_red_print_and_a_red_box_are_no_seal() -> None:
    drawn = paper().convert("RGB")
    pen = ImageDraw.Draw(drawn)
    pen.rectangle((1500, 800, 2100, 1100), outline=(215, 40, 50), width=6)
    pen.text((1550, 900), "Ngày: 06/06/2026", fill=(215, 40, 50), font=font(13))
    assert "stamp" not in kinds(drawn, (1550, 900, 2000, 960))


def held(kind: str, text: str, found: Sequence[tuple[str, float]], origin: Origin = Origin.OCR) -> FieldValue:
    """A sure field that stands under those marks, as the reader lets it go."""
    sheet = page(text)
    (row,) = rows(upright(sheet))
    piece = Piece(row, 0, len(row.text))
    lying = tuple(Mark(kind=name, box=piece.box(0), strength=strength) for name, strength in found)
    field = FieldValue(name="number", value=text, confidence=0.9995, accepted=True, origin=origin)
    spec = FieldSpec(name="number", label="Số", kind=kind)
    return doubted(
        Vote(spec, field, Found("number", (piece,), 1.0, "right", text)), field, {1: replace(sheet, marks=lying)}
    )


def test_a_field_under_a_stamp_is_held_and_says_why() -> None:
    field = held("name", "Trần Văn Mẫu", [("stamp", 1.0)])
    assert (field.accepted, field.notes) == (False, ("under_stamp",))
    assert field.confidence <= 0.9
    assert field.value == "Trần Văn Mẫu"


def test_a_written_number_is_held_and_needs_less_proof_where_a_blank_was_left_for_it() -> None:
    assert held("document_number", "23/BC-UBND", [("outliers", 1.3)]).notes == ("handwritten",)
    assert held("document_number", "23 /BC-UBND", [("outliers", 0.5)]).notes == ("handwritten",)
    assert held("document_number", "23/BC-UBND", [("outliers", 0.5)]).accepted


def test_odd_capitals_of_a_name_are_no_handwriting_but_an_uneven_line_is() -> None:
    assert held("name", "Trần Văn Mẫu", [("outliers", 2.0)]).accepted
    assert held("name", "Trần Văn Mẫu", [("uneven", 0.7)]).notes == ("handwritten",)


def test_what_a_code_says_stands_under_any_stamp() -> None:
    assert held("name", "Trần Văn Mẫu", [("stamp", 1.0), ("uneven", 0.9)], Origin.CODE).accepted


def test_letters_that_differ_from_each_other_are_no_handwriting() -> None:
    odd = [Mark(kind="outliers", box=(0, 0, 9, 9), strength=2.0)]
    assert reasons("email", "info@hoanggia.example.vn", odd) == ()
    assert reasons("expiry", "Không thời hạn", odd) == ()
    assert reasons("date", "12/03/2016", odd) == (HANDWRITTEN,)
