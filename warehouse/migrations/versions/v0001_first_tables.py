"""Subjects, documents, facts, what is current of them, links and who looked."""

import sqlalchemy as sa
from alembic import op

from warehouse.migrations.append_only import forbid_change
from warehouse.tables import NUMBER, UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

APPEND_ONLY = ("facts", "supersessions", "links", "access_log")

FACT = (
    "id, subject_id, attribute, value, status, origin, scan, document_id, page, box, raw, confidence, "
    "registry, registry_as_of, reviewer, valid_from, valid_to, recorded_at"
)
LIVE = f"""CREATE VIEW live_facts AS
SELECT {FACT}, digest FROM facts
WHERE NOT EXISTS (SELECT 1 FROM supersessions WHERE supersessions.fact_id = facts.id)"""
CURRENT = f"""CREATE VIEW current_facts AS
SELECT {FACT} FROM (
    SELECT live_facts.*, ROW_NUMBER() OVER (
        PARTITION BY subject_id, attribute
        ORDER BY CASE status WHEN 'present' THEN 0 ELSE 1 END,
            CASE origin WHEN 'registry' THEN 0 WHEN 'human' THEN 1 ELSE 2 END,
            COALESCE(valid_from, '') DESC, recorded_at DESC, id DESC
    ) AS place
    FROM live_facts
) AS ranked WHERE place = 1"""
CONFLICTS = f"""CREATE VIEW fact_conflicts AS
SELECT {", ".join(f"live_facts.{name}" for name in FACT.split(", "))} FROM live_facts
JOIN current_facts AS winner ON winner.subject_id = live_facts.subject_id AND winner.attribute = live_facts.attribute
WHERE live_facts.status = 'present' AND live_facts.value <> winner.value"""


def upgrade() -> None:
    _subjects()
    _documents()
    _links()
    _facts()
    _access_log()
    for view in (LIVE, CURRENT, CONFLICTS):
        op.execute(view)
    for table in APPEND_ONLY:
        forbid_change(table)


def downgrade() -> None:
    for view in ("fact_conflicts", "current_facts", "live_facts"):
        op.execute(f"DROP VIEW {view}")
    for table in ("access_log", "supersessions", "facts", "links", "results", "documents", "identifiers", "subjects"):
        op.drop_table(table)
    if _postgresql():
        op.execute("DROP FUNCTION refuse_change()")


def _subjects() -> None:
    op.create_table(
        "subjects",
        sa.Column("id", sa.String(32), nullable=False, comment="random, says nothing of the person"),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("recorded_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_subjects"),
    )
    op.create_table(
        "identifiers",
        sa.Column("scheme", sa.String(24), nullable=False, comment="personal_id, old_id, enterprise_code, document"),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("subject_id", sa.String(32), nullable=False),
        sa.Column("recorded_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("scheme", "value", name="pk_identifiers"),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name="fk_identifiers_subject_id"),
    )
    op.create_index("ix_identifiers_subject_id", "identifiers", ["subject_id"])


def _documents() -> None:
    op.create_table(
        "documents",
        sa.Column("id", sa.String(48), nullable=False),
        sa.Column("scan", sa.String(64), nullable=False, comment="SHA-256 of the original"),
        sa.Column("path", sa.Text, nullable=False, comment="where it lay in the inbox"),
        sa.Column("batch", sa.String(80), nullable=False),
        sa.Column("dossier", sa.String(80), nullable=False),
        sa.Column("agency", sa.String(40), nullable=False),
        sa.Column("received_at", UtcDateTime, nullable=False),
        sa.Column(
            "is_result", sa.Boolean, nullable=False, comment="an archived result, not a component of a new dossier"
        ),
        sa.Column("type", sa.String(48), nullable=False),
        sa.Column("type_confidence", sa.Float, nullable=False),
        sa.Column("pages", sa.JSON, nullable=False, comment="page numbers in the file, from 1"),
        sa.Column("number", sa.Text),
        sa.Column("issued_on", sa.String(10), comment="YYYY-MM-DD or YYYY"),
        sa.Column("issued_by", sa.Text),
        sa.Column("seen", sa.String(64), nullable=False, comment="digest of the extraction"),
        sa.Column("engine", sa.String(120), nullable=False),
        sa.Column("unverified", sa.JSON, nullable=False, comment="role.attribute that was read but may not be used yet"),
        sa.Column("loaded_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_documents"),
    )
    for column in ("scan", "batch", "dossier"):
        op.create_index(f"ix_documents_{column}", "documents", [column])
    op.create_table(
        "results",
        sa.Column("document_id", sa.String(48), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False, comment="permanent, printed_expiry, period, superseded, unknown"),
        sa.Column("valid_from", sa.String(10)),
        sa.Column("valid_to", sa.String(10), comment="last day in force"),
        sa.Column("basis", sa.Text, nullable=False, comment="the rule it follows from"),
        sa.Column("basis_since", sa.String(10), nullable=False, comment="the day that rule came into force"),
        sa.PrimaryKeyConstraint("document_id", name="pk_results"),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_results_document_id"),
    )


def _links() -> None:
    op.create_table(
        "links",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("document_id", sa.String(48), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("registry", sa.String(32), nullable=False),
        sa.Column("registry_key", sa.Text),
        sa.Column("subject_id", sa.String(32)),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column("judgement", sa.String(16), nullable=False),
        sa.Column("origin", sa.String(16), nullable=False, comment="MACHINE or HUMAN"),
        sa.Column("explanation", sa.JSON, nullable=False),
        sa.Column("reason", sa.String(32), nullable=False),
        sa.Column("seen", sa.String(64), nullable=False),
        sa.Column("recorded_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_links"),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_links_document_id"),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name="fk_links_subject_id"),
    )
    op.create_index("ix_links_document_id", "links", ["document_id"])
    op.create_index("ix_links_subject_id", "links", ["subject_id"])


def _facts() -> None:
    op.create_table(
        "facts",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("subject_id", sa.String(32), nullable=False),
        sa.Column("attribute", sa.String(48), nullable=False),
        sa.Column("value", sa.Text),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("origin", sa.String(16), nullable=False),
        sa.Column("scan", sa.String(64)),
        sa.Column("document_id", sa.String(48)),
        sa.Column("page", sa.Integer),
        sa.Column("box", sa.JSON),
        sa.Column("raw", sa.Text),
        sa.Column("confidence", sa.Float),
        sa.Column("registry", sa.String(32)),
        sa.Column("registry_as_of", UtcDateTime),
        sa.Column("reviewer", sa.String(120)),
        sa.Column("valid_from", sa.String(10)),
        sa.Column("valid_to", sa.String(10)),
        sa.Column("recorded_at", UtcDateTime, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False, comment="SHA-256 over what makes it this fact and no other"),
        sa.Column("turn", sa.Integer, nullable=False, comment="how often the same fact had been withdrawn before"),
        sa.PrimaryKeyConstraint("id", name="pk_facts"),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name="fk_facts_subject_id"),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_facts_document_id"),
        sa.UniqueConstraint("digest", "turn", name="uq_facts_digest_turn"),
    )
    op.create_index("ix_facts_subject_id_attribute", "facts", ["subject_id", "attribute"])
    op.create_index("ix_facts_document_id", "facts", ["document_id"])
    op.create_table(
        "supersessions",
        sa.Column("fact_id", NUMBER, nullable=False),
        sa.Column("by_fact_id", NUMBER, comment="what took its place; null when nothing did"),
        sa.Column("superseded_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("fact_id", name="pk_supersessions"),
        sa.ForeignKeyConstraint(["fact_id"], ["facts.id"], name="fk_supersessions_fact_id"),
        sa.ForeignKeyConstraint(["by_fact_id"], ["facts.id"], name="fk_supersessions_by_fact_id"),
    )


def _access_log() -> None:
    op.create_table(
        "access_log",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("requester", sa.String(120), nullable=False),
        sa.Column("action", sa.String(32), nullable=False),
        sa.Column("subject_scheme", sa.String(24), nullable=False),
        sa.Column("subject_value", sa.Text, nullable=False),
        sa.Column("purpose", sa.String(64), nullable=False),
        sa.Column("attributes", sa.JSON, nullable=False),
        sa.Column("outcome", sa.String(64), nullable=False),
        sa.Column("basis", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_access_log"),
    )
    op.create_index("ix_access_log_at", "access_log", ["at"])
    op.create_index("ix_access_log_subject_scheme_subject_value", "access_log", ["subject_scheme", "subject_value"])


def _postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"
