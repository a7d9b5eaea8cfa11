"""Rebuilds linkage/bulk/model.json: Splink learns the weights, labelled mentions set the threshold and the calibration.

`python benchmarks/linkage_model.py [--persons 200000 --mentions 80000]`: some minutes. The seeds differ from those of
the benchmark and of the tests, and so does the noise."""

import argparse
import datetime
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.population_mentions import Noise, world
from linkage.bulk import model, persons
from linkage.bulk.splink_model import TRUTH, train
from linkage.bulk.tables import source

Judged = NDArray[np.float64]
"""Three rows: log2 odds, right or not, confirmed by a number or not."""

TRAINING_SEED = 900_001
CHECKED = ((910_001, 0.05, 1.0), (910_002, 0.20, 1.0), (910_003, 0.20, 1.6))
"""Seed, share of strangers, noise of the labelled mentions the threshold is set on."""
PROMISE = 1e-4
LOWEST = 6.5
"""Below it the few errors of a labelled set are too few to count."""


def main() -> None:
    """Trains, calibrates, writes the file and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, default=200_000)
    parser.add_argument("--mentions", type=int, default=80_000)
    asked = parser.parse_args()
    trained = learned(asked.persons, asked.mentions)
    draft = {"made": {"threshold": LOWEST, "calibration": [1.0, 0.0]}, "splink": trained}
    model.FILE.write_text(json.dumps(draft, ensure_ascii=False, indent=1), "utf-8")
    model.trained.cache_clear()
    judged = [odds_and_truth(asked.persons * 2, asked.mentions, *each) for each in CHECKED]
    draft["made"] = made(asked, judged)
    model.FILE.write_text(json.dumps(draft, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(json.dumps(draft["made"]))


def learned(people: int, mentions: int) -> dict[str, Any]:
    """Splink's settings with the weights learned from one generated population."""
    with duckdb.connect() as connection:
        prepared(connection, *world(people, mentions, seed=TRAINING_SEED, noise=Noise().times(1.25)))
        for table in ("said", "known"):
            connection.execute(f"ALTER TABLE {table} ADD COLUMN {TRUTH} VARCHAR")
        connection.execute(f"UPDATE known SET {TRUTH} = key")
        connection.execute(f"UPDATE said SET {TRUTH} = t.person_id FROM {truth_table()} AS t WHERE t.mention_id = key")
        return train(connection)


def prepared(connection: duckdb.DuckDBPyConnection, registry: pa.Table, mentions: pa.Table) -> None:
    """Both tables as the engine prepares them, and the truth beside."""
    with tempfile.TemporaryDirectory() as place:
        files = [Path(place) / name for name in ("registry.parquet", "mentions.parquet")]
        for table, file in zip((registry, mentions), files, strict=True):
            pq.write_table(table, file)
        persons.registry(connection, source(connection, files[0], "registry"))
        persons.mentions(connection, source(connection, files[1], "mentions"))
    connection.register("mentions_made", mentions)
    connection.execute(f"CREATE TABLE {truth_table()} AS SELECT mention_id, person_id FROM mentions_made")


def truth_table() -> str:
    """The table of the truth."""
    return "truth_of_mentions"


def odds_and_truth(people: int, mentions: int, seed: int, strangers: float, noise: float) -> Judged:
    """For each best candidate: its log2 odds, whether it is the right one, whether a number confirmed it."""
    with duckdb.connect() as connection:
        prepared(connection, *world(people, mentions, seed=seed, strangers=strangers, noise=Noise().times(noise)))
        persons.link(connection)
        found = connection.execute(f"""SELECT odds, coalesce(k.key = t.person_id, FALSE) AS is_right,
            rule IS NOT NULL AS by_number FROM result
            JOIN said AS m ON m.row = l JOIN known AS k ON k.row = r JOIN {truth_table()} AS t ON t.mention_id = m.key
            WHERE NOT forbidden AND NOT too_many""").fetchnumpy()
    return np.stack([np.asarray(found[name], dtype=np.float64) for name in ("odds", "is_right", "by_number")])


def made(asked: argparse.Namespace, judged: list[Judged]) -> dict[str, Any]:
    """When, how, and what was seen at each threshold."""
    tables = [curve(each) for each in judged]
    kept = [step for step in tables[0] if all(_promised(table, step) for table in tables)]
    return {
        "at": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "how": f"benchmarks/linkage_model.py --persons {asked.persons} --mentions {asked.mentions}",
        "threshold": max(LOWEST, min(kept)),
        "calibration": calibration(np.concatenate(judged, axis=1)),
        "checked": {
            f"seed {seed}, strangers {share}, noise {noise}": {str(step): found for step, found in table.items()}
            for (seed, share, noise), table in zip(CHECKED, tables, strict=True)
        },
    }


def curve(judged: Judged) -> dict[float, list[int]]:
    """Threshold -> [links, wrong ones]."""
    odds, right, _ = judged
    return {
        step / 2: [int((odds >= step / 2).sum()), int((1 - right[odds >= step / 2]).sum())] for step in range(4, 29)
    }


def _promised(table: dict[float, list[int]], step: float) -> bool:
    links, wrong = table[step]
    return wrong <= links * PROMISE


def calibration(judged: Judged, rounds: int = 50) -> list[float]:
    """Slope and offset of a logistic curve through odds and truth of what the model alone judged, in log2 odds."""
    judged = judged[:, judged[2] == 0]
    odds, right = judged[0].clip(-20, 20) * np.log(2), judged[1]
    given = np.stack([odds, np.ones_like(odds)], axis=1)
    weights = np.array([1.0, 0.0])
    for _ in range(rounds):
        chance = 1 / (1 + np.exp(-(given @ weights)))
        bend = (given * (chance * (1 - chance) + 1e-9)[:, None]).T @ given
        weights = weights + np.linalg.solve(bend, given.T @ (right - chance))
    return [round(float(weights[0]), 4), round(float(weights[1] / np.log(2)), 4)]


if __name__ == "__main__":
    main()
