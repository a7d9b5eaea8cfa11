"""Invented people as the warehouse holds them: each with a registry's answer and a paper, loaded as every batch is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table, select

from domain.documents import DocumentType, Extraction, FieldValue, Origin
from domain.scans import Scan
from domain.subjects import Judgement, Link, RegistryRecord, SubjectKind
from warehouse.facts import facts_of
from warehouse.load import LoadDocument, load
from warehouse.store import open_warehouse, upgrade, writing
from warehouse.tables import metadata

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


def fill(url: str, everybody: Iterable[Person]) -> None:
    """An empty database gets its schema and these people: one is loaded, the others are copies under other names."""
    from catalog import document_types

    engine = open_warehouse(url)
    upgrade(engine)
    first = Person(0)
    load(engine, batch="b", documents=[_document(first, document_types()["birth_certificate"])], now=NOW)
    with engine.connect() as connection:
        patterns = [(table, _patterns(connection, table, first)) for table in metadata.sorted_tables]
    waiting = (one for one in everybody if one.index)
    while batch := list(islice(waiting, BATCH)):
        with writing(engine) as connection:
            for table, rows in patterns:
                if rows:
                    connection.execute(table.insert(), [_copy(*row, one) for one in batch for row in rows])
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")
    engine.dispose()


def _patterns(connection: Connection, table: Table, first: Person) -> list[tuple[dict[str, Any], dict[str, str]]]:
    """The rows the first person has in a table, each with the columns that name them and by what."""
    said = {value: name for name, value in _names(first).items()}
    found = []
    for row in connection.execute(select(table)).mappings():
        plain = {key: value for key, value in row.items() if not (key == "id" and isinstance(value, int))}
        found.append((plain, {key: said[value] for key, value in plain.items() if _is_name(value, said)}))
    if table.name == "subjects":
        OWN.update({row[0]["id"]: f"subject{n}" for n, row in enumerate(found)})
    for n, (plain, names) in enumerate(found):
        names |= {key: OWN[value] for key, value in plain.items() if isinstance(value, str) and value in OWN}
        names |= {"digest": f"digest{n}"} if "digest" in plain else {}
    return found


OWN: dict[str, str] = {}
"""Warehouse ids of the first person's subjects."""


def _is_name(value: object, said: dict[str, str]) -> bool:
    return isinstance(value, str) and value in said


def _names(person: Person) -> dict[str, str]:
    """What names a person and their paper."""
    paper = _paper(person)
    return {
        "number": person.number,
        "name": person.name,
        "born": person.born,
        "scan": paper.scan,
        "document": paper.document,
        "seen": paper.digest,
    }


def _copy(row: dict[str, Any], names: dict[str, str], person: Person) -> dict[str, Any]:
    return row | {key: _named(name, person) for key, name in names.items()}


@lru_cache(maxsize=64)
def _named(name: str, person: Person) -> str:
    if name.startswith(("subject", "digest")):
        return f"{name[0]}{name[-2:]:0>3}{person.index:028x}"
    scan = f"{person.index:064x}"
    plain = {"number": person.number, "name": person.name, "born": person.born, "scan": scan, "seen": scan}
    return plain.get(name) or f"{scan[-32:]}-1"


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
