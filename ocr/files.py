"""What a file is and how many pages it has. Nothing of it is parsed in the calling process."""

import atexit
import stat
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from domain.errors import ReadCode, ReadError
from ocr.child import Child, Ended
from ocr.limits import Limits

ENDED = {
    ReadCode.TIMEOUT: "Tệp mở quá lâu: hãy quét hoặc xuất lại.",
    ReadCode.NO_MEMORY: "Tệp cần quá nhiều bộ nhớ: hãy quét lại ở 300 dpi.",
    ReadCode.CORRUPT: "Tệp hỏng, không mở được: hãy quét hoặc gửi lại.",
}
FILES_A_CHILD = 500
"""After so many files the counting child is replaced, so that nothing leaks for ever."""


class _Counter:
    """The one child that looks into files for this process, started when first needed."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.child: Child | None = None
        self.done = 0

    def call(self, function: Callable[..., Any], limits: Limits, *args: Any) -> Any:
        with self.lock:
            child = self._ready(limits)
            try:
                child.ask(function, limits.count_seconds, *args)
                return child.answer(limits.count_seconds)
            except Ended as error:
                self.close()
                raise ReadError(error.code, ENDED[error.code]) from None

    def _ready(self, limits: Limits) -> Child:
        self.done += 1
        if self.child is not None and self.done > FILES_A_CHILD:
            self.close()
        if self.child is None:
            self.child, self.done = Child(limits.memory_mb), 0
        return self.child

    def close(self) -> None:
        """Ends the child, if there is one."""
        if self.child is not None:
            self.child.end()
        self.child = None


_counter = _Counter()
atexit.register(_counter.close)


def page_count(path: Path, limits: Limits) -> int:
    """Pages of a PDF, TIFF, JPEG or PNG; ReadError with its code and, in Vietnamese, what to do when there are none."""
    try:
        state = path.stat()
    except OSError as error:
        raise ReadError(ReadCode.VANISHED, "Tệp không còn ở chỗ cũ: hãy gửi lại.") from error
    size = state.st_size
    if not stat.S_ISREG(state.st_mode):
        raise ReadError(ReadCode.UNSUPPORTED, "Đây không phải là tệp: hãy gửi PDF, TIFF, JPEG hoặc PNG.")
    if size == 0:
        raise ReadError(ReadCode.EMPTY, "Tệp rỗng (0 byte): hãy quét hoặc gửi lại.")
    if size > limits.max_bytes:
        most = limits.max_bytes // 1_000_000
        raise ReadError(ReadCode.TOO_LARGE, f"Tệp lớn hơn {most} MB: hãy tách thành nhiều tệp hoặc quét ở 300 dpi.")
    pages = int(_counter.call(count, limits, path, limits))
    if pages > limits.max_pages:
        raise ReadError(ReadCode.TOO_LARGE, f"Tệp có {pages} trang, quá {limits.max_pages}: hãy tách thành nhiều tệp.")
    if pages < 1:
        raise ReadError(ReadCode.EMPTY, "Tệp không có trang nào: hãy quét hoặc xuất lại.")
    return pages


def count(path: Path, limits: Limits) -> int:
    """Pages of a file, parsed here and unguarded: `page_count` runs it in a child."""
    with path.open("rb") as file:
        head = file.read(1024)
    kind = kind_of(head)
    if kind == "pdf":
        return _pdf_pages(path)
    if kind == "image":
        return _image_pages(path, limits)
    raise ReadError(ReadCode.UNSUPPORTED, "Loại tệp này không đọc được: hãy gửi PDF, TIFF, JPEG hoặc PNG.")


def kind_of(head: bytes) -> str | None:
    """pdf or image, by a file's first 1,024 bytes, whatever it is called; None when it is neither."""
    if b"%PDF-" in head:
        return "pdf"
    starts = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")
    return "image" if head.startswith(starts) else None


def _pdf_pages(path: Path) -> int:
    import pikepdf

    try:
        with pikepdf.open(path) as document:
            pages, damaged = len(document.pages), bool(document.get_warnings())
    except pikepdf.PasswordError as error:
        raise ReadError(
            ReadCode.ENCRYPTED, "Tệp PDF có mật khẩu: hãy bỏ mật khẩu rồi gửi lại, hoặc in ra và quét."
        ) from error
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError) as error:
        raise ReadError(ReadCode.CORRUPT, ENDED[ReadCode.CORRUPT]) from error
    if damaged and _cut_short(path):
        raise ReadError(ReadCode.CORRUPT, "Tệp PDF bị cắt cụt (tải lên chưa xong?): hãy gửi lại.")
    return pages


def _cut_short(path: Path) -> bool:
    """Whether a PDF's end is missing; what could be rescued of one would be a part passed off as the whole."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 65536))
        tail = file.read().rstrip(b"\0\r\n\t ")[-2048:]
    return b"startxref" not in tail and b"%%EOF" not in tail


def _image_pages(path: Path, limits: Limits) -> int:
    """Pages of an image, each measured and decoded once: a file cut short is found here, not on page 40."""
    from ocr.render import opened_image, too_many_pixels

    with opened_image(path) as image:
        pages = int(getattr(image, "n_frames", 1)) if image.format == "TIFF" else 1
        for page in range(min(pages, limits.max_pages)):
            image.seek(page)
            if image.width * image.height > limits.max_pixels:
                raise too_many_pixels(limits)
            image.load()
    return pages
