"""The door of bulk linking: two Parquet files in, one out."""

import importlib.util
import tempfile
from pathlib import Path

import duckdb

from linkage.bulk import companies, persons
from linkage.bulk.answers import write
from linkage.bulk.tables import InputError, Source, demand_key, literal, source

ENGINES = ("duckdb", "spark")
DECISIONS = ("link", "review", "none")


def link_tables(
    mentions: Path, registry: Path, out: Path, *, engine: str = "duckdb", threads: int = 2, memory: str = "1500MB"
) -> dict[str, int]:
    """Links every mention and writes a row each; how many came out as link, review and none.

    Raises `InputError` when a table cannot be used; nothing is written then.
    """
    _check_engine(engine)
    if not out.parent.is_dir():
        raise InputError("no_folder", path=out.parent)
    if out.is_dir() or out.resolve() in (mentions.resolve(), registry.resolve()):
        raise InputError("bad_out", path=out)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".link-") as place:
        written = Path(place) / "out.parquet"
        with connect(Path(place), threads=threads, memory=memory) as connection:
            counted = _link(connection, mentions, registry, written)
        written.replace(out)
    return {decision: counted.get(decision, 0) for decision in DECISIONS}


def connect(place: Path, *, threads: int, memory: str) -> duckdb.DuckDBPyConnection:
    """A database file in a folder that will go; it spills there what does not fit into memory."""
    connection = duckdb.connect(str(place / "link.duckdb"))
    connection.execute(f"SET threads = {threads}")
    connection.execute(f"SET memory_limit = {literal(memory)}")
    connection.execute(f"SET temp_directory = {literal(place)}")
    connection.execute("SET enable_progress_bar = false")
    return connection


def _link(connection: duckdb.DuckDBPyConnection, mentions: Path, registry: Path, out: Path) -> dict[str, int]:
    said, known = source(connection, mentions, "mentions"), source(connection, registry, "registry")
    demand_key(connection, said, "mention_id", "mentions")
    kind = companies if is_of_companies(known) else persons
    try:
        kind.registry(connection, known)
        kind.mentions(connection, said)
    except duckdb.InvalidInputException:
        raise InputError("bad_text") from None
    kind.link(connection)
    return write(connection, out, kind.KEY)


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
