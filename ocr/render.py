"""One page of a file as pixels: PDF through poppler, or its own full-page image; TIFF, JPEG and PNG through pillow.

The pixels that come out are what every box of the project counts in ("the page as it lies in the file"):
- an image: its pixels as any viewer shows them, after its EXIF or TIFF orientation tag;
- a PDF page that is nothing but one image: that image's own pixels;
- any other PDF page: the page drawn at `DPI` (less when it is huge), as displayed, after /Rotate.
"""

import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from domain.errors import ReadCode, ReadError
from ocr.limits import Limits

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image

DPI = 300
LONGEST_INCHES = 17.0
"""A3 with room: what claims to be longer does not know its own resolution."""
A4_INCHES = 11.69


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A page as pixels: grey (height, width) or RGB (height, width, 3), 8 bits, at `dpi`."""

    pixels: "NDArray[np.uint8]"
    dpi: int

    @property
    def size(self) -> tuple[int, int]:
        """(width, height) in pixels."""
        return self.pixels.shape[1], self.pixels.shape[0]


def picture(path: Path, number: int, limits: Limits) -> Picture:
    """Page `number` (from 1) of a PDF or image as pixels; ReadError when it cannot be drawn."""
    with path.open("rb") as file:
        head = file.read(1024)
    found = _pdf_page(path, number, limits) if b"%PDF-" in head else _image_page(path, number, limits)
    return _as_picture(*found)


def drawn(path: Path, number: int, limits: Limits) -> Picture:
    """A PDF page drawn, even when it is nothing but an image."""
    return _as_picture(*_drawn(path, number, limits))


def too_many_pixels(limits: Limits) -> ReadError:
    """The error for a page whose picture would be larger than allowed."""
    return ReadError(
        ReadCode.TOO_LARGE,
        f"Trang có hơn {limits.max_pixels // 1_000_000} triệu điểm ảnh: hãy quét lại ở 300 dpi.",
    )


def guess_dpi(size: tuple[int, int], declared: float | None) -> int:
    """Dots per inch of a scan: as declared when that gives a sheet of sensible size, else as if it were A4."""
    longest = max(size)
    if declared and 50 <= declared <= 2400 and 2.5 <= longest / declared <= LONGEST_INCHES:
        return round(declared)
    return max(72, min(1200, round(longest / A4_INCHES)))


def _as_picture(image: "Image", declared: float | None) -> Picture:
    import numpy as np

    flat = _eight_bit(image)
    return Picture(pixels=np.asarray(flat, dtype=np.uint8), dpi=guess_dpi(flat.size, declared))


def _eight_bit(image: "Image") -> "Image":
    """Grey or RGB, 8 bits, transparent parts on white."""
    if image.mode.startswith(("I", "F")):
        return _stretched(image)
    if image.mode in {"RGBA", "LA", "PA", "La", "RGBa"} or "transparency" in image.info:
        return _on_white(image)
    if image.mode in {"1", "L"}:
        return image.convert("L")
    return image.convert("RGB")


def _stretched(image: "Image") -> "Image":
    """More than 8 bits a pixel to 8: by 256 when it uses the 16-bit range, else by its own maximum."""
    import numpy as np
    import PIL.Image

    values = np.asarray(image).astype(np.float32)
    top = float(values.max(initial=1.0))
    full = 65535.0 if top > 4095 else max(top, 255.0)
    return PIL.Image.fromarray(np.clip(values * (255.0 / full), 0, 255).astype(np.uint8))


def _on_white(image: "Image") -> "Image":
    import PIL.Image

    colours = image.convert("RGBA")
    sheet = PIL.Image.new("RGBA", colours.size, "white")
    return PIL.Image.alpha_composite(sheet, colours).convert("RGB")


@contextmanager
def opened_image(path: Path) -> Iterator["Image"]:
    """A PNG, JPEG or TIFF opened by pillow, its pixels not yet read; whatever goes wrong is a ReadError."""
    import PIL.Image

    PIL.Image.MAX_IMAGE_PIXELS = None  # our own limit speaks first, per page
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with PIL.Image.open(path, formats=["PNG", "JPEG", "TIFF"]) as image:
                yield image
        except PIL.UnidentifiedImageError as error:
            raise ReadError(ReadCode.CORRUPT, "Tệp ảnh hỏng, không mở được: hãy quét hoặc gửi lại.") from error
        except (ReadError, MemoryError, FileNotFoundError):
            raise
        except Exception as error:  # decoders raise anything on hostile bytes
            raise ReadError(ReadCode.CORRUPT, "Tệp ảnh hỏng hoặc bị cắt cụt: hãy quét hoặc gửi lại.") from error


def _image_page(path: Path, number: int, limits: Limits) -> tuple["Image", float | None]:
    from PIL import ImageOps

    with opened_image(path) as image:
        image.seek(number - 1)
        if image.width * image.height > limits.max_pixels:
            raise too_many_pixels(limits)
        declared = _declared_dpi(image)
        image.load()
        return ImageOps.exif_transpose(image), declared


def _declared_dpi(image: "Image") -> float | None:
    try:
        across, down = image.info.get("dpi", (0, 0))
        return float(max(across, down))
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return None


def _pdf_page(path: Path, number: int, limits: Limits) -> tuple["Image", float | None]:
    from ocr import embedded

    found = embedded.full_page_image(path, number, limits)
    return found or _drawn(path, number, limits)


def drawing_dpi(points: tuple[float, float], limits: Limits) -> int:
    """Resolution to draw a page of that size (in 1/72 inch) at: `DPI`, less when the page is huge."""
    wide, high = (max(side, 1.0) / 72 for side in points)
    longest = LONGEST_INCHES * DPI / max(wide, high)
    return max(1, min(DPI, int(longest), int((limits.max_pixels / (wide * high)) ** 0.5)))


def page_points(path: Path, number: int) -> tuple[float, float]:
    """Width and height of a PDF page as displayed, in 1/72 inch."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(path) as document:
            wide, high = document[number - 1].get_size()
    except (pypdfium2.PdfiumError, IndexError):
        return 595.0, 842.0  # poppler may still draw what PDFium refuses
    return wide, high


def _drawn(path: Path, number: int, limits: Limits) -> tuple["Image", float | None]:
    import PIL.Image
    from pdf2image import convert_from_path, exceptions

    dpi = drawing_dpi(page_points(path, number), limits)
    with tempfile.TemporaryDirectory(prefix="sohoa-") as folder:
        settings: dict[str, Any] = {"output_folder": folder, "paths_only": True, "use_cropbox": True}
        try:
            pages = convert_from_path(
                path, dpi=dpi, first_page=number, last_page=number, timeout=limits.page_seconds, **settings
            )
            PIL.Image.MAX_IMAGE_PIXELS = None
            with PIL.Image.open(pages[0]) as image:
                image.load()
                return image, float(dpi)
        except exceptions.PDFPopplerTimeoutError as error:
            raise ReadError(ReadCode.TIMEOUT, "Trang vẽ quá lâu: hãy in ra và quét lại trang.") from error
        except (
            exceptions.PDFPageCountError,
            exceptions.PDFSyntaxError,
            IndexError,
            OSError,
            PIL.Image.DecompressionBombError,
        ) as error:
            raise ReadError(ReadCode.CORRUPT, "Không vẽ được trang PDF: hãy quét hoặc xuất lại tệp.") from error
