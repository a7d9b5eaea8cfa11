"""Rebuilds linkage/bulk/model.json: Splink learns the weights, labelled mentions set the threshold and the calibration.

`python benchmarks/linkage_model.py [--persons 300000 --mentions 100000]`: a quarter of an hour. The seeds differ from
those of the benchmark and of the tests, and so does the noise."""

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
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.population_mentions import Noise, world
from linkage.bulk import model, persons, reference
from linkage.bulk.splink_model import TRUTH, tables, train
from linkage.bulk.tables import source

Judged = NDArray[np.float64]
"""Three rows: log2 odds, right or not, confirmed by a number or not."""

TRAINING_SEED = 900_001
CHECKED = ((910_001, 0.05, 1.0), (910_002, 0.20, 1.0), (910_003, 0.20, 1.6), (910_004, 0.20, 1.0))
"""Seed, share of strangers, noise of the labelled mentions the threshold is set on."""
PROMISE = 1e-4
STEP = 0.5
"""Between one threshold that is tried and the next; the one above the highest that breaks the promise is taken."""
LOWEST = 4.0
"""Below it the few errors of a labelled set are too few to count."""


def main() -> None:
    """Trains, calibrates, writes the file and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, default=300_000)
    parser.add_argument("--mentions", type=int, default=100_000)
    parser.add_argument("--labelled", nargs=2, type=int, default=[1_300_000, 100_000], help="persons, mentions of each")
    parser.add_argument("--calibrate-only", action="store_true", help="keep the weights that are there")
    asked = parser.parse_args()
    kept = json.loads(model.FILE.read_text("utf-8"))["splink"] if asked.calibrate_only else None
    trained = kept or learned(asked.persons, asked.mentions)
    draft = {"made": {"threshold": LOWEST, "calibration": [1.0, 0.0]}, "splink": trained}
    model.FILE.write_text(json.dumps(draft, ensure_ascii=False, indent=1), "utf-8")
    model.trained.cache_clear()
    judged = [odds_and_truth(*asked.labelled, *each) for each in CHECKED]
    draft["made"] = made(asked, judged)
    model.FILE.write_text(json.dumps(draft, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(json.dumps(draft["made"]))


def learned(people: int, mentions: int) -> dict[str, Any]:
    """Splink's settings with the weights learned from one generated population."""
    registry, said = world(people, mentions, seed=TRAINING_SEED, noise=Noise().times(1.25))
    with duckdb.connect() as connection:
        tables(connection, prepared(connection, registry, said))
        for table, made in (("known", registry), ("said", said)):
            connection.register("truth_made", made.select(["person_id"]))
            connection.execute(
                "CREATE OR REPLACE TEMP TABLE truth AS SELECT row_number() OVER () - 1 AS row, * FROM truth_made"
            )
            connection.execute(f"ALTER TABLE {table} ADD COLUMN {TRUTH} VARCHAR")
            connection.execute(f"UPDATE {table} SET {TRUTH} = t.person_id FROM truth AS t WHERE t.row = {table}.row")
        return train(connection)


def prepared(connection: duckdb.DuckDBPyConnection, registry: pa.Table, mentions: pa.Table) -> persons.Mentions:
    """Both tables as the engine prepares them."""
    with tempfile.TemporaryDirectory() as place:
        files = [Path(place) / name for name in ("registry.parquet", "mentions.parquet")]
        for table, file in zip((registry, mentions), files, strict=True):
            pq.write_table(table, file)
        known = reference.build(connection, source(connection, files[0], "registry"))
        return persons.mentions_of(connection, source(connection, files[1], "mentions"), known)


def odds_and_truth(people: int, mentions: int, seed: int, strangers: float, noise: float) -> Judged:
    """For each best candidate: its log2 odds, whether it is the right one, whether a number confirmed it."""
    registry, said = world(people, mentions, seed=seed, strangers=strangers, noise=Noise().times(noise))
    with duckdb.connect() as connection:
        ready = prepared(connection, registry, said)
        judged = persons.judged(connection, ready)
        judged = judged.filter(pc.invert(pc.or_(judged["forbidden"], judged["too_many"])))
    right = pc.equal(registry["person_id"].take(judged["r"]), said["person_id"].take(judged["l"]))
    columns = (judged["alone"], pc.fill_null(right, pa.scalar(value=False)), judged["by_number"])
    return np.stack([column.to_numpy().astype(np.float64) for column in columns])


def made(asked: argparse.Namespace, judged: list[Judged]) -> dict[str, Any]:
    """When, how, and what was seen at each threshold."""
    tables = [curve(each) for each in judged]
    broken = [step for step in tables[0] if not all(_promised(table, step) for table in tables)]
    return {
        "at": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "how": f"benchmarks/linkage_model.py --persons {asked.persons} --mentions {asked.mentions} "
        f"--labelled {asked.labelled[0]} {asked.labelled[1]}",
        "threshold": max(LOWEST, STEP + max(broken, default=0.0)),
        "calibration": calibration(np.concatenate(judged, axis=1)),
        "checked": {
            f"seed {seed}, strangers {share}, noise {noise}": {str(step): found for step, found in table.items()}
            for (seed, share, noise), table in zip(CHECKED, tables, strict=True)
        },
    }


def curve(judged: Judged) -> dict[float, list[int]]:
    """Threshold -> [links, wrong ones]."""
    odds, right, _ = judged
    steps = [number * STEP for number in range(4, 29)]
    return {step: [int((odds >= step).sum()), int((1 - right[odds >= step]).sum())] for step in steps}


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
