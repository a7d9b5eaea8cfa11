"""Loading a batch of verified documents: each load says what its documents say now, and only the difference is written.

One transaction a batch, so a killed load leaves nothing behind; loads take turns, so two of one batch add once.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from domain.documents import DocumentType, Extraction
from domain.facts import Fact
from domain.scans import Scan
from domain.subjects import Link
from warehouse import changes, current, loads, papers, subjects
from warehouse.changes import Change, Row
from warehouse.precedence import Precedence
from warehouse.store import take_turn, writing


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadDocument:
    """One document that may go on, and everything known of it. Without facts it takes back what it had said before."""

    scan: Scan
    extraction: Extraction
    type: DocumentType
    links: tuple[Link, ...] = ()
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadSummary:
    """What a load added. `subjects` counts new persons and companies, `unchanged` the facts that were there already."""

    documents: int = 0
    subjects: int = 0
    links: int = 0
    facts: int = 0
    superseded: int = 0
    unchanged: int = 0


def load(engine: sa.Engine, *, batch: str, documents: Sequence[LoadDocument], now: datetime) -> LoadSummary:
    """Writes the documents of a batch with their links, results and facts; loading the same again adds nothing."""
    if not documents:
        return LoadSummary()
    with writing(engine) as connection:
        take_turn(connection)
        return _load(connection, batch, documents, now)


def withdraw(engine: sa.Engine, *, documents: Sequence[str], now: datetime) -> int:
    """Takes back what those documents (ids) had said, as when an officer refuses one; how many facts that ended."""
    if not documents:
        return 0
    with writing(engine) as connection:
        take_turn(connection)
        rules = current.apply_rules(connection, now)
        change = record(connection, [], documents=sorted(set(documents)), rules=rules, now=now)
        _note(connection, "withdraw", ",".join(sorted(documents)), change, now)
        return len(change.dropped)


def record(
    connection: sa.Connection,
    rows: Sequence[Row],
    *,
    documents: Sequence[str],
    subjects: Collection[str] = (),
    fresh: Collection[str] = (),
    rules: Precedence,
    now: datetime,
) -> Change:
    """Writes what these rows change in what those documents, and the registries about those subjects, had said.

    The current state follows in the same transaction. `fresh` are the subjects that were not there before.
    """
    at = loads.moment(connection, now)
    for row in rows:
        row["recorded_at"] = at
    known = changes.live(connection, documents, sorted(set(subjects) - set(fresh)))
    change = changes.between(rows, known)
    changes.write(connection, change, at, fresh)
    current.begin(connection, fresh, change.added.values(), rules)
    current.renew(connection, change.touched - set(fresh), rules)
    return change


def _note(connection: sa.Connection, kind: str, source: str, change: Change, now: datetime) -> None:
    if change.added or change.dropped:
        added, superseded = len(change.added), len(change.dropped)
        loads.record(connection, kind=kind, source=source, now=now, added=added, superseded=superseded)


def _load(connection: sa.Connection, batch: str, documents: Sequence[LoadDocument], now: datetime) -> LoadSummary:
    rules = current.apply_rules(connection, now)
    facts = [fact for document in documents for fact in document.facts]
    links = [link for document in documents for link in document.links]
    settled = subjects.settle(connection, facts, links, now)
    new = papers.keep(connection, [(d.scan, d.extraction, d.type) for d in documents], batch, now)
    linked = papers.keep_links(connection, links, settled.ids, now)
    types = {document.extraction.document: document.extraction.type for document in documents}
    change = record(
        connection,
        subjects.rows(facts, settled.ids, now, types),
        documents=list(types),
        subjects=settled.ids.values(),
        fresh=settled.fresh,
        rules=rules,
        now=now,
    )
    _note(connection, "load", batch, change, now)
    return LoadSummary(
        documents=new,
        subjects=settled.persons,
        links=linked,
        facts=len(change.added),
        superseded=len(change.dropped),
        unchanged=change.unchanged,
    )
