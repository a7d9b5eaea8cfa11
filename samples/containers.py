"""Files as offices deliver them: PDF, TIFF, JPEG, PNG, born-digital PDF, broken ones. Always the same bytes."""

import io
import time
from collections.abc import Sequence

import pikepdf
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas as Pdf

from samples.drawing import Box, Canvas, Line, Picture, Text
from samples.fonts import path
from samples.marks import watermark

BIRTH = time.struct_time((2026, 11, 2, 8, 0, 0, 0, 306, 0))
"""The date every PDF bears, so that making it again gives the same bytes."""


def scan_pdf(pages: Sequence[Image.Image], *, dpi: int, quality: int = 60) -> bytes:
    """A PDF each page of which is nothing but a JPEG."""
    return _saved(pages, "PDF", resolution=dpi, quality=quality, creationDate=BIRTH, modDate=BIRTH)


def tiff(pages: Sequence[Image.Image], *, dpi: int, quality: int = 60, bilevel: bool = False) -> bytes:
    """A grey TIFF of one or more pages; `bilevel` as fax machines and old scanners write it."""
    if bilevel:
        black = [page.convert("L").point(lambda tone: 255 if tone > 128 else 0).convert("1") for page in pages]
        return _saved(black, "TIFF", dpi=(dpi, dpi), compression="group4")
    grey = [page.convert("L") for page in pages]
    return _saved(grey, "TIFF", dpi=(dpi, dpi), compression="jpeg", quality=quality)


def jpeg(page: Image.Image, *, dpi: int, quality: int = 70) -> bytes:
    """A JPEG."""
    return _saved([page], "JPEG", dpi=(dpi, dpi), quality=quality, optimize=True)


def png(page: Image.Image, *, dpi: int) -> bytes:
    """A PNG of few colours, as scanners' software keeps it small."""
    return _saved([page.convert("RGB").quantize(64, dither=Image.Dither.NONE)], "PNG", dpi=(dpi, dpi), optimize=True)


def encrypted(pdf: bytes, password: str) -> bytes:
    """The PDF behind a password."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        target = io.BytesIO()
        lock = pikepdf.Encryption(user=password, owner=password, R=3, aes=False, metadata=False)
        opened.save(target, encryption=lock, static_id=True)
    return target.getvalue()


def truncated(file: bytes, share: float = 0.4) -> bytes:
    """The first part of a file, as a broken upload leaves it."""
    return file[: int(len(file) * share)]


def text_pdf(canvases: Sequence[Canvas], *, title: str = "MẪU") -> bytes:
    """A born-digital PDF: the text is text, in fonts that are embedded."""
    target = io.BytesIO()
    pdf = Pdf(target, invariant=True, pageCompression=1)
    pdf.setTitle(title)
    for canvas in canvases:
        pdf.setPageSize((canvas.width, canvas.height))
        pale = watermark(round(canvas.width), round(canvas.height)).convert("L")
        pdf.drawImage(ImageReader(pale), 0, 0, canvas.width, canvas.height)
        for op in canvas.ops:
            _draw(pdf, op, canvas.height)
        pdf.showPage()
    pdf.save()
    return target.getvalue()


def _draw(pdf: Pdf, op: Text | Line | Box | Picture, height: float) -> None:
    match op:
        case Text():
            pdf.setFont(_registered(op.family, op.style), op.size)
            pdf.setFillColorRGB(*(part / 255 for part in op.colour))
            pdf.drawString(op.x, height - op.y, op.text)
        case Line():
            pdf.setLineWidth(op.width)
            pdf.line(op.x0, height - op.y0, op.x1, height - op.y1)
        case Box():
            pdf.rect(op.x0, height - op.y1, op.x1 - op.x0, op.y1 - op.y0, fill=0)
        case Picture():
            small = op.image.convert("RGB").resize((240, round(240 * op.height / op.width)))
            pdf.drawImage(ImageReader(small), op.x, height - op.y - op.height, op.width, op.height, mask=[250, 255] * 3)


STANDS_IN = {"termes": "liberation-serif", "pagella": "liberation-serif", "heros": "liberation-sans"}
"""For families whose files a PDF cannot embed, one of the same widths or narrower."""


def _registered(family: str, style: str) -> str:
    family = STANDS_IN.get(family, family)
    name = f"{family}-{style}"
    if name not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(name, str(path(family, style))))
    return name


def _saved(pages: Sequence[Image.Image], kind: str, **settings: object) -> bytes:
    target = io.BytesIO()
    more = {"save_all": True, "append_images": list(pages[1:])} if kind in ("PDF", "TIFF") else {}
    pages[0].save(target, kind, **more, **settings)
    return target.getvalue()
