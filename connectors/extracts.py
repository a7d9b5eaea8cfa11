"""Loading a registry's extract, Parquet or CSV, as the snapshot of `connectors.snapshot`: checked, cleaned, dated."""
# ruff: noqa: S608 - the names in this SQL are ours; what comes from outside goes through `_quoted` and `_literal`

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

DIGITS = {"personal_id": "12", "old_id": "9", "enterprise_code": "10|13", "representative_id": "9|12"}
"""Column -> how many digits its numbers have; anything else in it is left out."""
PEOPLE = ("full_name", "date_of_birth", "sex", "personal_id", "old_id", "address", "address_new", "mother_name",
          "father_name", "spouse_name")  # fmt: skip
COMPANIES = ("enterprise_code", "name", "address", "address_new", "representative_name", "representative_id")
GROUP = 20_000
"""Rows of a row group: what one lookup by number reads."""

SAID = {
    "missing_file": "Không có tệp {path}.",
    "unreadable": "Không đọc được {path}: cần tệp Parquet, hoặc CSV có dòng tiêu đề, chữ UTF-8.",
    "no_key": "Bảng phải có cột personal_id (công dân) hoặc enterprise_code (doanh nghiệp), và không có cả hai.",
    "no_column": "Bảng thiếu cột {column}.",
    "empty": "Bảng không có dòng nào dùng được.",
    "duplicate_key": "Cột {column} có {count} dòng trùng mã; mỗi dòng phải có mã riêng.",
    "future": "Ngày của bản trích không thể ở tương lai.",
}


class ExtractError(Exception):
    """An extract that cannot be used; says what is wrong with it (Vietnamese), never a value of it."""

    def __init__(self, code: str, **facts: object) -> None:
        """The name of what is wrong, and what the words mention."""
        super().__init__(SAID[code].format(**facts))
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """What was loaded: of which registry, how many rows, how many had no number one could look up, and the date."""

    path: Path
    registry: str
    rows: int
    unnumbered: int
    as_of: date


def load(file: Path, folder: Path, as_of: date, *, today: date) -> Extract:
    """Writes `folder/<registry>.parquet` from an extract of that date, in place of the last; `ExtractError` if not."""
    if as_of > today:
        raise ExtractError("future")
    with duckdb.connect() as database:
        table = _Table(database, file, today)
        table.check()
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{table.registry}.parquet"
        table.write(path, as_of)
        number = "enterprise_code" if table.registry == "business" else "personal_id"
        counted = f"select count(*), count(*) - count({number}) from read_parquet({_literal(path)})"
        rows, unnumbered = database.execute(counted).fetchall()[0]
    return Extract(path=path, registry=table.registry, rows=rows, unnumbered=unnumbered, as_of=as_of)


class _Table:
    """An extract as it came."""

    def __init__(self, database: duckdb.DuckDBPyConnection, file: Path, today: date) -> None:
        self._database, self._today = database, today
        if not file.is_file():
            raise ExtractError("missing_file", path=file)
        reader = "read_parquet({})" if _starts(file) == b"PAR1" else "read_csv({}, all_varchar = true, header = true)"
        try:
            database.execute(f"create temp table raw as select * from {reader.format(_literal(file))}")
        except duckdb.Error:
            raise ExtractError("unreadable", path=file) from None
        described = database.execute("describe raw").fetchall()
        self._columns = {row[0].strip().lower(): (row[0], row[1].upper()) for row in described}
        self._is_company = "enterprise_code" in self._columns

    @property
    def registry(self) -> str:
        """Whose extract it is."""
        return "business" if self._is_company else "population"

    @property
    def _key(self) -> str:
        """The column that names the rows: its own, or the number where there is none."""
        own, number = ("company_id", "enterprise_code") if self._is_company else ("person_id", "personal_id")
        return own if own in self._columns else number

    def check(self) -> None:
        """`ExtractError` when it is no such table."""
        if self._is_company == ("personal_id" in self._columns or "old_id" in self._columns):
            raise ExtractError("no_key")
        name = "name" if self._is_company else "full_name"
        if name not in self._columns:
            raise ExtractError("no_column", column=name)
        key = _quoted(self._columns[self._key][0])
        filled, different = self._database.execute(f"select count({key}), count(distinct {key}) from raw").fetchall()[0]
        if not filled:
            raise ExtractError("empty")
        if different < filled:
            raise ExtractError("duplicate_key", column=self._key, count=filled - different)

    def write(self, path: Path, as_of: date) -> None:
        """One Parquet file, sorted by number, readable by its owner only, whole or not at all."""
        own = "company_id" if self._is_company else "person_id"
        columns = COMPANIES if self._is_company else PEOPLE
        chosen = ", ".join(f"{self._clean(name)} as {name}" for name in columns)
        key = _quoted(self._columns[self._key][0])
        unfinished = path.with_suffix(f".{os.getpid()}.tmp")
        self._database.execute(
            f"copy (select {key}::varchar as {own}, {chosen} from raw where {key} is not null "
            f"order by {columns[0] if self._is_company else 'personal_id'}) to {_literal(unfinished)} "
            f"(format parquet, compression zstd, row_group_size {GROUP}, kv_metadata {{as_of: {_literal(as_of)}}})"
        )
        unfinished.chmod(0o600)
        unfinished.replace(path)

    def _clean(self, name: str) -> str:
        """SQL for a column in the form of the contract; NULL where the table has none."""
        if name not in self._columns:
            return "null::varchar"
        written, kind = self._columns[name]
        column = _quoted(written)
        words = f"nullif(trim(nfc_normalize({column}::varchar)), '')"
        if name in DIGITS:
            return self._number(column, kind, DIGITS[name])
        if name == "date_of_birth":
            return self._day(words)
        if name == "sex":
            return f"case lower({words}) when 'nam' then 'M' when 'm' then 'M' when 'nữ' then 'F' when 'f' then 'F' end"
        return words

    def _number(self, column: str, kind: str, digits: str) -> str:
        """Digits; a column of numbers has lost the zeros before them."""
        shortest = digits.split("|", maxsplit=1)[0]
        whole = f"try_cast({column} as hugeint)::varchar"
        if kind.endswith("INT") or kind in ("INTEGER", "DOUBLE"):
            text = f"case when length({whole}) < {shortest} then lpad({whole}, {shortest}, '0') else {whole} end"
        else:
            text = f"trim({column}::varchar)"
        lengths = digits.replace("|", "}|[0-9]{")
        return f"case when regexp_full_match({text}, '[0-9]{{{lengths}}}') then {text} end"

    def _day(self, words: str) -> str:
        """YYYY-MM-DD or YYYY; no day of the future and no day that is none."""
        forms = "['%Y-%m-%d', '%d/%m/%Y', '%Y%m%d', '%Y-%m-%d %H:%M:%S']"
        day = f"strftime(try_strptime({words}, {forms}), '%Y-%m-%d')"
        value = f"case when regexp_full_match({words}, '[12][0-9]{{3}}') then {words} else {day} end"
        return f"case when {value} <= {_literal(self._today)} then {value} end"


def _starts(file: Path) -> bytes:
    with file.open("rb") as content:
        return content.read(4)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(value: object) -> str:
    return "'" + str(value).replace("'", "''") + "'"
