"""The sandbox's own database: invented people, companies and papers, by number."""

import json
import sqlite3
import threading
import unicodedata
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic_core import to_json

if TYPE_CHECKING:
    from connectors.sandbox.registers import Registers

Entry = Mapping[str, Any]
"""One person, company or paper with the attribute names of docs/design.md; values in canonical form."""

TABLES = """
create table if not exists made (world text primary key);
create table if not exists people (personal_id text, old_id text, entry text not null);
create unique index if not exists people_by_id on people (personal_id);
create index if not exists people_by_old_id on people (old_id);
create table if not exists companies (enterprise_code text primary key, entry text not null);
create table if not exists civil (person text, kind text, number text, entry text not null,
    primary key (person, kind, number)) without rowid;
create table if not exists forms (number text primary key, entry text not null);
create table if not exists results (owner text, kind text, number text, entry text not null,
    primary key (owner, kind, number)) without rowid;
"""

BY_ID = "select entry from people where personal_id = ?"
BY_OLD_ID = "select entry from people where old_id = ?"


class Store:
    """The registers in a SQLite file; threads may share a store: each has a connection of its own."""

    def __init__(self, path: Path) -> None:
        """Makes the tables when they are not there."""
        self._path = path
        self._own = threading.local()
        with closing(sqlite3.connect(path)) as database:
            database.execute("pragma journal_mode=wal")
            database.execute("pragma synchronous=off")  # inventions can be made again
            database.executescript(TABLES)

    def has(self, world: str) -> bool:
        """Whether that invented world is in it already."""
        return bool(self._rows("select world from made where world = ?", world))

    def mark(self, world: str) -> None:
        """Notes that that invented world is whole."""
        self._write("insert or ignore into made values (?)", [(world,)])

    def clear(self) -> None:
        """Empties it for another world."""
        for table in ("made", "people", "companies", "civil", "forms", "results"):
            self._write(f"delete from {table} where ?", [(1,)])  # noqa: S608 our own names

    def add_people(self, people: Iterable[Entry]) -> None:
        """Adds people, replacing those of the same number."""
        rows = ((p.get("personal_id"), p.get("old_id"), _json(p)) for p in people)
        self._write("insert or replace into people values (?, ?, ?)", rows)

    def add_companies(self, companies: Iterable[Entry]) -> None:
        """Adds companies, replacing those of the same code."""
        self._write(
            "insert or replace into companies values (?, ?)", ((c["enterprise_code"], _json(c)) for c in companies)
        )

    def add_registers(self, registers: "Registers") -> None:
        """Adds papers, replacing those of the same number."""
        for table, rows in (("civil", registers.civil), ("results", registers.results)):
            statement = f"insert or replace into {table} values (?, ?, ?, ?)"  # noqa: S608 our own names
            self._write(statement, ((*keys, _json(entry)) for *keys, entry in rows))
        self._write("insert or replace into forms values (?, ?)", ((n, _json(entry)) for n, entry in registers.forms))

    def people(self, column: str, number: str, name: str, born: str) -> list[Entry]:
        """The people of that number of whom name or birth date is right too (docs/adr/0003)."""
        found = self._entries({"SoDinhDanh": BY_ID, "SoCMND": BY_OLD_ID}[column], number)
        return [entry for entry in found if names_agree(entry, name) or _births_agree(entry, born)]

    def company(self, code: str) -> Entry | None:
        """The company of that code."""
        return next(iter(self._entries("select entry from companies where enterprise_code = ?", code)), None)

    def civil(self, person: str, kind: str) -> list[Entry]:
        """The entries of civil status of that kind in which the person of that number stands."""
        return self._entries("select entry from civil where person = ? and kind = ? order by number", person, kind)

    def person(self, number: str) -> Entry | None:
        """The person of that number."""
        return next(iter(self._entries(BY_ID, number)), None)

    def form(self, number: str) -> Entry | None:
        """The judicial form of that number."""
        return next(iter(self._entries("select entry from forms where number = ?", number)), None)

    def results(self, owner: str, kind: str) -> list[Entry]:
        """The stored results of that kind and owner."""
        return self._entries("select entry from results where owner = ? and kind = ? order by number", owner, kind)

    def _write(self, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
        with closing(sqlite3.connect(self._path, timeout=30)) as database, database:
            database.execute("pragma synchronous=off")
            database.executemany(statement, rows)

    def _entries(self, query: str, *keys: str) -> list[Entry]:
        return [json.loads(entry) for (entry,) in self._rows(query, *keys)]

    def _rows(self, query: str, *keys: str) -> list[tuple[Any, ...]]:
        if not hasattr(self._own, "database"):
            self._own.database = sqlite3.connect(self._path, timeout=30)
        return list(self._own.database.execute(query, keys))


def _json(entry: Entry) -> str:
    """A fifth of what the standard library takes for a hundred thousand."""
    return to_json(entry).decode()


def names_agree(entry: Entry, name: str) -> bool:
    """Whether it is that name but for letter case and spaces."""
    return _upper(str(entry.get("full_name") or "")) == _upper(name)


def _upper(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).upper().split())


def _births_agree(entry: Entry, born: str) -> bool:
    """Dates as digits; where either is a year only, the years decide."""
    known = str(entry.get("date_of_birth") or "").replace("-", "")
    shorter = min(len(known), len(born))
    return shorter >= 4 and known[:shorter] == born[:shorter]
