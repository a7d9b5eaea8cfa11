"""Scores pairs of companies by few features whose bits were set by hand; docs/adr/023 says why there is no training."""
# ruff: noqa: S608 - the names in this SQL are ours; what comes from outside goes through `literal` and `quoted`

import duckdb

BLOCKS = {
    "code": ("code",),
    "code head": ("left(code, 5)", "length(code)"),
    "code tail": ("right(code, 5)", "length(code)"),
    "name": ("name",),
    "own name": ("plain",),
    "representative": ("boss_id",),
}
LARGEST_BLOCK = {"code head": 5000, "code tail": 500}
"""Heads and tails are opened only for pairs one digit apart."""
USUAL_BLOCK = 50
CERTAIN_ENOUGH, WORTH_A_LOOK = 7.9, -3.0
"""log2 odds; what a link needs besides is `LINKS`."""
SMALLEST_REGISTRY = 5000

NAME = """CASE WHEN l.name IS NULL OR r.name IS NULL THEN NULL WHEN l.name = r.name THEN log2({n} / r.same_name)
    WHEN l.own = r.own OR l.plain = r.plain THEN log2({n} / r.same_own) - 3
    WHEN jaro_winkler_similarity(l.plain, r.plain) >= 0.9 AND levenshtein(l.plain, r.plain) <= 3 THEN 7 ELSE -9 END"""
FEATURES = {
    "code": """CASE WHEN l.code IS NULL OR r.code IS NULL THEN NULL WHEN l.code = r.code THEN IF(l.valid, 22, 17)
        WHEN hamming_safe(l.code, r.code) = 1
        THEN IF(l.valid, 2, 17) WHEN l.valid THEN -14 ELSE -7 END""",
    "name": NAME,
    "representative": """CASE WHEN l.boss_id = r.boss_id THEN 11 WHEN l.boss IS NULL OR r.boss IS NULL THEN NULL
        WHEN l.boss = r.boss THEN 8 WHEN jaro_winkler_similarity(l.boss, r.boss) >= 0.93 THEN 4 ELSE -3 END""",
    "address": """CASE WHEN l.places IS NULL OR r.places IS NULL THEN NULL
        WHEN len(list_intersect(l.places, r.places)) >= 3 THEN 10
        WHEN len(list_intersect(l.places, r.places)) = 2 THEN 2 ELSE -2 END""",
}
_SAME_NAME = "coalesce(w_name > 0, FALSE)"
_ELSE_AGREES = "(coalesce(w_representative >= 8, FALSE) OR coalesce(w_address >= 10, FALSE))"
LINKS = f"{_SAME_NAME} AND (w_code > 10 OR (w_code IS NULL AND {_ELSE_AGREES}))"
"""What a link needs besides its odds: the name always, and a code that agrees or two more witnesses for the name."""
RULE = """CASE WHEN code_same THEN 'exact_code' WHEN w_code > 10 THEN 'near_code' WHEN w_name > 0 THEN 'name'
    ELSE 'evidence' END"""


def score(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes `result`: the best candidate of each mention, its bits by feature and its log2 odds."""
    connection.execute(
        "CREATE OR REPLACE MACRO hamming_safe(a, b) AS CASE WHEN length(a) = length(b) THEN hamming(a, b) END"
    )
    connection.execute("CREATE OR REPLACE TEMP TABLE candidate (l BIGINT, r BIGINT)")
    for rule in BLOCKS:
        _open(connection, rule)
    entries = f"greatest({SMALLEST_REGISTRY}, (SELECT count(*) FROM known))"
    bits = ", ".join(f"{sql.format(n=entries)} AS w_{name}" for name, sql in FEATURES.items())
    total = " + ".join(f"coalesce(w_{name}, 0)" for name in FEATURES)
    connection.execute(f"""CREATE OR REPLACE TABLE result AS
        WITH scored AS (SELECT p.l, p.r, coalesce(l.code = r.code, FALSE) AS code_same, {bits}
            FROM (SELECT DISTINCT l, r FROM candidate) AS p
            JOIN said AS l ON l.row = p.l JOIN known AS r ON r.row = p.r),
        summed AS (SELECT *, {total} - log2({entries}) AS bits FROM scored),
        ranked AS (SELECT *, row_number() OVER best AS place, sum(2.0 ** bits) OVER (PARTITION BY l) AS mass
            FROM summed WINDOW best AS (PARTITION BY l ORDER BY bits DESC, r))
        SELECT *, bits - log2(1 + greatest(mass - 2.0 ** bits, 0)) AS odds FROM ranked WHERE place = 1""")


def _open(connection: duckdb.DuckDBPyConnection, rule: str) -> None:
    known = " AND ".join(f"{part} IS NOT NULL" for part in BLOCKS[rule])
    key = f"hash({', '.join(BLOCKS[rule])})"
    near = "AND hamming_safe(m.code, k.code) = 1" if rule.startswith("code ") else ""
    connection.execute(f"""INSERT INTO candidate
        WITH asked AS (SELECT row, code, {key} AS k FROM said WHERE {known}),
        block AS (SELECT k, list(row) AS rows FROM (SELECT row, {key} AS k FROM known WHERE {known})
            SEMI JOIN asked USING (k) GROUP BY k HAVING count(*) <= {LARGEST_BLOCK.get(rule, USUAL_BLOCK)}),
        opened AS (SELECT row AS l, code, unnest(rows) AS r FROM asked JOIN block USING (k))
        SELECT m.l, m.r FROM opened AS m JOIN known AS k ON k.row = m.r WHERE TRUE {near}""")
