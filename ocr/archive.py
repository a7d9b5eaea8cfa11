"""A searchable copy of a scan: PDF/A-2b with the words that were read as invisible text. The original is only read.

Parts of OCRmyPDF lay the text, pikepdf declares PDF/A and checks what it wrote; no Ghostscript, no second recognition.
Runs where it is called: files from outside go through `ocr.child`.
"""

import contextlib
import io
import tempfile
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from domain.errors import ReadCode, ReadError
from domain.scans import Page
from ocr.files import kind_of
from ocr.layout import Token, upright
from ocr.limits import Limits

if TYPE_CHECKING:
    import pikepdf

FLAVOUR = "2b"
QUALITY = 88
"""JPEG quality of pages that must be drawn anew."""
LAYERS = {"ocr_layer_ignored", "bad_text_layer", "unlike_text_layer"}
"""Notes of pages whose own invisible text is replaced."""


def available() -> bool:
    """Whether the extra `archive` is installed."""
    return find_spec("ocrmypdf") is not None


def archive(original: Path, pages: Sequence[Page], target: Path, limits: Limits) -> str:
    """Writes the copy, each page upright; answers `kept` when the original's pages could be kept as they are, `drawn`
    when they had to be drawn anew to become PDF/A. ReadError when neither makes a valid file.
    """
    import pikepdf
    from pikepdf.pdfa import PdfaError

    failures = (pikepdf.PdfError, PdfaError, ValueError, KeyError, TypeError, AttributeError)
    for how, base in (("kept", _kept), ("drawn", _drawn)):
        with contextlib.suppress(*failures), base(original, pages, limits) as document:
            _lay(document, pages)
            pikepdf.pdfa.save(document, target, FLAVOUR)
            return how
    raise ReadError(ReadCode.CORRUPT, "Không làm được bản lưu PDF/A của tệp này: giữ nguyên bản gốc.")


def _kept(original: Path, pages: Sequence[Page], _limits: Limits) -> "pikepdf.Pdf":
    """The original's own pages: a PDF without its form and notes (what they show stays), or images put into one."""
    import img2pdf  # type: ignore[import-untyped]
    import pikepdf
    from ocrmypdf._graft import strip_invisible_text

    with original.open("rb") as file:
        if kind_of(file.read(1024)) != "pdf":
            return pikepdf.open(io.BytesIO(img2pdf.convert(str(original), rotation=img2pdf.Rotation.ifvalid)))
    document = pikepdf.open(original)
    document.flatten_annotations("all")
    for key in ("/AcroForm", "/Perms", "/Names", "/OpenAction", "/AA"):
        if key in document.Root:
            del document.Root[key]
    for page in pages:
        if "/Annots" in (sheet := document.pages[page.number - 1].obj):
            del sheet["/Annots"]
        if LAYERS & set(page.notes):
            strip_invisible_text(document, document.pages[page.number - 1])
    return document


def _drawn(original: Path, pages: Sequence[Page], limits: Limits) -> "pikepdf.Pdf":
    """Every page as a picture, as it was read."""
    import img2pdf
    import pikepdf
    from PIL import Image

    from ocr.render import picture

    document = pikepdf.new()
    for number in range(1, max((page.number for page in pages), default=0) + 1):
        seen = picture(original, number, limits)
        squeezed = io.BytesIO()
        Image.fromarray(seen.pixels).save(squeezed, "JPEG", quality=QUALITY, dpi=(seen.dpi, seen.dpi))
        with pikepdf.open(io.BytesIO(img2pdf.convert(squeezed.getvalue()))) as one:
            document.pages.extend(one.pages)
    return document


def _lay(document: "pikepdf.Pdf", pages: Sequence[Page]) -> None:
    """Turns each page upright and lays its words on it; what has text of its own, or none, gets no layer."""
    import pikepdf

    for page in pages:
        sheet = document.pages[page.number - 1]
        sheet.rotate(page.rotation, relative=True)
    layers = [page for page in pages if page.source == "ocr" and page.words]
    if not layers:
        return
    with pikepdf.open(io.BytesIO(_text(layers, document))) as text:
        for page, layer in zip(layers, text.pages, strict=True):
            _graft(document, document.pages[page.number - 1], layer)


def _shown(sheet: "pikepdf.Page") -> tuple[int, float, float, float, float]:
    """(turn, left, bottom, width, height): the crop box in user space and how it is turned for display."""
    left, bottom, right, top = (float(edge) for edge in sheet.cropbox)
    return int(sheet.obj.get("/Rotate", 0)) % 360, left, bottom, right - left, top - bottom


def _graft(document: "pikepdf.Pdf", sheet: "pikepdf.Page", layer: "pikepdf.Page") -> None:
    """Paints a layer, made for the page as displayed, in the page's own coordinates."""
    import pikepdf

    turn, left, bottom, wide, high = _shown(sheet)
    matrix = {
        0: (1, 0, 0, 1, left, bottom),
        90: (0, 1, -1, 0, left + wide, bottom),
        180: (-1, 0, 0, -1, left + wide, bottom + high),
        270: (0, -1, 1, 0, left, bottom + high),
    }[turn]
    form = document.copy_foreign(layer.as_form_xobject())
    name = sheet.add_resource(form, pikepdf.Name.XObject)
    sheet.contents_add(b"q\n", prepend=True)
    sheet.contents_add(f"Q\nq {' '.join(f'{edge:.4f}' for edge in matrix)} cm {name} Do Q".encode())


def _text(pages: Sequence[Page], document: "pikepdf.Pdf") -> bytes:
    """A PDF of nothing but invisible words, a page for each page, as large as that is displayed."""
    from ocrmypdf.font import MultiFontManager
    from ocrmypdf.fpdf_renderer import Fpdf2MultiPageRenderer

    trees = [(page.number, *_tree(page, document.pages[page.number - 1])) for page in pages]
    with tempfile.TemporaryDirectory(prefix="sohoa-") as folder:
        path = Path(folder) / "text.pdf"
        Fpdf2MultiPageRenderer(trees, MultiFontManager()).render(path)
        return path.read_bytes()


def _tree(page: Page, sheet: "pikepdf.Page") -> tuple[Any, float]:
    """The words as OCRmyPDF's tree, in pixels of the upright page, and the resolution at which it fits the sheet."""
    from ocrmypdf.models.ocr_element import BoundingBox, OcrElement

    wide, high = page.size if page.rotation % 180 == 0 else page.size[::-1]
    turn, _, _, across, down = _shown(sheet)
    points = across if turn % 180 == 0 else down
    lines = [_line(tuple(words)) for words in _lines(page)]
    root = OcrElement(ocr_class="ocr_page", bbox=BoundingBox(0, 0, wide, high), children=lines)
    return root, wide / points * 72


def _lines(page: Page) -> Iterator[list[Token]]:
    tokens = sorted(upright(page), key=lambda token: token.word.line)
    for _number, words in groupby(tokens, key=lambda token: token.word.line):
        yield sorted(words, key=lambda token: token.left)


def _line(words: Sequence[Token]) -> Any:
    from ocrmypdf.models.ocr_element import Baseline, BoundingBox, OcrElement

    def box(tokens: Sequence[Token]) -> Any:
        return BoundingBox(
            max(0.0, min(t.left for t in tokens)), max(0.0, min(t.top for t in tokens)),
            max(1.0, max(t.right for t in tokens)), max(1.0, max(t.bottom for t in tokens)),
        )  # fmt: skip

    found = [OcrElement(ocr_class="ocrx_word", bbox=box([word]), text=word.running) for word in words if word.running]
    return OcrElement(
        ocr_class="ocr_line", bbox=box(words), children=found, direction="ltr", language="vie", baseline=Baseline()
    )
