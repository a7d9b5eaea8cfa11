"""The trained model on a small invented population: precise, the same in chunks, the same as Splink computes it."""

import json
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from benchmarks.population_mentions import world
from linkage.bulk import blocks, decide, model, persons
from linkage.bulk.comparisons import RARE
from linkage.bulk.splink_model import ONE_SIDED, linker, settings
from linkage.bulk.tables import source

PERSONS, MENTIONS, SEED = 12_000, 3_000, 31


@pytest.fixture(scope="module")
def population(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, pa.Table]:
    folder = tmp_path_factory.mktemp("population")
    registry, mentions = world(PERSONS, MENTIONS, strangers=0.2, seed=SEED)
    pq.write_table(registry, folder / "registry.parquet")
    pq.write_table(mentions.drop_columns(["person_id"]), folder / "mentions.parquet")
    return folder, mentions


@pytest.fixture(scope="module")
def prepared(population: tuple[Path, pa.Table]) -> Iterator[duckdb.DuckDBPyConnection]:
    folder, mentions = population
    with duckdb.connect() as connection:
        connection.execute("SET threads = 1")
        persons.registry(connection, source(connection, folder / "registry.parquet", "registry"))
        persons.mentions(connection, source(connection, folder / "mentions.parquet", "mentions"))
        persons.link(connection)
        connection.register("mentions_made", mentions)
        connection.execute("CREATE TABLE truth AS SELECT mention_id, person_id AS truth FROM mentions_made")
        yield connection


def answers(connection: duckdb.DuckDBPyConnection) -> list[tuple[object, ...]]:
    return connection.execute("SELECT * FROM linked ORDER BY row").fetchall()


def test_no_link_is_wrong_and_most_are_found(prepared: duckdb.DuckDBPyConnection) -> None:
    links, wrong = prepared.execute("""SELECT count(*), count(*) FILTER (person_id IS DISTINCT FROM truth)
        FROM linked JOIN truth USING (mention_id) WHERE decision = 'link'""").fetchall()[0]
    assert wrong == 0
    assert links >= 0.93 * MENTIONS * 0.8


def test_every_mention_has_one_answer_and_its_reasons(prepared: duckdb.DuckDBPyConnection) -> None:
    rows = prepared.execute("SELECT person_id, score, decision, explanation FROM linked").fetchall()
    assert len(rows) == MENTIONS
    for person, score, decision, explanation in rows:
        shares = json.loads(explanation)
        assert (person is None) == (decision == "none") == (shares == {})
        assert 0 <= score <= 1
        assert decision == "none" or sum(abs(share) for share in shares.values()) == pytest.approx(1, abs=0.01)


def test_links_score_above_what_a_person_must_see(prepared: duckdb.DuckDBPyConnection) -> None:
    worst, best = prepared.execute("""SELECT min(score) FILTER (decision = 'link'),
        max(score) FILTER (decision = 'review') FROM linked""").fetchall()[0]
    assert worst > best


@pytest.mark.parametrize("chunk", [1, 700])
def test_chunks_give_the_same_answers_as_one_piece(prepared: duckdb.DuckDBPyConnection, chunk: int) -> None:
    prepared.execute("CREATE OR REPLACE TABLE everyone AS SELECT * FROM said")
    try:
        prepared.execute("CREATE OR REPLACE TABLE said AS SELECT * FROM everyone WHERE row <= 40 OR $1 > 1", [chunk])
        persons.link(prepared, 100_000)
        whole = answers(prepared)
        persons.link(prepared, chunk)
        assert answers(prepared) == whole
    finally:
        prepared.execute("CREATE OR REPLACE TABLE said AS SELECT * FROM everyone")
        persons.link(prepared)


def test_splink_computes_the_same_weights(prepared: duckdb.DuckDBPyConnection) -> None:
    for table, columns in ONE_SIDED.items():
        copied = f"SELECT * EXCLUDE ({', '.join(f'tf_{column}' for column in RARE)}) FROM {table}"
        prepared.execute(f"CREATE OR REPLACE TABLE splink_{table} AS {copied}")
        for column in columns:
            prepared.execute(f"ALTER TABLE splink_{table} ADD COLUMN {column}")
    reference = linker(prepared, settings(model.trained(), prior=0.5), {"splink_said": "a", "splink_known": "b"})
    found = reference.inference.predict().physical_name
    theirs = prepared.execute(f"SELECT row_l, row_r, match_weight FROM {found} ORDER BY ALL").fetchall()
    prepared.execute("DELETE FROM confirmed")
    prepared.execute(f"CREATE OR REPLACE TEMP TABLE pair AS SELECT row_l AS l, row_r AS r FROM {found}")
    decide.score(prepared, "said", prior=0.0)
    compiled = prepared.execute("SELECT l, r, bits FROM scored ORDER BY ALL").fetchall()
    assert len(compiled) > MENTIONS / 2
    assert [row[:2] for row in compiled] == [row[:2] for row in theirs]
    assert [row[2] for row in compiled] == pytest.approx([row[2] for row in theirs], abs=1e-3)


def test_no_rule_blocks_on_a_surname_alone() -> None:
    assert all(set(parts) - {"family", "sex"} for parts in blocks.RULES.values())
