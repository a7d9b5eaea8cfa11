"""The same model in Splink: it trains the weights, and it is the reference our compiled SQL must agree with."""
# ruff: noqa: S608 - the names in this SQL are ours; what comes from outside goes through `literal` and `quoted`

from typing import Any

import duckdb

from linkage.bulk.comparisons import COMPARISONS, MACROS, RARE, Comparison, Level
from linkage.bulk.model import Weights, frequency_table
from linkage.bulk.persons import Mentions

NUMBER_SAME = {"pid": 1e-7, "oid": 5e-7}
"""Chance that a mention bears exactly the number of one given other person: the spouse's, or a misread one."""
TRUTH = "truth"
SIDES = {"said": "a_mentions", "known": "b_registry"}
"""Splink calls the table left whose name comes first."""
ONE_SIDED = {"said": ("fine UBIGINT[]", "wide UBIGINT[]"), "known": ("places UBIGINT[]", "kin VARCHAR[]")}
NEVER_SEEN = 2e-5
"""m of a level no true pair had, and u of one no random pair had."""


def settings(weights: Weights | None = None, prior: float = 1e-6) -> dict[str, Any]:
    """Splink settings for tables `said` and `known`, with the weights when there are any."""
    return {
        "link_type": "link_only",
        "unique_id_column_name": "row",
        "probability_two_random_records_match": prior,
        "comparisons": [_comparison(comparison, weights) for comparison in COMPARISONS],
        "blocking_rules_to_generate_predictions": ["l.plain = r.plain and l.y = r.y", "l.pid = r.pid"],
        "retain_intermediate_calculation_columns": True,
        "retain_matching_columns": False,
    }


def _comparison(comparison: Comparison, weights: Weights | None) -> dict[str, Any]:
    silent = {"sql_condition": comparison.silent, "label_for_charts": "silent", "is_null_level": True}
    levels = [_level(comparison, level, weights) for level in comparison.levels]
    return {"output_column_name": comparison.name, "comparison_levels": [silent, *levels]}


def _level(comparison: Comparison, level: Level, weights: Weights | None) -> dict[str, Any]:
    made: dict[str, Any] = {"sql_condition": level.condition, "label_for_charts": level.label}
    if level.rare:
        made |= {"tf_adjustment_column": level.rare, "tf_adjustment_weight": level.rare_weight}
    if weights:
        m, u = weights.levels[comparison.name, level.label]
        made |= {"m_probability": m, "u_probability": u}
    return made


def tables(connection: duckdb.DuckDBPyConnection, mentions: Mentions) -> None:
    """Makes the tables `said` and `known` that Splink takes: a row by its number, every column on both sides."""
    sides = {"said": mentions.table, "known": mentions.reference.take()}
    for name, table in sides.items():
        kept = [column for column in table.column_names if not column.startswith("tf_") and column != "key"]
        connection.register("side_made", table.select(kept))
        connection.execute(
            f"CREATE OR REPLACE TABLE {name} AS SELECT row_number() OVER () - 1 AS row, * FROM side_made"
        )
        for column in ONE_SIDED[name]:
            connection.execute(f"ALTER TABLE {name} ADD COLUMN {column}")


def linker(connection: duckdb.DuckDBPyConnection, described: dict[str, Any]) -> Any:
    """A Splink linker over two prepared tables of this database, with the frequencies of the table `known`."""
    from splink import Linker
    from splink.internals.duckdb.database_api import DuckDBAPI

    connection.execute(MACROS)
    api = DuckDBAPI(connection=connection)
    tables = [api.register(name, dataset_display_name=shown) for name, shown in SIDES.items()]
    made = Linker(tables, described, log_level=None)
    entries = connection.execute("SELECT count(*) FROM known").fetchall()[0][0]
    for column in RARE:
        connection.execute(
            f"CREATE OR REPLACE TABLE splink_{column} AS SELECT value AS {column}, tf AS tf_{column} "
            f"FROM ({frequency_table(column, entries)})"
        )
        made.table_management.register_term_frequency_lookup(api.register(f"splink_{column}"), column)
    return made


def train(connection: duckdb.DuckDBPyConnection, pairs: float = 2e7, seed: int = 7) -> dict[str, Any]:
    """Settings with m from the true pairs (column `truth`) and u from random pairs.

    A random sample never sees two equal numbers: their u is set, not counted.
    """
    made = linker(connection, settings())
    made.training.estimate_u_using_random_sampling(max_pairs=pairs, seed=seed)
    made.training.estimate_m_from_label_column(TRUTH)
    return _completed(made.misc.save_model_to_json(out_path=None))


def _completed(written: dict[str, Any]) -> dict[str, Any]:
    for comparison in written["comparisons"]:
        for level in comparison["comparison_levels"]:
            if not level.get("is_null_level"):
                level["m_probability"] = max(level.get("m_probability") or 0.0, NEVER_SEEN)
                level["u_probability"] = level.get("u_probability") or NEVER_SEEN
        if comparison["output_column_name"] in NUMBER_SAME:
            same = next(level for level in comparison["comparison_levels"] if level["label_for_charts"] == "same")
            same["u_probability"] = NUMBER_SAME[comparison["output_column_name"]]
    return written
