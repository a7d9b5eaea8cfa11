"""Systems that may ask, receipts that were used, uploads that were replaced."""

import sqlalchemy as sa
from alembic import op

from warehouse.migrations.append_only import forbid_change
from warehouse.tables import NUMBER, UtcDateTime

revision = "0030"
down_revision = "0023"
branch_labels = None
depends_on = None

APPEND_ONLY = ("used_receipts", "reuse_ledger")


def upgrade() -> None:
    op.create_table(
        "api_clients",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("agency", sa.String(40), nullable=False),
        sa.Column("secret_hash", sa.String(64), nullable=False, comment="SHA-256 of a random secret of 256 bits"),
        sa.Column("scopes", sa.JSON, nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("ended_at", UtcDateTime, comment="since when it may no longer ask"),
        sa.PrimaryKeyConstraint("id", name="pk_api_clients"),
    )
    _used_receipts()
    _ledger()
    for table in APPEND_ONLY:
        forbid_change(table)


def downgrade() -> None:
    for table in ("reuse_ledger", "used_receipts", "api_clients"):
        op.drop_table(table)


def _used_receipts() -> None:
    op.create_table(
        "used_receipts",
        sa.Column("id", sa.String(32), nullable=False, comment="random; a receipt is used once"),
        sa.Column("form", sa.String(64), nullable=False, comment="empty: a dossier check"),
        sa.Column("procedure", sa.String(64), nullable=False),
        sa.Column("dossier", sa.String(80), nullable=False),
        sa.Column("agency", sa.String(40), nullable=False),
        sa.Column("system", sa.String(120), nullable=False),
        sa.Column("issued_at", UtcDateTime, nullable=False),
        sa.Column("used_at", UtcDateTime, nullable=False),
        sa.Column("kept", sa.Integer, nullable=False, comment="fields submitted as they were handed out"),
        sa.Column("changed", sa.Integer, nullable=False, comment="fields changed, emptied or added by the person"),
        sa.PrimaryKeyConstraint("id", name="pk_used_receipts"),
    )


def _ledger() -> None:
    op.create_table(
        "reuse_ledger",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("receipt", sa.String(32), nullable=False),
        sa.Column(
            "component", sa.String(64), nullable=False, comment="of the procedure: the paper that was not handed in"
        ),
        sa.Column("procedure", sa.String(64), nullable=False),
        sa.Column("agency", sa.String(40), nullable=False),
        sa.Column("dossier", sa.String(80), nullable=False),
        sa.Column(
            "facts", sa.JSON, nullable=False, comment="ids of the facts that stood in for it; empty: the stored paper did"
        ),
        sa.Column("day", sa.Date, nullable=False, comment="local"),
        sa.Column("component_name", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_reuse_ledger"),
        sa.ForeignKeyConstraint(["receipt"], ["used_receipts.id"], name="fk_reuse_ledger_receipt"),
    )
    op.create_index("ix_reuse_ledger_receipt", "reuse_ledger", ["receipt"])
    op.create_index("ix_reuse_ledger_day", "reuse_ledger", ["day"])
    op.create_index("uq_reuse_ledger_place", "reuse_ledger", ["agency", "dossier", "component"], unique=True)
