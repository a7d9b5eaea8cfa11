"""The doctor looks at the databases and at the keys of the warehouse."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from domain.errors import SourceError
from pipelines.examining import Check, State, Words, nearest
from pipelines.settings import Settings


def databases(settings: Settings) -> Iterator[Check]:
    """Whether the warehouse and the state database open."""
    yield _database(("Kho", "Warehouse"), settings.warehouse, "SOHOA_WAREHOUSE_URL")
    yield _database(("Sổ trạng thái", "State database"), settings.state, "SOHOA_STATE_URL")


def _database(name: Words, url: str, setting: str) -> Check:
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        address = make_url(url)
    except ArgumentError:  # its text would repeat the URL, password and all
        found = ("địa chỉ không hiểu được", "an address that cannot be read")
        return Check(name=name, state=State.WRONG, found=found, mend=f"{setting}=postgresql+psycopg://user@host/name")
    shown = address.render_as_string(hide_password=True)
    if address.get_backend_name() == "sqlite":
        problem = _sqlite_problem(Path(address.database or ""))
    else:
        problem = _server_problem(url)
    if problem:
        return Check(name=name, state=State.WRONG, found=(f"{shown}: {problem}",) * 2, mend=f"{setting}=… (sohoa.toml)")
    return Check(name=name, state=State.GOOD, found=(shown, shown))


def _sqlite_problem(file: Path) -> str:
    if not file.exists():
        return "" if os.access(nearest(file), os.W_OK) else "không tạo được / cannot be made"
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=5)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.Error as error:
        return str(error)
    return "" if os.access(file, os.W_OK) else "chỉ đọc / read-only"


def _server_problem(url: str) -> str:
    from warehouse.crypto import WrongKey
    from warehouse.store import open_warehouse

    try:
        open_warehouse(url).dispose()
    except WrongKey:  # it answers; `_keys` looks at the keys
        return ""
    except (SourceError, ValueError) as error:
        return str(error)
    return ""


def keys(settings: Settings) -> Iterator[Check]:
    """Whether the warehouse's keys are there and fit."""
    from pipelines.vault import key_fault

    name, file = ("Khóa mã hóa kho", "Warehouse keys"), settings.key_file
    fault = key_fault(settings)
    if fault:
        yield Check(name=name, state=State.WRONG, found=(fault.what, fault.what), mend=fault.mend)
    elif settings.warehouse_key_command or settings.warehouse_keys:
        yield Check(name=name, state=State.GOOD, found=("lấy từ ngoài", "from outside"))
    elif file.exists():
        found = (f"{file}: nhớ cất một bản sao ở nơi khác", f"{file}: keep a copy of it elsewhere")
        yield Check(name=name, state=State.NOTE, found=found)
    else:
        yield Check(name=name, state=State.GOOD, found=(f"{file} (sẽ được tạo)", f"{file} (will be made)"))
