"""Trains the line reader: `python -m training.train --data DIR --out DIR --minutes 70`.

Reads every file of lines in DIR as it appears (`training.lines` writes them beside), keeps the newest in memory, and
writes `newest.pt` (the running mean of the weights) and a line of the log every few minutes.
"""

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from training.lines import load
from training.network import Network
from training.sheets import HEIGHT, Line
from training.texts import alphabet

AREA = 3600
"""Columns of all lines of a batch together."""
MOST = 60_000
"""Lines kept in memory."""
CODES = {letter: at for at, letter in enumerate(alphabet(), 1)}


def batch(lines: Sequence[Line], chance: random.Random) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    """Pictures (lines, 1, 40, width), letters one after the other, steps and letters of each line, letter a step."""
    places = [chance.randrange(0, 9) for _ in lines]
    wide = max(line.image.shape[1] + place for line, place in zip(lines, places, strict=True)) + 3 & ~3
    pixels = np.zeros((len(lines), 1, HEIGHT, wide), np.float32)
    places_of = np.zeros((len(lines), wide // 4), np.int64)
    for at, (line, place) in enumerate(zip(lines, places, strict=True)):
        ink = (255 - line.image.astype(np.float32)) * chance.uniform(0.8, 1.1) / 255
        pixels[at, 0, :, place : place + ink.shape[1]] = ink
        for step, letter in laid(line, place, wide // 4):
            places_of[at, step] = CODES[letter]
    steps = torch.full((len(lines),), wide // 4, dtype=torch.long)
    letters = [torch.tensor([CODES[letter] for letter in line.text], dtype=torch.long) for line in lines]
    counts = torch.tensor([len(one) for one in letters])
    return torch.from_numpy(pixels), torch.cat(letters), steps, counts, torch.from_numpy(places_of)


def laid(line: Line, place: int, steps: int) -> Iterator[tuple[int, str]]:
    """The step at which each letter of a line should be seen: at its middle, equal neighbours apart."""
    last, before = -1, ""
    for middle, letter in zip(line.middles.tolist(), line.text, strict=True):
        last = max(int((middle + place) // 4), last + (2 if letter == before else 1), 0)
        before = letter
        if last < steps:
            yield last, letter


def batches(pool: Sequence[Line], chance: random.Random) -> Iterator[list[Line]]:
    """All lines of a pool once, those of like width together, in random order of batches."""
    order = sorted(pool, key=lambda line: line.image.shape[1] + chance.uniform(-12, 12))
    groups: list[list[Line]] = [[]]
    for line in order:
        if (len(groups[-1]) + 1) * line.image.shape[1] > AREA:
            groups.append([])
        groups[-1].append(line)
    chance.shuffle(groups)
    yield from groups


def read(odds: Tensor) -> list[str]:
    """Best paths as text."""
    letters = "\0" + alphabet()
    found = []
    for row in odds.argmax(dim=2).tolist():
        kept = [code for at, code in enumerate(row) if code and (at == 0 or row[at - 1] != code)]
        found.append("".join(letters[code] for code in kept))
    return found


def edits(one: str, other: str) -> int:
    """Levenshtein distance."""
    row = list(range(len(other) + 1))
    for at, left in enumerate(one, 1):
        last, row[0] = row[0], at
        for to, right in enumerate(other, 1):
            last, row[to] = row[to], min(row[to] + 1, row[to - 1] + 1, last + (left != right))
    return row[-1]


@torch.no_grad()
def measured(network: nn.Module, lines: Sequence[Line]) -> dict[str, float]:
    """Character error and share of lines read whole, in %."""
    network.eval()
    wrong = letters = whole = 0
    for group in batches(lines, random.Random(1)):
        pixels, *_ = batch(group, random.Random(2))
        for line, said in zip(group, read(network(pixels)), strict=True):
            off = edits(" ".join(said.split()), line.text)
            wrong, letters, whole = wrong + off, letters + len(line.text), whole + (off == 0)
    network.train()
    return {"cer": round(100 * wrong / letters, 2), "whole": round(100 * whole / len(lines), 1)}


class Files:
    """The files of a folder, the newest lines kept."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.known, self.lines = folder, set[Path](), list[Line]()

    def refresh(self) -> int:
        """Take in what is new; how many lines were taken in since the start."""
        for path in sorted(self.folder.glob("*.npz")):
            if path not in self.known and ".part" not in path.name:
                self.known.add(path)
                self.lines = [*self.lines, *load(path)][-MOST:]
        return len(self.lines)


def rate(share: float, step: int, most: float) -> float:
    """Learning rate: a short rise, then half a cosine over the time given."""
    return most * min(1.0, (step + 1) / 200) * (0.02 + 0.98 * 0.5 * (1 + float(np.cos(np.pi * min(1.0, share)))))


def main() -> None:
    """Train for some minutes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--check", type=Path, nargs="*", default=[], help="files of lines never learnt from")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=70)
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--start", type=Path, help="weights to go on from: no more is said of where letters stand")
    given = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(1)
    given.out.mkdir(parents=True, exist_ok=True)
    network = Network()
    if given.start:
        network.load_state_dict(torch.load(given.start))
    checks = {path.stem: load(path) for path in given.check}
    led = 0.0 if given.start else 1.0
    train(network, Files(given.data), checks, given.out, minutes=given.minutes, most=given.rate, led=led)


def train(
    network: Network, files: Files, checks: dict[str, list[Line]], out: Path, *, minutes: float, most: float, led: float
) -> None:
    """Learn until the time is up; `led` falls to 0 at half the time."""
    network = network.to(memory_format=torch.channels_last)
    mean = torch.optim.swa_utils.AveragedModel(
        network, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.995), use_buffers=True
    )
    learner = torch.optim.AdamW(network.parameters(), lr=most, weight_decay=0.01)
    chance, began, told = random.Random(1), time.time(), time.time()
    step = seen = 0
    losses: list[float] = []
    while True:
        files.refresh()
        pool = chance.sample(files.lines, min(len(files.lines), 4000))
        for group in batches(pool, chance):
            share = (time.time() - began) / 60 / minutes
            for part in learner.param_groups:
                part["lr"] = rate(share, step, most)
            losses.append(learn(network, learner, group, chance, led * max(0.0, 1 - 2 * share)))
            mean.update_parameters(network)
            step, seen = step + 1, seen + len(group)
            if time.time() - told > 150 or share >= 1:
                told = time.time()
                report(mean.module, checks, out, losses, f"{share:.2f}", step, seen, len(files.lines))
                losses = []
            if share >= 1:
                return


def learn(
    network: Network, learner: torch.optim.Optimizer, group: Sequence[Line], chance: random.Random, led: float
) -> float:
    """One step; the loss a letter. `led`: how much is said of where each letter stands, which at first saves finding
    out."""
    pixels, letters, steps, counts, places = batch(group, chance)
    odds = network(pixels.contiguous(memory_format=torch.channels_last)).transpose(0, 1)
    loss = functional.ctc_loss(odds, letters, steps, counts, reduction="sum", zero_infinity=True) / len(letters)
    placed = functional.nll_loss(odds.transpose(0, 1).flatten(0, 1), places.flatten(), reduction="sum") / len(letters)
    learner.zero_grad(set_to_none=True)
    ((1 - led) * loss + led * placed).backward()
    nn.utils.clip_grad_norm_(network.parameters(), 2.0)
    learner.step()
    return float(loss.detach())


def report(
    mean: nn.Module, checks: dict[str, list[Line]], out: Path, losses: list[float], share: str, step: int, seen: int,
    pool: int,
) -> None:  # fmt: skip
    """Keep the weights; say how well they read."""
    torch.save(mean.state_dict(), out / "newest.part")
    (out / "newest.part").rename(out / "newest.pt")
    said = {"share": share, "step": step, "lines": seen, "pool": pool, "cpu": round(time.process_time()),
            "loss": round(float(np.mean(losses)), 4)}  # fmt: skip
    said |= {name: measured(mean, own) for name, own in checks.items()}
    with (out / "log.jsonl").open("a") as log:
        log.write(json.dumps(said) + "\n")
    print(said, flush=True)


if __name__ == "__main__":
    main()
