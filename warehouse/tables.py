"""Tables of the warehouse as SQLAlchemy knows them. `migrations` makes them; a test holds the two equal.

A column whose `info` says sensitive holds what a person is known by.
"""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Enum,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)

from domain.documents import Origin
from domain.facts import Status
from domain.subjects import Judgement, SubjectKind
from warehouse.crypto import Encrypted, Masked, lookup_part


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time, stored as UTC; SQLite forgets zones, so they are put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """To UTC; a naive time is an error of the caller."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a time without a zone")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """From UTC."""
        if not isinstance(value, datetime):
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def words(kind: type[StrEnum]) -> Enum:
    """An enum kept as its word, so that any tool can read the column."""
    return Enum(kind, native_enum=False, length=16, values_callable=lambda members: [m.value for m in members])


NUMBER = BigInteger().with_variant(Integer, "sqlite")
"""A row's own number; SQLite counts up only plain integers."""

SENSITIVE = {"sensitive": True}

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

subjects = Table(
    "subjects",
    metadata,
    Column("id", String(32), primary_key=True, comment="random, says nothing of the person"),
    Column("kind", words(SubjectKind), nullable=False),
    Column("recorded_at", UtcDateTime, nullable=False),
)

identifiers = Table(
    "identifiers",
    metadata,
    Column("scheme", String(24), primary_key=True, comment="personal_id, old_id, enterprise_code, document"),
    Column("value", Encrypted("identifiers.value", searchable=True), primary_key=True, info=SENSITIVE),
    Column("subject_id", ForeignKey(subjects.c.id), nullable=False, index=True),
    Column("recorded_at", UtcDateTime, nullable=False),
)

Index("ux_identifiers_lookup", identifiers.c.scheme, lookup_part(identifiers.c.value), unique=True)

documents = Table(
    "documents",
    metadata,
    Column("id", String(48), primary_key=True),
    Column("scan", String(64), nullable=False, index=True, comment="SHA-256 of the original"),
    Column("path", Encrypted("documents.path"), nullable=False, info=SENSITIVE, comment="where it lay in the inbox"),
    Column("batch", String(80), nullable=False, index=True),
    Column("dossier", String(80), nullable=False, index=True),
    Column("agency", String(40), nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    Column("is_result", Boolean, nullable=False, comment="an archived result, not a component of a new dossier"),
    Column("type", String(48), nullable=False),
    Column("type_confidence", Float, nullable=False),
    Column("pages", JSON, nullable=False, comment="page numbers in the file, from 1"),
    Column("number", Encrypted("documents.number", searchable=True), info=SENSITIVE),
    Column("issued_on", String(10), comment="YYYY-MM-DD or YYYY"),
    Column("issued_by", Text),
    Column("seen", String(64), nullable=False, comment="digest of the extraction"),
    Column("engine", String(120), nullable=False),
    Column("unverified", JSON, nullable=False, comment="role.attribute that was read but may not be used yet"),
    Column("loaded_at", UtcDateTime, nullable=False),
)

results = Table(
    "results",
    metadata,
    Column("document_id", ForeignKey(documents.c.id), primary_key=True),
    Column("kind", String(16), nullable=False, comment="permanent, printed_expiry, period, superseded, unknown"),
    Column("valid_from", String(10)),
    Column("valid_to", String(10), comment="last day in force"),
    Column("basis", Text, nullable=False, comment="the rule it follows from"),
    Column("basis_since", String(10), nullable=False, comment="the day that rule came into force"),
    Column("chain", Masked(64), index=True, comment="digest of what the versions of one paper have in common"),
    Column("version", String(40), comment="its place among them, later sorts later"),
)

EMPTY = text("''")
"""Of links of before it was written down who judged them."""
links = Table(
    "links",
    metadata,
    Column("id", NUMBER, primary_key=True),
    Column("document_id", ForeignKey(documents.c.id), nullable=False, index=True),
    Column("role", String(32), nullable=False),
    Column("kind", words(SubjectKind), nullable=False),
    Column("registry", String(32), nullable=False),
    Column("registry_key", Encrypted("links.registry_key", searchable=True), info=SENSITIVE),
    Column("subject_id", ForeignKey(subjects.c.id), index=True),
    Column("score", Float, nullable=False),
    Column("judgement", words(Judgement), nullable=False),
    Column("origin", String(16), nullable=False, comment="MACHINE or HUMAN"),
    Column("explanation", JSON, nullable=False),
    Column("reason", String(32), nullable=False),
    Column("seen", String(64), nullable=False),
    Column("judged_by", String(120), nullable=False, server_default=EMPTY, comment="MACHINE, or the officer's account"),
    Column(
        "model", String(32), nullable=False, server_default=EMPTY, comment="version of rules or model; none: a person"
    ),
    Column("recorded_at", UtcDateTime, nullable=False),
)

FACT_COLUMNS: tuple[tuple[str, Any], ...] = (
    ("id", NUMBER),
    ("subject_id", String(32)),
    ("attribute", String(48)),
    ("value", Encrypted("facts.value", searchable=True)),
    ("status", words(Status)),
    ("origin", words(Origin)),
    ("scan", String(64)),
    ("document_id", String(48)),
    ("page", Integer),
    ("box", JSON(none_as_null=True)),
    ("raw", Encrypted("facts.raw")),
    ("confidence", Float),
    ("registry", String(32)),
    ("registry_as_of", UtcDateTime),
    ("reviewer", String(120)),
    ("valid_from", String(10)),
    ("valid_to", String(10)),
    ("recorded_at", UtcDateTime),
)
"""What the table of facts and the views over it have in common."""

_facts_settings: dict[str, dict[str, Any]] = {
    "id": {"primary_key": True},
    "value": {"info": SENSITIVE},
    "raw": {"info": SENSITIVE},
    **{name: {"nullable": False} for name in ("attribute", "status", "origin", "recorded_at")},
}


def _fact_column(name: str, kind: Any) -> Column[Any]:
    keys = {"subject_id": subjects.c.id, "document_id": documents.c.id}
    if name in keys:
        return Column(name, kind, ForeignKey(keys[name]), nullable=name != "subject_id")
    return Column(name, kind, **_facts_settings.get(name, {}))


facts = Table(
    "facts",
    metadata,
    *(_fact_column(name, kind) for name, kind in FACT_COLUMNS),
    Column("digest", Masked(64), nullable=False, comment="SHA-256 over what makes it this fact and no other"),
    Column("turn", Integer, nullable=False, comment="how often the same fact had been withdrawn before"),
    UniqueConstraint("subject_id", "digest", "turn"),
    Index(None, "document_id"),
)

supersessions = Table(
    "supersessions",
    metadata,
    Column("fact_id", ForeignKey(facts.c.id), primary_key=True),
    Column("by_fact_id", ForeignKey(facts.c.id), comment="what took its place; null when nothing did"),
    Column("superseded_at", UtcDateTime, nullable=False),
)

access_log = Table(
    "access_log",
    metadata,
    Column("id", NUMBER, primary_key=True),
    Column("at", UtcDateTime, nullable=False, index=True),
    Column("requester", String(120), nullable=False),
    Column("action", String(32), nullable=False),
    Column("subject_scheme", String(24), nullable=False),
    Column("subject_value", Encrypted("access_log.subject_value", searchable=True), nullable=False, info=SENSITIVE),
    Column("purpose", String(64), nullable=False),
    Column("attributes", JSON, nullable=False),
    Column("outcome", String(64), nullable=False),
    Column("basis", Text, nullable=False),
    Column("visibility", String(10), nullable=False, comment="open, sealed, or the day from which it is open"),
    Column("position", NUMBER, nullable=False, unique=True, comment="in the chain, from 1, without a gap"),
    Column("previous", String(64), nullable=False, comment="hash of the row before"),
    Column("hash", String(64), nullable=False, comment="SHA-256 over the content and `previous`"),
)

Index("ix_access_log_lookup", access_log.c.subject_scheme, lookup_part(access_log.c.subject_value))

access_head = Table(
    "access_head",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("base_position", NUMBER, nullable=False, comment="rows up to here were removed when their time was over"),
    Column("base_hash", String(64), nullable=False),
    Column("position", NUMBER, nullable=False, comment="of the last row"),
    Column("hash", String(64), nullable=False, comment="of the last row"),
    Column("seal", String(64), nullable=False, comment="keyed hash over the rest"),
)

_views = MetaData()

live_facts = Table("live_facts", _views, *(Column(name, kind) for name, kind in FACT_COLUMNS), Column("digest", Masked))
"""View: the facts that nothing has superseded."""

current_facts = Table("current_facts", _views, *(Column(name, kind) for name, kind in FACT_COLUMNS))
"""View: of each subject's attribute the one live fact that precedence chooses: registry, then officer, then paper;
among equals the one that speaks of the later day."""

fact_conflicts = Table("fact_conflicts", _views, *(Column(name, kind) for name, kind in FACT_COLUMNS))
"""View: the live facts that say otherwise than the current one."""

APPEND_ONLY = ("facts", "supersessions", "links", "access_log")
"""Tables whose rows the database itself refuses to change or remove."""
