"""The scanner's own image out of a PDF page that is nothing but that image. When anything is odd the answer is None."""

from pathlib import Path
from typing import TYPE_CHECKING

from ocr.limits import Limits

if TYPE_CHECKING:
    import pikepdf
    from PIL.Image import Image

FILTERS = {"/DCTDecode", "/FlateDecode", "/CCITTFaxDecode", "/LZWDecode", "/RunLengthDecode"}
"""JBIG2 and JPEG 2000 are left to poppler: their decoders differ."""
ODD_KEYS = ("/SMask", "/Mask", "/ImageMask", "/Decode", "/SMaskInData", "/OC")
PASSIVE = {"q", "Q", "cm", "Do", "gs", "BMC", "BDC", "EMC", "g", "G", "rg", "RG", "w", "n", "re", "W", "i", "ri"}
"""Operators that paint nothing of their own."""
FITS = 0.01
"""How far, as share of the page, the image's edges may lie from the page's."""


def full_page_image(path: Path, number: int, limits: Limits) -> tuple["Image", float] | None:
    """The page's one image as it is with its dots per inch, or None when the page must be drawn."""
    import pikepdf

    try:
        with pikepdf.open(path) as document:
            return _image_of(document.pages[number - 1], limits)
    except (
        pikepdf.PdfError,
        pikepdf.models.image.UnsupportedImageTypeError,
        IndexError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        NotImplementedError,
        OSError,
    ):
        return None


def _image_of(page: "pikepdf.Page", limits: Limits) -> tuple["Image", float] | None:
    import pikepdf

    if not _plain(page):
        return None
    stream = _only_image(page)
    if stream is None or not _usual(stream):
        return None
    found = pikepdf.PdfImage(stream)
    if found.width * found.height > limits.max_pixels:
        return None
    image = found.as_pil_image()
    box = [float(edge) for edge in page.cropbox]
    return image, max(image.width / (box[2] - box[0]), image.height / (box[3] - box[1])) * 72


def _plain(page: "pikepdf.Page") -> bool:
    """Not turned, not rescaled, and without notes or signatures drawn over it."""
    return (
        int(page.obj.get("/Rotate", 0)) % 360 == 0
        and float(page.obj.get("/UserUnit", 1)) == 1
        and len(page.obj.get("/Annots", [])) == 0
    )


def _usual(stream: "pikepdf.Stream") -> bool:
    filters = stream.get("/Filter")
    names = {str(filters)} if filters is None or not _is_array(filters) else {str(name) for name in filters}
    space = stream.get("/ColorSpace")
    cmyk = space is not None and ("CMYK" in str(space) or (_is_array(space) and _components(space) == 4))
    return names <= FILTERS and not cmyk and not any(key in stream for key in ODD_KEYS)


def _is_array(value: "pikepdf.Object") -> bool:
    import pikepdf

    return isinstance(value, pikepdf.Array)


def _components(space: "pikepdf.Object") -> int:
    return int(space[1].get("/N", 0)) if str(space[0]) == "/ICCBased" else 0


def _only_image(page: "pikepdf.Page") -> "pikepdf.Stream | None":
    """The one image the content paints, upright and over the whole crop box; None when it paints anything else."""
    import pikepdf

    matrix, kept = pikepdf.Matrix(), list[pikepdf.Matrix]()
    painted: list[tuple[str, pikepdf.Matrix]] = []
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        if operator not in PASSIVE:
            return None
        if operator == "q":
            kept.append(matrix)
        elif operator == "Q" and kept:
            matrix = kept.pop()
        elif operator == "cm":
            matrix = pikepdf.Matrix(*(float(value) for value in instruction.operands)) @ matrix
        elif operator == "Do":
            painted.append((str(instruction.operands[0]), matrix))
    if len(painted) != 1 or not _covers(painted[0][1], [float(edge) for edge in page.cropbox]):
        return None
    return _image_named(page, painted[0][0])


def _covers(matrix: "pikepdf.Matrix", box: list[float]) -> bool:
    wide, high = box[2] - box[0], box[3] - box[1]
    off = (
        abs(matrix.b), abs(matrix.c), abs(matrix.e - box[0]), abs(matrix.f - box[1]),
        abs(matrix.a - wide), abs(matrix.d - high),
    )  # fmt: skip
    return wide > 0 and high > 0 and max(off) <= FITS * max(wide, high)


def _image_named(page: "pikepdf.Page", name: str) -> "pikepdf.Stream | None":
    import pikepdf

    found = page.images.get(name)
    return found if isinstance(found, pikepdf.Stream) else None
