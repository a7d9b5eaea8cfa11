"""Who looks at which held paper now, so that two officers do not work on the same one. A lease ends by itself."""

from datetime import datetime, timedelta

from sqlalchemy import Engine, delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from ledger.tables import leases

LASTS = timedelta(minutes=10)


def take(state: Engine, document: str, officer: str, *, now: datetime) -> bool:
    """Takes or renews the lease; False while another officer has it. One statement decides, whoever is first."""
    free = or_(leases.c.officer == officer, leases.c.until <= now)
    change = update(leases).where(leases.c.document == document, free)
    with state.begin() as connection:
        if connection.execute(change.values(officer=officer, until=now + LASTS)).rowcount:
            return True
    try:
        with state.begin() as connection:
            connection.execute(insert(leases).values(document=document, officer=officer, until=now + LASTS))
    except IntegrityError:
        return False
    return True


def give_back(state: Engine, document: str, officer: str) -> None:
    """Ends the officer's lease of a document, if there is one."""
    with state.begin() as connection:
        connection.execute(delete(leases).where(leases.c.document == document, leases.c.officer == officer))


def taken(state: Engine, *, now: datetime) -> dict[str, str]:
    """Document -> the officer who looks at it now."""
    query = select(leases.c.document, leases.c.officer).where(leases.c.until > now)
    with state.connect() as connection:
        return dict(connection.execute(query).tuples().all())
