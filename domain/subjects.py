"""Persons and companies, what registries answer about them, and whether a paper speaks of them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class SubjectKind(StrEnum):
    """What a subject is. A 12-digit number may be a person and a household business: two subjects."""

    PERSON = "person"
    COMPANY = "company"
    PAPER = "paper"
    """The document itself, for facts about the paper (number, signer)."""


class Judgement(StrEnum):
    """The three outcomes of a link."""

    SAME = "SAME"
    UNSURE = "UNSURE"
    DIFFERENT = "DIFFERENT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A person or company as a paper names it: what a registry is asked with."""

    scan: str
    document: str
    role: str
    kind: SubjectKind
    id: str | None
    full_name: str | None
    born: str | None = None
    """YYYY-MM-DD or YYYY."""
    sex: str | None = None
    """Nam or Nữ, where the paper says it."""
    id_required: bool = False
    """The type demands the field with the identifier: without it the mention waits for a person."""
    paper: str = ""
    """Of a paper: the code by which the registry asked knows its kind (`SourceSpec.code`); `id` is its number."""
    holder: str | None = None
    """Of a paper: the number of whom it speaks; `full_name` and `born` are that person's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryRecord:
    """What a registry says of one key. `as_of` is the registry's own date of the data."""

    registry: str
    key: str
    attributes: dict[str, str]
    """Of a paper they are named `role.attribute`, as the catalog names them."""
    as_of: datetime | None
    fetched_at: datetime
    stale: bool = False
    """An older answer, served because the registry is away; its age is the time since `fetched_at`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Does this mention speak of that registry entry, and why. `key` is None when the registry knows no such entry."""

    scan: str
    document: str
    role: str
    kind: SubjectKind
    registry: str
    key: str | None
    score: float
    judgement: Judgement
    origin: str
    """MACHINE or HUMAN."""
    explanation: dict[str, float]
    """Feature -> its share."""
    reason: str
    """Short code: confirmed, id_differs, name_differs, birth_differs, sex_differs, not_found, registry_away, no_id,
    not_asked (the paper does not give what the registry must be asked with, or the code is impossible), refused,
    decided (by a person), revoked (of a paper: taken back), paper_differs, paper_not_found (in a register that holds
    all such papers), paper_unknown (in one that does not)."""
    seen: str
    """Digest of extraction and registry answer, for a decision."""
    who: str = ""
    """Who judged: MACHINE, or the officer's account."""
    model: str = ""
    """Version of the rules or of the model that judged; empty for a person."""
    record: RegistryRecord | None = None
    confirms: tuple[str, ...] = ()
    """Fields of the paper read unsurely that the registry's answer gives letter for letter."""
