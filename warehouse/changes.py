"""The difference between what facts say now and what was known: what to add, and what that supersedes.

A paper's facts are a whole: what it no longer says is superseded. A registry's facts are about its own subject,
whatever paper they were asked for: a newer answer supersedes the same attribute's older one, and what is not asked
again stays.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from json.encoder import encode_basestring
from operator import itemgetter
from typing import Any

import sqlalchemy as sa

from domain.documents import Origin
from warehouse import bulk
from warehouse.subjects import in_chunks
from warehouse.tables import facts, live_facts, supersessions

Row = dict[str, Any]

IDENTITY = (
    "subject_id",
    "attribute",
    "value",
    "status",
    "origin",
    "document_id",
    "registry",
    "reviewer",
    "valid_from",
    "valid_to",
)
"""What makes a fact this fact and no other; where it stood on the page or how sure a reader was does not."""


@dataclass(slots=True, kw_only=True)
class Change:
    """Rows to add, and the ids of live facts that end, each with the digest of what takes its place (or None)."""

    added: dict[str, Row] = field(default_factory=dict)
    dropped: dict[int, str | None] = field(default_factory=dict)
    touched: set[str] = field(default_factory=set)
    """Ids of the subjects of either."""
    unchanged: int = 0


_identity = itemgetter(*IDENTITY)


def digest(row: Mapping[str, Any] | sa.RowMapping) -> str:
    """SHA-256 of what makes it this fact: of these texts (or null) as a JSON list."""
    said = ["null" if text is None else encode_basestring(text) for text in _identity(row)]
    return hashlib.sha256(f"[{', '.join(said)}]".encode()).hexdigest()


def live(connection: sa.Connection, documents: Sequence[str], subjects: Sequence[str]) -> list[Row]:
    """The live facts of those documents, and the registries' about those subjects."""
    papers = live_facts.c.document_id
    persons = live_facts.c.subject_id
    answered = live_facts.c.origin == Origin.REGISTRY
    queries = [sa.select(live_facts).where(papers.in_(chunk)) for chunk in in_chunks(documents)]
    queries += [sa.select(live_facts).where(persons.in_(chunk), answered) for chunk in in_chunks(subjects)]
    return [dict(row) for query in queries for row in connection.execute(query).mappings()]


def between(said: Iterable[Row], known: Sequence[Row]) -> Change:
    """What the facts said now change in those that are live."""
    change = Change()
    rows = {digest(row): row for row in said}
    told = {key: row for key, row in rows.items() if row["origin"] != Origin.REGISTRY}
    _compare_papers(change, told, [row for row in known if row["origin"] != Origin.REGISTRY])
    answers = {key: row for key, row in rows.items() if key not in told}
    _compare_registries(change, answers, [row for row in known if row["origin"] == Origin.REGISTRY])
    change.touched |= {row["subject_id"] for row in change.added.values()}
    return change


def write(connection: sa.Connection, change: Change, now: datetime, fresh: Collection[str] = ()) -> None:
    """Adds the rows, each with its number from then on, and the supersessions.

    `fresh` are subjects that were not there before: nothing of theirs can have been withdrawn.
    """
    _number(connection, change, fresh)
    bulk.insert(connection, facts, list(change.added.values()))
    ends = [(old, by and change.added[by]["id"]) for old, by in change.dropped.items()]
    rows = [{"fact_id": old, "by_fact_id": by, "superseded_at": now} for old, by in ends]
    bulk.insert(connection, supersessions, rows)


def _number(connection: sa.Connection, change: Change, fresh: Collection[str]) -> None:
    if not change.added:
        return
    known = [(row["subject_id"], key) for key, row in change.added.items() if row["subject_id"] not in fresh]
    turns = _turns(connection, sorted(known))
    first = bulk.reserve(connection, facts, len(change.added))
    for number, (key, row) in enumerate(change.added.items(), first):
        row["id"], row["digest"], row["turn"] = number, key, turns[key]


def _compare_papers(change: Change, said: dict[str, Row], known: Sequence[Row]) -> None:
    there = {row["digest"] for row in known}
    change.added |= {key: row for key, row in said.items() if key not in there}
    change.unchanged += len(said.keys() & there)
    successors = {_slot(row): key for key, row in change.added.items()}
    gone = [row for row in known if row["digest"] not in said]
    change.dropped |= {row["id"]: successors.get(_slot(row)) for row in gone}
    change.touched |= {row["subject_id"] for row in gone}


def _slot(row: Row) -> tuple[Any, ...]:
    return row["subject_id"], row["attribute"], row["document_id"]


def _compare_registries(change: Change, said: dict[str, Row], known: Sequence[Row]) -> None:
    answered: defaultdict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for old in known:
        answered[_question(old)].append(old)
    for question, key in _newest(said).items():
        row, others = said[key], answered.get(question)
        if others and any(old["value"] == row["value"] and _day(old) >= _day(row) for old in others):
            change.unchanged += 1
            continue
        change.added[key] = row
        if others:
            change.dropped |= {old["id"]: key for old in others if _day(old) <= _day(row)}


def _newest(said: dict[str, Row]) -> dict[tuple[Any, ...], str]:
    """To each question the key of its answer; of several in a batch, the newest."""
    chosen: dict[tuple[Any, ...], str] = {}
    for key, row in said.items():
        question = _question(row)
        before = chosen.get(question)
        if before is None or _day(said[before]) <= _day(row):
            chosen[question] = key
    return chosen


def _question(row: Row) -> tuple[Any, ...]:
    return row["subject_id"], row["attribute"], row["registry"]


def _day(row: Row) -> str:
    return row["valid_from"] or ""


def _turns(connection: sa.Connection, wanted: Sequence[tuple[str, str]]) -> Counter[str]:
    """How often each fact, by subject and digest, is there already."""
    counts: Counter[str] = Counter()
    for chunk in in_chunks(wanted):
        query = (
            sa.select(facts.c.digest, sa.func.count().label("times"))
            .where(sa.tuple_(facts.c.subject_id, facts.c.digest).in_(chunk))
            .group_by(facts.c.digest)
        )
        counts.update({row.digest: row.times for row in connection.execute(query)})
    return counts
