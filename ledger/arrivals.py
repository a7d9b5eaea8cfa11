"""The ledger of arrivals: every file that arrived is noticed, then stored, a duplicate, or quarantined with a reason.

Always: received = stored (duplicates among them) + quarantined + still waiting.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine, RowMapping, func, insert, select, update

from domain.errors import ReadError
from domain.scans import Scan
from ledger import batches, manifest
from ledger.inbox import InboxFile
from ledger.originals import Originals
from ledger.tables import arrivals

HOME_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NO_AGENCY = "khong-ro"


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What taking a batch in needs: where the inbox is, where originals go, how large, and how a file is counted."""

    inbox: Path
    settle_seconds: float
    originals: Originals
    max_bytes: int
    count_pages: Callable[[Path], int]
    """Pages of a stored original; raises `ReadError` when it cannot be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """Counts of scans in some batches: received = stored + quarantined + waiting."""

    received: int = 0
    stored: int = 0
    duplicates: int = 0
    """Among the stored."""
    quarantined: int = 0
    waiting: int = 0
    manifests: int = 0
    reasons: dict[str, int] = field(default_factory=dict)


def batch_of(agency: str, noticed_at: datetime) -> str:
    """The batch (partition key) of what an agency delivered on that day, local time."""
    agency = agency if agency and "|" not in agency and agency.isprintable() else NO_AGENCY
    return f"{noticed_at.astimezone(HOME_ZONE):%Y-%m-%d}|{agency[:40]}"


def notice(state: Engine, found: Iterable[InboxFile], *, now: datetime) -> int:
    """Writes a row for every settled file not yet known; answers how many are new."""
    with state.begin() as connection:
        known = set(connection.execute(select(arrivals.c.path, arrivals.c.size, arrivals.c.changed_ns)).tuples())
        rows = [
            _row(file, now) for file in found if file.settled and (file.path, file.size, file.changed_ns) not in known
        ]
        if rows:
            connection.execute(insert(arrivals), rows)
        for batch in sorted({row["batch"] for row in rows}):
            batches.need(connection, batch)
    return len(rows)


def _row(file: InboxFile, now: datetime) -> dict[str, Any]:
    return {
        "path": file.path,
        "batch": batch_of(file.agency, now),
        "agency": file.agency[:40],
        "dossier": file.dossier[:80],
        "is_result": file.is_result,
        "kind": file.kind,
        "size": file.size,
        "changed_ns": file.changed_ns,
        "noticed_at": now,
        "state": "quarantined" if file.problem else "waiting",
        "reason": file.problem,
        "advice": file.advice,
    }


def take_in(state: Engine, batch: str, intake: Intake, *, now: datetime) -> tuple[Scan, ...]:
    """Stores or quarantines every waiting file of the batch, each in its own transaction; answers the batch's scans.

    Safe to repeat after a kill: an original is on disk before its row says so. A file that cannot be taken never
    stops the next. `SourceError`/`OSError` (full disk) stop the batch with the rest still waiting.
    """
    intake.originals.clear_leftovers()
    query = select(arrivals).where(arrivals.c.batch == batch, arrivals.c.state == "waiting").order_by(arrivals.c.path)
    with state.connect() as connection:
        rows = connection.execute(query).mappings().all()
    for row in rows:
        with state.begin() as connection:
            outcome = _take(connection, row, intake)
            connection.execute(update(arrivals).where(arrivals.c.id == row["id"]).values(received_at=now, **outcome))
    return scans(state, batch)


def _take(connection: Connection, row: RowMapping, intake: Intake) -> dict[str, Any]:
    digest = None
    try:
        digest = intake.originals.put(intake.inbox / row["path"], max_bytes=intake.max_bytes)
        if _seen_before(connection, row, digest):
            return {"state": "again", "scan": digest}
        if row["kind"] == "manifest":
            named = manifest.check(intake.originals.path(digest), intake.inbox / row["path"], row["dossier"])
            return {"state": "stored", "scan": digest, "procedure": named}
        if first := _first_of(connection, digest):
            return {"state": "duplicate", "scan": digest, "duplicate_of": first}
        return {"state": "stored", "scan": digest, "pages": intake.count_pages(intake.originals.path(digest))}
    except ReadError as error:
        return {"state": "quarantined", "scan": digest, "reason": error.code, "advice": error.message}


def _seen_before(connection: Connection, row: RowMapping, digest: str) -> bool:
    """Whether the same bytes arrived at the same path: touched since, but no new arrival."""
    same = (arrivals.c.path == row["path"], arrivals.c.scan == digest, arrivals.c.id != row["id"])
    return connection.scalar(select(arrivals.c.id).where(*same, arrivals.c.state != "again").limit(1)) is not None


def _first_of(connection: Connection, digest: str) -> str | None:
    query = select(arrivals.c.path).where(
        arrivals.c.scan == digest, arrivals.c.state == "stored", arrivals.c.kind == "scan"
    )
    return connection.scalar(query.order_by(arrivals.c.id).limit(1))


def scans(state: Engine, batch: str) -> tuple[Scan, ...]:
    """The scans stored in that batch, in the order of their paths."""
    query = select(arrivals).where(arrivals.c.batch == batch, arrivals.c.state == "stored", arrivals.c.kind == "scan")
    with state.connect() as connection:
        rows = connection.execute(query.order_by(arrivals.c.path)).mappings().all()
    return tuple(_scan(row) for row in rows)


def _scan(row: RowMapping) -> Scan:
    return Scan(
        id=row["scan"],
        batch=row["batch"],
        dossier=row["dossier"],
        agency=row["agency"],
        path=row["path"],
        received_at=row["received_at"],
        is_result=row["is_result"],
        pages=row["pages"] or 0,
    )


def procedures(state: Engine, batch: str) -> dict[str, str]:
    """Dossier -> the procedure its manifest names, for the dossiers of a batch that have one."""
    query = select(arrivals.c.dossier, arrivals.c.procedure).where(
        arrivals.c.batch == batch, arrivals.c.procedure.is_not(None)
    )
    with state.connect() as connection:
        return dict(connection.execute(query).tuples().all())


def manifests(state: Engine, batch: str) -> dict[str, str]:
    """Dossier -> the original (SHA-256) of its last manifest, for the dossiers of a batch that have one."""
    query = select(arrivals.c.dossier, arrivals.c.scan).where(
        arrivals.c.batch == batch, arrivals.c.kind == "manifest", arrivals.c.scan.is_not(None)
    )
    with state.connect() as connection:
        return dict(connection.execute(query.order_by(arrivals.c.id)).tuples().all())


def refuse(state: Engine, scan: str, reason: str, advice: str) -> None:
    """Quarantines a stored scan that turned out unreadable when it was read."""
    change = update(arrivals).where(arrivals.c.scan == scan, arrivals.c.kind == "scan")
    with state.begin() as connection:
        connection.execute(change.values(state="quarantined", reason=reason, advice=advice))


def balance(state: Engine, among: Iterable[str] | None = None) -> Balance:
    """The balance of those batches (all when None)."""
    query = select(arrivals.c.kind, arrivals.c.state, arrivals.c.reason, func.count()).group_by(
        arrivals.c.kind, arrivals.c.state, arrivals.c.reason
    )
    if among is not None:
        query = query.where(arrivals.c.batch.in_(tuple(among)))
    with state.connect() as connection:
        rows = connection.execute(query).tuples().all()
    return _balance(rows)


def _balance(rows: Iterable[tuple[str, str, str | None, int]]) -> Balance:
    states, reasons, manifests = Counter[str](), Counter[str](), 0
    for kind, state, reason, count in rows:
        if state == "again":
            continue
        if kind == "manifest":
            manifests += count
        else:
            states[state] += count
        if state == "quarantined":
            reasons[reason or "?"] += count
    return Balance(
        received=states.total(),
        stored=states["stored"] + states["duplicate"],
        duplicates=states["duplicate"],
        quarantined=states["quarantined"],
        waiting=states["waiting"],
        manifests=manifests,
        reasons=dict(reasons),
    )


def rows_in(state: Engine, *states: str, among: Iterable[str] | None = None) -> list[RowMapping]:
    """Arrival rows in one of those states, by path: what a report lists."""
    query = select(arrivals).where(arrivals.c.state.in_(states)).order_by(arrivals.c.path)
    if among is not None:
        query = query.where(arrivals.c.batch.in_(tuple(among)))
    with state.connect() as connection:
        return list(connection.execute(query).mappings().all())
