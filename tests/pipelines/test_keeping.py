"""Backing up and bringing back, checking, and the commands that ask the warehouse, as a person calls them."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from ledger.originals import Originals
from ledger.tables import open_state
from pipelines.cli import main
from pipelines.settings import Settings
from pipelines.vault import warehouse_of
from tests import papers
from tests.papers import NOW, birth, document, link, record
from tests.postgres import warehouse_url
from warehouse.dossiers import Manifest
from warehouse.load import load

__all__ = ["warehouse_url"]

CODE = "H36.11-261120-0001"
WHO = ["--subject", papers.NUMBER, "--name", papers.NAME, "--born", papers.BORN, "--purpose", "1.001193"]


@pytest.fixture
def home(tmp_path: Path, warehouse_url: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with one original, its paper in the warehouse of either kind."""
    monkeypatch.setenv("SOHOA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("SOHOA_WAREHOUSE_URL", warehouse_url)
    monkeypatch.setenv("SOHOA_WAREHOUSE_KEY_FILE", str(tmp_path / "keys.json"))
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.4 mau")
    digest = Originals(tmp_path / "home" / "originals").put(tmp_path / "scan.pdf", max_bytes=1000)
    paper = birth(scan=digest)
    loaded = document(paper, link(paper, answer=record()))
    open_state(settings(tmp_path / "home", warehouse_url).state).dispose()
    engine = warehouse_of(settings(tmp_path / "home", warehouse_url))
    load(engine, batch="b", documents=[loaded], now=NOW, manifests={CODE: Manifest(procedure="1.001193")})
    engine.dispose()
    return tmp_path / "home"


def settings(home: Path, url: str) -> Settings:
    return Settings(home=str(home), warehouse_url=url, warehouse_key_file=str(home.parent / "keys.json"))


def original(home: Path) -> Path:
    return next((home / "originals").glob("??/??/*"))


def restored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, copy: Path) -> int:
    """Restores into a new home, and an empty database of the same kind."""
    from tests.postgres import server

    sqlite = os.environ["SOHOA_WAREHOUSE_URL"].startswith("sqlite")
    monkeypatch.setenv("SOHOA_WAREHOUSE_URL", f"sqlite:///{tmp_path}/moi.db" if sqlite else server().database())
    return main(["restore", str(copy), "--home", str(tmp_path / "moi")])


def test_a_backup_is_brought_back_whole(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["backup", str(tmp_path / "sao"), "--drill"]) == 0
    assert restored(tmp_path, monkeypatch, tmp_path / "sao") == 0
    assert "toàn vẹn" in capsys.readouterr().out
    assert original(tmp_path / "moi").read_bytes() == b"%PDF-1.4 mau"
    asked = ["facts", *WHO, "--requester", "cb-014", "--home", str(tmp_path / "moi"), "--json"]
    assert main(asked) == 0
    told = {row["attribute"]: row["value"] for row in map(json.loads, capsys.readouterr().out.splitlines())}
    assert told["home_town"] == "Xã Đạ Tẻh, Lâm Đồng"
    # the copy is not written over anything
    assert main(["backup", str(tmp_path / "sao")]) == 1
    assert main(["restore", str(tmp_path / "sao"), "--home", str(tmp_path / "moi")]) == 1


@pytest.mark.parametrize("warehouse_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("harm", ["state.backup", "warehouse.backup", "manifest.json", "originals"])
def test_a_damaged_backup_is_refused_before_anything_is_written(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], harm: str
) -> None:
    main(["backup", str(tmp_path / "sao")])
    if harm == "originals":
        original(tmp_path / "sao").unlink()
    else:
        (tmp_path / "sao" / harm).write_bytes(b"x")
    assert restored(tmp_path, monkeypatch, tmp_path / "sao") == 1
    assert not (tmp_path / "moi").exists()
    assert "hỏng" in capsys.readouterr().err


def test_a_check_of_what_is_whole_finds_nothing_and_of_what_is_not_says_what_to_do(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check"]) == 0
    file = original(home)
    file.chmod(0o640)
    file.write_bytes(b"%PDF-1.4 khac")
    stray = file.with_name("0" * 64)
    stray.write_bytes(b"la")
    capsys.readouterr()
    assert main(["check", "--json"]) == 1
    faults = {row["check"]: row for row in map(json.loads, capsys.readouterr().out.splitlines())}
    assert {name: row["count"] for name, row in faults.items()} == {"originals_changed": 2, "originals_unnamed": 1}
    file.unlink()
    assert main(["check"]) == 1
    assert "originals_missing" in capsys.readouterr().out


def test_facts_are_refused_alike_to_whoever_does_not_know_the_person(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = [
        [*WHO, "--requester", " "],
        [
            "--subject",
            papers.NUMBER,
            "--name",
            "NGƯỜI KHÁC",
            "--born",
            papers.BORN,
            "--purpose",
            "x",
            "--requester",
            "y",
        ],
        ["--subject", "001087999999", "--name", papers.NAME, "--purpose", "x", "--requester", "y"],
    ]
    said = set()
    for arguments in wrong:
        assert main(["facts", *arguments]) == 4
        said.add(tuple(capsys.readouterr()))
    assert len(said) == 1
    assert main(["facts", *WHO, "--requester", "cb-014", "--as-of", "2016-01-01", "--known-at", "2026-11-21"]) == 0


@pytest.mark.parametrize("warehouse_url", ["sqlite"], indirect=True)
def test_a_dossier_says_what_it_lacks(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["dossier", CODE, "--json"]) in (0, 1)
    told = json.loads(capsys.readouterr().out)
    assert (told["procedure"], told["codes"]) == ("1.001193", [["H36.11", CODE]])
    assert {item["code"] for item in told["items"]} >= {"to-khai", "giay-to-tuy-than"}
    assert main(["dossier", "H36.11-261120-9999"]) == 2
    assert main(["dossier", CODE, "--procedure", "9.999999"]) == 2


@pytest.mark.parametrize("warehouse_url", ["sqlite"], indirect=True)
def test_the_other_commands_answer(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mucluc.csv").write_text("type,number,issued_on\nbirth_certificate,17/1998,1998\n", "utf-8")
    assert main(["expiring", "--archive", str(tmp_path / "mucluc.csv"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["worth"] == "worth"
    (tmp_path / "hong.csv").write_bytes(b"\xff\xfe")
    assert main(["expiring", "--archive", str(tmp_path / "hong.csv")]) == 2
    assert main(["export", str(tmp_path / "mo")]) == 0
    assert len(list((tmp_path / "mo").glob("*.parquet"))) == 7
    paper = birth(scan=original(home).name)
    undo = ["unlink", paper.document, "holder", "population", "--reviewer", "cb-014", "--reason", "sai người"]
    capsys.readouterr()
    assert main(undo) == 0
    assert len(json.loads(capsys.readouterr().out)["facts"]) == 5
    assert main(undo) == 2
    assert main([*undo, "--back"]) == 0


def test_a_manifest_gives_a_dossier_its_other_code(home: Path) -> None:
    from ledger.manifest import codes

    file = home.parent / "dossier.json"
    file.write_text(json.dumps({"MaHoSo": CODE, "MaHoSoKhac": "G22-261120-12345", "MaTTHC": 7}), "utf-8")
    assert codes(file) == (CODE, "G22-261120-12345")
    assert replace(Manifest(), aliases=codes(file)).aliases[0] == CODE
