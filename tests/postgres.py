"""A real PostgreSQL from Debian's package in a directory of its own: started once, a fresh database for every asker.

A conftest that wants it does `from tests.postgres import upgraded_url, warehouse_url`.
"""

import atexit
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy.engine import make_url

from warehouse.store import open_warehouse, upgrade

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
USER = "postgres"


@dataclass(frozen=True)
class Server:
    """A running server; `database()` makes an empty database and answers its SQLAlchemy URL."""

    port: int

    def database(self, template: str = "template1") -> str:
        name = f"t{uuid4().hex[:12]}"
        with psycopg.connect(host="127.0.0.1", port=self.port, user=USER, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())
        return f"postgresql://{USER}@127.0.0.1:{self.port}/{name}"


def missing() -> str | None:
    """Why there can be no server here, or None."""
    return None if PROGRAMS else "PostgreSQL's server programs are absent: apt-get install postgresql"


@cache
def server() -> Server:
    """The one server of this test process; it ends with the process."""
    if reason := missing():
        pytest.skip(reason)
    stack = ExitStack()
    atexit.register(stack.close)
    return stack.enter_context(running())


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def warehouse_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """URL of an empty database, once on SQLite and once on PostgreSQL."""
    return server().database() if request.param == "postgresql" else f"sqlite:///{tmp_path}/kho.db"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def upgraded_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """URL of a database with the warehouse's schema and no rows: a copy of one that was made once."""
    if request.param == "postgresql":
        return server().database(make_url(_postgresql_template()).database or "")
    (tmp_path / "kho.db").write_bytes(_sqlite_template())
    return f"sqlite:///{tmp_path}/kho.db"


@cache
def _postgresql_template() -> str:
    return _upgraded(server().database())


@cache
def _sqlite_template() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        _upgraded(f"sqlite:///{folder}/kho.db")
        return Path(folder, "kho.db").read_bytes()


def _upgraded(url: str) -> str:
    engine = open_warehouse(url)
    upgrade(engine)
    engine.dispose()
    return url


@contextmanager
def running(*, fsync: str = "off", cache: str = "128MB") -> Iterator[Server]:
    """A server for as long as the block lasts; nothing of it stays. `fsync="on"`: commits cost what they cost; `cache`:
    its shared_buffers, 128MB being what PostgreSQL comes with."""
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    if os.geteuid() == 0:
        shutil.chown(folder, USER, USER)
    port = _free_port()
    _run("initdb", "-D", str(folder / "data"), "-U", USER, "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
    options = f"-k {folder} -p {port} -c listen_addresses=127.0.0.1 -c fsync={fsync} -c max_connections=100"
    options += f" -c shared_buffers={cache}"
    try:
        _run("pg_ctl", "-D", str(folder / "data"), "-w", "-o", options, "-l", str(folder / "log"), "start")
        yield Server(port)
    finally:
        _run("pg_ctl", "-D", str(folder / "data"), "-m", "immediate", "stop", check=False)
        shutil.rmtree(folder, ignore_errors=True)


def _run(program: str, *arguments: str, check: bool = True) -> None:
    command = [str(PROGRAMS[-1].with_name(program)), *arguments]
    if os.geteuid() == 0:
        command = ["runuser", "-u", USER, "--", *command]
    done = subprocess.run(command, cwd="/tmp", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=60)
    if check and done.returncode:
        raise RuntimeError(f"{program}: {done.stderr.decode(errors='replace')}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
