"""Splits of a subject that was two."""

import sqlalchemy as sa
from alembic import op

from warehouse.migrations.append_only import forbid_change
from warehouse.tables import NUMBER, UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "splits",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("subject_id", sa.String(32), nullable=False, comment="keeps its public id"),
        sa.Column("new_subject_id", sa.String(32), nullable=False),
        sa.Column("documents", sa.JSON, nullable=False, comment="those that speak of the new one from now on"),
        sa.Column("reviewer", sa.String(120), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("recorded_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_splits"),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name="fk_splits_subject_id"),
        sa.ForeignKeyConstraint(["new_subject_id"], ["subjects.id"], name="fk_splits_new_subject_id"),
    )
    op.create_index("ix_splits_subject_id", "splits", ["subject_id"])
    forbid_change("splits")


def downgrade() -> None:
    op.drop_table("splits")
