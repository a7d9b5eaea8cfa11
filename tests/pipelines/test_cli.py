"""The command as its user meets it: names, exit codes and shapes of the contract."""

import json
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from pipelines.cli import main
from samples import containers
from samples.generate import make

COMMANDS = ["demo", "read", "run", "held", "decide", "prefill", "link", "report", "up", "doctor", "bench",
    "snapshot", "archive", "reread", "facts", "dossier", "expiring", "unlink", "check", "backup", "restore",
    "export"]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    assert "usage: sohoa" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [[], ["nothing"], ["read"], ["prefill", "form"], ["--lang", "fr", "held"]])
def test_bad_arguments_end_with_two(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_a_bad_setting_or_address_ends_with_two_and_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["prefill", "x", "--subject", "1", "--name", "a", "--purpose", "p", "--requester", "r"]
    assert main([*asked, "--home", str(tmp_path), "--warehouse", "mysql://host/name"]) == 2
    assert "postgresql" in capsys.readouterr().err
    monkeypatch.setenv("SOHOA_WORKERS", "many")
    assert main(["held", "--home", str(tmp_path)]) == 2
    assert "SOHOA_WORKERS" in capsys.readouterr().err


def read(capsys: pytest.CaptureFixture[str], *paths: Path) -> tuple[int, list[dict]]:
    capsys.readouterr()
    code = main(["read", "--json", *map(str, paths)])
    return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_when_no_file_can_be_read_the_answer_is_three_and_each_says_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty.pdf").write_bytes(b"")
    (tmp_path / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\nxx")
    (tmp_path / "note.pdf").write_text("no scan at all")
    code, said = read(capsys, tmp_path, tmp_path / "gone.pdf")
    assert code == 3
    assert {Path(one["file"]).name: one["error"]["code"] for one in said} == {
        "broken.png": "corrupt",
        "empty.pdf": "empty",
        "gone.pdf": "vanished",
        "note.pdf": "unsupported",
    }
    assert all(one["error"]["message"] for one in said)


def test_read_says_which_files_of_a_folder_it_passes_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("a.bmp", "b.bmp", "c.068095001234", "empty.pdf"):
        (tmp_path / name).write_bytes(b"")
    assert main(["read", "--json", str(tmp_path)]) == 3
    said = capsys.readouterr()
    assert len(said.out.splitlines()) == 1
    assert ".bmp 2" in said.err
    assert "068095001234" not in said.err


@pytest.mark.engine
def test_read_answers_as_the_contract_says_in_the_order_given(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = make("birth_certificate", 0, 0)
    files = [tmp_path / "b.png", tmp_path / "a.pdf"]
    files[0].write_bytes(containers.png(sheet.pages[0], dpi=sheet.dpi))
    files[1].write_bytes(b"%PDF-1.7 broken")
    code, (paper, bad) = read(capsys, *files)
    assert code == 0
    assert (paper["file"], bad["file"]) == tuple(map(str, files))
    assert set(paper) >= {
        "file", "sha256", "pages", "type", "type_confidence", "rotation", "skew", "dpi", "text", "fields", "codes",
        "findings", "engine", "seconds",
    }  # fmt: skip
    assert paper["type"] == "birth_certificate"
    assert "KHAI SINH" in paper["text"]
    for name, field in paper["fields"].items():
        assert set(field) >= {"value", "raw", "confidence", "accepted", "origin", "page", "box"}
        if field["value"] is None:
            assert name in {finding["field"] for finding in paper["findings"]}
        elif field["accepted"]:
            assert field["value"] == sheet.fields[name]
    assert paper["fields"]["personal_id"]["value"] == sheet.fields["personal_id"]
    assert paper["fields"]["date_of_birth"]["value"] == sheet.fields["date_of_birth"]


def test_link_takes_tables_and_gives_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    person = {"full_name": "Mẫu Thị Hạnh", "date_of_birth": "1990-02-03", "sex": "F", "personal_id": "068190000001"}
    other = person | {
        "full_name": "Mẫu Văn Đức",
        "sex": "M",
        "personal_id": "068090000002",
        "date_of_birth": "1961-09-08",
    }
    registry, mentions, out = (tmp_path / name for name in ("r.parquet", "m.parquet", "l.parquet"))
    pd.DataFrame([{"person_id": "p1"} | person, {"person_id": "p2"} | other]).to_parquet(registry)
    stranger = {"mention_id": "m2", "full_name": "Mẫu Quốc Khánh", "date_of_birth": "1975", "sex": "M"}
    pd.DataFrame([{"mention_id": "m1"} | person, stranger]).to_parquet(mentions)
    tables = ["--mentions", str(mentions), "--registry", str(registry), "--out", str(out)]
    assert main(["link", *tables]) == 0
    links = pd.read_parquet(out).set_index("mention_id")
    assert {"person_id", "score", "decision", "rule", "explanation"} <= set(links.columns)
    assert (links.loc["m1", "person_id"], links.loc["m1", "decision"]) == ("p1", "link")
    assert links.loc["m2", "decision"] == "none"
    assert json.loads(links.loc["m1", "explanation"])
    assert main(["link", *tables[:-2], "--out", str(tmp_path / "no" / "l.parquet")]) == 2
    assert capsys.readouterr().err


def test_a_report_of_an_empty_home_balances_in_every_format(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for form, begins in (("text", "Kết quả"), ("json", "{"), ("html", "<!doctype html>")):
        assert main(["report", "--home", str(tmp_path), "--format", form, "--from", "2026-01-01"]) == 0
        assert capsys.readouterr().out.strip().startswith(begins)


def test_a_report_is_a_workbook_too_with_numbers_as_numbers(tmp_path: Path) -> None:
    out = tmp_path / "bao-cao.xlsx"
    assert main(["report", "--home", str(tmp_path / "home"), "--format", "xlsx", "--out", str(out)]) == 0
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["Kết quả", "Chỉ số 766", "Tồn đọng", "Cách ly"]
    rows = {row[0]: row for row in book["Chỉ số 766"].iter_rows(values_only=True)}
    assert rows["2.1"][2:4] == (0, 0)
    assert rows["1.4"][2] is None
