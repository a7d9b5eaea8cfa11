"""What the warehouse holds of one subject, as an answer needs it: current facts with the papers they rest on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

import sqlalchemy as sa

from domain.facts import Status, Unavailable
from reuse.asking import Row
from warehouse.tables import current_facts, documents, links, live_facts, results
from warehouse.validity import InForce, Validity

JUDICIAL = "judicial_record"
MAY_BE_SHOWN = "1"
"""Form number of a judicial record that an agency may ask a person for. No. 2 is for the person alone: nobody may
demand it (law in force since 1 July 2026), so nothing that rests on one, or on one of unknown number, is handed out."""

_on_paper = live_facts.alias("on_paper")

FORM_NUMBER = (
    sa.select(_on_paper.c.value)
    .where(_on_paper.c.document_id == documents.c.id, _on_paper.c.attribute == "form", documents.c.type == JUDICIAL)
    .limit(1)
    .correlate(documents)
    .scalar_subquery()
)
"""The number a judicial record gives itself; None for every other paper."""

RESULT = tuple(column.label(f"result_{column.name}") for column in results.c)

ABSENT = {
    Status.UNKNOWN: (Unavailable.UNKNOWN, "cán bộ đã kiểm tra, giấy tờ không ghi"),
    Status.NOT_APPLICABLE: (Unavailable.NOT_APPLICABLE, "không áp dụng"),
    Status.WITHHELD: (Unavailable.WITHHELD, "không được cung cấp"),
}
NOT_HELD = (Unavailable.MISSING, "không có trong kho")
WAITING = (Unavailable.MISSING, "đang chờ xác minh")
SECOND_FORM = (Unavailable.WITHHELD, "chỉ có trên Phiếu lý lịch tư pháp số 2, không được dùng để điền sẵn")

Why = tuple[Unavailable, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFacts:
    """What a paper of one type says of itself, when there is just one that fits."""

    count: int
    facts: Mapping[str, Row]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What is known of one subject. `waiting`: attributes that papers give but that nobody has verified yet."""

    subject: str | None
    facts: Mapping[str, Row]
    waiting: frozenset[str]
    papers: Mapping[str, PaperFacts] = field(default_factory=dict)
    """By document type, of those a form asks about."""


def held(connection: sa.Connection, subject: str | None, attributes: Iterable[str]) -> Held:
    """Asks the same of the database whether the subject exists or not, so that time tells nothing."""
    return Held(
        subject=subject,
        facts=current(connection, subject or "", attributes),
        waiting=_waiting(connection, subject or ""),
    )


def current(connection: sa.Connection, subject: str, attributes: Iterable[str]) -> dict[str, Row]:
    """The current fact of each attribute, with the kind, number and validity of the paper it rests on."""
    paper = [documents.c.type.label("paper"), FORM_NUMBER.label("form_number")]
    query = (
        sa.select(current_facts, *RESULT, *paper)
        .outerjoin(results, results.c.document_id == current_facts.c.document_id)
        .outerjoin(documents, documents.c.id == current_facts.c.document_id)
        .where(current_facts.c.subject_id == subject, current_facts.c.attribute.in_(sorted(attributes)))
    )
    return {row["attribute"]: row for row in connection.execute(query).mappings()}


def _waiting(connection: sa.Connection, subject: str) -> frozenset[str]:
    later = links.alias()
    same = [later.c[name] == links.c[name] for name in ("document_id", "role", "registry")]
    overruled = sa.exists().where(later.c.id > links.c.id, *same)
    query = (
        sa.select(links.c.role, documents.c.unverified)
        .join(documents, documents.c.id == links.c.document_id)
        .where(links.c.subject_id == subject, ~overruled)
    )
    return frozenset(
        name.partition(".")[2]
        for role, unverified in connection.execute(query)
        for name in unverified
        if name.startswith(f"{role}.")
    )


def not_there(held: Held, attribute: str) -> Why:
    """Why there is no fact at all."""
    return WAITING if attribute in held.waiting else NOT_HELD


def kept_back(fact: Row, today: date, *, in_force: bool = False) -> Why | None:
    """Why a fact is not handed out; None when it is. `in_force`: only from a paper that is valid today."""
    if fact["status"] is not Status.PRESENT:
        return ABSENT[fact["status"]]
    if not may_be_shown(fact["paper"], fact["form_number"]):
        return SECOND_FORM
    return _ended(fact, today, in_force=in_force)


def may_be_shown(paper: str | None, form_number: str | None) -> bool:
    """Whether anything may rest on that paper at all."""
    return paper != JUDICIAL or form_number == MAY_BE_SHOWN


def _ended(fact: Row, today: date, *, in_force: bool) -> Why | None:
    """What a paper for a limited time says is not handed out after that time."""
    if fact["result_kind"] is None or not (in_force or fact["result_kind"] == "period"):
        return None
    status, why = validity(fact).status_on(today)
    if status is InForce.EXPIRED or (in_force and status is InForce.UNKNOWN):
        return Unavailable.EXPIRED, f"giấy tờ nguồn không còn hiệu lực: {why}"
    return None


def validity(row: Row) -> Validity:
    """The validity of the paper a row rests on."""
    names = ("kind", "valid_from", "valid_to", "basis", "basis_since")
    return Validity(**{name: row[f"result_{name}"] for name in names})
