"""Dossiers with their codes; those of documents that are there already are made."""

import secrets

import sqlalchemy as sa
from alembic import op

from warehouse.tables import UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    dossiers = op.create_table(
        "dossiers",
        sa.Column("id", sa.String(32), nullable=False, comment="random"),
        sa.Column("agency", sa.String(40), nullable=False),
        sa.Column("procedure", sa.String(40), comment="national code; null where no manifest names it"),
        sa.Column("received_at", UtcDateTime, nullable=False, comment="first document"),
        sa.PrimaryKeyConstraint("id", name="pk_dossiers"),
    )
    codes = op.create_table(
        "dossier_codes",
        sa.Column("system", sa.String(40), nullable=False, comment="agency whose system gave the code"),
        sa.Column("code", sa.String(80), nullable=False),
        sa.Column("dossier_id", sa.String(32), nullable=False),
        sa.Column("recorded_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("system", "code", name="pk_dossier_codes"),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossiers.id"], name="fk_dossier_codes_dossier_id"),
    )
    op.create_index("ix_dossier_codes_dossier_id", "dossier_codes", ["dossier_id"])
    _fill(dossiers, codes)


def downgrade() -> None:
    op.drop_table("dossier_codes")
    op.drop_table("dossiers")


def _fill(dossiers: sa.Table, codes: sa.Table) -> None:
    documents = sa.table(
        "documents",
        sa.column("agency"),
        sa.column("dossier"),
        sa.column("received_at", UtcDateTime),
        sa.column("is_result", sa.Boolean),
    )
    known = (
        sa.select(documents.c.agency, documents.c.dossier, sa.func.min(documents.c.received_at, type_=UtcDateTime))
        .where(documents.c.is_result.is_(False))
        .group_by(documents.c.agency, documents.c.dossier)
    )
    rows = [(secrets.token_hex(16), *row) for row in op.get_bind().execute(known)]
    if rows:
        op.bulk_insert(dossiers, [{"id": one, "agency": agency, "received_at": at} for one, agency, _, at in rows])
        op.bulk_insert(
            codes,
            [
                {"system": agency, "code": code, "dossier_id": one, "recorded_at": at}
                for one, agency, code, at in rows
            ],
        )
