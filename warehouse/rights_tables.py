"""Tables of the persons' rights: requests with their history, restrictions, corrections on their way to a registry,
consents, and what was removed when its time was over."""

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, String, Table, Text

from warehouse.crypto import Encrypted
from warehouse.tables import NUMBER, SENSITIVE, UtcDateTime, metadata, subjects

rights_requests = Table(
    "rights_requests",
    metadata,
    Column("id", NUMBER, primary_key=True),
    Column("subject_id", ForeignKey(subjects.c.id), nullable=False, index=True),
    Column("kind", String(24), nullable=False, comment="view, correct, restrict, object, withdraw, delete"),
    Column("attributes", JSON, nullable=False, comment="what it is about; empty: everything"),
    Column("detail", Encrypted("rights_requests.detail"), info=SENSITIVE, comment="what the person wrote"),
    Column("wanted", Encrypted("rights_requests.wanted"), info=SENSITIVE, comment="the right value, of a correction"),
    Column("purpose", String(64), comment="the purpose objected to, or whose consent is withdrawn"),
    Column("received_at", UtcDateTime, nullable=False),
    Column("received_by", String(120), nullable=False),
    Column("acknowledge_by", String(10), nullable=False, comment="last day"),
    Column("with_processors", Boolean, nullable=False, comment="others who process the data must be told too"),
    Column("basis", Text, nullable=False, comment="the rule the deadlines follow from"),
)

rights_events = Table(
    "rights_events",
    metadata,
    Column("id", NUMBER, primary_key=True),
    Column("request_id", ForeignKey(rights_requests.c.id), nullable=False, index=True),
    Column("at", UtcDateTime, nullable=False),
    Column("by", String(120), nullable=False),
    Column("state", String(16), nullable=False, comment="received, acknowledged, extended, done, refused, withdrawn"),
    Column("due", String(10), nullable=False, comment="last day to carry it out, as it stands from now on"),
    Column("reason", Text, nullable=False, comment="Vietnamese; says nothing of the data"),
    Column("basis", Text, nullable=False),
)

restrictions = Table(
    "restrictions",
    metadata,
    Column("id", NUMBER, primary_key=True),
    Column("request_id", ForeignKey(rights_requests.c.id), nullable=False),
    Column("subject_id", ForeignKey(subjects.c.id), nullable=False, index=True),
    Column("attribute", String(48), nullable=False, comment="* for every one"),
    Column("purpose", String(64), nullable=False, comment="* for every one"),
    Column("since", UtcDateTime, nullable=False),
    Column("until", UtcDateTime, comment="null while it holds"),
)

registry_corrections = Table(
    "registry_corrections",
    metadata,
    Column("id", NUMBER, primary_key=True),
    Column("request_id", ForeignKey(rights_requests.c.id), nullable=False),
    Column("subject_id", ForeignKey(subjects.c.id), nullable=False),
    Column("registry", String(32), nullable=False, comment="whose data it is"),
    Column("attribute", String(48), nullable=False),
    Column("kept", Encrypted("registry_corrections.kept"), info=SENSITIVE),
    Column("wanted", Encrypted("registry_corrections.wanted"), info=SENSITIVE),
    Column("queued_at", UtcDateTime, nullable=False),
    Column("sent_at", UtcDateTime, comment="null while it waits to be sent"),
    Column("answer", String(24), comment="corrected, refused"),
    Index(None, "sent_at"),
)

consents = Table(
    "consents",
    metadata,
    Column("id", NUMBER, primary_key=True),
    Column("subject_id", ForeignKey(subjects.c.id), nullable=False),
    Column("purpose", String(64), nullable=False),
    Column("given", Boolean, nullable=False, comment="false: withdrawn"),
    Column("at", UtcDateTime, nullable=False),
    Column("by", String(120), nullable=False, comment="who took it down"),
    Column("evidence", String(200), nullable=False, comment="where the person's own word is kept"),
    Index(None, "subject_id", "purpose"),
)

removals = Table(
    "removals",
    metadata,
    Column("id", NUMBER, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("by", String(120), nullable=False),
    Column("table_name", String(40), nullable=False),
    Column("rows", Integer, nullable=False),
    Column("older_than", String(10), comment="of a retention rule"),
    Column("request_id", ForeignKey(rights_requests.c.id)),
    Column("basis", Text, nullable=False),
)

APPEND_ONLY = ("rights_events", "consents", "removals")
"""Tables whose rows the database itself refuses to change or remove."""
