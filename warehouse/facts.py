"""What a verified paper and the registries' answers to it say, as facts. Pure: nothing is stored here."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from domain.documents import DocumentType, Extraction, FieldValue, Origin
from domain.facts import Evidence, Fact, Status, SubjectRef
from domain.subjects import Judgement, Link, RegistryRecord, SubjectKind
from warehouse.days import VIETNAM as VIETNAM
from warehouse.validity import paper_date

PAPER = "paper"
"""The role of the paper itself in `role.attribute`."""


def facts_of(
    extraction: Extraction,
    type: DocumentType,  # noqa: A002
    links: Sequence[Link],
    *,
    reviewer: str | None = None,
) -> tuple[Fact, ...]:
    """Facts of one document: its accepted fields about itself and about the subjects of SAME links, and what the
    registries answered about those; `reviewer` is the officer who decided on the document, if one did."""
    subjects = {link.role: subject_of(link) for link in links if is_settled(link)}
    subjects[PAPER] = SubjectRef(kind=SubjectKind.PAPER, scheme="document", value=extraction.document)
    told = _from_paper(extraction, type, subjects, reviewer)
    answered = (
        fact for link in links if is_settled(link) and link.record for fact in _from_registry(link, link.record)
    )
    return (*told, *answered)


def subject_of(link: Link) -> SubjectRef:
    """The subject a settled link points to, by the key under which its registry keeps it."""
    assert link.key is not None
    if link.kind is SubjectKind.COMPANY:
        return SubjectRef(kind=link.kind, scheme="enterprise_code", value=link.key)
    return SubjectRef(kind=link.kind, scheme=person_scheme(link.key), value=link.key)


def person_scheme(number: str) -> str:
    """personal_id for twelve digits, else old_id."""
    return "personal_id" if len(number) == 12 else "old_id"


def unverified(extraction: Extraction, type: DocumentType) -> list[str]:  # noqa: A002
    """`role.attribute` of every field that was read but may not be used before a person has looked."""
    waiting = {f.name for f in extraction.fields if not f.accepted and (f.value or f.raw)}
    return sorted({attribute for spec in type.fields if spec.name in waiting for attribute in spec.attributes})


def is_settled(link: Link) -> bool:
    """Says it is the same subject, and which registry key that is."""
    return link.judgement is Judgement.SAME and link.key is not None


def _from_paper(
    extraction: Extraction, declared: DocumentType, subjects: dict[str, SubjectRef], reviewer: str | None
) -> Iterator[Fact]:
    fields = {f.name: f for f in extraction.fields if f.accepted}
    since = paper_date(extraction, declared)
    for spec in declared.fields:
        field = fields.get(spec.name)
        if field is None or (field.value is None and field.origin is not Origin.HUMAN):
            continue
        for role, _, attribute in (name.partition(".") for name in spec.attributes):
            if role in subjects:
                yield _told(subjects[role], attribute, field, extraction, since, reviewer)


def _told(
    subject: SubjectRef,
    attribute: str,
    field: FieldValue,
    extraction: Extraction,
    since: str | None,
    reviewer: str | None,
) -> Fact:
    """A value an officer emptied is known to be unknown; that is a fact too."""
    return Fact(
        subject=subject,
        attribute=attribute,
        value=field.value,
        status=Status.UNKNOWN if field.value is None else Status.PRESENT,
        origin=field.origin,
        evidence=Evidence(
            scan=extraction.scan,
            document=extraction.document,
            page=field.page,
            box=field.box,
            raw=field.raw,
            confidence=field.confidence,
            reviewer=reviewer if field.origin is Origin.HUMAN else None,
        ),
        valid_from=since,
    )


def _from_registry(link: Link, record: RegistryRecord) -> Iterator[Fact]:
    for attribute, value in sorted(record.attributes.items()):
        if value:
            yield Fact(
                subject=subject_of(link),
                attribute=attribute,
                value=value,
                status=Status.PRESENT,
                origin=Origin.REGISTRY,
                evidence=Evidence(registry=record.registry, registry_as_of=record.as_of),
                valid_from=_day(record.as_of or record.fetched_at),
            )


def _day(moment: datetime) -> str:
    return moment.astimezone(VIETNAM).date().isoformat()
