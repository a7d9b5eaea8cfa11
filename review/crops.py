"""Pictures for the review page: a field's place on the scan, or a whole page, upright. Files are opened in a child."""

import io
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from threading import Lock

from domain.errors import ReadCode, ReadError
from domain.scans import Box
from ocr.child import Child, Ended
from ocr.limits import Limits
from ocr.render import Picture, picture

MARGIN = 0.6
"""Around a crop, as share of its lesser side: marks above letters, and a little of what stands beside."""
LEAST = 24
"""Pixels around the smallest crop."""
WIDEST_PAGE, WIDEST_CROP = 1400, 1200
MARK = (200, 60, 20)


class Cutter:
    """Cuts pictures out of files in one limited child process, started when first needed."""

    def __init__(self, limits: Limits) -> None:
        """`limits` bound memory, pixels and time of the child."""
        self._limits, self._lock = limits, Lock()
        self._child: Child | None = None

    def crop(self, path: Path, number: int, box: Box, rotation: int) -> bytes:
        """PNG of a box (file pixels) of page `number`, turned upright; ReadError when the page cannot be drawn."""
        return self._ask(path, number, (box,), rotation, cut=True)

    def page(self, path: Path, number: int, boxes: Sequence[Box], rotation: int) -> bytes:
        """PNG of a whole page, upright, with those boxes marked."""
        return self._ask(path, number, tuple(boxes), rotation, cut=False)

    def close(self) -> None:
        """Ends the child."""
        with self._lock:
            self._end()

    def _ask(self, path: Path, number: int, boxes: tuple[Box, ...], rotation: int, *, cut: bool) -> bytes:
        seconds = self._limits.page_seconds
        with self._lock:
            self._child = self._child or Child(self._limits.memory_mb)
            try:
                self._child.ask(drawn, seconds, path, number, boxes, rotation, self._limits, cut=cut)
                answer: bytes = self._child.answer(seconds)
            except Ended as error:
                self._end()
                raise ReadError(error.code, "Không vẽ được trang này: hãy mở tệp gốc.") from None
        return answer

    def _end(self) -> None:
        if self._child is not None:
            self._child.end()
        self._child = None


@lru_cache(maxsize=2)
def _picture(path: Path, number: int, limits: Limits) -> Picture:
    return picture(path, number, limits)


def drawn(path: Path, number: int, boxes: tuple[Box, ...], rotation: int, limits: Limits, *, cut: bool) -> bytes:
    """PNG of the first box with a margin (`cut`), or of the whole page with all boxes marked."""
    from PIL import Image, ImageDraw

    image = Image.fromarray(_picture(path, number, limits).pixels).convert("RGB")
    if cut:
        image = image.crop(_wider(boxes[0], image.size))
    else:
        brush = ImageDraw.Draw(image)
        for left, top, right, bottom in boxes:
            brush.rectangle((left - 6, top - 6, right + 6, bottom + 6), outline=MARK, width=5)
    upright = image.rotate(-rotation, expand=True) if rotation % 360 else image
    upright.thumbnail((WIDEST_CROP if cut else WIDEST_PAGE, 2000))
    file = io.BytesIO()
    upright.save(file, "PNG", compress_level=3)
    return file.getvalue()


def _wider(box: Box, size: tuple[int, int]) -> Box:
    left, top, right, bottom = box
    if left >= size[0] or top >= size[1] or right <= left or bottom <= top:
        raise ReadError(ReadCode.CORRUPT, "Vị trí của trường nằm ngoài trang.")
    more = max(LEAST, round(MARGIN * min(right - left, bottom - top)))
    return max(0, left - more), max(0, top - more), min(size[0], right + more), min(size[1], bottom + more)
