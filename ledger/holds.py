"""What waits, and the decisions officers took on it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Engine, delete, false, func, insert, or_, select, true, update

from domain.findings import Decision, Hold, HoldReason
from ledger import batches
from ledger.tables import decisions, holds

HOLD, DECISION = TypeAdapter(Hold), TypeAdapter(Decision)
DAY = len("YYYY-MM-DD|")
"""What stands in a batch's key before its agency."""


def replace(state: Engine, batch: str, stage: str, found: Iterable[Hold]) -> None:
    """What that stage (`verified` or `links`) holds of a batch, in place of what it held before."""
    rows = [
        {
            "batch": batch,
            "document": hold.document,
            "reason": hold.reason.value,
            "stage": stage,
            "content": HOLD.dump_json(hold).decode(),
        }
        for hold in found
    ]
    with state.begin() as connection:
        connection.execute(delete(holds).where(holds.c.batch == batch, holds.c.stage == stage))
        if rows:
            connection.execute(insert(holds), rows)


def unsure(state: Engine, batch: str) -> dict[str, set[str]]:
    """Document -> its fields that wait for nothing but a surer reading."""
    found: dict[str, set[str]] = {}
    for hold in held(state, [batch]):
        if hold.reason is HoldReason.UNSURE_VALUE and hold.field:
            found.setdefault(hold.document, set()).add(hold.field)
    return found


def release(state: Engine, batch: str, fields: Collection[tuple[str, str]]) -> None:
    """Lets go of fields, given as (document, field), that something else has made sure."""
    kept = [
        hold
        for hold in held(state, [batch])
        if not hold.role and (hold.reason is not HoldReason.UNSURE_VALUE or (hold.document, hold.field) not in fields)
    ]
    replace(state, batch, "verified", kept)


def _within(code: str | None) -> ColumnElement[bool]:
    """Of papers that came from the agency of that code or one below it; None: of all, empty: of none."""
    if not code:
        return true() if code is None else false()
    agency = func.substr(holds.c.batch, DAY + 1)
    return or_(agency == code, func.substr(agency, 1, len(code) + 1) == f"{code}.")


def held(state: Engine, among: Sequence[str] | None = None, *, within: str | None = None) -> tuple[Hold, ...]:
    """Everything that waits, in the order its stages ranked it; `within`: an agency's code, that agency's alone."""
    query = select(holds.c.content).where(_within(within)).order_by(holds.c.batch, holds.c.id)
    if among is not None:
        query = query.where(holds.c.batch.in_(tuple(among)))
    with state.connect() as connection:
        return tuple(HOLD.validate_json(content) for content in connection.scalars(query))


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A document something of which waits for a person, and how much of it."""

    batch: str
    document: str
    count: int


def waiting(state: Engine, *, limit: int, after: int = 0, within: str | None = None) -> tuple[Waiting, ...]:
    """Documents that wait for a person, oldest batch first, in it the most harmful first; `within` as in `held`."""
    query = (
        select(holds.c.batch, holds.c.document, func.count(), func.min(holds.c.id))
        .where(holds.c.reason != HoldReason.REGISTRY_AWAY.value, _within(within))
        .group_by(holds.c.batch, holds.c.document)
        .order_by(holds.c.batch, func.min(holds.c.id))
    )
    with state.connect() as connection:
        rows = connection.execute(query.limit(limit).offset(after)).tuples().all()
    return tuple(Waiting(batch=batch, document=document, count=count) for batch, document, count, _first in rows)


def held_of(state: Engine, document: str, *, within: str | None = None) -> tuple[str, tuple[Hold, ...]]:
    """The batch and the holds of one document; ("", ()) when nothing of it waits, or not within that agency."""
    query = select(holds.c.batch, holds.c.content).where(holds.c.document == document, _within(within))
    query = query.order_by(holds.c.id)
    with state.connect() as connection:
        rows = connection.execute(query).tuples().all()
    return (rows[0][0] if rows else ""), tuple(HOLD.validate_json(content) for _batch, content in rows)


def decided(state: Engine, batch: str) -> frozenset[str]:
    """What pending decisions of a batch speak of (`seen`): it still stands among the holds until the next run."""
    query = select(decisions.c.seen).where(decisions.c.batch == batch, decisions.c.state == "pending")
    with state.connect() as connection:
        return frozenset(connection.scalars(query))


def take_decision(state: Engine, decision: Decision, *, now: datetime, within: str | None = None) -> bool:
    """Keeps a decision for the next run of its batch; False when what it speaks of no longer waits so (void), or waits
    at an agency that is not within the reviewer's."""
    with state.begin() as connection:
        query = select(holds.c.batch, holds.c.content).where(_within(within))
        batch = next(
            (
                batch
                for batch, content in connection.execute(query).tuples()
                if HOLD.validate_json(content).seen == decision.seen
            ),
            None,
        )
        if batch is None:
            return False
        same = (decisions.c.seen == decision.seen, decisions.c.reviewer == decision.reviewer)
        if connection.scalar(select(decisions.c.id).where(*same, decisions.c.decided_at == decision.decided_at)):
            return True
        connection.execute(insert(decisions).values(batch=batch, taken_at=now, state="pending", **_columns(decision)))
        batches.need(connection, batch)
    return True


def _columns(decision: Decision) -> dict[str, object]:
    return {
        "scan": decision.scan,
        "seen": decision.seen,
        "reviewer": decision.reviewer,
        "decided_at": decision.decided_at,
        "content": DECISION.dump_json(decision).decode(),
    }


def taken(state: Engine, batch: str) -> tuple[Decision, ...]:
    """Every decision ever taken on a batch, in the order it was taken."""
    query = select(decisions.c.content).where(decisions.c.batch == batch).order_by(decisions.c.id)
    with state.connect() as connection:
        return tuple(DECISION.validate_json(content) for content in connection.scalars(query))


def settle(state: Engine, batch: str) -> None:
    """Marks a batch's decisions as carried on."""
    change = update(decisions).where(decisions.c.batch == batch, decisions.c.state == "pending")
    with state.begin() as connection:
        connection.execute(change.values(state="applied"))


def mark_void(state: Engine, batch: str, gone: Iterable[Decision]) -> None:
    """Marks decisions of a batch whose text has changed since."""
    with state.begin() as connection:
        for decision in gone:
            same = (decisions.c.seen == decision.seen, decisions.c.reviewer == decision.reviewer)
            connection.execute(update(decisions).where(decisions.c.batch == batch, *same).values(state="void"))


def waiting_for_registry(state: Engine) -> tuple[str, ...]:
    """Batches with links that wait for a registry to come back."""
    query = select(holds.c.batch).where(holds.c.reason == HoldReason.REGISTRY_AWAY.value).distinct()
    with state.connect() as connection:
        return tuple(connection.scalars(query.order_by(holds.c.batch)))
