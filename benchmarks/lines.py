"""What the third reader adds for names and addresses, on sample papers never learnt from: each reader alone, two that
agree, and two that agree with the third behind them.

`python -m benchmarks.lines --seeds 9000 9006 --levels 0 1 2 --cache DIR [--types …] [--errors]`"""

import argparse
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("OMP_THREAD_LIMIT", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

from benchmarks.fields import pages_of
from catalog import document_types
from domain.scans import Page
from ocr import grounds
from ocr.classify import papers
from ocr.combine import vote
from ocr.documents import coded, sheet_of
from ocr.extract import spots
from samples import generate

GROUPS = ("name", "address")
MARGINS = (-2.0, 0.0, 2.0, 4.0, 6.0, 9.0)


@dataclass(frozen=True)
class Case:
    """A printed name or address, and what each reader made of it."""

    paper: str
    level: int
    group: str
    name: str
    truth: str
    first: str | None
    second: str | None
    third: str | None
    chosen: str | None
    margin: float | None

    @property
    def agreed(self) -> bool:
        """Tesseract and the second reader say the same."""
        return self.first is not None and self.first == self.second

    @property
    def joined(self) -> bool:
        """The third reader and one other say what was chosen."""
        return self.chosen is not None and self.third == self.chosen and self.chosen in (self.first, self.second)

    def backed(self, least: float) -> bool:
        """The third reader's margin reaches `least`."""
        return self.margin is not None and self.margin >= least


def cases(kind: str, seed: int, level: int, pages: Sequence[Page], truth: dict[str, object]) -> Iterator[Case]:
    """The names and addresses of one sample paper that stand on it and were found."""
    known, numbered = document_types(), {page.number: page for page in pages}
    for paper in papers([sheet_of(page) for page in pages], known):
        if paper.type != kind:
            continue
        for one in (vote(spot, numbered, coded(paper)) for spot in spots(paper, known[kind])):
            said = truth.get(one.spec.name)
            group = grounds.group(one)
            if group in GROUPS and isinstance(said, str) and one.found is not None and not one.exact:
                yield Case(
                    f"{kind}-{seed}", level, group, one.spec.name, said, one.first,
                    one.second.value if one.second else None, one.third.value if one.third else None,
                    one.field.value, one.margin,
                )  # fmt: skip


def row(label: str, members: Sequence[Case], taken: Callable[[Case], str | None]) -> str:
    """Coverage and precision of the values a rule takes (None: none)."""
    said = [(taken(case), case.truth) for case in members]
    got = [(value, truth) for value, truth in said if value is not None]
    wrong = sum(value != truth for value, truth in got)
    precision = 100 * (len(got) - wrong) / max(1, len(got))
    return f"| {label} | {100 * len(got) / max(1, len(members)):.1f} | {precision:.2f} | {wrong} of {len(got)} |"


def table(members: Sequence[Case]) -> str:
    """One group's rows."""
    head = ["| rule | coverage % | precision % | wrong |", "| --- | --- | --- | --- |"]
    rules: list[tuple[str, Callable[[Case], str | None]]] = [
        ("Tesseract", lambda case: case.first),
        ("second reader", lambda case: case.second),
        ("third reader", lambda case: case.third),
        ("chosen", lambda case: case.chosen),
        ("Tesseract = second", lambda case: case.first if case.agreed else None),
        ("all three alike", lambda case: case.first if case.agreed and case.third == case.first else None),
        *[(f"Tesseract = second, margin ≥ {least:g}", _backed(least)) for least in MARGINS],
        *[(f"third = one of both, margin ≥ {least:g}", _joined(least)) for least in MARGINS[1:]],
    ]
    return "\n".join([*head, *(row(label, members, rule) for label, rule in rules)])


def _backed(least: float) -> Callable[[Case], str | None]:
    return lambda case: case.first if case.agreed and case.backed(least) else None


def _joined(least: float) -> Callable[[Case], str | None]:
    return lambda case: case.chosen if case.joined and case.backed(least) else None


def report(done: Sequence[Case]) -> str:
    """All tables: by group, levels together and apart."""
    parts = []
    for group in GROUPS:
        own = [case for case in done if case.group == group]
        parts.append(f"\n**{group}, all levels** ({len(own)})\n\n{table(own)}")
        for level in sorted({case.level for case in own}):
            some = [case for case in own if case.level == level]
            parts.append(f"\n**{group}, level {level}** ({len(some)})\n\n{table(some)}")
    return "\n".join(parts)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--types", nargs="*", default=list(generate.types()))
    parser.add_argument("--seeds", nargs=2, type=int, default=[9000, 9006])
    parser.add_argument("--levels", nargs="*", type=int, default=[0, 1, 2])
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--errors", action="store_true")
    given = parser.parse_args()
    done: list[Case] = []
    for seed in range(*given.seeds):
        for level in given.levels:
            for kind in given.types:
                done += cases(kind, seed, level, *pages_of(kind, seed, level, given.cache))
    if given.errors:
        for case in done:
            if case.agreed and case.first != case.truth:
                print(f"{case.paper} L{case.level} {case.name}: both {case.first!r}, third {case.third!r}, truth "
                      f"{case.truth!r}, margin {case.margin}")  # fmt: skip
    print(report(done))


if __name__ == "__main__":
    main()
