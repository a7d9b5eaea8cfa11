"""A page's own text is used where it can be trusted, and refused where it cannot."""

from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from domain.scans import Word
from ocr.limits import Limits
from ocr.page import read_page
from ocr.textlayer import in_lines, is_vietnamese, layer
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


def test_a_number_stamped_into_the_gap_of_a_line_is_read_in_its_place() -> None:
    def word(text: str, left: int, line: int) -> Word:
        return Word(text=text, box=(left, 100, left + 20 * len(text), 140), confidence=1.0, line=line)

    printed_words = (word("Số:", 100, 0), word("/TB-UBND", 240, 0), word("ngày", 900, 0), word("tháng", 1100, 0))
    below = replace(word("THÔNG", 300, 1), box=(300, 300, 400, 340))
    late = (word("11", 180, 2), word("08", 1020, 2))
    assert [one.text for one in in_lines((*printed_words, below, *late)) if one.line == 0] == [
        "Số:", "11", "/TB-UBND", "ngày", "08", "tháng",
    ]  # fmt: skip


def test_what_a_signature_shows_is_part_of_the_page(tmp_path: Path) -> None:
    with pikepdf.open(printed(tmp_path / "a.pdf", LINES)) as document:
        shown = document.make_stream(b"BT /F0 12 Tf 5 5 Td (507) Tj ET")
        shown.Type, shown.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        shown.BBox = pikepdf.Array([0, 0, 60, 20])
        fonts = pikepdf.Dictionary(
            F0=pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        )
        shown.Resources = pikepdf.Dictionary(Font=fonts)
        widget = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Sig, T="so", F=4,
            Rect=pikepdf.Array([400, 700, 460, 720]), AP=pikepdf.Dictionary(N=shown),
        )  # fmt: skip
        document.pages[0].Annots = pikepdf.Array([document.make_indirect(widget)])
        document.save(tmp_path / "b.pdf")
    page = read_page(tmp_path / "b.pdf", 1, limits=LIMITS)
    assert "507" in [word.text for word in page.words]


def test_text_stripped_of_its_marks_is_refused(tmp_path: Path) -> None:
    stripped = "Cong hoa xa hoi chu nghia Viet Nam Doc lap Tu do Hanh phuc"
    found = layer(printed(tmp_path / "a.pdf", (stripped, stripped)), 1, LIMITS)
    assert found is not None
    assert (found.trusted, found.note) == (False, "bad_text_layer")


@pytest.mark.engine
def test_a_layer_partly_in_an_old_encoding_is_recognised_instead_and_noted(tmp_path: Path) -> None:
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
