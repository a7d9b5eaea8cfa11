"""Exact match of every field of sample papers, by kind, type and level, with precision and coverage of what is
accepted.

`python -m benchmarks.fields --types birth_certificate --seeds 0 1 2 --levels 0 1 [--cache DIR] [--errors]`"""

import argparse
import json
import os
import pickle
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_THREAD_LIMIT", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

from catalog import document_types
from domain.documents import Extraction, FieldValue
from domain.scans import Page, Reading
from ocr.documents import find, zones
from ocr.limits import Limits
from ocr.page import read_page
from samples import generate


@dataclass(frozen=True)
class Case:
    """A field of a sample paper: what was read and what stands there."""

    paper: str
    level: int
    field: FieldValue
    kind: str
    truth: Any

    @property
    def right(self) -> bool:
        """Read exactly."""
        return read_value(self.field) == self.truth


def read_value(field: FieldValue) -> Any:
    """A field's value as the truth writes it."""
    if field.value is not None and field.value.startswith("["):
        return json.loads(field.value)
    return field.value


def pages_of(kind: str, seed: int, level: int, cache: Path | None) -> tuple[tuple[Page, ...], dict[str, Any]]:
    """The pages of one sample paper as read, with the truth; kept in `cache` when given."""
    kept = cache / f"{kind}-{seed}-{level}.pickle" if cache else None
    if kept and kept.exists():
        return pickle.loads(kept.read_bytes())
    sheet = generate.make(kind, seed, level)
    pages: list[Page] = []
    with tempfile.TemporaryDirectory() as folder:
        for number, image in enumerate(sheet.pages, 1):
            path = Path(folder) / f"{number}.png"
            image.save(path, dpi=(sheet.dpi, sheet.dpi))
            page = read_page(path, 1, limits=Limits(), zones=zones)
            pages.append(renumbered(page, number))
    answer = (tuple(pages), sheet.fields)
    if kept:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(pickle.dumps(answer))
    return answer


def renumbered(page: Page, number: int) -> Page:
    """A page read alone as that page of a file."""
    from dataclasses import replace

    return replace(page, number=number, codes=tuple(replace(code, page=number) for code in page.codes))


def cases(kind: str, seed: int, level: int, cache: Path | None) -> Iterator[Case]:
    """Every field of one sample paper."""
    pages, truth = pages_of(kind, seed, level, cache)
    found = find(Reading(scan="0" * 64, engine="bench", pages=pages))
    fields = _fields(found, kind)
    for spec in document_types()[kind].fields:
        field = fields.get(spec.name, FieldValue(name=spec.name, notes=(f"type {[one.type for one in found]}",)))
        yield Case(f"{kind}-{seed}", level, field, spec.kind, truth.get(spec.name))


def _fields(found: Sequence[Extraction], kind: str) -> dict[str, FieldValue]:
    first = next((one for one in found if one.type == kind), None)
    return {field.name: field for field in first.fields} if first else {}


def table(done: Sequence[Case]) -> str:
    """Counts by kind and level, then by type: right of printed, invented, accepted, accepted wrong."""
    lines = [f"{'':34}{'fields':>8}{'right %':>9}{'invented':>9}{'accepted %':>11}{'wrong':>7}"]
    groups: dict[str, list[Case]] = defaultdict(list)
    for case in done:
        groups[f"L{case.level} {case.kind}"].append(case)
        groups[f"L{case.level} = {case.paper.rsplit('-', 1)[0]}"].append(case)
        groups[f"L{case.level} = = all"].append(case)
    for name, members in sorted(groups.items()):
        printed = [case for case in members if case.truth is not None]
        invented = sum(case.truth is None and case.field.value is not None for case in members)
        accepted = [case for case in members if case.field.accepted]
        right = 100 * sum(case.right for case in printed) / max(1, len(printed))
        wrong = sum(not case.right for case in accepted)
        share = 100 * len(accepted) / max(1, len(printed))
        lines.append(f"{name:34}{len(printed):8}{right:9.1f}{invented:9}{share:11.1f}{wrong:7}")
    return "\n".join(lines)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--types", nargs="*", default=list(generate.types()))
    parser.add_argument("--seeds", nargs="*", type=int, default=[0, 1, 2])
    parser.add_argument("--levels", nargs="*", type=int, default=[0])
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--errors", action="store_true")
    given = parser.parse_args()
    done = [
        case
        for kind in given.types
        for seed in given.seeds
        for level in given.levels
        for case in cases(kind, seed, level, given.cache)
    ]
    if given.errors:
        for case in done:
            if not case.right:
                print(f"{case.paper} L{case.level} {case.field.name}: {read_value(case.field)!r} != {case.truth!r} "
                      f"{(case.field.accepted and 'ACCEPTED') or ''} {case.field.notes} "
                      f"raw={case.field.raw!r}")  # fmt: skip
    print(table(done))


if __name__ == "__main__":
    main()
