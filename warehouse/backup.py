"""Copies of the warehouse taken while it runs, and their way back: one file a database, made and read by its own means.

SQLite: `VACUUM INTO`, which reads one moment of a live database. PostgreSQL: `pg_dump`, which does the same.
"""

import os
import shutil
import sqlite3
import subprocess
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import make_url

from domain.errors import BadAddress, SourceError

DUMP_SECONDS = 6 * 3600


def copy_database(url: str, target: Path) -> None:
    """Writes one moment of that database as the file `target` (SQLite database, or pg_dump's custom format).

    `SourceError` when it is out of reach or pg_dump is missing; the target must not exist.
    """
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        _copy_sqlite(Path(address.database or ""), target)
    elif address.get_backend_name() == "postgresql":
        _run("pg_dump", address, "--format=custom", "--no-owner", f"--file={target}")
    else:
        raise BadAddress("Chỉ sao lưu được kho SQLite và PostgreSQL.")


def restore_database(source: Path, url: str) -> None:
    """Brings that file back as the database at the URL, which must be empty (SQLite: not be there)."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        target = Path(address.database or "")
        if target.exists():
            raise SourceError(f"{target} đã có: khôi phục chỉ ghi vào nơi còn trống. Chọn --home khác.")
        target.parent.mkdir(parents=True, exist_ok=True)
        _copy_sqlite(source, target)
    else:
        _refuse_filled(url)
        _run("pg_restore", address, "--exit-on-error", "--single-transaction", "--no-owner", str(source))


def _copy_sqlite(source: Path, target: Path) -> None:
    if not source.is_file():
        raise SourceError(f"{source} không có: kiểm tra đường dẫn.")
    try:
        with sqlite3.connect(f"file:{source}?mode=ro", uri=True, timeout=30) as connection:
            connection.execute("VACUUM INTO ?", [str(target)])
        connection.close()
    except sqlite3.Error as error:
        raise SourceError(f"Không sao chép được {source}: {type(error).__name__}.") from None


def _refuse_filled(url: str) -> None:
    from warehouse.store import open_warehouse

    engine = open_warehouse(url)
    try:
        with engine.connect() as connection:
            filled = sa.inspect(connection).get_table_names()
    finally:
        engine.dispose()
    if filled:
        raise SourceError("Cơ sở dữ liệu đích đã có bảng: khôi phục chỉ ghi vào nơi còn trống. Tạo cơ sở dữ liệu mới.")


def _run(program: str, address: sa.URL, *arguments: str) -> None:
    found = shutil.which(program)
    if found is None:
        raise SourceError(f"Thiếu chương trình {program}: apt-get install postgresql-client.")
    where = address.set(drivername="postgresql", password=None).render_as_string(hide_password=False)
    secret = {"PGPASSWORD": str(address.password)} if address.password else {}
    done = subprocess.run(  # noqa: S603 - the program is PostgreSQL's own, the arguments are ours
        [found, f"--dbname={where}", *arguments],
        env=os.environ | secret,
        capture_output=True,
        timeout=DUMP_SECONDS,
        check=False,
    )
    if done.returncode:
        raise SourceError(f"{program} không xong (mã {done.returncode}): kiểm tra kết nối, quyền và phiên bản.")
