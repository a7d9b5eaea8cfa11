"""Names in one way of writing, worked out once for each different spelling, as tables of the database."""
# ruff: noqa: S608 - the names in this SQL are ours; what comes from outside goes through `literal` and `quoted`

import unicodedata

import duckdb
import pyarrow as pa

from domain.text import fold
from linkage.normalise import soft_key

MOJIBAKE = ("Ã", "ã", "á»", "áº", "Æ", "æ°", "Ä", "ä‘")
"""UTF-8 that was read as a Windows code page (capital or, since lowered, small) begins so."""
SPACES = "chr(9) || chr(10) || chr(13)"


def spell_names(connection: duckdb.DuckDBPyConnection, table: str, columns: tuple[str, ...]) -> None:
    """Makes `<table>_names`: raw -> name (with marks), plain (without), given, family, of every name in the columns."""
    every = " UNION ".join(f"SELECT {column} AS raw FROM {table} WHERE {column} IS NOT NULL" for column in columns)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE spelled AS SELECT raw, {_words('raw')} AS w FROM ({every})")
    parts = connection.execute(f"SELECT DISTINCT unnest([{_FAMILY}, {_MIDDLE}, {_GIVEN}]) AS part FROM spelled")
    _register(connection, [row[0] for row in parts.fetchall() if row[0]])
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {table}_names AS {_JOINED}")


def _words(column: str) -> str:
    return f"list_filter(string_split({_blank(column)}, ' '), lambda x: x <> '')"


def _blank(column: str) -> str:
    tabbed = rf"regexp_matches({column}, '[\t\n\r]')"
    text = f"lower({composed(column)})"
    return f"CASE WHEN {tabbed} THEN translate({text}, {SPACES}, '   ') ELSE {text} END"


_FAMILY, _GIVEN = "w[1]", "CASE WHEN len(w) > 1 THEN w[-1] END"
_MIDDLE = "CASE WHEN len(w) > 2 THEN array_to_string(w[2:-2], ' ') END"
_JOINED = f"""
SELECT raw, concat_ws(' ', f.name, m.name, g.name) AS name, concat_ws(' ', f.plain, m.plain, g.plain) AS plain,
       coalesce(g.plain, f.plain) AS given, f.plain AS family
FROM spelled LEFT JOIN part f ON f.raw_part = {_FAMILY} LEFT JOIN part m ON m.raw_part = {_MIDDLE}
LEFT JOIN part g ON g.raw_part = {_GIVEN}
WHERE f.plain <> ''
"""


def _register(connection: duckdb.DuckDBPyConnection, parts: list[str]) -> None:
    keys = [spelling(part) for part in parts]
    plain = [unmarked(key) for key in keys]
    made = pa.table(
        {
            "raw_part": pa.array(parts, pa.string()),
            "name": pa.array(keys, pa.string()),
            "plain": pa.array(plain, pa.string()),
        }
    )
    connection.register("part_made", made)
    connection.execute("CREATE OR REPLACE TEMP TABLE part AS SELECT * FROM part_made")
    connection.unregister("part_made")


def spelling(part: str) -> str:
    """A part of a name as `soft_key` writes it, after undoing a wrong decoding; only letters and spaces stay.

    >>> spelling("nguyễn") == spelling("nguyá»…n")
    True
    >>> spelling("(thúy)") == spelling("thuý")
    True
    """
    if any(mark in part for mark in MOJIBAKE):
        part = _decoded(part)
    kept = "".join(
        letter for letter in soft_key(part) if letter.isalpha() or letter == " " or unicodedata.combining(letter)
    )
    return " ".join(kept.split())


def unmarked(key: str) -> str:
    """A name key without any mark.

    >>> unmarked(spelling("Huỳnh")), unmarked(spelling("Đỗ"))
    ('huynh', 'do')
    """
    return "".join(letter for letter in fold(key) if not unicodedata.combining(letter))


def _decoded(part: str) -> str:
    for written in (part, part.replace("ã", "Ã").replace("æ", "Æ").replace("ä", "Ä")):
        try:
            return written.encode("cp1252").decode("utf-8")
        except UnicodeError:
            continue
    return part


def composed(column: str) -> str:
    """SQL: the text in NFC; what bears no combining mark is so already, and looking is far cheaper than composing."""
    marked = rf"regexp_matches({column}, '[\x{{0300}}-\x{{036f}}]')"
    return f"CASE WHEN {marked} THEN nfc_normalize({column}) ELSE {column} END"
