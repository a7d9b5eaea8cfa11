"""What the warehouse holds, and what a form is prefilled with."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.documents import STRICT, Origin
from domain.scans import Box


class Status(StrEnum):
    """Missing, unknown, not applicable and withheld differ; blank is never one of them."""

    PRESENT = "present"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where a value comes from: a place on a page, or a registry's answer."""

    scan: str | None = None
    document: str | None = None
    page: int | None = None
    box: Box | None = None
    raw: str | None = None
    confidence: float | None = None
    registry: str | None = None
    registry_as_of: datetime | None = None
    reviewer: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectRef:
    """Names a subject by its typed identifier, before or after it has a warehouse id."""

    kind: str
    """person, company or paper."""
    scheme: str
    """personal_id, old_id, enterprise_code, document."""
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One value of one attribute of one subject, with who says so. Facts are only ever added."""

    subject: SubjectRef
    attribute: str
    value: str | None
    status: Status
    origin: Origin
    evidence: Evidence
    valid_from: str | None = None
    """ISO date (may be partial) since when it is true, as far as the evidence says."""
    valid_to: str | None = None
    recorded_at: datetime | None = None
    """Set by the warehouse when it is added."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessEntry:
    """One look at a person's or company's data, written before the answer is given. Never changed afterwards."""

    at: datetime
    requester: str
    """The officer or system that asks."""
    action: str
    """lookup (a registry is asked), prefill, …"""
    subject_scheme: str
    subject_value: str
    purpose: str
    """Procedure code for which it is asked."""
    attributes: tuple[str, ...] = ()
    """What was handed out."""
    outcome: str = ""
    """answered, not_found, refused:<why>, …"""
    basis: str = ""
    """By what right: the calling system's registration, a legal rule."""
    visibility: str = "open"
    """Whether the subject may see this entry: open, sealed, or YYYY-MM-DD from which it is open."""


class Source(StrEnum):
    """Assurance of a prefilled value, as receiving systems read it."""

    REGISTRY_VERIFIED = "1"
    OFFICER_VERIFIED = "2"
    MACHINE_ACCEPTED = "3"
    PERSON_GIVEN = "4"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrefillField:
    """One field of a prefilled form: a value with its source, or `unavailable` with why."""

    id: str
    label: str
    value: str | None = None
    source: Source | None = None
    assurance: str | None = None
    """Source in words (Vietnamese)."""
    last_updated: str | None = None
    evidence: str | None = None
    editable: bool = True
    unavailable: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prefill:
    """A form, prefilled for one subject and one purpose."""

    form: str
    title: str
    subject: str
    purpose: str
    requester: str
    issued_at: datetime
    fields: tuple[PrefillField, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """One field a form asks for, and the attribute that answers it."""

    __pydantic_config__ = STRICT

    id: str
    label: str
    attribute: str
    editable: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One form of `catalog/forms/<code>.yaml`."""

    __pydantic_config__ = STRICT

    code: str
    title: str
    subject: str
    """person or company."""
    legal_basis: str
    purposes: tuple[str, ...]
    """Procedure codes for which it may be asked."""
    fields: tuple[FormField, ...]
