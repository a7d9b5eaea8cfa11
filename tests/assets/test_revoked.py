"""A paper its register took back is no longer in force in the warehouse."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from assets.revoked import revocations
from catalog import document_types
from domain.documents import Extraction, FieldValue
from domain.scans import Scan
from domain.subjects import Judgement, Link, RegistryRecord, SubjectKind
from warehouse.endings import take_feed
from warehouse.facts import facts_of
from warehouse.load import LoadDocument, load
from warehouse.standing import valid_on
from warehouse.store import open_warehouse, upgrade
from warehouse.validity import InForce

NOW = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)
NUMBER, FORM, SCAN = "068190001234", "000123/LLTP", "a" * 64
FIELDS = {
    "number": FORM,
    "full_name": "NGUYỄN MẪU",
    "date_of_birth": "1990-02-03",
    "id": NUMBER,
    "issued_on": "2025-03-04",
}
PAPER = Extraction(
    scan=SCAN, index=0, pages=(1,), type="judicial_record", type_confidence=1.0,
    fields=tuple(FieldValue(name=name, value=value, raw=value, accepted=True) for name, value in FIELDS.items()),
)  # fmt: skip
HOLDER = Link(
    scan=SCAN, document=PAPER.document, role="holder", kind=SubjectKind.PERSON, registry="population", key=NUMBER,
    score=1.0, judgement=Judgement.SAME, origin="MACHINE", explanation={}, reason="confirmed", seen="x",
)  # fmt: skip


def form(**said: str) -> Link:
    attributes = {"paper.number": FORM} | {f"paper.{name}": value for name, value in said.items()}
    record = RegistryRecord(registry="judicial", key=FORM, attributes=attributes, as_of=None, fetched_at=NOW)
    about = replace(HOLDER, role="paper", kind=SubjectKind.PAPER, registry="judicial", key=FORM, record=record)
    return replace(about, reason="revoked" if said else "confirmed")


def in_force(folder: Path, link: Link) -> InForce:
    """What the warehouse says of the paper on the day after its load."""
    engine, kind = open_warehouse(f"sqlite:///{folder / 'warehouse.db'}"), document_types()["judicial_record"]
    upgrade(engine)
    scan = Scan(
        id=SCAN, batch="b", dossier="d", agency="a", path="p", received_at=NOW, is_result=False, pages=1
    )  # fmt: skip
    links = (HOLDER, link)
    facts = facts_of(PAPER, kind, links)
    document = LoadDocument(scan=scan, extraction=PAPER, type=kind, links=links, facts=facts)
    load(engine, batch="b", documents=[document], now=NOW)
    take_feed(engine, revocations(links, {PAPER.document: PAPER.type}, "2026-11-02"), now=NOW)
    with engine.connect() as connection:
        return valid_on(connection, PAPER.document, date(2026, 11, 3)).status


def test_a_form_that_was_taken_back_is_revoked(tmp_path: Path) -> None:
    assert in_force(tmp_path, form(revocation="5/QĐ", revoked_on="2026-01-15")) is InForce.REVOKED


def test_without_a_day_it_counts_from_when_we_learnt_of_it(tmp_path: Path) -> None:
    assert in_force(tmp_path, form(revocation="5/QĐ")) is InForce.REVOKED


def test_a_form_that_holds_is_not(tmp_path: Path) -> None:
    assert in_force(tmp_path, form()) is not InForce.REVOKED


@pytest.mark.parametrize("said", [{}, {"convictions": "Không có án tích"}])
def test_only_what_was_taken_back_is_fed(said: dict[str, str]) -> None:
    assert list(revocations((HOLDER, form(**said)), {PAPER.document: PAPER.type}, "2026-11-02")) == []
