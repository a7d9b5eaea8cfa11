"""How the third reader, which looks at the picture alone, settles what the other two read differently."""

import re
from collections.abc import Sequence

from domain.scans import Zone
from domain.syllables import WORD, is_syllable
from domain.text import fold
from ocr.parted import evenly_parted
from ocr.plausible import is_family_name

DOUBT = -3.0
"""Log odds below which the picture contradicts a reading."""
SEEN = 1.0
"""Log odds from which the third reader's own reading may stand in the place of such a one."""
FIRST, SECOND, THIRD = 0, 1, 2


def margin(zones: Sequence[Zone], texts: Sequence[str]) -> float | None:
    """The picture's log odds for a reading, of the line it is least for; None when a line was not looked at."""
    if not zones or len(zones) != len(texts):
        return None
    margins = [dict(zone.margins).get(text) for zone, text in zip(zones, texts, strict=True)]
    known = [one for one in margins if one is not None]
    return min(known) if len(known) == len(zones) else None


def settled(values: Sequence[str | None], margins: Sequence[float | None]) -> int | None:
    """Which of three values (`FIRST`, `SECOND`, `THIRD`) the picture speaks for; None where it settles nothing.

    What the third reader reads like one of the others is that; two readings it contradicts give way to its own,
    where that has the same letters but for their marks.
    """
    first, second, third = values
    if first is None or second is None or third is None:
        return None
    if third in (first, second):
        return None if first == second else (FIRST if third == first else SECOND)
    odds = [-99.0 if one is None else one for one in margins]
    if max(odds[:2]) < DOUBT and odds[THIRD] >= SEEN and fold(third) in (fold(first), fold(second)):
        return THIRD
    if first == second or None in margins:
        return None
    return FIRST if odds[FIRST] > odds[SECOND] else SECOND


def better_spelled(first: str, second: str) -> int:
    """By how many possible syllables the second of two readings with as many words is the better; negative: worse."""
    one, other = WORD.findall(first), WORD.findall(second)
    return sum(map(is_syllable, other)) - sum(map(is_syllable, one)) if len(one) == len(other) else 0


def better_named(first: str, second: str) -> int:
    """The same of two readings of a person's name, whose first words may also be family names or none."""
    if len(WORD.findall(first)) != len(WORD.findall(second)):
        return 0
    return better_spelled(first, second) + is_family_name(second) - is_family_name(first)


def better_parted(first: str, second: str) -> int:
    """Which of two readings of an address alone has a mark before all its units or before none, where that is all they
    differ in: 1 for the second, -1 for the first, else 0."""
    if re.sub(r"[^\w]+", " ", fold(first)) != re.sub(r"[^\w]+", " ", fold(second)):
        return 0
    return evenly_parted(second) - evenly_parted(first)
