"""Builders of verified papers of the invented person of `tests.papers`, of any type of the catalog."""

from dataclasses import replace

from catalog import document_types
from domain.documents import Extraction
from domain.subjects import Judgement, Link, SubjectKind
from tests import papers
from warehouse.facts import facts_of
from warehouse.load import LoadDocument

LAND = {
    "serial": "CT 01234567",
    "register_number": "CS 04321",
    "owner_name": papers.NAME,
    "owner_id": papers.NUMBER,
    "parcel": "125",
    "map_sheet": "14",
    "address": "Phường Xuân Hương - Đà Lạt, Lâm Đồng",
    "area": "250.5",
    "land_use": "Đất ở tại đô thị",
    "term": "Lâu dài",
    "issued_on": "2019-08-02",
}
LICENCE = {
    "number": "790123456789",
    "full_name": papers.NAME,
    "date_of_birth": papers.BORN,
    "class": "B2",
    "issued_on": "2021-05-06",
    "expires_on": "2031-05-06",
}
CARD = {
    "personal_id": papers.NUMBER,
    "full_name": papers.NAME,
    "date_of_birth": papers.BORN,
    "home_town": "Xã Đạ Tẻh, Lâm Đồng",
    "issued_on": "2022-01-10",
    "expires_on": "2027-03-12",
}
UNMARRIED = {
    "number": "31/UBND-XNTTHN",
    "full_name": papers.NAME,
    "date_of_birth": papers.BORN,
    "status": "Chưa đăng ký kết hôn với ai",
    "issued_on": "2026-10-01",
}
RECORD = {
    "number": "1234/LLTP",
    "form": "1",
    "full_name": papers.NAME,
    "date_of_birth": papers.BORN,
    "residence": "Tổ 9, Phường Lâm Viên - Đà Lạt, Lâm Đồng",
    "issued_on": "2026-09-01",
}


def paper(
    code: str,
    values: dict[str, str],
    *,
    scan: str,
    dossier: str = "",
    is_result: bool = False,
    number: str | None = None,
) -> LoadDocument:
    """A verified paper of that type whose chief role is the invented person (or the registry key `number`)."""
    kind = document_types()[code]
    read = replace(papers.birth(scan=scan), type=code, fields=tuple(papers.value(*pair) for pair in values.items()))
    assert kind.subject
    loaded = papers.document(read, link(read, kind.subject), kind=kind)
    changed = {"is_result": is_result} | ({"dossier": dossier} if dossier else {})
    return replace(loaded, scan=replace(loaded.scan, **changed))


def link(read: Extraction, role: str, number: str | None = None) -> Link:
    """A settled link of a paper's role to a person."""
    found = papers.link(read, role, Judgement.SAME)
    return replace(found, key=number or papers.NUMBER, kind=SubjectKind.PERSON)


def linked(loaded: LoadDocument, *links: Link) -> LoadDocument:
    """The same paper with other links."""
    return replace(loaded, links=links, facts=facts_of(loaded.extraction, loaded.type, links))


def everything() -> list[LoadDocument]:
    """One paper of each kind the forms ask about."""
    return [
        paper("land_use_certificate", LAND, scan="1" * 64),
        paper("driving_licence", LICENCE, scan="2" * 64),
        paper("citizen_id_card", CARD, scan="3" * 64),
        paper("marital_status_certificate", UNMARRIED, scan="4" * 64),
    ]
