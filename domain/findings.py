"""What is wrong with a document, what is held for a person, and what that person decided."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Severity(StrEnum):
    """ERROR holds, WARNING shows."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One broken rule on one document; `message` is Vietnamese, for the officer, and names no personal data."""

    scan: str
    document: str
    rule: str
    severity: Severity
    field: str | None
    message: str


class HoldReason(StrEnum):
    """Why something waits."""

    UNSURE_VALUE = "unsure_value"
    UNSURE_TYPE = "unsure_type"
    """Nobody can yet say what paper it is."""
    FINDING = "finding"
    UNSURE_LINK = "unsure_link"
    REGISTRY_AWAY = "registry_away"
    """Waits for the registry, not for a person."""
    EXPECTATION = "expectation"
    """A content expectation of the batch's suite failed on it."""
    VOID_DECISION = "void_decision"
    """An officer decided, but the text has changed since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """One thing that may not go on. `field` names a field, `role` a link; neither means the whole document."""

    scan: str
    document: str
    seen: str
    """Digest of the extraction (for a link: of extraction and registry answer) a decision must quote."""
    reason: HoldReason
    field: str | None = None
    role: str | None = None
    message: str = ""
    value: str | None = None
    confidence: float | None = None
    page: int | None = None
    box: tuple[int, int, int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A human's word on the exact text seen; new text voids it."""

    scan: str
    seen: str
    reviewer: str
    decided_at: datetime
    accepted: bool
    """False refuses the document: nothing of it is loaded."""
    values: dict[str, str | None] = field(default_factory=dict)
    """Field name -> the right canonical value; None says the paper does not give it. A field named here is settled."""
    links: dict[str, str] = field(default_factory=dict)
    """Role -> SAME or DIFFERENT."""
    reason: str = ""
