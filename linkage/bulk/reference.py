"""The registry in the shape it is linked in: columns by place, each name once, sorted block keys, shares of values.

Linking a few mentions reads only what it needs of it. `reference_files` keeps it."""

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from linkage.bulk import blocks, model, prepare
from linkage.bulk.blocks import Block, Keys, Parts, Rows
from linkage.bulk.comparisons import RARE, RELATIVES
from linkage.bulk.tables import Source

KEY = "person_id"
HASHES = ("name", "plain", "given", "family")
ROLES = {"": HASHES, **dict.fromkeys(RELATIVES, ("plain", "given"))}
"""Whose name -> what of it is compared."""
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Rarity:
    """Share of each value in the registry, by its number in order; of a value it has not, `unseen`."""

    values: Keys
    shares: Floats
    unseen: float

    def of(self, values: Keys) -> Floats:
        """The share of each."""
        if not len(self.values):
            return np.full(len(values), self.unseen)
        at = np.minimum(np.searchsorted(self.values, values), len(self.values) - 1)
        return np.where(self.values[at] == values, self.shares[at], self.unseen)


@dataclass(frozen=True, slots=True)
class Reference:
    """A registry, ready to be linked to."""

    columns: pa.Table
    """A row an entry; a name is its number in `names`."""
    names: pa.Table
    """Every name of the registry once: name, plain, given, family."""
    blocks: Mapping[str, Block]
    rarity: Mapping[str, Rarity]

    def __len__(self) -> int:
        """How many entries."""
        return int(self.columns.num_rows)

    def take(self, rows: Rows | None = None, suffix: str = "") -> pa.Table:
        """The compared columns of these entries, of all where none are given, with the names written out."""
        chosen = self.columns if rows is None else taken(self.columns, rows)
        made = {f"{name}{suffix}": chosen[name] for name in chosen.column_names if not name.endswith(("number", "key"))}
        for whose, parts in ROLES.items():
            numbers = array(chosen[f"{whose}_number" if whose else "number"])
            for part in parts:
                made[f"{named(whose, part)}{suffix}"] = array(self.names[part]).take(numbers)
        return pa.table(made)


def named(whose: str, part: str) -> str:
    """The column of a part of a name: `plain` of the mother is `mother`, her given name `mother_given`."""
    return part if not whose else whose if part == "plain" else f"{whose}_{part}"


def array(column: pa.ChunkedArray) -> pa.Array:
    """A column in one piece, as it lies where it is one already."""
    return column.chunk(0) if column.num_chunks == 1 else pa.concat_arrays([*column.chunks, pa.array([], column.type)])


def taken(table: pa.Table, rows: Rows) -> pa.Table:
    """These rows of a table."""
    wanted = pa.array(rows)
    return pa.table({name: array(table[name]).take(wanted) for name in table.column_names})


def build(connection: duckdb.DuckDBPyConnection, known: Source) -> Reference:
    """Prepares a registry once."""
    columns, names = prepare.registry(connection, known, KEY)
    hashes = _hashes(connection, names)
    parts = _parts(columns, hashes)
    rarity, shares = {}, {}
    for column in RARE:
        values = parts["day"] if column == "day" else _gathered(hashes[column], columns["number"])
        rarity[column], shares[f"tf_{column}"] = _rarity(column, values)
    for name, each in shares.items():
        columns = columns.append_column(name, pa.array(each))
    return Reference(columns, names, {rule: blocks.block(rule, parts) for rule in blocks.RULES}, rarity)


def _hashes(connection: duckdb.DuckDBPyConnection, names: pa.Table) -> dict[str, Keys]:
    """A hash of each part of each name, and 0 at the end for no name."""
    connection.register("names_made", names)
    wanted = {name: name for name in HASHES} | blocks.LETTERS
    hashed = ", ".join(f"hash({sql}) AS {part}" for part, sql in wanted.items())
    found = connection.sql("FROM names_made").project(hashed).fetchnumpy()
    made = {part: np.append(np.asarray(each, np.uint64), np.uint64(0)) for part, each in found.items()}
    connection.unregister("names_made")
    return made


def _gathered(hashes: Keys, numbers: pa.ChunkedArray) -> Keys:
    gathered: Keys = hashes[pc.fill_null(numbers, -1).to_numpy()]
    return gathered


def _parts(columns: pa.Table, hashes: Mapping[str, Keys]) -> Parts:
    """What the block keys are made of; `blocks.part_columns` makes the same of a mention."""
    made = {part: _gathered(hashes[part], columns["number"]) for part in ("plain", "given", "family", *blocks.LETTERS)}
    made |= {whose: _gathered(hashes["plain"], columns[f"{whose}_number"]) for whose in RELATIVES}
    made["sex"] = _number(pc.index_in(columns["sex"], pa.array(["M", "F"])))
    return made | {name: _number(columns[name]) for name in blocks.NUMBERS}


def _number(column: pa.ChunkedArray) -> Keys:
    """One more than the number, 0 where there is none."""
    made: Keys = pc.add(pc.fill_null(pc.cast(column, pa.int64()), -1), 1).to_numpy().astype(np.uint64)
    return made


def _rarity(column: str, values: Keys) -> tuple[Rarity, Floats]:
    """The shares of the values, drawn a little towards that of one never seen, and the share of each entry's."""
    unseen = model.unseen(column, len(values))
    different, places, counts = np.unique(values, return_inverse=True, return_counts=True)
    shares = (counts + model.ALIKE * model.UNSEEN[column]) / (len(values) + model.ALIKE)
    shares[different == 0] = unseen
    return Rarity(different, shares, unseen), shares[places] if len(values) else np.zeros(0)
