"""Arrivals, originals, pages and holds: nothing lost, nothing twice, every file stored or quarantined."""

import os
import stat
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from domain.errors import ReadCode, ReadError, SourceError
from ledger import arrivals, batches, inbox
from ledger.arrivals import Intake
from ledger.originals import Originals
from ledger.tables import open_state

NOW = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)
LATER = datetime.now(UTC) + timedelta(hours=1)
BATCH = "2026-11-02|H36.14"


def a_state(folder: Path) -> Engine:
    return open_state(f"sqlite:///{folder / 'state.db'}")


def one_page(path: Path) -> int:
    content = path.read_bytes()
    if not content:
        raise ReadError(ReadCode.EMPTY, "Tệp rỗng")
    if content.startswith(b"broken"):
        raise ReadError(ReadCode.CORRUPT, "Tệp hỏng")
    return 1


def an_intake(folder: Path, count_pages: Callable[[Path], int] = one_page, max_bytes: int = 1000) -> Intake:
    (folder / "inbox").mkdir(exist_ok=True)
    return Intake(
        inbox=folder / "inbox",
        settle_seconds=0,
        originals=Originals(folder / "originals"),
        max_bytes=max_bytes,
        count_pages=count_pages,
    )


def drop(folder: Path, path: str, content: bytes = b"scan") -> Path:
    file = folder / "inbox" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return file


def arrive(folder: Path, state: Engine, intake: Intake, now: datetime = NOW) -> int:
    return arrivals.notice(state, inbox.files(intake.inbox, settle_seconds=0, now=LATER), now=now)


DOSSIER = "H36.14/H36.14-261102-0001"


def test_every_arrival_is_stored_duplicate_or_quarantined(tmp_path: Path) -> None:
    state, intake = a_state(tmp_path), an_intake(tmp_path)
    drop(tmp_path, f"{DOSSIER}/a.pdf", b"one")
    drop(tmp_path, f"{DOSSIER}/b.pdf", b"one")
    drop(tmp_path, f"{DOSSIER}/c.pdf", b"broken")
    drop(tmp_path, f"{DOSSIER}/d.pdf", b"")
    drop(tmp_path, f"{DOSSIER}/e.docx", b"word")
    drop(tmp_path, "H36.14/results/archive 7/f.tif", b"result")
    arrive(tmp_path, state, intake)
    scans = arrivals.take_in(state, BATCH, intake, now=NOW)
    balance = arrivals.balance(state)
    assert (balance.received, balance.stored, balance.duplicates, balance.quarantined) == (6, 3, 1, 3)
    assert balance.reasons == {"corrupt": 1, "empty": 1, "unsupported": 1}
    assert [(scan.path, scan.is_result) for scan in scans] == [
        (f"{DOSSIER}/a.pdf", False),
        ("H36.14/results/archive 7/f.tif", True),
    ]
    assert all(row["advice"] for row in arrivals.rows_in(state, "quarantined"))


def test_a_second_look_changes_nothing(tmp_path: Path) -> None:
    state, intake = a_state(tmp_path), an_intake(tmp_path)
    drop(tmp_path, f"{DOSSIER}/a.pdf")
    assert arrive(tmp_path, state, intake) == 1
    first = arrivals.take_in(state, BATCH, intake, now=NOW)
    assert arrive(tmp_path, state, intake, NOW + timedelta(days=1)) == 0
    assert arrivals.take_in(state, BATCH, intake, now=NOW + timedelta(days=1)) == first


def test_originals_are_kept_bit_exact_and_read_only(tmp_path: Path) -> None:
    originals, content = Originals(tmp_path / "originals"), os.urandom(3_000_000)
    source = tmp_path / "scan.pdf"
    source.write_bytes(content)
    digest = originals.put(source, max_bytes=10**7)
    assert originals.path(digest).read_bytes() == content
    assert not originals.path(digest).stat().st_mode & stat.S_IWUSR
    assert originals.intact(digest)
    assert not list(originals.root.glob(".incoming-*"))


def test_a_changed_original_is_noticed(tmp_path: Path) -> None:
    originals, source = Originals(tmp_path / "originals"), tmp_path / "scan.pdf"
    source.write_bytes(b"true")
    digest = originals.put(source, max_bytes=100)
    originals.path(digest).chmod(0o600)
    originals.path(digest).write_bytes(b"false")
    assert not originals.intact(digest)


def test_too_large_a_file_is_quarantined_and_leaves_nothing_behind(tmp_path: Path) -> None:
    state, intake = a_state(tmp_path), an_intake(tmp_path, max_bytes=10)
    drop(tmp_path, f"{DOSSIER}/a.pdf", b"x" * 11)
    arrive(tmp_path, state, intake)
    arrivals.take_in(state, BATCH, intake, now=NOW)
    assert arrivals.balance(state).reasons == {"too_large": 1}
    assert not list(intake.originals.root.glob(".incoming-*"))


def test_a_file_that_vanished_is_quarantined_and_the_next_goes_on(tmp_path: Path) -> None:
    state, intake = a_state(tmp_path), an_intake(tmp_path)
    gone = drop(tmp_path, f"{DOSSIER}/a.pdf")
    drop(tmp_path, f"{DOSSIER}/b.pdf", b"stays")
    arrive(tmp_path, state, intake)
    gone.unlink()
    arrivals.take_in(state, BATCH, intake, now=NOW)
    assert arrivals.balance(state).reasons == {"vanished": 1}
    assert arrivals.balance(state).stored == 1


def test_a_link_is_never_followed(tmp_path: Path) -> None:
    state, intake = a_state(tmp_path), an_intake(tmp_path)
    secret = tmp_path / "secret.pdf"
    secret.write_bytes(b"secret")
    (tmp_path / "inbox" / DOSSIER).mkdir(parents=True)
    (tmp_path / "inbox" / DOSSIER / "a.pdf").symlink_to(secret)
    os.mkfifo(tmp_path / "inbox" / DOSSIER / "b.pdf")
    arrive(tmp_path, state, intake)
    assert arrivals.balance(state).reasons == {"unsupported": 2}


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("stray.pdf", "misplaced"),
        ("H36.14/stray.pdf", "misplaced"),
        ("H36.14/hồ sơ của bà A/a.pdf", "bad_dossier_code"),
        ("H36.14/H36.14-261399-0001/a.pdf", "bad_dossier_code"),
        (f"{DOSSIER}/deep/er/a.pdf", "misplaced"),
        (f"{DOSSIER}/a.exe", "unsupported"),
        (f"{DOSSIER}/a\n.pdf", "bad_file_name"),
        ("có dấu/H36.14-261102-0001/a.pdf", "misplaced"),
    ],
)
def test_what_lies_in_the_wrong_place_is_quarantined_with_advice(tmp_path: Path, path: str, reason: str) -> None:
    state, intake = a_state(tmp_path), an_intake(tmp_path)
    drop(tmp_path, path)
    arrive(tmp_path, state, intake)
    (row,) = arrivals.rows_in(state, "quarantined")
    assert (row["reason"], bool(row["advice"])) == (reason, True)


def test_a_file_still_growing_is_left_alone(tmp_path: Path) -> None:
    state, intake = a_state(tmp_path), an_intake(tmp_path)
    drop(tmp_path, f"{DOSSIER}/a.pdf")
    drop(tmp_path, f"{DOSSIER}/.a.pdf.x7", b"upload")
    drop(tmp_path, f"{DOSSIER}/b.pdf.part", b"upload")
    found = list(inbox.files(intake.inbox, settle_seconds=60, now=datetime.now(UTC)))
    assert [file.settled for file in found] == [False]
    assert arrivals.notice(state, found, now=NOW) == 0


def test_the_same_path_with_new_content_is_a_new_arrival(tmp_path: Path) -> None:
    state, intake = a_state(tmp_path), an_intake(tmp_path)
    drop(tmp_path, f"{DOSSIER}/a.pdf", b"first")
    arrive(tmp_path, state, intake)
    arrivals.take_in(state, BATCH, intake, now=NOW)
    drop(tmp_path, f"{DOSSIER}/a.pdf", b"second scan")
    assert arrive(tmp_path, state, intake) == 1
    assert len(arrivals.take_in(state, BATCH, intake, now=NOW)) == 2


def test_a_file_that_was_only_touched_is_no_new_arrival(tmp_path: Path) -> None:
    state, intake = a_state(tmp_path), an_intake(tmp_path)
    files = [drop(tmp_path, f"{DOSSIER}/a.pdf", b"first"), drop(tmp_path, f"{DOSSIER}/b.pdf", b"broken")]
    arrive(tmp_path, state, intake)
    arrivals.take_in(state, BATCH, intake, now=NOW)
    before = arrivals.balance(state)
    for file in files:
        os.utime(file, (1, 1))
    assert arrive(tmp_path, state, intake) == 2
    assert len(arrivals.take_in(state, BATCH, intake, now=NOW)) == 1
    assert arrivals.balance(state) == before


def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    def full(path: Path) -> int:
        raise OSError(28, "No space left on device")

    state = a_state(tmp_path)
    drop(tmp_path, f"{DOSSIER}/a.pdf", b"content")
    arrive(tmp_path, state, an_intake(tmp_path))
    with pytest.raises(OSError, match="No space"):
        arrivals.take_in(state, BATCH, an_intake(tmp_path, full), now=NOW)
    assert arrivals.balance(state).waiting == 1
    arrivals.take_in(state, BATCH, an_intake(tmp_path), now=NOW)
    assert arrivals.balance(state).stored == 1


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"{not json", "manifest"),
        (b"[1]", "manifest"),
        (b"\xff\xfe", "manifest"),
        (b'{"MaHoSo": "H36.14-261102-0099"}', "manifest"),
        (b'{"TaiLieuNop": [{"TenTepDinhKem": "missing.pdf"}]}', "manifest"),
    ],
)
def test_a_bad_manifest_is_quarantined_and_its_files_go_on(tmp_path: Path, content: bytes, reason: str) -> None:
    state, intake = a_state(tmp_path), an_intake(tmp_path)
    drop(tmp_path, f"{DOSSIER}/a.pdf")
    drop(tmp_path, f"{DOSSIER}/dossier.json", content)
    arrive(tmp_path, state, intake)
    assert len(arrivals.take_in(state, BATCH, intake, now=NOW)) == 1
    assert arrivals.balance(state).reasons == {reason: 1}


def test_a_manifest_gives_the_purpose_of_its_dossier(tmp_path: Path) -> None:
    state, intake = a_state(tmp_path), an_intake(tmp_path)
    drop(tmp_path, f"{DOSSIER}/a.pdf")
    manifest = b'{"MaHoSo": "H36.14-261102-0001", "MaTTHC": "1.001193", "TaiLieuNop": [{"TenTepDinhKem": "a.pdf"}]}'
    drop(tmp_path, f"{DOSSIER}/dossier.json", manifest)
    arrive(tmp_path, state, intake)
    arrivals.take_in(state, BATCH, intake, now=NOW)
    assert arrivals.procedures(state, BATCH) == {"H36.14-261102-0001": "1.001193"}
    assert arrivals.balance(state).manifests == 1


def test_a_batch_stays_open_until_it_went_all_the_way(tmp_path: Path) -> None:
    state, intake = a_state(tmp_path), an_intake(tmp_path)
    drop(tmp_path, f"{DOSSIER}/a.pdf")
    arrive(tmp_path, state, intake)
    assert batches.open_batches(state) == ((BATCH, 1),)
    arrivals.take_in(state, BATCH, intake, now=NOW)
    assert batches.open_batches(state) == ((BATCH, 1),)
    batches.finish(state, BATCH, now=NOW)
    assert batches.open_batches(state) == ()
    drop(tmp_path, f"{DOSSIER}/b.pdf", b"late")
    arrive(tmp_path, state, intake)
    batches.finish(state, BATCH, now=NOW)
    assert batches.open_batches(state) == ((BATCH, 2),)


def test_an_unreachable_state_database_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="state database"):
        open_state(f"sqlite:///{tmp_path / 'no' / 'such' / 'state.db'}")


@given(st.text(max_size=60))
def test_any_folder_name_is_judged_and_only_one_with_a_day_in_it_passes(name: str) -> None:
    assert not inbox.valid_dossier(name) or sum(letter.isdigit() for letter in name) >= 7
    assert "|" not in arrivals.batch_of(name, NOW)[11:]
