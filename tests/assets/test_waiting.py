"""What waits is written down after each asking, and is due when its registry can be reached."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from assets.waiting import due_again, note_unasked
from domain.subjects import Judgement, Link, RegistryRecord, SubjectKind
from ledger import unasked
from ledger.tables import open_state

NOW = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)
BATCH = "2026-11-02|H36.14"
RECORD = RegistryRecord(registry="population", key="1", attributes={}, as_of=None, fetched_at=NOW - timedelta(days=3))
SURE = Link(
    scan="s", document="s-1", role="holder", kind=SubjectKind.PERSON, registry="population", key="1", score=1.0,
    judgement=Judgement.SAME, origin="MACHINE", explanation={}, reason="confirmed", seen="x", record=RECORD,
)  # fmt: skip
AWAY = replace(SURE, role="wife", reason="registry_away", judgement=Judgement.UNSURE, key=None, record=None)
REFUSED = replace(AWAY, role="husband", reason="refused")
STALE = replace(SURE, role="declarant", record=replace(RECORD, stale=True))


def a_desk(folder: Path, *there: str, now: datetime = NOW) -> Any:
    state = open_state(f"sqlite:///{folder / 'state.db'}")
    return SimpleNamespace(state=state, clock=lambda: now, reachable=lambda registry: registry in there)


def test_what_was_not_asked_or_is_old_waits_and_an_answer_or_a_refusal_does_not(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    note_unasked(BATCH, [SURE, AWAY, REFUSED, STALE], desk)
    assert {(one.question.role, one.question.why) for one in unasked.everything(desk.state)} == {
        ("wife", "away"), ("declarant", "stale"),
    }  # fmt: skip
    note_unasked(BATCH, [SURE, REFUSED], desk)
    assert unasked.everything(desk.state) == ()


def test_nothing_is_due_of_a_registry_that_cannot_be_reached_and_all_when_it_is_back(tmp_path: Path) -> None:
    note_unasked(BATCH, [AWAY], a_desk(tmp_path))
    assert due_again(a_desk(tmp_path, "business", now=NOW + timedelta(days=9))) == ()
    assert due_again(a_desk(tmp_path, "population")) == (BATCH,)
    assert due_again(a_desk(tmp_path, "population")) == ()
