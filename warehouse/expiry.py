"""What expires next, and which results in the paper archive are still worth digitizing."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path

import sqlalchemy as sa

from catalog import document_types
from warehouse.days import first_day
from warehouse.standing import Standing, valid_on
from warehouse.tables import documents, results
from warehouse.tables_results import extensions
from warehouse.validity import InForce, Validity, compact, end_of_period, rule_for


class Worth(StrEnum):
    """Whether an archived result should be scanned."""

    YES = "worth"
    HERE = "already_here"
    NO = "no_longer_in_force"
    UNKNOWN = "unknown"
    """It cannot be told from the index: a person looks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived:
    """One row of an archive's index: a paper that lies somewhere. Days are YYYY-MM-DD or YYYY, empty when not known."""

    type: str
    number: str
    issued_on: str = ""
    expires_on: str = ""
    place: str = ""
    """Shelf and box, as the archive names it."""


class BadIndex(ValueError):
    """An archive index that cannot be read; says what it must be."""


def expiring(connection: sa.Connection, today: date, *, within: int) -> tuple[Standing, ...]:
    """Results in force today whose last day comes within so many days, soonest first."""
    horizon = (today + timedelta(days=within)).isoformat()
    own = sa.select(results.c.document_id).where(results.c.valid_to.between(today.isoformat(), horizon))
    longer = sa.select(extensions.c.document_id).where(extensions.c.valid_to.between(today.isoformat(), horizon))
    candidates = connection.execute(own.union(longer)).scalars().all()
    found = (valid_on(connection, document, today) for document in candidates)
    soon = (one for one in found if one.status is InForce.YES and one.valid_to and one.valid_to <= horizon)
    return tuple(sorted(soon, key=lambda one: (one.valid_to or "", one.document)))


def worth_digitizing(
    connection: sa.Connection, index: Iterable[Archived], today: date
) -> Iterator[tuple[Archived, Worth, str]]:
    """Each row of an archive's index with whether it is worth scanning, and why (Vietnamese)."""
    query = sa.select(documents.c.type, documents.c.number).where(documents.c.number.is_not(None))
    here = {(row.type, compact(row.number)) for row in connection.execute(query)}
    for one in index:
        yield one, *_worth(one, here, today)


def read_index(file: Path) -> tuple[Archived, ...]:
    """An index as CSV with the columns type, number, issued_on, expires_on, place; `BadIndex` says what is wrong."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as text:
            rows = list(csv.DictReader(text))
    except (UnicodeDecodeError, csv.Error) as error:
        raise BadIndex(f"{file.name}: cần tệp CSV mã UTF-8 [{type(error).__name__}]") from None
    wanted = ("type", "number", "issued_on", "expires_on", "place")
    if rows and not {"type", "number"} <= rows[0].keys():
        raise BadIndex(f"{file.name}: dòng đầu cần các cột {', '.join(wanted)}")
    return tuple(Archived(**{name: (row.get(name) or "").strip() for name in wanted}) for row in rows)


def _worth(one: Archived, here: set[tuple[str, str]], today: date) -> tuple[Worth, str]:
    if (one.type, compact(one.number)) in here:
        return Worth.HERE, "Đã có trong kho"
    if one.type not in document_types():
        return Worth.UNKNOWN, "Loại giấy tờ chưa khai báo trong danh mục"
    try:
        status, why = _term(one).status_on(today)
    except ValueError:
        return Worth.UNKNOWN, "Ngày trong mục lục không phải ngày thật"
    if status is InForce.EXPIRED:
        return Worth.NO, why
    return (Worth.YES, why) if status is InForce.YES else (Worth.UNKNOWN, why)


def _term(one: Archived) -> Validity:
    for day in (one.issued_on, one.expires_on):
        if day:
            first_day(day)
    rule = rule_for(document_types()[one.type], one.issued_on or None)
    end = one.expires_on or None
    if rule.kind == "period" and not end:
        end = end_of_period(one.issued_on, rule.months)
    return Validity(
        kind="printed_expiry" if end else rule.kind,
        valid_from=one.issued_on or None,
        valid_to=end,
        basis=rule.basis,
        basis_since=rule.since,
    )
