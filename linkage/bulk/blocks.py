"""Which pairs are worth scoring: seventeen rules, never a surname alone, each block counted before it is opened."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.uint64]
"""A number for each row, 0 where it is unknown."""
Rows = NDArray[np.int64]
Parts = Mapping[str, Keys]
Flags = NDArray[np.bool_]

RULES = {
    "id": ("pid",),
    "old_id": ("oid",),
    "id tail": ("pid tail",),
    "id middle": ("pid middle", "given"),
    "old_id tail": ("oid tail", "given"),
    "old_id head": ("oid head", "given"),
    "name and year": ("plain", "y"),
    "name and day": ("plain", "day and month"),
    "day and given name": ("day", "given"),
    "day, surname and initial": ("day", "family", "sex", "initial"),
    "day, surname and ending": ("day", "family", "sex", "ending"),
    "name and mother": ("plain", "mother"),
    "name and father": ("plain", "father"),
    "name and spouse": ("plain", "spouse"),
    "parents and year": ("mother", "father", "y"),
    "spouse and given name": ("spouse", "given"),
    "name": ("plain",),
}
"""Rule -> what both sides must share. No rule is a surname alone."""
LARGEST = {"name": 8}
"""The most registry entries a rule may bring one mention, where it is not `LARGEST_BLOCK`."""
LARGEST_BLOCK = 100

HASHED = ("plain", "given", "family", "mother", "father", "spouse")
NUMBERS = ("y", "md", "day", "pid", "oid")
LETTERS = {"initial": "given[1]", "ending": "given[-1]"}
"""Part -> SQL of the letter of the given name that it is."""
_DERIVED: dict[str, tuple[str, Callable[[Keys], Keys]]] = {
    "pid tail": ("pid", lambda number: (number - 1) % 1_000_000),
    "pid middle": ("pid", lambda number: (number - 1) // 1000 % 1_000_000),
    "oid tail": ("oid", lambda number: (number - 1) % 100_000),
    "oid head": ("oid", lambda number: (number - 1) // 1000),
    "day and month": ("md", lambda day: np.minimum((day - 1) // 100, (day - 1) % 100) * 100
                      + np.maximum((day - 1) // 100, (day - 1) % 100)),
}  # fmt: skip
_SPREAD, _FOLD = np.uint64(0x9E3779B97F4A7C15), np.uint64(29)


def part_columns() -> str:
    """SQL: what the keys of a row are made of: a hash of a text, or one more than a number, so that 0 is unknown."""
    hashed = ", ".join(f"coalesce(hash({name}), 0) AS {name}" for name in HASHED)
    numbers = ", ".join(f"coalesce({name}::UBIGINT + 1, 0) AS {name}" for name in NUMBERS)
    letters = ", ".join(f"coalesce(hash({letter}), 0) AS {name}" for name, letter in LETTERS.items())
    return f"{hashed}, {numbers}, {letters}, CASE sex WHEN 'M' THEN 1 WHEN 'F' THEN 2 ELSE 0 END::UBIGINT AS sex"


def keys(rule: str, parts: Parts) -> Keys:
    """One number for each row, the same for rows that share what the rule asks; 0 where a part is unknown."""
    mixed, known = np.uint64(1) + parts["y"] * np.uint64(0), parts["y"] >= 0
    for name in RULES[rule]:
        source, derive = _DERIVED.get(name, (name, None))
        column = parts[source]
        known = known & (column != 0)
        mixed = _mixed(mixed, derive(column) if derive else column)
    return np.where(known, mixed | np.uint64(1), np.uint64(0))


def _mixed(one: Keys, other: Keys) -> Keys:
    with np.errstate(over="ignore"):
        both = (one ^ other) * _SPREAD
        return (both ^ (both >> _FOLD)) * _SPREAD


@dataclass(frozen=True, slots=True)
class Block:
    """The registry by one rule: its different keys in order, where each begins in `rows`, and the rows."""

    keys: Keys
    starts: NDArray[np.int32]
    rows: NDArray[np.int32]

    def find(self, asked: Keys) -> tuple[Rows, Rows]:
        """For each asked key where its rows begin and how many there are."""
        if not len(self.keys):
            return np.zeros(len(asked), dtype=np.int64), np.zeros(len(asked), dtype=np.int64)
        at = np.minimum(np.searchsorted(self.keys, asked), len(self.keys) - 1)
        found = (self.keys[at] == asked) & (asked != 0)
        begins = self.starts[at].astype(np.int64)
        return begins, np.where(found, self.starts[at + 1] - begins, 0)


def block(rule: str, parts: Parts) -> Block:
    """The registry's block of a rule."""
    every = keys(rule, parts)
    rows = np.flatnonzero(every).astype(np.int32)
    rows = rows[np.argsort(every[rows], kind="stable")]
    ordered = every[rows]
    first = np.flatnonzero(_changes(ordered))
    return Block(ordered[first], np.append(first, len(rows)).astype(np.int32), rows)


def _changes(ordered: NDArray[Any]) -> Flags:
    """Where a value differs from the one before it."""
    return np.append(np.ones(min(1, len(ordered)), bool), ordered[1:] != ordered[:-1])


def candidates(blocks: Mapping[str, Block], parts: Parts, rows: Rows) -> tuple[Rows, Rows, dict[str, Flags]]:
    """The pairs worth scoring of these mentions, each once, in order; and by rule whose block was too large to open."""
    found, crowded = [np.zeros(0, dtype=np.int64)], {}
    for rule, entries in blocks.items():
        begins, counts = entries.find(keys(rule, parts)[rows])
        crowded[rule] = counts > LARGEST.get(rule, LARGEST_BLOCK)
        counts = np.where(crowded[rule], 0, counts)
        found.append(np.repeat(rows, counts) << 32 | entries.rows[_spread(begins, counts)])
    pairs = np.sort(np.concatenate(found))
    pairs = pairs[_changes(pairs)]
    return pairs >> 32, pairs & 0xFFFFFFFF, crowded


def _spread(begins: Rows, counts: Rows) -> Rows:
    """The places from each beginning on, as many as counted."""
    ends = np.cumsum(counts)
    whole = int(ends[-1]) if len(ends) else 0
    return np.arange(whole) - np.repeat(ends - counts - begins, counts)


def unique_hits(entries: Block, asked: Keys) -> tuple[Rows, Rows]:
    """Of the asked keys those that one entry alone has: their places among the asked, and the entry."""
    begins, counts = entries.find(asked)
    single = np.flatnonzero(counts == 1)
    return single, entries.rows[begins[single]].astype(np.int64)
