from collections.abc import Iterator

import pytest

from connectors.sandbox.process import Sandbox, running
from tests.connectors.world import order, write_world


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    folder = tmp_path_factory.mktemp("sandbox")
    with running(write_world(folder), folder) as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(server: Sandbox) -> Iterator[Sandbox]:
    """The module's server; no test leaves faults to the next."""
    yield server
    order(server, "none")
