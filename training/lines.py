"""Keeps lines on disk as training reads them: `python -m training.lines --out DIR --seed 1 --count 2000 --longest 4`
writes numbered files without end."""

import argparse
import itertools
import random
import time
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np

from training.sheets import HEIGHT, Line, sheet_lines


def save(lines: Sequence[Line], path: Path) -> None:
    """Pictures side by side in one array, widths, texts and middles beside them; appears whole or not at all."""
    pixels = np.concatenate([line.image for line in lines], axis=1)
    widths = np.array([line.image.shape[1] for line in lines], np.int32)
    texts = np.array([line.text for line in lines])
    part = path.with_suffix(".part.npz")
    middles = np.concatenate([line.middles for line in lines])
    np.savez(part, pixels=pixels, widths=widths, texts=texts, middles=middles)
    part.rename(path)


def load(path: Path) -> list[Line]:
    """The lines of one file."""
    with np.load(path) as kept:
        edges = np.concatenate(([0], np.cumsum(kept["widths"])))
        pixels, texts, middles = kept["pixels"], kept["texts"].tolist(), kept["middles"]
    assert pixels.shape[0] == HEIGHT
    begins = np.concatenate(([0], np.cumsum([len(said) for said in texts])))
    return [
        Line(pixels[:, a:b], said, middles[at : at + len(said)])
        for (a, b), said, at in zip(itertools.pairwise(edges), texts, begins[:-1], strict=True)
    ]


def fresh(seed: int, count: int, longest: int, *, held_out: bool = False) -> list[Line]:
    """At least `count` lines, the same for the same arguments."""
    chance = random.Random(f"lines {seed} {held_out}")
    made: list[Line] = []
    while len(made) < count:
        made += sheet_lines(chance, longest, held_out=held_out)
    return made


def main() -> None:
    """Write files of lines until stopped, or `--files` of them."""
    cv2.setNumThreads(1)
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--longest", type=int, default=4)
    parser.add_argument("--files", type=int)
    parser.add_argument("--held-out", action="store_true")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    numbers = itertools.count(given.seed) if given.files is None else range(given.seed, given.seed + given.files)
    for number in numbers:
        began = time.process_time()
        lines = fresh(number, given.count, given.longest, held_out=given.held_out)
        save(lines, given.out / f"{number:05d}.npz")
        print(number, len(lines), f"{1000 * (time.process_time() - began) / len(lines):.2f} CPU ms a line", flush=True)


if __name__ == "__main__":
    main()
