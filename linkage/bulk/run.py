"""The door of bulk linking: two Parquet files in, one out."""

import hashlib
import shutil
import tempfile
from collections import Counter
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from linkage.bulk import companies, persons, reference_files, spark
from linkage.bulk.answers import write
from linkage.bulk.reference import build
from linkage.bulk.tables import InputError, Source, connect, demand_key, source

ENGINES = ("duckdb", "spark")
DECISIONS = ("link", "review", "none")
SHAPE = 3
"""Raise it when the prepared tables change: registries kept before are then prepared again."""


def link_tables(
    mentions: Path,
    registry: Path,
    out: Path,
    *,
    engine: str = "duckdb",
    threads: int = 2,
    memory: str = "1200MB",
    kept: Path | None = None,
) -> dict[str, int]:
    """Links every mention and writes a row each; how many came out as link, review and none.

    `kept` is a folder that keeps the registry in the shape it is linked in, so that the next table need not wait.
    Raises `InputError` when a table cannot be used; nothing is written then.
    """
    _check_engine(engine)
    _check_out(out, mentions, registry)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".link-") as place:
        written = Path(place) / "out.parquet"
        with connect(Path(place), threads=threads, memory=memory) as connection:
            counted = _link(connection, mentions, registry, written, kept, engine)
        written.replace(out)
    return {decision: counted.get(decision, 0) for decision in DECISIONS}


def _check_out(out: Path, *inputs: Path) -> None:
    if not out.parent.is_dir():
        raise InputError("no_folder", path=out.parent)
    if out.is_dir() or out.resolve() in {table.resolve() for table in inputs}:
        raise InputError("bad_out", path=out)


def _link(
    connection: duckdb.DuckDBPyConnection, mentions: Path, registry: Path, out: Path, kept: Path | None, engine: str
) -> dict[str, int]:
    said, known = source(connection, mentions, "mentions"), source(connection, registry, "registry")
    demand_key(connection, said, "mention_id", "mentions")
    try:
        if is_of_companies(known):
            _check_companies(engine)
            return _link_companies(connection, said, known, out)
        if engine == "spark":
            folder = kept_reference(connection, known, kept or out.parent)
            linked = spark.link(said, folder)
        else:
            ready = reference_files.read(kept_reference(connection, known, kept)) if kept else build(connection, known)
            linked = persons.link(connection, persons.mentions_of(connection, said, ready))
    except duckdb.InvalidInputException:
        raise InputError("bad_text") from None
    pq.write_table(linked, out, compression="zstd")
    return Counter(linked["decision"].to_pylist())


def _check_companies(engine: str) -> None:
    if engine == "spark":
        raise InputError("no_spark_companies")


def _link_companies(connection: duckdb.DuckDBPyConnection, said: Source, known: Source, out: Path) -> dict[str, int]:
    companies.registry(connection, known)
    companies.mentions(connection, said)
    companies.link(connection)
    return write(connection, out, companies.KEY)


def kept_reference(connection: duckdb.DuckDBPyConnection, known: Source, kept: Path) -> Path:
    """The folder of the prepared registry: the one the very same registry was prepared to before, else a new one."""
    folder = kept / f"registry-{fingerprint(known.path)}"
    if not folder.is_dir():
        reference_files.write(build(connection, known), folder)
    for older in set(kept.glob("registry-*")) - {folder}:
        shutil.rmtree(older, ignore_errors=True)
    return folder


def fingerprint(registry: Path) -> str:
    """Changes with the registry's content, and with what shapes it."""
    with registry.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256")
    digest.update(f"{SHAPE} {duckdb.__version__} {pa.__version__}".encode())
    return digest.hexdigest()[:16]


def is_of_companies(known: Source) -> bool:
    """Whether the reference is one of companies; it must say so by its key."""
    if known.has("person_id") == known.has("company_id"):
        raise InputError("no_registry_key")
    return known.has("company_id")


def _check_engine(engine: str) -> None:
    if engine not in ENGINES:
        raise InputError("unknown_engine", engine=engine)
    if engine == "spark" and (missing := spark.missing()):
        raise InputError(missing)
