"""`sohoa up`: Dagster, the review page, the prefill API and the sandbox registries, until Ctrl-C."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence

import httpx

from pipelines.messages import Messages
from pipelines.running import dagster_home, registries
from pipelines.settings import ROOT, Settings

PATIENCE = 90.0
"""Seconds a server may take to answer for the first time."""
LAST_WORDS = 10.0
"""Seconds all of them together may take to end of themselves; what is left then is killed."""
MAKE_DAGSTERS_TABLES = (sys.executable, "-m", "dagster", "instance", "info")
"""Opens Dagster's storages once: web server, daemon and code servers making them all at once spoil them for good."""


def up(settings: Settings) -> int:
    """Starts everything, says where, and ends it all on Ctrl-C (0) or when one of them ends by itself (1)."""
    say = Messages(settings.lang)
    settings = settings.but(home=str(settings.home_path), inbox=str(settings.inbox_path))
    settings.home_path.mkdir(parents=True, exist_ok=True)
    settings.inbox_path.mkdir(parents=True, exist_ok=True)
    settings = settings.but(api_tokens=settings.api_tokens or f"thu:{secrets.token_urlsafe(18)}")
    settings = settings.but(reviewers=settings.reviewers or f"can-bo-thu:{secrets.token_urlsafe(9)}")
    settings = settings.but(
        api_port=free_port(settings.host, settings.api_port),
        dagster_port=free_port(settings.host, settings.dagster_port),
        review_port=free_port(settings.host, settings.review_port),
    )
    # Both, since a shell hands a background job SIGINT ignored, and Python then leaves it so.
    signal.signal(signal.SIGTERM, _interrupt)
    signal.signal(signal.SIGINT, _interrupt)
    with registries(settings, say) as connected:
        return _serve(connected, say)


def _interrupt(number: int, frame: object) -> None:  # noqa: ARG001
    raise KeyboardInterrupt


def _serve(settings: Settings, say: Messages) -> int:
    children: list[subprocess.Popen[bytes]] = []
    try:
        _start(MAKE_DAGSTERS_TABLES, settings).wait()
        children += [_start(command, settings) for command in commands(settings)]
        addresses = [
            f"http://{settings.host}:{settings.dagster_port}",
            f"http://{settings.host}:{settings.api_port}/docs",
            f"http://{settings.host}:{settings.review_port}/sign-in",
        ]
        if not all(_answers(address, children) for address in addresses):
            print(say("up_failed", log=settings.home_path / "up.log"), file=sys.stderr)
            return 1
        _say_where(settings, say)
        while all(child.poll() is None for child in children):
            time.sleep(0.5)
    except KeyboardInterrupt:
        return 0
    finally:
        _stop(children)
    return 1


def commands(settings: Settings) -> list[list[str]]:
    """The command lines of what `up` starts."""
    python = sys.executable
    workspace = ["-w", str(ROOT / "workspace.yaml")]
    dagster_place = ["-h", settings.host, "-p", str(settings.dagster_port)]
    api_place = ["--host", settings.host, "--port", str(settings.api_port)]
    review_place = ["--host", settings.host, "--port", str(settings.review_port)]
    return [
        [python, "-m", "dagster_webserver", *workspace, *dagster_place],
        [python, "-m", "dagster._daemon", "run", *workspace],
        [python, "-m", "uvicorn", "pipelines.api:create", "--factory", *api_place, "--log-level", "warning"],
        [python, "-m", "uvicorn", "pipelines.reviewing:create", "--factory", *review_place, "--log-level", "warning"],
    ]


def _start(command: Sequence[str], settings: Settings) -> subprocess.Popen[bytes]:
    home = dagster_home(settings)
    environment = os.environ | settings.environment() | {"DAGSTER_HOME": str(home)}
    log = (settings.home_path / "up.log").open("ab")
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True)  # noqa: S603


def _answers(address: str, children: Sequence[subprocess.Popen[bytes]]) -> bool:
    """Whether something answers there, waited for until it does, patience ends, or a server has ended."""
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends and all(child.poll() is None for child in children):
        try:
            httpx.get(address, timeout=2.0)
        except httpx.TransportError:
            time.sleep(0.3)
        else:
            return True
    return False


def _say_where(settings: Settings, say: Messages) -> None:
    print(say("up"))
    print(f"  Dagster        http://{settings.host}:{settings.dagster_port}/asset-groups")
    print(f"  {say('review')}  http://{settings.host}:{settings.review_port}")
    print(f"                 {say('access_code')}: {settings.reviewers.split(',')[0].partition(':')[2]}")
    print(f"  Prefill API    http://{settings.host}:{settings.api_port}/docs")
    print(f"                 Authorization: Bearer {settings.api_tokens.split(',')[0].partition(':')[2]}")
    print(f"  Inbox          {settings.inbox}")
    print(f"  Sandbox        {settings.population_url}")
    print(f"  Log            {settings.home_path / 'up.log'}", flush=True)


def _stop(children: Sequence[subprocess.Popen[bytes]]) -> None:
    for child in children:
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGTERM)
    ends = time.monotonic() + LAST_WORDS
    for child in children:
        try:
            child.wait(timeout=max(0.1, ends - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def free_port(host: str, wanted: int) -> int:
    """The port wanted when it is free, else any free one."""
    for port in (wanted, 0):
        with socket.socket() as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                trial.bind((host, port))
            except OSError:
                continue
            return int(trial.getsockname()[1])
    raise OSError(f"no free port on {host}")
