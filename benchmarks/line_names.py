"""The third reader on many names: sheets full of invented names, usual and unusual, worn by `samples.degrade` and read
as pages are. Cheaper a name than whole papers, so that rare errors show.

`python -m benchmarks.line_names --sheets 4 --levels 0 1 2 --cache DIR [--errors]`"""

import argparse
import os
import pickle
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from unicodedata import normalize

os.environ.setdefault("OMP_THREAD_LIMIT", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
from PIL import Image, ImageDraw

from benchmarks.lines import Case, table
from domain.kinds import clean
from domain.scans import Box, Zone
from ocr import clean as cleaning
from ocr import engine, lines, orient, second, witness, zones
from samples.degrade import resolution, wear
from samples.fonts import SANS, SERIFS, font
from samples.people import name

COLUMNS, ROWS = 2, 34
SURE = 0.6
"""The second reader's surety from which it is taken when the picture settles nothing, as in `ocr.combine`."""
SIZE = (8.27, 11.69)
"""Inches."""
TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")


@dataclass(frozen=True)
class Read:
    """A name on a sheet: what stands there, what two readers made of it, its line's picture."""

    sheet: str
    truth: str
    usual: bool
    first: str
    zone: Zone
    line: "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]"


def person(chance: random.Random) -> tuple[str, bool]:
    """A name, and whether it is one people bear: half have another tone on one syllable."""
    said = name(chance, chance.choice(("Nam", "Nữ")))
    if chance.random() < 0.5:
        return (said.upper() if chance.random() < 0.5 else said), True
    words = said.split()
    at = chance.randrange(len(words))
    words[at] = _retoned(words[at], chance)
    return (" ".join(words).upper() if chance.random() < 0.5 else " ".join(words)), " ".join(words) == said


def _retoned(word: str, chance: random.Random) -> str:
    """The syllable with any tone on the vowel that carries it, or on its last."""
    bare = "".join(letter for letter in normalize("NFD", word) if letter not in TONES[1:])
    toned = [at for at, letter in enumerate(normalize("NFC", word)) if set(normalize("NFD", letter)) & set(TONES[1:])]
    letters = list(normalize("NFC", bare))
    vowels = [at for at, letter in enumerate(letters) if normalize("NFD", letter)[0].lower() in "aeiouy"]
    at = toned[0] if toned else vowels[-1]
    letters[at] += chance.choice(TONES)
    return normalize("NFC", "".join(letters))


def sheet(number: int, level: int) -> Iterator[Read]:
    """The names of one sheet as read."""
    chance = random.Random(f"names {number} {level}")
    dpi = resolution(level, chance)
    page, said = _printed(chance, dpi)
    worn = wear(page, level, chance, turn=0)
    level_sheet = _levelled(np.asarray(worn.image), dpi)
    seen = engine.look(level_sheet.image, dpi=level_sheet.dpi, timeout=60)
    for (truth, usual), box in said:
        place = worn.box(box)
        left, top, right, bottom = zones.placed(place, level_sheet.matrix)
        inside = [word for word in seen if left - 4 <= (word.box[0] + word.box[2]) / 2 <= right + 4
                  and top - 4 <= (word.box[1] + word.box[3]) / 2 <= bottom + 4]  # fmt: skip
        spot = next(zones.places_of(level_sheet, _jolted(place, chance)))
        heard = second.read_line(zones.cut(level_sheet.image, spot))
        line = zones.cut(level_sheet.image, spot, zones.FAR_ABOVE)
        zone = Zone(box=place, text=heard.text, confidence=heard.confidence, reader=second.READER)
        yield Read(f"{number}", truth, usual, " ".join(word.text for word in inside), zone, line)


def _jolted(box: Box, chance: random.Random) -> Box:
    """The box as the page's reader gives it: off by some pixels, at times without the marks at its rims."""
    high = box[3] - box[1]
    top, bottom = (round(chance.choice((0, 0, 0, chance.uniform(0, 0.2))) * high) for _ in range(2))
    left, right = (chance.randint(-3, 1) for _ in range(2))
    return box[0] + left, box[1] + top, box[2] - right, box[3] - bottom


def _printed(chance: random.Random, dpi: int) -> tuple[Image.Image, list[tuple[tuple[str, bool], Box]]]:
    page = Image.new("RGB", (round(SIZE[0] * dpi), round(SIZE[1] * dpi)), "white")
    pen = ImageDraw.Draw(page)
    said: list[tuple[tuple[str, bool], Box]] = []
    for at in range(COLUMNS * ROWS):
        row, column = divmod(at, COLUMNS)
        family = chance.choice(SERIFS + SERIFS[:2] * 2 + SANS)
        style = chance.choices(("regular", "bold", "italic", "bolditalic"), (6, 4, 1, 1))[0]
        face = font(family, style, round(chance.uniform(10.5, 13.5) * dpi / 72, 1))
        one = person(chance)
        x, y = (0.8 + column * 3.6) * dpi, (0.9 + row * 0.3) * dpi
        pen.text((x, y), one[0], (20, 20, 20), face, "ls")
        left, top, right, bottom = pen.textbbox((x, y), one[0], face, "ls")
        said.append((one, (round(left), round(top), round(right), round(bottom))))
    return page, said


def _levelled(pixels: "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]", dpi: int) -> cleaning.Sheet:
    """The page as `ocr.page` brings it before the engine."""
    cleaned, _stamped = cleaning.sheet_of(pixels, dpi)
    axis, skew = orient.axis_and_skew(orient.points(cleaned.image, cleaned.dpi))
    level = cleaning.levelled(cleaning.turned(cleaned, axis), skew)
    return replace(level, image=lines.without_lines(level.image, level.dpi))


def kept(number: int, level: int, cache: Path | None) -> list[Read]:
    """A sheet's readings, kept in `cache` when given."""
    path = cache / f"names-{number}-{level}.pickle" if cache else None
    if path and path.exists():
        done: list[Read] = pickle.loads(path.read_bytes())
        return done
    done = list(sheet(number, level))
    if path:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(pickle.dumps(done))
    return done


def case(one: Read, level: int) -> Case:
    """A name's readings with the third reader's."""
    zone = zones.witnessed(one.zone, [one.line], one.first)
    said = one.first, zone.text, zone.third
    seen = [dict(zone.margins).get(text) for text in said]
    values = [clean("name", text) for text in said]
    by = witness.settled(values, seen)
    at = by if by is not None else int(zone.confidence >= SURE)
    group = "usual" if one.usual else "unusual"
    return Case(one.sheet, level, group, "name", one.truth, *values, values[at], seen[at])


def report(done: Sequence[Case]) -> str:
    """Tables of usual names, unusual names, and each level."""
    parts = [f"\n**all** ({len(done)})\n\n{table(done)}"]
    for group in ("usual", "unusual"):
        own = [one for one in done if one.group == group]
        parts.append(f"\n**{group} names** ({len(own)})\n\n{table(own)}")
    for level in sorted({one.level for one in done}):
        own = [one for one in done if one.level == level]
        parts.append(f"\n**level {level}** ({len(own)})\n\n{table(own)}")
    return "\n".join(parts)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sheets", type=int, default=4)
    parser.add_argument("--levels", nargs="*", type=int, default=[0, 1, 2])
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--errors", action="store_true")
    given = parser.parse_args()
    pairs = [(number, level) for number in range(9000, 9000 + given.sheets) for level in given.levels]
    done = [case(one, level) for number, level in pairs for one in kept(number, level, given.cache)]
    if given.errors:
        for one in done:
            if one.agreed and one.first != one.truth:
                print(
                    f"L{one.level}: both {one.first!r}, third {one.third!r}, truth {one.truth!r}, margin {one.margin}"
                )
    print(report(done))


if __name__ == "__main__":
    main()
