"""Which pairs are worth scoring: fifteen rules, never a surname, each block counted before it is opened."""
# ruff: noqa: S608 - the names in this SQL are ours; what comes from outside goes through `literal` and `quoted`

import duckdb

RULES = {
    "id": ("pid",),
    "old_id": ("oid",),
    "id tail": ("right(pid, 6)",),
    "id middle": ("pid[4:9]", "given"),
    "old_id tail": ("right(oid, 5)",),
    "old_id head": ("left(oid, 5)", "given"),
    "name and year": ("plain", "y"),
    "name and day": ("plain", "least(md // 100, md % 100)", "greatest(md // 100, md % 100)"),
    "day and given name": ("day", "given"),
    "day and surname": ("day", "family", "sex"),
    "name and mother": ("plain", "mother"),
    "name and father": ("plain", "father"),
    "name and spouse": ("plain", "spouse"),
    "parents and year": ("mother", "father", "y"),
    "spouse and given name": ("spouse", "given"),
    "name": ("plain",),
}
"""Rule -> what both sides must share. No rule is a surname alone."""
LARGEST = {"name": 12}
"""The most registry entries a rule may bring one mention, where it is not `LARGEST_BLOCK`."""
LARGEST_BLOCK = 100


def key(rule: str) -> str:
    """SQL: one number a block, NULL where a part of it is unknown."""
    parts = RULES[rule]
    known = " AND ".join(f"{part} IS NOT NULL" for part in parts)
    return f"CASE WHEN {known} THEN hash({', '.join(parts)}) END"


def column(rule: str) -> str:
    """The registry's column with the rule's key."""
    return "block_" + rule.replace(" ", "_")


def all_columns() -> str:
    """SQL for every key of a registry row, worked out once."""
    return ", ".join(f"{key(rule)} AS {column(rule)}" for rule in RULES)


def pairs(connection: duckdb.DuckDBPyConnection, mentions: str) -> None:
    """Makes `pair` (l, r) and `crowded` (l: its block of some rule was too large to open) for these mentions."""
    connection.execute("CREATE OR REPLACE TEMP TABLE candidate (l BIGINT, r BIGINT)")
    connection.execute("CREATE OR REPLACE TEMP TABLE crowded (l BIGINT, rule VARCHAR)")
    for rule in RULES:
        _open(connection, mentions, rule)
    connection.execute("CREATE OR REPLACE TEMP TABLE pair AS SELECT DISTINCT l, r FROM candidate")


def _open(connection: duckdb.DuckDBPyConnection, mentions: str, rule: str) -> None:
    connection.execute(f"CREATE OR REPLACE TEMP TABLE asked AS SELECT row, {key(rule)} AS k FROM {mentions}")
    connection.execute(f"""CREATE OR REPLACE TEMP TABLE block AS SELECT k, list(r.row) AS rows FROM known AS r
        JOIN (SELECT DISTINCT k FROM asked WHERE k IS NOT NULL) AS a ON r.{column(rule)} = a.k GROUP BY k""")
    most = LARGEST.get(rule, LARGEST_BLOCK)
    connection.execute(f"""INSERT INTO candidate SELECT row, unnest(rows) FROM asked JOIN block USING (k)
        WHERE len(rows) <= {most}""")
    connection.execute(f"""INSERT INTO crowded SELECT row, '{rule}' FROM asked JOIN block USING (k)
        WHERE len(rows) > {most}""")
