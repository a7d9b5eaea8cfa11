"""The current state as a table beside the facts, both times of a fact as a view, loads, published precedence."""

import sqlalchemy as sa
from alembic import op

from warehouse.migrations.append_only import forbid_change
from warehouse.tables import NUMBER, UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

FACT = (
    "id, subject_id, attribute, value, status, origin, scan, document_id, page, box, raw, confidence, "
    "registry, registry_as_of, reviewer, valid_from, valid_to, recorded_at"
)
FACTS = ", ".join(f"facts.{name}" for name in FACT.split(", "))
RANKED = f"""SELECT {FACT} FROM (
    SELECT live_facts.*, ROW_NUMBER() OVER (
        PARTITION BY subject_id, attribute
        ORDER BY CASE status WHEN 'present' THEN 0 ELSE 1 END,
            CASE origin WHEN 'registry' THEN 0 WHEN 'human' THEN 1 ELSE 2 END,
            COALESCE(valid_from, '') DESC, recorded_at DESC, id DESC
    ) AS place
    FROM live_facts
) AS ranked WHERE place = 1"""
FORMER_CURRENT = f"CREATE VIEW current_facts AS\n{RANKED}"
FORMER_CONFLICTS = f"""CREATE VIEW fact_conflicts AS
SELECT {", ".join(f"live_facts.{name}" for name in FACT.split(", "))} FROM live_facts
JOIN current_facts AS winner ON winner.subject_id = live_facts.subject_id AND winner.attribute = live_facts.attribute
WHERE live_facts.status = 'present' AND live_facts.value <> winner.value"""

CURRENT = f"""CREATE VIEW current_facts AS
SELECT {FACTS} FROM current_state JOIN facts ON facts.id = current_state.fact_id"""
CONFLICTS = f"""CREATE VIEW fact_conflicts AS
SELECT {FACTS} FROM current_state
JOIN facts AS winner ON winner.id = current_state.fact_id
JOIN facts ON facts.subject_id = current_state.subject_id AND facts.attribute = current_state.attribute
WHERE facts.status = 'present' AND facts.value <> winner.value
AND NOT EXISTS (SELECT 1 FROM supersessions WHERE supersessions.fact_id = facts.id)"""
HISTORY = f"""CREATE VIEW fact_history AS
SELECT {FACTS}, supersessions.superseded_at, supersessions.by_fact_id,
    CASE LENGTH(facts.valid_from) WHEN 4 THEN facts.valid_from || '-01-01'
        WHEN 7 THEN facts.valid_from || '-01' ELSE facts.valid_from END AS first_day,
    CASE LENGTH(facts.valid_to) WHEN 4 THEN facts.valid_to || '-12-31'
        WHEN 7 THEN facts.valid_to || '-31' ELSE facts.valid_to END AS last_day
FROM facts LEFT JOIN supersessions ON supersessions.fact_id = facts.id"""


def upgrade() -> None:
    op.create_table(
        "current_state",
        sa.Column("subject_id", sa.String(32), nullable=False),
        sa.Column("attribute", sa.String(48), nullable=False),
        sa.Column(
            "fact_id", NUMBER, nullable=False, comment="the live fact that precedence chooses; made again from the facts"
        ),
        sa.PrimaryKeyConstraint("subject_id", "attribute", name="pk_current_state"),
    )
    _loads()
    _precedence()
    op.execute(f"INSERT INTO current_state SELECT subject_id, attribute, id FROM ({RANKED}) AS chosen")
    for view in ("fact_conflicts", "current_facts"):
        op.execute(f"DROP VIEW {view}")
    for view in (CURRENT, CONFLICTS, HISTORY):
        op.execute(view)
    forbid_change("loads")


def downgrade() -> None:
    for view in ("fact_history", "fact_conflicts", "current_facts"):
        op.execute(f"DROP VIEW {view}")
    for table in ("precedence", "loads", "current_state"):
        op.drop_table(table)
    op.execute(FORMER_CURRENT)
    op.execute(FORMER_CONFLICTS)


def _loads() -> None:
    op.create_table(
        "loads",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False, comment="load, withdraw, relink, split or rules"),
        sa.Column("source", sa.String(120), nullable=False, comment="batch, name of a bulk source, or who asked for it"),
        sa.Column("part", sa.Integer, nullable=False, comment="part of a bulk load, from 0"),
        sa.Column(
            "content", sa.String(64), nullable=False, comment="digest of what was loaded; empty where none is kept"
        ),
        sa.Column(
            "recorded_at", UtcDateTime, nullable=False, comment="transaction time; never earlier than the row before"
        ),
        sa.Column("clock_at", UtcDateTime, nullable=False, comment="what the machine's clock said"),
        sa.Column("added", sa.Integer, nullable=False),
        sa.Column("superseded", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_loads"),
    )
    op.create_index("ix_loads_source_part", "loads", ["source", "part"])


def _precedence() -> None:
    op.create_table(
        "precedence",
        sa.Column("attribute", sa.String(48), nullable=False, comment="* for every attribute without a row of its own"),
        sa.Column("since", sa.String(10), nullable=False),
        sa.Column("sources", sa.JSON, nullable=False, comment="groups of sources, first wins"),
        sa.Column("papers", sa.JSON, nullable=False, comment="document types that go first within a group"),
        sa.Column("timeless", sa.Boolean, nullable=False),
        sa.Column("basis", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("attribute", "since", name="pk_precedence"),
    )
