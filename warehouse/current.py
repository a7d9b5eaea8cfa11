"""The current state beside the facts: kept with every load, and made again from the facts when a rule changes."""

import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from warehouse import bulk, loads
from warehouse.days import local_day
from warehouse.precedence import Precedence, Row, Slot, winners
from warehouse.subjects import in_chunks
from warehouse.tables import documents, live_facts, subjects
from warehouse.tables_state import current_state, precedence

NEEDED = ("id", "subject_id", "attribute", "status", "origin", "registry", "valid_from", "recorded_at")
"""What of a fact decides whether it is current; never its value."""


def rules_on(now: datetime) -> Precedence:
    """The published rules as they hold on that moment's day in Vietnam."""
    return Precedence(local_day(now))


def apply_rules(connection: sa.Connection, now: datetime) -> Precedence:
    """The rules of the day; where they are not those the current state was settled by, it is settled anew first."""
    rules = rules_on(now)
    mark = _mark(rules)
    if loads.last_content(connection, "rules") != mark:
        _publish(connection, rules)
        rebuild(connection, rules)
        loads.record(connection, kind="rules", source="catalog", content=mark, now=now)
    return rules


def is_settled_by(connection: sa.Connection, rules: Precedence) -> bool:
    """Whether the current state was settled by these rules."""
    return loads.last_content(connection, "rules") == _mark(rules)


def begin(connection: sa.Connection, fresh: Collection[str], added: Iterable[Row], rules: Precedence) -> None:
    """The state of subjects that were not there before: nothing but the rows just added (with id and type) counts."""
    chosen = winners((row for row in added if row["subject_id"] in fresh), rules)
    bulk.insert(connection, current_state, [_row(slot, row["id"]) for slot, row in chosen.items()])


def renew(connection: sa.Connection, touched: Collection[str], rules: Precedence) -> int:
    """Settles those subjects anew from their live facts; how many rows of the state that changed."""
    changed = 0
    for chunk in in_chunks(sorted(touched)):
        wanted = {slot: row["id"] for slot, row in winners(_live(connection, chunk), rules).items()}
        query = sa.select(current_state).where(current_state.c.subject_id.in_(chunk))
        known = {(row.subject_id, row.attribute): row.fact_id for row in connection.execute(query)}
        changed += _replace(connection, known, wanted)
    return changed


def rebuild(connection: sa.Connection, rules: Precedence) -> int:
    """Settles every subject anew; how many rows of the state that changed."""
    everyone = connection.execute(sa.select(subjects.c.id).order_by(subjects.c.id)).scalars().all()
    return renew(connection, everyone, rules)


def differences(connection: sa.Connection, rules: Precedence) -> int:
    """In how many places the current state is not what the facts say: 0 when all is well."""
    said = {slot: row["id"] for slot, row in winners(_live(connection, None), rules).items()}
    query = sa.select(current_state)
    known = {(row.subject_id, row.attribute): row.fact_id for row in connection.execute(query)}
    return sum(known.get(slot) != said.get(slot) for slot in known.keys() | said.keys())


def _live(connection: sa.Connection, among: Sequence[str] | None) -> Iterable[Row]:
    query = sa.select(*(live_facts.c[name] for name in NEEDED), documents.c.type).outerjoin(
        documents, documents.c.id == live_facts.c.document_id
    )
    if among is not None:
        query = query.where(live_facts.c.subject_id.in_(among))
    return connection.execute(query).mappings()


def _replace(connection: sa.Connection, known: dict[Slot, int], wanted: dict[Slot, int]) -> int:
    gone = [slot for slot, fact in known.items() if wanted.get(slot) != fact]
    new = [_row(slot, fact) for slot, fact in wanted.items() if known.get(slot) != fact]
    if gone:
        here = current_state.c.subject_id == sa.bindparam("subject"), current_state.c.attribute == sa.bindparam("name")
        connection.execute(
            sa.delete(current_state).where(*here), [{"subject": subject, "name": name} for subject, name in gone]
        )
    bulk.insert(connection, current_state, new)
    return len({*gone, *((row["subject_id"], row["attribute"]) for row in new)})


def _row(slot: Slot, fact: int) -> dict[str, Any]:
    return {"subject_id": slot[0], "attribute": slot[1], "fact_id": fact}


def _publish(connection: sa.Connection, rules: Precedence) -> None:
    connection.execute(precedence.delete())
    connection.execute(precedence.insert(), rules.rows())


def _mark(rules: Precedence) -> str:
    """What the state depends on: the rows in force on the day, each whole."""
    force = set(rules.in_force())
    rows = [row for row in rules.rows() if (row["attribute"], row["since"]) in force]
    return hashlib.sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest()
