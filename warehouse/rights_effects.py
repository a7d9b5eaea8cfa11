"""Carrying out what a person asked: what changes in the warehouse, and what goes to the registry it comes from."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from domain.documents import Origin
from domain.facts import AccessEntry, Status
from domain.subjects import SubjectKind
from warehouse import consent, current, rights
from warehouse.access import record
from warehouse.access_view import SUBJECT
from warehouse.changes import Change, digest, write
from warehouse.facts import VIETNAM
from warehouse.rights import NotPossible, Request
from warehouse.rights_deadlines import Right
from warehouse.rights_erasure import erase
from warehouse.rights_tables import registry_corrections, restrictions
from warehouse.store import take_turn
from warehouse.tables import current_facts, subjects

ALL = "*"
"""Every attribute, every purpose."""
PURPOSE = "quyen_chu_the"
"""The purpose under which a person's own rights are served."""
REGISTRY_OF = {SubjectKind.PERSON: "population", SubjectKind.COMPANY: "business"}
"""Which registry must be told of a correction where the value itself does not name one."""

Row = dict[str, Any]


def carry_out(connection: sa.Connection, number: int, *, by: str, now: datetime) -> tuple[Row, ...]:
    """Does what the request asks and ends it; what a request to view gives the person, else nothing."""
    known = rights.request(connection, number)
    if known.state not in rights.OPEN:
        raise NotPossible(f"yêu cầu số {number} đã kết thúc (“{known.state}”)")
    given = EFFECTS[known.asked.right](connection, known, by, now)
    rights.finish(connection, number, by=by, now=now)
    _log(connection, known, [row["attribute"] for row in given], by, now)
    return given


RESTRICTED = sa.select(restrictions.c.attribute).where(
    restrictions.c.subject_id == sa.bindparam("subject"),
    restrictions.c.purpose.in_([ALL, sa.bindparam("purpose")]),
    restrictions.c.until.is_(None),
)
"""Built once: every prefill asks it."""


def restricted(connection: sa.Connection, subject: str, purpose: str) -> frozenset[str]:
    """Attributes of the subject that may not be used for that purpose now; `ALL` among them when none may."""
    return frozenset(connection.execute(RESTRICTED, {"subject": subject, "purpose": purpose}).scalars())


def lift(connection: sa.Connection, number: int, *, now: datetime) -> int:
    """Ends the restrictions of a request, as when the person asks so; how many."""
    held = restrictions.update().where(restrictions.c.request_id == number, restrictions.c.until.is_(None))
    return connection.execute(held.values(until=now)).rowcount


def to_send(connection: sa.Connection) -> tuple[Row, ...]:
    """Corrections that wait to be sent to their registry, oldest first."""
    query = sa.select(registry_corrections).where(registry_corrections.c.sent_at.is_(None))
    rows = connection.execute(query.order_by(registry_corrections.c.id)).mappings()
    return tuple(dict(row) for row in rows)


def sent(connection: sa.Connection, correction: int, *, now: datetime, answer: str | None = None) -> None:
    """Notes that a correction went out, and what the registry answered."""
    one = registry_corrections.update().where(registry_corrections.c.id == correction)
    connection.execute(one.values(sent_at=now, answer=answer))


def _view(connection: sa.Connection, known: Request, by: str, now: datetime) -> tuple[Row, ...]:  # noqa: ARG001
    return tuple(_current(connection, known.asked.subject, known.asked.attributes))


def _current(connection: sa.Connection, subject: str, attributes: Sequence[str]) -> list[Row]:
    query = sa.select(current_facts).where(current_facts.c.subject_id == subject)
    if attributes:
        query = query.where(current_facts.c.attribute.in_(attributes))
    return [dict(row) for row in connection.execute(query.order_by(current_facts.c.attribute)).mappings()]


def _correct(connection: sa.Connection, known: Request, by: str, now: datetime) -> tuple[Row, ...]:
    """A registry's own value is its to change: it is told. Any other is superseded by the officer's word, and told."""
    (attribute,) = known.asked.attributes
    kept = next(iter(_current(connection, known.asked.subject, [attribute])), None)
    if kept is None or kept["origin"] is not Origin.REGISTRY:
        _put(connection, known, attribute, by, now)
    registry = (kept and kept["registry"]) or _registry(connection, known.asked.subject)
    if registry:
        row = {"request_id": known.id, "subject_id": known.asked.subject, "registry": registry, "queued_at": now}
        told = {"attribute": attribute, "kept": kept and kept["value"], "wanted": known.asked.wanted}
        connection.execute(registry_corrections.insert(), row | told)
    return ()


def _put(connection: sa.Connection, known: Request, attribute: str, by: str, now: datetime) -> None:
    empty = dict.fromkeys(
        ("scan", "document_id", "page", "box", "raw", "confidence", "registry", "registry_as_of", "valid_to")
    )
    said = {"subject_id": known.asked.subject, "attribute": attribute, "value": known.asked.wanted}
    row = empty | said | {"status": Status.PRESENT, "origin": Origin.HUMAN, "reviewer": by, "recorded_at": now}
    row["valid_from"] = now.astimezone(VIETNAM).date().isoformat()
    take_turn(connection)
    rules = current.apply_rules(connection, now)
    write(connection, Change(added={digest(row): row}), now)
    current.renew(connection, [known.asked.subject], rules)


def _registry(connection: sa.Connection, subject: str) -> str | None:
    kind = connection.execute(sa.select(subjects.c.kind).where(subjects.c.id == subject)).scalar()
    return REGISTRY_OF.get(kind) if kind else None


def _restrict(connection: sa.Connection, known: Request, by: str, now: datetime) -> tuple[Row, ...]:  # noqa: ARG001
    row = {"request_id": known.id, "subject_id": known.asked.subject, "purpose": known.asked.purpose or ALL}
    rows = [row | {"attribute": name, "since": now} for name in known.asked.attributes or (ALL,)]
    connection.execute(restrictions.insert(), rows)
    return ()


def _withdraw(connection: sa.Connection, known: Request, by: str, now: datetime) -> tuple[Row, ...]:
    assert known.asked.purpose
    evidence = f"rights_requests/{known.id}"
    consent.withdraw(connection, known.asked.subject, known.asked.purpose, by=by, evidence=evidence, now=now)
    return ()


def _delete(connection: sa.Connection, known: Request, by: str, now: datetime) -> tuple[Row, ...]:
    """What is gone stays out: a paper loaded again may say it once more, and is not used then."""
    erase(connection, known.asked.subject, known.asked.attributes, request=known.id, by=by, now=now)
    return _restrict(connection, known, by, now)


EFFECTS = {
    Right.VIEW: _view,
    Right.CORRECT: _correct,
    Right.RESTRICT: _restrict,
    Right.OBJECT: _restrict,
    Right.WITHDRAW: _withdraw,
    Right.DELETE: _delete,
}
"""What is done for each right."""


def _log(connection: sa.Connection, known: Request, attributes: Sequence[str], by: str, now: datetime) -> None:
    entry = AccessEntry(
        at=now,
        requester=by,
        action=f"rights.{known.asked.right}",
        subject_scheme=SUBJECT,
        subject_value=known.asked.subject,
        purpose=PURPOSE,
        attributes=tuple(attributes) or known.asked.attributes,
        outcome="answered",
        basis=known.steps[0].basis,
    )
    record(connection, entry)
