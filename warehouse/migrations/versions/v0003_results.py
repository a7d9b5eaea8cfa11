"""Chains of versions, revocations and extensions of results."""

import sqlalchemy as sa
from alembic import op

from warehouse.migrations.append_only import forbid_change
from warehouse.tables import NUMBER, UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("results", sa.Column("chain", sa.Text, comment="what the versions of one paper have in common"))
    op.add_column("results", sa.Column("version", sa.String(40), comment="its place among them, later sorts later"))
    op.create_index("ix_results_chain", "results", ["chain"])
    op.create_table(
        "revocations",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("source", sa.String(32), nullable=False, comment="the feed: a registry, or officer"),
        sa.Column("source_key", sa.String(120), nullable=False, comment="the feed's own name of the row: taken once"),
        sa.Column("kind", sa.String(16), nullable=False, comment="revoked, cancelled or replaced"),
        sa.Column("type", sa.String(48), nullable=False),
        sa.Column("number", sa.Text, nullable=False, comment="capitals, no spaces"),
        sa.Column("issued_by", sa.Text),
        sa.Column("subject_scheme", sa.String(24)),
        sa.Column("subject_value", sa.Text),
        sa.Column("effective_on", sa.String(10), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("recorded_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_revocations"),
        sa.UniqueConstraint("source", "source_key", name="uq_revocations_source_source_key"),
    )
    op.create_index("ix_revocations_type_number", "revocations", ["type", "number"])
    op.create_table(
        "extensions",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("document_id", sa.String(48), nullable=False),
        sa.Column("valid_to", sa.String(10), nullable=False, comment="last day in force from now on"),
        sa.Column(
            "written_on", sa.String(120), nullable=False, comment="original, annex, or the document that says so"
        ),
        sa.Column("reviewer", sa.String(120), nullable=False),
        sa.Column("recorded_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_extensions"),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_extensions_document_id"),
    )
    op.create_index("ix_extensions_document_id", "extensions", ["document_id"])
    for table in ("revocations", "extensions"):
        forbid_change(table)


def downgrade() -> None:
    op.drop_table("extensions")
    op.drop_table("revocations")
    op.drop_index("ix_results_chain", "results")
    op.drop_column("results", "version")
    op.drop_column("results", "chain")
