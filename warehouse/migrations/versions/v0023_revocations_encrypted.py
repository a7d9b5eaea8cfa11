"""Revocations: the number of the paper and whose it is are encrypted like every other."""

from collections.abc import Callable

import sqlalchemy as sa
from alembic import op

from warehouse.append_only import suspended
from warehouse.crypto import Keyring, keys_of

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

COLUMNS = (("number", "revocations.number"), ("subject_value", "revocations.subject_value"))


def upgrade() -> None:
    op.drop_index("ix_revocations_type_number", "revocations")
    _rewrite(lambda keys, column, text: keys.seal(column, text, searchable=True))
    op.create_index("ix_revocations_lookup", "revocations", ["type", sa.text("substr(number, 1, 17)")])


def downgrade() -> None:
    op.drop_index("ix_revocations_lookup", "revocations")
    _rewrite(lambda keys, column, text: keys.open(column, text))
    op.create_index("ix_revocations_type_number", "revocations", ["type", "number"])


def _rewrite(change: Callable[[Keyring, str, str], str]) -> None:
    connection = op.get_bind()
    keys = keys_of(connection.dialect)
    table = sa.table("revocations", *(sa.column(name) for name in ("id", "number", "subject_value")))
    with suspended(connection, ["revocations"]):
        for row in connection.execute(sa.select(table)).mappings().all():
            new = {name: row[name] and change(keys, column, row[name]) for name, column in COLUMNS}
            connection.execute(sa.update(table).where(table.c.id == row["id"]).values(new))
