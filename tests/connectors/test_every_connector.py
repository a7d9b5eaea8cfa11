"""What holds for every connector, tried on the real sandbox server. A new connector joins by a `Case` in world.py."""

import logging
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from connectors.base import Registry
from connectors.sandbox.process import Sandbox, World, running, start
from domain.errors import Refused, SourceError
from domain.facts import AccessEntry
from domain.subjects import RegistryRecord
from tests.connectors.world import CASES, QUICK, Case, order, write_world

SPOILT = ("down", "half", "cut", "garbage", "wrong_encoding", "expired_token")

pytestmark = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


class Log(list[AccessEntry]):
    """Keeps the entries."""

    def __call__(self, entry: AccessEntry) -> None:
        self.append(entry)


def ask(case: Case, registry: Registry) -> RegistryRecord | None:
    return registry.lookup(case.known, purpose="1.001193", requester="cb.lam")


def connect(case: Case, sandbox: Sandbox, log: Log | None = None) -> Registry:
    return case.make(sandbox, Log() if log is None else log, QUICK)


def test_a_known_subject_is_found_under_its_own_number(case: Case, sandbox: Sandbox) -> None:
    record = ask(case, connect(case, sandbox))
    assert record is not None
    assert (record.registry, record.key) == (case.name, case.known.id)


def test_an_unknown_subject_is_none_and_no_error(case: Case, sandbox: Sandbox) -> None:
    assert connect(case, sandbox).lookup(case.unknown, purpose="1.001193", requester="cb.lam") is None


def test_the_lookup_is_logged_with_who_whom_and_why(case: Case, sandbox: Sandbox) -> None:
    log = Log()
    ask(case, connect(case, sandbox, log))
    (entry,) = log
    assert (entry.requester, entry.purpose) == ("cb.lam", "1.001193")
    assert entry.subject_value == (case.known.holder or case.known.id)
    assert entry.action == f"lookup.{case.name}"


def test_the_lookup_is_logged_even_when_nobody_answers(case: Case, sandbox: Sandbox) -> None:
    log = Log()
    order(sandbox, "500", times=3)
    with pytest.raises(SourceError):
        ask(case, connect(case, sandbox, log))
    assert len(log) == 1


def test_nothing_is_asked_when_the_log_cannot_be_written(case: Case, sandbox: Sandbox) -> None:
    def full_disk(entry: AccessEntry) -> None:
        raise OSError

    order(sandbox, "500")
    with pytest.raises(OSError):  # noqa: PT011 any other error would be SourceError
        ask(case, case.make(sandbox, full_disk, QUICK))
    once = replace(QUICK, attempts=1)
    with pytest.raises(SourceError):  # the fault still waits: the first call never came
        ask(case, case.make(sandbox, Log(), once))


def test_a_lookup_without_purpose_or_requester_is_refused_unasked(case: Case, sandbox: Sandbox) -> None:
    log = Log()
    for purpose, requester in (("", "cb.lam"), ("1.001193", "")):
        with pytest.raises(Refused):
            connect(case, sandbox, log).lookup(case.known, purpose=purpose, requester=requester)
    assert not log


def test_a_question_the_registry_would_refuse_is_not_sent(case: Case, sandbox: Sandbox) -> None:
    log = Log()
    with pytest.raises(Refused):
        connect(case, sandbox, log).lookup(case.refused, purpose="1.001193", requester="cb.lam")
    assert not log


@pytest.mark.parametrize("fault", ["429", "503", *SPOILT])
def test_a_passing_fault_is_tried_again(case: Case, fault: str, sandbox: Sandbox) -> None:
    order(sandbox, fault, times=2)
    assert ask(case, connect(case, sandbox)) is not None


@pytest.mark.parametrize("fault", ["429", "500", "302", *SPOILT])
def test_a_lasting_fault_is_a_source_error(case: Case, fault: str, sandbox: Sandbox) -> None:
    order(sandbox, fault, times=QUICK.attempts)
    with pytest.raises(SourceError):
        ask(case, connect(case, sandbox))


@pytest.mark.parametrize(("fault", "seconds"), [("slow", 15.0), ("drip", 0.05)])
def test_a_slow_answer_is_given_up_in_time(case: Case, fault: str, seconds: float, sandbox: Sandbox) -> None:
    registry = case.make(sandbox, Log(), replace(QUICK, read=0.4, attempts=2))
    order(sandbox, fault, times=2, seconds=seconds)
    began = time.monotonic()
    with pytest.raises(SourceError):
        ask(case, registry)
    assert time.monotonic() - began < 10


@pytest.mark.parametrize("fault", ["400", "403", "404", "422"])
def test_a_lasting_refusal_is_not_tried_again(case: Case, fault: str, sandbox: Sandbox) -> None:
    registry = connect(case, sandbox)
    order(sandbox, fault)
    with pytest.raises(Refused):
        ask(case, registry)
    assert ask(case, registry) is not None


def test_an_account_the_registry_does_not_take_is_its_absence_not_the_papers_fault(
    case: Case, sandbox: Sandbox
) -> None:
    order(sandbox, "401", times=QUICK.attempts)
    with pytest.raises(SourceError):
        ask(case, connect(case, sandbox))


def test_a_server_that_is_gone_is_a_source_error(case: Case, sandbox: Sandbox, tmp_path_factory) -> None:
    gone = start(World(), tmp_path_factory.mktemp("gone"))
    gone.stop()
    with pytest.raises(SourceError):
        ask(case, connect(case, gone))


def test_a_server_that_came_back_is_asked_again_by_the_same_connector(case: Case, tmp_path: Path) -> None:
    world = write_world(tmp_path)
    with running(world, tmp_path) as sandbox:
        registry = connect(case, sandbox)
        assert ask(case, registry) is not None
    with pytest.raises(SourceError):
        ask(case, registry)
    with running(world, tmp_path, port=int(sandbox.url.rpartition(":")[2])):
        assert ask(case, registry) is not None


def test_threads_may_share_a_connector(case: Case, sandbox: Sandbox) -> None:
    log = Log()
    registry = connect(case, sandbox, log)
    with ThreadPoolExecutor(8) as threads:
        records = list(threads.map(lambda _: ask(case, registry), range(40)))
    assert {record.key for record in records if record} == {case.known.id}
    assert len(records) == len(log) == 40


def test_no_personal_data_stands_in_logs_or_errors(case: Case, sandbox: Sandbox, caplog) -> None:
    caplog.set_level(logging.DEBUG)
    said = []
    ask(case, connect(case, sandbox))
    for fault in ("500", "half", "garbage", "down", "403"):
        order(sandbox, fault, times=QUICK.attempts)
        with pytest.raises((SourceError, Refused)) as caught:
            ask(case, connect(case, sandbox))
        said += traceback.format_exception(caught.value)
        order(sandbox, "none")
    said += [f"{record.getMessage()} {record.__dict__}" for record in caplog.records]
    everything = "\n".join(said)
    assert "Error" in everything
    for secret in (case.known.holder or case.known.id, case.known.full_name, "sandbox-shared"):
        assert secret not in everything
        assert str(secret).upper() not in everything
