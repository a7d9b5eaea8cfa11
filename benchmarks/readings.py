"""Readings of sample papers kept on disk, so that extraction and confidence can be tried again without reading again.

`python -m benchmarks.readings --out DIR --seeds 7000 7001 --levels 0 1 2 [--layouts own|other|all] [--jobs N]` writes
`<type>-<layout>-<seed>-<level>.pkl`: a pair of `domain.scans.Reading` and the truth (`Sheet.truth()`). What is there
already is not read again. `printed` gives the reading a perfect reader would make, without any image.
"""

import argparse
import os
import pickle
import random
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from multiprocessing import Pool
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_THREAD_LIMIT", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

from domain.scans import Page, Reading, Word
from samples import generate
from samples.drawing import Canvas, Text, width_of
from samples.fields import FIELDS
from samples.render import extent
from samples.sheet import Sheet, canonical

DPI = 300
Truth = dict[str, Any]


def printed(kind: str, seed: int, layout: str | None = None) -> tuple[Reading, Truth]:
    """What a reader that never errs would read of a paper: each printed word at its place; and the truth."""
    stage = generate.draft(kind, seed, 0, layout)
    pages = tuple(_printed_page(canvas, number) for number, canvas in enumerate(stage.pages, 1))
    fields = canonical(stage.pages, FIELDS[kind])
    reading = Reading(scan="0" * 64, engine="printed", pages=pages)
    return reading, {"type": kind, "layout": stage.layout, "seed": seed, "level": 0, "fields": fields}


def _printed_page(canvas: Canvas, number: int) -> Page:
    size = (round(canvas.width * DPI / 72), round(canvas.height * DPI / 72))
    ops = [op for op in canvas.ops if isinstance(op, Text) and op.kind == "print" and op.text != "MẪU"]
    lines = _lines(ops)
    words = [word for op, line in zip(ops, lines, strict=True) for word in _words(op, line)]
    return Page(number=number, size=size, dpi=DPI, words=tuple(words))


def _lines(ops: Sequence[Text]) -> list[int]:
    """The line each text stands on: the same as the text before it when it goes on where that one ends."""
    lines: list[int] = []
    end, base = 0.0, -1.0
    for op in ops:
        goes_on = abs(op.y - base) < 0.5 and -1 <= op.x - end < 3 * op.size
        lines.append((lines[-1] if lines else 0) + (0 if goes_on else 1))
        end, base = op.x + width_of(op.text, op.family, op.style, op.size), op.y
    return lines


def _words(op: Text, line: int) -> Iterator[Word]:
    x, space = op.x, width_of(" ", op.family, op.style, op.size)
    for text in op.text.split(" "):
        if text:
            left, top, right, bottom = extent(replace(op, x=x, text=text), DPI / 72)
            yield Word(
                text=text, box=(round(left), round(top), round(right), round(bottom)), confidence=0.95, line=line
            )
        x += width_of(text, op.family, op.style, op.size) + space


def read(sheet: Sheet) -> tuple[Reading, Truth]:
    """A sheet's images read as `./sohoa read` would read them; and the truth."""
    from ocr.documents import zones
    from ocr.limits import Limits
    from ocr.page import ENGINE, read_page

    pages: list[Page] = []
    with tempfile.TemporaryDirectory() as folder:
        for number, image in enumerate(sheet.pages, 1):
            path = Path(folder) / f"{number}.png"
            image.save(path, dpi=(sheet.dpi, sheet.dpi))
            page = read_page(path, 1, limits=Limits(), zones=zones)
            codes = tuple(replace(code, page=number) for code in page.codes)
            pages.append(replace(page, number=number, codes=codes))
    return Reading(scan="0" * 64, engine=ENGINE, pages=tuple(pages)), sheet.truth() | {"seed": sheet.seed}


def kept(folder: Path, kind: str, layout: str, seed: int, level: int) -> tuple[Reading, Truth]:
    """The reading of one paper: from the folder, or read now and kept there."""
    path = folder / f"{kind}-{layout}-{seed}-{level}.pkl"
    if path.exists():
        return pickle.loads(path.read_bytes())  # type: ignore[no-any-return]
    answer = read(generate.make(kind, seed, level, layout))
    folder.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_bytes(pickle.dumps(answer))
    part.replace(path)
    return answer


def layouts(kind: str, which: str) -> tuple[str, ...]:
    """The layouts of a type: its own, those of other offices, or all."""
    own, other = generate.layouts(kind), generate.variants(kind)
    return {"own": own, "other": other, "all": own + other}[which]


def main() -> None:
    """Read what is not yet there, in random order, so that a run cut short is a sample of all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seeds", nargs="+", type=int, required=True)
    parser.add_argument("--levels", nargs="+", type=int, default=[0, 1, 2])
    parser.add_argument("--layouts", choices=("own", "other", "all"), default="all")
    parser.add_argument("--types", nargs="*", default=list(generate.types()))
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args()
    work = [
        (kind, layout, seed, level)
        for kind in given.types
        for layout in layouts(kind, given.layouts)
        for seed in given.seeds
        for level in given.levels
    ]
    random.Random(1).shuffle(work)
    with Pool(given.jobs) as pool:
        for number, _answer in enumerate(pool.imap_unordered(partial(_keep, given.out), work), 1):
            print(f"\r{number} of {len(work)}", end="", flush=True)
    print()


def _keep(folder: Path, item: tuple[str, str, int, int]) -> None:
    kept(folder, *item)


if __name__ == "__main__":
    main()
