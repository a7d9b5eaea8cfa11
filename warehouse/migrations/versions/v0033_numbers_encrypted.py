"""The number of a paper is encrypted like every other: a card's names its holder."""

from collections.abc import Callable

import sqlalchemy as sa
from alembic import op

from warehouse.crypto import keys_of

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

COLUMN = "documents.number"
COMMENT = "on a card a person"


def upgrade() -> None:
    keys = keys_of(op.get_bind().dialect)
    _rewrite(lambda text: keys.seal(COLUMN, text, searchable=True))
    _comment(COMMENT)


def downgrade() -> None:
    keys = keys_of(op.get_bind().dialect)
    _rewrite(lambda text: keys.open(COLUMN, text))
    _comment(None)


def _rewrite(change: Callable[[str], str]) -> None:
    connection = op.get_bind()
    table = sa.table("documents", sa.column("id"), sa.column("number"))
    rows = connection.execute(sa.select(table).where(table.c.number.is_not(None))).all()
    wanted = sa.update(table).where(table.c.id == sa.bindparam("row")).values(number=sa.bindparam("new"))
    if rows:
        connection.execute(wanted, [{"row": row.id, "new": change(row.number)} for row in rows])


def _comment(text: str | None) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(sa.text("COMMENT ON COLUMN documents.number IS " + (f"'{text}'" if text else "NULL")))
