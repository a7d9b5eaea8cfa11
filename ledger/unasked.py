"""Questions to registries that are not yet asked, or answered from an old answer: who sees to them, and when next.

The machine owns a question for a day and asks again by itself; after that a person must see to the connection, and the
machine still asks. A refusal is no such question: it is an answer, and is never asked again.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, select, update

from ledger.tables import registries, unasked

FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=1)
PATIENCE = timedelta(days=1)
MACHINE, OPERATOR = "machine", "operator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One question that waits. `why` is away (nobody answered) or stale (an old answer stands in)."""

    document: str
    role: str
    registry: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unasked:
    """A question that waits, as the ledger keeps it."""

    batch: str
    question: Waiting
    since: datetime
    tries: int
    next_try_at: datetime
    owner: str
    """machine, or operator after a day."""


def replace(state: Engine, batch: str, found: Iterable[Waiting], *, now: datetime) -> None:
    """What of a batch still waits after its registries were asked: what is new begins, what is left was tried again."""
    with state.begin() as connection:
        known = {_place(row): row for row in _rows(connection, batch)}
        connection.execute(delete(unasked).where(unasked.c.batch == batch))
        rows = [_row(batch, waiting, known.get(_of(waiting)), now) for waiting in dict.fromkeys(found)]
        if rows:
            connection.execute(insert(unasked), rows)


def _row(batch: str, waiting: Waiting, before: Any, now: datetime) -> dict[str, Any]:
    since, tries = (before["since"], before["tries"] + 1) if before else (now, 1)
    return {
        "batch": batch,
        "document": waiting.document,
        "role": waiting.role,
        "registry": waiting.registry,
        "why": waiting.why,
        "since": since,
        "tries": tries,
        "next_try_at": now + pause(tries),
        "owner": OPERATOR if now - since >= PATIENCE else MACHINE,
    }


def pause(tries: int) -> timedelta:
    """How long to wait after so many tries: a minute, doubled each time, at most an hour."""
    doubled: int = 2 ** min(tries - 1, 10)
    return min(FIRST_PAUSE * doubled, LONGEST_PAUSE)


def take_due(state: Engine, reachable: Collection[str], *, now: datetime) -> tuple[str, ...]:
    """Batches with a question to a reachable registry whose time has come; each is lent out until its next time, so
    that it is asked for once, and again when the run that was to ask never came to it."""
    due = (unasked.c.registry.in_(tuple(reachable)), unasked.c.next_try_at <= now)
    with state.begin() as connection:
        found = tuple(connection.scalars(select(unasked.c.batch).where(*due).distinct().order_by(unasked.c.batch)))
        for batch in found:
            _lend(connection, batch, now)
    return found


def _lend(connection: Connection, batch: str, now: datetime) -> None:
    for row in _rows(connection, batch):
        owner = OPERATOR if now - row["since"] >= PATIENCE else MACHINE
        later = {"next_try_at": now + max(pause(row["tries"]), timedelta(minutes=5)), "owner": owner}
        connection.execute(update(unasked).where(unasked.c.id == row["id"]).values(later))


def note_reach(state: Engine, registry: str, *, reachable: bool, now: datetime) -> None:
    """Writes down whether a registry can be reached; when it is back, its questions are due at once."""
    with state.begin() as connection:
        before = connection.scalar(select(registries.c.reachable).where(registries.c.registry == registry))
        if before is None:
            connection.execute(insert(registries).values(registry=registry, reachable=reachable, changed_at=now))
        elif before != reachable:
            change = update(registries).where(registries.c.registry == registry)
            connection.execute(change.values(reachable=reachable, changed_at=now))
        if reachable and before is False:
            again = update(unasked).where(unasked.c.registry == registry)
            connection.execute(again.values(next_try_at=now))


def waited_for(state: Engine) -> tuple[str, ...]:
    """The registries some question waits for."""
    with state.connect() as connection:
        return tuple(connection.scalars(select(unasked.c.registry).distinct().order_by(unasked.c.registry)))


def batches(state: Engine) -> tuple[str, ...]:
    """The batches with a question that waits."""
    with state.connect() as connection:
        return tuple(connection.scalars(select(unasked.c.batch).distinct().order_by(unasked.c.batch)))


def everything(state: Engine) -> tuple[Unasked, ...]:
    """Every question that waits, the longest waiting first."""
    with state.connect() as connection:
        rows = connection.execute(select(unasked).order_by(unasked.c.since, unasked.c.id)).mappings().all()
    return tuple(
        Unasked(
            batch=row["batch"],
            question=Waiting(**{name: row[name] for name in ("document", "role", "registry", "why")}),
            **{name: row[name] for name in ("since", "tries", "next_try_at", "owner")},
        )
        for row in rows
    )


def _rows(connection: Connection, batch: str) -> list[Any]:
    return list(connection.execute(select(unasked).where(unasked.c.batch == batch)).mappings().all())


def _place(row: Any) -> tuple[str, str, str]:
    return row["document"], row["role"], row["registry"]


def _of(waiting: Waiting) -> tuple[str, str, str]:
    return waiting.document, waiting.role, waiting.registry
