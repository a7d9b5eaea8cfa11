"""Starts and ends the sandbox server as a process of its own; it never outlives the process that started it."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from connectors import business, population
from connectors.sandbox import business_account, population_account
from domain.errors import SourceError

START = 20.0
"""Seconds it may take to answer."""

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
    def business(self) -> business.Account:
        """The account to ask its business registry with."""
        return business_account(self.url)

    def stop(self) -> None:
        """Ends it; ending twice does no harm."""
        self.process.terminate()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@contextmanager
def running(people: Path | None, folder: Path, *, invented: int = 0, seed: int = 1, port: int = 0) -> Iterator[Sandbox]:
    """A sandbox with the people of that file, its database in `folder`; `SourceError` when it does not start."""
    sandbox = start(people, folder, invented=invented, seed=seed, port=port)
    try:
        yield sandbox
    finally:
        sandbox.stop()


def start(people: Path | None, folder: Path, *, invented: int = 0, seed: int = 1, port: int = 0) -> Sandbox:
    """As `running`, for who ends it himself."""
    folder.mkdir(parents=True, exist_ok=True)
    ready = folder / f"sandbox-{os.getpid()}-{time.monotonic_ns()}.url"
    options = {"--database": folder / "registries.sqlite", "--ready-file": ready, "--parent": os.getpid()}
    options |= {"--people": invented, "--seed": seed, "--port": port} | ({"--load": people} if people else {})
    command = [sys.executable, "-m", "connectors.sandbox", *(str(part) for pair in options.items() for part in pair)]
    with (folder / "sandbox.log").open("ab") as log:
        process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log)  # noqa: S603
    return Sandbox(_wait(process, ready, folder), process)


def _wait(process: "subprocess.Popen[bytes]", ready: Path, folder: Path) -> str:
    until = time.monotonic() + START
    while not ready.exists():
        if process.poll() is not None or time.monotonic() > until:
            process.kill()
            raise SourceError(f"The sandbox registries do not start; see {folder / 'sandbox.log'}")
        time.sleep(0.02)
    url = ready.read_text("utf-8")
    ready.unlink()
    return url
