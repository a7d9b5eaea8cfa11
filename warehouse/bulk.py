"""Many rows into a table at once: COPY on PostgreSQL, one prepared statement on SQLite. Types convert as always."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

FEW = 100
"""From so many rows on COPY is worth its start."""

Row = Mapping[str, Any]
Convert = Callable[[Any], Any]


def insert(connection: sa.Connection, table: sa.Table, rows: Sequence[Row]) -> None:
    """Adds the rows; every row has the same keys, and keys that are no column of the table are left out."""
    if not rows:
        return
    columns = [column for column in table.columns if column.name in rows[0]]
    if connection.dialect.name != "postgresql":
        _prepared(connection, table, columns, rows)
    elif len(rows) < FEW:
        names = [column.name for column in columns]
        connection.execute(table.insert(), [{name: row[name] for name in names} for row in rows])
    else:
        _copy(connection, table, columns, rows)


def reserve(connection: sa.Connection, table: sa.Table, count: int) -> int:
    """The first of so many row numbers that no one else will use; the caller has taken its turn."""
    if connection.dialect.name != "postgresql":
        return int(connection.execute(sa.select(sa.func.coalesce(sa.func.max(table.c.id), 0))).scalar_one()) + 1
    sequence = sa.func.pg_get_serial_sequence(table.name, "id")
    first = int(connection.execute(sa.select(sa.func.nextval(sequence))).scalar_one())
    connection.execute(sa.select(sa.func.setval(sequence, first + count - 1)))
    return first


def _prepared(
    connection: sa.Connection, table: sa.Table, columns: Sequence[sa.Column[Any]], rows: Sequence[Row]
) -> None:
    names = ", ".join(f'"{column.name}"' for column in columns)
    places = ", ".join("?" * len(columns))
    statement = f"INSERT INTO {table.name} ({names}) VALUES ({places})"  # noqa: S608
    connection.exec_driver_sql(statement, list(_values(connection, columns, rows)))


def _copy(connection: sa.Connection, table: sa.Table, columns: Sequence[sa.Column[Any]], rows: Sequence[Row]) -> None:
    names = ", ".join(f'"{column.name}"' for column in columns)
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f"COPY {table.name} ({names}) FROM STDIN") as copy:
        write = copy.write_row
        for values in _values(connection, columns, rows):
            write(values)


def _values(
    connection: sa.Connection, columns: Sequence[sa.Column[Any]], rows: Sequence[Row]
) -> Iterator[tuple[Any, ...]]:
    plans = [(column.name, _converter(column, connection.dialect)) for column in columns]
    plain = [name for name, convert in plans if convert is None]
    if len(plain) == len(plans):
        return (tuple([row[name] for name in plain]) for row in rows)
    return (tuple([row[name] if convert is None else convert(row[name]) for name, convert in plans]) for row in rows)


def _converter(column: sa.Column[Any], dialect: sa.Dialect) -> Convert | None:
    """What the column's type does to a value on its way in; None where it does nothing."""
    return column.type.dialect_impl(dialect).bind_processor(dialect)
