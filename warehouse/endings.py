"""What ends or lengthens a result after it was issued: the revocation feed of a registry, extensions on the paper."""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from catalog import document_types
from warehouse.store import take_turn, writing
from warehouse.tables import documents, results
from warehouse.tables_results import extensions, revocations
from warehouse.validity import compact, rule_for

KINDS = ("revoked", "cancelled", "replaced")


@dataclass(frozen=True, slots=True, kw_only=True)
class Revocation:
    """One row of a feed: a paper that its issuer ended. `key` is the feed's own name of the row."""

    source: str
    key: str
    kind: str
    type: str
    number: str
    effective_on: str
    reason: str = ""
    issued_by: str | None = None
    subject: tuple[str, str] | None = None
    """(scheme, value) of its holder."""


class NotExtended(ValueError):
    """The rule of the paper's type does not allow this extension; says why (Vietnamese)."""


def take_feed(engine: sa.Engine, feed: Iterable[Revocation], *, now: datetime) -> int:
    """Keeps the rows of a feed that are new, also those whose paper is not here yet; how many.

    A row with an unknown kind or a day that is none is a ValueError: nothing of the feed is kept then.
    """
    rows = {(row.source, row.key): _row(row, now) for row in feed}
    with writing(engine) as connection:
        take_turn(connection)
        known = connection.execute(sa.select(revocations.c.source, revocations.c.source_key))
        new = [row for key, row in rows.items() if key not in {(one.source, one.source_key) for one in known}]
        if new:
            connection.execute(revocations.insert(), new)
    return len(new)


def extend(engine: sa.Engine, document: str, *, written_on: str, reviewer: str, now: datetime) -> str:
    """Extends a result by what its rule allows; the new last day (YYYY-MM-DD). `NotExtended` when it allows none."""
    with writing(engine) as connection:
        take_turn(connection)
        query = sa.select(documents.c.type, documents.c.issued_on, results.c.valid_to).join(results)
        row = connection.execute(query.where(documents.c.id == document)).one_or_none()
        if row is None or not row.valid_to or len(row.valid_to) != 10:
            raise NotExtended("Giấy tờ này không có thời hạn xác định trong kho nên không gia hạn được.")
        rule = rule_for(document_types()[row.type], row.issued_on)
        before = connection.execute(
            sa.select(extensions.c.valid_to).where(extensions.c.document_id == document).order_by(extensions.c.id)
        )
        ends = [row.valid_to, *before.scalars()]
        if len(ends) > rule.extensions or not rule.months:
            raise NotExtended(f"Loại giấy tờ này được gia hạn tối đa {rule.extensions} lần ({rule.basis}).")
        until = _months_later(date.fromisoformat(ends[-1]), rule.months).isoformat()
        said = {"document_id": document, "valid_to": until, "written_on": written_on, "reviewer": reviewer}
        connection.execute(extensions.insert(), said | {"recorded_at": now})
    return until


def _row(said: Revocation, now: datetime) -> dict[str, object]:
    if said.kind not in KINDS:
        raise ValueError(f"a revocation is one of {', '.join(KINDS)}")
    scheme, value = said.subject or (None, None)
    return {
        "source": said.source,
        "source_key": said.key,
        "kind": said.kind,
        "type": said.type,
        "number": compact(said.number),
        "issued_by": said.issued_by,
        "subject_scheme": scheme,
        "subject_value": value,
        "effective_on": date.fromisoformat(said.effective_on).isoformat(),
        "reason": said.reason,
        "recorded_at": now,
    }


def _months_later(day: date, months: int) -> date:
    count = day.month - 1 + months
    year, month = day.year + count // 12, count % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
