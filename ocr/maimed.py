"""Signs that print was lost or misread at a value, whatever its score: a person looks at it."""

import re
from collections.abc import Iterable, Sequence

from domain.syllables import is_syllable
from domain.text import fold, fold_letters
from ocr.combine import CLEANED, Vote
from ocr.given_names import is_common
from ocr.plausible import street

SURE = 0.9
"""A reader less sure of a line says nothing against the others on the spelling of a street."""
STROKES = frozenset({"l", "I", "1", "|", "i", "!"})
"""One upright stroke, as readers take it."""
BARS = STROKES | {"[", "]", "J"}
"""What a digit 1 at the edge of a number is taken for."""
SPOILT = frozenset("§$€%&#@*©®¥£^~¬«»{}<>")
"""What a spoilt digit at the edge of a number is taken for (`§0` for 50)."""
STROKE_BEFORE = re.compile(r"(?:^|[\s:.])[\dlij|!\[\]]\s$")
"""A digit or stroke alone before a number, folded, which may be its first: `ï 1-04-1990`."""
DATES = frozenset({"date", "date_or_year", "expiry"})
DIGITS_APART = re.compile(r"(?<!\d)\d \d\s?[/.-]|(?<!\d)\d \d\s+th", re.IGNORECASE)
"""A day of two digits with a space between them, before the mark or word that follows it."""


SMALL_UNITS = (["tổ", "dân", "phố"], ["khu", "phố"])
"""Below the communes; another mark on one of these words makes no other address."""


def maimed(vote: Vote) -> bool:
    """Whether a number may have lost a digit or a stroke: at its ends, or where leaders and rules were taken out."""
    cleaned = any(note.startswith(CLEANED) for note in vote.field.notes)
    return cleaned or _stroke_beside(vote) or _cut_short(vote) or _apart(vote)


def _cut_short(vote: Vote) -> bool:
    """Whether one of the readers saw more digits than the value has: the others may have looked at a place cut too
    narrow (16/06/1974 read as 6/06/1974 by two) or lost the first (1.800.000.000 as .800.000.000)."""
    seen = [sum(map(str.isdigit, text)) for text in (vote.field.raw or "", *_texts(vote))]
    return seen[0] < max(seen)


def _stroke_beside(vote: Vote) -> bool:
    """Whether the page's reader saw a stroke right beside a number that is no part of it: `1]` may be 11."""
    first, last = (vote.found.pieces[0], vote.found.pieces[-1]) if vote.found and vote.found.pieces else (None, None)
    if first is None or last is None:
        return False
    before, after = first.row.text[: first.start], last.row.text[last.end :]
    return bool({before[-1:], after[:1]} & (BARS | SPOILT)) or STROKE_BEFORE.search(fold_letters(before)) is not None


def _apart(vote: Vote) -> bool:
    """Whether the digits of a date stand apart for every reader (`1 7/07/1984`): the first may belong to what stands
    before it. One reader's space is none where another sees the digits together."""
    texts = _texts(vote) if vote.spec.kind in DATES else ()
    return bool(texts) and all(DIGITS_APART.search(text) for text in texts)


def _texts(vote: Vote) -> tuple[str, ...]:
    """What each reader saw."""
    first = (vote.found.raw,) if vote.found else ()
    return (*first, *(said.text for said in (vote.second, vote.third) if said))


def other_marks(vote: Vote) -> bool:
    """Whether one of the readers sees other marks on the letters of a name (CẦM for CẨM) or of a street (Trận for
    Trần), or another stroke standing alone (quý l for quý I). Left aside are the first word of a name, which is of a
    known list, and what is no common name where the value is one (NHŨNG for NHUNG)."""
    if vote.spec.kind == "address":
        sure = [one.value for one in (vote.second, vote.third) if one and one.sure >= SURE]
        return _another_street(vote.field.value or "", filter(None, (vote.first, *sure)))
    words = (vote.field.value or "").split()
    others = [other for text in vote.said if text and len(other := text.split()) == len(words) and other != words]
    named = vote.spec.kind == "name"
    return any(
        (named and at > 0 and _another_name(own, word)) or {word, own} <= STROKES
        for other in others
        for at, (own, word) in enumerate(zip(words, other, strict=True))
        if word != own
    )


def _another_name(own: str, word: str) -> bool:
    """Whether another reader's word has the letters of the value's and other marks, and could be meant."""
    alike = word.lower() != own.lower() and fold(word) == fold(own)
    return alike and (is_common(word) or not is_common(own))


def _another_street(value: str, said: Iterable[str]) -> bool:
    own = street(value)
    others = [words for text in said if len(words := street(text)) == len(own)]
    plain = _small_units(own)
    pairs = (pair for words in others for at, pair in enumerate(zip(own, words, strict=True)) if at not in plain)
    return any(one.lower() != other.lower() and fold(one) == fold(other) and is_syllable(other) for one, other in pairs)


def _small_units(words: Sequence[str]) -> set[int]:
    """Places of words that are no name: what a `Tổ dân phố` or `Khu phố` is called stands behind them."""
    lower = [word.lower() for word in words]
    starts = [(at, kind) for kind in SMALL_UNITS for at in range(len(lower)) if lower[at : at + len(kind)] == kind]
    return {place for at, kind in starts for place in range(at, at + len(kind))}
