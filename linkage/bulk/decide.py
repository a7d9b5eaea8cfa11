"""From pairs to one answer a mention: confirmed numbers, then the model's posterior, then what forbids."""
# ruff: noqa: S608 - the names in this SQL are ours; what comes from outside goes through `literal` and `quoted`

import duckdb

from linkage.bulk import model
from linkage.bulk.comparisons import COMPARISONS, RARE

WORTH_A_LOOK = -3.0
"""Below these log2 odds a candidate is not shown to anybody."""
SEEN_BY_A_PERSON = 1.0
"""The most log2 odds a candidate is given that something forbids: of such about nine in ten were right."""
CERTAIN = 20.0
"""log2 odds given to a number that all else confirms: 1 wrong in 610,884 was measured, 2^-19.2."""
LEAST_CONFIRMED_NAME = 0.9
FEATURES = tuple(comparison.name for comparison in COMPARISONS)


def confirm_numbers(connection: duckdb.DuckDBPyConnection, mentions: str) -> None:
    """Makes `confirmed` (l, r, rule): a number that one registry entry alone has, with name, year and sex agreeing."""
    connection.execute("CREATE OR REPLACE TEMP TABLE confirmed (l BIGINT, r BIGINT, rule VARCHAR)")
    for number, rule in (("pid", "exact_id"), ("oid", "exact_old_id")):
        connection.execute(f"""INSERT INTO confirmed SELECT l.row, r.row, '{rule}' FROM {mentions} AS l
            JOIN known AS r ON l.{number} = r.{number} ANTI JOIN shared_{number} AS s ON s.number = l.{number}
            WHERE {_CONFIRMS} AND l.row NOT IN (SELECT l FROM confirmed)""")


_CONFIRMS = f"""abs(l.y - r.y) <= 1 AND coalesce(l.sex = r.sex, TRUE) AND coalesce(hamming(l.pid, r.pid) <= 2, TRUE)
    AND (l.plain = r.plain OR levenshtein(l.plain, r.plain) <= 2 OR (l.given = r.given
         AND jaro_winkler_similarity(l.plain, r.plain) >= {LEAST_CONFIRMED_NAME}))"""


def score(connection: duckdb.DuckDBPyConnection, mentions: str, prior: float) -> None:
    """Makes `scored`: every candidate pair with the level and the bits of each feature, and their sum."""
    connection.execute(f"""CREATE OR REPLACE TEMP TABLE levelled AS
        SELECT p.l, p.r, p.rule, {model.level_columns()}, {_FREQUENCIES}
        FROM (SELECT l, r, rule FROM confirmed UNION ALL SELECT l, r, NULL FROM pair) AS p
        JOIN {mentions} AS l ON l.row = p.l JOIN known AS r ON r.row = p.r""")
    total = " + ".join(f"coalesce(w_{feature}, 0)" for feature in FEATURES)
    connection.execute(f"""CREATE OR REPLACE TEMP TABLE scored AS SELECT *, {prior} + {total} AS bits FROM (
        SELECT *, {model.weight_of_levels(model.trained())} FROM levelled)""")


_FREQUENCIES = ", ".join(f"greatest(l.tf_{column}, r.tf_{column}) AS tf_{column}" for column in RARE)


def answer(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes `answered`: the best candidate of each mention, its log2 odds and what forbids a link."""
    connection.execute(f"""CREATE OR REPLACE TEMP TABLE answered AS
        WITH ranked AS (SELECT *, row_number() OVER best AS place, sum(2.0 ** bits) OVER (PARTITION BY l) AS mass,
            FROM scored WINDOW best AS (PARTITION BY l ORDER BY bits DESC, r)),
        first AS (SELECT *, bits - log2(1 + greatest(mass - 2.0 ** bits, 0)) AS alone FROM ranked WHERE place = 1)
        SELECT * EXCLUDE (alone), CASE WHEN rule IS NULL THEN alone ELSE {CERTAIN} END AS odds,
               rule IS NULL AND ({_FORBIDDEN}) AS forbidden, EXISTS (SELECT 1 FROM crowded AS c WHERE c.l = first.l
               AND rule IS NULL AND ({_TOO_MANY})) AS too_many
        FROM first""")


_NUMBER_NEAR = "(coalesce(g_pid BETWEEN 0 AND 2, FALSE) OR coalesce(g_oid BETWEEN 0 AND 1, FALSE))"
_FORBIDDEN = (
    f"g_pid = 3 OR (g_oid = 3 AND g_pid <> 0) OR g_name NOT IN (0, 1, 2, 3) AND NOT (g_name = 4 AND {_NUMBER_NEAR})"
)
_TOO_MANY = f"NOT {_NUMBER_NEAR} AND (c.rule = 'name and day' OR (c.rule = 'name and year' AND g_born <> 0))"
