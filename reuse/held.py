"""What the warehouse holds of one subject, as an answer needs it: current facts with the papers they rest on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from domain.facts import Status, Unavailable
from reuse.asking import Row
from warehouse.rights_effects import ALL
from warehouse.standing import Standing
from warehouse.tables import documents, facts, links, live_facts, results
from warehouse.tables_state import current_state
from warehouse.validity import InForce

JUDICIAL = "judicial_record"
MAY_BE_SHOWN = "1"
"""Form number of a judicial record that an agency may ask a person for. No. 2 is for the person alone: nobody may
demand it (law in force since 1 July 2026), so nothing that rests on one, or on one of unknown number, is handed out."""

_on_paper = live_facts.alias("on_paper")

FORM_NUMBER = sa.case(
    (
        documents.c.type == JUDICIAL,
        sa.select(_on_paper.c.value)
        .where(_on_paper.c.document_id == documents.c.id, _on_paper.c.attribute == "form")
        .limit(1)
        .correlate(documents)
        .scalar_subquery(),
    )
)
"""The number a judicial record gives itself; None for every other paper."""

RESULT_KIND = results.c.kind.label("result_kind")
"""How long the paper's result holds, in a word; None where a fact rests on no paper."""

FACT = ("id", "attribute", "value", "status", "origin", "document_id", "valid_from", "recorded_at")
"""What an answer needs of a fact."""

CURRENT = (
    sa.select(*(facts.c[name] for name in FACT), RESULT_KIND)
    .add_columns(documents.c.type.label("paper"), FORM_NUMBER.label("form_number"))
    .select_from(current_state)
    .join(facts, facts.c.id == current_state.c.fact_id)
    .outerjoin(results, results.c.document_id == facts.c.document_id)
    .outerjoin(documents, documents.c.id == facts.c.document_id)
    .where(
        current_state.c.subject_id == sa.bindparam("subject"),
        current_state.c.attribute.in_(sa.bindparam("attributes", expanding=True)),
    )
)
"""Of `current_state` itself: asked through the view `current_facts`, the databases go through every subject."""

_later = links.alias("later")

OVERRULED = sa.exists().where(
    _later.c.id > links.c.id, *(_later.c[name] == links.c[name] for name in ("document_id", "role", "registry"))
)
"""A link after which another was found for the same role of the same paper."""

WAITING_FOR = (
    sa.select(links.c.role, documents.c.unverified)
    .join(documents, documents.c.id == links.c.document_id)
    .where(links.c.subject_id == sa.bindparam("subject"), ~OVERRULED)
)
"""Statements are built once: building one costs more than running it."""

ABSENT = {
    Status.UNKNOWN: (Unavailable.UNKNOWN, "cán bộ đã kiểm tra, giấy tờ không ghi"),
    Status.NOT_APPLICABLE: (Unavailable.NOT_APPLICABLE, "không áp dụng"),
    Status.WITHHELD: (Unavailable.WITHHELD, "không được cung cấp"),
}
NOT_HELD = (Unavailable.MISSING, "không có trong kho")
WAITING = (Unavailable.MISSING, "đang chờ xác minh")
SECOND_FORM = (Unavailable.WITHHELD, "chỉ có trên Phiếu lý lịch tư pháp số 2, không được dùng để điền sẵn")

Why = tuple[Unavailable, str]
Told = Row | Mapping[str, Any]
"""A fact with `status`, `document_id`, and its paper's `paper` (type), `form_number` and `result_kind`."""


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
    restricted: frozenset[str] = frozenset()
    """Attributes whose use the person has restricted for the purpose asked; `*`: every one."""

    standings: Mapping[str, Standing] = field(default_factory=dict)
    """Whether a paper is in force on the day asked, by document, of those for which it matters."""

    def is_restricted(self, attribute: str) -> bool:
        """Whether the person has restricted its use."""
        return bool(self.restricted & {attribute, ALL})


def held(connection: sa.Connection, subject: str | None, attributes: Iterable[str]) -> Held:
    """Asks the same of the database whether the subject exists or not, so that time tells nothing."""
    return Held(
        subject=subject,
        facts=current(connection, subject or "", attributes),
        waiting=_waiting(connection, subject or ""),
    )


def current(connection: sa.Connection, subject: str, attributes: Iterable[str]) -> dict[str, Row]:
    """The current fact of each attribute, with the kind, number and validity of the paper it rests on."""
    asked = {"subject": subject, "attributes": sorted(attributes)}
    return {row["attribute"]: row for row in connection.execute(CURRENT, asked).mappings()}


def _waiting(connection: sa.Connection, subject: str) -> frozenset[str]:
    return frozenset(
        name.partition(".")[2]
        for role, unverified in connection.execute(WAITING_FOR, {"subject": subject})
        for name in unverified
        if name.startswith(f"{role}.")
    )


def not_there(held: Held, attribute: str) -> Why:
    """Why there is no fact at all."""
    return WAITING if attribute in held.waiting else NOT_HELD


def kept_back(fact: Told, standings: Mapping[str, Standing], *, in_force: bool = False) -> Why | None:
    """Why a fact is not handed out; None when it is. `in_force`: only from a paper that is valid on the day asked."""
    if fact["status"] is not Status.PRESENT:
        return ABSENT[fact["status"]]
    if not may_be_shown(fact["paper"], fact["form_number"]):
        return SECOND_FORM
    return _ended(standings.get(fact["document_id"]), in_force=in_force)


def may_be_shown(paper: str | None, form_number: str | None) -> bool:
    """Whether anything may rest on that paper at all."""
    return paper != JUDICIAL or form_number == MAY_BE_SHOWN


def depends(fact: Told, *, in_force: bool) -> bool:
    """Whether it matters if the fact's paper is in force: it is for a limited time, or the asker says so."""
    return fact["result_kind"] == "period" or (in_force and fact["result_kind"] is not None)


def _ended(standing: Standing | None, *, in_force: bool) -> Why | None:
    """What a paper says is not handed out once it has expired, was revoked, replaced or ended."""
    if standing is None or standing.status is InForce.YES:
        return None
    if standing.status is InForce.UNKNOWN and not in_force:
        return None
    return Unavailable.EXPIRED, f"giấy tờ nguồn không còn hiệu lực: {standing.reason}"
