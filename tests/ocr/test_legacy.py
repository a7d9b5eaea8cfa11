"""Text layers in the encodings of old fonts become Unicode; layers that do not say what the page shows are ignored."""

import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont as Font
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from ocr.legacy import _TCVN3, from_tcvn3, from_vni
from ocr.limits import Limits
from ocr.page import read_page
from ocr.textlayer import layer
from tests.ocr.draw import FONT, LINES

LIMITS = Limits()
TCVN3 = {letter: code for code, letter in _TCVN3.items()}
LETTERS = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđĐ"


def old_font(folder: Path, name: str, *, capitals: bool = False) -> str:
    """A font whose letters lie where TCVN3 puts them, as the old fonts were made."""
    font = Font(FONT)
    shapes = font.getBestCmap()
    for table in font["cmap"].tables:
        if table.isUnicode():
            for letter, code in TCVN3.items():
                table.cmap[ord(code)] = shapes[ord(letter.upper() if capitals else letter)]
            if capitals:
                for small in range(ord("a"), ord("z") + 1):
                    table.cmap[small] = shapes[small - 32]
    for record in font["name"].names:
        if record.nameID in {1, 4, 6}:
            record.string = name
    path = folder / f"{name}.ttf"
    font.save(path)
    pdfmetrics.registerFont(TTFont(name, str(path)))
    return name


def tcvn3(text: str) -> str:
    return "".join(TCVN3.get(letter, letter) for letter in text)


def test_every_letter_comes_back_from_tcvn3() -> None:
    assert from_tcvn3(tcvn3(LETTERS)) == LETTERS


def test_text_of_vni_fonts_becomes_unicode() -> None:
    assert from_vni("GIAÁY KHAI SINH: Nguyeãn Thò Ngoïc AÙnh, Ñaø Laït, tænh Laâm Ñoàng, ngöôøi kyù") == (
        "GIẤY KHAI SINH: Nguyễn Thị Ngọc Ánh, Đà Lạt, tỉnh Lâm Đồng, người ký"
    )


def lowered(word: str) -> str:
    return word.capitalize() if word.isupper() and not word.isascii() else word


OLD = [line if line.isupper() else re.sub(r"[^\W\d_]{2,}", lambda word: lowered(word.group()), line) for line in LINES]
"""The lines as the old fonts can write them: they have no marked capitals beside small letters."""


@pytest.mark.engine
def test_a_layer_of_old_fonts_is_converted_and_says_so(tmp_path: Path) -> None:
    body, heads = old_font(tmp_path, ".VnTime"), old_font(tmp_path, ".VnTimeH", capitals=True)
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(595, 842))
    for row, line in enumerate(OLD):
        canvas.setFont(heads if line.isupper() else body, 13)
        canvas.drawString(62, 760 - 26 * row, tcvn3(line.lower() if line.isupper() else line))
    canvas.save()
    page = read_page(tmp_path / "a.pdf", 1, limits=LIMITS)
    assert (page.source, page.notes) == ("text_layer", ("converted_text_layer",))
    assert " ".join(word.text for word in page.words) == " ".join(" ".join(OLD).split())


def plain(path: Path, shown: tuple[str, ...], hidden: tuple[str, ...] = (), *, ink: float = 0.0) -> Path:
    """A page that shows some lines and holds others unseen."""
    pdfmetrics.registerFont(TTFont("Serif", str(FONT)))
    canvas = Canvas(str(path), pagesize=(595, 842))
    for row, line in enumerate(shown):
        canvas.setFont("Serif", 13)
        canvas.setFillGray(ink)
        canvas.drawString(62, 760 - 26 * row, line)
    for row, line in enumerate(hidden):
        text = canvas.beginText(62, 760 - 26 * row)
        text.setTextRenderMode(3)
        text.setFont("Serif", 13)
        text.textLine(line)
        canvas.drawText(text)
    canvas.save()
    return path


@pytest.mark.engine
def test_text_nobody_can_see_is_no_text(tmp_path: Path) -> None:
    page = read_page(plain(tmp_path / "a.pdf", LINES, ink=1.0), 1, limits=LIMITS, second=False)
    assert "unlike_text_layer" in page.notes
    assert page.words == ()


@pytest.mark.engine
def test_a_layer_that_says_something_else_than_the_page_shows_is_ignored(tmp_path: Path) -> None:
    from ocr import second

    if not second.available():
        pytest.skip("the second reader is not installed (extra: readers)")
    drawn = tmp_path / "drawn.pdf"
    plain(drawn, LINES)
    path = tmp_path / "a.pdf"
    other = tuple(reversed(LINES))
    _outlined(path, other)
    page = read_page(path, 1, limits=LIMITS)
    assert page.source == "ocr"
    assert "unlike_text_layer" in page.notes


def _outlined(path: Path, said: tuple[str, ...]) -> None:
    """A page that shows LINES as pictures of lines and says others behind them."""
    from reportlab.lib.utils import ImageReader

    from tests.ocr.draw import paper

    pdfmetrics.registerFont(TTFont("Serif", str(FONT)))
    canvas = Canvas(str(path), pagesize=(595, 842))
    page = paper()
    for row in range(len(LINES)):
        top, bottom = 290 + 110 * row, 380 + 110 * row
        strip = page.crop((200, top, 2480, bottom))
        low = 842 - bottom * 72 / 300
        canvas.drawImage(ImageReader(strip.convert("RGB")), 48, low, 2280 * 72 / 300, 90 * 72 / 300)
        text = canvas.beginText(62, low + 8)
        text.setTextRenderMode(3)
        text.setFont("Serif", 13)
        text.textLine(said[row])
        canvas.drawText(text)
    canvas.save()


def test_foreign_text_stays_untrusted(tmp_path: Path) -> None:
    path = plain(tmp_path / "a.pdf", ("This is an English letter of some length about nothing at all, sir",) * 4)
    found = layer(path, 1, LIMITS)
    assert found is not None
    assert (found.trusted, found.note) == (False, "bad_text_layer")
