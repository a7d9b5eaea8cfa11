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
from reuse.held import current, validity
from reuse.papers import Papers, own, papers
from reuse.receipts import Receipt, Receipts
from warehouse.access import record
from warehouse.facts import VIETNAM
from warehouse.store import writing
from warehouse.tables import current_facts
from warehouse.validity import InForce


class State(StrEnum):
    """What is known of one component."""

    HELD = "held"
    """Here and in force: not to be asked for."""
    IN_DATABASE = "in_database"
    """A linked national database has it: not to be asked for."""
    UNSURE = "unsure"
    """Here, but nobody can say that it is in force today."""
    EXPIRED = "expired"
    MISSING = "missing"


SETTLED = (State.HELD, State.IN_DATABASE)
RANK = {InForce.YES: State.HELD, InForce.UNKNOWN: State.UNSURE, InForce.EXPIRED: State.EXPIRED}
ORDER = (State.HELD, State.IN_DATABASE, State.UNSURE, State.EXPIRED, State.MISSING)


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
    with writing(engine) as connection:
        subject = find(connection, question.subject)
        facts = current(connection, subject or "", KNOWN_BY)
        known = _Known(
            types=types,
            papers=papers(connection, subject or "", _types(procedure)),
            databases=_databases(connection, subject or ""),
        )
        refusal = first_failed(
            {
                "procedure": procedure is not None,
                "scope": question.caller.may("dossiers"),
                "requester": bool(question.requester.strip()),
                "not_found": subject is not None,
                "mismatch": is_the_one(question.subject, facts),
            }
        )
        found = () if refusal or procedure is None else _found(procedure, question, known)
        settled = tuple(one.code for one in found if one.state in SETTLED)
        outcome = f"refused:{refusal}" if refusal else "answered"
        record(connection, question.look("dossier_check", outcome=outcome, attributes=settled))
    if refusal or procedure is None:
        raise Refused
    receipt = receipts.sign(_receipt(question, settled, receipts))
    return Required(procedure=procedure.code, title=procedure.title, components=found, receipt=receipt)


def _databases(connection: sa.Connection, subject: str) -> frozenset[str]:
    query = sa.select(current_facts.c.registry).where(
        current_facts.c.subject_id == subject, current_facts.c.origin == Origin.REGISTRY
    )
    return frozenset(connection.execute(query.distinct()).scalars())


def _types(procedure: Procedure | None) -> frozenset[str]:
    return frozenset(kind for one in (procedure.components if procedure else ()) for kind in one.types)


def _found(procedure: Procedure, question: Question, known: _Known) -> tuple[Found, ...]:
    today = question.now.astimezone(VIETNAM).date()
    return tuple(
        min(_answers(component, known, today), key=lambda one: ORDER.index(one.state))
        for component in procedure.components
    )


def _answers(component: Component, known: _Known, today: date) -> list[Found]:
    """Everything that may be said of one component; that it is missing is always one of them."""
    said = [_say(component, State.MISSING, "không có trong kho")]
    for kind in component.types:
        said += [_of_paper(component, row, today) for row in own(known.papers, known.types[kind], component.roles)]
    if component.database in known.databases and _holds(component, today):
        said.append(_say(component, State.IN_DATABASE, f"Đã có trong cơ sở dữ liệu quốc gia; {component.basis}"))
    return said


def _holds(component: Component, today: date) -> bool:
    """Whether the rule by which the database replaces the paper holds on that day."""
    day = today.isoformat()
    return component.basis_since <= day and (not component.basis_until or day <= component.basis_until)


def _of_paper(component: Component, row: Row, today: date) -> Found:
    in_force, why = validity(row).status_on(today)
    if in_force is not InForce.YES:
        return _say(component, RANK[in_force], why)
    return Found(
        code=component.code,
        name=component.name,
        required=component.required,
        state=State.HELD,
        why=why,
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
