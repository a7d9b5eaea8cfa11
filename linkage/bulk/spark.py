"""The same linking on Spark: whole dossiers of mentions go to the executors, which link them to the kept reference.

What is compared, how it weighs and what becomes of it is the very code of the other engine, run on each part; so the
links are the same. The folder of the reference must be one that every executor sees."""

import importlib.util
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from linkage.bulk import persons, reference_files
from linkage.bulk.tables import Source, connect, source

PARTS = 4
"""Parts on a machine of its own; a cluster's own settings win."""
PLACE = "place_in_table"
SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.sql.shuffle.partitions": str(PARTS),
    "spark.sql.execution.arrow.maxRecordsPerBatch": "1000000",
}
SCHEMA = "mention_id {key}, person_id {person}, score double, decision string, rule string, explanation string"


def missing() -> str | None:
    """What Spark lacks here: the code of a message, or None."""
    if importlib.util.find_spec("pyspark") is None:
        return "no_spark"
    return None if os.environ.get("JAVA_HOME") or shutil.which("java") else "no_java"


def link(said: Source, folder: Path) -> pa.Table:
    """A row a mention in the order of the table, linked to the reference that `folder` keeps."""
    sql, session = importlib.import_module("pyspark.sql.functions"), _session()
    try:
        frame = session.read.parquet(str(said.path)).withColumn(PLACE, sql.monotonically_increasing_id())
        dossier = said.columns.get("dossier_id")
        alone = sql.concat(sql.lit("#"), sql.col(PLACE).cast("string"))
        whole = sql.coalesce(sql.col(f"`{dossier[0]}`").cast("string"), alone) if dossier else alone
        parts = frame.repartition(max(PARTS, session.sparkContext.defaultParallelism), whole)
        made = parts.mapInArrow(_linker(folder), _schema(frame, said, folder)).toArrow()
    finally:
        session.stop()
    return made.sort_by(PLACE).drop_columns([PLACE])


def _session() -> Any:
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    given = importlib.import_module("pyspark").SparkConf()
    builder = importlib.import_module("pyspark.sql").SparkSession.builder.appName("sohoa link")
    for name, value in ({"spark.master": "local[2]"} | SETTINGS).items():
        builder = builder if given.contains(name) else builder.config(name, value)
    return builder.getOrCreate()


def _schema(frame: Any, said: Source, folder: Path) -> str:
    key = frame.schema[said.columns["mention_id"][0]].dataType.simpleString()
    person = {pa.int64(): "bigint", pa.int32(): "int"}.get(
        reference_files.read(folder).columns.schema.field("key").type
    )
    return f"{SCHEMA.format(key=key, person=person or 'string')}, {PLACE} long"


def _linker(folder: Path) -> Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """What an executor does with its part of the mentions."""

    def linked(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        part = [batch for batch in batches if batch.num_rows]
        if part:
            yield from _link_part(pa.Table.from_batches(part).sort_by(PLACE), folder).to_batches()

    return linked


def _link_part(part: pa.Table, folder: Path) -> pa.Table:
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "mentions.parquet"
        pq.write_table(part, file)
        with connect(Path(place), threads=1, memory="1GB") as connection:
            said = source(connection, file, "mentions")
            made = persons.link(connection, persons.mentions_of(connection, said, reference_files.read(folder)))
    made = made.set_column(1, "person_id", _plain(made["person_id"]))
    return made.append_column(PLACE, part[PLACE])


def _plain(keys: pa.ChunkedArray) -> pa.ChunkedArray:
    """Keys as Spark takes them: numbers as they are, anything else as text."""
    return keys if pa.types.is_integer(keys.type) else pc.cast(keys, pa.string())
