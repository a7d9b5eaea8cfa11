"""Loading the warehouse against the physical limit: a bare COPY and a bare SQLite insert of the same bytes.

`./sohoa bench warehouse [--facts 1000000] [--growth]`: every loader takes its turn in one interleaved run on fresh
databases. CPU seconds are those of this process and of the database's server together; their ratios hardly depend on
the machine, wall times do. "The same bytes": the rows as our load wrote them, read back before the bare loaders run.
"""

import argparse
import os
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import sqlalchemy as sa

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from domain.documents import Origin
from domain.facts import Evidence, Fact, Status, SubjectRef
from tests.postgres import USER, Server, running
from warehouse.crypto import Keyring, fresh
from warehouse.extracts import load_facts
from warehouse.store import open_warehouse, upgrade

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
SAID = {
    "full_name": "NGUYỄN THỊ BÔNG {0}",
    "date_of_birth": "1987-03-{1:02d}",
    "sex": "Nữ",
    "ethnicity": "Kinh",
    "nationality": "Việt Nam",
    "home_town": "Xã Đạ Tẻh {1}, Lâm Đồng",
    "residence": "Tổ {1}, Phường Xuân Hương - Đà Lạt, Lâm Đồng",
    "mother_name": "ĐỖ THỊ LỤA {0}",
    "father_name": "NGUYỄN VĂN ỔI {0}",
    "personal_id": "{0:012d}",
}
"""Ten facts a subject, as a population extract gives them; the people are numbers."""


@dataclass(frozen=True)
class Spent:
    """What a loader cost for so many rows."""

    rows: int
    cpu: float
    wall: float


def main() -> None:
    """Runs what is asked and prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--facts", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--growth", action="store_true", help="the last 10,000 subjects onto 10k, 100k and 1M")
    parser.add_argument("--subjects", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--cache", default="128MB", help="PostgreSQL's shared_buffers")
    asked = parser.parse_args()
    print(f"{os.cpu_count()} processors, {asked.facts:,} facts of {asked.facts // len(SAID):,} subjects")
    with running(cache=asked.cache) as server:
        compare(server, asked.facts, asked.rounds)
        if asked.growth:
            grow(server, asked.subjects)


def people(first: int, last: int) -> Iterator[Fact]:
    """The facts of those numbers."""
    evidence = Evidence(registry="population", registry_as_of=NOW)
    for number in range(first, last):
        subject = SubjectRef(kind="person", scheme="personal_id", value=f"{number:012d}")
        for attribute, text in SAID.items():
            yield Fact(
                subject=subject,
                attribute=attribute,
                value=text.format(number, number % 28 + 1),
                status=Status.PRESENT,
                origin=Origin.REGISTRY,
                evidence=evidence,
                valid_from="2026-11-20",
            )


def compare(server: Server, count: int, rounds: int) -> None:
    """Ours and the bare loaders in turns, on both databases."""
    spent: dict[str, list[Spent]] = {}
    everyone = list(people(0, count // len(SAID)))
    with tempfile.TemporaryDirectory() as folder:
        for number in range(rounds):
            turn = Path(folder, str(number))
            turn.mkdir()
            for name, one in one_turn(server, turn, everyone).items():
                spent.setdefault(name, []).append(one)
    report(spent)


def one_turn(server: Server, folder: Path, everyone: list[Fact]) -> dict[str, Spent]:
    """One run of each loader."""
    urls = {"PostgreSQL": server.database(), "SQLite": f"sqlite:///{folder}/ours.db"}
    engines = {name: opened(url) for name, url in urls.items()}
    spent = {
        f"{name}, sohoa": measured(lambda engine=engine: ours(engine, everyone), len(everyone))
        for name, engine in engines.items()
    }
    rows = copied(urls["PostgreSQL"])
    spent["PostgreSQL, bare COPY, write_row"] = measured(lambda: bare_rows(server, rows), len(rows))
    block = as_block(urls["PostgreSQL"])
    spent["PostgreSQL, bare COPY, ready bytes"] = measured(lambda: bare_block(server, block), len(rows))
    spent["PostgreSQL, bare COPY, our indexes"] = measured(lambda: bare_rows(server, rows, indexed=True), len(rows))
    tuples = sqlite_rows(folder / "ours.db")
    spent["SQLite, bare insert"] = measured(lambda: bare_sqlite(folder / "bare.db", tuples), len(rows))
    return spent


def report(spent: dict[str, list[Spent]]) -> None:
    """The median of each, and what share of the bare loaders' speed ours reaches."""
    middle = {name: statistics.median(one.cpu for one in all_) for name, all_ in spent.items()}
    wall = {name: statistics.median(one.wall for one in all_) for name, all_ in spent.items()}
    print(f"{'loader':<38}{'rows/CPU s':>12}{'CPU µs/row':>12}{'rows/s':>10}{'ours, of its CPU speed':>24}")
    for name, cpu in middle.items():
        count = spent[name][0].rows
        ours_here = middle[f"{name.split(',')[0]}, sohoa"]
        told = f"{count / cpu:>12,.0f}{cpu / count * 1e6:>12.1f}{count / wall[name]:>10,.0f}"
        print(f"{name:<38}{told}{cpu / ours_here:>23.0%}")


def measured(run: Callable[[], None], rows: int) -> Spent:
    """CPU seconds of this process and of PostgreSQL's backends, and wall seconds."""
    start, cpu = time.perf_counter(), time.process_time() + server_cpu()
    run()
    return Spent(rows=rows, cpu=time.process_time() + server_cpu() - cpu, wall=time.perf_counter() - start)


def server_cpu() -> float:
    """CPU seconds of every PostgreSQL process that descends from this one's server, those that ended among them."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, rest = stat.read_text("utf-8", "replace").split("(", 1)[1].rsplit(")", 1)
        except (OSError, IndexError):
            continue
        if name.startswith("postgres") and owner(stat.parent):
            fields = rest.split()
            ticks += sum(map(int, fields[11:13])) + (sum(map(int, fields[13:15])) if fields[1] == "1" else 0)
    return ticks / os.sysconf("SC_CLK_TCK")


SERVER: list[str] = []


def owner(process: Path) -> bool:
    """Whether the process belongs to the server of this run."""
    try:
        return not SERVER or SERVER[0] in str((process / "cwd").readlink())
    except OSError:
        return False


def ours(engine: sa.Engine, everyone: list[Fact]) -> None:
    """Our load into a warehouse that is open: encryption, digests, indexes, current state and all."""
    load_facts(engine, everyone, source="bench", now=NOW)
    engine.dispose()


def opened(url: str) -> sa.Engine:
    """The warehouse with real keys, its schema made."""
    engine = open_warehouse(url, Keyring(KEYS))
    upgrade(engine)
    if engine.dialect.name == "postgresql":
        with engine.connect() as connection:
            place = connection.execute(sa.text("SHOW data_directory")).scalar_one()
            SERVER[:] = [str(place)]
    return engine


KEYS = fresh()
COLUMNS = (
    "id, subject_id, attribute, value, status, origin, scan, document_id, page, box, raw, confidence, registry, "
    "registry_as_of, reviewer, valid_from, valid_to, recorded_at, digest, turn"
)
BARE = """CREATE TABLE bare (id BIGINT, subject_id VARCHAR(32), attribute VARCHAR(48), value TEXT, status VARCHAR(16),
    origin VARCHAR(16), scan VARCHAR(64), document_id VARCHAR(48), page INTEGER, box JSON, raw TEXT,
    confidence DOUBLE PRECISION, registry VARCHAR(32), registry_as_of TIMESTAMPTZ, reviewer VARCHAR(120),
    valid_from VARCHAR(10), valid_to VARCHAR(10), recorded_at TIMESTAMPTZ, digest VARCHAR(64), turn INTEGER)"""
INDEXES = (
    "ALTER TABLE bare ADD PRIMARY KEY (id)",
    "CREATE UNIQUE INDEX ON bare (subject_id, digest, turn)",
    "CREATE INDEX ON bare (document_id)",
)


@contextmanager
def connected(url: str) -> Iterator[psycopg.Connection[Any]]:
    """A plain connection to the database of that URL."""
    address = sa.make_url(url)
    with psycopg.connect(host=address.host, port=address.port, user=USER, dbname=address.database) as connection:
        yield connection


def copied(url: str) -> list[tuple[Any, ...]]:
    """The rows our load wrote, as Python values."""
    with connected(url) as connection:
        return connection.execute(f"SELECT {COLUMNS} FROM facts ORDER BY id").fetchall()


def as_block(url: str) -> bytes:
    """The same as PostgreSQL's own text."""
    with connected(url) as connection, connection.cursor().copy(f"COPY (SELECT {COLUMNS} FROM facts) TO STDOUT") as out:
        return b"".join(bytes(part) for part in out)


def bare_rows(server: Server, rows: list[tuple[Any, ...]], *, indexed: bool = False) -> None:
    """COPY, row by row from Python, into a table of the same columns: without any index, or with those we keep."""
    with connected(server.database()) as connection:
        connection.execute(BARE)
        for statement in INDEXES if indexed else ():
            connection.execute(statement)
        with connection.cursor().copy(f"COPY bare ({COLUMNS}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)


def bare_block(server: Server, block: bytes) -> None:
    """COPY of text that is ready to send: what no program that makes its rows can reach."""
    with connected(server.database()) as connection:
        connection.execute(BARE)
        with connection.cursor().copy(f"COPY bare ({COLUMNS}) FROM STDIN") as copy:
            for start in range(0, len(block), 1 << 20):
                copy.write(block[start : start + (1 << 20)])


def sqlite_rows(file: Path) -> list[tuple[Any, ...]]:
    """The rows our load wrote into SQLite."""
    with sqlite3.connect(file) as connection:
        return connection.execute(f"SELECT {COLUMNS} FROM facts").fetchall()


def bare_sqlite(file: Path, rows: list[tuple[Any, ...]]) -> None:
    """One executemany in one transaction into a table without any index."""
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute(f"CREATE TABLE bare ({COLUMNS})")
        connection.executemany(f"INSERT INTO bare VALUES ({', '.join('?' * len(rows[0]))})", rows)


def grow(server: Server, sizes: list[int]) -> None:
    """What the same 10,000 subjects cost onto a warehouse of each size: no worse than logarithmic is asked."""
    step = 10_000
    with tempfile.TemporaryDirectory() as folder:
        for name, url in {"PostgreSQL": server.database(), "SQLite": f"sqlite:///{folder}/grow.db"}.items():
            engine, held = opened(url), 0
            for size in sizes:
                load_facts(engine, people(held, size - step), source=f"up to {size}", now=NOW)
                last = list(people(size - step, size))
                at_rest(engine)
                one = measured(
                    lambda e=engine, f=last, s=size: load_facts(e, f, source=f"last {s}", now=NOW), len(last)
                )
                held = size
                print(f"{name:<12}{size:>10,} subjects: {one.cpu / one.rows * 1e6:6.1f} CPU µs a fact", flush=True)
            engine.dispose()


def at_rest(engine: sa.Engine) -> None:
    """Has the database do at once what it would do later, in the background, for the rows there are: what is loaded
    next is measured without it."""
    maintenance = ("VACUUM (ANALYZE)", "CHECKPOINT") if engine.dialect.name == "postgresql" else ("ANALYZE",)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for statement in maintenance:
            connection.exec_driver_sql(statement)


if __name__ == "__main__":
    main()
