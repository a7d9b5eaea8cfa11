"""With the registries or the warehouse away the batch goes on as far as it can; the next run carries it on."""

import shutil
import socket
from pathlib import Path

import pytest

from domain.findings import HoldReason
from domain.subjects import Judgement
from ledger import arrivals, batches, holds
from ledger.tables import open_state
from pipelines.running import SAMPLES, run
from pipelines.settings import Settings
from pipelines.summary import rows_of

pytestmark = [pytest.mark.e2e, pytest.mark.engine]
DOSSIER = "H36.14/H36.14-261102-0001"


def a_closed_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def settings(folder: Path, **changes: str) -> Settings:
    inbox = folder / "inbox"
    if not inbox.exists():
        shutil.copytree(SAMPLES / "inbox" / DOSSIER, inbox / DOSSIER)
        (inbox / DOSSIER / "hong.pdf").write_bytes(b"%PDF-1.7 broken")
        (inbox / "H36.14" / "thư mục lạ").mkdir()
        (inbox / "H36.14" / "thư mục lạ" / "a.pdf").write_bytes(b"%PDF-1.7")
    return Settings(home=str(folder / "home"), inbox=str(inbox), settle_seconds=0.0).but(**changes)


def test_what_is_away_waits_and_is_taken_up_by_the_next_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    nobody = f"http://127.0.0.1:{a_closed_port()}"
    away = settings(tmp_path, registries="real", population_url=nobody, business_url=nobody)
    assert run(away) == 0
    state = open_state(away.state)
    waiting = {hold.reason for hold in holds.held(state)}
    assert HoldReason.REGISTRY_AWAY in waiting
    assert arrivals.balance(state).reasons == {"corrupt": 1, "bad_dossier_code": 1}
    assert not [link for link in rows_of(away, state, "links") if link.judgement is Judgement.SAME]

    no_warehouse = settings(tmp_path, warehouse_url=f"postgresql://127.0.0.1:{a_closed_port()}/none")
    assert run(no_warehouse) == 1
    said = capsys.readouterr().err
    assert "facts" in said
    assert "Không mất gì" in said
    assert batches.open_batches(state) or holds.waiting_for_registry(state)

    back = settings(tmp_path)
    assert run(back) == 0
    links = list(rows_of(back, state, "links"))
    assert {link.reason for link in links if link.role == "holder"} == {"confirmed"}
    assert list(rows_of(back, state, "facts"))
    assert HoldReason.REGISTRY_AWAY not in {hold.reason for hold in holds.held(state)}


def test_two_runs_in_one_home_do_not_work_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from pipelines.running import only_run

    here = settings(tmp_path)
    with only_run(here.home_path):
        assert run(here) == 1
    assert "đang làm việc" in capsys.readouterr().err


def test_no_inbox_is_said_plainly(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(Settings(home=str(tmp_path / "home"), inbox=str(tmp_path / "nowhere"))) == 1
    assert "--inbox" in capsys.readouterr().err
