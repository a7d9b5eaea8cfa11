"""Fields that no reader may settle alone: those written by hand, under a stamp, or beside print that is in no word.
They are held, and say why."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from domain.documents import FieldValue, Origin
from domain.scans import Box, Mark, Page
from domain.text import fold
from ocr.beside import AFTER, BEFORE
from ocr.boxes import overlap
from ocr.combine import Vote
from ocr.extract import PATTERNED

HANDWRITTEN, UNDER_STAMP, UNREAD = "handwritten", "under_stamp", "print_unread_beside"
OUTLIERS = 1.0
"""Digits that differ so much from their line are written: on 357 printed places of three levels the most was 0.9, on
papers seen later up to 1.65: rather a printed number waits than a written one goes on."""
LETTERED = frozenset({"email"})
"""Kinds known by their form that are letters, which differ from each other as they are."""
OUTLIERS_CUED = 0.45
"""It takes less where the readers stumbled on what was filled in, or where a blank was left for it."""
UNEVEN = 0.55
"""Share of letters off the line from which a whole value is written by hand; print measured 0.5 at most."""
LETTERS = 2
"""So many letters in no word right beside a value may be a part of it: of 917 right values of three levels none had
as many, of 45 wrong ones two."""
LEAST_SURE = {HANDWRITTEN: 0.5, UNDER_STAMP: 0.9, UNREAD: 0.9}
"""No higher confidence can be claimed; real papers gave 4 of 31 written numbers and 11 of 16 stamped names right."""
SAME_PLACE = 0.5


def doubted(vote: Vote, field: FieldValue, pages: Mapping[int, Page]) -> FieldValue:
    """The field, held with its reason when it lies on handwriting, under a stamp or beside unread print; a code or
    text layer stands."""
    if vote.found is None or field.origin is not Origin.OCR:
        return field
    marks = [mark for piece in vote.found.pieces if (page := pages.get(piece.row.page))
             for mark in _on(piece.box(page.rotation), page.marks)]  # fmt: skip
    why = reasons(vote.spec.kind, vote.found.raw, marks)
    if not why:
        return field
    sure = min(field.confidence, *(LEAST_SURE[reason] for reason in why))
    return replace(field, accepted=False, confidence=sure, notes=(*field.notes, *why))


def reasons(kind: str, raw: str, marks: Iterable[Mark]) -> tuple[str, ...]:
    """Why a value of a kind that stands under those marks may not go on."""
    strengths: dict[str, float] = {}
    for mark in marks:
        strengths[mark.kind] = max(mark.strength, strengths.get(mark.kind, 0.0))
    least = OUTLIERS_CUED if filled_in(kind, raw) else OUTLIERS
    digits = kind in PATTERNED - LETTERED and any(map(str.isdigit, raw)) and strengths.get("outliers", 0.0) >= least
    written = digits or strengths.get("uneven", 0.0) >= UNEVEN
    beside = max(strengths.get(BEFORE, 0.0), strengths.get(AFTER, 0.0)) >= LETTERS
    found = {HANDWRITTEN: written, UNDER_STAMP: "stamp" in strengths, UNREAD: beside}
    return tuple(why for why, holds in found.items() if holds)


def filled_in(kind: str, raw: str) -> bool:
    """Whether what was read looks like something filled into a printed line.

    >>> filled_in("document_number", "23 /BC-UBND"), filled_in("document_number", "28/2023/QĐ-UBND")
    (True, False)
    >>> filled_in("date", "ngày 0# tháng 4 năm 2024"), filled_in("date", "ngày 21 tháng 12 năm 2023")
    (True, False)
    """
    if kind == "document_number":
        head, stroke, _ = raw.partition("/")
        return bool(stroke) and re.fullmatch(r"\s*\d+", head) is None
    slot = re.search(r"(?:ngay)?(.*?)\bthang", fold(raw)) if kind.startswith("date") else None
    return slot is not None and re.fullmatch(r"\s*\d{1,2}\s*", slot[1]) is None


def _on(box: Box, marks: Iterable[Mark]) -> Iterable[Mark]:
    return (mark for mark in marks if overlap(box, mark.box) >= SAME_PLACE)
