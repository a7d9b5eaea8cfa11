"""Receipts that were used, the uploads that replaced, and how many dossiers that is. Rows are only ever added."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from warehouse.facts import VIETNAM
from warehouse.tables import documents
from warehouse.tables_reuse import reuse_ledger, used_receipts

INSERTS: Mapping[str, Any] = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A receipt as it was used on submission."""

    id: str
    form: str
    procedure: str
    dossier: str
    agency: str
    system: str
    issued_at: datetime
    used_at: datetime
    kept: int
    changed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Replaced:
    """One paper that was not handed in, since these facts (or, without any, the stored paper) stood in for it."""

    component: str
    name: str
    facts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reused:
    """What reuse replaced in one procedure of one agency."""

    procedure: str
    agency: str
    uploads: int
    dossiers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """Indicator 4.3 of Decision 766/QD-TTg over some days, in both readings; see `READINGS`."""

    received: int
    """Dossiers received: those with papers that arrived in those days, and those handed in with reuse alone."""
    digitised: int
    reused: int

    @property
    def as_formula(self) -> float | None:
        """Share in percent, two decimals, as the formula's fields read; None when nothing was received."""
        return _share(self.digitised, self.received)

    @property
    def as_named(self) -> float | None:
        """Share in percent, two decimals, as the indicator's name reads; None when nothing was received."""
        return _share(self.reused, self.received)


READINGS = {
    "as_formula": "4.3 theo công thức (HoSoCoThanhPhanSoHoa, DuocSoHoa): hồ sơ có thành phần được SỐ HÓA / tiếp nhận",
    "as_named": "4.3 theo tên chỉ tiêu: hồ sơ có thành phần được TÁI SỬ DỤNG (không phải nộp lại) / tiếp nhận",
}
"""The published rule confuses "digitised" with "reused"; both are reported, each under its own label."""


def use(connection: sa.Connection, used: Use, replaced: Sequence[Replaced]) -> bool:
    """Writes that a receipt was used, and what it replaced; False when it had been used before (nothing is written).

    A dossier counts a component once, however many receipts name it.
    """
    columns = {name: getattr(used, name) for name in used.__dataclass_fields__}
    if not _insert(connection, used_receipts, [columns]):
        return False
    _insert(connection, reuse_ledger, [_row(used, one) for one in replaced])
    return True


def reused(connection: sa.Connection, first: date, last: date) -> tuple[Reused, ...]:
    """What was replaced on those days (both included), by procedure and agency."""
    place = (reuse_ledger.c.procedure, reuse_ledger.c.agency)
    query = (
        sa.select(*place, sa.func.count(), sa.func.count(reuse_ledger.c.dossier.distinct()))
        .where(reuse_ledger.c.day.between(first, last))
        .group_by(*place)
        .order_by(*place)
    )
    return tuple(
        Reused(procedure=procedure, agency=agency, uploads=uploads, dossiers=dossiers)
        for procedure, agency, uploads, dossiers in connection.execute(query)
    )


def indicator(connection: sa.Connection, first: date, last: date) -> Indicator:
    """Indicator 4.3 over those days (both included), from what arrived and from the ledger."""
    digitised = _arrived(connection, first, last)
    query = sa.select(reuse_ledger.c.agency, reuse_ledger.c.dossier).where(reuse_ledger.c.day.between(first, last))
    again = {tuple(row) for row in connection.execute(query.distinct())}
    return Indicator(received=len(digitised | again), digitised=len(digitised), reused=len(again))


def _arrived(connection: sa.Connection, first: date, last: date) -> set[tuple[Any, ...]]:
    """Dossiers with at least one digitised component that arrived on those days; archived results are none."""
    begins = datetime.combine(first, time.min, VIETNAM)
    ends = datetime.combine(last, time.max, VIETNAM)
    query = (
        sa.select(documents.c.agency, documents.c.dossier)
        .where(~documents.c.is_result, documents.c.received_at.between(begins, ends))
        .distinct()
    )
    return {tuple(row) for row in connection.execute(query)}


def _insert(connection: sa.Connection, table: sa.Table, rows: Iterable[Mapping[str, Any]]) -> bool:
    """Adds the rows that break no unique key; whether the last one was added."""
    statement = INSERTS[connection.dialect.name](table).on_conflict_do_nothing()
    added = False
    for row in rows:
        added = bool(connection.execute(statement, row).rowcount)
    return added


def _row(used: Use, one: Replaced) -> dict[str, Any]:
    return {
        "receipt": used.id,
        "component": one.component,
        "component_name": one.name,
        "procedure": used.procedure,
        "agency": used.agency,
        "dossier": used.dossier,
        "facts": list(one.facts),
        "day": used.used_at.astimezone(VIETNAM).date(),
    }


def _share(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 2) if whole else None
