"""Tables of what befalls a result after it was issued: it is revoked, or its term is extended. Rows are only added."""

from sqlalchemy import Column, ForeignKey, Index, String, Table, Text, UniqueConstraint

from warehouse.tables import NUMBER, SENSITIVE, UtcDateTime, documents, metadata

revocations = Table(
    "revocations",
    metadata,
    Column("id", NUMBER, primary_key=True),
    Column("source", String(32), nullable=False, comment="the feed: a registry, or officer"),
    Column("source_key", String(120), nullable=False, comment="the feed's own name of the row: taken once"),
    Column("kind", String(16), nullable=False, comment="revoked, cancelled or replaced"),
    Column("type", String(48), nullable=False),
    Column("number", Text, nullable=False, info=SENSITIVE, comment="capitals, no spaces"),
    Column("issued_by", Text),
    Column("subject_scheme", String(24)),
    Column("subject_value", Text, info=SENSITIVE),
    Column("effective_on", String(10), nullable=False),
    Column("reason", Text, nullable=False),
    Column("recorded_at", UtcDateTime, nullable=False),
    UniqueConstraint("source", "source_key"),
    Index(None, "type", "number"),
)

extensions = Table(
    "extensions",
    metadata,
    Column("id", NUMBER, primary_key=True),
    Column("document_id", ForeignKey(documents.c.id), nullable=False, index=True),
    Column("valid_to", String(10), nullable=False, comment="last day in force from now on"),
    Column("written_on", String(120), nullable=False, comment="original, annex, or the document that says so"),
    Column("reviewer", String(120), nullable=False),
    Column("recorded_at", UtcDateTime, nullable=False),
)

APPEND_ONLY = ("revocations", "extensions")
