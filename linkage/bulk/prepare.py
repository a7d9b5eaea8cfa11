"""Brings a table of persons into the columns the model compares; one row a row of the table, by its number."""
# ruff: noqa: S608 - the names in this SQL are ours; what comes from outside goes through `literal` and `quoted`

import datetime

import duckdb

from linkage.bulk import names
from linkage.bulk.tables import PAPER_COLUMNS, PERSON_COLUMNS, Source

RELATIVES = ("mother", "father", "spouse")
NAMED = ("full_name", "mother_name", "father_name", "spouse_name")
REGISTRY_UNITS = """CASE WHEN a.raw IS NOT NULL OR b.raw IS NOT NULL THEN list_concat(a.fine, b.fine) END AS fine,
    list_concat(a.wide, b.wide) AS wide"""
OLDEST = 1850
COMMON_PLACE = 0.015
"""A unit that more than this share of the addresses name tells little: a district, a province, `thôn 3`."""
LARGEST_DOSSIER = 40
"""A dossier naming more people than this says nothing of who is whose relative."""


def persons(connection: duckdb.DuckDBPyConnection, table: str, known: Source, key: str, *, registry: bool) -> None:
    """Makes `<table>` from the file: `row`, `key` as given and the normalised columns.

    A registry's addresses become `fine` and `wide` units, a mention's `places`.
    """
    taken = ", ".join(f"{known.text(name)} AS {name}" for name in (*PERSON_COLUMNS, *PAPER_COLUMNS))
    where = f"WHERE {known.raw(key)} IS NOT NULL"
    connection.execute(f"""CREATE OR REPLACE TABLE {table}_raw AS
        SELECT row_number() OVER () AS row, {known.raw(key)} AS key, {taken} FROM {known.scan} {where}""")
    names.spell_names(connection, f"{table}_raw", NAMED)
    names.spell_addresses(connection, f"{table}_raw", ("address", "address_new"))
    if registry:
        _sort_units(connection, f"{table}_raw")
    units = REGISTRY_UNITS if registry else "coalesce(a.places, b.places) AS places"
    connection.execute(f"CREATE OR REPLACE TABLE {table} AS {_columns(f'{table}_raw', units)}")
    for made in ("raw", "raw_names", "raw_places"):
        connection.execute(f"DROP TABLE {table}_{made}")


def _columns(raw: str, units: str) -> str:
    joins = " ".join(f"LEFT JOIN {raw}_names AS {name} ON {name}.raw = p.{name}_name" for name in RELATIVES)
    relatives = ", ".join(f"{name}.plain AS {name}, {name}.given AS {name}_given" for name in RELATIVES)
    return f"""
    WITH dated AS (SELECT *, {_date()} AS whole, {_sex()} AS sex_said, {_digits("personal_id")} AS new_number,
                          {_digits("old_id")} AS old_number FROM {raw}),
    numbered AS (SELECT *, {_born()} FROM dated)
    SELECT p.row, p.key, n.name, n.plain, n.given, n.family, p.day, p.y, p.md, p.sex_said AS sex, {_NUMBERS},
           {units}, {relatives}, p.dossier_id AS dossier,
           TRY_CAST(p.document_year AS INTEGER) AS paper_year
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
    return rf"""CASE WHEN regexp_matches({text}, '^\d{{4}}-\d\d-\d\d') THEN replace(left({text}, 10), '-', '')
        WHEN regexp_matches({text}, '^\d{{4}}([^\d].*)?$') THEN left({text}, 4)
        WHEN regexp_matches({text}, '^\d{{8}}$') THEN {text}
        WHEN regexp_matches({text}, '^\s*\d{{1,2}}[/. -]\d{{1,2}}[/. -]\d{{4}}') THEN
            {day_first}.y || lpad({day_first}.m, 2, '0') || lpad({day_first}.d, 2, '0')
        WHEN regexp_matches({text}, '^\d{{1,2}}/\d{{4}}$') THEN right({text}, 4) END"""


def _born() -> str:
    """Year and day-of-year number; a day that is none leaves its year, a year that cannot be leaves nothing."""
    today = datetime.datetime.now(datetime.UTC).date()
    limit = f"least({today.year}, coalesce(TRY_CAST(document_year AS INTEGER), {today.year}))"
    possible = f"TRY_CAST(left(whole, 4) AS INTEGER) BETWEEN {OLDEST} AND {limit}"
    date = "TRY_CAST(left(whole, 4) || '-' || whole[5:6] || '-' || whole[7:8] AS DATE)"
    real = f"length(whole) = 8 AND {date} <= DATE '{today}'"
    future = f"length(whole) = 8 AND {date} > DATE '{today}'"
    return f"""CASE WHEN {possible} AND {real} THEN whole END AS day,
        CASE WHEN {possible} AND NOT coalesce({future}, FALSE) THEN left(whole, 4)::SMALLINT END AS y,
        CASE WHEN {possible} AND {real} THEN right(whole, 4)::SMALLINT END AS md"""


def _sex() -> str:
    said = "lower(nfc_normalize(sex))"
    return f"""CASE WHEN {said} IN ('m', 'nam', 'male') THEN 'M'
        WHEN {said} IN ('f', 'nữ', 'nu', 'female') THEN 'F' END"""


def _sort_units(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """Adds to `<table>_places` `fine` and `wide`: the units of each address by how much they tell."""
    connection.execute(f"""CREATE OR REPLACE TEMP TABLE common AS SELECT list(place) AS known FROM (
        SELECT place, count(*) AS n FROM (SELECT unnest(places) AS place FROM {table}_places) GROUP BY place
        HAVING n > greatest(3, {COMMON_PLACE} * (SELECT count(*) FROM {table}_places)))""")
    connection.execute(f"""CREATE OR REPLACE TABLE {table}_places AS SELECT raw,
        list_filter(places, lambda x: NOT coalesce(list_contains(c.known, x), FALSE)) AS fine,
        list_intersect(places, c.known) AS wide FROM {table}_places LEFT JOIN common AS c ON TRUE""")


def dossier_names(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """Adds to the mentions `kin`: the other names of their dossier, without marks."""
    connection.execute(f"""CREATE OR REPLACE TABLE {table} AS SELECT m.*,
        list_filter(d.everyone, lambda x: x <> m.plain) AS kin
        FROM {table} AS m LEFT JOIN (
        SELECT dossier, list(DISTINCT plain) AS everyone FROM {table} WHERE dossier IS NOT NULL
        GROUP BY dossier HAVING count(*) BETWEEN 2 AND {LARGEST_DOSSIER}) AS d USING (dossier)""")
