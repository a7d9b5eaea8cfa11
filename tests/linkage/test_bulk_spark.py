"""Spark, in local mode, gives the links of the other engine; needs pyspark (setup/spark.txt) and Java 17."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from benchmarks.population_mentions import world
from linkage.bulk import spark
from linkage.bulk.run import link_tables


@pytest.mark.skipif(spark.missing() is not None, reason="pyspark (setup/spark.txt) or Java 17 is not here")
def test_spark_gives_the_same_answers_in_the_same_order(tmp_path: Path) -> None:
    registry, mentions = world(2_000, 600, strangers=0.1, seed=77)
    files = [tmp_path / name for name in ("mentions.parquet", "registry.parquet")]
    pq.write_table(mentions.drop_columns(["person_id"]), files[0])
    pq.write_table(registry, files[1])
    answers = []
    for engine in ("duckdb", "spark"):
        link_tables(*files, tmp_path / f"{engine}.parquet", engine=engine, threads=1)
        answers.append(pq.read_table(tmp_path / f"{engine}.parquet"))
    assert answers[0].equals(answers[1])
    assert answers[0]["decision"].to_pylist().count("link") > 400
