"""Where each declared field of a paper stands: by its label, by its place in the head or signature, or by its
own form."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from domain.documents import DocumentType, FieldSpec
from domain.kinds import clean
from domain.syllables import WORD, is_syllable
from domain.text import fold, fold_letters, tidy
from ocr.anchors import normal
from ocr.classify import Paper
from ocr.heads import HEAD_READERS
from ocr.layout import Row
from ocr.persons import PERSON_READERS
from ocr.pieces import Found, Piece, linked, trimmed
from ocr.signatures import SIGN_READERS, may_sign
from ocr.stamps import is_form
from ocr.subject_lines import SUBJECT_READERS
from ocr.tables import table
from ocr.walk import walked

PATTERNED = frozenset(
    [
        "personal_id",
        "id",
        "date",
        "date_or_year",
        "expiry",
        "enterprise_code",
        "business_code",
        "money",
        "area",
        "phone",
        "email",
        "integer",
        "serial",
        "insurance_number",
        "licence_number",
        "licence_class",
        "document_number",
        "sex",
    ]
)
"""Kinds known by their form: the value is the part of the text that has it."""
NAME_ENDS = r"\s*[,;(]|\s[-–]\s|\bsinh (?:ngay|nam)|\bngay(?:\W|$)|\bcan cuoc|\bcccd|\bcmnd|\bso dinh danh|\bgioi tinh"
"""What follows a name in a sentence: folded, as a regular expression."""
FRONT_READERS = HEAD_READERS | SUBJECT_READERS
"""Readers of what stands before a paper's text, by the hint `reader`."""


@dataclass(frozen=True, slots=True)
class Spot:
    """What was found for a field, and why nothing was (anchor_not_found, value_empty, unreadable)."""

    spec: FieldSpec
    found: Found | None
    reason: str = ""


def spots(paper: Paper, kind: DocumentType) -> tuple[Spot, ...]:
    """A spot for every declared field of a paper's type."""
    rows = [row for sheet in paper.sheets for row in sheet.rows]
    marks = {name: _best(found, kind.spec(name)) for name, found in walked(kind, rows).items()}
    return tuple(_spot(paper, kind, spec, marks) for spec in kind.fields)


def _spot(paper: Paper, kind: DocumentType, spec: FieldSpec, marks: dict[str, Found]) -> Spot:
    sentences = spec.hints.get("reader") in PERSON_READERS
    base = marks.get(spec.hints.get("within", ""))
    tries: list[Callable[[], Found | None]] = [
        lambda: _by_reader(paper, kind, spec),
        lambda: None if sentences else _beside(_by_label(marks.get(spec.name), spec), base),
        lambda: _within(spec, base),
        lambda: _alone(paper, spec),
    ]
    seen: Found | None = None
    for attempt in tries:
        found = attempt()
        if found is None:
            continue
        ready = narrowed(found, spec)
        if _usable(ready.raw, spec):
            return Spot(spec, ready)
        seen = seen if seen is not None and seen.raw else found
    if seen is None:
        return Spot(spec, None, "anchor_not_found")
    return Spot(spec, seen if seen.raw else None, "unreadable" if tidy(seen.raw) else "value_empty")


def _best(found: list[tuple[int, Found]], spec: FieldSpec) -> Found:
    """The find of the most specific label that gives a value; the first one when none does."""
    ranked = sorted(range(len(found)), key=lambda at: (found[at][0], at))
    good = (found[at][1] for at in ranked if _usable(prepared(found[at][1].raw, spec), spec))
    return next(good, found[ranked[0]][1])


def _usable(text: str, spec: FieldSpec) -> bool:
    """Whether a text can be a field's value; a name begins with a capital, running text does not."""
    value = clean(spec.kind, text)
    return value is not None and not (spec.kind == "name" and value[:1].islower())


ROWS_APART = 8.0
"""So many row heights at most lie between a field and one that may stand within it."""


def _beside(found: Found | None, base: Found | None) -> Found | None:
    """What stands near the field it belongs to: the same label further on is another paper's (`cấp ngày`)."""
    if found is None or base is None or not found.pieces or not base.pieces or found.page != base.page:
        return found
    one, other = found.pieces[0].row, base.pieces[-1].row
    return found if abs(one.top - other.top) <= ROWS_APART * other.height else None


def _by_label(found: Found | None, spec: FieldSpec) -> Found | None:
    """What a label leads to; below `NGƯỜI KÝ` may stand the rest of a title, and after `SỐ` the number of a form."""
    reader = spec.hints.get("reader")
    if found is None or (reader == "signer" and not may_sign(found.raw)):
        return None
    return None if reader == "number" and found.pieces and is_form(found.pieces[0].row.text) else found


def _by_reader(paper: Paper, kind: DocumentType, spec: FieldSpec) -> Found | None:
    reader = spec.hints.get("reader")
    found: Found | None = None
    if reader == "table":
        found = table(paper, spec)
    elif reader in PERSON_READERS:
        found = PERSON_READERS[reader](paper, spec.name)
    elif reader in FRONT_READERS:
        found = FRONT_READERS[reader](paper, tuple(map(normal, kind.titles)))
    elif reader in SIGN_READERS:
        found = SIGN_READERS[reader](paper, kind.titles)
    return replace(found, field=spec.name) if found else None


def readers() -> frozenset[str]:
    """Every value the hint `reader` may have."""
    return frozenset({"table", *PERSON_READERS, *FRONT_READERS, *SIGN_READERS})


def _within(spec: FieldSpec, base: Found | None) -> Found | None:
    """The value of this field inside the text of another: `… cấp ngày 01/02/2021` after a number."""
    if base is None or spec.kind not in PATTERNED:
        return None
    marked = spec.hints.get("mark") == "own"
    own = rf"\b(?:{'|'.join(map(normal, spec.anchors)) or 'cap ngay'})\b"
    for at, piece in enumerate(base.pieces):
        folded = fold_letters(piece.text)
        mark = re.search(own, folded) or (None if marked else re.search(r"cap ngay|ngay cap|\bngay\b", folded))
        if mark is None:
            continue
        rest = trimmed(Piece(piece.row, piece.start + mark.end(), piece.end))
        pieces = ((rest,) if rest else ()) + base.pieces[at + 1 :]
        found = Found(spec.name, pieces, base.sure, "within")
        if clean(spec.kind, found.raw) is not None:
            return found
    found = Found(spec.name, base.pieces, base.sure, "within")
    return found if not marked and clean(spec.kind, found.raw) is not None else None


SPOKEN = re.compile(r"\W*Ngày\W*\d{1,2}\W*tháng\W*\d{1,2}\W*năm\W*\d{4}\W*$", re.IGNORECASE)


def _alone(paper: Paper, spec: FieldSpec) -> Found | None:
    """The only text of a page that has the form of this kind, where the type says so (hint `pattern: alone`)."""
    pattern = spec.hints.get("pattern")
    if pattern not in {"alone", "spoken"}:
        return None
    seen: dict[str, Found] = {}
    for sheet in paper.sheets:
        for row in (part for whole in sheet.rows for part in whole.parts()):
            fits = "<" not in row.text and (pattern == "alone" or SPOKEN.match(row.text))
            value = clean(spec.kind, row.text) if fits else None
            if value and (pattern == "spoken" or _is_most(value, row.text)):
                seen.setdefault(value, Found(spec.name, (Piece(row, 0, len(row.text)),), 0.8, "alone"))
    return next(iter(seen.values())) if len(seen) == 1 else None


def _is_most(value: str, text: str) -> bool:
    """Whether a value is most of what a row says: more would be a sentence that holds one of another field."""
    letters, whole = (len(re.findall(r"[^\W_]", part)) for part in (value, text))
    return letters >= 0.6 * whole


def prepared(text: str, spec: FieldSpec) -> str:
    """The part of a text that is the value: without words before it and what comes after it, by the hints."""
    text = _spaced(SPECKS.sub(" ", text)) if spec.name == "signer" else text
    start, end = _bounds(text, spec)
    return text[start:end]


def _spaced(text: str) -> str:
    """A name with the spaces that capitals inside its words tell of (`ThịMỹ`)."""
    lost = {at for at in range(1, len(text)) if text[at].isupper() and text[at - 1].islower()}
    return "".join(f" {letter}" if at in lost else letter for at, letter in enumerate(text))


SPECKS = re.compile(r"[,;|/*](?=\s|\w)")
"""What a seal leaves between the words of a signer's name."""


LEADER = re.compile(r"(?<=\w)\W*(?:[.…·]{4,}|[-_]{4,}|(?<![^\W_])(?:[cseo.:,]{7,}|0{9,})(?![^\W_])).*$", re.DOTALL)
"""A row of dots, as such or as a reader takes it for letters: the value has ended."""


@cache
def _dropped(words: str) -> re.Pattern[str]:
    return re.compile(rf"[\W_]*(?:(?:{words.replace(' ', chr(92) + 'W*')})[\s.:()/]+)+")


def _bounds(text: str, spec: FieldSpec) -> tuple[int, int]:
    folded = fold_letters(text)
    start = 0
    if "drop" in spec.hints:
        dropped = _dropped(spec.hints["drop"]).match(folded)
        start = dropped.end() if dropped else 0
    leader = LEADER.search(text)
    if leader and _goes_on(text[leader.start() :]):
        leader = None
    text, folded = (text[: leader.start()], folded[: leader.start()]) if leader else (text, folded)
    until = spec.hints.get("until") or (NAME_ENDS if spec.kind == "name" else "")
    ending = re.search(until, folded[start + 2 :]) if until else None
    return start, start + 2 + ending.start() if ending else len(text)


def _goes_on(rest: str) -> bool:
    """Whether words follow what looks like a row of dots: then the value had not ended."""
    return sum(len(word) > 1 and is_syllable(word) for word in WORD.findall(rest)) >= 3


def narrowed(found: Found, spec: FieldSpec) -> Found:
    """A find cut down to its value: pieces and places as well as text."""
    if found.text is not None:
        return found
    start, end = _bounds(found.raw, spec)
    pieces = _cut(found.pieces, start, end)
    if spec.kind in PATTERNED:
        pieces = _tight(pieces, spec.kind)
    return replace(found, pieces=pieces)


def _cut(pieces: tuple[Piece, ...], start: int, end: int) -> tuple[Piece, ...]:
    """The pieces between two places of their joined text."""
    kept: list[Piece] = []
    at = 0
    for piece in pieces:
        first, last = max(start - at, 0), min(end - at, len(piece.text))
        part = trimmed(Piece(piece.row, piece.start + first, piece.start + last)) if first < last else None
        kept += [part] if part else []
        at += len(piece.text) + 1
    return linked(kept)


def _tight(pieces: tuple[Piece, ...], kind: str) -> tuple[Piece, ...]:
    """The fewest words that still give the same value."""
    value = clean(kind, " ".join(piece.text for piece in pieces))
    if value is None:
        return pieces
    single = next((piece for piece in pieces if clean(kind, piece.text) == value), None)
    if single is None:
        return pieces
    row, start, end = single.row, single.start, single.end
    edges = [start, *(at for at in row.starts if start < at < end)]
    while len(edges) > 1 and clean(kind, row.text[edges[1] : end]) == value:
        edges.pop(0)
    while len(edges) > 1 and clean(kind, row.text[edges[0] : edges[-1]].rstrip()) == value:
        end = edges.pop() - 1
    return (Piece(row, edges[0], end),)


def lines_of(rows: tuple[Row, ...]) -> str:
    """The whole text of a page, a line a row, by the word of most readers."""
    return "\n".join(row.running for row in rows)


def same(one: str, other: str) -> bool:
    """Whether two readings say the same but for marks, case and spaces."""
    return fold(one).replace(" ", "") == fold(other).replace(" ", "")
