"""Many rows into a table at once: COPY on PostgreSQL, one prepared statement on SQLite. Types convert as always."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, lru_cache
from operator import itemgetter
from typing import Any

import sqlalchemy as sa

from warehouse.crypto import Encrypted, Masked, keys_of
from warehouse.store import WarehouseError
from warehouse.tables import UtcDateTime

FEW = 100
"""From so many rows on COPY is worth its start."""
BLOCK = 1000
"""Rows converted and sent at once."""
SEEN = 4096
"""Different values of a column whose written form is kept."""
NULL = r"\N"
ESCAPES = str.maketrans({"\\": r"\\", "\n": r"\n", "\r": r"\r", "\t": r"\t"})
"""What COPY's text form writes otherwise."""

Row = Mapping[str, Any]
Columns = Mapping[sa.Column[Any], tuple[Any, ...]]
"""Column -> its value in each row."""
Convert = Callable[[Any], Any]


def insert(connection: sa.Connection, table: sa.Table, rows: Sequence[Row]) -> None:
    """Adds the rows; every row has the same keys, and keys that are no column of the table are left out."""
    if not rows:
        return
    known = [column for column in table.columns if column.name in rows[0]]
    if connection.dialect.name == "postgresql" and len(rows) < FEW:
        connection.execute(table.insert(), [{column.name: row[column.name] for column in known} for row in rows])
        return
    values = zip(known, zip(*map(_row_of(known), rows), strict=True), strict=True)
    given = {column: each for column, each in values if each.count(None) < len(rows) or not column.nullable}
    (_copy if connection.dialect.name == "postgresql" else _prepared)(connection, table, given)


def _row_of(columns: Sequence[sa.Column[Any]]) -> Callable[[Row], tuple[Any, ...]]:
    names = [column.name for column in columns]
    return itemgetter(*names) if len(names) > 1 else lambda row: (row[names[0]],)


class MissingRow(WarehouseError):
    """Rows of a load point at rows that are not there; nothing of their part may be kept."""


@contextmanager
def unchecked(connection: sa.Connection, table: sa.Table) -> Iterator[None]:
    """Within the caller's transaction PostgreSQL does not look the foreign keys of each new row up, half of what a load
    costs, but each different key once at the end (docs/adr/0058): MissingRow where one finds nothing.

    Readers of the table wait until the transaction ends. The constraints stand again before it does, for every later
    row. They stay marked as not validated: that would be to look at every row there ever was, load by load.
    """
    if connection.dialect.name != "postgresql":
        yield
        return
    keys = sorted(table.foreign_key_constraints, key=lambda key: str(key.name))
    last = connection.execute(sa.select(sa.func.coalesce(sa.func.max(table.c.id), 0))).scalar_one()
    for key in keys:
        connection.exec_driver_sql(f"ALTER TABLE {table.name} DROP CONSTRAINT {_name(key)}")
    yield
    for key in keys:
        _look_up(connection, key, last)
        (column,), (target,) = key.column_keys, [element.column for element in key.elements]
        rule = f"FOREIGN KEY ({column}) REFERENCES {target.table.name} ({target.name}) NOT VALID"
        connection.exec_driver_sql(f"ALTER TABLE {table.name} ADD CONSTRAINT {_name(key)} {rule}")


def _look_up(connection: sa.Connection, key: sa.ForeignKeyConstraint, last: int) -> None:
    """Each different key of the rows after `last` in the table it points at."""
    (column,), (target,) = key.columns, [element.column for element in key.elements]
    new = sa.select(column).where(key.table.c.id > last, column.is_not(None)).distinct().subquery()
    there = sa.exists().where(target == new.c[column.name])
    lost = sa.select(sa.func.count()).select_from(new).where(~there)
    if count := connection.execute(lost).scalar_one():
        raise MissingRow(
            f"Kho dữ liệu: {count} giá trị của {key.table.name}.{column.name} không có trong {target.table.name}; phần "
            f"đang nạp bị bỏ, các phần trước vẫn còn. Chạy ./sohoa check, rồi nạp lại cùng nguồn."
        )


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


def _copy(connection: sa.Connection, table: sa.Table, values: Columns) -> None:
    """In COPY's text form, block by block, sent by a thread of its own: the server works while the next is made."""
    from psycopg.copy import QueuedLibpqWriter  # a tenth of a second that SQLite need not wait

    driver: Any = connection.connection.driver_connection
    with (
        driver.cursor() as cursor,
        cursor.copy(f"COPY {table.name} ({_names(values)}) FROM STDIN", writer=QueuedLibpqWriter(cursor)) as copy,
    ):
        for lines in _blocks(values, {column: _written(column, connection.dialect) for column in values}):
            copy.write("\n".join(map("\t".join, lines)) + "\n")


def _prepared(connection: sa.Connection, table: sa.Table, values: Columns) -> None:
    statement = f"INSERT INTO {table.name} ({_names(values)}) VALUES ({', '.join('?' * len(values))})"  # noqa: S608
    for lines in _blocks(values, {column: _converter(column, connection.dialect) for column in values}):
        connection.exec_driver_sql(statement, lines)


def _names(values: Columns) -> str:
    return ", ".join(f'"{column.name}"' for column in values)


def _blocks(values: Columns, converters: Mapping[sa.Column[Any], Convert | None]) -> Iterator[list[tuple[Any, ...]]]:
    """The rows, `BLOCK` at a time, with each column converted as a whole."""
    count = len(next(iter(values.values())))
    for start in range(0, count, BLOCK):
        block = [
            each[start : start + BLOCK] if convert is None else map(convert, each[start : start + BLOCK])
            for each, convert in zip(values.values(), converters.values(), strict=True)
        ]
        yield list(zip(*block, strict=True))


def _written(column: sa.Column[Any], dialect: sa.Dialect) -> Callable[[Any], str]:
    """How a value of the column stands in COPY's text form. Most columns say the same of many rows."""
    kind = column.type
    if isinstance(kind, Encrypted | Masked):
        hide = _hidden(kind, dialect)
        return lambda value: NULL if value is None else hide(value)
    if isinstance(kind, sa.Integer | sa.Float):
        return lambda value: NULL if value is None else repr(value)
    if isinstance(kind, sa.JSON):
        return lambda value: NULL if value is None else json.dumps(value, ensure_ascii=False).translate(ESCAPES)
    convert = _converter(column, dialect) or str
    return lru_cache(SEEN)(lambda value: NULL if value is None else str(convert(value)).translate(ESCAPES))


def _converter(column: sa.Column[Any], dialect: sa.Dialect) -> Convert | None:
    """What the column's type does to a value on its way in; None where it does nothing.

    Times and words are few among many rows, so each is converted once.
    """
    kind = column.type
    if isinstance(kind, Encrypted | Masked):
        hide = _hidden(kind, dialect)
        return lambda value: None if value is None else hide(value)
    convert: Convert | None = kind.dialect_impl(dialect).bind_processor(dialect)
    return cache(convert) if convert and isinstance(kind, UtcDateTime | sa.Enum) else convert


def _hidden(kind: Encrypted | Masked, dialect: sa.Dialect) -> Callable[[str], str]:
    """The stored form of a value, in letters that COPY takes as they are."""
    keys = keys_of(dialect)
    return keys.mask if isinstance(kind, Masked) else keys.sealer(kind.column, searchable=kind.searchable)
