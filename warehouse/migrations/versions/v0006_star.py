"""A star of views for analysts, over pseudonyms."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def month(column: str) -> str:
    return f"SUBSTR(CAST({column} AS VARCHAR(40)), 1, 7)"


VIEWS = {
    "star_subjects": f"""SELECT who.pseudonym AS subject, subjects.kind, {month("subjects.recorded_at")} AS known_since
FROM subjects JOIN pseudonyms AS who ON who.id = subjects.id WHERE subjects.kind <> 'paper'""",
    "star_dossiers": f"""SELECT own.pseudonym AS dossier, dossiers.agency, dossiers.procedure,
    {month("dossiers.received_at")} AS received_in,
    (SELECT COUNT(*) FROM documents JOIN dossier_codes
        ON dossier_codes.system = documents.agency AND dossier_codes.code = documents.dossier
        WHERE dossier_codes.dossier_id = dossiers.id) AS documents
FROM dossiers JOIN pseudonyms AS own ON own.id = dossiers.id""",
    "star_documents": f"""SELECT own.pseudonym AS document, folder.pseudonym AS dossier, documents.agency, documents.type,
    documents.is_result, {month("documents.received_at")} AS received_in,
    SUBSTR(documents.issued_on, 1, 4) AS issued_year,
    results.kind AS validity, SUBSTR(results.valid_to, 1, 4) AS valid_until_year
FROM documents JOIN pseudonyms AS own ON own.id = documents.id
LEFT JOIN results ON results.document_id = documents.id
LEFT JOIN dossier_codes ON dossier_codes.system = documents.agency AND dossier_codes.code = documents.dossier
LEFT JOIN pseudonyms AS folder ON folder.id = dossier_codes.dossier_id""",
    "star_links": """SELECT paper.pseudonym AS document, who.pseudonym AS subject, links.role, links.judgement, links.origin
FROM links JOIN pseudonyms AS paper ON paper.id = links.document_id
LEFT JOIN pseudonyms AS who ON who.id = links.subject_id""",
    "star_facts": f"""SELECT who.pseudonym AS subject, paper.pseudonym AS document, facts.attribute, facts.status,
    facts.origin, facts.confidence, CASE WHEN current_state.fact_id = facts.id THEN 1 ELSE 0 END AS is_current,
    {month("facts.recorded_at")} AS recorded_in
FROM facts JOIN pseudonyms AS who ON who.id = facts.subject_id
LEFT JOIN pseudonyms AS paper ON paper.id = facts.document_id
LEFT JOIN current_state ON current_state.subject_id = facts.subject_id AND current_state.attribute = facts.attribute
WHERE NOT EXISTS (SELECT 1 FROM supersessions WHERE supersessions.fact_id = facts.id)""",
}


def upgrade() -> None:
    op.create_table(
        "pseudonyms",
        sa.Column("id", sa.String(48), nullable=False, comment="of a subject, document or dossier"),
        sa.Column(
            "pseudonym", sa.String(32), nullable=False, comment="random; the only id the views give out"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_pseudonyms"),
        sa.UniqueConstraint("pseudonym", name="uq_pseudonyms_pseudonym"),
    )
    for name, query in VIEWS.items():
        op.execute(f"CREATE VIEW {name} AS {query}")


def downgrade() -> None:
    for name in reversed(VIEWS):
        op.execute(f"DROP VIEW {name}")
    op.drop_table("pseudonyms")
