"""A person or company asks who has looked at its data. The asking is itself a look and is logged."""

from datetime import datetime

import sqlalchemy as sa

from domain.errors import Refused
from domain.facts import AccessEntry
from reuse.identity import known_subject, scheme_of
from warehouse.access import record
from warehouse.access_view import Look, who_looked
from warehouse.facts import VIETNAM
from warehouse.store import writing

BASIS = "Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15: quyền được biết"


def looks(
    engine: sa.Engine, number: str, *, name: str, born: str | None, requester: str, now: datetime
) -> tuple[Look, ...]:
    """Every look the subject may know of, newest first; `Refused` when it is not whom the asker names."""
    digits = "".join(number.split())[:64]
    scheme = scheme_of(digits)
    with writing(engine) as connection:
        subject = known_subject(connection, scheme, digits, name, born)
        found = who_looked(connection, subject, today=now.astimezone(VIETNAM).date()) if subject else ()
        entry = AccessEntry(
            at=now,
            requester=requester[:120],
            action="who_looked",
            subject_scheme=scheme,
            subject_value=digits,
            purpose="quyen_chu_the",
            attributes=("access_log",) if subject else (),
            outcome="answered" if subject else "refused:mismatch",
            basis=BASIS,
        )
        record(connection, entry)
    if subject is None:
        raise Refused
    return found
