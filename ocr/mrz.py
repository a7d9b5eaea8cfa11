"""The machine-readable zone of an identity card (ICAO 9303, TD1: three lines of 30), read by the second reader.

Tesseract finds the lines and misreads them; their check digits are judged where values are made, not here.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from domain.scans import Box, Code, Word
from domain.syllables import ONSETS, RIMES
from domain.text import fold_letters
from ocr import second
from ocr.clean import Sheet
from ocr.zones import cut, file_box, placed

LENGTH = 30
LIKE = re.compile(r"[<«‹]{2,}|[A-Z0-9<«‹]{14,}|[A-Z]{2,}[<«‹][A-Z]|[KC<«]{4,}$")
"""What Tesseract makes of such a line."""
TALL = 1.3
"""How many times the usual height of such lines is too high."""
FEWEST = 15
"""Letters Tesseract must have seen on it."""
DIGITS = str.maketrans("OQDIZSBG", "00012586")
LETTERS = str.maketrans("01258", "OIZSB")

Place = tuple[float, float, float, float]


def mrz(sheet: Sheet, words: Iterable[Word], page: int) -> tuple[Code, ...]:
    """The three lines as one code, joined by newlines; () where the page shows none."""
    read = [(place, _line(sheet, place)) for place in _places(sheet, words)]
    found = [(place, text) for place, text in read if text]
    for first in range(len(found) - 2):
        places, texts = zip(*found[first : first + 3], strict=True)
        if texts[0].startswith("I"):
            box = _hull([file_box(place, sheet) for place in places])
            return (Code(kind="mrz", text=tidy(*texts), page=page, box=box),)
    return ()


def tidy(first: str, second: str, third: str) -> str:
    """Three lines as read, at 30 characters each, with digits where only digits may stand and letters likewise.

    >>> print(tidy("IDVNMO820055501060082005550<<<9", "8208307M4208309VNM<<<<<<<<<4", "LE<<MINH<B1NH<C<<K"))
    IDVNM0820055501060082005550<<9
    8208307M4208309VNM<<<<<<<<<<<4
    LE<<MINH<BINH<<<<<<<<<<<<<<<<<
    """
    upper, middle = _filled(first), _filled(second)
    middle = middle[:7].translate(DIGITS) + middle[7:8] + middle[8:15].translate(DIGITS) + middle[15:]
    lines = (
        upper[:5].translate(LETTERS) + upper[5:].translate(DIGITS),
        middle[:-1] + middle[-1:].translate(DIGITS),
        _named(re.sub("<[<CK]+$", "", third).rstrip("<").translate(LETTERS)).ljust(LENGTH, "<")[:LENGTH],
    )
    return "\n".join(lines)


def _named(line: str) -> str:
    """A line of names in which a filler that was read as C or K is one again: no syllable is spelled so.

    >>> _named("LE<<THI<NGOC<THUYCC"), _named("NGUYEN<<THICTHAO"), _named("LE<<NGOC<KHANH")
    ('LE<<THI<NGOC<THUY', 'NGUYEN<<THI<THAO', 'LE<<NGOC<KHANH')
    """
    return re.sub("[A-Z]+", lambda found: _parted(found.group()), line).rstrip("<")


def _parted(word: str) -> str:
    if _is_syllable(word):
        return word
    cuts = (word[:at] + "<" + word[at + 1 :] for at, letter in enumerate(word) if letter in "CK" and at)
    whole = (
        cut for cut in cuts if all(_is_syllable(part.rstrip("CK")) for part in cut.split("<") if part.rstrip("CK"))
    )
    return next((re.sub("[CK]+$", "", cut) for cut in whole), word)


def _is_syllable(word: str) -> bool:
    """Whether a word without marks could be a syllable with some."""
    letters, rimes = word.lower(), _rimes()
    starts = [fold_letters(onset) for onset in ONSETS if letters.startswith(fold_letters(onset))]
    ends = ((onset, letters[len(onset) :]) for onset in starts)
    return any(rime in rimes or (onset in {"qu", "gi"} and onset[1] + rime in rimes) for onset, rime in ends)


@cache
def _rimes() -> frozenset[str]:
    return frozenset(fold_letters(rime) for rime in RIMES)


def _filled(line: str) -> str:
    """A line whose longest row of fillers is made as long as 30 characters demand: a reader miscounts those."""
    rows = [found.span() for found in re.finditer("<+", line)]
    if len(line) == LENGTH or not rows:
        return line
    start, stop = max(rows, key=lambda row: row[1] - row[0])
    return line[:start] + "<" * max(1, stop - start + LENGTH - len(line)) + line[stop:]


def _places(sheet: Sheet, words: Iterable[Word]) -> list[Place]:
    """Places on the sheet, from top to bottom, of the lines that look like MRZ."""
    rows: dict[int, list[Word]] = {}
    for word in words:
        rows.setdefault(word.line, []).append(word)
    places = [_place(sheet, row) for row in rows.values() if _is_like(row)]
    return sorted((_lowered(place, places) for place in places), key=lambda place: place[1])


def _lowered(place: Place, places: list[Place]) -> Place:
    """A place much higher than the others cut to their height: the engine took what stands above into the line."""
    usual = sorted(bottom - top for _left, top, _right, bottom in places)[len(places) // 2]
    left, top, right, bottom = place
    return (left, bottom - usual, right, bottom) if bottom - top > TALL * usual else place


def _is_like(row: list[Word]) -> bool:
    text = "".join(word.text for word in row)
    return len(text) >= FEWEST and LIKE.search(text) is not None


def _place(sheet: Sheet, row: list[Word]) -> Place:
    return placed(_hull([word.box for word in row]), sheet.matrix)


def _line(sheet: Sheet, place: Place) -> str:
    """The line in MRZ's own letters when it has about the right length, else nothing."""
    text = unicodedata.normalize("NFD", second.read_line(cut(sheet.image, place)).text.upper())
    kept = re.sub(r"[^A-Z0-9<]", "", text.replace("«", "<<").replace("‹", "<").replace("-", "<"))
    return kept if 20 <= len(kept) <= LENGTH + 8 and "<" in kept else ""


def _hull(boxes: list[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)
