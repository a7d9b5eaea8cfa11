"""Where the warehouse's keys come from, and what is said when they are wrong."""

import json
import sys
from pathlib import Path

import pytest

from pipelines.cli import main
from pipelines.settings import Settings
from pipelines.vault import key_fault, keyring_of, keyring_with_new_key, warehouse_of
from tests import papers
from warehouse import crypto_file
from warehouse.crypto import WrongKey, fresh
from warehouse.crypto_file import BadKeys
from warehouse.load import load


def settings(folder: Path, **changes: str) -> Settings:
    return Settings(home=str(folder)).but(**changes)


def filled(folder: Path, **changes: str) -> Settings:
    here = settings(folder, **changes)
    load(warehouse_of(here), batch="b", documents=[papers.company()], now=papers.NOW)
    return here


def test_a_key_file_is_made_on_first_use_for_its_owner_alone_and_used_from_then_on(tmp_path: Path) -> None:
    here = filled(tmp_path)
    assert (tmp_path / "keys.json").stat().st_mode & 0o777 == 0o600
    before = (tmp_path / "keys.json").read_text()
    warehouse_of(here)
    assert (tmp_path / "keys.json").read_text() == before
    assert key_fault(here) is None


def test_a_lost_key_file_is_said_and_no_other_is_made_beside_the_data(tmp_path: Path) -> None:
    here = filled(tmp_path)
    kept = (tmp_path / "keys.json").rename(tmp_path / "elsewhere.json")
    with pytest.raises(BadKeys, match="khôi phục"):
        warehouse_of(here)
    assert not (tmp_path / "keys.json").exists()
    assert key_fault(here)
    kept.rename(tmp_path / "keys.json")
    warehouse_of(here)


def test_keys_by_environment_and_by_command_open_what_the_file_did(tmp_path: Path) -> None:
    filled(tmp_path)
    file = tmp_path / "keys.json"
    text = file.read_text()
    file.rename(tmp_path / "away.json")
    warehouse_of(settings(tmp_path, warehouse_keys=text))
    command = f"{sys.executable} -c 'print(open(\"{tmp_path}/away.json\").read())'"
    warehouse_of(settings(tmp_path, warehouse_key_command=command))
    assert not file.exists()
    with pytest.raises(BadKeys, match="thêm khóa mới"):
        keyring_with_new_key(settings(tmp_path, warehouse_keys=text))


@pytest.mark.parametrize(
    "keys", ["", "{}", "[]", '{"index": "QUFB", "keys": []}', '{"index": "@", "keys": ["@"]}', "\x00", '{"keys": 1}']
)
def test_keys_that_cannot_be_read_are_said_with_their_place_and_not_repeated(tmp_path: Path, keys: str) -> None:
    (tmp_path / "keys.json").write_text(keys)
    with pytest.raises(BadKeys, match=r"keys\.json") as caught:
        keyring_of(settings(tmp_path))
    assert "QUFB" not in str(caught.value)
    assert caught.value.__suppress_context__


@pytest.mark.parametrize("command", ["false", "khong-co-lenh-nay", "'", "echo khoa-bi-mat"])
def test_a_command_that_gives_no_keys_is_said_without_what_it_printed(tmp_path: Path, command: str) -> None:
    with pytest.raises(BadKeys, match="warehouse_key_command") as caught:
        keyring_of(settings(tmp_path, warehouse_key_command=command))
    assert "bi-mat" not in str(caught.value)


def test_other_keys_are_told_before_anything_is_touched(tmp_path: Path) -> None:
    filled(tmp_path)
    other = settings(tmp_path, warehouse_keys=crypto_file.written(fresh()))
    with pytest.raises(WrongKey):
        warehouse_of(other)
    assert key_fault(other)


def test_a_key_file_that_others_may_read_is_a_fault(tmp_path: Path) -> None:
    here = filled(tmp_path)
    (tmp_path / "keys.json").chmod(0o644)
    fault = key_fault(here)
    assert fault
    assert "chmod 600" in fault.mend


def test_a_home_without_a_warehouse_has_no_fault_and_gets_no_file(tmp_path: Path) -> None:
    assert key_fault(settings(tmp_path)) is None
    assert list(tmp_path.iterdir()) == []


def test_two_first_starts_at_once_make_one_key_file(tmp_path: Path) -> None:
    file = tmp_path / "keys.json"
    first = crypto_file.write_first(file, fresh())
    assert crypto_file.write_first(file, fresh()) == first
    assert [path.name for path in tmp_path.iterdir()] == ["keys.json"]


def test_the_command_rotates_verifies_and_finds_a_removed_row(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here = filled(tmp_path)
    home = ["--home", str(tmp_path)]
    person = ["--subject", papers.CODE, "--name", papers.COMPANY]
    assert main(["audit", "who-looked", *person, "--requester", "x", *home]) == 0
    assert main(["audit", "who-looked", *person, "--requester", "y", "--json", *home]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["requester"] == "x"
    assert main(["audit", "who-looked", "--subject", "1" * 12, "--name", "a", "--requester", "y", *home]) == 4
    assert main(["keys", "rotate", *home]) == 0
    assert len(json.loads((tmp_path / "keys.json").read_text())["keys"]) == 2
    assert main(["audit", "verify", *home]) == 0
    kept = capsys.readouterr().out.strip().split()[-1]
    with warehouse_of(here).begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER access_log_no_delete")
        connection.exec_driver_sql("DELETE FROM access_log WHERE position = 2")
    assert main(["audit", "verify", "--head", kept, *home]) == 1
    assert "3" in capsys.readouterr().err
    assert main(["audit", "verify", "--head", "x", *home]) == 2


def test_the_rights_desk_takes_down_refuses_and_lists(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    filled(tmp_path)
    home, by = ["--home", str(tmp_path)], ["--by", "cb-014"]
    person = ["--subject", papers.CODE, "--name", papers.COMPANY]
    assert main(["rights", "new", *person, "--right", "view", *by, *home]) == 0
    assert json.loads(capsys.readouterr().out)["state"] == "received"
    assert main(["rights", "do", "1", *by, *home]) == 0
    assert papers.COMPANY in capsys.readouterr().out
    assert main(["rights", "new", *person, "--right", "delete", *by, *home]) == 0
    assert main(["rights", "refuse", "2", *by, *home]) == 2
    assert main(["rights", "refuse", "2", "--reason", "phải lưu", "--basis", "Điều 14", *by, *home]) == 0
    assert main(["rights", "list", *home]) == 0
    assert main(["rights", "retention", *by, *home]) == 0
    assert main(["rights", "new", *person[:3], "AI ĐÓ", "--right", "view", *by, *home]) == 4
