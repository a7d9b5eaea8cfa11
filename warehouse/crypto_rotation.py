"""Encrypting anew under the newest key what is still under another. Goes row by row, can be killed and run again.

While it runs, rows are under the old key or the new one; a keyring with both reads all of them, and look-ups, which do
not depend on the key, find all of them.
"""

import binascii
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from warehouse.append_only import suspended
from warehouse.crypto import KEY_CHARACTERS, PREFIX, Encrypted, Keyring, keys_of
from warehouse.crypto_keys import encryption_keys, remember
from warehouse.store import writing
from warehouse.tables import metadata

ROWS = 2000
"""Rows written in one transaction."""

Progress = Callable[[str, int], None]
"""table, rows encrypted anew so far."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """A table with encrypted columns."""

    table: sa.Table
    columns: tuple[sa.Column[Any], ...]

    @property
    def keys(self) -> tuple[sa.Column[Any], ...]:
        """Its primary key."""
        return tuple(self.table.primary_key.columns)


def sealed_tables() -> tuple[Sealed, ...]:
    """Every table of the warehouse that has encrypted columns."""
    found = ((table, tuple(c for c in table.c if isinstance(c.type, Encrypted))) for table in metadata.sorted_tables)
    return tuple(Sealed(table=table, columns=columns) for table, columns in found if columns)


def rotate(engine: sa.Engine, progress: Progress = lambda _table, _rows: None) -> dict[str, int]:
    """Brings every encrypted value under the engine's newest key; table -> rows changed."""
    return {one.table.name: _rotate_table(engine, one, progress) for one in sealed_tables()}


def left(connection: sa.Connection) -> dict[str, int]:
    """Table -> rows that still have a value under another key than the newest."""
    counts = {
        one.table.name: connection.execute(
            sa.select(sa.func.count()).select_from(one.table).where(_old(one, keys_of(connection.dialect)))
        ).scalar_one()
        for one in sealed_tables()
    }
    return {name: count for name, count in counts.items() if count}


def _rotate_table(engine: sa.Engine, one: Sealed, progress: Progress) -> int:
    done, last = 0, None
    while True:
        with writing(engine) as connection:
            rows = _next(connection, one, last)
            if not rows:
                return done
            with suspended(connection, [one.table.name]):
                _write(connection, one, rows)
        done, last = done + len(rows), [rows[-1][f"k{place}"] for place, _ in enumerate(one.keys)]
        progress(one.table.name, done)


def _next(connection: sa.Connection, one: Sealed, last: Sequence[Any] | None) -> list[dict[str, Any]]:
    """The next rows with something under an old key, as they are stored, in the order of the primary key."""
    keys = [_raw(column).label(f"k{place}") for place, column in enumerate(one.keys)]
    values = [_raw(column).label(f"v{place}") for place, column in enumerate(one.columns)]
    query = sa.select(*keys, *values).where(_old(one, keys_of(connection.dialect)))
    if last is not None:
        query = query.where(sa.tuple_(*map(_raw, one.keys)) > sa.tuple_(*map(sa.literal, last)))
    query = query.order_by(*map(_raw, one.keys)).limit(ROWS)
    if connection.dialect.name == "postgresql":
        query = query.with_for_update()
    return [dict(row) for row in connection.execute(query).mappings()]


def _write(connection: sa.Connection, one: Sealed, rows: Sequence[dict[str, Any]]) -> None:
    keys = keys_of(connection.dialect)
    same = [_raw(column) == sa.bindparam(f"k{place}") for place, column in enumerate(one.keys)]
    into = {column.name: sa.bindparam(f"v{place}", type_=sa.Text) for place, column in enumerate(one.columns)}
    connection.execute(sa.update(one.table).where(*same).values(into), [_anew(one, row, keys) for row in rows])


def _anew(one: Sealed, row: dict[str, Any], keys: Keyring) -> dict[str, Any]:
    changed = dict(row)
    for place, column in enumerate(one.columns):
        kind, stored = column.type, row[f"v{place}"]
        assert isinstance(kind, Encrypted)
        if stored is not None:
            changed[f"v{place}"] = keys.seal(kind.column, keys.open(kind.column, stored), searchable=kind.searchable)
    return changed


def _old(one: Sealed, keys: Keyring) -> sa.ColumnElement[bool]:
    current = binascii.b2a_base64(keys.current, newline=False).decode()
    return sa.or_(*(sa.func.substr(_raw(column), PREFIX + 1, KEY_CHARACTERS) != current for column in one.columns))


def _raw(column: sa.Column[Any]) -> Any:
    """The column as it is stored."""
    return sa.type_coerce(column, sa.Text) if isinstance(column.type, Encrypted) else column


def forget_old_proofs(engine: sa.Engine) -> None:
    """Lets the older keys go: a keyring without them is accepted from now on, one with them alone is not."""
    with writing(engine) as connection:
        remember(connection, datetime.now(UTC))
        current = keys_of(connection.dialect).current.hex()
        connection.execute(encryption_keys.delete().where(encryption_keys.c.key_id != current))
