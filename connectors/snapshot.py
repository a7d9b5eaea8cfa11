"""A registry's extract on this machine: the reference for linking in bulk, and a registry that can be asked offline.

An agency that has an extract by law loads it with its date; every answer carries that date as `as_of`. The file is the
registry table of `sohoa link`: Parquet, `person_id` or `company_id` and the columns of the contract.
"""

import re
import threading
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb

from connectors.answers import text
from connectors.base import AccessLog, Registry, note
from domain.errors import Refused, SourceError
from domain.subjects import Mention, RegistryRecord, SubjectKind
from domain.text import fold

PEOPLE = {
    "personal_id": "personal_id", "old_id": "old_id", "full_name": "full_name", "date_of_birth": "date_of_birth",
    "sex": "sex", "residence": "address", "mother_name": "mother_name", "father_name": "father_name",
    "spouse_name": "spouse_name",
}  # fmt: skip
COMPANIES = {
    "enterprise_code": "enterprise_code", "name": "name", "address": "address",
    "representative_name": "representative_name", "representative_id": "representative_id",
}  # fmt: skip
"""Attribute -> column of the table."""

SEXES = {"M": "Nam", "F": "Nữ"}
FROM_SNAPSHOT = "from_snapshot"
"""Outcome in the access log."""


@dataclass(frozen=True)
class Snapshot:
    """A `Registry` over a loaded extract; threads may share it."""

    path: Path
    log: AccessLog
    _own: threading.local = field(default_factory=threading.local)

    def lookup(self, mention: Mention, *, purpose: str, requester: str) -> RegistryRecord | None:
        """The one entry of that number; of a person, where name or birth date is right too (docs/adr/0003)."""
        company = mention.kind is SubjectKind.COMPANY
        asked = mention.id and mention.full_name and (company or mention.born)
        if not (asked and purpose and requester and re.fullmatch(r"[0-9]{9,13}", mention.id or "")):
            raise Refused
        name = "business" if company else "population"
        note(self.log, name, mention, purpose=purpose, requester=requester, outcome=FROM_SNAPSHOT)
        rows = [row for row in self._rows(mention, company=company) if company or _agrees(mention, row)]
        return self._record(name, mention, rows[0]) if len(rows) == 1 else None

    @cached_property
    def as_of(self) -> datetime:
        """The date of the extract, as it was loaded."""
        query = "select value from parquet_kv_metadata(?) where key = 'as_of'"
        found = self._database().execute(query, [str(self.path)]).fetchone()
        if found is None:
            raise SourceError("The registry snapshot has no date: load it again")
        return datetime.combine(date.fromisoformat(bytes(found[0]).decode()), time(), UTC)

    def _rows(self, mention: Mention, *, company: bool) -> list[dict[str, str]]:
        columns = COMPANIES if company else PEOPLE
        column = "enterprise_code" if company else "old_id" if len(mention.id or "") == 9 else "personal_id"
        chosen = ", ".join(f"{theirs} as {ours}" for ours, theirs in columns.items())
        query = f"select {chosen} from read_parquet(?) where {column} = ? limit 2"  # noqa: S608 our own names
        try:
            result = self._database().execute(query, [str(self.path), mention.id])
            found = [dict(zip(columns, row, strict=True)) for row in result.fetchall()]
        except duckdb.Error:
            raise SourceError("The registry snapshot cannot be read: load it again") from None
        return [{name: value for name, part in row.items() if (value := text(part))} for row in found]

    def _record(self, registry: str, mention: Mention, row: dict[str, str]) -> RegistryRecord:
        said = row | ({"sex": SEXES.get(row["sex"], row["sex"])} if "sex" in row else {})
        return RegistryRecord(
            registry=registry,
            key=said.get("personal_id") or mention.id or "",
            attributes=dict(sorted(said.items())),
            as_of=self.as_of,
            fetched_at=datetime.now(UTC),
        )

    def _database(self) -> duckdb.DuckDBPyConnection:
        if not hasattr(self._own, "database"):
            self._own.database = duckdb.connect(config={"threads": 1})
        return self._own.database  # type: ignore[no-any-return]


def _agrees(mention: Mention, row: dict[str, Any]) -> bool:
    born, known = mention.born or "", row.get("date_of_birth") or ""
    shorter = min(len(born), len(known))
    return fold(mention.full_name or "") == fold(row.get("full_name") or "") or (
        shorter >= 4 and born[:shorter] == known[:shorter]
    )


@dataclass(frozen=True)
class WithSnapshot:
    """A `Registry` that answers from a snapshot, marked stale, while the registry itself is away."""

    registry: Registry
    snapshot: Snapshot

    def lookup(self, mention: Mention, *, purpose: str, requester: str) -> RegistryRecord | None:
        """As the registry answers; while it is away, as the snapshot does. Not being in an old extract says nothing."""
        try:
            return self.registry.lookup(mention, purpose=purpose, requester=requester)
        except SourceError:
            record = self.snapshot.lookup(mention, purpose=purpose, requester=requester)
            if record is None:
                raise
        return replace(record, stale=True)
