"""Words laid upright and gathered into rows, whatever way the page lies in the file. Knows no document type."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median

from domain.scans import Box, Page, Word
from domain.text import fold_letters, tidy
from ocr.glued import unglued

WATERMARKS = frozenset({"mau", "specimen", "sao"})
SAME_SHAPE = "cosuvxwzkp"
"""Letters that look the same small and large."""
GAP = 1.6
"""A gap between words wider than this many line heights separates columns."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word at its place on the upright, level page; `word` keeps its box in file pixels."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    word: Word
    page: int

    @property
    def middle(self) -> float:
        """Height of its centre line."""
        return (self.top + self.bottom) / 2

    @property
    def running(self) -> str:
        """What the running text has here; empty where it is no word by itself."""
        return self.text if self.word.said is None else self.word.said

    @property
    def height(self) -> float:
        """How high it stands."""
        return self.bottom - self.top


@dataclass(frozen=True)
class Row:
    """Words on one level of one page, left to right, as text and as folded letters and digits only (`norm`)."""

    tokens: tuple[Token, ...]

    @property
    def page(self) -> int:
        """Page it stands on."""
        return self.tokens[0].page

    @cached_property
    def text(self) -> str:
        """The words as printed, one space between."""
        return " ".join(token.text for token in self.tokens)

    @property
    def running(self) -> str:
        """The words as most readers have them: for people and searches, not for the values of fields."""
        return " ".join(token.running for token in self.tokens if token.running)

    @cached_property
    def _normal(self) -> tuple[str, list[int]]:
        letters: list[str] = []
        places: list[int] = []
        for place, letter in enumerate(fold_letters(self.text)):
            if not letter.isalnum():
                if letters and letters[-1] != " ":
                    letters.append(" ")
                    places.append(place)
                continue
            letters.append(letter)
            places.append(place)
        return "".join(letters), [*places, len(self.text)]

    @property
    def norm(self) -> str:
        """Folded letters and digits, one space for all else."""
        return self._normal[0]

    def place(self, norm_place: int) -> int:
        """Where a place of `norm` lies in `text`."""
        return self._normal[1][norm_place]

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each word begins in `text`."""
        places, at = [], 0
        for token in self.tokens:
            places.append(at)
            at += len(token.text) + 1
        return tuple(places)

    @cached_property
    def top(self) -> float:
        """Top of its highest word."""
        return min(token.top for token in self.tokens)

    @cached_property
    def bottom(self) -> float:
        """Bottom of its lowest word."""
        return max(token.bottom for token in self.tokens)

    @property
    def left(self) -> float:
        """Left end."""
        return self.tokens[0].left

    @property
    def right(self) -> float:
        """Right end."""
        return max(token.right for token in self.tokens)

    @cached_property
    def height(self) -> float:
        """Usual height of its words."""
        return median(token.height for token in self.tokens)

    def within(self, left: float, right: float) -> "Row | None":
        """The words whose middle lies between two edges, None when there are none."""
        kept = tuple(t for t in self.tokens if left <= (t.left + t.right) / 2 < right)
        return Row(kept) if kept else None

    def parts(self, gap: float = GAP) -> tuple["Row", ...]:
        """The row cut at gaps wider than so many heights."""
        parts: list[list[Token]] = []
        for token in self.tokens:
            if parts and token.left - parts[-1][-1].right <= gap * max(self.height, 1):
                parts[-1].append(token)
            else:
                parts.append([token])
        return tuple(Row(tuple(part)) for part in parts)

    def tokens_in(self, start: int, end: int) -> tuple[Token, ...]:
        """Words of which some letter lies between two places of `text`."""
        pairs = zip(self.starts, self.tokens, strict=True)
        return tuple(token for at, token in pairs if at < end and at + len(token.text) > start)


def upright(page: Page) -> tuple[Token, ...]:
    """Every word of a page at its upright, level place; watermarks, specks and what a reader makes of QR codes are left
    out."""
    squares = [code.box for code in page.codes if code.kind == "qr" and code.box]
    words = (word for word in page.words if word.text.strip() and not _is_in(word.box, squares))
    tokens = [token for word in words for token in unglued(_token(word, page))]
    usual = median([t.height for t in tokens]) if tokens else 0.0
    return tuple(token for token in tokens if not _is_watermark(token, usual) and not _is_speck(token, usual))


def _is_speck(token: Token, usual: float) -> bool:
    """A fibre or scratch the reader hardly took for letters."""
    return token.height < 0.25 * usual and token.word.confidence < 0.3 and len(token.text) > 1


def _is_in(box: Box, squares: Iterable[Box]) -> bool:
    """Whether the middle of a box lies in one of the squares."""
    across, down = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return any(a <= across <= c and b <= down <= d for a, b, c, d in squares)


def _is_watermark(token: Token, usual: float) -> bool:
    letters = fold_letters(tidy(token.text))
    return token.height > 1.7 * usual and (letters in WATERMARKS or not letters)


def _token(word: Word, page: Page) -> Token:
    width, height = page.size
    left, top, right, bottom = word.box
    corners = [turned(x, y, width, height, page.rotation) for x, y in ((left, top), (right, bottom))]
    (x1, y1), (x2, y2) = corners
    across, down = abs(x2 - x1), abs(y2 - y1)
    size = (width, height) if page.rotation % 180 == 0 else (height, width)
    middle = _levelled((x1 + x2) / 2, (y1 + y2) / 2, size, page.skew)
    lean = abs(math.sin(math.radians(page.skew)))
    high = max(0.4 * down, down - lean * across)
    return Token(
        word.text.replace("⁄", "/"),
        middle[0] - across / 2,
        middle[1] - high / 2,
        middle[0] + across / 2,
        middle[1] + high / 2,
        word,
        page.number,
    )


def turned(x: float, y: float, width: int, height: int, rotation: int) -> tuple[float, float]:
    """A point of a page of that size after the page is turned clockwise by 0, 90, 180 or 270 degrees."""
    return {0: (x, y), 90: (height - y, x), 180: (width - x, height - y), 270: (y, width - x)}[rotation % 360]


def _levelled(x: float, y: float, size: tuple[int, int], skew: float) -> tuple[float, float]:
    angle, mx, my = math.radians(skew), size[0] / 2, size[1] / 2
    dx, dy = x - mx, y - my
    return mx + dx * math.cos(angle) + dy * math.sin(angle), my - dx * math.sin(angle) + dy * math.cos(angle)


def rows(tokens: Iterable[Token]) -> tuple[Row, ...]:
    """Words gathered into rows by height, from top to bottom, each from left to right."""
    gathered: list[list[Token]] = []
    for unit in sorted(_units(tokens), key=lambda unit: median(t.middle for t in unit)):
        home = next((row for row in reversed(gathered[-4:]) if _level_with(row, unit)), None)
        if home is None:
            gathered.append(list(unit))
        else:
            home.extend(unit)
    laid = [Row(tuple(sorted(row, key=lambda t: t.left))) for row in gathered]
    return tuple(
        sorted((row for row in laid if row.norm.strip()), key=lambda row: median(t.middle for t in row.tokens))
    )


def _units(tokens: Iterable[Token]) -> list[list[Token]]:
    """Words of one engine line, cut where the height jumps."""
    units: list[list[Token]] = []
    for token in sorted(tokens, key=lambda t: (t.word.line, t.left)):
        last = units[-1][-1] if units else None
        together = last is not None and last.word.line == token.word.line and _near(last, token)
        if together:
            units[-1].append(token)
        else:
            units.append([token])
    return units


def _near(one: Token, other: Token) -> bool:
    return abs(one.middle - other.middle) <= 0.55 * max(one.height, other.height)


def _level_with(row: list[Token], unit: list[Token]) -> bool:
    """A unit stands on a row's level when it is level with the row's nearest word and covers none of its words; either
    may have a gap in which the other stands. Specks are no words, unless there is nothing else."""
    pairs = [(t, one) for t in row for one in unit]
    if any(-_apart(t, one) > 0.3 * t.height and not _tiny(t, unit) for t, one in pairs):
        return False
    words = [(t, one) for t, one in pairs if not _tiny(t, row) and not _tiny(one, unit)]
    nearest, edge = min(words or pairs, key=lambda pair: _apart(*pair))
    return abs(nearest.middle - edge.middle) <= 0.5 * min(_text_height(row), _text_height(unit))


def _apart(one: Token, other: Token) -> float:
    """White between two words of a level; below 0 where one covers the other."""
    return max(one.left, other.left) - min(one.right, other.right)


def _tiny(token: Token, unit: list[Token]) -> bool:
    return token.height < 0.4 * _text_height(unit)


def _text_height(tokens: list[Token]) -> float:
    return median(token.height for token in tokens)


def halves(tokens: Sequence[Token]) -> tuple[tuple[Token, ...], ...]:
    """The words of a page, or of its left and its right half where nothing joins them: two cards, two pages."""
    whole = (tuple(tokens),)
    if len(tokens) < 16:
        return whole
    border = _gutter(tokens)
    if border is None:
        return whole
    left = tuple(t for t in tokens if t.left < border)
    right = tuple(t for t in tokens if t.left >= border)
    spans = [(min(t.top for t in side), max(t.bottom for t in side)) for side in (left, right)]
    shared = min(spans[0][1], spans[1][1]) - max(spans[0][0], spans[1][0])
    longest = max(bottom - top for top, bottom in spans)
    return (left, right) if min(len(left), len(right)) >= 8 and shared >= 0.5 * longest else whole


def _gutter(tokens: Sequence[Token]) -> float | None:
    """The abscissa in the page's middle third that no word crosses, in the widest such gap; None when it is narrow."""
    ordered = sorted(tokens, key=lambda t: t.left)
    start, end = ordered[0].left, max(t.right for t in tokens)
    widest, border, reach = 1.2 * median(t.height for t in tokens), None, ordered[0].right
    for token in ordered[1:]:
        middle = (reach + token.left) / 2
        if token.left - reach > widest and 0.33 <= (middle - start) / (end - start) <= 0.67:
            widest, border = token.left - reach, middle
        reach = max(reach, token.right)
    return border


def is_capitals(text: str) -> bool:
    """Whether most letters of a text are capitals."""
    letters = re.findall(r"[^\W\d_]", text)
    return bool(letters) and sum(letter.isupper() for letter in letters) >= 0.8 * len(letters)
