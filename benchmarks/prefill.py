"""Prefill requests under 50 concurrent clients, access log on, against a bare primary-key SELECT through the same web
stack, at growing numbers of subjects. Both are asked in turns, so that other load on the machine meets both alike.

By itself: `./sohoa bench prefill`, or `python -m benchmarks.prefill [--subjects 10000 100000] [--on sqlite]`.
"""

import argparse
import asyncio
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.prefill_people import Person, fill, people
from pipelines.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
CLIENTS, REQUESTS, ROUNDS = 50, 400, 5
"""Connections at once; requests of each kind a round; rounds."""


@dataclass(slots=True)
class Seen:
    """Latencies (s) of one kind of request, the seconds they took together and the server's CPU seconds."""

    latencies: list[float] = field(default_factory=list)
    wall: float = 0.0
    cpu: float = 0.0

    def quantile(self, share: float) -> float:
        """A latency in ms."""
        ordered = sorted(self.latencies)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]

    @property
    def rate(self) -> float:
        """Requests a second."""
        return len(self.latencies) / self.wall

    @property
    def cost(self) -> float:
        """Server CPU ms a request."""
        return 1000 * self.cpu / len(self.latencies)


def main() -> int:
    """Prints one row a database and size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--subjects", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--on", nargs="+", choices=["sqlite", "postgresql"], default=["sqlite", "postgresql"])
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    asked = parser.parse_args()
    print(f"{CLIENTS} clients, {asked.rounds} rounds of {REQUESTS} bare and {REQUESTS} prefill requests in turns\n")
    print("| database | subjects | | p50 ms | p99 ms | requests/s | server CPU ms | p50 × | p99 × | CPU × |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for database in asked.on:
        for subjects in asked.subjects:
            _print(database, subjects, *_measure(database, subjects, asked.rounds))
    return 0


def _print(database: str, subjects: int, bare: Seen, filled: Seen) -> None:
    ratios = [filled.quantile(0.5) / bare.quantile(0.5), filled.quantile(0.99) / bare.quantile(0.99)]
    for name, seen, times in (
        ("bare SELECT", bare, [1.0] * 3),
        ("prefill", filled, [*ratios, filled.cost / bare.cost]),
    ):
        numbers = [seen.quantile(0.5), seen.quantile(0.99), seen.rate, seen.cost, *times]
        shown = " | ".join(f"{number:.2f}" if number < 10 else f"{number:.0f}" for number in numbers)
        print(f"| {database} | {subjects:,} | {name} | {shown} |", flush=True)


def _measure(database: str, subjects: int, rounds: int) -> tuple[Seen, Seen]:
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = _database(stack, database, home)
        fill(Settings(home=str(home), warehouse_url=url), people(subjects))
        port, process = stack.enter_context(_serving(url, home))
        chosen = random.Random(7).sample(list(people(subjects)), min(subjects, 5 * REQUESTS))
        kinds = (("bare", Seen()), ("prefill", Seen()))
        for turn in range(rounds + 1):
            for name, seen in kinds:
                _round(seen if turn else Seen(), port, process, [_request(name, one) for one in chosen], turn)
        return kinds[0][1], kinds[1][1]


def _database(stack: ExitStack, database: str, home: Path) -> str:
    if database == "sqlite":
        return f"sqlite:///{home}/warehouse.db"
    from tests.postgres import running

    return stack.enter_context(running(fsync="on")).database()


@contextmanager
def _serving(url: str, home: Path) -> Iterator[tuple[int, int]]:
    """One uvicorn process as `sohoa up` starts it, with the bare route beside the API's; its port and process id."""
    from pipelines.serving import free_port

    port = free_port("127.0.0.1", 0)
    command = [sys.executable, "-m", "uvicorn", "benchmarks.prefill_server:create", "--factory", "--port", str(port)]
    environment = os.environ | {"SOHOA_WAREHOUSE_URL": url, "SOHOA_HOME": str(home)}
    server = subprocess.Popen([*command, "--log-level", "warning"], cwd=ROOT, env=environment)
    try:
        asyncio.run(_until_it_answers(port))
        yield port, server.pid
    finally:
        server.terminate()
        server.wait(10)


async def _until_it_answers(port: int) -> None:
    for _ in range(600):
        try:
            await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.1)
        else:
            return
    raise TimeoutError("the server does not start")


def _round(seen: Seen, port: int, process: int, requests: list[bytes], turn: int) -> None:
    start = (turn * REQUESTS) % max(1, len(requests) - REQUESTS)
    before, cpu = time.perf_counter(), _cpu(process)
    seen.latencies += asyncio.run(_ask(port, requests[start : start + REQUESTS]))
    seen.wall += time.perf_counter() - before
    seen.cpu += _cpu(process) - cpu


def _cpu(process: int) -> float:
    """CPU seconds of that process so far."""
    parts = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")


async def _ask(port: int, requests: list[bytes]) -> list[float]:
    """Sends the requests over 50 connections kept open; the latency of each."""
    waiting, latencies = iter(requests), list[float]()
    await asyncio.gather(*(_client(port, waiting, latencies) for _ in range(CLIENTS)))
    return latencies


async def _client(port: int, waiting: Iterator[bytes], latencies: list[float]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for request in waiting:
        sent = time.perf_counter()
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(head.split(b"\r\n")[0].decode())
        length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
        await reader.readexactly(length)
        latencies.append(time.perf_counter() - sent)
    writer.close()


def _request(name: str, person: Person) -> bytes:
    from benchmarks.prefill_server import TOKEN

    if name == "bare":
        return f"GET /bare/{person.number} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
    asked = {
        "form": "judicial_record_request",
        "subject": {"id": person.number, "name": person.name, "born": person.born},
        "purpose": "3.000333",
        "requester": "H36.11/cb-014",
    }
    body = json.dumps(asked).encode()
    head = f"POST /prefill HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {TOKEN()}\r\n"
    return f"{head}Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


if __name__ == "__main__":
    sys.exit(main())
