"""Deadlines in working days of Viet Nam."""

from datetime import date

import pytest

from warehouse.rights_deadlines import DEADLINES, NoRule, Right, acknowledge_by, deadline, due, extended
from warehouse.working_days import after, is_working_day


def test_weekends_holidays_and_days_off_in_their_stead_are_no_working_days() -> None:
    off = ["2026-11-21", "2026-11-22", "2026-02-17", "2026-04-27", "2026-08-31", "2026-09-02", "2027-02-10"]
    assert not any(is_working_day(date.fromisoformat(day)) for day in off)
    assert is_working_day(date(2026, 8, 22))  # a Saturday worked in place of 31 August
    assert is_working_day(date(2026, 11, 20))


@pytest.mark.parametrize(
    ("received", "count", "last"),
    [
        ("2026-11-20", 2, "2026-11-25"),  # Friday; Tuesday 24 is Culture Day
        ("2026-11-21", 2, "2026-11-25"),
        ("2027-02-03", 2, "2027-02-12"),  # over Tet
        ("2026-08-21", 1, "2026-08-22"),
        ("2026-12-31", 1, "2027-01-04"),
        ("2026-11-20", 0, "2026-11-20"),
    ],
)
def test_the_day_of_receipt_does_not_count(received: str, count: int, last: str) -> None:
    assert after(date.fromisoformat(received), count) == date.fromisoformat(last)


def test_every_right_has_its_deadline_and_names_its_law() -> None:
    day = date(2026, 11, 20)
    table = {right: deadline(right, day) for right in Right}
    assert {right: (rule.days, rule.extension, rule.with_processors) for right, rule in table.items()} == {
        Right.VIEW: (10, 10, 15),
        Right.CORRECT: (10, 10, 15),
        Right.RESTRICT: (15, 15, 20),
        Right.OBJECT: (15, 15, 20),
        Right.WITHDRAW: (15, 15, 20),
        Right.DELETE: (20, 20, 30),
    }
    assert all(rule.acknowledge == 2 and "356/2025" in rule.basis for rule in DEADLINES)


def test_a_request_before_the_law_has_no_rule() -> None:
    with pytest.raises(NoRule):
        deadline(Right.VIEW, date(2025, 12, 31))


def test_processors_and_an_extension_move_the_last_day() -> None:
    received = date(2026, 11, 2)
    rule = deadline(Right.DELETE, received)
    assert acknowledge_by(rule, received) == date(2026, 11, 4)
    alone, told = (due(rule, received, with_processors=others) for others in (False, True))
    assert (alone, told) == (date(2026, 12, 1), date(2026, 12, 15))
    assert extended(rule, alone) == date(2026, 12, 29)
