"""The asset graph as a golden: names, dependencies and checks are part of what the design promises."""

import subprocess
import sys
from pathlib import Path

from pipelines.definitions import build

GOLDEN = Path(__file__).parents[1] / "golden" / "asset_graph.txt"


def drawn() -> str:
    graph = build().resolve_asset_graph()
    lines = []
    for key in sorted(graph.get_all_asset_keys(), key=str):
        parents = ", ".join(sorted(parent.to_user_string() for parent in graph.get(key).parent_keys))
        checks = ", ".join(sorted(check.name for check in graph.get(key).check_keys))
        lines.append(f"{key.to_user_string()} <- {parents or '(inbox)'}" + (f"  checks: {checks}" if checks else ""))
    return "\n".join(lines) + "\n"


def test_the_asset_graph_is_the_one_in_the_design() -> None:
    assert drawn() == GOLDEN.read_text("utf-8")


def test_every_asset_is_partitioned_by_batch_and_says_what_it_is() -> None:
    graph = build().resolve_asset_graph()
    for key in graph.get_all_asset_keys():
        assert graph.get(key).partitions_def.name == "batch"
        assert graph.get(key).description


def test_one_job_a_sensor_and_a_daily_schedule_are_there() -> None:
    definitions = build()
    assert definitions.resolve_job_def("digitise")
    assert definitions.resolve_sensor_def("new_work")
    assert definitions.resolve_schedule_def("every_morning").cron_schedule == "0 5 * * *"


def test_the_workspace_loads_as_dagster_loads_it() -> None:
    root = Path(__file__).parents[2]
    command = [sys.executable, "-m", "dagster", "definitions", "validate", "-w", "workspace.yaml"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
