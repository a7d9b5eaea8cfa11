"""Days and moments as a request writes them, strictly: no number of seconds, no time without a zone."""

import re
from datetime import date, datetime
from typing import Annotated

from pydantic import BeforeValidator, WithJsonSchema

DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
MOMENT = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})$"
FIRST_YEAR, LAST_YEAR = 1900, 2999
"""Of what can be asked about."""


def _day(given: object) -> date:
    if not isinstance(given, str) or not re.fullmatch(DAY, given):
        raise ValueError("no day")
    day = date.fromisoformat(given)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError("no year of ours")
    return day


def _moment(given: object) -> datetime:
    """A whole time with its zone."""
    if not isinstance(given, str) or not re.fullmatch(MOMENT, given):
        raise ValueError("no time with a zone")
    _day(given[:10])
    return datetime.fromisoformat(given)


Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date", "pattern": DAY})]
Moment = Annotated[
    datetime, BeforeValidator(_moment), WithJsonSchema({"type": "string", "format": "date-time", "pattern": MOMENT})
]
