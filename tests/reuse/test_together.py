"""Requests that come at once share a transaction, and each gets its own answer."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from reuse.together import MOST, in_turn
from tests import papers
from warehouse.store import WarehouseError
from warehouse.tables import subjects


def row(number: int) -> dict[str, Any]:
    return {"id": f"x{number}", "kind": "person", "recorded_at": papers.NOW}


def add(number: int) -> Callable[[sa.Connection], int]:
    def job(connection: sa.Connection) -> int:
        connection.execute(subjects.insert(), row(number))
        return number

    return job


def at_once(engine: sa.Engine, jobs: list[Callable[[sa.Connection], Any]]) -> list[Any]:
    """What each job got, answer or error, when all were asked while one was being served."""
    got: list[Any] = [None] * len(jobs)
    held, go = threading.Event(), threading.Event()

    def ask(place: int) -> None:
        try:
            got[place] = in_turn(engine, jobs[place])
        except Exception as error:  # noqa: BLE001 - the thread's answer
            got[place] = error

    def slow(connection: sa.Connection) -> None:
        held.set()
        go.wait(10)

    first = threading.Thread(target=lambda: in_turn(engine, slow))
    others = [threading.Thread(target=ask, args=(place,)) for place in range(len(jobs))]
    first.start()
    held.wait(10)
    for thread in others:
        thread.start()
    go.set()
    for thread in (first, *others):
        thread.join(20)
    return got


def kept(engine: sa.Engine) -> set[str]:
    with engine.connect() as connection:
        return set(connection.execute(sa.select(subjects.c.id).where(subjects.c.id.like("x%"))).scalars())


def test_each_of_many_gets_its_own_answer_and_its_row_is_kept(engine: sa.Engine) -> None:
    count = MOST + 7
    assert at_once(engine, [add(number) for number in range(count)]) == list(range(count))
    assert len(kept(engine)) == count


def test_they_share_transactions(engine: sa.Engine) -> None:
    commits: list[int] = []
    sa.event.listen(engine, "commit", lambda connection: commits.append(1))
    at_once(engine, [add(number) for number in range(20)])
    assert len(commits) < 20


def test_who_fails_fails_alone(engine: sa.Engine) -> None:
    def broken(connection: sa.Connection) -> None:
        raise ZeroDivisionError

    got = at_once(engine, [add(1), broken, add(2), add(1), add(3)])
    assert [got[0], got[2], got[4]].count(1) + [got[3]].count(1) == 1, "the same row twice: one of the two"
    assert isinstance(got[1], ZeroDivisionError)
    assert sum(isinstance(one, WarehouseError) for one in (got[0], got[3])) == 1
    assert kept(engine) == {"x1", "x2", "x3"}


def test_nothing_is_answered_that_was_not_kept(engine: sa.Engine) -> None:
    def fail(connection: Any) -> None:
        raise sa.exc.OperationalError("COMMIT", None, Exception("disk is full"))

    sa.event.listen(engine, "commit", fail)
    with pytest.raises(Exception, match="hết chỗ"):
        in_turn(engine, add(1))
    sa.event.remove(engine, "commit", fail)
    assert kept(engine) == set()
