"""The access log: subjects encrypted, rows chained by hash, each with the rule by which its subject may see it."""

from collections.abc import Callable

import sqlalchemy as sa
from alembic import op

from warehouse.access_chain import GENESIS, chained, sealed_head
from warehouse.crypto import Encrypted, keys_of
from warehouse.migrations.append_only import forbid_change
from warehouse.tables import NUMBER, UtcDateTime

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

PLAIN = (
    ("at", UtcDateTime),
    ("requester", sa.String(120)),
    ("action", sa.String(32)),
    ("subject_scheme", sa.String(24)),
    ("purpose", sa.String(64)),
    ("attributes", sa.JSON),
    ("outcome", sa.String(64)),
    ("basis", sa.Text),
)
ROWS = 2000


def upgrade() -> None:
    op.create_table(
        "access_head",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("base_position", NUMBER, nullable=False, comment="rows up to here were removed when their time was over"),
        sa.Column("base_hash", sa.String(64), nullable=False),
        sa.Column("position", NUMBER, nullable=False, comment="of the last row"),
        sa.Column("hash", sa.String(64), nullable=False, comment="of the last row"),
        sa.Column("seal", sa.String(64), nullable=False, comment="keyed hash over the rest"),
        sa.PrimaryKeyConstraint("id", name="pk_access_head"),
    )
    _replace(_chained_table)
    op.create_index(
        "ix_access_log_lookup", "access_log", ["subject_scheme", sa.text("substr(subject_value, 1, 17)")]
    )


def downgrade() -> None:
    _replace(_plain_table)
    op.create_index("ix_access_log_subject_scheme_subject_value", "access_log", ["subject_scheme", "subject_value"])
    op.drop_table("access_head")


def _chained_table() -> sa.Table:
    return op.create_table(
        "access_log",
        sa.Column("id", NUMBER, nullable=False),
        *(sa.Column(name, kind, nullable=False) for name, kind in PLAIN),
        sa.Column("subject_value", Encrypted("access_log.subject_value", True), nullable=False),
        sa.Column("visibility", sa.String(10), nullable=False, comment="open, sealed, or the day from which it is open"),
        sa.Column("position", NUMBER, nullable=False, comment="in the chain, from 1, without a gap"),
        sa.Column("previous", sa.String(64), nullable=False, comment="hash of the row before"),
        sa.Column("hash", sa.String(64), nullable=False, comment="SHA-256 over the content and `previous`"),
        sa.PrimaryKeyConstraint("id", name="pk_access_log"),
        sa.UniqueConstraint("position", name="uq_access_log_position"),
    )


def _plain_table() -> sa.Table:
    return op.create_table(
        "access_log",
        sa.Column("id", NUMBER, nullable=False),
        *(sa.Column(name, kind, nullable=False) for name, kind in PLAIN),
        sa.Column("subject_value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_access_log"),
    )


def _replace(make: Callable[[], sa.Table]) -> None:
    """Makes the table anew, with the rows of the old one."""
    connection = op.get_bind()
    up = make is _chained_table
    op.execute("CREATE TABLE access_log_old AS SELECT * FROM access_log")
    op.drop_table("access_log")
    table = make()
    op.create_index("ix_access_log_at", "access_log", ["at"])
    kind = sa.Text() if up else Encrypted("access_log.subject_value", True)
    old = sa.table("access_log_old", *(sa.column(n, k) for n, k in PLAIN), sa.column("subject_value", kind))
    order = sa.text("id" if up else "position")
    found = connection.execute(sa.select(old).order_by(order)).mappings()
    keys, position, previous = keys_of(connection.dialect), 0, GENESIS
    while rows := [dict(row) for row in found.fetchmany(ROWS)]:
        if up:
            rows = chained([row | {"visibility": "open"} for row in rows], keys, position, previous)
            position, previous = rows[-1]["position"], rows[-1]["hash"]
        connection.execute(table.insert(), rows)
    op.drop_table("access_log_old")
    if up:
        head = sa.table("access_head", *(sa.column(name) for name in ("id", "base_position", "base_hash", "position", "hash", "seal")))
        connection.execute(head.insert(), {"id": 1} | sealed_head(keys, 0, GENESIS, position, previous))
    forbid_change("access_log")
