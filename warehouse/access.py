"""Who looked at whose data, when and why. Rows are only ever added; the database refuses to change them."""

from dataclasses import asdict
from datetime import date

import sqlalchemy as sa

from domain.facts import AccessEntry
from warehouse.access_chain import append
from warehouse.store import writing

OPEN, SEALED = "open", "sealed"


def record(connection: sa.Connection, *entries: AccessEntry) -> None:
    """Writes the rows within the caller's transaction: no answer without its row. Call it last: writers take turns."""
    append(connection, [_row(entry) for entry in entries])


def note(engine: sa.Engine, *entries: AccessEntry) -> None:
    """Writes the rows and keeps them at once: for a look that is about to be made elsewhere, in a registry."""
    with writing(engine) as connection:
        record(connection, *entries)


def _row(entry: AccessEntry) -> dict[str, object]:
    if entry.visibility != OPEN and not entry.basis:
        raise ValueError("an entry is kept from its subject only on a legal basis")
    if entry.visibility not in (OPEN, SEALED):
        date.fromisoformat(entry.visibility)
    return asdict(entry) | {"attributes": list(entry.attributes)}
