"""What a person may ask and until when it must be done: dated rows, the newest on the day of receipt counts."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from warehouse.working_days import after


class Right(StrEnum):
    """What a person may ask of the keeper of their data."""

    VIEW = "view"
    CORRECT = "correct"
    RESTRICT = "restrict"
    OBJECT = "object"
    WITHDRAW = "withdraw"
    """Takes a consent back."""
    DELETE = "delete"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """Working days from the day after receipt."""

    right: Right
    acknowledge: int
    days: int
    extension: int
    """Once, with a reason."""
    with_processors: int
    """In place of `days` when others process the data and must be told."""
    since: date
    basis: str


def _rows(since: date, basis: str, *rows: tuple[Right, int, int, int]) -> tuple[Deadline, ...]:
    return tuple(
        Deadline(
            right=right, acknowledge=2, days=days, extension=more, with_processors=others, since=since, basis=basis
        )
        for right, days, more, others in rows
    )


DEADLINES = _rows(
    date(2026, 1, 1),
    "Nghị định 356/2025/NĐ-CP, Điều 5; Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15",
    (Right.VIEW, 10, 10, 15),
    (Right.CORRECT, 10, 10, 15),
    (Right.RESTRICT, 15, 15, 20),
    (Right.OBJECT, 15, 15, 20),
    (Right.WITHDRAW, 15, 15, 20),
    (Right.DELETE, 20, 20, 30),
)
"""right, days, extension, days with processors. The decree's days are counted as working days throughout."""


class NoRule(ValueError):
    """No rule was in force on that day."""


def deadline(right: Right, day: date) -> Deadline:
    """The rule for a request received on that day."""
    found = [rule for rule in DEADLINES if rule.right is right and rule.since <= day]
    if not found:
        raise NoRule(f"{right}: no rule in force on {day}")
    return max(found, key=lambda rule: rule.since)


def acknowledge_by(rule: Deadline, received: date) -> date:
    """Last day to say that the request has come."""
    return after(received, rule.acknowledge)


def due(rule: Deadline, received: date, *, with_processors: bool) -> date:
    """Last day to carry it out or refuse."""
    return after(received, rule.with_processors if with_processors else rule.days)


def extended(rule: Deadline, first_due: date) -> date:
    """Last day after the one extension the rule allows."""
    return after(first_due, rule.extension)
