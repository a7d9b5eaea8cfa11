"""The chain of the access log: what was written is proved whole, what was changed is found."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
import sqlalchemy as sa

from domain.facts import AccessEntry
from tests import papers
from warehouse.access import note, record
from warehouse.access_chain import GENESIS, Head, Problem, chained, head, holds, sealed_head, verify
from warehouse.append_only import suspended
from warehouse.crypto import Keyring, fresh, keys_of
from warehouse.store import downgrade, open_warehouse, upgrade, writing
from warehouse.tables import access_head, access_log

ENTRY = AccessEntry(
    at=papers.NOW,
    requester="H36.11/cb-014",
    action="prefill",
    subject_scheme="personal_id",
    subject_value=papers.NUMBER,
    purpose="1.004222",
    attributes=("full_name", "residence"),
    outcome="answered",
    basis="Điều 7",
)


def five(engine: sa.Engine) -> None:
    for number in range(5):
        note(engine, replace(ENTRY, requester=f"cb-{number}"))


def problems(engine: sa.Engine) -> list[Problem]:
    with engine.connect() as connection:
        return verify(connection)


def tamper(engine: sa.Engine, *statements: str) -> None:
    """What somebody does who owns the database and sets its triggers aside."""
    with writing(engine) as connection, suspended(connection, ["access_log"]):
        for statement in statements:
            connection.exec_driver_sql(statement)


def test_an_empty_log_and_a_written_one_are_whole(engine: sa.Engine) -> None:
    assert problems(engine) == []
    five(engine)
    assert problems(engine) == []


def test_entries_written_together_stand_in_one_chain(engine: sa.Engine) -> None:
    with writing(engine) as connection:
        record(connection, ENTRY, replace(ENTRY, requester="cb-2"))
        record(connection)
    assert problems(engine) == []
    with engine.connect() as connection:
        assert head(connection).position == 2


CHANGES = {
    "requester": "requester = 'ai-do'",
    "time": "at = '2020-01-01 00:00:00.000000'",
    "action": "action = 'lookup'",
    "purpose": "purpose = '9.999999'",
    "attributes": """attributes = '["sex"]'""",
    "outcome": "outcome = 'refused:purpose'",
    "basis": "basis = ''",
    "visibility": "visibility = 'sealed'",
    "scheme": "subject_scheme = 'old_id'",
    "hash": f"hash = '{'f' * 64}'",
    "subject": "subject_value = '$' || substr(subject_value, 3) || 'A'",
    "ciphertext behind the index": "subject_value = substr(subject_value, 1, 30) || 'AAAA'",
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_row_is_found(engine: sa.Engine, change: str) -> None:
    five(engine)
    tamper(engine, f"UPDATE access_log SET {CHANGES[change]} WHERE position = 3")
    assert problems(engine)[0].position == 3


@pytest.mark.parametrize(("removed", "first"), [(1, 2), (3, 4), (5, 5)])
def test_a_removed_row_is_found_wherever_it_stood(engine: sa.Engine, removed: int, first: int) -> None:
    five(engine)
    tamper(engine, f"DELETE FROM access_log WHERE position = {removed}")
    (problem,) = problems(engine)
    assert problem.position == first
    assert "thiếu 1 dòng" in problem.what


def test_two_rows_that_changed_places_are_found(engine: sa.Engine) -> None:
    five(engine)
    tamper(
        engine,
        "UPDATE access_log SET position = 99 WHERE position = 2",
        "UPDATE access_log SET position = 2 WHERE position = 3",
        "UPDATE access_log SET position = 3 WHERE position = 99",
    )
    assert {problem.position for problem in problems(engine)} >= {2, 3}


def test_a_row_put_in_twice_is_found(engine: sa.Engine) -> None:
    five(engine)
    names = ", ".join(column.name for column in access_log.c if column.name not in ("id", "position"))
    tamper(engine, f"INSERT INTO access_log (position, {names}) SELECT 6, {names} FROM access_log WHERE position = 5")
    assert problems(engine)[0].position == 6


def test_an_end_cut_off_with_the_head_set_back_is_found_by_the_seal(engine: sa.Engine) -> None:
    five(engine)
    cut = "UPDATE access_head SET position = 4, hash = (SELECT hash FROM access_log WHERE position = 4)"
    tamper(engine, "DELETE FROM access_log WHERE position = 5", cut)
    assert [problem.what for problem in problems(engine)] == ["dấu niêm phong cuối nhật ký không đúng"]


def test_a_chain_built_anew_without_the_keys_is_found(upgraded_url: str) -> None:
    engine, thief = open_warehouse(upgraded_url), Keyring(fresh())
    five(engine)
    with writing(engine) as connection, suspended(connection, ["access_log"]):
        kept = connection.execute(sa.select(access_log).where(access_log.c.position < 5)).mappings().all()
        connection.execute(access_log.delete())
        plain = [{name: text for name, text in row.items() if name not in ("id", "position")} for row in kept]
        own = chained(plain, keys_of(engine.dialect), 0, GENESIS)  # the hashes themselves need no key
        connection.execute(access_log.insert(), own)
        connection.execute(access_head.update().values(sealed_head(thief, 0, GENESIS, 4, own[-1]["hash"])))
    assert [problem.what for problem in problems(engine)] == ["dấu niêm phong cuối nhật ký không đúng"]


def test_a_lost_head_is_said(engine: sa.Engine) -> None:
    five(engine)
    tamper(engine, "DELETE FROM access_head")
    assert "access_head" in problems(engine)[0].what


def test_a_head_kept_elsewhere_proves_that_nothing_before_it_changed(engine: sa.Engine) -> None:
    five(engine)
    with engine.connect() as connection:
        kept = head(connection)
    note(engine, ENTRY)
    with engine.connect() as connection:
        assert holds(connection, kept)
        assert holds(connection, Head(position=0, hash=GENESIS))
        assert not holds(connection, Head(position=5, hash="0" * 64))
        assert not holds(connection, Head(position=7, hash=kept.hash))


def test_writers_at_the_same_time_build_one_chain(engine: sa.Engine, upgraded_url: str) -> None:
    engines = [engine, *(open_warehouse(upgraded_url) for _ in range(3))]

    def write(one: sa.Engine) -> None:
        for _ in range(8):
            note(one, ENTRY)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, engines))
    assert problems(engine) == []
    with engine.connect() as connection:
        assert head(connection).position == 32


def test_a_look_that_failed_leaves_no_gap(engine: sa.Engine) -> None:
    note(engine, ENTRY)
    with pytest.raises(ZeroDivisionError), writing(engine) as connection:
        _ = record(connection, ENTRY) or 1 / 0
    note(engine, ENTRY)
    assert problems(engine) == []


def test_what_was_logged_before_there_was_a_chain_is_chained(warehouse_url: str) -> None:
    engine = open_warehouse(warehouse_url)
    upgrade(engine, "0001")
    columns = "at, requester, action, subject_scheme, subject_value, purpose, attributes, outcome, basis"
    row = (
        "'2026-01-02 03:04:05.000006', 'cb', 'prefill', 'personal_id', '001087000015', 'p', '[\"sex\"]', 'answered', ''"
    )
    with writing(engine) as connection:
        for _ in range(3):
            connection.exec_driver_sql(f"INSERT INTO access_log ({columns}) VALUES ({row})")
    upgrade(engine)
    assert problems(engine) == []
    note(engine, ENTRY)
    downgrade(engine, "0001")
    with engine.connect() as connection:
        kept = connection.exec_driver_sql("SELECT subject_value FROM access_log ORDER BY id").scalars().all()
    assert kept == ["001087000015"] * 4
    upgrade(engine)
    assert problems(engine) == []
