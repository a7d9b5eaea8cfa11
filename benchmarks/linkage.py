"""Bulk linking against plain Splink as its tutorial uses it, an exact join and, on a sample, recordlinkage.

`./sohoa bench linkage`, or `python benchmarks/linkage.py --persons 1300000 --mentions 100000` for the province. All
engines run in turns in one process on the same invented population; CPU seconds depend on the machine, their ratios
hardly. How right an engine is counts strangers: people on papers whom the registry does not have."""

import argparse
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import linkage_sample
from benchmarks.population_mentions import world
from linkage.bulk import persons, reference_files
from linkage.bulk.reference import Reference, build
from linkage.bulk.tables import Source, connect, source

DAY = 4000
"""Mentions of one day."""
PRECISION = 0.9999


@dataclass(frozen=True, slots=True)
class Quality:
    """How right an engine's links are."""

    links: int
    wrong: int
    recall: float
    f1: float


def main() -> None:
    """Generates, runs in turns, prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--persons", type=int, default=100_000)
    parser.add_argument("--mentions", type=int, default=10_000)
    parser.add_argument("--strangers", type=float, nargs="+", default=[0.05, 0.20])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--alone", action="store_true", help="only our engine")
    asked = parser.parse_args()
    print(f"{os.cpu_count()} processors, {asked.threads} thread(s), DuckDB {duckdb.__version__}, seed {asked.seed}")
    for share in asked.strangers:
        compare(asked, share)
    if not asked.alone:
        linkage_sample.main(asked.seed)


def compare(asked: argparse.Namespace, strangers: float) -> None:
    """One population, every engine."""
    registry, mentions = world(asked.persons, asked.mentions, strangers=strangers, seed=asked.seed)
    print(f"\n{mentions.num_rows:,} mentions x {registry.num_rows:,} persons, {strangers:.0%} strangers")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        pq.write_table(registry, folder / "registry.parquet")
        pq.write_table(mentions, folder / "mentions.parquet")
        del registry, mentions
        with ours(folder, asked.threads) as run:
            engines: dict[str, Callable[[], pa.Table]] = {"sohoa": run}
            if not asked.alone:
                start = time.process_time()
                engines |= {"Splink, tutorial": tutorial(folder, asked.threads)}
                print(f"Splink's own columns and training, not in its row: {time.process_time() - start:.1f} CPU s")
                engines |= {"exact ids": exact_ids(folder)}
            report(engines, asked.rounds, folder)
    print(f"memory of the process at its largest: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB")


def report(engines: dict[str, Callable[[], pa.Table]], rounds: int, folder: Path) -> None:
    """Runs the engines in turns and prints the median CPU seconds, the ratio to ours, and how right each is."""
    spent: dict[str, list[float]] = {name: [] for name in engines}
    for number in range(rounds):
        for name, run in engines.items():
            start = time.process_time()
            answers = run()
            spent[name].append(time.process_time() - start)
            if number == 0:
                pq.write_table(answers, folder / f"{name}.parquet")
    base = statistics.median(spent["sohoa"])
    print(
        f"{'engine':<18}{'CPU s':>8}{'ratio':>7}{'links':>9}{'wrong':>7}{'recall':>8}{'F1':>7}{'best F1':>9}"
        f"{'recall at .9999':>17}"
    )
    for name, times in spent.items():
        middle, (own, best, safe) = statistics.median(times), qualities(folder, name)
        print(
            f"{name:<18}{middle:>8.2f}{middle / base:>7.2f}{own.links:>9,}{own.wrong:>7}"
            f"{own.recall:>8.3f}{own.f1:>7.4f}{best.f1:>9.4f}{safe.recall:>17.3f}"
        )


def qualities(folder: Path, name: str) -> tuple[Quality, Quality, Quality]:
    """By the engine's own word (best F1 where it has none), at the score of the best F1, and at the lowest that keeps
    the promise."""
    with duckdb.connect() as connection:
        rows = connection.execute(f"""SELECT score, a.person_id = m.person_id AS is_right, decision
            FROM '{folder}/{name}.parquet' AS a JOIN '{folder}/mentions.parquet' AS m USING (mention_id)
            WHERE a.person_id IS NOT NULL ORDER BY score DESC""").fetchall()
        people = connection.execute(f"SELECT count(person_id) FROM '{folder}/mentions.parquet'").fetchall()[0][0]
    steps = list(_steps([(score, bool(right)) for score, right, _ in rows], people))
    linked = [(score, bool(right)) for score, right, decision in rows if decision == "link"]
    best = max(steps, key=lambda step: step.f1)
    own = list(_steps(linked, people))[-1] if linked else best
    kept = [step for step in steps if step.wrong <= step.links * (1 - PRECISION)]
    return own, best, max(kept, key=lambda step: step.recall, default=Quality(0, 0, 0.0, 0.0))


def _steps(rows: list[tuple[float, bool]], people: int) -> Iterator[Quality]:
    wrong = 0
    for count, (score, right) in enumerate(rows, start=1):
        wrong += not right
        if count == len(rows) or rows[count][0] != score:
            found = count - wrong
            yield Quality(count, wrong, found / people, 2 * found / (count + people))


@contextmanager
def ours(folder: Path, threads: int) -> Iterator[Callable[[], pa.Table]]:
    """Our engine on a prepared registry; says what preparing costs and what a day's mentions cost when it is warm."""
    with connect(folder, threads=threads, memory="1200MB") as connection:
        registry, said = (source(connection, folder / f"{name}.parquet", name) for name in ("registry", "mentions"))
        start = time.process_time()
        reference_files.write(build(connection, registry), folder / "reference")
        print(f"preparing the registry, once a snapshot: {time.process_time() - start:.1f} CPU s")
        known = reference_files.read(folder / "reference")
        print(f"a day of {DAY:,} mentions, warm: {_day(connection, folder, said, known):.2f} CPU s")
        yield lambda: persons.link(connection, persons.mentions_of(connection, said, known))


def _day(connection: duckdb.DuckDBPyConnection, folder: Path, said: Source, known: Reference) -> float:
    pq.write_table(pq.read_table(said.path).slice(0, DAY), folder / "day.parquet")
    day, spent = source(connection, folder / "day.parquet", "mentions"), []
    for _ in range(3):
        start = time.process_time()
        persons.link(connection, persons.mentions_of(connection, day, known))
        spent.append(time.process_time() - start)
    return statistics.median(spent[1:])


def exact_ids(folder: Path) -> Callable[[], pa.Table]:
    """The physical limit: one hash join of the 12 digits, nothing confirmed."""
    connection = duckdb.connect()
    for name in ("mentions", "registry"):
        connection.execute(f"CREATE TABLE {name} AS SELECT * FROM '{folder}/{name}.parquet'")

    def run() -> pa.Table:
        return connection.sql("""SELECT mention_id, r.person_id, 1.0 AS score, 'link' AS decision
            FROM mentions AS m JOIN registry AS r USING (personal_id)""").to_arrow_table()

    return run


def tutorial(folder: Path, threads: int) -> Callable[[], pa.Table]:
    """Splink with the comparisons, blocking and training of its tutorial; trained once, its predictions are timed."""
    from splink import Linker, block_on
    from splink.internals.duckdb.database_api import DuckDBAPI

    connection = duckdb.connect()
    connection.execute(f"SET threads = {threads}")
    for name, key in (("mentions", "mention_id"), ("registry", "person_id")):
        connection.execute(f"CREATE TABLE {name} AS SELECT {key} AS unique_id, {_SPLIT} FROM '{folder}/{name}.parquet'")
    api = DuckDBAPI(connection=connection)
    tables = [api.register(f"{name}", dataset_display_name=name) for name in ("mentions", "registry")]
    linker = Linker(tables, _tutorial_settings(), log_level=None)
    linker.training.estimate_probability_two_random_records_match([block_on("personal_id")], recall=0.5)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("full_name", "sex"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("born", "sex"))

    def run() -> pa.Table:
        linker.table_management.invalidate_cache()  # type: ignore[no-untyped-call]
        found: Any = linker.inference.predict(threshold_match_probability=0.01).physical_name
        return connection.sql(_BEST.format(found=found)).to_arrow_table()

    return run


def _tutorial_settings() -> Any:
    import splink.comparison_library as cl
    from splink import SettingsCreator, block_on

    return SettingsCreator(
        link_type="link_only",
        comparisons=[
            cl.NameComparison("given").configure(term_frequency_adjustments=True),
            cl.NameComparison("family").configure(term_frequency_adjustments=True),
            cl.JaroWinklerAtThresholds("full_name", [0.95, 0.88]).configure(term_frequency_adjustments=True),
            cl.DateOfBirthComparison("born", input_is_string=True),
            cl.ExactMatch("sex"),
            cl.ExactMatch("personal_id"),
            cl.ExactMatch("old_id"),
            cl.ExactMatch("address").configure(term_frequency_adjustments=True),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("personal_id"),
            block_on("old_id"),
            block_on("full_name", "substr(born, 1, 4)"),
            block_on("born", "given"),
        ],
    )


_SPLIT = """upper(nfc_normalize(full_name)) AS full_name, split_part(full_name, ' ', 1) AS family,
    string_split(upper(nfc_normalize(full_name)), ' ')[-1] AS given, date_of_birth AS born, sex, personal_id, old_id,
    address"""
_BEST = """SELECT unique_id_l AS mention_id, unique_id_r AS person_id, match_weight AS score, 'review' AS decision
    FROM {found} QUALIFY row_number() OVER (PARTITION BY unique_id_l ORDER BY match_weight DESC) = 1"""


if __name__ == "__main__":
    main()
