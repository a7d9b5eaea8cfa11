"""An officer's word: taken, carried on by the next run, void when the text has changed."""

import json
from pathlib import Path
from typing import Any

import pytest

from domain.documents import Origin
from domain.findings import HoldReason
from ledger import holds
from ledger.tables import open_state
from pipelines.cli import main
from tests.e2e.world import World

pytestmark = [pytest.mark.e2e, pytest.mark.engine, pytest.mark.xdist_group("world")]


def decide(world: World, folder: Path, content: Any) -> int:
    file = folder / "decisions.json"
    file.write_text(content if isinstance(content, str) else json.dumps(content, ensure_ascii=False), "utf-8")
    return main(["decide", str(file), "--home", world.settings.home])


def filled(world: World) -> dict[str, Any]:
    """The decision of an officer who reads one held paper right, made from the template."""
    template = Path(world.settings.home) / "template.json"
    assert main(["held", "--template", str(template), "--home", world.settings.home]) == 0
    truths = {extraction.digest: truth for extraction, truth in world.documents()}
    for entry in json.loads(template.read_text("utf-8"))["decisions"]:
        fields = truths.get(entry["seen"], {}).get("fields", {})
        plain = {name: fields.get(name) for name in entry["values"]}
        if plain and not any(isinstance(value, list) for value in plain.values()):
            said = {"reviewer": "can-bo-thu", "decided_at": "2026-11-03T08:00:00+07:00", "reason": "đã xem bản quét"}
            return entry | said | {"accepted": True, "values": plain}
    raise AssertionError("nothing waits that could be decided")


def run(world: World) -> int:
    settings = world.settings
    return main(["run", "--inbox", settings.inbox, "--home", settings.home])


def test_a_decision_is_carried_on_by_the_next_run(own: World, tmp_path: Path) -> None:
    entry = filled(own)
    assert decide(own, tmp_path, {"decisions": [entry]}) == 0
    assert run(own) == 0
    waiting = {(hold.seen, hold.field) for hold in holds.held(open_state(own.settings.state))}
    assert not any((entry["seen"], name) in waiting for name in entry["values"])
    verified = next(row for row in own.rows("verified") if row.document == entry["document"])
    settled = {field.name: field for field in verified.fields if field.name in entry["values"]}
    assert {name: field.value for name, field in settled.items()} == entry["values"]
    assert {field.origin for field in settled.values()} == {Origin.HUMAN}
    told = [fact for fact in own.rows("facts") if fact.origin is Origin.HUMAN]
    assert all(fact.evidence.reviewer == "can-bo-thu" for fact in told)


def test_a_decision_on_other_text_is_void_and_the_good_one_beside_it_is_taken(
    own: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    entry = filled(own)
    assert decide(own, tmp_path, {"decisions": [entry | {"seen": "0" * 64}, entry]}) == 2
    said = capsys.readouterr()
    assert "mất hiệu lực" in said.err
    assert "1 quyết định" in said.out


@pytest.mark.parametrize("content", ["{", "[]x", {"decisions": [{"seen": 1}]}, {"decisions": [{}]}])
def test_a_malformed_file_is_refused_with_a_reason(world: World, tmp_path: Path, content: Any) -> None:
    assert decide(world, tmp_path, content) == 2


def test_a_value_of_the_wrong_form_is_refused_before_it_is_taken(own: World, tmp_path: Path) -> None:
    entry = filled(own)
    seen = {extraction.digest: extraction for extraction, _truth in own.documents()}[entry["seen"]]
    dated = next(field.name for field in seen.fields if field.name.endswith("_on") or field.name == "date_of_birth")
    assert decide(own, tmp_path, {"decisions": [entry | {"values": {dated: "ba mươi tháng hai"}}]}) == 2


def test_what_waits_says_why_and_where(world: World) -> None:
    waiting = holds.held(open_state(world.settings.state))
    assert all(hold.message for hold in waiting)
    for hold in waiting:
        if hold.reason is HoldReason.UNSURE_VALUE and hold.value is not None:
            assert hold.page
            assert hold.confidence is not None
