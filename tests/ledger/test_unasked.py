"""Questions that wait for a registry: each has an owner and a next time; none is forgotten or asked twice at once."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine

from ledger import unasked
from ledger.tables import open_state
from ledger.unasked import Waiting

NOW = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)
BATCH, OTHER = "2026-11-02|H36.14", "2026-11-02|H36.41"
MINUTE = timedelta(minutes=1)


def a_state(folder: Path) -> Engine:
    return open_state(f"sqlite:///{folder / 'state.db'}")


def a_question(registry: str = "population", role: str = "holder", why: str = "away") -> Waiting:
    return Waiting(document="a-1", role=role, registry=registry, why=why)


def test_a_question_keeps_its_first_day_counts_its_tries_and_waits_ever_longer(tmp_path: Path) -> None:
    state = a_state(tmp_path)
    for tries in range(3):
        unasked.replace(state, BATCH, [a_question()], now=NOW + tries * MINUTE)
    (kept,) = unasked.everything(state)
    assert (kept.since, kept.tries, kept.owner) == (NOW, 3, "machine")
    assert kept.next_try_at == NOW + 2 * MINUTE + 4 * MINUTE
    assert unasked.pause(50) == timedelta(hours=1)


def test_what_was_answered_no_longer_waits_and_what_is_new_begins(tmp_path: Path) -> None:
    state = a_state(tmp_path)
    unasked.replace(state, BATCH, [a_question(), a_question()], now=NOW)
    unasked.replace(state, OTHER, [a_question("business")], now=NOW)
    unasked.replace(state, BATCH, [a_question(role="wife")], now=NOW + MINUTE)
    assert {(one.batch, one.question.role, one.tries) for one in unasked.everything(state)} == {
        (BATCH, "wife", 1), (OTHER, "holder", 1),
    }  # fmt: skip
    unasked.replace(state, BATCH, [], now=NOW)
    assert unasked.batches(state) == (OTHER,)


def test_after_a_day_a_person_owns_it_and_the_machine_still_asks(tmp_path: Path) -> None:
    state = a_state(tmp_path)
    unasked.replace(state, BATCH, [a_question()], now=NOW)
    tomorrow = NOW + timedelta(days=1)
    unasked.replace(state, BATCH, [a_question()], now=tomorrow)
    assert [one.owner for one in unasked.everything(state)] == ["operator"]
    assert unasked.take_due(state, {"population"}, now=tomorrow + timedelta(hours=1)) == (BATCH,)


def test_a_due_batch_is_lent_out_once_and_again_when_its_run_never_came(tmp_path: Path) -> None:
    state = a_state(tmp_path)
    unasked.replace(state, BATCH, [a_question()], now=NOW)
    assert unasked.take_due(state, {"population"}, now=NOW) == ()
    assert unasked.take_due(state, {"business"}, now=NOW + MINUTE) == ()
    assert unasked.take_due(state, {"population"}, now=NOW + MINUTE) == (BATCH,)
    assert unasked.take_due(state, {"population"}, now=NOW + 2 * MINUTE) == ()
    assert unasked.take_due(state, {"population"}, now=NOW + 6 * MINUTE) == (BATCH,)


def test_a_registry_that_is_back_is_asked_at_once(tmp_path: Path) -> None:
    state = a_state(tmp_path)
    for _ in range(10):
        unasked.replace(state, BATCH, [a_question()], now=NOW)
    for reachable in (False, False, True):
        unasked.note_reach(state, "population", reachable=reachable, now=NOW)
    assert unasked.take_due(state, {"population"}, now=NOW) == (BATCH,)
    unasked.note_reach(state, "population", reachable=True, now=NOW)
    assert unasked.take_due(state, {"population"}, now=NOW) == (), "it was back before: nothing new"
