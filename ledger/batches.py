"""Which batches have work left: a recorded state, so that a kill, a lost cursor or a full disk forgets nothing."""

from datetime import datetime

from sqlalchemy import Connection, Engine, insert, select, update

from ledger.tables import arrivals, batches, decisions


def need(connection: Connection, batch: str) -> None:
    """Records that the batch has new work."""
    change = update(batches).where(batches.c.batch == batch)
    changed = connection.execute(change.values(needs_work=True, generation=batches.c.generation + 1))
    if not changed.rowcount:
        connection.execute(insert(batches).values(batch=batch, needs_work=True, generation=1))


def open_batches(state: Engine) -> tuple[tuple[str, int], ...]:
    """Batches with work left, oldest first, each with the count of how often work came."""
    query = select(batches.c.batch, batches.c.generation).where(batches.c.needs_work).order_by(batches.c.batch)
    with state.connect() as connection:
        return tuple((batch, generation) for batch, generation in connection.execute(query).tuples())


def all_batches(state: Engine) -> tuple[str, ...]:
    """Every batch that ever arrived, oldest first."""
    with state.connect() as connection:
        return tuple(connection.scalars(select(batches.c.batch).order_by(batches.c.batch)))


def finish(state: Engine, batch: str, *, now: datetime) -> None:
    """Records that the batch went all the way; work that came meanwhile keeps it open."""
    waits = select(arrivals.c.id).where(arrivals.c.batch == batch, arrivals.c.state == "waiting").exists()
    undecided = select(decisions.c.id).where(decisions.c.batch == batch, decisions.c.state == "pending").exists()
    with state.begin() as connection:
        change = update(batches).where(batches.c.batch == batch)
        connection.execute(change.values(needs_work=waits | undecided, finished_at=now))
