"""The sandbox's own database: invented people and companies, by number."""

import json
import sqlite3
import unicodedata
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

Entry = Mapping[str, Any]
"""One person or company with the attribute names of docs/design.md; values in canonical form."""

TABLES = """
create table if not exists people (personal_id text, old_id text, entry text not null);
create unique index if not exists people_by_id on people (personal_id);
create index if not exists people_by_old_id on people (old_id);
create table if not exists companies (enterprise_code text primary key, entry text not null);
"""


class Store:
    """People and companies in a SQLite file; each call opens it anew, so threads may share a store."""

    def __init__(self, path: Path) -> None:
        """Makes the tables when they are not there."""
        self._path = path
        with closing(sqlite3.connect(path)) as database:
            database.executescript(TABLES)

    def add_people(self, people: Iterable[Entry]) -> None:
        """Adds people, replacing those of the same number."""
        rows = [(p.get("personal_id"), p.get("old_id"), json.dumps(p, ensure_ascii=False)) for p in people]
        self._write("insert or replace into people values (?, ?, ?)", rows)

    def add_companies(self, companies: Iterable[Entry]) -> None:
        """Adds companies, replacing those of the same code."""
        rows = [(c["enterprise_code"], json.dumps(c, ensure_ascii=False)) for c in companies]
        self._write("insert or replace into companies values (?, ?)", rows)

    def people(self, column: str, number: str, name: str, born: str) -> list[Entry]:
        """The people of that number of whom name or birth date is right too (docs/adr/0003)."""
        found = self._read({"SoDinhDanh": BY_ID, "SoCMND": BY_OLD_ID}[column], number)
        return [entry for entry in found if _names_agree(entry, name) or _births_agree(entry, born)]

    def company(self, code: str) -> Entry | None:
        """The company of that code."""
        return next(iter(self._read("select entry from companies where enterprise_code = ?", code)), None)

    def _write(self, statement: str, rows: list[tuple[Any, ...]]) -> None:
        with closing(sqlite3.connect(self._path)) as database, database:
            database.executemany(statement, rows)

    def _read(self, query: str, key: str) -> list[Entry]:
        with closing(sqlite3.connect(self._path)) as database:
            return [json.loads(entry) for (entry,) in database.execute(query, (key,))]


BY_ID = "select entry from people where personal_id = ?"
BY_OLD_ID = "select entry from people where old_id = ?"


def _names_agree(entry: Entry, name: str) -> bool:
    return _upper(entry["full_name"]) == _upper(name)


def _upper(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).upper().split())


def _births_agree(entry: Entry, born: str) -> bool:
    """Dates as digits; where either is a year only, the years decide."""
    known = str(entry.get("date_of_birth") or "").replace("-", "")
    shorter = min(len(known), len(born))
    return shorter >= 4 and known[:shorter] == born[:shorter]
