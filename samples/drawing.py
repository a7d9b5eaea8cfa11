"""A page as a list of things to print, in points from the top left: what bitmaps and PDFs are made of.

The truth arises by printing: a `Run` that carries a field's name puts its truth on record when it is drawn, so a field
that was not printed cannot be in the truth.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from PIL import Image

from samples.fonts import font

A4 = (595.0, 842.0)
BLACK = (20, 20, 20)
PALE = (130, 130, 130)

_MEASURE = 400.0
"""Pixels at which text is measured: fine enough that the width holds at every resolution."""

Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one style. `field` and `truth` say which field it prints; `keep` forbids breaking it."""

    text: str
    style: str = "regular"
    field: str | None = None
    truth: Any = None
    keep: bool = False
    family: str | None = None
    size: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Text on a base line. `kind` is print, leader (dots that a value may lie on) or mark (what says MẪU)."""

    x: float
    y: float
    text: str
    family: str
    style: str
    size: float
    colour: Colour = BLACK
    field: str | None = None
    kind: str = "print"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A straight rule."""

    x0: float
    y0: float
    x1: float
    y1: float
    width: float = 0.7
    colour: Colour = BLACK


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A filled rectangle, for card faces and photos."""

    x0: float
    y0: float
    x1: float
    y1: float
    fill: Colour | None = None
    outline: Colour | None = BLACK


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """An image whose dark parts are printed over what lies there; `name` says what it is (qr, seal, signature, …)."""

    x: float
    y: float
    width: float
    height: float
    image: Image.Image
    name: str


Op = Text | Line | Box | Picture


@dataclass(slots=True)
class Canvas:
    """One page while it is drawn, and the truth of what was printed on it."""

    width: float = A4[0]
    height: float = A4[1]
    ops: list[Op] = field(default_factory=list)
    truth: dict[str, Any] = field(default_factory=dict)
    quiet: bool = False
    """A page of which only a part is the paper (cards on a sheet): the large watermark keeps off."""

    def put(self, run: Run, x: float, y: float, family: str, size: float, colour: Colour = BLACK) -> float:
        """Prints a run on a base line and answers where it ends."""
        family, size = run.family or family, run.size or size
        self.ops.append(
            Text(x=x, y=y, text=run.text, family=family, style=run.style, size=size, colour=colour, field=run.field)
        )
        self.record(run)
        return x + width_of(run.text, family, run.style, size)

    def record(self, run: Run) -> None:
        """Takes the run's truth on record."""
        if run.field is not None:
            self.truth[run.field] = run.truth

    def mark(self, text: str, x: float, y: float, size: float = 7.0) -> None:
        """Prints a small pale line that says what the page is."""
        self.ops.append(
            Text(x=x, y=y, text=text, family="liberation-sans", style="regular", size=size, colour=PALE, kind="mark")
        )

    def rule(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.7) -> None:
        """Draws a straight rule."""
        self.ops.append(Line(x0=x0, y0=y0, x1=x1, y1=y1, width=width))


def width_of(text: str, family: str, style: str, size: float) -> float:
    """How wide a text is, in points."""
    return font(family, style, _MEASURE).getlength(text) * size / _MEASURE


def breakable(runs: Sequence[Run]) -> list[tuple[Run, str, bool]]:
    """The runs cut into pieces that may start a line: (run, piece, whether a space stands before it)."""
    pieces: list[tuple[Run, str, bool]] = []
    space = False
    for run in runs:
        space = space or run.text.startswith(" ")
        words = [" ".join(run.text.split())] if run.keep else run.text.split()
        for number, word in enumerate(words):
            pieces.append((run, word, space or number > 0))
        space = run.text.endswith(" ") or (space and not words)
    return pieces
