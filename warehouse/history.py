"""Asking the facts with both times: when a thing was true (as of a day), and when we knew it (known at a moment)."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from domain.facts import Status
from domain.precedence import PrecedenceRule
from warehouse.days import first_day, last_day, local_day
from warehouse.precedence import Precedence, Row
from warehouse.roles import Actor, visible
from warehouse.tables import documents
from warehouse.tables_state import fact_history

COLUMNS = ("id", "subject_id", "attribute", "value", "status", "origin", "registry", "document_id", "valid_from",
    "valid_to", "recorded_at", "superseded_at")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is answered of one attribute. `MISSING` when no fact speaks of it; never blank for unknown or withheld."""

    attribute: str
    status: Status
    value: str | None = None
    fact: int | None = None
    origin: str | None = None
    registry: str | None = None
    document: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    recorded_at: datetime | None = None
    certain: bool = True
    """False when a partial date leaves open whether it was so on that very day."""
    others: tuple["Answer", ...] = ()
    """What else was said and lost, most telling first."""


def known_at(
    connection: sa.Connection,
    subject: str,
    moment: datetime,
    *,
    attributes: Collection[str] | None = None,
    rules: Precedence | None = None,
    actor: Actor | None = None,
) -> dict[str, Answer]:
    """What was known of a subject at that moment, whatever day it speaks of, by the precedence in force then.

    Attributes asked for by name are all answered; without names, those of which anything is known. With an actor, only
    from facts that are within the actor's scope.
    """
    return _answers(_known(connection, subject, moment, attributes, actor), moment, None, attributes, rules)


def as_of(
    connection: sa.Connection,
    subject: str,
    day: date,
    *,
    known: datetime,
    attributes: Collection[str] | None = None,
    rules: Precedence | None = None,
    actor: Actor | None = None,
) -> dict[str, Answer]:
    """What was true of a subject on that day, as far as was known at the moment `known`.

    A fact holds from its `valid_from` to its `valid_to`; one whose rule is timeless holds on every day. With an actor,
    only from facts that are within the actor's scope.
    """
    return _answers(_known(connection, subject, known, attributes, actor), known, day, attributes, rules)


def _answers(
    known: Iterable[Row],
    moment: datetime,
    day: date | None,
    attributes: Collection[str] | None,
    rules: Precedence | None,
) -> dict[str, Answer]:
    rules = rules or Precedence(local_day(moment))
    by_attribute: dict[str, list[Row]] = {}
    for row in known:
        if day is None or may_hold(row, day, rules.rule(row["attribute"])):
            by_attribute.setdefault(row["attribute"], []).append(row)
    answers = {name: _answer(name, rows, day, rules) for name, rows in sorted(by_attribute.items())}
    absent = sorted(set(attributes or ()) - set(answers))
    return answers | {name: Answer(attribute=name, status=Status.MISSING) for name in absent}


def may_hold(row: Row, day: date, rule: PrecedenceRule) -> bool:
    """Whether the fact may be true on the day: a partial date counts from its first to its last possible day."""
    if rule.timeless:
        return True
    begun = row["valid_from"] is None or first_day(row["valid_from"]) <= day
    return begun and (row["valid_to"] is None or day <= last_day(row["valid_to"]))


def surely_holds(row: Row, day: date, rule: PrecedenceRule) -> bool:
    """Whether it is true on the day however its partial dates are taken."""
    if rule.timeless:
        return True
    begun = row["valid_from"] is None or last_day(row["valid_from"]) <= day
    return begun and (row["valid_to"] is None or day <= first_day(row["valid_to"]))


def _known(
    connection: sa.Connection,
    subject: str,
    moment: datetime,
    attributes: Collection[str] | None,
    actor: Actor | None,
) -> Iterable[Row]:
    query = (
        sa.select(*(fact_history.c[name] for name in COLUMNS), documents.c.type)
        .outerjoin(documents, documents.c.id == fact_history.c.document_id)
        .where(
            fact_history.c.subject_id == subject,
            fact_history.c.recorded_at <= moment,
            sa.or_(fact_history.c.superseded_at.is_(None), fact_history.c.superseded_at > moment),
        )
    )
    if attributes is not None:
        query = query.where(fact_history.c.attribute.in_(sorted(attributes)))
    if actor is not None:
        query = query.where(visible(fact_history, actor))
    return connection.execute(query).mappings()


def _answer(attribute: str, rows: list[Row], day: date | None, rules: Precedence) -> Answer:
    ranked = sorted(rows, key=rules.key(attribute), reverse=True)
    first, *rest = _told(ranked, day, rules.rule(attribute))
    return Answer(**{name: getattr(first, name) for name in first.__slots__ if name != "others"}, others=tuple(rest))


def _told(rows: Iterable[Row], day: date | None, rule: PrecedenceRule) -> Iterator[Answer]:
    for row in rows:
        told: dict[str, Any] = {"fact": row["id"], "document": row["document_id"]}
        same = ("attribute", "status", "value", "origin", "registry", "valid_from", "valid_to", "recorded_at")
        certain = day is None or surely_holds(row, day, rule)
        yield Answer(**told, **{name: row[name] for name in same}, certain=certain)
