"""The door of bulk linking: two Parquet files in, one out."""

import hashlib
import importlib.util
import tempfile
from pathlib import Path

import duckdb

from linkage.bulk import companies, persons
from linkage.bulk.answers import write
from linkage.bulk.tables import InputError, Source, demand_key, literal, source

ENGINES = ("duckdb", "spark")
DECISIONS = ("link", "review", "none")
SHAPE = 1
"""Raise it when the prepared tables change: registries kept before are then prepared again."""


def link_tables(
    mentions: Path,
    registry: Path,
    out: Path,
    *,
    engine: str = "duckdb",
    threads: int = 2,
    memory: str = "1500MB",
    kept: Path | None = None,
) -> dict[str, int]:
    """Links every mention and writes a row each; how many came out as link, review and none.

    `kept` is a folder that keeps the registry in the shape it is linked in, so that the next table need not wait.
    Raises `InputError` when a table cannot be used; nothing is written then.
    """
    _check_engine(engine)
    _check_out(out, mentions, registry)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".link-") as place:
        written, spill = Path(place) / "out.parquet", Path(place)
        with _database(spill, registry, kept, threads=threads, memory=memory) as connection:
            counted = _link(connection, mentions, registry, written)
        written.replace(out)
    return {decision: counted.get(decision, 0) for decision in DECISIONS}


def _check_out(out: Path, *inputs: Path) -> None:
    if not out.parent.is_dir():
        raise InputError("no_folder", path=out.parent)
    if out.is_dir() or out.resolve() in {table.resolve() for table in inputs}:
        raise InputError("bad_out", path=out)


def _database(
    spill: Path, registry: Path, kept: Path | None, *, threads: int, memory: str
) -> duckdb.DuckDBPyConnection:
    if kept is None or not registry.is_file():
        return connect(spill, threads=threads, memory=memory)
    kept.mkdir(parents=True, exist_ok=True)
    file = kept / f"registry-{_fingerprint(registry)}.duckdb"
    for older in set(kept.glob("registry-*.duckdb")) - {file}:
        older.unlink()
    try:
        return connect(spill, threads=threads, memory=memory, file=file)
    except duckdb.IOException:  # another run has it open
        return connect(spill, threads=threads, memory=memory)


def _fingerprint(registry: Path) -> str:
    """Changes with the registry's content, and with what shapes it."""
    with registry.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256")
    digest.update(f"{SHAPE} {duckdb.__version__}".encode())
    return digest.hexdigest()[:16]


def connect(spill: Path, *, threads: int, memory: str, file: Path | None = None) -> duckdb.DuckDBPyConnection:
    """A database in a folder that will go, or in the given file; what does not fit into memory goes to the folder."""
    connection = duckdb.connect(str(file or spill / "link.duckdb"))
    connection.execute(f"SET threads = {threads}")
    connection.execute(f"SET memory_limit = {literal(memory)}")
    connection.execute(f"SET temp_directory = {literal(spill)}")
    connection.execute("SET enable_progress_bar = false")
    return connection


def _link(connection: duckdb.DuckDBPyConnection, mentions: Path, registry: Path, out: Path) -> dict[str, int]:
    said, known = source(connection, mentions, "mentions"), source(connection, registry, "registry")
    demand_key(connection, said, "mention_id", "mentions")
    kind = companies if is_of_companies(known) else persons
    try:
        if not _is_ready(connection):
            kind.registry(connection, known)
            connection.execute("CREATE TABLE ready AS SELECT now() AS at")
        kind.mentions(connection, said)
    except duckdb.InvalidInputException:
        raise InputError("bad_text") from None
    kind.link(connection)
    counted = write(connection, out, kind.KEY)
    for table in ("said", "result", "linked"):
        connection.execute(f"DROP TABLE IF EXISTS {table}")
    return counted


def _is_ready(connection: duckdb.DuckDBPyConnection) -> bool:
    return bool(connection.execute("SELECT 1 FROM duckdb_tables() WHERE table_name = 'ready'").fetchall())


def is_of_companies(known: Source) -> bool:
    """Whether the reference is one of companies; it must say so by its key."""
    if known.has("person_id") == known.has("company_id"):
        raise InputError("no_registry_key")
    return known.has("company_id")


def _check_engine(engine: str) -> None:
    if engine not in ENGINES:
        raise InputError("unknown_engine", engine=engine)
    if engine == "spark":
        raise InputError("spark_unfinished" if importlib.util.find_spec("pyspark") else "no_spark")
