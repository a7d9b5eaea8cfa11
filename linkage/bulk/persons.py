"""Links a table of persons: prepares both sides, goes through the mentions in chunks, writes one row a mention."""
# ruff: noqa: S608 - the names in this SQL are ours; what comes from outside goes through `literal` and `quoted`

import duckdb

from linkage.bulk import blocks, decide, model, prepare
from linkage.bulk.answers import answers, shares
from linkage.bulk.comparisons import RARE
from linkage.bulk.tables import Source

KEY = "person_id"
CHUNK = 100_000
"""Mentions scored at once; the answer does not depend on it."""
RULE = """CASE WHEN rule IS NOT NULL THEN rule WHEN g_pid = 0 THEN 'id_unconfirmed' WHEN g_pid IN (1, 2) THEN 'near_id'
    WHEN g_oid = 0 THEN 'old_id_unconfirmed' WHEN g_oid IN (1, 2) THEN 'near_old_id' ELSE 'evidence' END"""


def registry(connection: duckdb.DuckDBPyConnection, known: Source) -> None:
    """Prepares the reference once: normalised columns, frequencies, block keys, numbers that several entries share."""
    prepare.persons(connection, "known", known, KEY, registry=True)
    entries = count(connection, "known")
    for column in RARE:
        connection.execute(f"CREATE OR REPLACE TABLE rare_{column} AS {model.frequency_table(column, entries)}")
    for number in ("pid", "oid"):
        connection.execute(f"""CREATE OR REPLACE TABLE shared_{number} AS SELECT {number} AS number FROM known
            WHERE {number} IS NOT NULL GROUP BY {number} HAVING count(*) > 1""")
    connection.execute(
        f"CREATE OR REPLACE TABLE known AS SELECT *, {blocks.all_columns()} FROM ({_with_rarity('known')})"
    )


def mentions(connection: duckdb.DuckDBPyConnection, said: Source) -> None:
    """Prepares the mentions against the registry's frequencies."""
    prepare.persons(connection, "said", said, "mention_id", registry=False)
    prepare.dossier_names(connection, "said")
    connection.execute(f"CREATE OR REPLACE TABLE said AS {_with_rarity('said')}")


def _with_rarity(table: str) -> str:
    entries = "(SELECT count(*) FROM known)"
    share = ", ".join(
        f"coalesce(rare_{c}.tf, {model.ALIKE * model.UNSEEN[c]} / ({entries} + {model.ALIKE})) AS tf_{c}" for c in RARE
    )
    joins = " ".join(f"LEFT JOIN rare_{c} ON rare_{c}.value = t.{c}" for c in RARE)
    return f"SELECT t.*, {share} FROM {table} AS t {joins}"


def link(connection: duckdb.DuckDBPyConnection, chunk: int = CHUNK) -> None:
    """Makes `linked`: mention_id, person_id, score, decision, rule, explanation, a row a mention in their order."""
    connection.execute("DROP TABLE IF EXISTS result")
    prior = model.prior_bits(count(connection, "known"))
    total = count(connection, "said")
    for start in range(1, total + 1, chunk):
        _chunk(connection, start, start + chunk, prior)
    if total == 0:
        _chunk(connection, 0, 0, prior)
    _settle(connection)


def _chunk(connection: duckdb.DuckDBPyConnection, start: int, stop: int, prior: float) -> None:
    connection.execute(f"CREATE OR REPLACE TEMP TABLE part AS SELECT * FROM said WHERE row >= {start} AND row < {stop}")
    decide.confirm_numbers(connection, "part")
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE rest AS SELECT * FROM part WHERE row NOT IN (SELECT l FROM confirmed)"
    )
    blocks.pairs(connection, "rest")
    decide.score(connection, "part", prior)
    decide.answer(connection)
    connection.execute("CREATE TABLE IF NOT EXISTS result AS SELECT * FROM answered LIMIT 0")
    connection.execute("INSERT INTO result SELECT * FROM answered")


def _settle(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(f"""CREATE OR REPLACE TABLE linked AS
        WITH judged AS (SELECT l, r, {RULE} AS rule, bits,
            CASE WHEN forbidden OR too_many THEN least(odds, {decide.SEEN_BY_A_PERSON}) ELSE odds END AS odds,
            {shares(decide.FEATURES)} AS explanation,
            CASE WHEN odds >= {model.trained().threshold} AND NOT forbidden AND NOT too_many THEN 'link'
                 WHEN odds >= {decide.WORTH_A_LOOK} OR (forbidden AND bits >= 0) THEN 'review'
                 ELSE 'none' END AS decision
            FROM result)
        {answers(*model.trained().calibration)}""")


def count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    """Rows of a table."""
    return int(connection.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0])
