"""How much one file or page may cost, and whose signature counts. What is over a limit is refused, never tried."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds on one file (bytes, pages) and on one page (pixels, seconds on the clock, MB of memory)."""

    max_bytes: int = 200_000_000
    max_pages: int = 500
    max_pixels: int = 80_000_000
    """Per page; A3 at 600 dpi has 70 million."""
    page_seconds: float = 90.0
    count_seconds: float = 20.0
    """Time for `files.page_count` on one file."""
    memory_mb: int = 3072
    """Address space of each child process, and of the engine it starts."""
    trust_list: Path | None = None
    """Folder of PEM certificates; a digital signature whose certificate leads to one of them is verified."""
