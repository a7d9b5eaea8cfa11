"""The samples, digitized once through the real job into an embedded warehouse, for all workers of a test run."""

import fcntl
import json
import os
import shutil
from pathlib import Path

import pytest

from pipelines.running import SAMPLES, demo
from pipelines.settings import Settings
from tests.e2e.world import World


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    settings = Settings(home=str(shared / "world"))
    with (shared / "world.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        code = _made(settings, shared / "world.code")
    truth = json.loads((SAMPLES / "truth.json").read_text("utf-8"))
    return World(settings.but(inbox=str(SAMPLES / "inbox"), settle_seconds=0.0), code, truth)


def _made(settings: Settings, ended: Path) -> int:
    """Runs the demo unless another worker has; answers its exit code."""
    if not ended.exists():
        ended.write_text(str(demo(settings)), "utf-8")
    return int(ended.read_text("utf-8"))


@pytest.fixture
def own(world: World, tmp_path: Path) -> World:
    """A copy of the world that a test may change."""
    shutil.copytree(world.settings.home, tmp_path / "home", ignore=shutil.ignore_patterns("sandbox"))
    return World(world.settings.but(home=str(tmp_path / "home")), world.code, world.truth)
