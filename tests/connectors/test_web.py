"""Manners: what is waited for, what is not, and when a registry is left alone. Each test asks the real sandbox."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from connectors.base import Away
from connectors.population import Population
from connectors.sandbox.process import Sandbox
from connectors.web import Clock, Patience, Web
from domain.errors import Refused, SourceError
from domain.facts import AccessEntry
from tests.connectors.world import QUICK, order, person


def ask(sandbox: Sandbox, patience: Patience, log: list[AccessEntry] | None = None) -> Population:
    return Population(sandbox.population, ([] if log is None else log).append, patience)


def lookup(registry: Population) -> bool:
    return registry.lookup(person(), purpose="1.1", requester="cb") is not None


def test_a_registry_that_asks_for_a_second_is_given_it(sandbox: Sandbox) -> None:
    order(sandbox, "429", after=1)
    began = time.monotonic()
    assert lookup(ask(sandbox, replace(QUICK, pause_limit=2.0)))
    assert time.monotonic() - began >= 1.0


def test_a_registry_that_asks_for_an_hour_is_not_waited_for(sandbox: Sandbox) -> None:
    order(sandbox, "503", after=3600)
    with pytest.raises(SourceError):
        lookup(ask(sandbox, QUICK))
    assert lookup(ask(sandbox, replace(QUICK, attempts=1)))  # one try was made, and none after it


def test_a_registry_that_does_not_answer_is_left_alone_then_tried_and_taken_back(sandbox: Sandbox) -> None:
    log: list[AccessEntry] = []
    registry = ask(sandbox, replace(QUICK, attempts=1, trips=3, rest=0.3), log)
    order(sandbox, "500", times=3)
    for _ in range(3):
        with pytest.raises(SourceError, match="HTTP 500"):
            lookup(registry)
    with pytest.raises(SourceError, match="left alone"):
        lookup(registry)
    assert len(log) == 3, "who is not asked is not logged as asked"
    time.sleep(0.35)
    assert lookup(registry)
    assert lookup(registry)


def test_a_registry_that_is_tried_too_early_is_left_alone_again(sandbox: Sandbox) -> None:
    registry = ask(sandbox, replace(QUICK, attempts=1, trips=2, rest=0.2))
    order(sandbox, "500", times=3)
    for _ in range(2):
        with pytest.raises(SourceError):
            lookup(registry)
    time.sleep(0.25)
    with pytest.raises(SourceError, match="HTTP 500"):
        lookup(registry)
    with pytest.raises(SourceError, match="left alone"):
        lookup(registry)


def test_a_refusal_is_an_answer_and_does_not_count_against_the_registry(sandbox: Sandbox) -> None:
    registry = ask(sandbox, replace(QUICK, trips=2))
    order(sandbox, "403", times=4)
    for _ in range(4):
        with pytest.raises(Refused):
            lookup(registry)
    assert lookup(registry)


def test_not_more_questions_are_under_way_than_allowed() -> None:
    web, lock, now, most = Web("any", replace(QUICK, at_once=2)), threading.Lock(), [0], [0]

    def once() -> int:
        with lock:
            now[0] += 1
            most[0] = max(most[0], now[0])
        time.sleep(0.01)
        with lock:
            now[0] -= 1
        return 1

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(lambda _: web.ask(once), range(24))) == 24
    assert most[0] == 2


def test_not_more_questions_a_second_are_asked_than_allowed() -> None:
    web = Web("any", replace(QUICK, per_second=20))
    times = [web.ask(time.monotonic) for _ in range(50)]
    assert times[-1] - times[0] >= 1.3, "20 at once at most, then one every 50 ms"


def test_who_waits_too_long_for_a_turn_is_told_that_the_registry_is_away() -> None:
    web = Web("any", replace(QUICK, per_second=1, queue=0.05, attempts=1))
    assert web.ask(lambda: 1) == 1
    with pytest.raises(SourceError, match="too many"):
        web.ask(lambda: 1)


@pytest.mark.parametrize("ahead", [3600.0, -86400.0])
def test_a_registry_whose_clock_is_wrong_is_asked_by_its_own_clock(ahead: float, sandbox: Sandbox) -> None:
    order(sandbox, "clock", seconds=ahead)
    registry = ask(sandbox, QUICK)
    assert lookup(registry)
    order(sandbox, "clock", seconds=0.0)
    assert lookup(registry)


def test_the_registrys_clock_is_learnt_from_dates_and_from_nothing_else() -> None:
    clock, soon = Clock(), datetime.now(UTC) + timedelta(hours=2)
    for nonsense in (None, "", "yesterday", "99"):
        clock.learn(nonsense)
        assert abs(clock.now() - time.time()) < 1
    clock.learn(soon.strftime("%a, %d %b %Y %H:%M:%S GMT"))
    assert abs(clock.now() - time.time() - 7200) < 3


def test_a_lasting_away_says_why_and_names_the_registry() -> None:
    def once() -> int:
        raise Away("no cable")

    with pytest.raises(SourceError, match=r"judicial.*no cable"):
        Web("judicial", replace(QUICK, attempts=2)).ask(once)
