"""Makes papers of invented people: `make` in memory, `python -m samples.generate` to disk. Same seed, same paper."""

import argparse
import importlib
import json
import random
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from samples.degrade import Worn, resolution, wear
from samples.fields import FIELDS
from samples.papers.stage import Cast, Stage
from samples.render import bitmap, boxes
from samples.sheet import Box, Sheet, canonical
from samples.variants.form import fits
from samples.writing import Overfull

HERE = Path(__file__).parent


def types() -> tuple[str, ...]:
    """The document types that can be drawn."""
    return tuple(name for name in FIELDS if (HERE / "papers" / f"{name}.py").exists())


def layouts(kind: str) -> tuple[str, ...]:
    """The layouts of a type."""
    return tuple(_module(kind).LAYOUTS)


def variants(kind: str) -> tuple[str, ...]:
    """The layouts of a type as other offices and years print it; `make` takes them by name too."""
    return tuple(_variant(kind).LAYOUTS)


def make(
    kind: str,
    seed: int,
    level: int = 0,
    layout: str | None = None,
    *,
    cast: Cast | None = None,
    turn: int | None = None,
    dpi: int | None = None,
) -> Sheet:
    """A paper of a type, the same for the same arguments; `turn` lays it on its side (degrees clockwise).

    `dpi` is the resolution, that of the level when not given.

    `cast` says who stands on it: role -> Person or Company; `day` -> the day it was made out.
    """
    stage = draft(kind, seed, level, layout, cast=cast)
    chance = random.Random(f"wear {kind} {seed} {level}")
    usual = resolution(level, chance)
    dpi = dpi or usual
    worn = [wear(bitmap(canvas, dpi), level, chance, turn=turn) for canvas in stage.pages]
    return Sheet(
        type=kind,
        layout=stage.layout,
        seed=seed,
        level=level,
        dpi=dpi,
        pages=tuple(one.image for one in worn),
        canvases=tuple(stage.pages),
        rotations=tuple(one.rotation for one in worn),
        skews=tuple(one.skew for one in worn),
        fields=canonical(stage.pages, FIELDS[kind]),
        boxes=_boxes(stage, worn, dpi),
        roles=stage.roles,
    )


def draft(kind: str, seed: int, level: int = 0, layout: str | None = None, *, cast: Cast | None = None) -> Stage:
    """The paper of `make` before it becomes an image: what is printed where."""
    layout = layout or random.Random(f"layout {kind} {seed}").choice(layouts(kind))
    if layout in layouts(kind):
        stage = Stage(chance=random.Random(f"{kind} {seed}"), layout=layout, level=level, cast=cast or {})
        _module(kind).draw(stage)
        return stage
    return _fitted(kind, seed, level, layout, cast or {})


def _fitted(kind: str, seed: int, level: int, layout: str, cast: Cast) -> Stage:
    """A variant, printed smaller when it does not fit its sheet."""
    for shrink in (1.0, 0.93, 0.86, 0.8, 0.74, 0.66):
        chance = random.Random(f"{kind} {layout} {seed}")
        stage = Stage(chance=chance, layout=layout, level=level, cast=cast, shrink=shrink)
        try:
            _variant(kind).draw(stage)
            fits(stage)
        except Overfull:
            continue
        return stage
    raise Overfull(f"{kind} {layout} {seed}")


def _boxes(stage: Stage, worn: Sequence[Worn], dpi: int) -> dict[str, tuple[int, Box]]:
    found: dict[str, tuple[int, Box]] = {}
    for number, (canvas, page) in enumerate(zip(stage.pages, worn, strict=True), 1):
        found |= {name: (number, page.box(box)) for name, box in boxes(canvas, dpi).items()}
    return found


def _module(kind: str) -> ModuleType:
    return importlib.import_module(f"samples.papers.{kind}")


def _variant(kind: str) -> ModuleType:
    return importlib.import_module(f"samples.variants.{kind}")


def write(sheet: Sheet, folder: Path) -> None:
    """Writes pages as PNG and the truth as JSON beside them."""
    folder.mkdir(parents=True, exist_ok=True)
    stem = f"{sheet.type}-{sheet.layout}-{sheet.seed}-{sheet.level}"
    for number, page in enumerate(sheet.pages, 1):
        page.save(folder / f"{stem}-p{number}.png", dpi=(sheet.dpi, sheet.dpi))
    (folder / f"{stem}.json").write_text(sheet.json(), "utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line: a folder of fresh papers, or the committed set anew."""
    parser = argparse.ArgumentParser(prog="python -m samples.generate", description=__doc__)
    parser.add_argument("--out", type=Path, help="folder to write to")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=1, help="papers of each type")
    parser.add_argument("--level", type=int, choices=(0, 1, 2), help="one level; all three when not given")
    parser.add_argument("--type", choices=types(), action="append", help="these types only")
    parser.add_argument("--committed", action="store_true", help="write the committed set again")
    asked = parser.parse_args(arguments)
    if asked.committed:
        from samples.committed import write_committed

        write_committed(asked.out or HERE)
        return 0
    if asked.out is None:
        parser.error("--out is needed")
    for kind in asked.type or types():
        for seed in range(asked.seed, asked.seed + asked.count):
            for level in (0, 1, 2) if asked.level is None else (asked.level,):
                write(make(kind, seed, level), asked.out)
    print(json.dumps({"types": list(asked.type or types()), "out": str(asked.out)}, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
