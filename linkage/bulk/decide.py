"""From pairs to one answer a mention: confirmed numbers, then the model's posterior, then what forbids."""
# ruff: noqa: S608 - the names in this SQL are ours; what comes from outside goes through `literal` and `quoted`

import duckdb
import pyarrow as pa

from linkage.bulk import model
from linkage.bulk.answers import shares
from linkage.bulk.comparisons import BORN, COMPARISONS, MACROS, RARE

WORTH_A_LOOK = -3.0
"""Below these log2 odds a candidate is not shown to anybody."""
SEEN_BY_A_PERSON = 1.0
"""The most log2 odds a candidate is given that something forbids: of such about nine in ten were right."""
CERTAIN = 20.0
"""log2 odds given to a number that all else confirms: 1 wrong in 610,884 was measured, 2^-19.2."""
LEAST_CONFIRMED_NAME = 0.9
FEATURES = tuple(comparison.name for comparison in COMPARISONS)
CONFIRMING = ("y", "sex", "pid", "plain", "given")
"""The columns that confirm a number."""


def confirmed(connection: duckdb.DuckDBPyConnection, pairs: pa.Table) -> pa.Table:
    """Of pairs of one number that one entry alone has, those whose name, year and sex agree: their `l` and `r`."""
    connection.register("hits", pairs)
    return connection.sql(f"SELECT l, r FROM hits WHERE {_CONFIRMS}").to_arrow_table()


_CONFIRMS = f"""abs(y_l - y_r) <= 1 AND coalesce(sex_l = sex_r, TRUE) AND coalesce(hamming(pid_l, pid_r) <= 2, TRUE)
    AND (plain_l = plain_r OR (levenshtein(plain_l, plain_r) <= 2 AND levenshtein(given_l, given_r) <= 1)
         OR (given_l = given_r AND jaro_winkler_similarity(plain_l, plain_r) >= {LEAST_CONFIRMED_NAME}))"""


def score(connection: duckdb.DuckDBPyConnection, pairs: pa.Table, prior: float) -> None:
    """Makes `scored`: every pair (l, r, rule and both sides' columns) with the level and bits of each feature."""
    connection.register("pairs", pairs)
    connection.execute(MACROS)
    rarer = ", ".join(f"greatest(tf_{column}_l, tf_{column}_r) AS tf_{column}" for column in RARE)
    total = " + ".join(f"coalesce(w_{feature}, 0)" for feature in FEATURES)
    connection.execute(f"""CREATE OR REPLACE TEMP TABLE scored AS SELECT *, {prior} + {total} AS bits FROM (
        SELECT *, {model.weight_of_levels(model.trained())} FROM (
        SELECT l, r, rule, {model.level_columns()}, {rarer}, {_GIVEN_NEAR} AS given_near FROM pairs))""")


_GIVEN_NEAR = "coalesce(given_l = given_r OR levenshtein(given_l, given_r) <= 1, FALSE)"


def judge(connection: duckdb.DuckDBPyConnection, crowded: pa.Table) -> pa.Table:
    """The best candidate of each mention (l, r), what becomes of it and why; `crowded` says whose blocks stayed shut.

    `alone` holds the log2 odds before anything forbids, `by_number` whether a confirmed number says so.
    """
    connection.register("crowded", crowded)
    decision, score = _decision(model.trained().threshold), _score(*model.trained().calibration)
    return connection.sql(f"""
        WITH best AS (SELECT l, max_by(rowid, (bits, -r)) AS place, sum(2.0 ** bits) AS mass FROM scored GROUP BY l),
        first AS (SELECT s.*, mass FROM scored AS s JOIN best AS b ON s.rowid = b.place),
        weighed AS (SELECT f.*, rule IS NOT NULL AS by_number, round(CASE WHEN rule IS NULL
                    THEN bits - log2(1 + greatest(mass - 2.0 ** bits, 0)) ELSE {CERTAIN} END, 6) AS alone,
                    rule IS NULL AND ({_FORBIDDEN}) AS forbidden, rule IS NULL AND ({_TOO_MANY}) AS too_many
                    FROM first AS f JOIN crowded AS c USING (l)),
        judged AS (SELECT *, IF(forbidden OR too_many, least(alone, {SEEN_BY_A_PERSON}), alone) AS odds FROM weighed)
        SELECT l, r, alone, by_number, forbidden, too_many, {RULE} AS rule, {decision} AS decision, {score} AS score,
               {shares(FEATURES)} AS explanation FROM judged""").to_arrow_table()


RULE = """CASE WHEN rule IS NOT NULL THEN rule WHEN g_pid = 0 THEN 'id_unconfirmed' WHEN g_pid IN (1, 2) THEN 'near_id'
    WHEN g_oid = 0 THEN 'old_id_unconfirmed' WHEN g_oid IN (1, 2) THEN 'near_old_id' ELSE 'evidence' END"""
_NUMBER_NEAR = "(coalesce(g_pid BETWEEN 0 AND 2, FALSE) OR coalesce(g_oid BETWEEN 0 AND 1, FALSE))"
_BORN_NEAR = f"g_born BETWEEN 0 AND {BORN.at('year near')}"
_BORN_ALIKE = f"g_born BETWEEN 0 AND {BORN.at('two digits')}"
_FORBIDDEN = f"""g_pid = 3 OR (g_oid = 3 AND g_pid <> 0)
    OR (g_name NOT IN (0, 1, 2, 3) AND NOT (g_name = 4 AND given_near AND {_NUMBER_NEAR} AND {_BORN_NEAR}))
    OR (g_sex = 1 AND NOT (g_name IN (0, 1) AND {_BORN_ALIKE}))
    OR (g_born >= {BORN.at("two digits")} AND NOT {_NUMBER_NEAR})"""
"""An identity number that contradicts; another name, but for one misread beside a near number and birth; another sex,
but beside the same name and birth: both numbers and a like name may be the spouse's; another birth without a number,
whatever else agrees: a brother or sister of almost the same name."""
_TOO_MANY = f"NOT {_NUMBER_NEAR} AND (c.name_and_day OR (c.name_and_year AND g_born <> 0))"


def _decision(threshold: float) -> str:
    return f"""CASE WHEN alone >= {threshold} AND NOT forbidden AND NOT too_many THEN 'link'
        WHEN odds >= {WORTH_A_LOOK} OR (forbidden AND bits >= 0) THEN 'review' ELSE 'none' END"""


def _score(slope: float, offset: float) -> str:
    return f"1 / (1 + 2.0 ** -({slope} * odds + {offset}))"
