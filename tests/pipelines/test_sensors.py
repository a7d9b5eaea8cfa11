"""The sensor and the schedule ask for each piece of work once, and for nothing when nothing waits."""

from datetime import UTC, datetime
from pathlib import Path

import dagster as dg

from assets.desk import Desk
from domain.findings import Hold, HoldReason
from ledger import batches, holds
from pipelines.resources import desk_from
from pipelines.schedules import every_morning
from pipelines.sensors import new_work
from pipelines.settings import Settings

NOW = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)
BATCH = "2026-11-02|H36.14"


def a_desk(folder: Path) -> Desk:
    (folder / "inbox").mkdir(exist_ok=True)
    settings = Settings(home=str(folder / "home"), inbox=str(folder / "inbox"), settle_seconds=0.0)
    return desk_from(settings, clock=lambda: NOW)


def drop(folder: Path, name: str) -> None:
    dossier = folder / "inbox" / "H36.14" / "H36.14-261102-0001"
    dossier.mkdir(parents=True, exist_ok=True)
    (dossier / name).write_bytes(name.encode())


def tick(desk: Desk) -> dg.SensorResult:
    result = new_work(dg.build_sensor_context(resources={"desk": desk}))
    assert isinstance(result, dg.SensorResult)
    return result


def keys(result: dg.SensorResult) -> list[tuple[str | None, str | None]]:
    return [(request.partition_key, request.run_key) for request in result.run_requests or []]


def test_a_new_batch_is_asked_for_once_and_again_when_more_comes(tmp_path: Path) -> None:
    late = Settings(home=str(tmp_path / "home"), inbox=str(tmp_path / "inbox"), settle_seconds=0.0)
    (tmp_path / "inbox").mkdir()
    desk = desk_from(late)
    assert keys(tick(desk)) == []
    drop(tmp_path, "a.pdf")
    first = keys(tick(desk))
    assert len(first) == 1
    assert keys(tick(desk)) == first
    drop(tmp_path, "b.pdf")
    assert [key for key in keys(tick(desk)) if key not in first]
    assert [request.partition_keys for request in tick(desk).dynamic_partitions_requests or []] == [[first[0][0]]]


def test_a_finished_batch_is_not_asked_for(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    with desk.state.begin() as connection:
        batches.need(connection, BATCH)
    assert keys(tick(desk)) == [(BATCH, f"{BATCH}:1")]
    batches.finish(desk.state, BATCH, now=NOW)
    assert keys(tick(desk)) == []


def test_every_morning_asks_again_where_a_registry_was_away(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    context = dg.build_schedule_context(scheduled_execution_time=NOW, resources={"desk": desk})
    assert every_morning(context) == []
    away = Hold(scan="a", document="a-1", seen="s", reason=HoldReason.REGISTRY_AWAY, role="holder")
    holds.replace(desk.state, BATCH, "links", [away])
    context = dg.build_schedule_context(scheduled_execution_time=NOW, resources={"desk": desk})
    assert [(request.partition_key, request.run_key) for request in every_morning(context)] == [
        (BATCH, f"{BATCH}:2026-11-02")
    ]
