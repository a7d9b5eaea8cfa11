"""Types of paper with the catalog's validity and the fields of the small builder."""

from dataclasses import replace

from catalog import document_types
from domain.documents import DocumentType
from tests.papers import birth_type


def kind_of(code: str, *, field: str | None = "registered_on") -> DocumentType:
    """The builder's small type, with the catalog's validity rule of that code."""
    declared = document_types()[code]
    rule = replace(declared.validity, field=field) if declared.validity.field else declared.validity
    chain = ("number",) if rule.chain else ()
    return replace(
        birth_type(replace(rule, chain=chain, order=("registered_on",) if chain else ())),
        code=code,
        former_validity=tuple(replace(one, field=field) for one in declared.former_validity),
    )
