"""Builders: documents of invented people, declared as small as a test needs them."""

from dataclasses import replace
from datetime import UTC, date, datetime

from domain.documents import DocumentType, Extraction, FieldSpec, FieldValue, RoleSpec, ValiditySpec
from domain.findings import Decision, Finding, Severity
from domain.scans import Code
from validation.registry import Case

TODAY = date(2026, 11, 23)
SCAN = "5ca1" * 16

KINDS = {
    "sex": "sex",
    "personal_id": "personal_id",
    "id": "id",
    "enterprise_code": "enterprise_code",
    "full_name": "name",
    "mother_name": "name",
    "mother_birth_year": "date_or_year",
    "date_of_birth": "date_or_year",
    "expires_on": "expiry",
    "residence": "address",
    "status": "text",
}
HOLDER = RoleSpec(name="holder", kind="person", id="personal_id", full_name="full_name", born="date_of_birth")
COMPANY = RoleSpec(name="company", kind="company", id="enterprise_code", full_name="name")


def spec(name: str, **changes: object) -> FieldSpec:
    kind = KINDS.get(name, "date" if name.endswith("_on") else "text")
    subject = "paper" if kind == "date" else "holder"
    plain = FieldSpec(name=name, label=f"Nhãn {name}", kind=kind, attributes=(f"{subject}.{name}",))
    return replace(plain, **changes)


def paper(
    *fields: str | FieldSpec, rules: tuple[str, ...] = (), roles: tuple[RoleSpec, ...] = (HOLDER,)
) -> DocumentType:
    """A document type with these fields, declared by name alone where nothing else matters."""
    return DocumentType(
        code="paper",
        title="Giấy thử",
        titles=("giay thu",),
        subject="holder",
        roles=roles,
        fields=tuple(spec(field) if isinstance(field, str) else field for field in fields),
        rules=rules,
        validity=ValiditySpec(kind="permanent"),
    )


def value(name: str, said: str | None, **changes: object) -> FieldValue:
    plain = FieldValue(
        name=name, raw=said, value=said, confidence=0.999, accepted=said is not None, page=1, box=(1, 2, 3, 4)
    )
    return replace(plain, **changes)


def document(*fields: FieldValue, **values: str | None) -> Extraction:
    """A sure reading of a paper; change it with `dataclasses.replace`."""
    found = (*fields, *(value(name, said) for name, said in values.items()))
    return Extraction(scan=SCAN, index=0, pages=(1,), type="paper", type_confidence=0.99, fields=found, engine="fake")


def case(
    *fields: FieldValue,
    type: DocumentType | None = None,  # noqa: A002
    text: str = "",
    codes: tuple[Code, ...] = (),
    **values: str | None,
) -> Case:
    """What a rule sees of a paper that says this; its fields are declared unless a type is given."""
    read = replace(document(*fields, **values), text=text, codes=codes)
    declared = type or paper(*(field.name for field in read.fields))
    return Case(extraction=read, type=declared, today=TODAY)


def finding(
    field: str | None, rule: str = "required", severity: Severity = Severity.ERROR, of: Extraction | None = None
) -> Finding:
    paper_of = of or document()
    return Finding(
        scan=paper_of.scan,
        document=paper_of.document,
        rule=rule,
        severity=severity,
        field=field,
        message=f"Sai ({rule}).",
    )


def decision(seen: str, *, minute: int = 0, **changes: object) -> Decision:
    plain = Decision(
        scan=SCAN,
        seen=seen,
        reviewer="cb-01",
        decided_at=datetime(2026, 11, 23, 9, minute, tzinfo=UTC),
        accepted=True,
        reason="So với bản quét.",
    )
    return replace(plain, **changes)
