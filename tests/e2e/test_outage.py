"""The registries' process is killed: the batch goes on and its links wait; it comes back: the sensor has them asked."""

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dagster as dg
import pytest
from sqlalchemy import create_engine, text

from connectors.sandbox.process import Sandbox, World, start
from domain.findings import HoldReason
from domain.subjects import Judgement
from ledger import holds, unasked
from ledger.tables import open_state
from pipelines.definitions import build
from pipelines.registries import with_sandbox
from pipelines.resources import desk_from
from pipelines.running import SAMPLES, dagster_home, run
from pipelines.sensors import ask_again
from pipelines.settings import Settings
from pipelines.summary import rows_of

pytestmark = [pytest.mark.e2e, pytest.mark.engine]
DOSSIER = "H36.14/H36.14-261102-0001"
SAMPLE_WORLD = World(load=SAMPLES / "people.json", papers=SAMPLES / "truth.json")


def here(folder: Path, sandbox: Sandbox) -> Settings:
    shutil.copytree(SAMPLES / "inbox" / DOSSIER, folder / "inbox" / DOSSIER, dirs_exist_ok=True)
    settings = Settings(
        home=str(folder / "home"),
        inbox=str(folder / "inbox"),
        settle_seconds=0.0,
        registries="real",
        registry_attempts=1,
    )
    return with_sandbox(settings, sandbox)


def tick(settings: Settings, now: datetime) -> list[dg.RunRequest]:
    desk = desk_from(settings, clock=lambda: now)
    result = ask_again(dg.build_sensor_context(resources={"desk": desk}))
    assert isinstance(result, dg.SensorResult)
    return list(result.run_requests or [])


def carry_on(settings: Settings, request: dg.RunRequest) -> None:
    """What Dagster does with the sensor's request: the relink job, in the instance of the home."""
    job = build({"desk": desk_from(settings)}).resolve_job_def("relink")
    with dg.DagsterInstance.from_config(str(dagster_home(settings))) as instance:
        assert job.execute_in_process(partition_key=request.partition_key, instance=instance).success


def reasons(settings: Settings) -> set[str]:
    return {link.reason for link in rows_of(settings, open_state(settings.state), "links")}


def read_at(settings: Settings) -> list[str]:
    with create_engine(settings.state).connect() as state:
        return list(state.scalars(text("select read_at from pages order by 1")))


def test_links_wait_while_the_registries_are_down_and_are_made_when_they_are_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sandbox = start(SAMPLE_WORLD, tmp_path / "sandbox")
    settings = here(tmp_path, sandbox)
    monkeypatch.setenv("SOHOA_HOME", settings.home)
    sandbox.process.kill()
    sandbox.process.wait()

    assert run(settings) == 0
    state, now = open_state(settings.state), datetime.now(UTC)
    assert reasons(settings) == {"registry_away"}
    waiting = unasked.everything(state)
    assert {(one.question.registry, one.question.why, one.owner) for one in waiting} == {
        ("population", "away", "machine")
    }
    assert all(one.next_try_at > one.since for one in waiting)
    assert HoldReason.REGISTRY_AWAY in {hold.reason for hold in holds.held(state)}
    assert tick(settings, now + timedelta(hours=3)) == [], "nobody is asked while nobody is there"

    back = start(SAMPLE_WORLD, tmp_path / "sandbox", port=int(sandbox.url.rpartition(":")[2]))
    try:
        (request,) = tick(settings, now + timedelta(hours=3))
        assert tick(settings, now + timedelta(hours=3)) == [], "asked for once"
        pages = read_at(settings)
        carry_on(settings, request)
    finally:
        back.stop()
    assert read_at(settings) == pages, "nothing was read again"
    links = list(rows_of(settings, state, "links"))
    assert {link.reason for link in links if link.role == "holder"} == {"confirmed"}
    assert unasked.everything(state) == ()
    assert HoldReason.REGISTRY_AWAY not in {hold.reason for hold in holds.held(state)}
    papers = {(link.registry, link.judgement) for link in links if link.role == "paper"}
    assert papers == {("civil_status", Judgement.SAME), ("national_store", Judgement.SAME)}
    told = [fact for fact in rows_of(settings, state, "facts") if fact.evidence.registry == "civil_status"]
    assert {(fact.subject.kind, fact.attribute) for fact in told} >= {
        ("paper", "registered_on"),
        ("person", "full_name"),
    }


def test_a_refusal_is_data_and_waits_for_a_person_and_for_no_sensor(tmp_path: Path) -> None:
    sandbox = start(SAMPLE_WORLD, tmp_path / "sandbox")
    try:
        import httpx

        settings = here(tmp_path, sandbox)
        fault = {"kind": "403", "times": -1, "registry": "population"}
        httpx.post(f"{sandbox.url}/_sandbox/faults", content=json.dumps(fault)).raise_for_status()
        assert run(settings) == 0
        assert "refused" in reasons(settings)
        state = open_state(settings.state)
        assert unasked.everything(state) == ()
        assert tick(settings, datetime.now(UTC) + timedelta(days=2)) == []
        assert HoldReason.UNSURE_LINK in {hold.reason for hold in holds.held(state)}
    finally:
        sandbox.stop()
