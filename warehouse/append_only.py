"""Setting the refusal to change append-only tables aside, for as long as one transaction does what the law or a new
key demands. Only the owner of the tables can."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import sqlalchemy as sa


@contextmanager
def suspended(connection: sa.Connection, tables: Sequence[str]) -> Iterator[None]:
    """The triggers of those tables rest within the caller's transaction; a rollback brings them back too."""
    if connection.dialect.name == "postgresql":
        yield from _on_postgresql(connection, tables)
    else:
        yield from _on_sqlite(connection, tables)


def _on_postgresql(connection: sa.Connection, tables: Sequence[str]) -> Iterator[None]:
    for table in tables:
        connection.exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    yield
    for table in tables:
        connection.exec_driver_sql(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def _on_sqlite(connection: sa.Connection, tables: Sequence[str]) -> Iterator[None]:
    master = sa.table("sqlite_master", sa.column("type"), sa.column("name"), sa.column("tbl_name"), sa.column("sql"))
    wanted = sa.select(master.c.name, master.c.sql).where(
        master.c.type == "trigger", master.c.tbl_name.in_(list(tables))
    )
    found = connection.execute(wanted).all()
    for name, _ in found:
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
    yield
    for _, statement in found:
        connection.exec_driver_sql(statement)
