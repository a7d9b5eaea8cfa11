"""What the review page needs from outside, as plain objects; `pipelines.reviewing` makes it, tests fake it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from domain.documents import Extraction
from domain.facts import AccessEntry
from domain.subjects import Link
from ocr.limits import Limits

PURPOSE = "kiem-tra-so-hoa"
"""Why an officer looks at what waits, in the access log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewDesk:
    """Everything the review page uses."""

    state: Engine
    extraction_of: Callable[[str, str], Extraction | None]
    """Batch and document -> the paper as it was read."""
    links_of: Callable[[str, str], tuple[Link, ...]]
    """Batch and document -> its links as last judged."""
    original: Callable[[str], Path]
    """Scan -> the file as it arrived."""
    limits: Limits
    log: Callable[[AccessEntry], None]
    """Writes who looked at which paper; nothing is shown when it fails."""
    clock: Callable[[], datetime]
    reviewers: Mapping[str, str]
    """Access code -> the officer's name."""
