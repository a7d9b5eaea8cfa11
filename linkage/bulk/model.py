"""The trained model: its weights as Splink writes them, and the same compiled to SQL over pairs of rows."""
# ruff: noqa: S608 - the names in this SQL are ours; what comes from outside goes through `literal` and `quoted`

import json
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from linkage.bulk.comparisons import COMPARISONS, ELSE, Comparison, Level

FILE = Path(__file__).with_name("model.json")
SMALLEST = 1e-9
ALIKE = 20_000
"""A registry smaller than this is taken for a part of a population at least so large."""
UNSEEN = {"name": 2e-6, "plain": 4e-6, "day": 3.5e-5}
"""Share of a name or day that a registry has never seen; it weighs as much as `ALIKE` entries do."""


@dataclass(frozen=True, slots=True)
class Weights:
    """log2 Bayes factors by feature and level; `same` holds u of the level a frequency stands in for."""

    levels: dict[tuple[str, str], tuple[float, float]]
    """(feature, level) -> (m, u)."""
    made: dict[str, Any]
    """When and how it was made, its threshold and calibration."""

    def bits(self, feature: str, level: str) -> float:
        """log2(m / u)."""
        m, u = self.levels[feature, level]
        return math.log2(max(m, SMALLEST) / max(u, SMALLEST))

    @property
    def threshold(self) -> float:
        """log2 odds of the best candidate, against all others and against nobody, from which the machine may link."""
        return float(self.made["threshold"])

    @property
    def calibration(self) -> tuple[float, float]:
        """Slope and offset from log2 odds to the log2 odds that were seen on labelled mentions."""
        slope, offset = self.made["calibration"]
        return float(slope), float(offset)

    def usual(self, comparison: Comparison, column: str) -> float:
        """u of the level that is equality of this column."""
        level = next(level for level in comparison.levels if level.condition == f'"{column}_l" = "{column}_r"')
        return max(self.levels[comparison.name, level.label][1], SMALLEST)


@cache
def trained() -> Weights:
    """The committed model."""
    return parsed(json.loads(FILE.read_text("utf-8")))


def parsed(written: dict[str, Any]) -> Weights:
    """A model from its JSON: Splink's settings under `splink`, when and how it was made under `made`."""
    levels = {
        (comparison["output_column_name"], level["label_for_charts"]): (
            float(level["m_probability"]),
            float(level["u_probability"]),
        )
        for comparison in written["splink"]["comparisons"]
        for level in comparison["comparison_levels"]
        if not level.get("is_null_level")
    }
    return Weights(levels, written["made"])


def prior_bits(entries: int) -> float:
    """log2 odds that one certain entry of a registry is the person, before anything is compared."""
    return math.log2(0.9 / max(entries, ALIKE))


def level_columns() -> str:
    """SQL: for each feature the number of its level, -1 where nothing was compared, as `g_<feature>`."""
    return ", ".join(f"{_gamma(comparison)} AS g_{comparison.name}" for comparison in COMPARISONS)


def weight_of_levels(weights: Weights) -> str:
    """SQL: the bits of each feature from the level columns and the frequencies."""
    return ", ".join(f"{_by_level(comparison, weights)} AS w_{comparison.name}" for comparison in COMPARISONS)


def _gamma(comparison: Comparison) -> str:
    whens = " ".join(
        f"WHEN {level.condition} THEN {number}"
        for number, level in enumerate(comparison.levels)
        if level.condition != ELSE
    )
    return f"CASE WHEN {comparison.silent} THEN -1 {whens} ELSE {len(comparison.levels) - 1} END::TINYINT"


def _by_level(comparison: Comparison, weights: Weights) -> str:
    whens = " ".join(
        f"WHEN {number} THEN {_bits(comparison, level, weights)}" for number, level in enumerate(comparison.levels)
    )
    return f"CASE g_{comparison.name} {whens} END"


def _bits(comparison: Comparison, level: Level, weights: Weights) -> str:
    plain = f"{weights.bits(comparison.name, level.label):.6f}"
    if level.rare is None:
        return plain
    usual = weights.usual(comparison, level.rare)
    return f"{plain} + {level.rare_weight} * log2({usual:.12g} / tf_{level.rare})"


def frequency_table(column: str, entries: int) -> str:
    """SQL: `value`, `tf`, the registry's share of each value, drawn a little towards that of one never seen."""
    return f"""SELECT {column} AS value, (count(*) + {ALIKE * UNSEEN[column]}) / {entries + ALIKE} AS tf
        FROM known WHERE {column} IS NOT NULL GROUP BY {column}"""


def unseen(column: str, entries: int) -> float:
    """The share of a value the registry does not have."""
    return ALIKE * UNSEEN[column] / (entries + ALIKE)
