"""Brings a table of persons into the columns the model compares; one row a row of the table, in its order."""
# ruff: noqa: S608 - the names in this SQL are ours; what comes from outside goes through `literal` and `quoted`

import datetime

import duckdb
import numpy as np
import pyarrow as pa

from linkage.bulk import names
from linkage.bulk.comparisons import RELATIVES
from linkage.bulk.places import spell_addresses
from linkage.bulk.tables import PAPER_COLUMNS, PERSON_COLUMNS, ROW, Source

NAMED = ("full_name", "mother_name", "father_name", "spouse_name")
MENTION_UNITS = """CASE WHEN coalesce(a.today, b.today) IS NULL THEN coalesce(a.places, b.places) ELSE
    list_append(list_filter(coalesce(a.places, b.places), lambda x: x <> coalesce(a.commune, b.commune)),
                coalesce(a.today, b.today)) END AS places"""
"""A commune that is one for certain stands there as the commune of today alone."""
REGISTRY_UNITS = """CASE WHEN a.raw IS NOT NULL OR b.raw IS NOT NULL THEN list_concat(a.fine, b.fine) END AS fine,
    list_concat(a.wide, b.wide) AS wide"""
OLDEST = 1850
COMMON_PLACE = 0.015
"""A unit that more than this share of the addresses name tells little: a district, a province, `thôn 3`."""
LARGEST_DOSSIER = 40
"""A dossier naming more people than this says nothing of who is whose relative."""


def mentions(connection: duckdb.DuckDBPyConnection, said: Source, key: str = "mention_id") -> pa.Table:
    """A row a mention in the order of the file: `key` as given and the normalised columns, addresses as `places`."""
    _spell(connection, "said_raw", said, key, kept="TABLE")
    names = "n.name, n.plain, n.given, n.family, " + ", ".join(
        f"{name}.plain AS {name}, {name}.given AS {name}_given" for name in RELATIVES
    )
    connection.execute(f"""CREATE OR REPLACE TEMP TABLE said AS
        {_columns("said_raw", names, MENTION_UNITS)}""")
    made = in_order(connection.sql(_WITH_KIN).to_arrow_table())
    _forget(connection, "said_raw", kept="TABLE")
    return made


def registry(connection: duckdb.DuckDBPyConnection, known: Source, key: str) -> tuple[pa.Table, pa.Table]:
    """A row an entry in the order of the file, its names as numbers, and the names; addresses as `fine` and `wide`."""
    _spell(connection, "known_raw", known, key)
    _sort_units(connection, "known_raw")
    connection.execute("""CREATE OR REPLACE TEMP TABLE known_names AS SELECT name, min(plain) AS plain,
        min(given) AS given, min(family) AS family, (row_number() OVER () - 1)::INTEGER AS number
        FROM known_raw_names GROUP BY name""")
    connection.execute("""CREATE OR REPLACE TEMP TABLE known_raw_names AS SELECT raw, number
        FROM known_raw_names JOIN known_names USING (name)""")
    numbers = "n.number, " + ", ".join(f"{name}.number AS {name}_number" for name in RELATIVES)
    columns = in_order(connection.sql(_columns("known_raw", numbers, REGISTRY_UNITS)).to_arrow_table())
    names = connection.sql("SELECT name, plain, given, family FROM known_names ORDER BY number").to_arrow_table()
    _forget(connection, "known_raw")
    connection.execute("DROP TABLE known_names")
    return columns.drop_columns(["dossier"]), names.combine_chunks()


def in_order(made: pa.Table) -> pa.Table:
    """The rows in the order of the file, in one piece, without their numbers."""
    rows = made["row"].to_numpy()
    made = made if np.all(rows[1:] > rows[:-1]) else made.take(np.argsort(rows))
    return made.drop_columns(["row"]).combine_chunks()


def _spell(connection: duckdb.DuckDBPyConnection, table: str, source: Source, key: str, kept: str = "VIEW") -> None:
    """Reads the table, each time anew or (`kept` a TABLE) once: a registry's texts are too much to keep beside it."""
    taken = ", ".join(f"{source.text(name)} AS {name}" for name in (*PERSON_COLUMNS, *PAPER_COLUMNS))
    connection.execute(f"""CREATE OR REPLACE TEMP {kept} {table} AS SELECT {ROW}, {source.raw(key)} AS key, {taken}
        FROM {source.scan} WHERE {source.raw(key)} IS NOT NULL""")
    names.spell_names(connection, table, NAMED)
    spell_addresses(connection, table, ("address", "address_new"))


def _forget(connection: duckdb.DuckDBPyConnection, table: str, kept: str = "VIEW") -> None:
    connection.execute(f"DROP {kept} {table}; DROP TABLE {table}_names; DROP TABLE {table}_places")
    connection.execute("DROP TABLE IF EXISTS said")


def _columns(raw: str, named: str, units: str) -> str:
    joins = " ".join(f"LEFT JOIN {raw}_names AS {name} ON {name}.raw = p.{name}_name" for name in RELATIVES)
    return f"""
    WITH dated AS (SELECT *, {_date()} AS whole, {_sex()} AS sex_said, {_digits("personal_id")} AS new_number,
                          {_digits("old_id")} AS old_number FROM {raw}),
    numbered AS (SELECT *, {_born()} FROM (SELECT *, {_CALENDAR} FROM dated))
    SELECT p.row, p.key, {named}, p.day, p.y, p.md, p.sex_said AS sex, {_NUMBERS}, {units}, p.dossier_id AS dossier
    FROM numbered AS p LEFT JOIN {raw}_names AS n ON n.raw = p.full_name
    LEFT JOIN {raw}_places AS a ON a.raw = p.address LEFT JOIN {raw}_places AS b ON b.raw = p.address_new {joins}"""


_NUMBERS = """
CASE WHEN length(new_number) = 12 THEN new_number WHEN length(old_number) = 12 THEN old_number END AS pid,
CASE WHEN length(old_number) = 9 THEN old_number WHEN length(new_number) = 9 THEN new_number END AS oid"""


def _digits(column: str) -> str:
    """Digits of a number; letters that look like digits are read so, anything else makes it no number."""
    plain = f"regexp_full_match({column}, '[0-9]*[1-9][0-9]*') AND ({column}) <> repeat({column}[1], length({column}))"
    bare = f"translate(upper({column}), 'OQDILSBZ .-', '00011582')"
    return (
        f"CASE WHEN {plain} THEN {column} "
        f"WHEN regexp_full_match({bare}, '[0-9]+') AND length(replace({bare}, {bare}[1], '')) > 0 THEN {bare} END"
    )


def _date() -> str:
    """A date as yyyymmdd, or yyyy, or NULL."""
    text = "date_of_birth"
    day_first = rf"regexp_extract({text}, '^\s*(\d{{1,2}})[/. -](\d{{1,2}})[/. -](\d{{4}})', ['d', 'm', 'y'])"
    return rf"""CASE WHEN length({text}) = 10 AND {text}[5] = '-' AND {text}[8] = '-' THEN replace({text}, '-', '')
        WHEN regexp_matches({text}, '^\d{{4}}-\d\d-\d\d') THEN replace(left({text}, 10), '-', '')
        WHEN regexp_matches({text}, '^\d{{4}}([^\d].*)?$') THEN left({text}, 4)
        WHEN regexp_matches({text}, '^\d{{8}}$') THEN {text}
        WHEN regexp_matches({text}, '^\s*\d{{1,2}}[/. -]\d{{1,2}}[/. -]\d{{4}}') THEN
            {day_first}.y || lpad({day_first}.m, 2, '0') || lpad({day_first}.d, 2, '0')
        WHEN regexp_matches({text}, '^\d{{1,2}}/\d{{4}}$') THEN right({text}, 4) END"""


def _born() -> str:
    """Year and day of birth; a future day, or a year that cannot be, leaves nothing. A day that is none (31 February)
    was misread, so it stays to be compared digit by digit."""
    today = datetime.datetime.now(datetime.UTC).date()
    limit = f"least({today.year}, coalesce(TRY_CAST(document_year AS INTEGER), {today.year}))"
    possible = f"year BETWEEN {OLDEST} AND {limit} AND coalesce(date <= DATE '{today}', TRUE)"
    return f"""CASE WHEN {possible} AND length(whole) = 8 THEN whole END AS day,
        CASE WHEN {possible} THEN year::SMALLINT END AS y,
        CASE WHEN {possible} AND length(whole) = 8 THEN right(whole, 4)::SMALLINT END AS md"""


_CALENDAR = """TRY_CAST(left(whole, 4) AS INTEGER) AS year, CASE WHEN length(whole) = 8
    THEN TRY_CAST(left(whole, 4) || '-' || whole[5:6] || '-' || whole[7:8] AS DATE) END AS date"""


def _sex() -> str:
    said = "lower(nfc_normalize(sex))"
    return f"""CASE WHEN {said} IN ('m', 'nam', 'male') THEN 'M'
        WHEN {said} IN ('f', 'nữ', 'nu', 'female') THEN 'F' END"""


def _sort_units(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """Adds to `<table>_places` `fine` and `wide`: the units of each address by how much they tell."""
    connection.execute(f"""CREATE OR REPLACE TEMP TABLE common AS SELECT list(place) AS known FROM (
        SELECT place, count(*) AS n FROM (SELECT unnest(places) AS place FROM {table}_places) GROUP BY place
        HAVING n > greatest(3, {COMMON_PLACE} * (SELECT count(*) FROM {table}_places)))""")
    connection.execute(f"""CREATE OR REPLACE TEMP TABLE {table}_places AS SELECT raw,
        list_concat(list_filter(places, lambda x: NOT coalesce(list_contains(c.known, x), FALSE)),
                    IF(today IS NULL, [], [today])) AS fine,
        list_intersect(places, c.known) AS wide FROM {table}_places LEFT JOIN common AS c ON TRUE""")


_OWN = ", ".join(f"m.{who}" for who in ("plain", *RELATIVES))
_WITH_KIN = f"""SELECT m.* EXCLUDE (dossier), list_filter(d.everyone, lambda x: NOT list_contains([{_OWN}], x)) AS kin
    FROM said AS m LEFT JOIN (SELECT dossier, list_sort(list(DISTINCT plain)) AS everyone FROM said
    WHERE dossier IS NOT NULL GROUP BY dossier HAVING count(*) BETWEEN 2 AND {LARGEST_DOSSIER}) AS d USING (dossier)"""
"""The mentions with `kin`: the other names of their dossier, without marks; a parent or spouse that the mention itself
names is not counted twice."""
