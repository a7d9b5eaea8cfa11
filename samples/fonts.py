"""The fonts papers are printed in: where they lie, which package brings them, that no letter is missing.

A font without a letter would falsify the truth silently, so each font is checked when it is first used.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from unicodedata import normalize

from PIL import ImageFont

FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/share/texmf/fonts/opentype"),
    Path("/usr/local/share/fonts"),
    Path.home() / ".local/share/fonts",
)

STYLES = ("regular", "bold", "italic", "bolditalic")
NOT_A_LETTER = "\U0010fffe"


class FontError(Exception):
    """A font that is absent or lacks a letter; says what to install."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """One family: its Debian package and the file of each style, in the order of `STYLES`."""

    package: str
    files: tuple[str, str, str, str]


def _dashed(package: str, stem: str, suffix: str = "ttf", regular: str = "Regular", italic: str = "Italic") -> Family:
    names = (regular, "Bold", italic, f"Bold{italic}")
    return Family(package=package, files=tuple(f"{stem}-{name}.{suffix}" for name in names))  # type: ignore[arg-type]


def _gyre(stem: str) -> Family:
    return Family(package="fonts-texgyre", files=tuple(f"{stem}-{style}.otf" for style in STYLES))  # type: ignore[arg-type]


FAMILIES = {
    "liberation-serif": _dashed("fonts-liberation2", "LiberationSerif"),
    "liberation-sans": _dashed("fonts-liberation2", "LiberationSans"),
    "liberation-mono": _dashed("fonts-liberation2", "LiberationMono"),
    "noto-serif": _dashed("fonts-noto-core", "NotoSerif"),
    "noto-sans": _dashed("fonts-noto-core", "NotoSans"),
    "dejavu-serif": Family(
        package="fonts-dejavu-extra",
        files=(
            "DejaVuSerifCondensed.ttf",
            "DejaVuSerifCondensed-Bold.ttf",
            "DejaVuSerifCondensed-Italic.ttf",
            "DejaVuSerifCondensed-BoldItalic.ttf",
        ),
    ),
    "dejavu-sans": Family(
        package="fonts-dejavu-extra",
        files=(
            "DejaVuSansCondensed.ttf",
            "DejaVuSansCondensed-Bold.ttf",
            "DejaVuSansCondensed-Oblique.ttf",
            "DejaVuSansCondensed-BoldOblique.ttf",
        ),
    ),
    "termes": _gyre("texgyretermes"),
    "heros": _gyre("texgyreheros"),
    "pagella": _gyre("texgyrepagella"),
}

SERIFS = ("liberation-serif", "termes", "noto-serif", "dejavu-serif", "pagella")
SANS = ("liberation-sans", "heros", "noto-sans", "dejavu-sans")


def letters() -> str:
    """Every letter of written Vietnamese, small and capital, with every tone, and what else papers print."""
    marks = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
    small = "".join(normalize("NFC", vowel + mark) for vowel in "aăâeêioôơuưy" for mark in marks) + "bcdđghklmnpqrstvx"
    return small + small.upper() + "fjwzFJWZ0123456789.,:;-–/()…%²'\""


def path(family: str, style: str = "regular") -> Path:
    """The file of a family's style, known to hold every letter; `FontError` otherwise."""
    known = FAMILIES[family]
    name = known.files[STYLES.index(style)]
    found = _index().get(name)
    if found is None:
        raise FontError(f"Font {name} is absent: install it with `sudo apt-get install {known.package}`.")
    _check(found)
    return found


@cache
def font(family: str, style: str, pixels: float) -> ImageFont.FreeTypeFont:
    """A family's style at a size in pixels, laid out the same everywhere."""
    return ImageFont.truetype(str(path(family, style)), pixels, layout_engine=ImageFont.Layout.BASIC)


def lacking(file: Path) -> str:
    """The letters of `letters()` a font file has no glyph for."""
    probe = ImageFont.truetype(str(file), 24, layout_engine=ImageFont.Layout.BASIC)
    nothing = bytes(probe.getmask(NOT_A_LETTER))
    return "".join(letter for letter in letters() if bytes(probe.getmask(letter)) in (nothing, b""))


@cache
def _check(file: Path) -> None:
    if missing := lacking(file):
        raise FontError(f"Font {file.name} lacks the letters {missing}: take another version of its package.")


@cache
def _index() -> dict[str, Path]:
    return {file.name: file for file in _files()}


def _files() -> Iterator[Path]:
    for folder in FOLDERS:
        yield from sorted(folder.rglob("*.[ot]tf"))
