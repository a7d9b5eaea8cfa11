"""What a registry's answer confirms on the paper: a value read unsurely that it gives letter for letter the same.

The number itself is never confirmed so: it must be sure before anyone is asked.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from domain.documents import DocumentType, Extraction, FieldSpec, RoleSpec
from domain.subjects import Judgement, Link, SubjectKind
from linkage.normalise import name_key

NOTE = "registry:"
"""Begins the note on a field that a registry confirmed."""


def asking(verified: Extraction, read: Extraction, document_type: DocumentType, unsure: Collection[str]) -> Extraction:
    """The verified document, with names and birth dates of roles as read where they are merely `unsure` (field names)
    and the role's number is sure: what a registry is asked with."""
    sure = (role for role in document_type.roles if verified.value(role.id))
    return _taking(verified, read, {name: () for role in sure for name in unsure_of(role, unsure)})


def unsure_of(role: RoleSpec, unsure: Collection[str]) -> tuple[str, ...]:
    """The fields that identify the role beside its number and are unsure."""
    return tuple(name for name in (role.full_name, role.born) if name and name in unsure)


def premature(link: Link, document_type: DocumentType, unsure: Collection[str]) -> bool:
    """Whether a person must first settle what was read of this role before anyone can judge the link."""
    role = next(role for role in document_type.roles if role.name == link.role)
    return link.judgement is Judgement.UNSURE and bool(unsure_of(role, unsure))


def confirms(link: Link, read: Extraction, document_type: DocumentType, unsure: Collection[str]) -> tuple[str, ...]:
    """The unsure fields whose value the registry's answer of a SAME link gives letter for letter."""
    if link.judgement is not Judgement.SAME or link.record is None:
        return ()
    whose = "" if link.kind is SubjectKind.PAPER else f"{link.role}."
    known = {f"{whose}{name}": value for name, value in link.record.attributes.items()}
    numbers = {role.id for role in document_type.roles}
    asked = (spec for spec in document_type.fields if spec.name in unsure and spec.name not in numbers)
    return tuple(spec.name for spec in asked if _agrees(spec, known, read.value(spec.name)))


def _agrees(spec: FieldSpec, known: Mapping[str, str], value: str | None) -> bool:
    if value is None or value.startswith("["):
        return False
    return any(name_key(known[name]) == name_key(value) for name in spec.attributes if name in known)


def confirmed(verified: Extraction, read: Extraction, links: Iterable[Link]) -> Extraction:
    """The verified document with the fields that its links confirm, each noted as such."""
    said = {name: (f"{NOTE}{link.registry}",) for link in links for name in link.confirms}
    return _taking(verified, read, said)


def _taking(verified: Extraction, read: Extraction, names: Mapping[str, tuple[str, ...]]) -> Extraction:
    found = {field.name: field for field in read.fields}
    return verified.with_fields(
        tuple(
            replace(found[field.name], accepted=True, notes=(*found[field.name].notes, *names[field.name]))
            if field.name in names and field.value is None and field.name in found
            else field
            for field in verified.fields
        )
    )
