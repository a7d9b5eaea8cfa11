"""Loading a batch of verified documents: each load says what its documents say now, and only the difference is written.

One transaction a batch, so a killed load leaves nothing behind; loads take turns, so two of one batch add once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from domain.documents import DocumentType, Extraction
from domain.facts import Fact
from domain.scans import Scan
from domain.subjects import Link
from warehouse import changes, papers, subjects
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
        change = changes.between([], changes.live(connection, sorted(set(documents)), []))
        changes.write(connection, change, now)
        return len(change.dropped)


def _load(connection: sa.Connection, batch: str, documents: Sequence[LoadDocument], now: datetime) -> LoadSummary:
    facts = [fact for document in documents for fact in document.facts]
    links = [link for document in documents for link in document.links]
    ids, added = subjects.settle(connection, facts, links, now)
    new = papers.keep(connection, [(d.scan, d.extraction, d.type) for d in documents], batch, now)
    linked = papers.keep_links(connection, links, ids, now)
    change = changes.between(
        subjects.rows(facts, ids, now),
        changes.live(connection, [d.extraction.document for d in documents], sorted(set(ids.values()))),
    )
    changes.write(connection, change, now)
    return LoadSummary(
        documents=new,
        subjects=added,
        links=linked,
        facts=len(change.added),
        superseded=len(change.dropped),
        unchanged=change.unchanged,
    )
