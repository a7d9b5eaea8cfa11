"""Removing facts for good, where no law demands to keep them. The one place besides retention where a row goes away."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from warehouse import current
from warehouse.append_only import suspended
from warehouse.rights_tables import removals
from warehouse.store import take_turn
from warehouse.subjects import in_chunks
from warehouse.tables import facts, metadata

BASIS = "Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15, Điều 14"


def erase(
    connection: sa.Connection, subject: str, attributes: Sequence[str], *, request: int, by: str, now: datetime
) -> int:
    """Removes every fact of those attributes (all, when none is named) of a subject, past ones too; how many."""
    chosen = sa.select(facts.c.id).where(facts.c.subject_id == subject)
    if attributes:
        chosen = chosen.where(facts.c.attribute.in_(attributes))
    take_turn(connection)
    rules = current.apply_rules(connection, now)
    ids = list(connection.execute(chosen).scalars())
    pointing = _pointing_at_facts()
    with suspended(connection, [facts.name, *sorted({column.table.name for column in pointing})]):
        for chunk in in_chunks(ids):
            for column in pointing:
                _let_go(connection, column, chunk)
            connection.execute(facts.delete().where(facts.c.id.in_(chunk)))
    current.renew(connection, [subject], rules)
    row = {"at": now, "by": by, "table_name": facts.name, "rows": len(ids), "request_id": request, "basis": BASIS}
    connection.execute(removals.insert(), row)
    return len(ids)


def _pointing_at_facts() -> list[sa.Column[int]]:
    return [
        column
        for table in metadata.sorted_tables
        for column in table.c
        if any(key.column is facts.c.id for key in column.foreign_keys)
    ]


def _let_go(connection: sa.Connection, column: sa.Column[int], ids: Sequence[int]) -> None:
    table = column.table
    assert isinstance(table, sa.Table)
    if column.nullable:
        connection.execute(table.update().where(column.in_(ids)).values({column.name: None}))
    else:
        connection.execute(table.delete().where(column.in_(ids)))
