"""The searchable copy: valid PDF/A, its words where they stand, the original as it was."""

import subprocess
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from domain.scans import Page
from ocr.archive import archive, available
from ocr.limits import Limits
from ocr.page import read_page
from tests.ocr.draw import LINES, paper
from tests.ocr.signing import signed

pytestmark = [
    pytest.mark.engine,
    pytest.mark.skipif(not available(), reason="OCRmyPDF is not installed (extra: archive)"),
]
LIMITS = Limits()
SENTENCE = "Xét đề nghị của bà Nguyễn Thị Mẫu Thử"


def scan(folder: Path, name: str, turn: int = 0) -> Path:
    sheet = paper(LINES[:8], (1654, 2339)).rotate(-turn, expand=True)
    path = folder / name
    sheet.convert("RGB").save(path, **({"resolution": 300} if name.endswith("pdf") else {"dpi": (300, 300)}))
    return path


def copied(path: Path) -> tuple[str, Path, tuple[Page, ...]]:
    target = path.with_name("copy.pdf")
    pages = (read_page(path, 1, limits=LIMITS, second=False),)
    return archive(path, pages, target, LIMITS), target, pages


def words(path: Path, *more: str) -> str:
    done = subprocess.run(["pdftotext", *more, str(path), "-"], capture_output=True, text=True, check=True)
    return " ".join(done.stdout.split())


def check(path: Path) -> None:
    with pikepdf.open(path) as document:
        report = pikepdf.pdfa.check(document, "2b")
        with document.open_metadata() as said:
            assert (said["pdfaid:part"], said["pdfaid:conformance"]) == ("2", "B")
        assert "/AcroForm" not in document.Root
    assert report


@pytest.mark.parametrize(("name", "turn"), [("a.pdf", 0), ("a.pdf", 90), ("a.jpg", 180), ("a.tif", 0)])
def test_the_copy_is_pdfa_upright_and_searchable_and_the_original_untouched(
    tmp_path: Path, name: str, turn: int
) -> None:
    path = scan(tmp_path, name, turn)
    before = path.read_bytes()
    how, target, _ = copied(path)
    assert how == "kept"
    assert SENTENCE in words(target)
    assert path.read_bytes() == before
    check(target)


def test_words_can_be_found_where_they_stand(tmp_path: Path) -> None:
    _, target, _ = copied(scan(tmp_path, "a.pdf", 90))
    x, y, wide, high = (round(edge * 72 / 300) for edge in (240, 300 + 110 * 6, 1000, 90))
    assert "15/08/1992" in words(target, "-x", str(x), "-y", str(y), "-W", str(wide), "-H", str(high))
    assert "15/08/1992" not in words(target, "-x", "0", "-y", str(y + 200), "-W", "500", "-H", "200")


def test_a_signed_original_stays_signed_and_its_copy_claims_no_signature(tmp_path: Path) -> None:
    path = signed(tmp_path / "a.pdf", pages=2)
    before = path.read_bytes()
    pages = tuple(read_page(path, number, limits=LIMITS, second=False) for number in (1, 2))
    archive(path, pages, tmp_path / "copy.pdf", LIMITS)
    assert path.read_bytes() == before
    check(tmp_path / "copy.pdf")


def test_a_page_whose_fonts_are_not_embedded_is_drawn_anew(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with pikepdf.new() as document:
        sheet = document.add_blank_page(page_size=(595, 842))
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        sheet.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        sheet.contents_add(b"BT /F1 30 Tf 80 700 Td (KHONG NHUNG PHONG CHU 2024) Tj ET")
        document.save(path)
    how, target, _ = copied(path)
    assert how == "drawn"
    assert "2024" in words(target)
    check(target)


def test_a_picture_in_printers_colours_is_drawn_anew(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    Image.open(scan(tmp_path, "b.jpg")).convert("CMYK").save(path, dpi=(300, 300))
    how, target, _ = copied(path)
    assert how == "drawn"
    assert SENTENCE in words(target)
