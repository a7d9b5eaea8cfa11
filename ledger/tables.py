"""Tables of the state database, and opening it. Small and local: one SQLite file under the home by default."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Engine,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    create_engine,
    event,
)
from sqlalchemy.exc import OperationalError

from domain.errors import SourceError


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


metadata = MetaData()

arrivals = Table(
    "arrivals",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("path", Text, nullable=False, comment="relative to the inbox"),
    Column("batch", String(80), nullable=False, index=True),
    Column("agency", String(40), nullable=False),
    Column("dossier", String(80), nullable=False),
    Column("is_result", Boolean, nullable=False),
    Column("kind", String(10), nullable=False, comment="scan or manifest"),
    Column("size", BigInteger, nullable=False),
    Column("changed_ns", BigInteger, nullable=False),
    Column("noticed_at", UtcDateTime, nullable=False),
    Column(
        "state",
        String(12),
        nullable=False,
        comment="waiting, stored, duplicate, quarantined, again (the same file, touched)",
    ),
    Column("scan", String(64), index=True),
    Column("received_at", UtcDateTime),
    Column("pages", Integer),
    Column("duplicate_of", Text, comment="path of the first arrival of the same bytes"),
    Column("procedure", String(40), comment="of a manifest: the procedure its dossier is for"),
    Column("reason", String(40)),
    Column("advice", Text),
    UniqueConstraint("path", "size", "changed_ns"),
)

batches = Table(
    "batches",
    metadata,
    Column("batch", String(80), primary_key=True),
    Column("needs_work", Boolean, nullable=False),
    Column("generation", Integer, nullable=False, comment="counts how often new work came"),
    Column("finished_at", UtcDateTime),
)

pages = Table(
    "pages",
    metadata,
    Column("scan", String(64), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("engine", String(120), primary_key=True),
    Column("content", LargeBinary, nullable=False, comment="the Page as zlib-compressed JSON"),
    Column("read_at", UtcDateTime, nullable=False),
)

holds = Table(
    "holds",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("batch", String(80), nullable=False, index=True),
    Column("document", String(80), nullable=False, index=True),
    Column("reason", String(24), nullable=False),
    Column("stage", String(12), nullable=False, comment="verified or links: who holds it"),
    Column("content", Text, nullable=False, comment="the Hold as JSON"),
)

decisions = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("batch", String(80), nullable=False, index=True),
    Column("scan", String(64), nullable=False),
    Column("seen", String(64), nullable=False),
    Column("reviewer", String(120), nullable=False),
    Column("decided_at", UtcDateTime, nullable=False),
    Column("taken_at", UtcDateTime, nullable=False),
    Column("state", String(10), nullable=False, comment="pending, applied or void"),
    Column("content", Text, nullable=False, comment="the Decision as JSON"),
    UniqueConstraint("seen", "reviewer", "decided_at"),
)

leases = Table(
    "leases",
    metadata,
    Column("document", String(80), primary_key=True),
    Column("officer", String(120), nullable=False),
    Column("until", UtcDateTime, nullable=False),
)


def open_state(url: str) -> Engine:
    """The state database at that SQLAlchemy URL, tables made when missing; `SourceError` when out of reach."""
    engine = create_engine(url, hide_parameters=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _tune_sqlite)
    try:
        metadata.create_all(engine)
    except OperationalError as error:
        raise SourceError(
            "Không mở được sổ theo dõi (state database): kiểm tra quyền ghi, dung lượng đĩa, "
            f"hoặc tiến trình khác đang khóa. [{type(error.orig).__name__}]"
        ) from None
    return engine


def _tune_sqlite(connection: Any, record: Any) -> None:  # noqa: ARG001
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=30000", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
