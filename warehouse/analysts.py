"""For analysts: pseudonyms for what is new, and counts fit for open data, in which no small group can be seen."""

import secrets
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from warehouse import bulk
from warehouse.store import take_turn, writing
from warehouse.subjects import in_chunks
from warehouse.tables import current_facts, documents, subjects
from warehouse.tables_analysts import pseudonyms, star_documents, star_dossiers, star_facts, star_links, star_subjects
from warehouse.tables_dossiers import dossiers

LEAST = 10
"""A group of fewer is left out."""
STEP = 5
"""Counts are rounded to multiples of it, so that two tables held against each other give nothing away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cube:
    """Counts by some columns: `rows` are (values…, rounded count); `left_out` says how many groups were too small."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    left_out: int


def pseudonymise(engine: sa.Engine) -> int:
    """Gives every person, company, document and dossier that has none its pseudonym; how many."""
    sources = (
        sa.select(subjects.c.id).where(subjects.c.kind != "paper"),
        sa.select(documents.c.id),
        sa.select(dossiers.c.id),
    )
    with writing(engine) as connection:
        take_turn(connection)
        everything = sa.union_all(*sources).subquery()
        unnamed = ~sa.exists().where(pseudonyms.c.id == everything.c.id)
        new = connection.execute(sa.select(everything.c.id).where(unnamed)).scalars().all()
        bulk.insert(connection, pseudonyms, [{"id": one, "pseudonym": secrets.token_hex(16)} for one in new])
    return len(new)


def cubes(connection: sa.Connection, least: int = LEAST) -> Iterator[Cube]:
    """The counts that may be published, small groups left out and the rest rounded."""
    yield _counted(connection, star_dossiers, ("agency", "procedure", "received_in"), least)
    yield _counted(connection, star_documents, ("agency", "type", "is_result", "received_in"), least)
    yield _counted(connection, star_documents, ("type", "validity", "valid_until_year"), least, name="star_validity")
    yield _counted(connection, star_links, ("role", "judgement", "origin"), least)
    yield _counted(connection, star_facts, ("attribute", "status", "origin", "is_current"), least)
    yield _counted(connection, star_subjects, ("kind", "known_since"), least)
    yield _people(connection, least)


def export(engine: sa.Engine, folder: Path, *, least: int = LEAST) -> tuple[Cube, ...]:
    """Writes each cube as `folder/<name>.parquet`; nothing in them names or numbers anybody."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    pseudonymise(engine)
    folder.mkdir(parents=True, exist_ok=True)
    with engine.connect() as connection:
        made = tuple(cubes(connection, least))
    for cube in made:
        fields = [pa.field(name, pa.string()) for name in cube.columns] + [pa.field("count", pa.int64())]
        rules = {"least": str(least), "rounded_to": str(STEP), "groups_left_out": str(cube.left_out)}
        names = [*cube.columns, "count"]
        rows = [dict(zip(names, row, strict=True)) for row in cube.rows]
        pq.write_table(pa.Table.from_pylist(rows, pa.schema(fields, metadata=rules)), folder / f"{cube.name}.parquet")
    return made


def suppressed(name: str, columns: Sequence[str], counts: Iterable[tuple[tuple[Any, ...], int]], least: int) -> Cube:
    """A cube of those groups: the small ones out, counts rounded to multiples of `STEP` (never below `least`)."""
    groups = [(tuple(None if part is None else str(part) for part in group), count) for group, count in counts]
    kept = [(*group, max(least, STEP * round(count / STEP))) for group, count in groups if count >= least]
    rows = tuple(sorted(kept, key=lambda row: tuple(part or "" for part in row[:-1])))
    return Cube(name=name, columns=tuple(columns), rows=rows, left_out=len(groups) - len(kept))


def _counted(
    connection: sa.Connection, view: sa.Table, names: Sequence[str], least: int, *, name: str | None = None
) -> Cube:
    columns = [view.c[one] for one in names]
    query = sa.select(*columns, sa.func.count().label("count")).group_by(*columns)
    counts = ((tuple(row[:-1]), row[-1]) for row in connection.execute(query))
    return suppressed(name or view.name, names, counts, least)


def _people(connection: sa.Connection, least: int) -> Cube:
    """Persons by sex and decade of birth; counted here because the database sees the values only encrypted."""
    known: dict[str, dict[str, str]] = {}
    people = connection.execute(sa.select(subjects.c.id).where(subjects.c.kind == "person")).scalars().all()
    for chunk in in_chunks(people):
        query = sa.select(current_facts.c.subject_id, current_facts.c.attribute, current_facts.c.value).where(
            current_facts.c.subject_id.in_(chunk), current_facts.c.attribute.in_(("sex", "date_of_birth"))
        )
        for row in connection.execute(query):
            known.setdefault(row.subject_id, {})[row.attribute] = row.value or ""
    counts = Counter((said.get("sex"), _decade(said.get("date_of_birth"))) for said in known.values())
    return suppressed("people", ("sex", "born_in_decade"), counts.items(), least)


def _decade(born: str | None) -> str | None:
    return f"{born[:3]}0" if born and born[:4].isdecimal() else None
