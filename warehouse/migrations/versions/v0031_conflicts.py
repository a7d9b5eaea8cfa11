"""Conflicts are seen by what no key changes: equal values under two keys are not two values."""

from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

FACTS = ", ".join(
    f"facts.{name}"
    for name in (
        "id", "subject_id", "attribute", "value", "status", "origin", "scan", "document_id", "page", "box", "raw",
        "confidence", "registry", "registry_as_of", "reviewer", "valid_from", "valid_to", "recorded_at",
    )
)  # fmt: skip
CONFLICTS = f"""CREATE VIEW fact_conflicts AS
SELECT {FACTS} FROM current_state
JOIN facts AS winner ON winner.id = current_state.fact_id
JOIN facts ON facts.subject_id = current_state.subject_id AND facts.attribute = current_state.attribute
WHERE facts.status = 'present' AND %s <> %s
AND NOT EXISTS (SELECT 1 FROM supersessions WHERE supersessions.fact_id = facts.id)"""
LOOKUP = "substr({0}, 1, 17)"
"""The mark and the nonce of a searchable column, which is a keyed hash of the value: equal for equal values alone."""


def upgrade() -> None:
    _replace(CONFLICTS % (LOOKUP.format("facts.value"), LOOKUP.format("winner.value")))


def downgrade() -> None:
    _replace(CONFLICTS % ("facts.value", "winner.value"))


def _replace(view: str) -> None:
    op.execute("DROP VIEW fact_conflicts")
    op.execute(view)
