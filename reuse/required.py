"""Which papers of a procedure are here already and in force, and so need not be asked for: digitise once.

A stored paper answers for a component when it speaks of the applicant in the right role and is in force today; a linked
national database answers for it as long as the rule by which its data replaces the paper holds.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import sqlalchemy as sa

from domain.documents import DocumentType, Origin
from domain.errors import Refused
from domain.rules import Component, Procedure
from reuse.asking import KNOWN_BY, Question, Row, find, first_failed, is_the_one
from reuse.held import current
from reuse.papers import Papers, own, papers
from reuse.receipts import Receipt, Receipts
from reuse.together import in_turn
from warehouse.access import record
from warehouse.facts import VIETNAM
from warehouse.standing import Standing, valid_on
from warehouse.tables import facts
from warehouse.tables_state import current_state
from warehouse.validity import InForce


class State(StrEnum):
    """What is known of one component, best first."""

    HELD = "held"
    """Here and in force: not to be asked for."""
    IN_DATABASE = "in_database"
    """A linked national database has it: not to be asked for."""
    UNSURE = "unsure"
    """Here, but nobody can say that it is in force today."""
    EXPIRED = "expired"
    REVOKED = "revoked"
    """Withdrawn or cancelled by who issued it, whatever its term."""
    REPLACED = "replaced"
    """A later paper took its place."""
    ENDED = "ended"
    """What it rests on is over: its holder has died or married."""
    MISSING = "missing"


ANSWERED = (
    sa.select(facts.c.registry)
    .select_from(current_state)
    .join(facts, facts.c.id == current_state.c.fact_id)
    .where(current_state.c.subject_id == sa.bindparam("subject"), facts.c.origin == Origin.REGISTRY)
    .distinct()
)

SETTLED = (State.HELD, State.IN_DATABASE)
STATES = {InForce.YES: State.HELD, InForce.UNKNOWN: State.UNSURE}
STATES |= {one: State(one.value) for one in InForce if one not in STATES}
ORDER = tuple(State)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One component and what answers for it. The paper's own data only where it is held in force."""

    code: str
    name: str
    required: bool
    state: State
    why: str
    type: str | None = None
    number: str | None = None
    issued_on: str | None = None
    evidence: str | None = None

    @property
    def ask_for(self) -> bool:
        """Whether the applicant must still hand it in (where the procedure requires it, or the case does)."""
        return self.state not in SETTLED


@dataclass(frozen=True, slots=True, kw_only=True)
class Required:
    """The answer: each component of the procedure, and a receipt to submit with."""

    procedure: str
    title: str
    components: tuple[Found, ...]
    receipt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What may answer for a component."""

    types: Mapping[str, DocumentType]
    papers: Papers
    databases: frozenset[str]
    """Registries that have answered about the subject."""


def required(
    engine: sa.Engine,
    procedure: Procedure | None,
    question: Question,
    *,
    types: Mapping[str, DocumentType],
    receipts: Receipts,
) -> Required:
    """What need not be asked for; `Refused` for an unknown procedure, subject, requester or right alike."""
    found = in_turn(engine, lambda connection: _look(connection, procedure, question, types))
    if found is None or procedure is None:
        raise Refused
    settled = tuple(one.code for one in found if one.state in SETTLED)
    receipt = receipts.sign(_receipt(question, settled, receipts))
    return Required(procedure=procedure.code, title=procedure.title, components=found, receipt=receipt)


def _look(
    connection: sa.Connection, procedure: Procedure | None, question: Question, types: Mapping[str, DocumentType]
) -> tuple[Found, ...] | None:
    """Looks up what is held and writes down who looked; None when it is refused."""
    subject = find(connection, question.subject)
    known_by = current(connection, subject or "", KNOWN_BY)
    known = _Known(
        types=types,
        papers=papers(connection, subject or "", _types(procedure)),
        databases=_databases(connection, subject or ""),
    )
    refusal = _refusal(procedure, question, subject, known_by)
    found = () if refusal or procedure is None else _found(connection, procedure, question, known)
    settled = tuple(one.code for one in found if one.state in SETTLED)
    outcome = f"refused:{refusal}" if refusal else "answered"
    record(connection, question.look("dossier_check", outcome=outcome, attributes=settled))
    return None if refusal else found


def _refusal(
    procedure: Procedure | None, question: Question, subject: str | None, known_by: Mapping[str, Row]
) -> str | None:
    return first_failed(
        {
            "procedure": procedure is not None,
            "scope": question.caller.may("dossiers"),
            "requester": bool(question.requester.strip()),
            "not_found": subject is not None,
            "mismatch": is_the_one(question.subject, known_by),
        }
    )


def _databases(connection: sa.Connection, subject: str) -> frozenset[str]:
    return frozenset(connection.execute(ANSWERED, {"subject": subject}).scalars())


def _types(procedure: Procedure | None) -> frozenset[str]:
    return frozenset(kind for one in (procedure.components if procedure else ()) for kind in one.types)


def _found(connection: sa.Connection, procedure: Procedure, question: Question, known: _Known) -> tuple[Found, ...]:
    today = question.now.astimezone(VIETNAM).date()
    return tuple(
        min(_answers(connection, component, known, today), key=lambda one: ORDER.index(one.state))
        for component in procedure.components
    )


def _answers(connection: sa.Connection, component: Component, known: _Known, today: date) -> list[Found]:
    """Everything that may be said of one component; that it is missing is always one of them."""
    said = [_say(component, State.MISSING, "không có trong kho")]
    for kind in component.types:
        rows = own(known.papers, known.types[kind], component.roles)
        said += [_of_paper(component, row, valid_on(connection, row["id"], today, types=known.types)) for row in rows]
    if component.database in known.databases and _holds(component, today):
        said.append(_say(component, State.IN_DATABASE, f"Đã có trong cơ sở dữ liệu quốc gia; {component.basis}"))
    return said


def _holds(component: Component, today: date) -> bool:
    """Whether the rule by which the database replaces the paper holds on that day."""
    day = today.isoformat()
    return component.basis_since <= day and (not component.basis_until or day <= component.basis_until)


def _of_paper(component: Component, row: Row, standing: Standing) -> Found:
    if standing.status is not InForce.YES:
        return _say(component, STATES[standing.status], standing.reason)
    return Found(
        code=component.code,
        name=component.name,
        required=component.required,
        state=State.HELD,
        why=standing.reason,
        type=row["type"],
        number=row["number"],
        issued_on=row["issued_on"],
        evidence=f"document-{row['id']}",
    )


def _say(component: Component, state: State, why: str) -> Found:
    return Found(code=component.code, name=component.name, required=component.required, state=state, why=why)


def _receipt(question: Question, settled: tuple[str, ...], receipts: Receipts) -> Receipt:
    return Receipt(
        id=receipts.new_id(),
        form="",
        purpose=question.purpose,
        system=question.caller.name,
        requester=question.requester,
        issued_at=question.now,
        expires_at=question.now + receipts.lifetime,
        held=settled,
    )
