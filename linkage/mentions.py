"""The persons and companies a paper names, role by role, as its type declares them."""

from domain.documents import DocumentType, Extraction, RoleSpec
from domain.subjects import Mention, SubjectKind


def mentions(extraction: Extraction, document_type: DocumentType) -> tuple[Mention, ...]:
    """One mention for each declared role of which the paper gives a number or a name; values are taken as they are."""
    found = (_mention(extraction, document_type, role) for role in document_type.roles)
    return tuple(mention for mention in found if mention.id or mention.full_name)


def _mention(extraction: Extraction, document_type: DocumentType, role: RoleSpec) -> Mention:
    return Mention(
        scan=extraction.scan,
        document=extraction.document,
        role=role.name,
        kind=SubjectKind(role.kind),
        id=_value(extraction, role.id),
        full_name=_value(extraction, role.full_name),
        born=_value(extraction, role.born),
        sex=_value(extraction, _saying(document_type, f"{role.name}.sex")),
        id_required=any(spec.required for spec in document_type.fields if spec.name == role.id),
    )


def _value(extraction: Extraction, name: str | None) -> str | None:
    return extraction.value(name) or None if name else None


def _saying(document_type: DocumentType, attribute: str) -> str | None:
    """The field that gives this attribute."""
    return next((spec.name for spec in document_type.fields if attribute in spec.attributes), None)
