"""Who looked at whose data, when and why. Rows are only ever added; the database refuses to change them."""

from dataclasses import asdict

import sqlalchemy as sa

from domain.facts import AccessEntry
from warehouse.store import writing
from warehouse.tables import access_log


def record(connection: sa.Connection, entry: AccessEntry) -> None:
    """Writes the row within the caller's transaction: no answer without its row."""
    connection.execute(access_log.insert(), asdict(entry) | {"attributes": list(entry.attributes)})


def note(engine: sa.Engine, entry: AccessEntry) -> None:
    """Writes the row and keeps it at once: for a look that is about to be made elsewhere, in a registry."""
    with writing(engine) as connection:
        record(connection, entry)
