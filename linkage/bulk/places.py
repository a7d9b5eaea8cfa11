"""Addresses as lists of places, with the commune of today, so that old and new units of one address agree."""
# ruff: noqa: S608 - the names in this SQL are ours; what comes from outside goes through `literal` and `quoted`

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

import duckdb
import pyarrow as pa

from catalog.units.rows import Row, titled, units
from linkage.bulk.names import composed

UNITS = (
    "thanh pho|thi tran|thi xa|dac khu|to dan pho|khu pho|so nha|tinh|huyen|quan|phuong|duong|thon|buon|tdp|xom|xa|ap|"
    "tp|tt|tx|kp|to|so"
)
"""Titles of units, streets and hamlets, without marks; what stands between two of them is a name."""
TAIL = 3
"""So many parts at an address's end hold its commune and what that lies in."""


def spell_addresses(connection: duckdb.DuckDBPyConnection, table: str, columns: tuple[str, ...]) -> None:
    """Makes `<table>_places`: raw -> places (hashes of its units, streets, hamlets, without titles), commune and today.

    `commune` is which of the places names the commune, `today` a hash that all names of one commune of today share;
    both NULL where it is not one for certain. What stands between commas is far less varied than whole addresses, so
    each is worked out once.
    """
    every = " UNION ".join(f"SELECT {column} AS raw FROM {table} WHERE {column} IS NOT NULL" for column in columns)
    connection.execute(f"""CREATE OR REPLACE TEMP TABLE parted AS
        SELECT raw, parts, array_to_string(parts[-{TAIL}:], ',') AS tail
        FROM (SELECT raw, string_split(raw, ',') AS parts FROM ({every}))""")
    connection.execute(f"""CREATE OR REPLACE TEMP TABLE spelled AS SELECT piece,
        list_transform(list_filter(list_transform(string_split({shaped("piece")}, ','),
            lambda x: trim(x)), lambda x: x <> ''), lambda x: hash(x)) AS places
        FROM (SELECT DISTINCT unnest(parts) AS piece FROM parted)""")
    _find_communes(connection)
    connection.execute(f"""CREATE OR REPLACE TEMP TABLE {table}_places AS
        SELECT raw, list_distinct(flatten(list(places))) AS places, any_value(commune) AS commune,
               any_value(today) AS today
        FROM (SELECT raw, tail, unnest(parts) AS piece FROM parted) JOIN spelled USING (piece)
        LEFT JOIN found USING (tail) GROUP BY raw""")


def _find_communes(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes `found`: the end of an address -> the place that is its commune, and today's; unclear ones are left out."""
    _load_units(connection)
    connection.execute("""CREATE OR REPLACE TEMP TABLE found AS
        WITH tails AS (SELECT DISTINCT tail FROM parted),
        pieces AS (SELECT tail, unnest(parts) AS piece, unnest(range(len(parts))) AS pos
                   FROM (SELECT tail, string_split(tail, ',') AS parts FROM tails)),
        said AS (SELECT tail, unnest(places) AS place, pos * 100 + unnest(range(len(places))) AS pos
                 FROM pieces JOIN spelled USING (piece)),
        named AS (SELECT c.tail, c.pos, u.commune, u.today FROM said AS c JOIN unit_names AS u ON u.commune = c.place
                  JOIN said AS w ON w.tail = c.tail AND w.place = u.above AND w.pos > c.pos)
        SELECT tail, any_value(commune) AS commune, min(today) AS today FROM named
        WHERE pos = (SELECT max(pos) FROM named AS n WHERE n.tail = named.tail)
        GROUP BY tail HAVING min(today) = max(today)""")


def _load_units(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes `unit_names`: the places that name a commune and what it lies in -> the commune of today."""
    if connection.execute("SELECT 1 FROM duckdb_tables() WHERE table_name = 'unit_names'").fetchall():
        return
    made = pa.table(dict(zip(("commune", "above", "today"), zip(*_unit_names(), strict=True), strict=True)))
    connection.register("unit_names_made", made)
    connection.execute(f"""CREATE TEMP TABLE unit_names AS SELECT hash({_name("commune")}) AS commune,
        hash({_name("above")}) AS above, min(hash(today)) AS today FROM unit_names_made
        GROUP BY ALL HAVING min(today) = max(today)""")
    connection.unregister("unit_names_made")


@cache
def _unit_names() -> tuple[tuple[str, str, str], ...]:
    """(commune, district or province, code of today): those that name one commune of today, whatever the time."""
    named: dict[tuple[str, str], set[str]] = defaultdict(set)
    for rows in {id(rows): rows for rows in units().communes.values()}.values():
        for row in rows:
            for above in _above(row):
                named[titled(row.name)[1], above] |= set(row.today.split())
    return tuple((*names, next(iter(codes))) for names, codes in named.items() if len(codes) == 1)


def _above(row: Row) -> Iterator[str]:
    known = units()
    for level, code in (("d", row.district), ("p", row.province), ("p", known.today[row.today.split()[0]].province)):
        if upper := known.upper(level, code, row):
            yield titled(upper.name)[1]


def _name(column: str) -> str:
    """SQL: the name of a unit as `shaped` leaves it in an address."""
    return f"trim({shaped(column)})"


def shaped(column: str) -> str:
    """SQL: a part of an address without marks, a comma in place of each title."""
    plain = f"replace(strip_accents(lower({composed(column)})), 'đ', 'd')"
    parted = rf"regexp_replace({plain}, '[,;]|\s-\s|\b({UNITS})\b|\b[pqhxt]\.', ',', 'g')"
    return rf"regexp_replace({parted}, '[^a-z0-9,/]+', ' ', 'g')"
