"""The way through a paper from top to bottom: which label means which field, section by section.

A label that may mean several fields (every person on a birth certificate has a `Dân tộc`) means the one of the
section it
stands in. When the section is not known, it means nothing: no value is borrowed from another person."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from domain.documents import DocumentType, FieldSpec
from ocr import anchors
from ocr.anchors import Hit
from ocr.grids import grid
from ocr.layout import Row, Token, rows
from ocr.pieces import Found, Line
from ocr.spans import value_of

LOST = "?"
"""The section after a label that cannot belong to the one before."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What each phrase may mean on one type of paper."""

    fields: dict[str, tuple[tuple[int, FieldSpec], ...]]
    """Phrase -> (rank of the anchor, field)."""
    heads: dict[str, FieldSpec]
    inner: dict[str, frozenset[str]]
    """Field that opens a section -> phrases that stand for it under a heading."""
    phrases: tuple[str, ...]
    columns: dict[str, FieldSpec]
    """Heading of a table's column -> field that opens the section of the person it is about."""
    ends: frozenset[str]
    """Labels of fields that belong to no section: no table of persons has them."""


@cache
def _lexicon(kind: "Frozen") -> Lexicon:
    means: dict[str, list[tuple[int, FieldSpec]]] = {}
    heads: dict[str, FieldSpec] = {}
    for spec in kind.type.fields:
        for rank, anchor in enumerate(spec.anchors):
            means.setdefault(anchors.normal(anchor), []).append((rank, spec))
        heads |= dict.fromkeys(anchors.heads(spec), spec)
    inner = {spec.name: frozenset(anchors.inner(spec)) for spec in kind.type.fields if "heads" in spec.hints}
    columns = {head: spec for spec in kind.type.fields for head in spec.hints.get("column", "").split("|") if head}
    named = frozenset(phrase for phrases in inner.values() for phrase in phrases)
    ends = frozenset(p for p, meant in means.items() if all("section" not in spec.hints for _, spec in meant)) - named
    return Lexicon({p: tuple(m) for p, m in means.items()}, heads, inner, anchors.phrases(kind.type), columns, ends)


@dataclass(frozen=True, slots=True, eq=False)
class Frozen:
    """A document type as a key: its fields hold dictionaries, so it is known by what it is, not by what it says."""

    type: DocumentType

    def __hash__(self) -> int:
        """By code."""
        return hash(self.type.code)

    def __eq__(self, other: object) -> bool:
        """Same declaration."""
        return isinstance(other, Frozen) and self.type == other.type


def lexicon(kind: DocumentType) -> Lexicon:
    """What the phrases of a type mean."""
    return _lexicon(Frozen(kind))


def lined(found: Iterable[Row], words: Lexicon) -> tuple[Line, ...]:
    """Rows with their labels."""
    return tuple(Line(row, anchors.hits(row, words.phrases)) for row in found)


@dataclass(slots=True)
class Walk:
    """Where the walk stands, and what it has found so far."""

    words: Lexicon
    section: str
    pending: FieldSpec | None = None
    """The field a heading stands for until its own label comes."""
    marked: set[str] = field(default_factory=set)
    """Labels that have had their value in the section at hand: the same label again is another person's."""
    filled: set[str] = field(default_factory=set)
    """Fields that have had their value in the section at hand: another label of one is another person's."""
    visited: set[str] = field(default_factory=set)
    """Sections seen so far."""
    found: dict[str, list[tuple[int, Found]]] = field(default_factory=dict)
    """Field -> (rank of its anchor, what stands there)."""

    def meaning(self, hit: Hit) -> tuple[int, FieldSpec] | None:
        """The field a label means here, moving to the section it opens."""
        if self.pending and hit.phrase in self.words.inner[self.pending.name]:
            spec, self.pending = self.pending, None
            return 0, spec
        candidates = self.words.fields.get(hit.phrase, ())
        opener = next((c for c in candidates if "opens" in c[1].hints), None)
        if opener and (hit.follows or hit.phrase not in self.words.heads):
            return self._open(opener)
        if hit.phrase in self.words.heads:
            self._head(self.words.heads[hit.phrase])
            return None
        return self._inside(hit, candidates)

    def _open(self, opener: tuple[int, FieldSpec]) -> tuple[int, FieldSpec] | None:
        name, section = opener[1].name, opener[1].hints["opens"]
        if self.section != section and any(found.pieces for _, found in self.found.get(name, ())):
            self.section = LOST
            return None
        self.leave()
        self.visited.add(section)
        self.section = section
        return opener

    def _head(self, spec: FieldSpec) -> None:
        if spec.hints["opens"] != self.section:
            self.enter(spec)

    def enter(self, spec: FieldSpec) -> None:
        """Begin the section a field opens; the next name without a person of its own is its."""
        self.leave()
        self.visited.add(spec.hints["opens"])
        self.section, self.pending = spec.hints["opens"], spec

    def leave(self) -> None:
        """End the section at hand without entering another."""
        self.section, self.pending, self.marked, self.filled = "", None, set(), set()

    def _inside(self, hit: Hit, candidates: Sequence[tuple[int, FieldSpec]]) -> tuple[int, FieldSpec] | None:
        free = next((c for c in candidates if "section" not in c[1].hints), None)
        here = next((c for c in candidates if c[1].hints.get("section") == self.section), None)
        again = hit.phrase in self.marked or (here is not None and here[1].name in self.filled)
        if here is not None and not again:
            return here
        if here is not None and here[1].kind == "address" and hit.phrase not in self.marked:
            return free
        if candidates and free is None and (again or self._elsewhere(candidates)):
            self.section = LOST
        return free

    def _elsewhere(self, candidates: Sequence[tuple[int, FieldSpec]]) -> bool:
        """Whether a label belongs only to sections not reached yet: the beginning of one was missed."""
        sections = {c[1].hints["section"] for c in candidates if "within" not in c[1].hints}
        return bool(sections) and not sections & (self.visited | {self.section})

    def through(self, lines: Sequence[Line]) -> None:
        """Walk a region of a paper."""
        edge = max((line.row.right for line in lines), default=0.0)
        for at, line in enumerate(lines):
            for number, hit in enumerate(line.hits):
                self._step(lines, at, number, hit, edge)

    def _step(self, lines: Sequence[Line], at: int, number: int, hit: Hit, edge: float) -> None:
        meant = self.meaning(hit)
        if meant is not None and not self._said_again(lines[at], number, meant[1]):
            rank, spec = meant
            pieces, how = value_of(lines, at, number, spec, edge)
            self.found.setdefault(spec.name, []).append((rank, Found(spec.name, pieces, hit.quality, how)))
            if pieces or hit.follows:
                self.marked.add(hit.phrase)
            if pieces:
                self.filled.add(spec.name)
            if not pieces and spec.name in self.words.inner:
                self.pending = spec
        elif hit.phrase in self.words.heads and self.pending is not None:
            self._headed(lines, at, number, edge)
        elif hit.follows:
            self.marked.add(hit.phrase)

    def _said_again(self, line: Line, number: int, spec: FieldSpec) -> bool:
        """Whether the very next words are another label of the same field: `Giấy tờ tùy thân: CCCD số …`."""
        if number + 1 >= len(line.hits):
            return False
        one, other = line.hits[number], line.hits[number + 1]
        between = line.row.text[one.end : other.start]
        same = any(candidate.name == spec.name for _, candidate in self.words.fields.get(other.phrase, ()))
        return same and not any(letter.isalnum() for letter in between)

    def _headed(self, lines: Sequence[Line], at: int, number: int, edge: float) -> None:
        """A heading that is itself the label: `Người mẹ: NGUYỄN THỊ A`."""
        line, spec = lines[at], self.pending
        if spec is None or not line.hits[number].follows or number + 1 < len(line.hits):
            return
        pieces, how = value_of(lines, at, number, spec, edge)
        if how == "right":
            self.found.setdefault(spec.name, []).append((9, Found(spec.name, pieces, line.hits[number].quality, how)))


def walked(kind: DocumentType, found: Sequence[Row]) -> dict[str, list[tuple[int, Found]]]:
    """What stands behind the labels of a type on the rows of one paper: field -> (rank, found), in reading order."""
    words = lexicon(kind)
    lines = lined(found, words)
    walk = Walk(words, _first_section(kind))
    table = grid(lines, words.columns, words.ends) if words.columns else None
    if table is None:
        _through(walk, regions(lines, words))
        return walk.found
    _through(walk, regions(lines[: table.first], words))
    for spec, column in table.columns:
        walk.enter(spec)
        walk.through(lined(column, words))
    walk.leave()
    _through(walk, regions(lines[table.last :], words))
    return walk.found


def _through(walk: Walk, parts: Sequence[tuple[Line, ...]]) -> None:
    for number, region in enumerate(parts):
        if number:
            walk.leave()
        walk.through(region)


def _first_section(kind: DocumentType) -> str:
    """The section a paper begins in: its subject's, unless a heading must say whose turn it is."""
    headed = any(s.hints.get("opens") == kind.subject and "heads" in s.hints for s in kind.fields)
    return "" if headed or kind.subject is None else kind.subject


def regions(lines: tuple[Line, ...], words: Lexicon) -> list[tuple[Line, ...]]:
    """The parts of a paper in reading order: all of it, or before, left column, right column, after."""
    span = _columns(lines, words)
    if span is None:
        return [lines]
    first, last, border = span
    tokens = [token for line in lines[first:last] for token in line.row.tokens]
    left = [token for token in tokens if _middle(token) < border]
    right = [token for token in tokens if _middle(token) >= border]
    columns = [lined(_by_page(side), words) for side in (left, right)]
    return [part for part in (lines[:first], *columns, lines[last:]) if part]


def _middle(token: Token) -> float:
    return (token.left + token.right) / 2


def _by_page(tokens: Sequence[Token]) -> list[Row]:
    pages = sorted({token.page for token in tokens})
    return [row for page in pages for row in rows(t for t in tokens if t.page == page)]


def _columns(lines: Sequence[Line], words: Lexicon) -> tuple[int, int, float] | None:
    """First and last line of a part set in two columns, and the border between them."""
    pairs = [(at, border) for at, line in enumerate(lines) if (border := _border(line, words)) is not None]
    if not pairs:
        return None
    border = sorted(edge for _, edge in pairs)[len(pairs) // 2]
    near = [at for at, edge in pairs if abs(edge - border) < 8 * lines[at].row.height]
    if len(near) < 2 and not any(_opens_two(lines[at], words) for at in near):
        return None
    last = near[-1] + 1
    while last < len(lines) and _still_columns(lines[last], lines[last - 1], words):
        last += 1
    return near[0], last, border - 0.7 * lines[near[0]].row.height


def _border(line: Line, words: Lexicon) -> float | None:
    for number, hit in enumerate(line.hits[1:], 1):
        if any(other.phrase == hit.phrase for other in line.hits[:number]) or _opens_two(line, words):
            return line.row.tokens_in(hit.start, hit.start + 1)[0].left
    return None


def _opens_two(line: Line, words: Lexicon) -> bool:
    opened = {spec.hints["opens"] for hit in line.hits for spec in _openers(hit, words)}
    return len(opened) > 1


def _openers(hit: Hit, words: Lexicon) -> list[FieldSpec]:
    openers = [spec for _, spec in words.fields.get(hit.phrase, ()) if "opens" in spec.hints]
    head = words.heads.get(hit.phrase)
    return [*openers, *([head] if head else [])]


def _still_columns(line: Line, before: Line, words: Lexicon) -> bool:
    if line.row.page != before.row.page or line.row.top - before.row.bottom > 2.5 * line.row.height:
        return False
    specs = [spec for hit in line.hits for _, spec in words.fields.get(hit.phrase, ())]
    if line.hits and not any("section" in spec.hints for spec in specs):
        return False
    return not line.row.text.isupper() or bool(line.hits)
