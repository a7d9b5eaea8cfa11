"""Document types as declared, and what was extracted from a paper."""

import hashlib
import json
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Self

from domain.scans import Box, Code

STRICT = {"extra": "forbid"}
"""For the classes that are read from YAML: an unknown key is an error, not ignored."""


class Origin(StrEnum):
    """Who says so."""

    OCR = "ocr"
    CODE = "code"
    """Read from a QR code or MRZ."""
    TEXT_LAYER = "text_layer"
    HUMAN = "human"
    REGISTRY = "registry"
    PERSON = "person"
    """Said by the citizen or company itself, on a form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSpec:
    """One declared field of a document type."""

    __pydantic_config__ = STRICT

    name: str
    label: str
    """Vietnamese, as an officer knows it."""
    kind: str
    """Name of a kind in `domain.kinds`."""
    anchors: tuple[str, ...] = ()
    """Printed labels that stand before the value, most specific first; each a regular expression on folded text."""
    attributes: tuple[str, ...] = ()
    """What the value says of whom: `role.attribute`, e.g. `holder.full_name`, `paper.number`."""
    required: bool = False
    hints: dict[str, str] = field(default_factory=dict)
    """Free settings for the reader of this field (section, column, until, …); see docs/how-to/add-a-type.md."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleSpec:
    """A person or company a paper speaks of, and which fields identify it to a registry."""

    __pydantic_config__ = STRICT

    name: str
    kind: str
    """person or company."""
    id: str = ""
    """Field holding the identity number or enterprise code; empty where the paper prints none."""
    full_name: str
    born: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ValiditySpec:
    """How long a result of this type stays in force.

    `kind` is permanent, printed_expiry, period, superseded or unknown.
    """

    __pydantic_config__ = STRICT

    kind: str
    field: str | None = None
    """Field with the printed expiry, or the date a period counts from."""
    months: int | None = None
    basis: str = ""
    """The legal rule, as text."""
    since: str = ""
    """ISO date from which this rule holds."""
    chain: tuple[str, ...] = ()
    """Fields whose values together name the paper: documents of the type that agree in them are its versions."""
    order: tuple[str, ...] = ()
    """Date fields that put the versions in order, the first given tells; without any the day of the paper does."""
    ended_by: tuple[str, ...] = ()
    """Types of later papers of the same subject that end this one."""
    ends_with_holder: bool = False
    """Ends when its holder has died."""
    extensions: int = 0
    """How often it may be extended, each time by `months`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentType:
    """One paper as `catalog/documents/<code>.yaml` declares it."""

    __pydantic_config__ = STRICT

    code: str
    title: str
    titles: tuple[str, ...]
    """Printed phrases by which the paper is recognised; regular expressions on folded text."""
    subject: str | None
    """Role whose facts the paper chiefly gives, or None."""
    roles: tuple[RoleSpec, ...]
    fields: tuple[FieldSpec, ...]
    rules: tuple[str, ...]
    validity: ValiditySpec
    former_validity: tuple[ValiditySpec, ...] = ()
    """Earlier rules, each in force from its `since`; a paper follows the rule of its own day."""

    def spec(self, name: str) -> FieldSpec:
        """The declared field of that name; KeyError when there is none."""
        return {spec.name: spec for spec in self.fields}[name]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldValue:
    """A field as read: `raw` stays beside the canonical `value` for ever. Lists are JSON text in `value`."""

    name: str
    raw: str | None = None
    value: str | None = None
    confidence: float = 0.0
    """Calibrated probability that `value` is exactly right."""
    accepted: bool = False
    """May go on without a person, at the configured target error."""
    origin: Origin = Origin.OCR
    page: int | None = None
    box: Box | None = None
    notes: tuple[str, ...] = ()
    """Each repair or vote that changed what was read, with its reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """One document found in a scan. `index` counts the documents of a scan from 0."""

    scan: str
    index: int
    pages: tuple[int, ...]
    type: str
    type_confidence: float
    fields: tuple[FieldValue, ...]
    text: str = ""
    codes: tuple[Code, ...] = ()
    rotation: int = 0
    skew: float = 0.0
    dpi: int = 0
    engine: str = ""
    seconds: float = 0.0

    @property
    def digest(self) -> str:
        """SHA-256 over what was seen (type, pages, raw and value of every field): what a decision is about."""
        seen = [self.scan, self.type, list(self.pages), [[f.name, f.raw, f.value] for f in self.fields]]
        return hashlib.sha256(json.dumps(seen, ensure_ascii=False).encode()).hexdigest()

    @property
    def document(self) -> str:
        """Stable id of the document: the scan and the number of its first page."""
        return f"{self.scan[:32]}-{self.pages[0] if self.pages else 0}"

    def value(self, name: str) -> str | None:
        """Canonical value of a field, None when absent or not read."""
        return next((f.value for f in self.fields if f.name == name), None)

    def with_fields(self, fields: tuple[FieldValue, ...]) -> Self:
        """The same document with other field values."""
        return replace(self, fields=fields)
