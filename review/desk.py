"""What the review page needs from outside, as plain objects made by `pipelines.reviewing`, and how a look is logged."""

from collections.abc import Callable, Iterable, Mapping
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


def look(officer: str, action: str, document: str, fields: Iterable[str], at: datetime) -> AccessEntry:
    """The row of the access log for a look at a paper that waits: by its document, for whose data it is may be the very
    question."""
    return AccessEntry(
        at=at, requester=officer, action=action, subject_scheme="document", subject_value=document, purpose=PURPOSE,
        attributes=tuple(fields), outcome="answered", basis="nhiệm vụ kiểm tra kết quả số hóa",
    )  # fmt: skip


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
    within: Callable[[str], str | None] = lambda _officer: None
    """Officer -> code of the agency whose papers alone are theirs to see; None: every paper, empty: none."""
