"""Working days in Viet Nam: Monday to Friday but for public holidays, and the weekend days worked in their stead."""

from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import holidays


def is_working_day(day: date) -> bool:
    """Whether offices work on that day."""
    return bool(_calendar().is_working_day(day))


def after(day: date, count: int) -> date:
    """The last day of a period of so many working days; the day itself does not count."""
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


@cache
def _calendar() -> "holidays.HolidayBase":
    import holidays

    return holidays.country_holidays("VN")
