"""Each check of the warehouse sees what it is there to see, and says what to do."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests import papers
from tests.papers import NOW, birth, document, link, record, value
from warehouse.checks import check, mend
from warehouse.load import load
from warehouse.store import writing


@pytest.fixture
def filled(engine: sa.Engine) -> sa.Engine:
    for town in ("Xã A", "Xã B"):
        paper = birth(value("home_town", town))
        load(engine, batch="b", documents=[document(paper, link(paper, answer=record())), papers.company()], now=NOW)
    return engine


def found(engine: sa.Engine, now: object = NOW) -> dict[str, int]:
    with engine.connect() as connection:
        faults = list(check(connection, now))
    assert all(fault.what and fault.advice for fault in faults)
    return {fault.check: fault.count for fault in faults}


def tamper(engine: sa.Engine, *statements: str) -> None:
    """Changes rows as whoever owns the database could."""
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(sa.text("SET session_replication_role = replica"))
        else:
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")
            names = sa.text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for name in connection.execute(names).scalars().all():
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(sa.text(statement))
        connection.commit()
        connection.invalidate()


def test_a_whole_warehouse_has_no_fault_and_neither_has_an_empty_one(engine: sa.Engine) -> None:
    assert found(engine) == {}
    load(engine, batch="b", documents=[papers.company()], now=NOW)
    assert found(engine) == {}


def test_a_changed_fact_is_seen(filled: sa.Engine) -> None:
    tamper(filled, "UPDATE facts SET valid_from = '1999-01-01' WHERE attribute = 'charter_capital'")
    assert found(filled) == {"digests": 1}


def test_a_removed_document_leaves_orphans_that_are_seen(filled: sa.Engine) -> None:
    tamper(filled, "DELETE FROM documents WHERE type = 'enterprise_registration'")
    with filled.connect() as connection:
        whats = [fault.what for fault in check(connection, NOW) if fault.check == "orphans"]
    assert sorted(what.split()[0] for what in whats) == [
        "facts.document_id",
        "links.document_id",
        "results.document_id",
    ]


def test_a_current_state_that_differs_is_seen_and_mended(filled: sa.Engine) -> None:
    tamper(
        filled,
        "DELETE FROM current_state WHERE attribute = 'home_town'",
        "INSERT INTO current_state (subject_id, attribute, fact_id) VALUES ('khong-co', 'name', 1)",
    )
    assert found(filled) == {"current_state": 2, "orphans": 1}
    with writing(filled) as connection:
        assert mend(connection, NOW) == 2
    assert found(filled) == {}


def test_rules_that_changed_since_the_last_load_are_said_and_applied(engine: sa.Engine) -> None:
    load(engine, batch="b", documents=[papers.company()], now=NOW - timedelta(days=500))
    assert found(engine) == {"rules": 1}
    with writing(engine) as connection:
        mend(connection, NOW)
    assert found(engine) == {}


def test_a_fact_that_ended_before_it_was_known_is_seen(filled: sa.Engine) -> None:
    tamper(filled, "UPDATE supersessions SET superseded_at = '2001-01-01 00:00:00'")
    assert found(filled) == {"times": 1}


def test_a_load_of_the_future_is_said(engine: sa.Engine) -> None:
    load(engine, batch="b", documents=[papers.company()], now=NOW + timedelta(days=3))
    assert "clock" in found(engine)
    assert "clock" not in found(engine, NOW + timedelta(days=3))
