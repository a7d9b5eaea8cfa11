"""The trained model on a small invented population: precise, the same in chunks, the same as Splink computes it."""

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from benchmarks import linkage_model
from benchmarks.population_mentions import world
from linkage.bulk import blocks, decide, model, persons, reference, reference_files
from linkage.bulk.splink_model import linker, settings, tables
from linkage.bulk.tables import source

PERSONS, MENTIONS, SEED = 12_000, 3_000, 31


@dataclass(frozen=True)
class Linked:
    """A population, the engine's two sides of it, and the links."""

    folder: Path
    truth: list[str | None]
    connection: duckdb.DuckDBPyConnection
    mentions: persons.Mentions
    answers: pa.Table


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Linked]:
    folder = tmp_path_factory.mktemp("population")
    registry, mentions = world(PERSONS, MENTIONS, strangers=0.2, seed=SEED)
    pq.write_table(registry, folder / "registry.parquet")
    pq.write_table(mentions.drop_columns(["person_id"]), folder / "mentions.parquet")
    with duckdb.connect() as connection:
        connection.execute("SET threads = 1")
        known = reference.build(connection, source(connection, folder / "registry.parquet", "registry"))
        said = persons.mentions_of(connection, source(connection, folder / "mentions.parquet", "mentions"), known)
        answers = persons.link(connection, said)
        yield Linked(folder, mentions["person_id"].to_pylist(), connection, said, answers)


def test_the_threshold_lies_above_every_step_that_breaks_the_promise() -> None:
    asked = argparse.Namespace(persons=1, mentions=1, labelled=[1, 1])
    sure, wrong = np.full(40_000, 20.0), np.array([6.2])
    odds = np.concatenate([sure, wrong, np.full(10_000, 2.0)])  # the right ones at 2 make up for the wrong one at 6.2
    right = np.concatenate([np.ones(40_000), np.zeros(1), np.ones(10_000)])
    held = np.stack([odds, right, np.zeros(len(odds))])
    assert linkage_model.made(asked, [held] * 4)["threshold"] == linkage_model.LOWEST
    few = held[:, 35_000:]  # one wrong among 5,001: too many up to 6, none from 6.5 on
    assert linkage_model.made(asked, [held, held, few, held])["threshold"] == 6.5


def test_no_link_is_wrong_and_most_are_found(linked: Linked) -> None:
    rows = zip(linked.answers.to_pylist(), linked.truth, strict=True)
    right = [answer["person_id"] == truth for answer, truth in rows if answer["decision"] == "link"]
    assert right.count(False) == 0
    assert len(right) >= 0.93 * MENTIONS * 0.8


def test_every_mention_has_one_answer_and_its_reasons(linked: Linked) -> None:
    assert linked.answers["mention_id"].to_pylist() == [f"M{number}" for number in range(MENTIONS)]
    for answer in linked.answers.to_pylist():
        shares, nobody = json.loads(answer["explanation"]), answer["decision"] == "none"
        assert (answer["person_id"] is None) == nobody == (shares == {})
        assert 0 <= answer["score"] <= 1
        assert nobody or sum(abs(share) for share in shares.values()) == pytest.approx(1, abs=0.01)


def test_links_score_above_what_a_person_must_see(linked: Linked) -> None:
    scores = {
        name: [a["score"] for a in linked.answers.to_pylist() if a["decision"] == name] for name in ("link", "review")
    }
    assert min(scores["link"]) > max(scores["review"])


@pytest.mark.parametrize("chunk", [1, 700])
def test_chunks_give_the_same_answers_as_one_piece(linked: Linked, chunk: int) -> None:
    few = replace(linked.mentions, table=linked.mentions.table.slice(0, 40 * chunk))
    assert persons.link(linked.connection, few, chunk).equals(linked.answers.slice(0, 40 * chunk))


def test_a_table_cut_between_dossiers_gives_the_same_answers_against_a_kept_reference(
    linked: Linked, tmp_path: Path
) -> None:
    reference_files.write(linked.mentions.reference, tmp_path / "kept")
    known = reference_files.read(tmp_path / "kept")
    whole = pq.read_table(linked.folder / "mentions.parquet")
    dossiers = whole["dossier_id"].to_pylist()
    between = [at for at in range(1, MENTIONS) if dossiers[at] != dossiers[at - 1]]
    cuts, found = [0, *between[::400], MENTIONS], []
    for number, (start, stop) in enumerate(pairwise(cuts)):
        pq.write_table(whole.slice(start, stop - start), tmp_path / f"{number}.parquet")
        part = source(linked.connection, tmp_path / f"{number}.parquet", "mentions")
        found.append(persons.link(linked.connection, persons.mentions_of(linked.connection, part, known)))
    assert len(found) > 3
    assert pa.concat_tables(found).combine_chunks().equals(linked.answers.combine_chunks())


def test_splink_computes_the_same_weights(linked: Linked) -> None:
    tables(linked.connection, linked.mentions)
    splink = linker(linked.connection, settings(model.trained(), prior=0.5))
    found = splink.inference.predict().physical_name
    theirs = linked.connection.execute(f"SELECT row_l, row_r, match_weight FROM {found} ORDER BY ALL").fetchnumpy()
    l, r = np.asarray(theirs["row_l"]), np.asarray(theirs["row_r"])  # noqa: E741
    pairs = linked.mentions.pairs(l, r).append_column("rule", pa.nulls(len(l), pa.string()))
    decide.score(linked.connection, pairs, prior=0.0)
    ours = linked.connection.execute("SELECT l, r, bits FROM scored ORDER BY ALL").fetchnumpy()
    assert len(l) > MENTIONS / 2
    assert ours["l"].tolist() == l.tolist()
    assert ours["bits"].tolist() == pytest.approx(theirs["match_weight"].tolist(), abs=1e-3)


def test_no_rule_blocks_on_a_surname_alone() -> None:
    assert all(set(parts) - {"family", "sex"} for parts in blocks.RULES.values())
