"""Reads the two tables as they come: any columns, any types, nulls everywhere; what cannot be used is said."""
# ruff: noqa: S608 - the names in this SQL are ours; what comes from outside goes through `literal` and `quoted`

from dataclasses import dataclass
from pathlib import Path

import duckdb

PERSON_COLUMNS = (
    "full_name",
    "date_of_birth",
    "sex",
    "personal_id",
    "old_id",
    "address",
    "address_new",
    "mother_name",
    "father_name",
    "spouse_name",
)
COMPANY_COLUMNS = ("enterprise_code", "name", "address", "address_new", "representative_name", "representative_id")
PAPER_COLUMNS = ("dossier_id", "document_year")
WHOLE_NUMBERS = {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT"}
DECIMALS = ("FLOAT", "DOUBLE", "DECIMAL")
DIGITS = {"personal_id": 12, "old_id": 9, "enterprise_code": 10, "representative_id": 12}
"""How long a number is that a spreadsheet may have robbed of its leading zeros."""
ROW = "file_row_number + 1 AS row"
"""SQL: the number of a row, from 1, in the order of the file."""
NESTED = ("STRUCT", "MAP", "UNION", "LIST", "ARRAY")


class InputError(Exception):
    """A table cannot be used; says which column and how many rows, never a value. `code` names the message."""

    def __init__(self, code: str, **facts: object) -> None:
        """The message's name and what it mentions."""
        super().__init__(code)
        self.code, self.facts = code, facts


@dataclass(frozen=True, slots=True)
class Source:
    """A Parquet file and the columns it really has, by their plain names."""

    path: Path
    columns: dict[str, tuple[str, str]]
    """Lower-case name -> (name as written, DuckDB type)."""

    def has(self, name: str) -> bool:
        """Whether the table has this column."""
        return name in self.columns

    def text(self, name: str) -> str:
        """SQL for the column as text; NULL when the table has none."""
        if name not in self.columns:
            return "NULL::VARCHAR"
        written, kind = self.columns[name]
        return as_text(quoted(written), kind.upper(), DIGITS.get(name))

    def raw(self, name: str) -> str:
        """SQL for the column as it is."""
        return quoted(self.columns[name][0])

    @property
    def scan(self) -> str:
        """SQL that reads the file."""
        return f"read_parquet({literal(self.path)}, file_row_number = true)"


def connect(spill: Path, *, threads: int, memory: str) -> duckdb.DuckDBPyConnection:
    """A database in memory; what does not fit goes to the folder."""
    connection = duckdb.connect()
    connection.execute(f"SET threads = {threads}")
    connection.execute(f"SET memory_limit = {literal(memory)}")
    connection.execute(f"SET temp_directory = {literal(spill)}")
    connection.execute("SET enable_progress_bar = false")
    return connection


def source(connection: duckdb.DuckDBPyConnection, path: Path, table: str) -> Source:
    """Opens a table; `table` is what the message calls it."""
    if not path.is_file():
        raise InputError("missing_file", table=table, path=path)
    try:
        described = connection.execute(f"DESCRIBE SELECT * FROM read_parquet({literal(path)})").fetchall()
    except duckdb.Error:
        raise InputError("not_parquet", table=table, path=path) from None
    found = Source(path, {row[0].strip().lower(): (row[0], row[1]) for row in described})
    for name in (*PERSON_COLUMNS, *COMPANY_COLUMNS, *PAPER_COLUMNS):
        if found.has(name) and _nested(found.columns[name][1]):
            raise InputError("wrong_type", table=table, column=name, type=found.columns[name][1])
    return found


def _nested(kind: str) -> bool:
    return kind.upper().startswith(NESTED) or kind.endswith("]")


def demand_key(connection: duckdb.DuckDBPyConnection, known: Source, key: str, table: str) -> None:
    """The column that names the rows must be there, filled, and different on every row."""
    if not known.has(key):
        raise InputError("no_column", table=table, column=key)
    column = known.raw(key)
    counted = f"SELECT count(*), count({column}), count(DISTINCT {column}) FROM {known.scan}"
    rows, filled, different = connection.execute(counted).fetchall()[0]
    if filled < rows:
        raise InputError("empty_key", table=table, column=key, count=rows - filled)
    if different < rows:
        raise InputError("duplicate_key", table=table, column=key, count=rows - different)


def as_text(column: str, kind: str, digits: int | None) -> str:
    """SQL for one column as text, whatever its type; numbers get back the zeros they must have had."""
    if kind in WHOLE_NUMBERS or kind.startswith(DECIMALS):
        whole = f"TRY_CAST({column} AS HUGEINT)::VARCHAR"
        return _padded(whole, digits) if digits else whole
    if kind == "BLOB":
        return f"TRY(decode({column}))"
    if kind.startswith(("DATE", "TIMESTAMP")):
        return f"strftime({column}, '%Y-%m-%d')"
    return f"nullif(trim({column}::VARCHAR), '')"


def _padded(number: str, digits: int) -> str:
    nearly = f"length({number}) BETWEEN {digits - 2} AND {digits}"
    return f"CASE WHEN {nearly} THEN lpad({number}, {digits}, '0') ELSE {number} END"


def quoted(name: str) -> str:
    """A column name in SQL."""
    return '"' + name.replace('"', '""') + '"'


def literal(value: object) -> str:
    """A text in SQL."""
    return "'" + str(value).replace("'", "''") + "'"
