"""A run that is killed in the middle loses nothing and leaves nothing twice: the next one goes on where it stopped."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.e2e


def some_dossiers(folder: Path, count: int) -> Path:
    """A small inbox: the first dossiers of the samples, so that the test stays short."""
    inbox = folder / "inbox"
    dossiers = sorted(path for path in (ROOT / "samples/inbox").glob("*/H*") if path.is_dir())[:count]
    for dossier in dossiers:
        shutil.copytree(dossier, inbox / dossier.relative_to(ROOT / "samples/inbox"))
    return inbox


def start(inbox: Path, home: Path) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "pipelines.cli", "run", "--inbox", str(inbox), "--home", str(home)]
    environment = os.environ | {"SOHOA_SETTLE_SECONDS": "0", "SOHOA_WORKERS": "1"}
    with (home.parent / f"{home.name}.log").open("ab") as log:
        return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True)


def count(database: Path, query: str) -> int:
    if not database.exists():
        return 0
    try:
        with sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=5) as connection:
            return int(connection.execute(query).fetchone()[0])
    except sqlite3.OperationalError:
        return 0


def content(home: Path) -> dict[str, int]:
    state, warehouse = home / "state.db", home / "warehouse.db"
    return {
        "arrivals": count(state, "select count(*) from arrivals"),
        "waiting": count(state, "select count(*) from arrivals where state = 'waiting'"),
        "open batches": count(state, "select count(*) from batches where needs_work"),
        "pages": count(state, "select count(*) from pages"),
        "holds": count(state, "select count(*) from holds"),
        "documents": count(warehouse, "select count(*) from documents"),
        "subjects": count(warehouse, "select count(*) from subjects"),
        "facts": count(warehouse, "select count(*) from facts"),
    }


def test_a_killed_run_is_carried_on_and_everything_is_there_exactly_once(tmp_path: Path) -> None:
    inbox, whole, killed = some_dossiers(tmp_path, 3), tmp_path / "whole", tmp_path / "killed"
    assert start(inbox, whole).wait(240) == 0
    process = start(inbox, killed)
    until = time.monotonic() + 120
    while count(killed / "state.db", "select count(*) from pages") < 1 and time.monotonic() < until:
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGKILL)
    assert process.wait(20) == -signal.SIGKILL
    half = content(killed)
    assert 0 < half["pages"] < content(whole)["pages"]
    assert half["facts"] == 0
    assert half["open batches"] > 0
    assert start(inbox, killed).wait(240) == 0
    assert content(killed) == content(whole)
    assert start(inbox, killed).wait(240) == 0
    assert content(killed) == content(whole)
    assert content(killed)["facts"] > 0
    assert not list((killed / "originals").glob(".incoming-*"))
    assert not (killed / "tmp").exists()
