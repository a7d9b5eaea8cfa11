"""Builders of verified papers of invented people, as the warehouse gets them."""

from dataclasses import replace
from datetime import UTC, datetime

from domain.documents import DocumentType, Extraction, FieldSpec, FieldValue, Origin, RoleSpec, ValiditySpec
from domain.scans import Scan
from domain.subjects import Judgement, Link, RegistryRecord, SubjectKind
from warehouse.facts import facts_of
from warehouse.load import LoadDocument

NOW = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
AS_OF = datetime(2026, 11, 19, 17, 0, tzinfo=UTC)
NUMBER = "001087000015"
NAME = "VÕ THỊ HOÀ"
CODE = "5800000011"
COMPANY = "CÔNG TY TNHH TRÀ Ô LONG GIÓ NGÀN"
BORN = "1987-03-12"
PERMANENT = ValiditySpec(kind="permanent", basis="Luật Hộ tịch 60/2014/QH13", since="2016-01-01")
REGISTERED = {
    "full_name": NAME,
    "date_of_birth": BORN,
    "sex": "Nữ",
    "personal_id": NUMBER,
    "old_id": "250123456",
    "residence": "Tổ 4, Phường Xuân Hương - Đà Lạt, Lâm Đồng",
}


def birth_type(validity: ValiditySpec = PERMANENT) -> DocumentType:
    said = {
        "number": "paper.number",
        "full_name": "holder.full_name",
        "date_of_birth": "holder.date_of_birth",
        "ethnicity": "holder.ethnicity",
        "home_town": "holder.home_town",
        "mother_name": "holder.mother_name",
        "mother_id": "mother.personal_id",
        "registered_on": "paper.registered_on",
    }
    return DocumentType(
        code="birth_certificate",
        title="Giấy khai sinh",
        titles=("giay khai sinh",),
        subject="holder",
        roles=(
            RoleSpec(name="holder", kind="person", id="personal_id", full_name="full_name", born="date_of_birth"),
            RoleSpec(name="mother", kind="person", id="mother_id", full_name="mother_name"),
        ),
        fields=tuple(
            FieldSpec(name=name, label=name, kind="text", attributes=(attribute,)) for name, attribute in said.items()
        ),
        rules=(),
        validity=validity,
    )


def value(name: str, text: str | None, *, accepted: bool = True, origin: Origin = Origin.OCR) -> FieldValue:
    return FieldValue(
        name=name,
        raw=text,
        value=text,
        confidence=0.9991,
        accepted=accepted,
        origin=origin,
        page=1,
        box=(10, 20, 300, 60),
    )


def birth(*changed: FieldValue, scan: str = "a" * 64) -> Extraction:
    fields = {
        field.name: field
        for field in (
            value("number", "215/2016"),
            value("full_name", NAME),
            value("date_of_birth", BORN),
            value("ethnicity", "Kinh"),
            value("home_town", "Xã Đạ Tẻh, Lâm Đồng"),
            value("mother_name", "ĐỖ THỊ LỤA"),
            value("mother_id", "001160000021"),
            value("registered_on", "2016-05-04"),
            *changed,
        )
    }
    return Extraction(
        scan=scan,
        index=0,
        pages=(1,),
        type="birth_certificate",
        type_confidence=0.99,
        fields=tuple(fields.values()),
        engine="tesseract 5.3.0",
    )


def record(as_of: datetime | None = AS_OF, key: str = NUMBER, **changed: str) -> RegistryRecord:
    return RegistryRecord(registry="population", key=key, attributes=REGISTERED | changed, as_of=as_of, fetched_at=NOW)


def link(
    paper: Extraction,
    role: str = "holder",
    judgement: Judgement = Judgement.SAME,
    answer: RegistryRecord | None = None,
    origin: str = "MACHINE",
) -> Link:
    return Link(
        scan=paper.scan,
        document=paper.document,
        role=role,
        kind=SubjectKind.PERSON,
        registry="population",
        key=answer.key if answer else NUMBER,
        score=0.99991,
        judgement=judgement,
        origin=origin,
        explanation={"full_name": 4.5, "born": 6.25},
        reason="confirmed" if judgement is Judgement.SAME else "name_differs",
        seen=paper.digest,
        who=origin,
        model="exact-2" if origin == "MACHINE" else "",
        record=answer,
    )


def company_type() -> DocumentType:
    names = ("enterprise_code", "name", "address", "charter_capital", "representative_name", "changed_on")
    return DocumentType(
        code="enterprise_registration",
        title="Giấy chứng nhận đăng ký doanh nghiệp",
        titles=("giay chung nhan dang ky doanh nghiep",),
        subject="company",
        roles=(RoleSpec(name="company", kind="company", id="enterprise_code", full_name="name"),),
        fields=tuple(FieldSpec(name=name, label=name, kind="text", attributes=(f"company.{name}",)) for name in names),
        rules=(),
        validity=ValiditySpec(kind="superseded", basis="Luật Doanh nghiệp 59/2020/QH14", since="2021-01-01"),
    )


def company(*changed: FieldValue, scan: str = "c" * 64) -> LoadDocument:
    """A verified enterprise certificate whose company the registry knows."""
    fields = {
        field.name: field
        for field in (
            value("enterprise_code", CODE),
            value("name", COMPANY),
            value("address", "12 Trần Phú, Phường Xuân Hương - Đà Lạt, Lâm Đồng"),
            value("charter_capital", "2000000000"),
            value("representative_name", NAME, origin=Origin.HUMAN),
            value("changed_on", "2024-02-28"),
            *changed,
        )
    }
    paper = replace(birth(scan=scan), type="enterprise_registration", fields=tuple(fields.values()))
    known = {"enterprise_code": CODE, "name": COMPANY, "first_registered_on": "2019-05-06"}
    answer = RegistryRecord(registry="business", key=CODE, attributes=known, as_of=None, fetched_at=NOW)
    found = replace(link(paper, "company", answer=answer), kind=SubjectKind.COMPANY, registry="business")
    return document(paper, found, kind=company_type(), reviewer="cb-014")


def scan_of(paper: Extraction) -> Scan:
    return Scan(
        id=paper.scan,
        batch="2026-11-20_H36.11",
        dossier="H36.11-261120-0001",
        agency="H36.11",
        path="H36.11/H36.11-261120-0001/giấy khai sinh.pdf",
        received_at=NOW,
    )


def document(
    paper: Extraction, *links: Link, kind: DocumentType | None = None, reviewer: str | None = None
) -> LoadDocument:
    kind = kind or birth_type()
    facts = facts_of(paper, kind, links, reviewer=reviewer)
    return LoadDocument(scan=scan_of(paper), extraction=paper, type=kind, links=links, facts=facts)
