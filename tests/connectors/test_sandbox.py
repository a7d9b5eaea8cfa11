import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from stdnum.vn import mst

from connectors.sandbox.__main__ import fill
from connectors.sandbox.firms import invent_companies
from connectors.sandbox.people import invent
from connectors.sandbox.process import Sandbox, World, running, start
from connectors.sandbox.registers import of_people
from connectors.sandbox.store import Store
from domain.errors import SourceError
from domain.subjects import Mention, SubjectKind
from tests.connectors.world import CASES, QUICK, company, order, person


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


def test_a_world_is_invented_once_and_another_one_takes_its_place(tmp_path: Path) -> None:
    store = Store(tmp_path / "world.sqlite")
    fill(store, people=200, companies=20, seed=1)
    one = next(iter(invent(200, seed=1)))
    store.add_people([dict(one) | {"full_name": "Đã Sửa"}])
    fill(store, people=200, companies=20, seed=1)
    kept = store.person(str(one["personal_id"]))
    assert kept
    assert kept["full_name"] == "Đã Sửa", "it was not invented again"
    fill(store, people=100, companies=20, seed=2)
    assert store.person(str(one["personal_id"])) != kept


def test_an_invented_world_has_the_oddities_of_the_real_one(tmp_path: Path) -> None:
    people, registers = list(invent(3000, seed=3)), of_people(invent(3000, seed=3))
    companies = list(invent_companies(300, seed=3))
    assert any(len(str(person["date_of_birth"])) == 4 for person in people)
    assert any(person["home_town"] == "Không có thông tin" for person in people)
    assert all(
        person["spouse_id"] in {p["personal_id"] for p in people} for person in people if person.get("spouse_id")
    )
    assert {kind for _owner, kind, _number, _entry in registers.civil} == {"KH", "KT"}
    assert any(form["paper"].get("revoked_on") for _number, form in registers.forms)
    assert all(mst.is_valid(company["enterprise_code"]) for company in companies)
    assert {company["generation"] for company in companies} == {"old", "new"}
    assert {len(company["representatives"]) for company in companies} == {1, 2}


def test_a_fault_may_be_ordered_for_one_registry_and_until_called_off(sandbox: Sandbox) -> None:
    order(sandbox, "500", times=-1, registry="business")
    population = next(case for case in CASES if case.name == "population").make(sandbox, lambda entry: None, QUICK)
    business = next(case for case in CASES if case.name == "business").make(sandbox, lambda entry: None, QUICK)
    assert population.lookup(person(), purpose="1.1", requester="cb")
    for _ in range(2):
        with pytest.raises(SourceError):
            business.lookup(company(), purpose="1.1", requester="cb")
    order(sandbox, "none")
    assert business.lookup(company(), purpose="1.1", requester="cb")


def test_the_birth_of_an_invented_person_is_in_the_register(sandbox: Sandbox) -> None:
    someone = next(iter(invent(20, seed=1)))
    number = f"{int(str(someone['serial'])) + 1:02d}/{str(someone['born'])[:4]}"
    asked = Mention(
        scan="s", document="d", role="paper", kind=SubjectKind.PAPER, id=number, full_name=someone["full_name"],
        born=someone["date_of_birth"], paper="KS", holder=someone["personal_id"],
    )  # fmt: skip
    civil = next(case for case in CASES if case.name == "civil_status").make(sandbox, lambda entry: None, QUICK)
    record = civil.lookup(asked, purpose="1.1", requester="cb")
    assert record
    assert record.key == number
