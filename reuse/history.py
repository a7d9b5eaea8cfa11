"""What was true of a subject on a day, as known at a moment: only what the purpose's forms ask about it.

The same limits as a prefill: who asks names the subject, its purpose is one of a form's, the form was granted, nothing
the person restricted, nothing that rests on a paper that may not be shown or had ended on the day asked.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from domain.documents import Origin
from domain.errors import Refused
from domain.facts import Form, Source, Status, Unavailable
from reuse.asking import KNOWN_BY, Question, find, first_failed, is_the_one
from reuse.callers import Caller
from reuse.held import FORM_NUMBER, NOT_HELD, RESULT_KIND, Held, Why, depends, held, kept_back, not_there
from reuse.prefill import ASSURANCE, BY_THE_PERSON, SOURCES
from reuse.together import in_turn
from warehouse import history
from warehouse.access import record
from warehouse.consent import may_use
from warehouse.facts import VIETNAM
from warehouse.history import Answer
from warehouse.rights_effects import restricted
from warehouse.standing import valid_on
from warehouse.tables import documents, results

SCOPE = "facts"
"""`facts:<form>` is granted apart from `prefill:<form>`: the past says more than a form needs."""

PAPERS = (
    sa.select(documents.c.id, documents.c.type.label("paper"), FORM_NUMBER.label("form_number"), RESULT_KIND)
    .outerjoin(results, results.c.document_id == documents.c.id)
    .where(documents.c.id.in_(sa.bindparam("documents", expanding=True)))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """Which day is asked about (None: whatever day was spoken of) and what was known when."""

    as_of: date | None
    known_at: datetime

    @property
    def day(self) -> date:
        """The day on which a paper must have been in force."""
        return self.as_of or self.known_at.astimezone(VIETNAM).date()


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One attribute: a value with its source and its days (YYYY-MM-DD or YYYY), or `unavailable` with why."""

    attribute: str
    value: str | None = None
    source: Source | None = None
    assurance: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    recorded_at: datetime | None = None
    evidence: str | None = None
    certain: bool = True
    """False when a partial date leaves open whether it was so on that very day."""
    unavailable: Unavailable | None = None
    why: str | None = None
    """Why it is unavailable, in words (Vietnamese)."""


def facts_at(
    engine: sa.Engine, forms: Iterable[Form], question: Question, when: When, attributes: Collection[str] = ()
) -> tuple[Told, ...]:
    """Every attribute that was asked for (none named: all that the purpose's forms ask), in their alphabet's order.

    `Refused` for an unknown subject, purpose, attribute, requester or right alike. One transaction with its row in the
    access log: no answer without its row.
    """
    found = in_turn(engine, lambda connection: _look(connection, tuple(forms), question, when, attributes))
    if found is None:
        raise Refused
    return found


def _look(
    connection: sa.Connection, forms: tuple[Form, ...], question: Question, when: When, attributes: Collection[str]
) -> tuple[Told, ...] | None:
    """Looks up what was known and writes down who looked; None when it is refused."""
    asks = asked_for(forms, question.purpose, question.subject.kind, question.caller)
    wanted = {name: asks.get(name, False) for name in attributes} or asks
    known = held(connection, find(connection, question.subject), KNOWN_BY)
    subject = known.subject or ""
    answers = _answers(connection, subject, when, wanted)
    known = replace(known, restricted=restricted(connection, subject, question.purpose))
    checks = {
        "purpose": any(question.purpose in form.purposes for form in forms),
        "scope": bool(asks),
        "attributes": set(wanted) <= set(asks),
        "requester": bool(question.requester.strip()),
        "not_found": known.subject is not None,
        "mismatch": is_the_one(question.subject, known.facts),
        "consent": may_use(connection, subject, question.purpose, now=question.now),
    }
    refusal = first_failed(checks)
    told = () if refusal else _all(connection, answers, wanted, known, when.day)
    given = tuple(one.attribute for one in told if one.unavailable is None)
    outcome = f"refused:{refusal}" if refusal else "answered"
    record(connection, question.look("history", outcome=outcome, attributes=given))
    return None if refusal else told


def asked_for(forms: Iterable[Form], purpose: str, kind: str, caller: Caller) -> dict[str, bool]:
    """Attributes of a subject of that kind that the purpose needs and the caller was granted; whether each of the
    forms that ask for it takes it only from a paper in force."""
    found: dict[str, bool] = {}
    for form in forms:
        if purpose not in form.purposes or form.subject != kind or not caller.may(f"{SCOPE}:{form.code}"):
            continue
        for one in form.fields:
            if not one.paper and (not one.only_for or purpose in one.only_for):
                found[one.attribute] = one.in_force and found.get(one.attribute, True)
    return found


def _answers(connection: sa.Connection, subject: str, when: When, wanted: Collection[str]) -> dict[str, Answer]:
    if when.as_of is None:
        return history.known_at(connection, subject, when.known_at, attributes=wanted)
    return history.as_of(connection, subject, when.as_of, known=when.known_at, attributes=wanted)


def _all(
    connection: sa.Connection, answers: Mapping[str, Answer], wanted: Mapping[str, bool], known: Held, day: date
) -> tuple[Told, ...]:
    rows = _rows(connection, answers.values())
    matter = {row["document_id"] for name, row in rows.items() if depends(row, in_force=wanted[name])}
    known = replace(known, standings={one: valid_on(connection, one, day) for one in sorted(matter)})
    return tuple(_told(answers[name], rows.get(name), known, in_force=wanted[name]) for name in sorted(wanted))


def _rows(connection: sa.Connection, answers: Iterable[Answer]) -> dict[str, dict[str, Any]]:
    """What is known of the paper of each answer that is one, as `held.kept_back` wants it."""
    names = sorted({one.document for one in answers if one.document})
    papers = {row["id"]: row for row in connection.execute(PAPERS, {"documents": names}).mappings()}
    none = {"paper": None, "form_number": None, "result_kind": None}
    return {
        one.attribute: {**papers.get(one.document or "", none), "document_id": one.document, "status": one.status}
        for one in answers
        if one.status is not Status.MISSING
    }


def _told(answer: Answer, row: dict[str, Any] | None, known: Held, *, in_force: bool) -> Told:
    why = _why_not(answer.attribute, row, known, in_force=in_force)
    if why or answer.value is None or answer.origin is None:
        code, words = why or NOT_HELD
        return Told(attribute=answer.attribute, unavailable=code, why=words)
    source = SOURCES.get(Origin(answer.origin), Source.MACHINE_ACCEPTED)
    return Told(
        attribute=answer.attribute,
        value=answer.value,
        source=source,
        assurance=ASSURANCE[source],
        valid_from=answer.valid_from,
        valid_to=answer.valid_to,
        recorded_at=answer.recorded_at,
        evidence=f"fact-{answer.fact}",
        certain=answer.certain,
    )


def _why_not(attribute: str, row: dict[str, Any] | None, known: Held, *, in_force: bool) -> Why | None:
    if known.is_restricted(attribute):
        return BY_THE_PERSON
    return not_there(known, attribute) if row is None else kept_back(row, known.standings, in_force=in_force)
