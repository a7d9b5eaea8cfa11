"""What is past its time goes, what proves or must be kept stays, and the log stays provable."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from tests.papers import NOW
from tests.warehouse.test_access_chain import ENTRY
from warehouse import retention
from warehouse.access import note
from warehouse.access_chain import Head, head, holds, verify
from warehouse.retention import RULES, Rule, overdue, remove_overdue, rules_on
from warehouse.rights_tables import removals
from warehouse.store import writing
from warehouse.tables import access_log, metadata

BY = "quan-tri"
YEARS = timedelta(days=3653)


def logged(engine: sa.Engine, *ages: int) -> None:
    """Entries so many days before now."""
    for age in ages:
        note(engine, replace(ENTRY, at=NOW - timedelta(days=age)))


def test_every_table_has_exactly_one_rule_in_force_and_each_says_why() -> None:
    rules = rules_on(date(2026, 11, 20))
    assert sorted(rule.table for rule in rules) == sorted({rule.table for rule in rules})
    assert {table.name for table in metadata.sorted_tables} - {rule.table for rule in rules} == set()
    assert all(rule.basis for rule in RULES)


def test_nothing_is_removed_before_its_time(engine: sa.Engine) -> None:
    logged(engine, 3000, 10, 0)
    with writing(engine) as connection:
        assert overdue(connection, now=NOW) == ()
        assert remove_overdue(connection, by=BY, now=NOW) == ()


def test_the_oldest_entries_of_the_log_go_and_the_rest_is_still_proved(engine: sa.Engine) -> None:
    logged(engine, 4000, 3900, 10, 0)
    with engine.connect() as connection:
        (due,) = overdue(connection, now=NOW)
        kept = head(connection)
    assert (due.table, due.rows) == ("access_log", 2)
    with writing(engine) as connection:
        assert remove_overdue(connection, by=BY, now=NOW) == (due,)
    with engine.connect() as connection:
        assert connection.execute(sa.select(access_log.c.position).order_by(access_log.c.position)).scalars().all() == [
            3,
            4,
        ]
        assert verify(connection) == []
        assert holds(connection, kept)
        assert not holds(connection, Head(position=1, hash="0" * 64))
        assert connection.execute(sa.select(removals.c.table_name, removals.c.rows, removals.c.by)).one() == (
            "access_log",
            2,
            BY,
        )
    note(engine, ENTRY)
    with engine.connect() as connection:
        assert verify(connection) == []


def test_an_old_entry_behind_a_younger_one_stays(engine: sa.Engine) -> None:
    logged(engine, 4000, 10, 4000)
    with writing(engine) as connection:
        (due,) = remove_overdue(connection, by=BY, now=NOW)
        assert due.rows == 1
        assert verify(connection) == []


def test_a_log_that_is_old_altogether_goes_and_a_new_one_builds_on_it(engine: sa.Engine) -> None:
    logged(engine, 4000, 4000)
    with writing(engine) as connection:
        remove_overdue(connection, by=BY, now=NOW)
        assert verify(connection) == []
    note(engine, ENTRY)
    with engine.connect() as connection:
        assert verify(connection) == []
        assert head(connection).position == 3


def test_a_removed_row_that_was_not_past_its_time_is_still_found(engine: sa.Engine) -> None:
    from tests.warehouse.test_access_chain import tamper

    logged(engine, 4000, 10, 5, 0)
    with writing(engine) as connection:
        remove_overdue(connection, by=BY, now=NOW)
    tamper(engine, "DELETE FROM access_log WHERE position = 2")
    with engine.connect() as connection:
        assert verify(connection)[0].position == 3


def test_a_changed_rule_counts_from_its_day(engine: sa.Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    now = next(rule for rule in RULES if rule.table == "access_log")
    ended = replace(now, until=date(2026, 12, 31))
    shorter = Rule(table="access_log", years=1, column="at", since=date(2027, 1, 1), basis="Quyết định mới")
    monkeypatch.setattr(retention, "RULES", (*(rule for rule in RULES if rule is not now), ended, shorter))
    logged(engine, 700)
    with engine.connect() as connection:
        assert overdue(connection, now=NOW) == ()
        assert [due.rows for due in overdue(connection, now=NOW + timedelta(days=60))] == [1]
