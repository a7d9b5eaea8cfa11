import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from connectors.sandbox.people import invent
from connectors.sandbox.process import Sandbox, World, running, start
from connectors.sandbox.store import Store
from domain.errors import SourceError


def alive(process: int) -> bool:
    stat = Path(f"/proc/{process}/stat")
    return stat.exists() and stat.read_text().rpartition(") ")[2][0] != "Z"


def test_it_listens_on_the_loopback_only(sandbox: Sandbox) -> None:
    port = int(sandbox.url.rpartition(":")[2])
    listening = [line.split()[1] for line in Path("/proc/net/tcp").read_text().splitlines() if " 0A " in line]
    assert [place for place in listening if place.endswith(f":{port:04X}")] == [f"0100007F:{port:04X}"]


def test_it_ends_with_its_block(tmp_path: Path) -> None:
    with running(World(), tmp_path) as sandbox:
        assert alive(sandbox.process.pid)
    assert not alive(sandbox.process.pid)


def test_it_dies_with_a_parent_that_was_killed(tmp_path: Path) -> None:
    script = (
        "import sys, time; from pathlib import Path; from connectors.sandbox.process import World, start;"
        "print(start(World(), Path(sys.argv[1])).process.pid, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": "."}
    )
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    until = time.monotonic() + 5
    while alive(child) and time.monotonic() < until:
        time.sleep(0.05)
    assert not alive(child)


def test_a_start_that_fails_says_so_at_once(tmp_path: Path) -> None:
    (tmp_path / "broken.json").write_text("{")
    with pytest.raises(SourceError):
        start(World(load=tmp_path / "broken.json"), tmp_path)


def test_a_taken_port_is_a_start_that_fails(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(SourceError):
        start(World(), tmp_path, port=taken.getsockname()[1])


def test_the_same_seed_invents_the_same_people() -> None:
    assert list(invent(50, seed=7)) == list(invent(50, seed=7)) != list(invent(50, seed=8))


def test_invented_people_have_numbers_of_their_own(tmp_path: Path) -> None:
    people = list(invent(1000, seed=1))
    assert len({person["personal_id"] for person in people}) == 1000
    store = Store(tmp_path / "people.sqlite")
    store.add_people(people)
    one = people[0]
    (found,) = store.people("SoDinhDanh", str(one["personal_id"]), str(one["full_name"]), "19000101")
    assert found == one
