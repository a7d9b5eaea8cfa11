"""Is a result in the warehouse in force on a day: its term, and apart from it whether it was revoked or replaced."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from catalog import document_types
from domain.documents import DocumentType
from domain.subjects import Judgement
from domain.text import fold
from warehouse.days import first_day, last_day, shown
from warehouse.tables import current_facts, documents, identifiers, links, results
from warehouse.tables_results import extensions, revocations
from warehouse.validity import InForce, Validity, compact, rule_for

ENDED = {"revoked": "Đã bị thu hồi", "cancelled": "Đã bị hủy bỏ", "replaced": "Đã được thay thế"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Whether a result is in force on the day that was asked, and why (Vietnamese)."""

    document: str
    type: str
    status: InForce
    reason: str
    basis: str
    valid_from: str | None
    valid_to: str | None
    """Last day in force, with extensions."""
    by: str | None = None
    """The document that ended it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One document of a chain: the same paper as it stood at some time."""

    document: str
    version: str | None
    issued_on: str | None


Ending = tuple[InForce, str, str | None]
"""Status, why, and the document that did it."""


def valid_on(
    connection: sa.Connection, document: str, day: date, *, types: Mapping[str, DocumentType] | None = None
) -> Standing:
    """In force on that day: yes, no or unknown (`status.answer`), with the reason. KeyError for a document not here."""
    row = _result(connection, document)
    kind = (document_types() if types is None else types).get(row.type)
    term = _term(connection, row)
    status, why, by = next(_endings(connection, row, kind, day), None) or (*term.status_on(day), None)
    return Standing(
        document=document,
        type=row.type,
        status=status,
        reason=why,
        basis=row.basis,
        valid_from=term.valid_from,
        valid_to=term.valid_to,
        by=by,
    )


def versions(connection: sa.Connection, document: str) -> tuple[Version, ...]:
    """Every document that is a version of the same paper, oldest first; itself alone when it stands in no chain."""
    row = _result(connection, document)
    query = sa.select(documents.c.id, results.c.version, documents.c.issued_on).join(results)
    where = results.c.chain == row.chain if row.chain else documents.c.id == document
    found = connection.execute(query.where(where).order_by(results.c.version, documents.c.received_at, documents.c.id))
    return tuple(Version(document=one.id, version=one.version, issued_on=one.issued_on) for one in found)


def holders(connection: sa.Connection, document: str, role: str | None = None) -> frozenset[str]:
    """Subjects of the document's settled links, of one role or of all."""
    query = sa.select(links).where(links.c.document_id == document).order_by(links.c.id)
    last = {(row.role, row.registry): row for row in connection.execute(query)}
    return frozenset(
        row.subject_id
        for (name, _), row in last.items()
        if row.subject_id and row.judgement is Judgement.SAME and role in (None, name)
    )


def _result(connection: sa.Connection, document: str) -> sa.Row[tuple[object, ...]]:
    query = sa.select(results, documents.c.type, documents.c.number, documents.c.issued_by, documents.c.issued_on)
    row = connection.execute(query.join(documents).where(documents.c.id == document)).one_or_none()
    if row is None:
        raise KeyError(document)
    return row


def _term(connection: sa.Connection, row: sa.Row[tuple[object, ...]]) -> Validity:
    query = sa.select(extensions.c.valid_to).where(extensions.c.document_id == row.document_id)
    extended = connection.execute(query.order_by(extensions.c.id.desc()).limit(1)).scalar()
    return Validity(
        kind=row.kind,
        valid_from=row.valid_from,
        valid_to=extended or row.valid_to,
        basis=row.basis,
        basis_since=row.basis_since,
    )


def _endings(
    connection: sa.Connection, row: sa.Row[tuple[object, ...]], kind: DocumentType | None, day: date
) -> Iterator[Ending]:
    """What ended it by that day, most telling first."""
    yield from _revoked(connection, row, day)
    yield from _replaced(connection, row, day)
    if kind is None:
        return
    rule = rule_for(kind, row.issued_on)
    subjects = holders(connection, row.document_id, kind.subject)
    if rule.ended_by:
        yield from _overtaken(connection, row, subjects, rule.ended_by, day)
    if rule.ends_with_holder:
        yield from _died(connection, subjects, day)


def _revoked(connection: sa.Connection, row: sa.Row[tuple[object, ...]], day: date) -> Iterator[Ending]:
    if not row.number:
        return
    query = sa.select(revocations).where(revocations.c.type == row.type, revocations.c.number == compact(row.number))
    for one in connection.execute(query.where(revocations.c.effective_on <= day.isoformat())):
        sure = _speaks_of(connection, one, row)
        why = f"{ENDED[one.kind]} từ {shown(one.effective_on)}{': ' + one.reason if one.reason else ''}"
        if sure:
            yield InForce.REVOKED, why, None
        elif sure is None:
            yield InForce.UNKNOWN, f"Có thể: {why}; thông báo không nêu cơ quan cấp hay người đứng tên", None


def _speaks_of(
    connection: sa.Connection, one: sa.Row[tuple[object, ...]], row: sa.Row[tuple[object, ...]]
) -> bool | None:
    """Whether the revocation means this paper, not another of the same number; None when it does not tell."""
    told = []
    if one.issued_by and row.issued_by:
        told.append(fold(one.issued_by) == fold(row.issued_by))
    if one.subject_value:
        named = sa.select(identifiers.c.subject_id).where(
            identifiers.c.scheme == one.subject_scheme, identifiers.c.value == one.subject_value
        )
        told.append(connection.execute(named).scalar() in holders(connection, row.document_id))
    return all(told) if told else None


def _replaced(connection: sa.Connection, row: sa.Row[tuple[object, ...]], day: date) -> Iterator[Ending]:
    if not row.chain or not row.version:
        return
    later = sa.select(documents.c.id, documents.c.issued_on).join(results).where(results.c.chain == row.chain)
    for one in connection.execute(later.where(results.c.version > row.version).order_by(results.c.version)):
        if one.issued_on and last_day(one.issued_on) <= day:
            yield InForce.REPLACED, f"Đã được thay bằng bản cấp {shown(one.issued_on)}", one.id


def _overtaken(
    connection: sa.Connection,
    row: sa.Row[tuple[object, ...]],
    subjects: frozenset[str],
    types: tuple[str, ...],
    day: date,
) -> Iterator[Ending]:
    query = sa.select(documents.c.id, documents.c.type, documents.c.issued_on).join(
        links, links.c.document_id == documents.c.id
    )
    wanted = query.where(documents.c.type.in_(types), links.c.subject_id.in_(subjects)).order_by(documents.c.issued_on)
    for one in connection.execute(wanted):
        if not one.issued_on or not row.issued_on or holders(connection, one.id).isdisjoint(subjects):
            continue
        if last_day(row.issued_on) < first_day(one.issued_on) <= day:
            title = document_types()[one.type].title
            yield InForce.ENDED, f"Chấm dứt bởi {title} {shown(one.issued_on)}", one.id


def _died(connection: sa.Connection, subjects: frozenset[str], day: date) -> Iterator[Ending]:
    query = sa.select(current_facts.c.value, current_facts.c.document_id).where(
        current_facts.c.subject_id.in_(subjects), current_facts.c.attribute == "died_at"
    )
    for value, document in connection.execute(query):
        if value and last_day(value) < day:
            yield InForce.ENDED, f"Người đứng tên đã mất {shown(value)}", document
