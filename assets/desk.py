"""What the work on a batch needs from outside, as plain objects; `pipelines.resources` makes it, tests fake it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from domain.subjects import Mention, RegistryRecord
from ledger.arrivals import Intake
from ocr.limits import Limits

Lookup = Callable[[str, Mention, str], RegistryRecord | None]
"""Asks a registry by its name about a mention, for a purpose (procedure code); logged before it is asked."""

Progress = Callable[[str, int, int], None]
"""stage, done, total."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Everything a batch's assets use."""

    state: Engine
    warehouse: Callable[[], Engine]
    """Opens the warehouse when it is first needed: reading goes on while it is away."""
    intake: Intake
    limits: Limits
    workers: int
    target_error: float
    lookup: Lookup
    registries: Collection[str]
    """The registries that can be asked here."""
    reachable: Callable[[str], bool]
    """Whether that registry's server can be reached just now; nobody is asked about anybody."""
    purpose: str
    """Purpose given to registries where a dossier names no procedure."""
    clock: Callable[[], datetime]
    progress: Progress
