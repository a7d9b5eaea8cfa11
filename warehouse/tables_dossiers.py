"""Tables of dossiers: one dossier may carry two codes, and one code may stand in two systems."""

from sqlalchemy import Column, ForeignKey, String, Table

from warehouse.tables import UtcDateTime, metadata

dossiers = Table(
    "dossiers",
    metadata,
    Column("id", String(32), primary_key=True, comment="random"),
    Column("agency", String(40), nullable=False),
    Column("procedure", String(40), comment="national code; null where no manifest names it"),
    Column("received_at", UtcDateTime, nullable=False, comment="first document"),
)

dossier_codes = Table(
    "dossier_codes",
    metadata,
    Column("system", String(40), primary_key=True, comment="agency whose system gave the code"),
    Column("code", String(80), primary_key=True),
    Column("dossier_id", ForeignKey(dossiers.c.id), nullable=False, index=True),
    Column("recorded_at", UtcDateTime, nullable=False),
)
