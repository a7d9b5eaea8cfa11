"""Pages read, what waits, and the decisions on it."""

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine

from domain.findings import Decision, Hold, HoldReason
from domain.scans import Page, Word
from ledger import batches, holds, pages
from ledger.tables import open_state

NOW = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)
BATCH = "2026-11-02|H36.14"


def a_state(folder: Path) -> Engine:
    return open_state(f"sqlite:///{folder / 'state.db'}")


def test_a_page_read_is_known_for_its_engine_only(tmp_path: Path) -> None:
    state = a_state(tmp_path)
    page = Page(number=1, size=(100, 200), dpi=300, words=(Word(text="Đỗ", box=(1, 2, 3, 4), confidence=0.5, line=0),))
    pages.keep(state, "scan", "engine 1", page, now=NOW)
    pages.keep(state, "scan", "engine 1", page, now=NOW)
    assert pages.known(state, ["scan"], "engine 1") == {("scan", 1): page}
    assert pages.known(state, ["scan"], "engine 2") == {}


def a_hold(seen: str = "s" * 64) -> Hold:
    return Hold(scan="a", document="a-1", seen=seen, reason=HoldReason.UNSURE_VALUE, field="full_name")


def a_decision(seen: str = "s" * 64) -> Decision:
    return Decision(
        scan="a",
        seen=seen,
        reviewer="can-bo-1",
        decided_at=NOW,
        accepted=True,
        values={"full_name": "MẪU"},
        reason="đã xem",
    )


def test_a_decision_opens_its_batch_once_and_one_on_changed_text_is_void(tmp_path: Path) -> None:
    state = a_state(tmp_path)
    holds.replace(state, BATCH, "verified", [a_hold()])
    assert holds.take_decision(state, a_decision(), now=NOW)
    assert holds.take_decision(state, a_decision(), now=NOW)
    assert not holds.take_decision(state, a_decision("t" * 64), now=NOW)
    assert holds.taken(state, BATCH) == (a_decision(),)
    assert batches.open_batches(state) == ((BATCH, 1),)
    holds.settle(state, BATCH)
    batches.finish(state, BATCH, now=NOW)
    assert batches.open_batches(state) == ()


def test_what_waits_is_shown_and_decided_within_an_agency_alone(tmp_path: Path) -> None:
    state = a_state(tmp_path)
    places = {"H36.14": "s", "H36.14.02": "t", "H36.140": "u", "H48": "v"}
    for number, (agency, mark) in enumerate(places.items()):
        waits = Hold(
            scan=mark, document=f"d-{number}", seen=mark * 64, reason=HoldReason.UNSURE_VALUE, field="full_name"
        )
        holds.replace(state, f"2026-11-02|{agency}", "verified", [waits])

    def seen(code: str | None) -> tuple[str, ...]:
        found = tuple(hold.scan for hold in holds.held(state, within=code))
        assert {one.document for one in holds.waiting(state, limit=9, within=code)} == {
            hold.document for hold in holds.held(state, within=code)
        }
        return found

    assert [seen(code) for code in (None, "H36.14", "H36", "H%", "")] == [
        tuple("stuv"),
        ("s", "t"),
        tuple("stu"),
        (),
        (),
    ]
    assert holds.held_of(state, "d-3", within="H36.14") == ("", ())
    assert not holds.take_decision(state, a_decision("v" * 64), now=NOW, within="H36.14")
    assert holds.take_decision(state, a_decision("t" * 64), now=NOW, within="H36.14")


def test_each_stage_replaces_only_what_it_held_itself(tmp_path: Path) -> None:
    state = a_state(tmp_path)
    link = Hold(scan="a", document="a-1", seen="u" * 64, reason=HoldReason.REGISTRY_AWAY, role="holder")
    holds.replace(state, BATCH, "verified", [a_hold()])
    holds.replace(state, BATCH, "links", [link])
    holds.replace(state, BATCH, "verified", [])
    assert holds.held(state) == (link,)
    assert holds.waiting_for_registry(state) == (BATCH,)


def test_a_field_that_something_else_made_sure_is_let_go_and_nothing_else(tmp_path: Path) -> None:
    state = a_state(tmp_path)
    broken = Hold(scan="a", document="a-1", seen="s" * 64, reason=HoldReason.FINDING, field="date_of_birth")
    holds.replace(state, BATCH, "verified", [a_hold(), broken])
    assert holds.unsure(state, BATCH) == {"a-1": {"full_name"}}
    holds.release(state, BATCH, {("a-1", "full_name"), ("a-1", "date_of_birth")})
    assert holds.held(state) == (broken,)
