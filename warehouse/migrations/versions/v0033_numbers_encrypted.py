"""The number of a paper is encrypted like every other number: a licence's or an insurance card's names its holder."""

from collections.abc import Callable

import sqlalchemy as sa
from alembic import op

from warehouse.crypto import keys_of

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

COLUMN = "documents.number"


def upgrade() -> None:
    keys = keys_of(op.get_bind().dialect)
    _rewrite(lambda text: keys.seal(COLUMN, text, searchable=True))


def downgrade() -> None:
    keys = keys_of(op.get_bind().dialect)
    _rewrite(lambda text: keys.open(COLUMN, text))


def _rewrite(change: Callable[[str], str]) -> None:
    connection = op.get_bind()
    table = sa.table("documents", sa.column("id"), sa.column("number"))
    rows = connection.execute(sa.select(table).where(table.c.number.is_not(None))).all()
    wanted = sa.update(table).where(table.c.id == sa.bindparam("row")).values(number=sa.bindparam("new"))
    if rows:
        connection.execute(wanted, [{"row": row.id, "new": change(row.number)} for row in rows])
