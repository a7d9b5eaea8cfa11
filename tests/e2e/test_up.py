"""`sohoa up`: everything opens, the lineage bears the design's names, and Ctrl-C ends all of it."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).parents[2]
pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("up")]
ASSETS = {"scans", "readings", "extractions", "findings", "verified", "links", "facts"}


@contextmanager
def opened(folder: Path) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """`sohoa up` on free ports, once it has said where; ended by force if the test did not end it."""
    environment = os.environ | {"SOHOA_API_PORT": "0", "SOHOA_DAGSTER_PORT": "0", "SOHOA_REVIEW_PORT": "0"}
    command = [
        sys.executable,
        "-m",
        "pipelines.cli",
        "up",
        "--home",
        str(folder / "home"),
        "--inbox",
        str(folder / "in"),
    ]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        yield process, "".join(iter(process.stdout.readline, "")) if process.poll() else said_by(process)
    finally:
        process.kill()
        process.wait()
        for left in children(folder):
            os.kill(int(left), signal.SIGKILL)


def said_by(process: "subprocess.Popen[str]") -> str:
    lines = []
    for line in iter(process.stdout.readline, ""):
        lines.append(line)
        if "Log" in line:
            break
    return "".join(lines)


def children(home: Path) -> list[str]:
    """Processes that name that folder on their command line or in their environment."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if int(process.name) != os.getpid() and str(home).encode() in (
                (process / "cmdline").read_bytes() + (process / "environ").read_bytes()
            ):
                found.append(process.name)
    return found


def lineage(dagster: str) -> set[str]:
    """Names of the assets; the page answers while its code still loads, so it is asked until it has some."""
    asked, names, until = "{ assetNodes { assetKey { path } } }", set(), time.monotonic() + 120
    while not names and time.monotonic() < until:
        answer = httpx.post(f"{dagster}/graphql", json={"query": asked}, timeout=60).json()["data"]["assetNodes"]
        names = {node["assetKey"]["path"][0] for node in answer}
        time.sleep(0 if names else 1)
    return names


def test_everything_opens_and_ctrl_c_ends_all_of_it(tmp_path: Path) -> None:
    with opened(tmp_path) as (process, said):
        dagster = re.search(r"Dagster\s+(http://[^/\s]+)", said)[1]
        api = re.search(r"Prefill API\s+(http://[^/\s]+)", said)[1]
        review = re.search(r"(http://\S+)\n\s+mã truy cập", said)[1]
        assert "Mã truy cập" in httpx.get(f"{review}/sign-in", timeout=10).text
        token = re.search(r"Bearer (\S+)", said)[1]
        assert lineage(dagster) == ASSETS
        assert httpx.get(f"{api}/health", timeout=10).status_code == 200
        assert httpx.get(f"{api}/openapi.json", timeout=10).json()["openapi"].startswith("3.1")
        assert httpx.get(f"{api}/forms", timeout=10).status_code == 401
        forms = httpx.get(f"{api}/forms", headers={"Authorization": f"Bearer {token}"}, timeout=10)
        assert "judicial_record_request" in forms.text
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0
        until = time.monotonic() + 20
        while children(tmp_path) and time.monotonic() < until:
            time.sleep(0.2)
        assert children(tmp_path) == []
