"""The table that comes out, the same for persons and companies."""
# ruff: noqa: S608 - the names in this SQL are ours; what comes from outside goes through `literal` and `quoted`

from pathlib import Path

import duckdb

from linkage.bulk.tables import literal


def shares(features: tuple[str, ...]) -> str:
    """SQL: the explanation; each feature's bits over the sum of all without sign, so that a minus speaks against."""
    whole = " + ".join(f"abs(coalesce(w_{feature}, 0))" for feature in features)
    parts = ", ".join(f"""'"{name}": ' || (w_{name} / nullif({whole}, 0))::DECIMAL(5, 4)""" for name in features)
    return f"'{{' || concat_ws(', ', {parts}) || '}}'"


def answers(slope: float = 1.0, offset: float = 0.0) -> str:
    """SQL: a row a mention, from `said`, `known` and `judged` (l, r, decision, odds, rule, explanation)."""
    return f"""SELECT m.key AS mention_id, CASE WHEN decision <> 'none' THEN k.key END AS person_id,
        CASE WHEN decision IS NULL OR decision = 'none' THEN 0.0
             ELSE 1 / (1 + 2.0 ** -({slope} * odds + {offset})) END AS score,
        coalesce(decision, 'none') AS decision, CASE WHEN decision <> 'none' THEN j.rule ELSE 'none' END AS rule,
        CASE WHEN decision <> 'none' THEN explanation ELSE '{{}}' END AS explanation, m.row
        FROM said AS m LEFT JOIN judged AS j ON j.l = m.row LEFT JOIN known AS k ON k.row = j.r"""


def write(connection: duckdb.DuckDBPyConnection, out: Path, key: str) -> dict[str, int]:
    """Writes `linked` with the registry's key under its own name, and counts the answers by decision."""
    columns = f"mention_id, person_id AS {key}, score, decision, rule, explanation"
    connection.execute(
        f"COPY (SELECT {columns} FROM linked ORDER BY row) TO {literal(out)} (FORMAT parquet, COMPRESSION zstd)"
    )
    return dict(connection.execute("SELECT decision, count(*) FROM linked GROUP BY decision").fetchall())
