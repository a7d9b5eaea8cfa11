"""A page's own text is used where it can be trusted, and refused where it cannot."""

from pathlib import Path

import pikepdf
import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from ocr.limits import Limits
from ocr.page import read_page
from ocr.textlayer import is_vietnamese, layer
from tests.ocr.draw import FONT, LINES, paper

LIMITS = Limits()
MOJIBAKE = "Céng hßa x· héi chñ nghÜa ViÖt Nam §éc lËp Tù do H¹nh phóc"


def printed(path: Path, lines: tuple[str, ...], *, scan: bool = False) -> Path:
    pdfmetrics.registerFont(TTFont("Serif", str(FONT)))
    canvas = Canvas(str(path), pagesize=(595, 842))
    canvas.setFont("Serif", 13)
    if scan:
        canvas.drawImage(ImageReader(paper().convert("RGB")), 0, 0, 595, 842)
    for row, line in enumerate(lines):
        canvas.drawString(62, 760 - 26 * row, line)
    canvas.save()
    return path


def test_a_born_digital_page_is_not_recognised_but_read(tmp_path: Path) -> None:
    page = read_page(printed(tmp_path / "a.pdf", LINES), 1, limits=LIMITS)
    assert page.source == "text_layer"
    assert " ".join(word.text for word in page.words) == " ".join(" ".join(LINES).split())
    assert {word.confidence for word in page.words} == {1.0}
    assert max(word.line for word in page.words) == len(LINES) - 1


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_words_lie_where_the_page_shows_them(tmp_path: Path, turn: int) -> None:
    with pikepdf.open(printed(tmp_path / "a.pdf", LINES)) as document:
        document.pages[0].Rotate = turn
        document.save(tmp_path / "b.pdf")
    page = read_page(tmp_path / "b.pdf", 1, limits=LIMITS)
    first = next(word.box for word in page.words if word.text == "CỘNG")
    wide, high = page.size
    scale = 300 / 72
    across, down = round(62 * scale), round((842 - 760) * scale)
    expected = {
        0: (across, down),
        90: (wide - down, across),
        180: (wide - across, high - down),
        270: (down, high - across),
    }
    assert (wide > high) == (turn in {90, 270})
    near = {0: (first[0], first[3]), 90: (first[0], first[1]), 180: (first[2], first[1]), 270: (first[2], first[3])}
    assert max(abs(a - b) for a, b in zip(near[turn], expected[turn], strict=True)) < 14


def test_text_in_an_old_encoding_is_refused(tmp_path: Path) -> None:
    found = layer(printed(tmp_path / "a.pdf", (MOJIBAKE, MOJIBAKE)), 1, LIMITS)
    assert found is not None
    assert (found.trusted, found.note) == (False, "bad_text_layer")


@pytest.mark.engine
def test_a_refused_layer_is_recognised_instead_and_noted(tmp_path: Path) -> None:
    page = read_page(printed(tmp_path / "a.pdf", (*LINES[:4], *(MOJIBAKE,) * 6)), 1, limits=LIMITS, second=False)
    assert page.source == "ocr"
    assert "bad_text_layer" in page.notes
    assert "TÌNH TRẠNG HÔN NHÂN" in " ".join(word.text for word in page.words)


def test_the_layer_over_a_scan_is_someone_elses_guess(tmp_path: Path) -> None:
    found = layer(printed(tmp_path / "a.pdf", LINES, scan=True), 1, LIMITS)
    assert found is not None
    assert (found.trusted, found.note) == (False, "ocr_layer_ignored")


def test_a_page_without_text_has_no_layer(tmp_path: Path) -> None:
    assert layer(printed(tmp_path / "a.pdf", ()), 1, LIMITS) is None
    paper().save(tmp_path / "a.png")
    assert layer(tmp_path / "a.png", 1, LIMITS) is None


@pytest.mark.parametrize(
    ("text", "good"),
    [
        (" ".join(LINES), True),
        (MOJIBAKE, False),
        ("Cong hoa xa hoi chu nghia Viet Nam Doc lap Tu do Hanh phuc giay xac nhan", False),
        ("(cid:12)(cid:44) (cid:7) \ufffd\ufffd\ufffd \ufffd\ufffd", False),
        ("Số: 12", False),
    ],
)
def test_only_vietnamese_with_its_marks_is_trusted(text: str, *, good: bool) -> None:
    assert is_vietnamese(text) is good
