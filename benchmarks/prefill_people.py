"""Invented people as the warehouse holds them: each with a registry's answer and a paper, loaded as every batch is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from itertools import islice

from domain.documents import DocumentType, Extraction, FieldValue, Origin
from domain.scans import Scan
from domain.subjects import Judgement, Link, RegistryRecord, SubjectKind
from pipelines.settings import Settings
from pipelines.vault import warehouse_of
from warehouse.facts import facts_of
from warehouse.load import LoadDocument, load

NOW = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
FAMILY = ("NGUYỄN", "TRẦN", "LÊ", "PHẠM", "HUỲNH", "PHAN", "VÕ", "ĐẶNG", "BÙI", "ĐỖ")
GIVEN = ("AN", "BÌNH", "CHI", "DŨNG", "HÀ", "HẠNH", "LAN", "MINH", "NỞ", "QUÂN", "THẢO", "TÙNG", "VY")
BATCH = 1_000


@dataclass(frozen=True, slots=True)
class Person:
    """One invented person; number `index` always the same."""

    index: int

    @property
    def number(self) -> str:
        """Twelve digits no register gives: province 999."""
        return f"999{self.index % 2}{self.index % 100:02}{self.index:06}"

    @property
    def name(self) -> str:
        """A name in capitals."""
        return f"{FAMILY[self.index % 10]} {GIVEN[self.index // 10 % 13]} {GIVEN[self.index // 130 % 13]}"

    @property
    def born(self) -> str:
        """A birth date."""
        return f"19{self.index % 100:02}-{self.index % 12 + 1:02}-{self.index % 28 + 1:02}"


def people(count: int) -> Iterator[Person]:
    """The first so many."""
    return map(Person, range(count))


def fill(settings: Settings, everybody: Iterable[Person]) -> None:
    """The empty warehouse of the settings gets its schema, its keys and these people, loaded as every batch is."""
    from catalog import document_types

    engine, kind = warehouse_of(settings), document_types()["birth_certificate"]
    waiting = iter(everybody)
    while batch := list(islice(waiting, BATCH)):
        load(engine, batch=f"b{batch[0].index}", documents=[_document(one, kind) for one in batch], now=NOW)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")
    engine.dispose()


def _document(person: Person, kind: DocumentType) -> LoadDocument:
    paper = _paper(person)
    link = _link(person, paper)
    scan = Scan(id=paper.scan, batch="b", dossier="H36.11-261120-0001", agency="H36.11", path="x.pdf", received_at=NOW)
    return LoadDocument(scan=scan, extraction=paper, type=kind, links=(link,), facts=facts_of(paper, kind, (link,)))


def _paper(person: Person) -> Extraction:
    said = {
        "number": f"{person.index}/2016",
        "full_name": person.name,
        "date_of_birth": person.born,
        "ethnicity": "Kinh",
        "place_of_birth": "Bệnh viện đa khoa Lâm Đồng",
        "mother_name": Person(person.index + 7).name,
        "father_name": Person(person.index + 11).name,
        "registered_on": "2016-05-04",
    }
    fields = tuple(
        FieldValue(name=name, raw=text, value=text, confidence=0.9995, accepted=True, origin=Origin.OCR, page=1)
        for name, text in said.items()
    )
    scan = sha256(str(person.index).encode()).hexdigest()
    return Extraction(
        scan=scan, index=0, pages=(1,), type="birth_certificate", type_confidence=0.99, fields=fields, engine="bench"
    )


def _link(person: Person, paper: Extraction) -> Link:
    answer = {
        "full_name": person.name,
        "date_of_birth": person.born,
        "sex": "Nữ",
        "personal_id": person.number,
        "nationality": "Việt Nam",
        "home_town": "Xã Đạ Tẻh, Lâm Đồng",
        "residence": "Tổ 4, Phường Xuân Hương - Đà Lạt, Lâm Đồng",
    }
    return Link(
        scan=paper.scan,
        document=paper.document,
        role="holder",
        kind=SubjectKind.PERSON,
        registry="population",
        key=person.number,
        score=0.9999,
        judgement=Judgement.SAME,
        origin="MACHINE",
        explanation={"full_name": 4.5},
        reason="confirmed",
        seen=paper.digest,
        record=RegistryRecord(registry="population", key=person.number, attributes=answer, as_of=NOW, fetched_at=NOW),
    )
