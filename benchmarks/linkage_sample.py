"""`recordlinkage` as its documentation uses it, beside our engine, on a sample: it holds all pairs in memory, so a
province is beyond it. (Its Jaro-Winkler does not run with the jellyfish of today: edits are counted instead.)"""

import tempfile
import time
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.population_mentions import world

PERSONS, MENTIONS = 20_000, 2_000
BLOCKS = ("born", "full_name", "personal_id")
"""Pairs are looked at that share one of these."""


def main(seed: int = 11, strangers: float = 0.05) -> None:
    """Both on one sample, one after the other; prints what each costs (ours with preparing the registry) and how right
    it is."""
    from linkage.bulk.run import link_tables

    registry, mentions = world(PERSONS, MENTIONS, strangers=strangers, seed=seed)
    print(f"\nsample: {mentions.num_rows:,} mentions x {registry.num_rows:,} persons, {strangers:.0%} strangers")
    with tempfile.TemporaryDirectory() as place:
        files = [Path(place, name) for name in ("mentions.parquet", "registry.parquet", "ours.parquet")]
        pq.write_table(mentions.drop_columns(["person_id"]), files[0])
        pq.write_table(registry, files[1])
        start = time.process_time()
        link_tables(*files, engine="duckdb", threads=1)
        ours = time.process_time() - start
        answers = pq.read_table(files[2])
    start = time.process_time()
    theirs = linked(mentions.drop_columns(["person_id"]), registry)
    spent = time.process_time() - start
    linking = zip(*(answers[name].to_pylist() for name in ("mention_id", "person_id", "decision")), strict=True)
    by_us = {mention: person for mention, person, decision in linking if decision == "link"}
    truth = dict(zip(*(mentions[name].to_pylist() for name in ("mention_id", "person_id")), strict=True))
    print(f"{'engine':<18}{'CPU s':>8}{'links':>9}{'wrong':>7}{'recall':>8}{'F1':>8}")
    for name, cpu, links in (("sohoa", ours, by_us), ("recordlinkage", spent, theirs)):
        print(f"{name:<18}{cpu:>8.2f}{told(links, truth)}")


def told(links: dict[str, str], truth: dict[str, str | None]) -> str:
    """Links, wrong ones, recall and F1 of an engine."""
    people = sum(person is not None for person in truth.values())
    wrong = sum(truth[mention] != person for mention, person in links.items())
    right = len(links) - wrong
    return f"{len(links):>9,}{wrong:>7}{right / people:>8.3f}{2 * right / (len(links) + people):>8.3f}"


def linked(mentions: pa.Table, registry: pa.Table) -> dict[str, str]:
    """Mention -> person by expectation-conditional maximisation over compared columns; of several the most alike."""
    import recordlinkage

    left, right = (table.to_pandas().rename(columns={"date_of_birth": "born"}) for table in (mentions, registry))
    left, right = left.set_index("mention_id"), right.set_index("person_id")
    index = recordlinkage.Index()
    for column in BLOCKS:
        index.block(column)
    compare = recordlinkage.Compare()
    compare.string("full_name", "full_name", method="levenshtein", threshold=0.85, label="name")
    compare.string("address", "address", method="levenshtein", threshold=0.8, label="address")
    for column in ("born", "sex", "personal_id", "old_id"):
        compare.exact(column, column, label=column)
    features: Any = compare.compute(index.index(left, right), left, right)
    matches = recordlinkage.ECMClassifier(binarize=0.5).fit_predict(features)
    alike = features.loc[matches].sum(axis=1).sort_values()
    return {str(mention): str(person) for mention, person in alike.index}


if __name__ == "__main__":
    main()
