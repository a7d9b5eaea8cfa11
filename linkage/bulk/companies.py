"""Links a table of companies: the code with its check digit, one digit repaired, then the name; never a person."""
# ruff: noqa: S608 - the names in this SQL are ours; what comes from outside goes through `literal` and `quoted`

import re

import duckdb
import pyarrow as pa
from stdnum.vn import mst

from domain.text import fold
from linkage.bulk import company_pairs as pairs
from linkage.bulk import names
from linkage.bulk.answers import answers, shares
from linkage.bulk.places import spell_addresses
from linkage.bulk.tables import COMPANY_COLUMNS, ROW, Source
from linkage.normalise import company_key

LOOK_ALIKES = str.maketrans("OILSBZ", "011582")
FORMS = (
    "công ty trách nhiệm hữu hạn",
    "một thành viên",
    "hai thành viên trở lên",
    "công ty cổ phần",
    "công ty hợp danh",
    "doanh nghiệp tư nhân",
    "hợp tác xã",
    "hộ kinh doanh",
    "công ty",
)
"""Legal forms; without them a name is the company's own part."""
KEY = "company_id"


def registry(connection: duckdb.DuckDBPyConnection, known: Source) -> None:
    """Prepares the reference once."""
    _prepare(connection, "known", known, KEY)
    connection.execute("""CREATE OR REPLACE TABLE known AS SELECT *, count(*) OVER (PARTITION BY name) AS same_name,
        count(*) OVER (PARTITION BY plain) AS same_own FROM known""")


def mentions(connection: duckdb.DuckDBPyConnection, said: Source) -> None:
    """Prepares the mentions."""
    _prepare(connection, "said", said, "mention_id")


def _prepare(connection: duckdb.DuckDBPyConnection, table: str, known: Source, key: str) -> None:
    taken = ", ".join(f"{known.text(name)} AS {name}" for name in COMPANY_COLUMNS)
    connection.execute(f"""CREATE OR REPLACE TABLE {table}_raw AS SELECT {ROW},
        {known.raw(key)} AS key, {taken} FROM {known.scan} WHERE {known.raw(key)} IS NOT NULL""")
    _spell(connection, table)
    names.spell_names(connection, f"{table}_raw", ("representative_name",))
    spell_addresses(connection, f"{table}_raw", ("address", "address_new"))
    connection.execute(f"""CREATE OR REPLACE TABLE {table} AS SELECT p.row, p.key, c.code,
        c.valid = 'yes' AS valid, s.name, s.own, s.plain, {_DIGITS} AS boss_id, b.plain AS boss,
        nullif(list_concat(x.places, y.places), []) AS places
        FROM {table}_raw AS p LEFT JOIN {table}_codes AS c ON c.raw = p.enterprise_code
        LEFT JOIN {table}_spelled AS s ON s.raw = p.name
        LEFT JOIN {table}_raw_names AS b ON b.raw = p.representative_name
        LEFT JOIN {table}_raw_places AS x ON x.raw = p.address
        LEFT JOIN {table}_raw_places AS y ON y.raw = p.address_new""")


_DIGITS = "CASE WHEN regexp_full_match(p.representative_id, '[0-9]{9}([0-9]{3})?') THEN p.representative_id END"


def _spell(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """Makes `<table>_spelled` and `<table>_codes` from the different names and codes."""
    said = _distinct(connection, f"{table}_raw", "name")
    keys = [company_key(name) for name in said]
    _keep(
        connection,
        f"{table}_spelled",
        raw=said,
        name=keys,
        own=[own(key) for key in keys],
        plain=[fold(own(key)) for key in keys],
    )
    codes = _distinct(connection, f"{table}_raw", "enterprise_code")
    read = [code(written) for written in codes]
    valid = ["yes" if digits and mst.is_valid(digits) else "no" for digits in read]
    _keep(connection, f"{table}_codes", raw=codes, code=read, valid=valid)


def _distinct(connection: duckdb.DuckDBPyConnection, table: str, column: str) -> list[str]:
    found = connection.execute(f"SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL").fetchall()
    return [row[0] for row in found]


def _keep(connection: duckdb.DuckDBPyConnection, table: str, **columns: list[str | None] | list[str]) -> None:
    made = pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})
    connection.register("made", made)
    connection.execute(f"CREATE OR REPLACE TABLE {table} AS SELECT * FROM made")
    connection.unregister("made")


def own(key: str) -> str:
    """A company's name key without its legal form.

    >>> own(company_key("Công ty TNHH MTV Hoà Phát")) == own(company_key("CÔNG TY CP Hòa Phát"))
    True
    """
    for form in FORMS:
        key = f" {key} ".replace(f" {company_key(form)} ", " ").strip()
    return key


def code(written: str) -> str | None:
    """A code as digits: ten, thirteen for a branch, twelve for a household business; None for anything else.

    >>> code("0100233488"), code("0309129418-005"), code("O100233488"), code("41S8032562")
    ('0100233488', '0309129418005', '0100233488', None)
    """
    if re.search(r"\d[A-Z]\d", written.upper()):
        return None
    digits = re.sub(r"[ .-]", "", written.upper().translate(LOOK_ALIKES))
    return digits if digits.isascii() and digits.isdigit() and len(digits) in (10, 12, 13) else None


def link(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes `linked`, a row a mention."""
    pairs.score(connection)
    connection.execute(f"""CREATE OR REPLACE TABLE linked AS
        WITH judged AS (SELECT *, {pairs.RULE} AS rule, {shares(tuple(pairs.FEATURES))} AS explanation,
            CASE WHEN odds >= {pairs.CERTAIN_ENOUGH} AND {pairs.LINKS} THEN 'link'
                 WHEN odds >= {pairs.WORTH_A_LOOK} OR code_same THEN 'review' ELSE 'none' END AS decision FROM result)
        {answers()}""")
