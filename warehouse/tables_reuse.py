"""Tables of reuse: which systems may ask, which receipts were used, which uploads that replaced. No personal data."""

from sqlalchemy import JSON, Column, Date, ForeignKey, Index, Integer, String, Table, Text

from warehouse.tables import NUMBER, UtcDateTime, metadata

api_clients = Table(
    "api_clients",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("name", String(120), nullable=False),
    Column("agency", String(40), nullable=False),
    Column("secret_hash", String(64), nullable=False, comment="SHA-256 of a random secret of 256 bits"),
    Column("scopes", JSON, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime, comment="since when it may no longer ask"),
)

used_receipts = Table(
    "used_receipts",
    metadata,
    Column("id", String(32), primary_key=True, comment="random; a receipt is used once"),
    Column("form", String(64), nullable=False, comment="empty: a dossier check"),
    Column("procedure", String(64), nullable=False),
    Column("dossier", String(80), nullable=False),
    Column("agency", String(40), nullable=False),
    Column("system", String(120), nullable=False),
    Column("issued_at", UtcDateTime, nullable=False),
    Column("used_at", UtcDateTime, nullable=False),
    Column("kept", Integer, nullable=False, comment="fields submitted as they were handed out"),
    Column("changed", Integer, nullable=False, comment="fields changed, emptied or added by the person"),
)

reuse_ledger = Table(
    "reuse_ledger",
    metadata,
    Column("id", NUMBER, primary_key=True),
    Column("receipt", ForeignKey(used_receipts.c.id), nullable=False, index=True),
    Column("component", String(64), nullable=False, comment="of the procedure: the paper that was not handed in"),
    Column("procedure", String(64), nullable=False),
    Column("agency", String(40), nullable=False),
    Column("dossier", String(80), nullable=False),
    Column("facts", JSON, nullable=False, comment="ids of the facts that stood in for it; empty: the stored paper did"),
    Column("day", Date, nullable=False, comment="local"),
    Column("component_name", Text, nullable=False),
    Index(None, "day"),
    Index("uq_reuse_ledger_place", "agency", "dossier", "component", unique=True),
)
"""One row for each upload that reuse replaced; a dossier counts a component once."""
