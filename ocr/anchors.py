"""Printed labels found on rows, letter by letter or nearly so. What follows a label is `ocr.spans`' business."""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from domain.documents import DocumentType, FieldSpec
from ocr.layout import GAP, Row

LEAST = 87.0
"""A label read with errors must still be this much alike (0 to 100)."""
FUZZY_FROM = 5
"""Shorter labels must be read exactly."""
SHORT = 8
"""Labels shorter than this may differ in one letter, and only where a colon follows."""
INNER = "ho chu dem ten|ho chu dem va ten|ho va ten|ho ten"


@dataclass(frozen=True, slots=True)
class Label:
    """One printed label: its phrase, and the meanings it may have in a type (field names; none: it only ends a
    value)."""

    phrase: str
    pattern: re.Pattern[str]
    plain: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A label found on a row; places are those of the row's `text`."""

    phrase: str
    start: int
    end: int
    quality: float
    """1 for letter by letter."""
    follows: bool
    """A colon follows, so nothing else can be meant."""


def normal(anchor: str) -> str:
    """An anchor as it is compared: without punctuation that print may drop."""
    return " ".join(re.sub(r"[,;:/]", " ", anchor).split())


@cache
def label(phrase: str) -> Label:
    """A label of that phrase (regular expression on folded text without punctuation)."""
    plain = re.fullmatch(r"[a-z0-9 ]+", phrase) is not None
    body = phrase.replace(" ", " ?") if plain and len(phrase) > 5 else phrase
    return Label(phrase, re.compile(rf"(?<![a-z0-9])(?:{body})(?![a-z0-9])"), plain)


@cache
def stops() -> tuple[str, ...]:
    """Labels of no field, after which a value has ended."""
    content = yaml.safe_load((Path(__file__).parent / "labels.yaml").read_text("utf-8"))
    return tuple(content["stops"])


def phrases(kind: DocumentType) -> tuple[str, ...]:
    """Every phrase that is a label on papers of a type."""
    found: dict[str, None] = {}
    for spec in kind.fields:
        for phrase in (*map(normal, spec.anchors), *heads(spec), *inner(spec)):
            found.setdefault(phrase)
    return (*found, *(stop for stop in stops() if stop not in found))


def heads(spec: FieldSpec) -> tuple[str, ...]:
    """Headings that open a field's section."""
    return tuple(filter(None, spec.hints.get("heads", "").split("|")))


def inner(spec: FieldSpec) -> tuple[str, ...]:
    """Labels that, right after such a heading, stand for the field that opens the section."""
    return tuple(spec.hints.get("inner", INNER).split("|")) if "heads" in spec.hints else ()


def hits(row: Row, wanted: Iterable[str]) -> tuple[Hit, ...]:
    """Labels on a row from left to right, none over another: the longer and better read one counts."""
    found = [hit for phrase in wanted for hit in _of(label(phrase), row)]
    kept: list[Hit] = []
    for hit in sorted(found, key=lambda h: (-(h.end - h.start) * h.quality**4, h.start)):
        if all(hit.end <= other.start or hit.start >= other.end for other in kept):
            kept.append(hit)
    standing = sorted((hit for hit in kept if _stands(hit, row)), key=lambda h: h.start)
    return tuple(hit for hit in standing if not _is_tail(hit, standing, row))


def _is_tail(hit: Hit, hits_there: Sequence[Hit], row: Row) -> bool:
    """`Số` right after another label is a part of it: `Giấy tờ tùy thân: Số: …`.

    A label's own end, said again after it, is its value: `Tình trạng án tích: Không có án tích`."""
    if any(other.end <= hit.start and other.phrase.endswith(f" {hit.phrase}") for other in hits_there):
        return True
    if len(hit.phrase) > 3:
        return False
    return any(other.end <= hit.start and not re.search(r"\w", row.text[other.end : hit.start]) for other in hits_there)


def _of(wanted: Label, row: Row) -> list[Hit]:
    found = [m.span() for m in wanted.pattern.finditer(row.norm)]
    exact = [
        _hit(wanted, row, *span, 1.0)
        for span in found
        if ":" not in row.text[row.place(span[0]) : row.place(span[1] - 1)] and _is_unbroken(row, span)
    ]
    if exact or not wanted.plain or len(wanted.phrase) < FUZZY_FROM:
        return exact
    short = len(wanted.phrase) < SHORT
    near = fuzz.partial_ratio_alignment(wanted.phrase, row.norm, score_cutoff=LEAST - (15 if short else 4))
    if near is None or len(row.norm) < len(wanted.phrase) - 2:
        return []
    start, end = _whole_words(row.norm, near.dest_start, near.dest_end)
    score = fuzz.ratio(wanted.phrase, row.norm[start:end]) if _ends_alike(wanted.phrase, row.norm[start:end]) else 0.0
    hit = _hit(wanted, row, start, end, score / 100) if end > start else None
    if hit is None or ":" in row.text[hit.start : row.place(end - 1)]:
        return []
    if not _is_unbroken(row, (start, end)):
        return []
    near_enough = (
        Levenshtein.distance(wanted.phrase, row.norm[start:end]) <= 1 and hit.follows if short else score >= LEAST
    )
    return [hit] if near_enough else []


def _is_unbroken(row: Row, span: tuple[int, int]) -> bool:
    """Whether no gap as wide as between columns runs through a label."""
    tokens = row.tokens_in(row.place(span[0]), row.place(span[1] - 1) + 1)
    return all(b.left - a.right <= GAP * row.height for a, b in itertools.pairwise(tokens))


OF_NOBODY = frozenset({"ky", "cap"})
"""Last words of labels (đăng ký, ngày cấp) that tell no person from another."""


def _ends_alike(phrase: str, text: str) -> bool:
    """Whether the last word, which tells one person's label from another's, is the same; a long one nearly so."""
    last, seen = phrase.split()[-1], (text.split() or [""])[-1]
    if len(phrase.split()) != len(text.split()):
        return True
    return Levenshtein.distance(last, seen) <= (1 if last in OF_NOBODY else (len(last) + 1) // 4)


def _whole_words(norm: str, start: int, end: int) -> tuple[int, int]:
    while start > 0 and norm[start - 1] != " ":
        start -= 1
    while start < end and norm[start] == " ":
        start += 1
    while end < len(norm) and norm[end] != " ":
        end += 1
    while end > start and norm[end - 1] == " ":
        end -= 1
    return start, end


AFTER = re.compile(
    r"""[ ]?
    (?:/(?:(?![À-ỹ])[^:\d]){0,40}     # the label in another language: no Vietnamese letter, no digit
       (?::[a-z]{4,20}(?=:))?)?        # a speck inside a word, taken for a colon
    (?:\([^)]{0,60}\)?\s*(?:\(\d\))?)?  # a remark, the number of a note
    \s*(?:\d\)\s*)?[:;]""",
    re.VERBOSE,
)
"""What may stand between a label and the end of its colon."""
ENGLISH = re.compile(r"[ ]?/[ ]?[A-Za-z]{5,}(?: (?:of )?[a-z]{5,})?(?![^\W_])[.]?")
"""The rest of a label in two languages whose colon was not seen."""


def _hit(wanted: Label, row: Row, start: int, end: int, quality: float) -> Hit:
    first = row.place(start)
    last = row.place(end - 1) + 1
    colon = AFTER.match(row.text, last)
    tail = colon or ENGLISH.match(row.text, last)
    return Hit(wanted.phrase, first, tail.end() if tail else last, quality, colon is not None)


def _stands(hit: Hit, row: Row) -> bool:
    """Whether it stands as a label: a colon after it, or the row or a column begins with it."""
    if hit.follows:
        return len(hit.phrase) > 2 or _begins(hit, row) or row.text[hit.start].isupper()
    if len(hit.phrase) <= 3:
        return _begins(hit, row) and row.text[hit.start].isupper() and ALONE.match(row.text, hit.end) is not None
    if hit.phrase in INLINE:
        return BEFORE_VALUE.match(row.text, hit.end) is not None
    if _begins(hit, row):
        return True
    return hit.quality == 1 and row.text[hit.start].isupper() and len(hit.phrase) >= SHORT and not row.text.isupper()


ALONE = re.compile(r"[ .]*\S*\d\S*\s*(?:$|[Qq]uy)")
"""After `Số` without a colon only the number follows."""

BEFORE_VALUE = re.compile(r"\W{0,4}(?:\d|$|ngày\b|[A-ZĐ]\w+)")
"""What follows a label inside a sentence that no colon marks."""

INLINE = frozenset({"cap ngay", "ngay cap", "sinh ngay", "sinh nam", "noi cap", "to ban do so", "thua dat so"})
"""Labels that stand inside running text without a colon."""


def _begins(hit: Hit, row: Row) -> bool:
    before = row.text[: hit.start]
    if re.fullmatch(r"[\W_]*(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[a-zđ][).]|[IVX]+[.)])?[\W_]*", before):
        return True
    tokens = list(zip(row.starts, row.tokens, strict=True))
    for (_, left), (at, token) in itertools.pairwise(tokens):
        if at <= hit.start < at + len(token.text) + 1:
            return at + 2 >= hit.start and token.left - left.right > GAP * row.height
    return False
