"""Tables of what a person said about subjects: splits of one into two. Rows are only added."""

from sqlalchemy import JSON, Column, ForeignKey, String, Table, Text

from warehouse.tables import NUMBER, UtcDateTime, metadata, subjects

splits = Table(
    "splits",
    metadata,
    Column("id", NUMBER, primary_key=True),
    Column("subject_id", ForeignKey(subjects.c.id), nullable=False, index=True, comment="keeps its public id"),
    Column("new_subject_id", ForeignKey(subjects.c.id), nullable=False),
    Column("documents", JSON, nullable=False, comment="those that speak of the new one from now on"),
    Column("reviewer", String(120), nullable=False),
    Column("reason", Text, nullable=False),
    Column("recorded_at", UtcDateTime, nullable=False),
)

APPEND_ONLY = ("splits",)
