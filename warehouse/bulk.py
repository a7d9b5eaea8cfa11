"""Many rows into a table at once: COPY on PostgreSQL, one prepared statement on SQLite. Types convert as always."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

import sqlalchemy as sa

from warehouse.crypto import Encrypted, Masked, keys_of
from warehouse.tables import UtcDateTime

FEW = 100
"""From so many rows on COPY is worth its start."""

Row = Mapping[str, Any]
Convert = Callable[[Any], Any]


def insert(connection: sa.Connection, table: sa.Table, rows: Sequence[Row]) -> None:
    """Adds the rows; every row has the same keys, and keys that are no column of the table are left out."""
    if not rows:
        return
    columns = [column for column in table.columns if column.name in rows[0] and _is_given(column, rows)]
    if connection.dialect.name != "postgresql":
        _prepared(connection, table, columns, rows)
    elif len(rows) < FEW:
        names = [column.name for column in columns]
        connection.execute(table.insert(), [{name: row[name] for name in names} for row in rows])
    else:
        _copy(connection, table, columns, rows)


@contextmanager
def unchecked(connection: sa.Connection, table: sa.Table) -> Iterator[None]:
    """Within the caller's transaction PostgreSQL does not look each row's foreign keys up: half of what a load costs.

    The rows must be known to find theirs. Readers of the table wait until the transaction ends. The constraints stand
    again before it does, for every later row; `validate` has them looked at for those rows, all at once.
    """
    if connection.dialect.name != "postgresql":
        yield
        return
    keys = sorted(table.foreign_key_constraints, key=lambda key: str(key.name))
    for key in keys:
        connection.exec_driver_sql(f"ALTER TABLE {table.name} DROP CONSTRAINT {_name(key)}")
    yield
    for key in keys:
        (column,), (target,) = key.column_keys, [element.column for element in key.elements]
        rule = f"FOREIGN KEY ({column}) REFERENCES {target.table.name} ({target.name}) NOT VALID"
        connection.exec_driver_sql(f"ALTER TABLE {table.name} ADD CONSTRAINT {_name(key)} {rule}")


def validate(connection: sa.Connection, table: sa.Table) -> None:
    """Looks up all at once what `unchecked` let in; the database refuses when something is missing."""
    if connection.dialect.name == "postgresql":
        for key in table.foreign_key_constraints:
            connection.exec_driver_sql(f"ALTER TABLE {table.name} VALIDATE CONSTRAINT {_name(key)}")


def _name(key: sa.ForeignKeyConstraint) -> str:
    """As the naming convention has it."""
    return f"fk_{key.table.name}_{next(iter(key.column_keys))}"


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


def _is_given(column: sa.Column[Any], rows: Sequence[Row]) -> bool:
    """Whether any row has a value there: what is null in all of them need not be sent."""
    return not column.nullable or any(row[column.name] is not None for row in rows)


def _converter(column: sa.Column[Any], dialect: sa.Dialect) -> Convert | None:
    """What the column's type does to a value on its way in; None where it does nothing.

    Times and words are few among many rows, so each is converted once.
    """
    kind = column.type
    if isinstance(kind, Encrypted):
        seal, name, searchable = keys_of(dialect).seal, kind.column, kind.searchable
        return lambda value: None if value is None else seal(name, value, searchable=searchable)
    if isinstance(kind, Masked):
        return keys_of(dialect).mask
    convert: Convert | None = kind.dialect_impl(dialect).bind_processor(dialect)
    return cache(convert) if convert and isinstance(kind, UtcDateTime | sa.Enum) else convert
