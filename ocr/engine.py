"""Tesseract, through pytesseract: one image in, words with boxes and confidence out. Knows no page, no file format."""

import os
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from domain.errors import ReadCode, ReadError, SourceError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BEST = "Vietnamese"
FAST = "vie"
PACKAGE = "tesseract-ocr-script-viet"


class EngineMissing(SourceError):
    """Tesseract or its Vietnamese model is not installed; the message says which package to install."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One word as the engine saw it: box (left, top, right, bottom) in pixels of the image it was given."""

    text: str
    box: tuple[int, int, int, int]
    confidence: float
    block: int
    line: int


@contextmanager
def _without(name: str) -> Iterator[None]:
    """Hides a module while another is imported: pytesseract would load pandas, 0.9 s, for an output never asked for."""
    if name in sys.modules:
        yield
        return
    sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[name]


@cache
def _tesseract() -> ModuleType:
    os.environ["OMP_THREAD_LIMIT"] = "1"  # Tesseract's own threads make it 2.6 times slower
    with _without("pandas"):
        return import_module("pytesseract.pytesseract")


@cache
def languages() -> frozenset[str]:
    """Names of the installed models; EngineMissing when there is no Tesseract at all."""
    command = [_tesseract().tesseract_cmd, "--list-langs"]  # pytesseract's own list hides names with capitals
    try:
        answer = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)  # noqa: S603
    except FileNotFoundError as error:
        raise EngineMissing(f"Chưa cài Tesseract. Hãy chạy: apt install tesseract-ocr {PACKAGE}") from error
    return frozenset(answer.stdout.split("\n")[1:])


@cache
def model() -> str:
    """The best Vietnamese model installed; EngineMissing, naming the Debian package, when there is none."""
    for name in (BEST, FAST):
        if name in languages():
            return name
    raise EngineMissing(f"Chưa có mô hình tiếng Việt cho Tesseract. Hãy chạy: apt install {PACKAGE}")


def look(image: "NDArray[np.uint8]", *, dpi: int, timeout: float = 60.0, layout: int = 3) -> tuple[Seen, ...]:
    """Words of a grey image in the engine's order; ReadError(timeout) when it takes more than `timeout` seconds."""
    import cv2

    with tempfile.TemporaryDirectory(prefix="sohoa-") as folder:
        path = Path(folder) / "page.pgm"
        if not cv2.imwrite(str(path), image):
            raise SourceError("Không ghi được tệp tạm: hãy kiểm tra dung lượng đĩa trống.")
        table = _run(path, model(), f"--psm {layout} --dpi {dpi}", timeout)
    return tuple(_words(table))


def _run(path: Path, lang: str, config: str, timeout: float) -> Mapping[str, list[Any]]:
    engine = _tesseract()
    try:
        table: Mapping[str, list[Any]] = engine.image_to_data(
            str(path), lang=lang, config=config, output_type=engine.Output.DICT, timeout=timeout
        )
    except engine.TesseractNotFoundError as error:
        raise EngineMissing(f"Chưa cài Tesseract. Hãy chạy: apt install tesseract-ocr {PACKAGE}") from error
    except engine.TesseractError as error:
        raise ReadError(ReadCode.CORRUPT, "Bộ nhận dạng dừng vì lỗi ở trang này: hãy quét lại trang.") from error
    except RuntimeError as error:  # pytesseract's way to say that time is over
        raise ReadError(ReadCode.TIMEOUT, "Trang đọc quá lâu: hãy quét lại, hoặc tách trang này ra.") from error
    return table


def _words(table: Mapping[str, list[Any]]) -> Iterator[Seen]:
    lines: dict[tuple[int, int, int], int] = {}
    for row, text in enumerate(table.get("text", ())):
        word = unicodedata.normalize("NFC", str(text)).strip()
        if not word or float(table["conf"][row]) < 0:
            continue
        key = (table["block_num"][row], table["par_num"][row], table["line_num"][row])
        left, top = table["left"][row], table["top"][row]
        yield Seen(
            text=word,
            box=(left, top, left + table["width"][row], top + table["height"][row]),
            confidence=float(table["conf"][row]) / 100,
            block=table["block_num"][row],
            line=lines.setdefault(key, len(lines)),
        )
