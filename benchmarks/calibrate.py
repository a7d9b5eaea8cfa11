"""Learns `ocr/confidence.yaml`: logistic weights by group of kinds, from sample papers with seeds of its own.

`python -m benchmarks.calibrate --seeds 1000 1040 --levels 0 1 2 --cache DIR [--write]`

The ceiling of a group is what its own evidence bears: of n values that would be accepted with none wrong, at most
one in (n + 1) may be taken for wrong; until n is large enough the group accepts nothing by itself."""

import argparse
import os
from collections import defaultdict
from pathlib import Path

os.environ.setdefault("OMP_THREAD_LIMIT", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
import yaml

from benchmarks.fields import pages_of, read_value
from catalog import document_types
from ocr import confidence
from ocr.classify import papers
from ocr.combine import Vote, vote
from ocr.documents import coded, sheet_of
from ocr.extract import spots
from samples import generate

RIDGE = 0.3
Sample = tuple[dict[str, float], bool, bool]
"""Features, whether the value was right, whether independent witnesses support it."""


def samples(kind: str, seed: int, level: int, cache: Path) -> list[tuple[str, Sample]]:
    """(group, sample) of every field with a value of one paper."""
    pages, truth = pages_of(kind, seed, level, cache)
    known = document_types()
    found: list[tuple[str, Sample]] = []
    for paper in papers([sheet_of(page) for page in pages], known):
        if paper.type != kind:
            continue
        votes = [vote(spot, {page.number: page for page in pages}, coded(paper)) for spot in spots(paper, known[kind])]
        found += [(confidence.group(one), _sample(one, votes, truth)) for one in votes if _counts(one)]
    return found


def _counts(one: Vote) -> bool:
    return one.field.value is not None and one.code is None and not one.exact


def _sample(one: Vote, votes: list[Vote], truth: dict[str, object]) -> Sample:
    right = read_value(one.field) == truth.get(one.spec.name)
    return confidence.features(one, votes), right, confidence.supported(one, votes)


def fitted(members: list[Sample]) -> dict[str, float]:
    """Weights of a group: ridge logistic regression by Newton's method."""
    names = confidence.FEATURES
    x = np.array([[1.0, *(known[name] for name in names)] for known, _, _ in members])
    y = np.array([float(right) for _, right, _ in members])
    w = np.zeros(x.shape[1])
    for _ in range(40):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (y - p) - RIDGE * w
        hessian = (x * (p * (1 - p))[:, None]).T @ x + RIDGE * np.eye(len(w))
        w += np.linalg.solve(hessian, gradient)
    weights = {"bias": w[0]} | dict(zip(names, w[1:], strict=True))
    return {name: round(float(value), 3) for name, value in weights.items()} | {"ceiling": ceiling(members)}


def ceiling(members: list[Sample]) -> float:
    """The most a group's evidence allows: one error more than was seen among its supported values."""
    supported = [right for _, right, fine in members if fine]
    return round(1 - (supported.count(False) + 1) / (len(supported) + 1), 5)


def main() -> None:
    """Fit, print, and write when asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", nargs=2, type=int, default=[1000, 1040])
    parser.add_argument("--levels", nargs="*", type=int, default=[0, 1])
    parser.add_argument("--types", nargs="*", default=list(generate.types()))
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    groups: dict[str, list[Sample]] = defaultdict(list)
    for seed in range(*given.seeds):
        for level in given.levels:
            for kind in given.types:
                for group, sample in samples(kind, seed, level, given.cache):
                    groups[group].append(sample)
    table = {group: fitted(members) for group, members in sorted(groups.items())}
    for group, members in sorted(groups.items()):
        supported = [right for _, right, fine in members if fine]
        print(group, len(members), "right", sum(r for _, r, _ in members), "supported", len(supported),
              "wrong", supported.count(False), table[group])  # fmt: skip
    if given.write:
        head = "# Weights by group of kinds, made by benchmarks/calibrate.py. Do not edit by hand.\n"
        path = Path(confidence.__file__).with_suffix(".yaml")
        path.write_text(head + yaml.safe_dump({"groups": table}, sort_keys=False), "utf-8")


if __name__ == "__main__":
    main()
