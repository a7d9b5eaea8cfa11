"""How well papers are read, beside other programs on the same pages in one interleaved run.

`./sohoa bench reading` reads a few papers of testing seeds (never used to tune or train) at three levels of wear, in
the layouts of our own samples and of other offices; `--papers N` and `--levels` make it larger, `--no-peers` leaves the
others out, `--scans` adds the real scans of `../shared/data/scans` where present, `--html FILE` writes the page.
`--readings DIR` judges the readings kept there by `python -m benchmarks.readings` instead of reading papers: fields,
types and letters.
"""

import argparse
import json
import os
import pickle
import random
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_THREAD_LIMIT", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

from benchmarks.reading_page import page_of
from benchmarks.reading_peers import Reader, cpu_now, peers, timed
from benchmarks.reading_score import HEADINGS, Case, letter_error, score
from benchmarks.readings import printed, read
from catalog import document_types
from domain.documents import Extraction, FieldSpec, FieldValue
from ocr.documents import find, sheet_of
from samples import generate

FIRST_SEED = 9000
"""Seeds from here on are for testing only."""
OURS = "sohoa"


@dataclass
class Tally:
    """What one program did at one level."""

    pages: int = 0
    cpu: float = 0.0
    wall: float = 0.0
    wrong: int = 0
    letters: int = 0

    def add(self, cpu: float, wall: float, letters: tuple[int, int], pages: int) -> None:
        """One paper more."""
        self.pages, self.cpu, self.wall = self.pages + pages, self.cpu + cpu, self.wall + wall
        self.wrong, self.letters = self.wrong + letters[0], self.letters + letters[1]


@dataclass
class Run:
    """Everything measured."""

    cases: list[Case] = field(default_factory=list)
    tallies: dict[tuple[str, int], Tally] = field(default_factory=lambda: defaultdict(Tally))
    types: dict[int, list[bool]] = field(default_factory=lambda: defaultdict(list))
    turns: dict[int, list[bool]] = field(default_factory=lambda: defaultdict(list))
    letters: dict[int, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))
    """Level -> wrong letters and all letters of each paper."""


def papers(count: int, chance: random.Random) -> list[tuple[str, str, int]]:
    """So many papers (type, layout, seed), every type in turn."""
    kinds = list(generate.types())
    chance.shuffle(kinds)
    picked = []
    for number in range(count):
        kind = kinds[number % len(kinds)]
        picked.append((kind, chance.choice(generate.layouts(kind) + generate.variants(kind)), FIRST_SEED + number))
    return picked


def measure(run: Run, paper: tuple[str, str, int], level: int, others: dict[str, Reader]) -> None:
    """One paper read by us and by all others, page after page."""
    kind, layout, seed = paper
    sheet = generate.make(kind, seed, level, layout)
    lines = _lines(kind, seed, layout)
    began = cpu_now()
    reading, truth = read(sheet)
    found = find(reading)
    ours = cpu_now() - began
    seconds = sum(page.seconds for page in reading.pages)
    _judge(run, f"{kind}/{layout}/{seed}", lines, found, truth)
    run.tallies[OURS, level].add(ours, seconds, run.letters[level][-1], len(sheet.pages))
    run.turns[level] += [page.rotation == turn for page, turn in zip(reading.pages, sheet.rotations, strict=True)]
    with tempfile.TemporaryDirectory() as folder:
        for name, reader in others.items():
            _peer(run, (name, level), reader, sheet, lines, Path(folder))


def _judge(run: Run, paper: str, lines: Sequence[str], found: Sequence[Extraction], truth: Mapping[str, Any]) -> None:
    """Type, letters and fields of one paper against the truth and the lines it prints."""
    kind, level = truth["type"], truth["level"]
    run.letters[level].append(letter_error(lines, "\n".join(one.text for one in found)))
    run.types[level].append([one.type for one in found] == [kind])
    fields = {one.name: one for one in found[0].fields} if found and found[0].type == kind else {}
    for spec in document_types()[kind].fields:
        value = fields.get(spec.name, FieldValue(name=spec.name))
        run.cases.append(Case(paper, level, value, spec.kind, truth["fields"].get(spec.name)))
    run.cases += [Case(paper, level, field, spec.kind, None) for field, spec in _of_another_type(found, kind)]


def _of_another_type(found: Sequence[Extraction], kind: str) -> Iterator[tuple[FieldValue, FieldSpec]]:
    """What was accepted on a paper taken for one of another type: invented, whatever stands there."""
    for one in found:
        if one.type != kind and one.type in document_types():
            specs = {spec.name: spec for spec in document_types()[one.type].fields}
            yield from ((field, specs[field.name]) for field in one.fields if field.accepted)


def judge_kept(run: Run, folder: Path) -> None:
    """All readings kept in a folder."""
    for path in sorted(folder.glob("*.pkl")):
        reading, truth = pickle.loads(path.read_bytes())
        lines = _lines(truth["type"], truth["seed"], truth["layout"])
        _judge(run, path.stem, lines, find(reading), truth)


def _peer(
    run: Run, key: tuple[str, int], reader: Reader, sheet: generate.Sheet, lines: Sequence[str], folder: Path
) -> None:
    told = []
    for number, image in enumerate(sheet.pages, 1):
        path = folder / f"{number}.png"
        image.save(path, dpi=(sheet.dpi, sheet.dpi))
        told.append(timed(reader, path))
    text = "\n".join(one.text for one in told)
    cpu, wall = sum(one.cpu for one in told), sum(one.wall for one in told)
    run.tallies[key].add(cpu, wall, letter_error(lines, text), len(told))


def _lines(kind: str, seed: int, layout: str) -> list[str]:
    """What is printed, a column part of a row each."""
    reading, _truth = printed(kind, seed, layout)
    return [part.text for page in reading.pages for row in sheet_of(page).rows for part in row.parts()]


def tables(run: Run, absent: dict[str, str]) -> list[tuple[str, list[tuple[str, ...]]]]:
    """The tables of the report, each a title and its rows, the first of which is the heading."""
    rows: list[tuple[str, ...]] = [("level", "fields of", *HEADINGS)]
    for level in sorted({case.level for case in run.cases}):
        here = [case for case in run.cases if case.level == level]
        groups = sorted({case.group for case in here})
        rows += [(str(level), group, *score([case for case in here if case.group == group]).row) for group in groups]
        rows.append((str(level), "all", *score(here).row))
    right: list[tuple[str, ...]] = [("level", "papers", "type right %", "letters wrong %")]
    for level, types in sorted(run.types.items()):
        wrong, letters = map(sum, zip(*run.letters[level], strict=True))
        right.append(
            (str(level), str(len(types)), f"{100 * sum(types) / len(types):.1f}", f"{100 * wrong / letters:.2f}")
        )
    made = [("Fields", rows), ("Type and text", right)]
    return [*made, *_measured(run, absent)] if run.tallies else made


def _measured(run: Run, absent: dict[str, str]) -> list[tuple[str, list[tuple[str, ...]]]]:
    """What only reading the pages shows: text, speed, orientation."""
    speed: list[tuple[str, ...]] = [
        ("program", "level", "pages", "letters wrong %", "CPU s a page", "pages a minute a core")
    ]
    for (name, level), tally in sorted(run.tallies.items(), key=lambda item: (item[0][1], item[0][0] != OURS)):
        each = tally.cpu / tally.pages
        error = f"{100 * tally.wrong / max(1, tally.letters):.2f}"
        speed.append((name, str(level), str(tally.pages), error, f"{each:.2f}", f"{60 / each:.1f}"))
    speed += [(name, "–", "–", "–", "–", why) for name, why in absent.items()]
    turned: list[tuple[str, ...]] = [("level", "pages", "orientation right %")]
    for level, turns in sorted(run.turns.items()):
        turned.append((str(level), str(len(turns)), f"{100 * sum(turns) / len(turns):.1f}"))
    return [("Text and speed, all programs on the same pages", speed), ("Orientation", turned)]


def scans(folder: Path) -> list[Case]:
    """Fields of the real scans against those read by hand; none where the folder is absent."""
    from ocr.read import read_file

    names = {"issuer": "issued_by", "place": "place", "doc_number": "number", "date": "issued_on", "doc_type": "kind",
             "subject": "subject_line", "recipients": "recipients", "signing_capacity": "signing_capacity",
             "signer_title": "signer_title", "signer": "signer", "urgency": "urgency"}  # fmt: skip
    kinds = {spec.name: spec.kind for spec in document_types()["official_document"].fields}
    cases = []
    for path in sorted(folder.glob("*.fields.json")):
        told = json.loads(path.read_text("utf-8"))
        _reading, found = read_file(folder / told["file"])
        fields = {one.name: one for one in found[0].fields}
        for theirs, ours in names.items():
            value = fields.get(ours, FieldValue(name=ours))
            cases.append(Case(told["id"], 0, value, kinds[ours], told.get(theirs) or None))
    return cases


def _by_group(cases: Sequence[Case]) -> list[tuple[str, ...]]:
    groups = sorted({case.group for case in cases})
    rows = [(group, *score([case for case in cases if case.group == group]).row) for group in groups]
    return [("fields of", *HEADINGS), *rows]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print the tables, write the page."""
    parser = argparse.ArgumentParser(prog="./sohoa bench reading", description=__doc__)
    parser.add_argument("--papers", type=int, default=13)
    parser.add_argument("--levels", nargs="+", type=int, default=[0, 1, 2])
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("--scans", action="store_true")
    parser.add_argument("--readings", type=Path, metavar="DIR")
    parser.add_argument("--html", type=Path, default=Path(".sohoa/bench/reading.html"))
    given = parser.parse_args(arguments)
    others, absent = ({}, {}) if given.no_peers or given.readings else peers()
    run = Run()
    if given.readings:
        judge_kept(run, given.readings)
    else:
        for paper in papers(given.papers, random.Random(FIRST_SEED)):
            for level in given.levels:
                measure(run, paper, level, others)
    made = tables(run, absent)
    folder = Path("../shared/data/scans")
    if given.scans and folder.exists():
        made.append(("Real scans", _by_group(scans(folder))))
    for title, rows in made:
        print(f"\n{title}")
        for row in rows:
            print("  ".join(f"{cell:>18}" if number else f"{cell:32}" for number, cell in enumerate(row)))
    given.html.parent.mkdir(parents=True, exist_ok=True)
    given.html.write_text(page_of(made, run.cases), "utf-8")
    print(f"\n{given.html}")


if __name__ == "__main__":
    main()
