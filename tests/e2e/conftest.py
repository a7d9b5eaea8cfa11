"""The samples, digitized once through the real job into an embedded warehouse."""

import json

import pytest

from pipelines.running import SAMPLES, demo
from pipelines.settings import Settings
from tests.e2e.world import World


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    settings = Settings(home=str(tmp_path_factory.mktemp("home")))
    code = demo(settings)
    truth = json.loads((SAMPLES / "truth.json").read_text("utf-8"))
    return World(settings.but(inbox=str(SAMPLES / "inbox"), settle_seconds=0.0), code, truth)
