"""Days as papers give them: whole (YYYY-MM-DD), or a year or month alone. A partial day stays partial."""

import calendar
from datetime import date, datetime, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7))
"""Where a day begins and ends."""


def local_day(moment: datetime) -> str:
    """The day of that moment in Vietnam, YYYY-MM-DD."""
    return moment.astimezone(VIETNAM).date().isoformat()


def first_day(text: str) -> date:
    """The earliest day that YYYY, YYYY-MM or YYYY-MM-DD may mean; ValueError when it is none of them."""
    return date.fromisoformat(text + "-01-01"[{4: 0, 7: 3, 10: 6}.get(len(text), 0) :])


def last_day(text: str) -> date:
    """The latest day that it may mean."""
    first = first_day(text)
    if len(text) == 10:
        return first
    month = first.month if len(text) == 7 else 12
    return date(first.year, month, calendar.monthrange(first.year, month)[1])


def shown(text: str) -> str:
    """The day as an officer writes it."""
    if len(text) == 10:
        return f"ngày {date.fromisoformat(text):%d/%m/%Y}"
    return f"tháng {text[5:]}/{text[:4]}" if len(text) == 7 else f"năm {text}"
