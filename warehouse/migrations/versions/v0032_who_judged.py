"""A link says who judged it, and by which rules or model."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


NONE = sa.text("''")
WHO = "MACHINE, or the officer's account"
MODEL = "version of rules or model; none: a person"


def upgrade() -> None:
    who = sa.Column("judged_by", sa.String(120), nullable=False, server_default=NONE, comment=WHO)
    op.add_column("links", who)
    op.add_column("links", sa.Column("model", sa.String(32), nullable=False, server_default=NONE, comment=MODEL))


def downgrade() -> None:
    op.drop_column("links", "model")
    op.drop_column("links", "judged_by")
