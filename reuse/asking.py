"""About whom something is asked, and whether the asker knows them: number, name and (a person's) birth date together.

Every refusal is the same to the asker; the access log alone says why.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from domain.facts import AccessEntry
from domain.kinds import clean
from linkage.normalise import company_key, name_key
from reuse.callers import Caller
from warehouse.facts import person_scheme
from warehouse.roles import Actor, visible
from warehouse.tables import identifiers

Row = sa.RowMapping

NAMED = sa.select(identifiers.c.subject_id).where(
    identifiers.c.scheme == sa.bindparam("scheme"), identifiers.c.value == sa.bindparam("value")
)

KNOWN_BY = frozenset({"full_name", "name", "date_of_birth"})
"""Attributes that must be at hand to tell whether the asker knows the subject."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A subject as the asker names it."""

    kind: str
    scheme: str
    id: str
    name: str
    born: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question: about whom, for what, by whom, when."""

    subject: Asked
    purpose: str
    requester: str
    caller: Caller
    now: datetime

    def look(self, action: str, *, outcome: str, attributes: tuple[str, ...] = ()) -> AccessEntry:
        """The row of the access log for it."""
        return AccessEntry(
            at=self.now,
            requester=short(self.requester, 120),
            action=action,
            subject_scheme=self.subject.scheme,
            subject_value=self.subject.id,
            purpose=short(self.purpose, 64),
            attributes=attributes,
            outcome=outcome,
            basis=short(f"{self.caller.way}:{self.caller.name}", 200),
        )


def asked(kind: str, number: str, name: str, born: str | None) -> Asked:
    """A subject as named in a request; nonsense stays nonsense and will match nobody."""
    digits = short("".join(number.split()), 64)
    scheme = "enterprise_code" if kind == "company" else person_scheme(digits)
    return Asked(kind=kind, scheme=scheme, id=digits, name=name, born=born and clean("date_or_year", born))


def find(connection: sa.Connection, asked: Asked, actor: Actor | None = None) -> str | None:
    """The warehouse's id of the subject of that number; with an actor, only one that is within the actor's scope."""
    query = NAMED if actor is None else NAMED.where(visible(identifiers, actor))
    found: str | None = connection.execute(query, {"scheme": asked.scheme, "value": asked.id}).scalar()
    return found


def is_the_one(asked: Asked, facts: Mapping[str, Row]) -> bool:
    """Marks count in a name, capitals and spaces do not; a person's birth date must be as exact as the one kept."""
    key, kept = (company_key, "name") if asked.kind == "company" else (name_key, "full_name")
    named = key(asked.name) == key(_value(facts, kept)) != ""
    return named and (asked.kind == "company" or asked.born == _value(facts, "date_of_birth"))


def first_failed(checks: Mapping[str, bool]) -> str | None:
    """The name of the first check that failed, for the log alone; None when all passed."""
    return next((why for why, passed in checks.items() if not passed), None)


def short(text: str, limit: int) -> str:
    """What fits the log's column; a NUL or half a surrogate pair fits no database."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()[:limit]


def _value(facts: Mapping[str, Row], attribute: str) -> str:
    return (facts[attribute]["value"] or "") if attribute in facts else ""
