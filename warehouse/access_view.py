"""The person's own view of the access log: who looked at their data, when, for what and by what right.

An entry may be kept from its subject only where a law says so, and then says it itself: `sealed`, or the day from which
it is open. Nothing tells that such an entry is there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from domain.subjects import Judgement
from warehouse.access import OPEN
from warehouse.tables import access_log, identifiers, links

DOCUMENT, SUBJECT = "document", "subject"
"""Schemes of entries about a paper, and about the warehouse's own id of a person."""

_later = links.alias("later")

STANDS_ON = sa.select(links.c.document_id).where(
    links.c.subject_id == sa.bindparam("subject"),
    links.c.judgement == Judgement.SAME,
    ~sa.exists().where(
        _later.c.id > links.c.id, *(_later.c[name] == links.c[name] for name in ("document_id", "role", "registry"))
    ),
)
"""Papers on which a subject stands, in whatever role, by the last judgement. One whose link was undone is another's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One look, as its subject may know it."""

    at: datetime
    requester: str
    action: str
    purpose: str
    attributes: tuple[str, ...]
    outcome: str
    basis: str


def who_looked(connection: sa.Connection, subject: str, *, today: date) -> tuple[Look, ...]:
    """Every look at a subject (its warehouse id) that it may see, newest first: by its numbers, by its papers.

    A look at a paper that waited, which is logged by the paper alone, is found once the paper is linked to the subject.
    """
    shown = ("at", "requester", "action", "purpose", "attributes", "outcome", "basis")
    about = [
        sa.and_(access_log.c.subject_scheme == scheme, access_log.c.subject_value.in_(values))
        for scheme, values in _names(connection, subject).items()
    ]
    query = (
        sa.select(*(access_log.c[name] for name in shown))
        .where(sa.or_(*about), _is_visible(today))
        .order_by(access_log.c.position.desc())
    )
    return tuple(_look(row) for row in connection.execute(query).mappings())


def _is_visible(today: date) -> sa.ColumnElement[bool]:
    dated = access_log.c.visibility.like("____-__-__")
    return sa.or_(access_log.c.visibility == OPEN, sa.and_(dated, access_log.c.visibility <= today.isoformat()))


def _names(connection: sa.Connection, subject: str) -> dict[str, Sequence[str]]:
    names: dict[str, list[str]] = {SUBJECT: [subject]}
    own = sa.select(identifiers.c.scheme, identifiers.c.value).where(identifiers.c.subject_id == subject)
    for scheme, value in connection.execute(own):
        names.setdefault(scheme, []).append(value)
    names[DOCUMENT] = sorted(set(connection.execute(STANDS_ON, {"subject": subject}).scalars()))
    return dict(names)


def _look(row: sa.RowMapping) -> Look:
    return Look(**{**row, "attributes": tuple(row["attributes"])})
