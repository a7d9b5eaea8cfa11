"""Opening the warehouse, bringing its schema up to date, and writing to it. Nothing here knows what is stored."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, DisconnectionError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from domain.errors import BadAddress, SourceError
from warehouse.crypto import Keyring, use

WAIT_SECONDS = 30
"""How long a writer waits for another before it gives up."""
TURN = 7_301_142_766
"""Any number: PostgreSQL's name of the lock by which writers take turns."""

AWAY = {
    "locked": "đang bị tiến trình khác khóa: đợi tiến trình đó xong rồi chạy lại",
    "lock timeout": "đang bị tiến trình khác khóa: đợi tiến trình đó xong rồi chạy lại",
    "full": "hết chỗ trên đĩa: giải phóng dung lượng rồi chạy lại",
    "no space": "hết chỗ trên đĩa: giải phóng dung lượng rồi chạy lại",
    "readonly": "chỉ cho đọc: kiểm tra quyền ghi của tệp và thư mục",
    "unable to open": "không mở được: kiểm tra đường dẫn và quyền ghi của thư mục",
    "not a database": "không phải là cơ sở dữ liệu SQLite: kiểm tra lại đường dẫn",
    "malformed": "bị hỏng: khôi phục từ bản sao lưu gần nhất",
    "no such table": "chưa có lược đồ hoặc lược đồ cũ: chạy lại lệnh nạp để cập nhật lược đồ",
    "no such column": "chưa có lược đồ hoặc lược đồ cũ: chạy lại lệnh nạp để cập nhật lược đồ",
    "does not exist": "chưa có cơ sở dữ liệu hoặc lược đồ này: kiểm tra tên, rồi chạy lại lệnh nạp",
    "authentication failed": "từ chối đăng nhập: kiểm tra tài khoản và mật khẩu trong cấu hình",
    "no password supplied": "từ chối đăng nhập: thiếu mật khẩu trong cấu hình",
    "too many": "hết số kết nối cho phép: giảm số tiến trình hoặc tăng max_connections",
}
"""What a database's own words mean for the operator."""


class WarehouseError(Exception):
    """The database refused a statement; names the error's class and code only, since its own text may quote a row."""


def open_warehouse(url: str, keys: Keyring | None = None) -> sa.Engine:
    """The warehouse at that URL (sqlite or postgresql), written and read with those keys, by default with the public
    key, which protects nothing; `SourceError` when out of reach, `WrongKey` for keys it was not written with,
    ValueError for a bad URL."""
    from warehouse.crypto_keys import check

    engine = _engine(_address(url))
    use(engine.dialect, keys or Keyring())
    with _said(engine), engine.connect() as connection:
        check(connection)
    return engine


def upgrade(engine: sa.Engine, revision: str = "head") -> None:
    """Brings the schema up to that revision, by default the newest; does nothing when it is there already."""
    from warehouse.crypto_keys import check, remember

    _migrate(engine, "upgrade", revision)
    with writing(engine) as connection:
        check(connection)
        remember(connection, datetime.now(UTC))


def downgrade(engine: sa.Engine, revision: str) -> None:
    """Takes the schema back down to that revision ("base" removes everything)."""
    _migrate(engine, "downgrade", revision)


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """One transaction, kept whole or not at all; the database's own errors come out without what it was about."""
    with _said(engine), engine.connect() as plain:
        connection = plain.execution_options(writes=True)
        with connection.begin():
            yield connection


def take_turn(connection: sa.Connection) -> None:
    """Waits until no other transaction that took its turn is open; SQLite's writers take turns anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(TURN)))


def _migrate(engine: sa.Engine, command: str, revision: str) -> None:
    from alembic import command as alembic
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    with writing(engine) as connection:
        take_turn(connection)
        config.attributes["connection"] = connection
        getattr(alembic, command)(config, revision)


def _address(url: str) -> sa.URL:
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        raise BadAddress("Địa chỉ kho dữ liệu sai: cần dạng sqlite:///… hoặc postgresql://…") from None
    if address.drivername in ("postgresql", "postgres"):
        return address.set(drivername="postgresql+psycopg")
    if address.drivername not in ("sqlite", "sqlite+pysqlite", "postgresql+psycopg"):
        raise BadAddress(f"Kho dữ liệu không dùng được {address.drivername}: cần sqlite:///… hoặc postgresql://…")
    return address


def _engine(address: sa.URL) -> sa.Engine:
    if address.get_backend_name() == "sqlite":
        _make_folder(address)
        engine = sa.create_engine(address, hide_parameters=True, connect_args={"timeout": WAIT_SECONDS})
        sa.event.listen(engine, "connect", _tune_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
        return engine
    # a generic plan compares a long IN list one by one: measured 20 times slower when a batch is loaded again
    options = f"-c lock_timeout={WAIT_SECONDS}s -c timezone=UTC -c plan_cache_mode=force_custom_plan"
    settings = {"connect_timeout": 10, "options": options}
    settings = {key: value for key, value in settings.items() if key not in address.query}
    return sa.create_engine(address, hide_parameters=True, pool_pre_ping=True, connect_args=settings)


def _make_folder(address: sa.URL) -> None:
    if address.database and address.database != ":memory:":
        try:
            Path(address.database).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise SourceError(f"Kho dữ liệu ({_place(address)}) {AWAY['unable to open']}. [{error.strerror}]") from None


def _tune_sqlite(connection: Any, record: Any) -> None:  # noqa: ARG001
    connection.isolation_level = None  # the driver begins nothing by itself; `_begin_sqlite` does
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: sa.Connection) -> None:
    """A writer asks for the lock at once: a reader that turns writer later may not wait for it and would fail."""
    kind = "IMMEDIATE" if connection.get_execution_options().get("writes") else "DEFERRED"
    connection.exec_driver_sql(f"BEGIN {kind}")


@contextmanager
def _said(engine: sa.Engine) -> Iterator[None]:
    try:
        yield
    except (DBAPIError, DisconnectionError, PoolTimeout, engine.dialect.loaded_dbapi.Error) as error:
        raise _translated(engine, error) from None


def _translated(engine: sa.Engine, error: Exception) -> Exception:
    cause = getattr(error, "orig", None) or error
    known = next((advice for words, advice in AWAY.items() if words in str(cause).lower()), None)
    if known is None and not isinstance(cause, _away_errors(engine)):
        return WarehouseError(type(cause).__name__, getattr(cause, "sqlstate", None))
    advice = known or "không kết nối được: kiểm tra máy chủ cơ sở dữ liệu còn chạy và mạng thông, rồi chạy lại"
    return SourceError(f"Kho dữ liệu ({_place(engine.url)}) {advice}. [{type(cause).__name__}]")


def _away_errors(engine: sa.Engine) -> tuple[type[BaseException], ...]:
    module = engine.dialect.loaded_dbapi
    return (module.OperationalError, module.InterfaceError, PoolTimeout, DisconnectionError)


def _place(url: sa.URL) -> str:
    """Where it is, without who logs in."""
    if url.get_backend_name() == "sqlite":
        return url.database or ":memory:"
    host = url.host or url.query.get("host", "localhost")
    return f"{host}:{url.port or 5432}/{url.database or ''}"
