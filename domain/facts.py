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
    MISSING = "missing"
    """Nothing is held. Only answers say so: no stored fact does."""


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


class Unavailable(StrEnum):
    """Why a field that a form asks for has no value. A blank never stands in for one of these."""

    MISSING = "missing"
    """Nothing is held, or what a paper gives has not been verified yet."""
    UNKNOWN = "unknown"
    """Somebody looked: the papers do not say."""
    NOT_APPLICABLE = "not_applicable"
    WITHHELD = "withheld"
    """Held, but not handed out to anybody in this way."""
    EXPIRED = "expired"
    """Known only from a paper that is no longer in force."""
    RESTRICTED = "restricted"
    """Not for this purpose, or the person restricted its use."""


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
    unavailable: Unavailable | None = None
    why: str | None = None
    """Why it is unavailable, in words (Vietnamese)."""


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
    receipt: str | None = None
    """Signed; tells at submission which fields were changed. None where the answer is not for submitting."""
    expires_at: datetime | None = None
    """When the receipt ends, and with it the right to use the answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """One field a form asks for, and the attribute that answers it."""

    __pydantic_config__ = STRICT

    id: str
    label: str
    attribute: str
    """Of the subject; with `paper`, of that paper itself."""
    paper: str = ""
    """Document type: the field asks what the subject's paper of that type says of itself (a parcel, its number)."""
    editable: bool = True
    replaces: tuple[str, ...] = ()
    """Document types that need not be handed in for this field once its value comes from the warehouse."""
    only_for: tuple[str, ...] = ()
    """Purposes of the form that need it, where not every one does."""
    in_force: bool = False
    """Only from a paper that is in force today."""


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

    @property
    def papers(self) -> frozenset[str]:
        """Document types of which it asks what they say of themselves."""
        return frozenset(field.paper for field in self.fields if field.paper)
