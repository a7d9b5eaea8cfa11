"""Rights of persons: requests and their history, restrictions, corrections to send, consents, removals."""

import sqlalchemy as sa
from alembic import op

from warehouse.crypto import Encrypted
from warehouse.migrations.append_only import forbid_change
from warehouse.tables import NUMBER, UtcDateTime

revision = "0022"
down_revision = "0007"
branch_labels = None
depends_on = None

APPEND_ONLY = ("rights_events", "consents", "removals")


def upgrade() -> None:
    _requests()
    _effects()
    for table in APPEND_ONLY:
        forbid_change(table)


def downgrade() -> None:
    for table in ("removals", "consents", "registry_corrections", "restrictions", "rights_events", "rights_requests"):
        op.drop_table(table)


def _id() -> sa.Column[int]:
    return sa.Column("id", NUMBER, nullable=False)


def _request(table: str, *, nullable: bool = False) -> tuple[sa.Column[int], sa.ForeignKeyConstraint]:
    key = sa.ForeignKeyConstraint(["request_id"], ["rights_requests.id"], name=f"fk_{table}_request_id")
    return sa.Column("request_id", NUMBER, nullable=nullable), key


def _subject(table: str) -> tuple[sa.Column[str], sa.ForeignKeyConstraint]:
    key = sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name=f"fk_{table}_subject_id")
    return sa.Column("subject_id", sa.String(32), nullable=False), key


def _requests() -> None:
    op.create_table(
        "rights_requests",
        _id(),
        *_subject("rights_requests"),
        sa.Column("kind", sa.String(24), nullable=False, comment="view, correct, restrict, object, withdraw, delete"),
        sa.Column("attributes", sa.JSON, nullable=False, comment="what it is about; empty: everything"),
        sa.Column("detail", Encrypted("rights_requests.detail"), comment="what the person wrote"),
        sa.Column("wanted", Encrypted("rights_requests.wanted"), comment="the right value, of a correction"),
        sa.Column("purpose", sa.String(64), comment="the purpose objected to, or whose consent is withdrawn"),
        sa.Column("received_at", UtcDateTime, nullable=False),
        sa.Column("received_by", sa.String(120), nullable=False),
        sa.Column("acknowledge_by", sa.String(10), nullable=False, comment="last day"),
        sa.Column("with_processors", sa.Boolean, nullable=False, comment="others who process the data must be told too"),
        sa.Column("basis", sa.Text, nullable=False, comment="the rule the deadlines follow from"),
        sa.PrimaryKeyConstraint("id", name="pk_rights_requests"),
    )
    op.create_index("ix_rights_requests_subject_id", "rights_requests", ["subject_id"])
    op.create_table(
        "rights_events",
        _id(),
        *_request("rights_events"),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("by", sa.String(120), nullable=False),
        sa.Column(
            "state", sa.String(16), nullable=False, comment="received, acknowledged, extended, done, refused, withdrawn"
        ),
        sa.Column("due", sa.String(10), nullable=False, comment="last day to carry it out, as it stands from now on"),
        sa.Column("reason", sa.Text, nullable=False, comment="Vietnamese; says nothing of the data"),
        sa.Column("basis", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_rights_events"),
    )
    op.create_index("ix_rights_events_request_id", "rights_events", ["request_id"])


def _effects() -> None:
    op.create_table(
        "restrictions",
        _id(),
        *_request("restrictions"),
        *_subject("restrictions"),
        sa.Column("attribute", sa.String(48), nullable=False, comment="* for every one"),
        sa.Column("purpose", sa.String(64), nullable=False, comment="* for every one"),
        sa.Column("since", UtcDateTime, nullable=False),
        sa.Column("until", UtcDateTime, comment="null while it holds"),
        sa.PrimaryKeyConstraint("id", name="pk_restrictions"),
    )
    op.create_index("ix_restrictions_subject_id", "restrictions", ["subject_id"])
    op.create_table(
        "registry_corrections",
        _id(),
        *_request("registry_corrections"),
        *_subject("registry_corrections"),
        sa.Column("registry", sa.String(32), nullable=False, comment="whose data it is"),
        sa.Column("attribute", sa.String(48), nullable=False),
        sa.Column("kept", Encrypted("registry_corrections.kept")),
        sa.Column("wanted", Encrypted("registry_corrections.wanted")),
        sa.Column("queued_at", UtcDateTime, nullable=False),
        sa.Column("sent_at", UtcDateTime, comment="null while it waits to be sent"),
        sa.Column("answer", sa.String(24), comment="corrected, refused"),
        sa.PrimaryKeyConstraint("id", name="pk_registry_corrections"),
    )
    op.create_index("ix_registry_corrections_sent_at", "registry_corrections", ["sent_at"])
    op.create_table(
        "consents",
        _id(),
        *_subject("consents"),
        sa.Column("purpose", sa.String(64), nullable=False),
        sa.Column("given", sa.Boolean, nullable=False, comment="false: withdrawn"),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("by", sa.String(120), nullable=False, comment="who took it down"),
        sa.Column("evidence", sa.String(200), nullable=False, comment="where the person's own word is kept"),
        sa.PrimaryKeyConstraint("id", name="pk_consents"),
    )
    op.create_index("ix_consents_subject_id_purpose", "consents", ["subject_id", "purpose"])
    op.create_table(
        "removals",
        _id(),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("by", sa.String(120), nullable=False),
        sa.Column("table_name", sa.String(40), nullable=False),
        sa.Column("rows", sa.Integer, nullable=False),
        sa.Column("older_than", sa.String(10), comment="of a retention rule"),
        *_request("removals", nullable=True),
        sa.Column("basis", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_removals"),
    )
