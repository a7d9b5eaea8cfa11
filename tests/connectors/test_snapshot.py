"""Extracts of a registry: what loads, what is refused with a reason, and what they answer."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from connectors.extracts import Extract, ExtractError, load
from connectors.snapshot import Snapshot, WithSnapshot
from domain.errors import Refused, SourceError
from domain.facts import AccessEntry
from domain.subjects import Mention, RegistryRecord
from tests.connectors.world import BORN, CODE, COMPANY, NAME, NUMBER, OLD_NUMBER, company, person

DAY, TODAY = date(2026, 6, 30), date(2026, 11, 2)
ROW = {"person_id": "p1", "personal_id": NUMBER, "old_id": OLD_NUMBER, "full_name": NAME, "date_of_birth": BORN,
       "sex": "F", "address": "Thôn 3", "mother_name": "Cil Yến"}  # fmt: skip


def parquet(folder: Path, *rows: dict[str, Any]) -> Path:
    pq.write_table(pa.Table.from_pylist(list(rows)), folder / "extract.parquet")
    return folder / "extract.parquet"


def text(folder: Path, content: bytes) -> Path:
    (folder / "extract.csv").write_bytes(content)
    return folder / "extract.csv"


def loaded(folder: Path, file: Path) -> Extract:
    return load(file, folder / "snapshots", DAY, today=TODAY)


def ask(snapshot: Snapshot | WithSnapshot, mention: Mention) -> RegistryRecord | None:
    return snapshot.lookup(mention, purpose="1.1", requester="cb")


def test_a_loaded_extract_answers_and_says_of_which_day_it_speaks(tmp_path: Path) -> None:
    extract, log = loaded(tmp_path, parquet(tmp_path, ROW)), list[AccessEntry]()
    record = ask(Snapshot(extract.path, log.append), person())
    assert record
    assert (record.key, record.as_of and record.as_of.date()) == (NUMBER, DAY)
    assert record.attributes["residence"] == "Thôn 3"
    assert record.attributes["sex"] == "Nữ"
    assert [(entry.subject_value, entry.outcome) for entry in log] == [(NUMBER, "from_snapshot")]
    assert ask(Snapshot(extract.path, log.append), person(OLD_NUMBER))
    assert extract.path.stat().st_mode & 0o777 == 0o600


def test_a_csv_of_companies_answers_too(tmp_path: Path) -> None:
    with (tmp_path / "companies.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["Enterprise_Code", "name"], [CODE, COMPANY], ["58X", "MẪU"]])
    extract = loaded(tmp_path, tmp_path / "companies.csv")
    assert (extract.registry, extract.rows, extract.unnumbered) == ("business", 2, 1)
    record = ask(Snapshot(extract.path, lambda entry: None), company())
    assert record
    assert record.attributes == {"enterprise_code": CODE, "name": COMPANY}


def test_a_number_with_neither_name_nor_birth_date_opens_nothing(tmp_path: Path) -> None:
    snapshot = Snapshot(loaded(tmp_path, parquet(tmp_path, ROW)).path, lambda entry: None)
    assert ask(snapshot, person(name="Lê Văn Đoán")) is not None
    assert ask(snapshot, person(name="Lê Văn Đoán", born="1980-01-01")) is None
    assert ask(snapshot, person("068190009999")) is None
    for mention in (person(born=None), person(name=None), person(number="068")):
        with pytest.raises(Refused):
            ask(snapshot, mention)


def test_of_two_people_of_one_number_none_is_chosen(tmp_path: Path) -> None:
    extract = loaded(tmp_path, parquet(tmp_path, ROW, ROW | {"person_id": "p2"}))
    assert ask(Snapshot(extract.path, lambda entry: None), person()) is None


def test_numbers_that_lost_their_zeros_have_them_back(tmp_path: Path) -> None:
    extract = loaded(tmp_path, parquet(tmp_path, ROW | {"personal_id": int(NUMBER), "old_id": None}))
    assert ask(Snapshot(extract.path, lambda entry: None), person())


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("03/02/1990", BORN),
        ("19900203", BORN),
        ("1990", "1990"),
        ("2190-01-01", None),
        ("31/02/1990", None),
        (None, None),
    ],
)
def test_birth_dates_are_days_years_or_nothing(given: str | None, kept: str | None, tmp_path: Path) -> None:
    extract = loaded(
        tmp_path, parquet(tmp_path, ROW | {"date_of_birth": given}, ROW | {"person_id": "2", "personal_id": None})
    )
    record = ask(Snapshot(extract.path, lambda entry: None), person())
    assert record
    assert record.attributes.get("date_of_birth") == kept


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "no_key"),
        (b"PAR1 not really", "unreadable"),
        (b"personal_id,full_name\n068190001234,Nguy\xec\xdfn\n", "unreadable"),
        ("personal_id,full_name\n068190001234,Mẫu\n".encode("utf-16"), "unreadable"),
        (b"a,b\n1,2\n", "no_key"),
        (b"personal_id,enterprise_code,full_name\n1,2,x\n", "no_key"),
        (b"personal_id\n068190001234\n", "no_column"),
        (b"personal_id,full_name\n", "empty"),
        (b"personal_id,full_name\n,x\n,y\n", "empty"),
        (b"person_id,personal_id,full_name\n1,2,x\n1,3,y\n", "duplicate_key"),
    ],
)
def test_what_is_no_extract_is_refused_with_a_reason(content: bytes, code: str, tmp_path: Path) -> None:
    with pytest.raises(ExtractError) as caught:
        loaded(tmp_path, text(tmp_path, content))
    assert caught.value.code == code
    assert not list(tmp_path.rglob("*.tmp"))


def test_a_missing_file_and_a_day_to_come_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ExtractError, match="Không có tệp"):
        loaded(tmp_path, tmp_path / "none.csv")
    with pytest.raises(ExtractError, match="tương lai"):
        load(parquet(tmp_path, ROW), tmp_path, date(2027, 1, 1), today=TODAY)


def test_a_snapshot_that_was_spoilt_is_a_registry_that_is_away(tmp_path: Path) -> None:
    extract = loaded(tmp_path, parquet(tmp_path, ROW))
    extract.path.write_bytes(b"PAR1")
    with pytest.raises(SourceError):
        ask(Snapshot(extract.path, lambda entry: None), person())


class Gone:
    def lookup(self, mention: Mention, *, purpose: str, requester: str) -> RegistryRecord | None:
        raise SourceError("away")


def test_a_snapshot_stands_in_for_a_registry_that_is_away_marked_stale(tmp_path: Path) -> None:
    extract = loaded(tmp_path, parquet(tmp_path, ROW))
    both = WithSnapshot(Gone(), Snapshot(extract.path, lambda entry: None))
    record = ask(both, person())
    assert record
    assert (record.stale, record.as_of and record.as_of.date()) == (True, DAY)
    with pytest.raises(SourceError):
        ask(both, person("068190009999"))
