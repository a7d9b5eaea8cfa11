"""Whoever lists what waits stands in the access log, and sees nothing when that cannot be written."""

import json
from pathlib import Path

import pytest
import sqlalchemy as sa

from domain.errors import SourceError
from domain.findings import Hold, HoldReason
from ledger import holds
from ledger.tables import open_state
from pipelines import deciding
from pipelines.settings import Settings
from pipelines.vault import warehouse_of
from warehouse.tables import access_log


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = Settings().but(home=str(tmp_path))
    found = [
        Hold(scan="a" * 64, document="d-1", seen=seen * 64, reason=HoldReason.UNSURE_VALUE, field=field, value="MẪU")
        for seen, field in (("1", "full_name"), ("2", "address"))
    ]
    holds.replace(open_state(settings.state), "2026-11-02|H36.11.02", "verified", found)
    return settings


def test_a_list_of_what_waits_is_logged_by_document(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert deciding.held(settings, as_json=True) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2
    with warehouse_of(settings).connect() as connection:
        (row,) = connection.execute(sa.select(access_log)).mappings().all()
    assert (row["action"], row["subject_value"], row["attributes"]) == ("held.list", "d-1", ["address", "full_name"])
    assert row["purpose"]
    assert row["requester"].startswith(settings.requester)


OFFICERS = "can-bo:officer:H36.11,nguoi-khac:officer:H48,quan-tri:agency_admin:H36:H36.11"


@pytest.mark.parametrize(("who", "count"), [("can-bo", 2), ("quan-tri", 2), ("nguoi-khac", 0), ("sohoa", 0)])
def test_where_officers_have_roles_each_sees_the_papers_of_their_own_agency(
    settings: Settings, capsys: pytest.CaptureFixture[str], who: str, count: int
) -> None:
    assert deciding.held(settings.but(officers=OFFICERS, requester=who), as_json=True) == 0
    shown = capsys.readouterr()
    assert len(shown.out.splitlines()) == count
    assert ("officers" in shown.err) == (who == "sohoa"), "who has no role is told so"
    with warehouse_of(settings).connect() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(access_log)).scalar() == bool(count)


@pytest.mark.parametrize(("who", "taken"), [("can-bo", True), ("nguoi-khac", False), ("ai-do", False)])
def test_a_decision_on_another_agencys_paper_is_void(settings: Settings, tmp_path: Path, who: str, taken: bool) -> None:
    given = {"scan": "a" * 64, "seen": "1" * 64, "reviewer": who, "decided_at": "2026-11-03T08:00:00+07:00",
             "accepted": False, "reason": "không đọc được"}  # fmt: skip
    file = tmp_path / "quyet-dinh.json"
    file.write_text(json.dumps([given]), "utf-8")
    assert deciding.decide(settings.but(officers=OFFICERS), file) == (0 if taken else 2)
    assert bool(holds.taken(open_state(settings.state), "2026-11-02|H36.11.02")) == taken


def test_nothing_is_shown_when_the_log_cannot_be_written(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    with warehouse_of(settings).begin() as connection:
        connection.execute(sa.text("DROP TABLE access_log"))
    with pytest.raises(SourceError):
        deciding.held(settings, as_json=True)
    assert capsys.readouterr().out == ""
