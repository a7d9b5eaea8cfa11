"""Starts and ends the sandbox server as a process of its own; it never outlives the process that started it."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from connectors import judicial, population, tokens
from connectors.sandbox import judicial_account, platform_account, population_account
from domain.errors import SourceError

START = 180.0
"""Seconds it may take to answer."""

INVENTED = 500
"""A second more for so many that must be invented first; it takes a tenth of that on an idle machine."""

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Sandbox:
    """A running sandbox."""

    url: str
    process: "subprocess.Popen[bytes]"

    @property
    def population(self) -> population.Account:
        """The account to ask its population registry with."""
        return population_account(self.url)

    @property
    def platform(self) -> tokens.Account:
        """The account to ask its business registry, civil status and national store with."""
        return platform_account(self.url)

    @property
    def judicial(self) -> judicial.Account:
        """The account to ask its judicial-record system with."""
        return judicial_account(self.url)

    def stop(self) -> None:
        """Ends it; ending twice does no harm."""
        self.process.terminate()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What a sandbox holds: the people of a file, the papers of another, and so many invented ones by seed."""

    load: Path | None = None
    papers: Path | None = None
    people: int = 0
    companies: int = 0
    seed: int = 1


@contextmanager
def running(world: World, folder: Path, *, port: int = 0) -> Iterator[Sandbox]:
    """A sandbox with that world, its database in `folder`; `SourceError` when it does not start."""
    sandbox = start(world, folder, port=port)
    try:
        yield sandbox
    finally:
        sandbox.stop()


def start(world: World, folder: Path, *, port: int = 0) -> Sandbox:
    """As `running`, for who ends it himself."""
    folder.mkdir(parents=True, exist_ok=True)
    ready = folder / f"sandbox-{os.getpid()}-{time.monotonic_ns()}.url"
    options = {"--database": folder / "registries.sqlite", "--ready-file": ready, "--parent": os.getpid()}
    options |= {f"--{name}": value for name, value in asdict(world).items() if value is not None}
    options |= {"--port": port}
    command = [sys.executable, "-m", "connectors.sandbox", *(str(part) for pair in options.items() for part in pair)]
    with (folder / "sandbox.log").open("ab") as log:
        process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log)  # noqa: S603
    return Sandbox(_wait(process, ready, folder, START + (world.people + world.companies) / INVENTED), process)


def _wait(process: "subprocess.Popen[bytes]", ready: Path, folder: Path, patience: float) -> str:
    until = time.monotonic() + patience
    while not ready.exists():
        if process.poll() is not None or time.monotonic() > until:
            process.kill()
            raise SourceError(f"The sandbox registries do not start; see {folder / 'sandbox.log'}")
        time.sleep(0.02)
    url = ready.read_text("utf-8")
    ready.unlink()
    return url
