"""What the readers of a field say together: Tesseract on the page, the second reader on the zone, a code beside them.

Nothing is repaired: one reading is chosen, and every disagreement is written in the field's notes."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from domain.documents import FieldSpec, FieldValue, Origin
from domain.kinds import clean
from domain.scans import Box, Page, Zone
from domain.text import fold
from ocr import spelled_out, units, witness
from ocr.boxes import around, overlap
from ocr.extract import PATTERNED, Spot, prepared, same
from ocr.layout import is_capitals
from ocr.pieces import Found

TAIL = 6
"""A reading cut short by so many letters is the worse one."""
SPELLED = frozenset({"name", "address", "text", "nationality", "ethnicity"})
"""Kinds made of Vietnamese words."""
OVERRULED = "picture_differs:"
"""Begins the note of a reading the picture contradicts and that gave way to the third reader's."""
UNITS = "units_named:"
"""Begins the note of an address as it was read, where a unit's name was spelled as it is (or its first word small)."""
LISTED = "list_named:"
"""Begins the note of words as they were read, where a short list says how they are spelled."""
CASED = "capitals_by_code:"
"""Begins the note of a name in capitals of which a reader took some for small letters; a code says the same name."""
CLEANED = "before_cleaning:"
"""Begins the note of what was read before leaders and rules were taken out of the picture, when its digits differ."""
ABBREVIATED = re.compile(r"\b(TM|KT|TL|TUQ|TTL|Q)(?:\s*[.,:;]\s*|\s+)(?=\w)")
"""Thay mặt, ký thay, thừa lệnh …: a full stop ends each, whatever mark a reader sees there."""
OVERLAP = 0.5
"""A zone is a field's when they share so much of their area."""


@dataclass(frozen=True, slots=True)
class Reading2:
    """What another reader says of a field; `sure` is its least sure letter."""

    text: str
    value: str | None
    sure: float


@dataclass(frozen=True, slots=True)
class Vote:
    """A field's chosen value with all that speaks for and against it."""

    spec: FieldSpec
    field: FieldValue
    found: Found | None
    first: str | None = None
    """Canonical value by the page's reader."""
    second: Reading2 | None = None
    code: str | None = None
    words: tuple[float, ...] = ()
    """The page reader's confidence in each word."""
    exact: bool = False
    """Read from a text layer."""
    level: str = "good"
    """Quality of the page it stands on: good or poor."""
    third: Reading2 | None = None
    """What the third reader, which knows no language, says."""
    margin: float | None = None
    """The third reader's log odds for the chosen text against all texts one letter away, of its weakest line; None
    where it was not asked."""

    @property
    def agreed(self) -> bool:
        """Both readers say exactly the same, and the picture does not say otherwise."""
        alike = self.first is not None and self.second is not None and self.first == self.second.value
        return alike and not any(note.startswith(OVERRULED) for note in self.field.notes)

    @property
    def thirds(self) -> bool:
        """The third reader reads the chosen value."""
        return self.third is not None and self.field.value is not None and self.third.value == self.field.value

    @property
    def said(self) -> tuple[str | None, str | None, str | None]:
        """What each of the three readers says."""
        return self.first, self.second.value if self.second else None, self.third.value if self.third else None

    @property
    def voices(self) -> int:
        """How many of the three readers read the chosen value."""
        return 0 if self.field.value is None else self.said.count(self.field.value)

    @property
    def others(self) -> tuple[str, ...]:
        """What readers say that is not the chosen value."""
        return tuple(text for text in self.said if text is not None and text != self.field.value)


def vote(spot: Spot, pages: Mapping[int, Page], codes: Mapping[str, str]) -> Vote:
    """Choose a field's value among its readings."""
    code = codes.get(spot.spec.hints.get("code", ""))
    if spot.found is None:
        return _unread(spot, code)
    found, spec = spot.found, spot.spec
    first = _value(spec, found.raw)
    zones = _zones(found, spec, pages)
    second = _heard(found, spec, [(zone.text, zone.confidence) for zone in zones])
    third = _heard(found, spec, [(zone.third, zone.third_sure) for zone in zones if zone.third])
    seen = _pictured(found, zones)
    value, raw, notes = _chosen(spec, found.raw, first, second, third, seen)
    if spec.kind == "address" and value is not None and (read := clean(spec.kind, raw)) != value:
        notes = (*notes, f"{UNITS}{read}")
    if "list" in spec.hints and value is not None:
        value = spelled_out.nearest(spec.hints["list"], value)
        notes = (*notes, *([f"{LISTED}{read}"] if (read := clean(spec.kind, raw)) != value else ()))
    notes = (*notes, *_cleaned(spec, raw, zones))
    field = _placed(spec, found, pages, raw, value, (*notes, *([spot.reason] if value is None and spot.reason else [])))
    if code is not None:
        field = _with_code(field, code)
    page = pages.get(found.page or 0)
    words = tuple(token.word.confidence for piece in found.pieces for token in piece.tokens)
    exact = page is not None and page.source == "text_layer"
    heard = Vote(spec, field, found, first, second, code, words, exact, third=third)
    return replace(heard, margin=_speaks_for(value, heard.said, seen))


def _cleaned(spec: FieldSpec, raw: str, zones: Sequence[Zone]) -> tuple[str, ...]:
    """What stood there before leaders and rules were taken out, when its digits are others: a stroke may have gone."""
    before = " ".join(zone.untouched for zone in zones)
    differ = spec.kind in PATTERNED and before.strip() and _digits(raw) not in _digits(before)
    return (f"{CLEANED}{before}",) if differ else ()


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def _unread(spot: Spot, code: str | None) -> Vote:
    field = FieldValue(name=spot.spec.name, notes=(spot.reason,))
    if code is not None:
        code = code.upper() if spot.spec.hints.get("case") == "upper" else code
        field = FieldValue(name=spot.spec.name, raw=code, value=code, origin=Origin.CODE, notes=(spot.reason,))
    return Vote(spot.spec, field, None, code=code)


def _placed(
    spec: FieldSpec, found: Found, pages: Mapping[int, Page], raw: str, value: str | None, notes: Sequence[str]
) -> FieldValue:
    page = pages.get(found.page or 0)
    boxes = [piece.box(page.rotation) for piece in found.pieces if page and piece.row.page == found.page]
    exact = page is not None and page.source == "text_layer"
    return FieldValue(
        name=spec.name, raw=raw, value=value, origin=Origin.TEXT_LAYER if exact else Origin.OCR,
        page=found.page, box=around(boxes) if boxes else None, notes=tuple(notes),
    )  # fmt: skip


def _with_code(field: FieldValue, code: str) -> FieldValue:
    """A code beats print; what was printed stays in the notes when it differs."""
    if field.value is not None and (field.value == code or field.value.casefold() == code.casefold()):
        if field.value == field.value.upper() or not is_capitals(field.value):
            return replace(field, origin=Origin.CODE)
        return replace(field, value=code.upper(), origin=Origin.CODE, notes=(*field.notes, f"{CASED}{field.value}"))
    code = code.upper() if field.name.endswith("name") and is_capitals(field.value or "") else code
    notes = (*field.notes, f"print:{field.value}") if field.value is not None else field.notes
    return replace(field, value=code, origin=Origin.CODE, notes=notes)


def _zones(found: Found, spec: FieldSpec, pages: Mapping[int, Page]) -> list[Zone]:
    """The zones of all pieces of a field, none when one of them was not read again."""
    pairs = [(piece, pages.get(piece.row.page)) for piece in found.pieces if spec.kind != "listing"]
    zones = [_zone(piece.box(page.rotation), page.zones) if page else None for piece, page in pairs]
    return [zone for zone in zones if zone is not None] if None not in zones else []


def _heard(found: Found, spec: FieldSpec, said: Sequence[tuple[str, float]]) -> Reading2 | None:
    """A reader's text of all pieces of a field, each with its least sure letter; None when one of them was not read."""
    if not said or len(said) != len(found.pieces):
        return None
    between = " / " if spec.name == "signing_capacity" and found.how == "signature" else " "
    text = between.join(text for text, _sure in said)
    return Reading2(text, _value(spec, prepared(text, spec)), min(sure for _text, sure in said))


def _value(spec: FieldSpec, text: str) -> str | None:
    """Canonical value of a text; in an address, units whose name is certain are spelled as they are; `KT.` and its like
    end with a full stop, whatever mark was seen."""
    value = clean(spec.kind, text)
    if value is None:
        return None
    if spec.name == "signing_capacity":
        value = ABBREVIATED.sub(r"\1. ", value)
    value = spelled_out.settled(spec.hints.get("list"), value)
    return units.settled(units.unshouted(units.commaed(value))) if spec.kind == "address" else value


def _pictured(found: Found, zones: Sequence[Zone]) -> tuple[float | None, float | None, float | None]:
    """The third reader's log odds for the first, the second and its own reading."""
    texts = [piece.text for piece in found.pieces], [zone.text for zone in zones], [zone.third for zone in zones]
    first, second, third = (witness.margin(zones, said) for said in texts)
    return first, second, third


def _speaks_for(value: str | None, said: Sequence[str | None], seen: Sequence[float | None]) -> float | None:
    """The third reader's log odds for a value: of the reading it is likest, where several come to that value."""
    odds = [odds for one, odds in zip(said, seen, strict=True) if one == value and odds is not None]
    return max(odds, default=None)


def _zone(box: Box, zones: Sequence[Zone]) -> Zone | None:
    best = max(zones, key=lambda zone: overlap(box, zone.box), default=None)
    return best if best is not None and overlap(box, best.box) >= OVERLAP else None


def _chosen(
    spec: FieldSpec,
    raw: str,
    first: str | None,
    second: Reading2 | None,
    third: Reading2 | None = None,
    seen: Sequence[float | None] = (None, None, None),
) -> tuple[str | None, str, tuple[str, ...]]:
    """Value, raw text and notes of the best reading; `seen`: what the picture says of each."""
    if spec.name == "signer" and first is not None and second is not None and second.value is not None:
        better = witness.better_named(first, second.value)
        if better and (third is None or third.value not in (first, second.value)):
            return _settled(witness.SECOND if better > 0 else witness.FIRST, raw, first, second, second)
    if spec.kind == "address" and first is not None and second is not None and second.value is not None:
        parted = witness.better_parted(first, second.value)
        if parted:
            return _settled(witness.SECOND if parted > 0 else witness.FIRST, raw, first, second, second)
    if spec.kind in SPELLED and second is not None and third is not None:
        by = witness.settled((first, second.value, third.value), seen)
        if by is not None:
            return _settled(by, raw, first, second, third)
    elif first is not None and second is not None and third is not None and first == third.value != second.value:
        return first, raw, (f"readers_differ:{second.value}",)
    return _of_two(spec, raw, first, second)


def _settled(
    by: int, raw: str, first: str | None, second: Reading2, third: Reading2
) -> tuple[str | None, str, tuple[str, ...]]:
    """The reading the picture speaks for, with what the others say in the notes."""
    if by == witness.THIRD:
        others = dict.fromkeys((first, second.value))
        return third.value, third.text, tuple(f"{OVERRULED}{other}" for other in others)
    if by == witness.SECOND:
        return second.value, second.text, (f"readers_differ:{first}",)
    return first, raw, (f"readers_differ:{second.value}",)


def _of_two(
    spec: FieldSpec, raw: str, first: str | None, second: Reading2 | None
) -> tuple[str | None, str, tuple[str, ...]]:
    """Value, raw text and notes of the better of two readings."""
    if first is None and second is not None and (mail := _mail(spec, raw, second)):
        return mail, raw, (f"letters_voted:{second.text}",)
    if second is None or second.value is None:
        return first, raw, ()
    if first is None:
        return second.value, second.text, (f"second_only:{raw}",)
    if first == second.value:
        return first, raw, ()
    if _prefers_second(spec, first, second):
        return second.value, second.text, (f"readers_differ:{first}",)
    return first, raw, (f"readers_differ:{second.value}",)


def _mail(spec: FieldSpec, raw: str, second: Reading2) -> str | None:
    """An e-mail address put together from two readings of one length that differ only in its punctuation: what one
    reader takes for a space or a letter the other sees as the point or the @ that an address must have."""
    one, other = raw.strip(), second.text.strip()
    if spec.kind != "email" or len(one) != len(other):
        return None
    pairs = list(zip(one, other, strict=True))
    differing = [pair for pair in pairs if pair[0] != pair[1]]
    if not differing or any(not {".", "@"} & set(pair) for pair in differing):
        return None
    return clean("email", "".join(left if left in "@." else right for left, right in pairs))


def _prefers_second(spec: FieldSpec, first: str, second: Reading2) -> bool:
    """The second reader is the better one for digits, and for marks where both see the same letters."""
    if second.value is None:
        return False
    if spec.kind in PATTERNED:
        return second.sure >= 0.5
    if spec.kind in SPELLED and (better := witness.better_spelled(first, second.value)):
        return better > 0
    if second.sure >= 0.5 and fold(second.value).startswith(fold(first)) and len(second.value) - len(first) <= TAIL:
        return True
    if spec.kind in {"nationality", "ethnicity"} or (spec.kind == "text" and re.search(r"\d", first)):
        return False
    least = 0.8 if spec.kind == "text" else 0.6
    return second.sure >= least and (same(first, second.value) or fuzz.ratio(fold(first), fold(second.value)) >= 85)
