"""Links a table of persons to a prepared registry: goes through the mentions in chunks, one answer a mention."""

from collections.abc import Iterator
from dataclasses import dataclass

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from linkage.bulk import blocks, decide, model, prepare
from linkage.bulk.blocks import Parts, Rows
from linkage.bulk.comparisons import RARE
from linkage.bulk.reference import Reference, array, taken
from linkage.bulk.tables import Source

CHUNK = 20_000
"""Mentions scored at once; the answer does not depend on it."""
NUMBERS = {"exact_id": "id", "exact_old_id": "old_id"}
"""Rule of a confirmed number -> the block that holds it."""


@dataclass(frozen=True, slots=True)
class Mentions:
    """Mentions in the columns the model compares, beside the registry they are compared with."""

    table: pa.Table
    parts: Parts
    """What block keys are made of."""
    reference: Reference

    def pairs(self, l: Rows, r: Rows, columns: tuple[str, ...] = ()) -> pa.Table:  # noqa: E741
        """Both sides' columns of these pairs, `…_l` and `…_r`."""
        left = taken(self.table.select(columns or [name for name in self.table.column_names if name != "key"]), l)
        right = self.reference.take(r, "_r")
        right = right.select([f"{name}_r" for name in columns]) if columns else right
        made = {"l": pa.array(l), "r": pa.array(r), **{f"{name}_l": left[name] for name in left.column_names}}
        return pa.table(made | {name: right[name] for name in right.column_names})


def mentions_of(connection: duckdb.DuckDBPyConnection, said: Source, reference: Reference) -> Mentions:
    """Brings a table of mentions into shape."""
    table = prepare.mentions(connection, said)
    parts = _parts(connection, table)
    for column, values in zip(RARE, (parts["name"], parts["plain"], parts["day"]), strict=True):
        table = table.append_column(f"tf_{column}", pa.array(reference.rarity[column].of(values)))
    return Mentions(table, parts, reference)


def _parts(connection: duckdb.DuckDBPyConnection, table: pa.Table) -> Parts:
    connection.register("said_made", table)
    found = connection.sql("FROM said_made").project(f"coalesce(hash(name), 0) AS name, {blocks.part_columns()}")
    return {name: np.asarray(values, np.uint64) for name, values in found.fetchnumpy().items()}


def link(connection: duckdb.DuckDBPyConnection, mentions: Mentions, chunk: int = CHUNK) -> pa.Table:
    """A row a mention in their order: mention_id, person_id, score, decision, rule, explanation."""
    return linked(mentions, judged(connection, mentions, chunk))


def judged(connection: duckdb.DuckDBPyConnection, mentions: Mentions, chunk: int = CHUNK) -> pa.Table:
    """What `decide.judge` says of every mention that has a candidate."""
    total, prior = mentions.table.num_rows, model.prior_bits(len(mentions.reference))
    found = [_chunk(connection, mentions, np.arange(start, min(start + chunk, total)), prior)
             for start in range(0, max(total, 1), chunk)]  # fmt: skip
    return pa.concat_tables(found)


def _chunk(connection: duckdb.DuckDBPyConnection, mentions: Mentions, rows: Rows, prior: float) -> pa.Table:
    sure = list(_confirmed(connection, mentions, rows))
    settled = np.concatenate([found for found, _, _ in sure])
    rest = np.setdiff1d(rows, settled)
    left, right, crowded = blocks.candidates(mentions.reference.blocks, mentions.parts, rest)
    l, r = np.concatenate([settled, left]), np.concatenate([*(r for _, r, _ in sure), right])  # noqa: E741
    rules = [rule for found, _, rule in sure for _ in found] + [None] * len(left)
    pairs = mentions.pairs(l, r).append_column("rule", pa.array(rules, pa.string()))
    decide.score(connection, pairs, prior)
    shut = {f"name_and_{part}": np.zeros(len(rows), bool) for part in ("day", "year")}
    for part, flags in shut.items():
        flags[np.searchsorted(rows, rest)] = crowded[part.replace("_", " ")]
    return decide.judge(connection, pa.table({"l": rows, **shut}))


def _confirmed(
    connection: duckdb.DuckDBPyConnection, mentions: Mentions, rows: Rows
) -> Iterator[tuple[Rows, Rows, str]]:
    """Pairs that a number alone settles since all else confirms it, the 12 digits first."""
    for rule, block in NUMBERS.items():
        asked = blocks.keys(block, mentions.parts)[rows]
        places, entries = blocks.unique_hits(mentions.reference.blocks[block], asked)
        found = decide.confirmed(connection, mentions.pairs(rows[places], entries, decide.CONFIRMING))
        l, r = found["l"].to_numpy(), found["r"].to_numpy()  # noqa: E741
        yield l, r, rule
        rows = np.setdiff1d(rows, l)


def linked(mentions: Mentions, judged: pa.Table) -> pa.Table:
    """The answers as the contract has them; `none` names nobody."""
    total = mentions.table.num_rows
    places = np.full(total, -1)
    places[judged["l"].to_numpy()] = np.arange(judged.num_rows)
    chosen = judged.take(pa.array(places, mask=places < 0))
    some = pc.fill_null(pc.not_equal(chosen["decision"], "none"), pa.scalar(value=False))
    person = array(mentions.reference.columns["key"]).take(array(chosen["r"]))
    made = {"mention_id": mentions.table["key"], "person_id": pc.if_else(some, person, pa.scalar(None, person.type))}
    for name, silent in {"score": 0.0, "decision": "none", "rule": "none", "explanation": "{}"}.items():
        made[name] = pc.if_else(some, chosen[name], silent)
    return pa.table(made)
