"""What a wrong link reached: the facts it put on the wrong subject, and the forms that were served with them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from warehouse.history import known_at
from warehouse.subjects import in_chunks
from warehouse.tables import access_log, facts, identifiers

SERVING = ("prefill", "dossier_check")
"""Actions of the access log that hand data on to a form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongFact:
    """A fact that stood on the wrong subject; never its value."""

    id: int
    attribute: str
    document: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A form that was served with such facts: who must be told."""

    at: datetime
    requester: str
    purpose: str
    attributes: tuple[str, ...]
    """The attributes handed out that rested on a wrong fact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Blast:
    """Everything a wrong link reached."""

    facts: tuple[WrongFact, ...]
    served: tuple[Served, ...]


def radius(connection: sa.Connection, subject: str, wrong: Collection[int]) -> Blast:
    """What those facts (ids) of that subject reached until now."""
    rows = _facts(connection, sorted(wrong))
    if not rows:
        return Blast(facts=(), served=())
    since = min(row.recorded_at for row in rows)
    told = (WrongFact(id=row.id, attribute=row.attribute, document=row.document_id) for row in rows)
    return Blast(facts=tuple(told), served=tuple(_served(connection, subject, set(wrong), since)))


def _facts(connection: sa.Connection, ids: Sequence[int]) -> list[Any]:
    wanted = sa.select(facts.c.id, facts.c.attribute, facts.c.document_id, facts.c.recorded_at)
    found: list[Any] = []
    for chunk in in_chunks(ids):
        found += connection.execute(wanted.where(facts.c.id.in_(chunk))).all()
    return found


def _served(connection: sa.Connection, subject: str, wrong: set[int], since: datetime) -> Iterable[Served]:
    for look in _looks(connection, subject, since):
        handed_out = frozenset(look.attributes)
        known = known_at(connection, subject, look.at, attributes=handed_out)
        used = sorted(name for name, answer in known.items() if answer.fact in wrong)
        if used:
            yield Served(at=look.at, requester=look.requester, purpose=look.purpose, attributes=tuple(used))


def _looks(connection: sa.Connection, subject: str, since: datetime) -> list[sa.Row[Any]]:
    """Answers about the subject since then, by whichever of its identifiers it was asked."""
    names = connection.execute(sa.select(identifiers.c.scheme, identifiers.c.value).filter_by(subject_id=subject)).all()
    found: list[sa.Row[Any]] = []
    for name in names:
        query = sa.select(access_log).where(
            access_log.c.subject_scheme == name.scheme,
            access_log.c.subject_value == name.value,
            access_log.c.action.in_(SERVING),
            access_log.c.at >= since,
        )
        found += connection.execute(query).all()
    return sorted(found, key=lambda look: look.id)
