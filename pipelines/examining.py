"""What the doctor finds, as data: one thing looked at, how it is, and what mends it."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

Words = tuple[str, str]
"""The same in Vietnamese and in English."""


class State(StrEnum):
    """How a check came out: WRONG must be mended before work, NOTE is good to know."""

    GOOD = "✓"
    NOTE = "!"
    WRONG = "✗"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing looked at: what was found, and the command or setting that mends it (empty when all is well)."""

    name: Words
    state: State
    found: Words
    mend: str = ""


def nearest(path: Path) -> Path:
    """The nearest folder above a path that exists, or the path itself."""
    return next(place for place in (path, *path.absolute().parents) if place.exists())
