"""The commands about reuse, as an operator types them."""

import json
from pathlib import Path

import pytest

from pipelines.cli import main
from pipelines.settings import Settings
from pipelines.vault import warehouse_of
from tests import papers
from tests.papers import birth, document, link, record
from warehouse.load import load


@pytest.fixture
def home(tmp_path: Path) -> Path:
    engine = warehouse_of(Settings(home=str(tmp_path)))
    paper = birth()
    load(engine, batch="b", documents=[document(paper, link(paper, answer=record()))], now=papers.NOW)
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main(arguments)
    return code, capsys.readouterr().out


def test_a_system_is_let_in_listed_and_shut_out(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = ("--home", str(home))
    code, out = run(capsys, "clients", "add", "Một cửa", "--agency", "H36.11", "--scope", "dossiers", *place)
    made = json.loads(out)
    assert code == 0
    _, listed = run(capsys, "clients", "list", *place)
    assert json.loads(listed)["scopes"] == ["dossiers"]
    assert made["client_secret"] not in listed
    assert run(capsys, "clients", "end", made["client_id"], *place)[0] == 0
    assert run(capsys, "clients", "end", "c-0", *place)[0] == 2
    assert run(capsys, "clients", "add", "x", "--agency", "y", "--scope", "moi-thu", *place)[0] == 2


def test_what_reuse_replaced_is_shown_with_both_readings(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out = run(capsys, "reused", "--json", "--home", str(home))
    told = json.loads(out)["4.3"]
    assert code == 0
    assert (told["as_formula"]["percent"], told["as_named"]["percent"]) == (100.0, 0.0)
    assert "SỐ HÓA" in told["as_formula"]["label"]
    assert "TÁI SỬ DỤNG" in told["as_named"]["label"]
    assert "4.3" in run(capsys, "reused", "--home", str(home))[1]


def test_a_prefill_carries_a_receipt_signed_with_a_secret_only_we_can_read(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["--subject", papers.NUMBER, "--name", papers.NAME, "--born", papers.BORN, "--purpose", "3.000333"]
    more = ["--requester", "cb-014", "--json", "--home", str(home)]
    code, out = run(capsys, "prefill", "judicial_record_request", *asked, *more)
    assert code == 0
    assert json.loads(out)["receipt"].count(".") == 2
    assert (home / "keys" / "api.secret").stat().st_mode & 0o077 == 0


def test_the_portals_messages_are_written_and_what_may_not_go_out_is_said(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out = run(capsys, "portal", "--out", str(home / "dvcqg"), "--home", str(home))
    assert (code, list((home / "dvcqg").iterdir())) == (0, [])
    assert "0 hồ sơ được đồng bộ" in out
