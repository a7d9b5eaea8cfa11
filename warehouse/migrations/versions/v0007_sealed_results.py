"""The chains of papers, made of numbers one could guess, are masked; whose paper was revoked is encrypted."""

from collections.abc import Callable

import sqlalchemy as sa
from alembic import op

from warehouse.append_only import suspended
from warehouse.crypto import keys_of

revision = "0007"
down_revision = "0021"
branch_labels = None
depends_on = None

VALUE = "revocations.subject_value"


def upgrade() -> None:
    keys = keys_of(op.get_bind().dialect)
    _rewrite("results", "document_id", "chain", keys.mask)
    _rewrite("revocations", "id", "subject_value", lambda text: keys.seal(VALUE, text, searchable=True))


def downgrade() -> None:
    keys = keys_of(op.get_bind().dialect)
    _rewrite("revocations", "id", "subject_value", lambda text: keys.open(VALUE, text))
    _rewrite("results", "document_id", "chain", keys.unmask)


def _rewrite(name: str, key: str, column: str, change: Callable[[str], str]) -> None:
    connection = op.get_bind()
    table = sa.table(name, sa.column(key), sa.column(column))
    rows = connection.execute(sa.select(table).where(table.c[column].is_not(None))).all()
    changed = [{"k": row[0], "v": change(row[1])} for row in rows]
    if changed:
        with suspended(connection, ["revocations"]):
            update = sa.update(table).where(table.c[key] == sa.bindparam("k")).values({column: sa.bindparam("v")})
            connection.execute(update, changed)
