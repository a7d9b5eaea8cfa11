"""The lock: what is installed is exactly what was tried, whoever serves it."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.lock", "setup/uv.txt")


def entries(lock: str) -> list[str]:
    """The entries of a lock, continuation lines joined, comments left out."""
    lines = (ROOT / lock).read_text("utf-8").replace("\\\n", " ").splitlines()
    return [line for line in lines if line.strip() and not line.strip().startswith("#")]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_entry_is_one_exact_version_with_hashes(lock: str) -> None:
    loose = [entry.split()[0] for entry in entries(lock) if not re.match(r"[\w.\[\],-]+==\S+ .*--hash=sha256:", entry)]
    assert entries(lock)
    assert loose == []


@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_names_no_host(lock: str) -> None:
    assert "://" not in (ROOT / lock).read_text("utf-8")
    assert "index-url" not in "".join(entries(lock))


def test_every_package_the_project_asks_for_is_locked_at_the_version_it_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = project["dependencies"] + [name for extra in project["optional-dependencies"].values() for name in extra]
    locked = {_name(entry): entry.split()[0].split("==")[1] for entry in entries("requirements.lock")}
    missing = [wish for wish in asked if _name(wish) not in locked]
    other = [wish for wish in asked if "==" in wish and locked.get(_name(wish)) != wish.split("==")[1]]
    assert (missing, other) == ([], [])


def _name(requirement: str) -> str:
    found = re.match(r"[\w.-]+", requirement)
    assert found
    return found.group().lower().replace("_", "-").replace(".", "-")
