"""Learns `ocr/confidence.yaml`: how sure each group of kinds is, from papers with seeds of their own.

`python -m benchmarks.calibrate --readings DIR [--write]` takes readings kept by `python -m benchmarks.readings` (never
seeds from 9000 on, which are for testing, unless they are `SPENT`); `--home HOME` (more than one may be given) adds
what officers decided in a home: a field they settled was right where they kept what was read. They see what was held,
so let them also settle a sample of what was not, or the surest values are never tried.

Per group of kinds, a ridge logistic regression over `confidence.features` gives a score; papers are split into folds,
so that every score comes from weights that never saw its paper. Isotonic regression turns scores into steps; of n
values in a step with k wrong the share of errors is taken to be (k + 0.5) / (n + 1), so that a step nobody has erred on
yet is trusted only as far as its size bears: 500 values for one error in a thousand.
"""

import argparse
import math
import pickle
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from benchmarks.fields import read_value
from catalog import document_types
from domain.scans import Page, Reading
from ledger import batches, holds
from ledger.pages import known as known_pages
from ledger.tables import open_state
from ocr import confidence, grounds
from ocr.classify import papers
from ocr.combine import Vote, vote
from ocr.documents import coded, find, sheet_of
from ocr.doubts import doubted
from ocr.extract import spots
from ocr.page import ENGINE

RIDGE = 0.3
FOLDS = 8
LEAST = 40
"""Values a step must hold."""
FIRST_TEST_SEED = 9000
SPENT = frozenset({9803, 9804, 9805})
"""Seeds for testing whose faults were looked at and mended: of no more use for testing."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One value that was read: its paper, what is known of how it was read, whether it was right."""

    paper: str
    group: str
    known: dict[str, float]
    right: bool
    open: bool
    """Nothing forbids it to go on."""


def samples_of(path: Path) -> Iterator[Sample]:
    """The values of one kept reading."""
    reading, truth = pickle.loads(path.read_bytes())
    seed = truth["seed"]
    assert seed < FIRST_TEST_SEED or seed in SPENT, "seeds from 9000 on are for testing"
    for found, votes in voted(reading):
        if found == truth["type"]:
            yield from _samples(path.stem, votes, truth["fields"], reading.pages)


def decided_in(home: Path) -> Iterator[Sample]:
    """The values officers settled in a home, by the pages as they were read there."""
    state = open_state(f"sqlite:///{home.absolute() / 'state.db'}")
    for batch in batches.all_batches(state):
        decided = {decision.seen: decision for decision in holds.taken(state, batch) if decision.accepted}
        scans = sorted({decision.scan for decision in decided.values()})
        pages = known_pages(state, scans, ENGINE)
        for scan in scans:
            own = tuple(page for (of, _number), page in sorted(pages.items()) if of == scan)
            reading = Reading(scan=scan, engine=ENGINE, pages=own)
            for extraction, (_type, votes) in zip(find(reading), voted(reading), strict=True):
                if extraction.digest in decided:
                    yield from _samples(extraction.document, votes, decided[extraction.digest].values, own)


def voted(reading: Reading) -> Iterator[tuple[str, list[Vote]]]:
    """Type and votes of every document of a reading."""
    types, pages = document_types(), {page.number: page for page in reading.pages}
    for paper in papers([sheet_of(page) for page in reading.pages], types):
        found = spots(paper, types[paper.type]) if paper.type in types else ()
        yield paper.type, [vote(spot, pages, coded(paper)) for spot in found]


def _samples(paper: str, votes: Sequence[Vote], truth: Mapping[str, Any], pages: Iterable[Page]) -> Iterator[Sample]:
    """The values that carry no code, stand in no text layer and whose truth is known."""
    numbered = {page.number: page for page in pages}
    for one in votes:
        if one.field.value is not None and one.code is None and not one.exact and one.spec.name in truth:
            right = read_value(one.field) == truth[one.spec.name]
            known = confidence.features(one, votes)
            free = grounds.supported(one, votes) and doubted(one, replace(one.field, accepted=True), numbered).accepted
            yield Sample(paper, grounds.group(one), known, right, free)


def weights_of(members: Sequence[Sample]) -> dict[str, float]:
    """Ridge logistic regression by Newton's method: feature -> weight, with `bias`."""
    names = confidence.FEATURES
    x = np.array([[1.0, *(one.known[name] for name in names)] for one in members])
    y = np.array([float(one.right) for one in members])
    w = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        hessian = (x * (p * (1 - p))[:, None]).T @ x + RIDGE * np.eye(len(w))
        w += np.linalg.solve(hessian, x.T @ (y - p) - RIDGE * w)
    return {name: round(float(value), 3) for name, value in zip(("bias", *names), w, strict=True)}


def scores_of(members: Sequence[Sample]) -> list[float]:
    """A score of each value by weights that never saw its paper."""
    fold = {paper: random.Random(paper).randrange(FOLDS) for paper in {one.paper for one in members}}
    scores = [0.0] * len(members)
    for number in range(FOLDS):
        weights = weights_of([one for one in members if fold[one.paper] != number])
        for at, one in enumerate(members):
            if fold[one.paper] == number:
                scores[at] = confidence.score(weights, one.known)
    return scores


def steps_of(scored: Iterable[tuple[float, bool]]) -> list[list[float]]:
    """(least score, probability) from low to high: pooled until no step is surer than the one above it."""
    pools: list[list[float]] = []  # least score, values, wrong ones
    for score, right in sorted(scored, reverse=True):
        pools.append([score, 1, float(not right)])
        while len(pools) > 1 and (pools[-2][1] < LEAST or _error(pools[-1]) <= _error(pools[-2])):
            low = pools.pop()
            pools[-1] = [low[0], pools[-1][1] + low[1], pools[-1][2] + low[2]]
    return [[round(pool[0], 3), round(1 - _expected(pool), 5)] for pool in reversed(pools)]


def _error(pool: Sequence[float]) -> float:
    return pool[2] / pool[1]


def _expected(pool: Sequence[float]) -> float:
    return (pool[2] + 0.5) / (pool[1] + 1)


def table_of(samples: Iterable[Sample]) -> dict[str, dict[str, Any]]:
    """Group -> weights and steps, learned on the values nothing else forbids to go on."""
    groups: dict[str, list[Sample]] = defaultdict(list)
    for one in samples:
        groups[one.group].append(one)
    table = {}
    for name, members in sorted(groups.items()):
        scored = [(s, one.right) for s, one in zip(scores_of(members), members, strict=True)]
        free = [pair for pair, one in zip(scored, members, strict=True) if one.open]
        table[name] = {"weights": weights_of(members), "steps": steps_of(free), "shut": steps_of(
            [pair for pair, one in zip(scored, members, strict=True) if not one.open]
        )}  # fmt: skip
        _say(name, members, free)
    return table


def _say(name: str, members: Sequence[Sample], free: Sequence[tuple[float, bool]]) -> None:
    best = sorted(free, reverse=True)
    wrong, reach = 0, 0
    for count, (_score, right) in enumerate(best, 1):
        wrong += not right
        if (wrong + 0.5) / (count + 1) <= 0.001:
            reach = count
    share = 100 * reach / max(1, len(members))
    print(f"{name:10} {len(members):6} values, {100 * sum(m.right for m in members) / len(members):5.1f} % right, "
          f"{len(free):6} free, {share:5.1f} % at one error in a thousand")  # fmt: skip


def calibration_error(pairs: Iterable[tuple[float, bool]], bins: int = 10) -> float:
    """Expected calibration error: mean distance of confidence and share right, over bins of equal size."""
    ordered = sorted(pairs)
    size = max(1, math.ceil(len(ordered) / bins))
    parts = [ordered[at : at + size] for at in range(0, len(ordered), size)]
    gaps = [abs(sum(c for c, _ in part) - sum(r for _, r in part)) for part in parts]
    return sum(gaps) / max(1, len(ordered))


def main() -> None:
    """Learn, print, and write when asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--readings", type=Path, help="folder of kept readings")
    parser.add_argument("--home", type=Path, action="append", default=[], help="a home with officers' decisions")
    parser.add_argument("--write", action="store_true", help="write ocr/confidence.yaml")
    given = parser.parse_args()
    paths = sorted(given.readings.glob("*.pkl")) if given.readings else []
    samples = [sample for path in paths for sample in samples_of(path)]
    samples += [sample for home in given.home for sample in decided_in(home)]
    table = table_of(samples)
    papers_read = len({sample.paper for sample in samples})
    print(f"{papers_read} papers, {len(samples)} values")
    if given.write:
        head = f"# Made by benchmarks/calibrate.py: {len(samples)} values of {papers_read} papers. Not to be edited.\n"
        path = Path(confidence.__file__).with_suffix(".yaml")
        path.write_text(head + yaml.safe_dump({"groups": table}, sort_keys=False), "utf-8")


if __name__ == "__main__":
    main()
