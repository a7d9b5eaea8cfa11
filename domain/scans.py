"""What arrives and what is seen on it: files, pages, words, codes."""

from dataclasses import dataclass, field
from datetime import datetime

Box = tuple[int, int, int, int]
"""left, top, right, bottom in pixels of the page as it lies in the file, before any rotation or deskew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """One stored original: a file whose bytes are known by their SHA-256."""

    id: str
    batch: str
    dossier: str
    agency: str
    path: str
    """Where it lay in the inbox, relative to the inbox."""
    received_at: datetime
    pages: int = 0
    is_result: bool = False
    """True when it came from `<agency>/results/`: an archived result, not an incoming component."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One recognised word; `confidence` is the engine's own, 0 to 1, and no probability."""

    text: str
    box: Box
    confidence: float
    line: int
    """Number of its line in reading order, from 0 on each page."""
    said: str | None = None
    """What most readers of its line read there, where that is something else; empty where it is no word by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """Something a machine can read: `kind` is qr, mrz or signature (a PDF's digital one, see `domain.signatures`)."""

    kind: str
    text: str
    page: int
    box: Box | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A part of a page read once more by another reader; `confidence` is that reader's least sure character."""

    box: Box
    text: str
    confidence: float
    reader: str
    third: str = ""
    """What a third reader, which knows no language, read; `third_sure` is its least sure character."""
    third_sure: float = 0.0
    margins: dict[str, float] = field(default_factory=dict)
    """Texts read here, each with the third reader's log odds for it against all texts a letter away."""
    untouched: str = ""
    """What the second reader reads here on the picture from which no leaders and rules were taken, where digits stand
    and that makes a difference."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A place of a field whose print is spoilt: `kind` is stamp, outliers (some letters are unlike the others),
    uneven (they stand on no line), ink_before or ink_after (print in no word stands beside it); `strength` as
    `ocr.handwriting` measures it, or how many letters stand there."""

    kind: str
    box: Box
    strength: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page as read. `size` is (width, height) in pixels as it lies in the file at `dpi`."""

    number: int
    size: tuple[int, int]
    dpi: int
    rotation: int = 0
    """Degrees clockwise (0, 90, 180, 270) the page must be turned to stand upright."""
    skew: float = 0.0
    """Degrees counter-clockwise the upright page must be turned to have level lines."""
    source: str = "ocr"
    """ocr, text_layer or blank."""
    words: tuple[Word, ...] = ()
    codes: tuple[Code, ...] = ()
    zones: tuple[Zone, ...] = ()
    """Second readings of the places where fields were found."""
    marks: tuple[Mark, ...] = ()
    """Handwriting and stamps on the places where fields were found."""
    notes: tuple[str, ...] = ()
    """What was noticed on the page: stamp, handwriting, bad_text_layer, signed, …"""
    error: str | None = None
    """A `ReadCode` when this page alone could not be read (timeout, no_memory)."""
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All pages of one scan by one engine; `error` and `message` are set when the file could not be read at all."""

    scan: str
    engine: str
    pages: tuple[Page, ...] = ()
    error: str | None = None
    message: str | None = None
