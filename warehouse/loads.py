"""The transaction time of the warehouse, and what was written when: one row a load. Times never run backwards."""

from datetime import datetime

import sqlalchemy as sa

from warehouse.tables_state import last_moment, loads


def moment(connection: sa.Connection, now: datetime) -> datetime:
    """The transaction time for what is written now: the clock's, or the last one when the clock was put back."""
    last = connection.execute(last_moment()).scalar()
    return max(now, last) if isinstance(last, datetime) else now


def record(
    connection: sa.Connection,
    *,
    kind: str,
    source: str,
    now: datetime,
    part: int = 0,
    content: str = "",
    added: int = 0,
    superseded: int = 0,
) -> None:
    """Writes the row of one load; `now` is what the clock says."""
    row = {"kind": kind, "source": source[:120], "part": part, "content": content, "clock_at": now}
    when = {"recorded_at": moment(connection, now), "added": added, "superseded": superseded}
    connection.execute(loads.insert(), row | when)


def last_content(connection: sa.Connection, kind: str) -> str | None:
    """The digest of the last load of that kind."""
    query = sa.select(loads.c.content).where(loads.c.kind == kind).order_by(loads.c.id.desc()).limit(1)
    return connection.execute(query).scalar()


def done(connection: sa.Connection, source: str) -> dict[int, str]:
    """Part -> digest of the parts of a bulk source that are in."""
    query = sa.select(loads.c.part, loads.c.content).where(loads.c.source == source, loads.c.kind == "load")
    return {row.part: row.content for row in connection.execute(query.order_by(loads.c.id))}
