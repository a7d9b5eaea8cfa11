"""Whose word counts, by dated rules that are published; and the current state when they change."""

from datetime import datetime

import pytest
import sqlalchemy as sa

from domain.documents import Origin
from domain.facts import Evidence, Fact, Status, SubjectRef
from domain.rules import PrecedenceRule
from tests import papers
from tests.papers import NOW, birth, value
from warehouse import current
from warehouse.load import LoadDocument, load
from warehouse.precedence import Precedence
from warehouse.tables import current_facts
from warehouse.tables_state import precedence


def fact(when: str, text: str, origin: Origin, evidence: Evidence) -> Fact:
    return Fact(
        subject=SubjectRef(kind="person", scheme="personal_id", value="000000000012"),
        attribute="residence",
        value=text,
        status=Status.PRESENT,
        origin=origin,
        evidence=evidence,
        valid_from=when,
    )


def row(**changed: object) -> dict[str, object]:
    plain = {"id": 1, "status": Status.PRESENT, "origin": Origin.OCR, "registry": None, "type": None}
    return plain | {"valid_from": "2020-01-01", "recorded_at": NOW} | changed


RULES = (
    PrecedenceRule(attributes=("*",), since="2020-01-01", sources=(("human",), ("registry",), ("ocr",)), basis="cũ"),
    PrecedenceRule(
        attributes=("*",),
        since="2026-01-01",
        sources=(("registry:population",), ("registry",), ("human",), ("code", "ocr")),
        papers=("citizen_id_card", "birth_certificate"),
        basis="mới",
    ),
)


@pytest.mark.parametrize(
    ("day", "better", "worse"),
    [
        ("2026-11-20", {"origin": Origin.REGISTRY, "registry": "x"}, {"origin": Origin.HUMAN}),
        ("2025-12-31", {"origin": Origin.HUMAN}, {"origin": Origin.REGISTRY, "registry": "x"}),
        ("1990-01-01", {"origin": Origin.HUMAN}, {"origin": Origin.REGISTRY, "registry": "x"}),
        (
            "2026-11-20",
            {"origin": Origin.REGISTRY, "registry": "population"},
            {"origin": Origin.REGISTRY, "registry": "x"},
        ),
        ("2026-11-20", {"type": "citizen_id_card", "valid_from": "2001"}, {"type": "birth_certificate"}),
        ("2026-11-20", {"type": "birth_certificate", "valid_from": None}, {"type": "land_use_certificate"}),
        ("2026-11-20", {"valid_from": "2020-01-02"}, {}),
        ("2026-11-20", {"origin": Origin.CODE, "valid_from": "2020-01-02"}, {}),
        ("2026-11-20", {"id": 2}, {}),
        ("2026-11-20", {}, {"status": Status.UNKNOWN, "origin": Origin.REGISTRY, "registry": "population"}),
        ("2026-11-20", {}, {"origin": Origin.PERSON, "valid_from": "2026-01-01"}),
    ],
)
def test_whose_word_counts_first(day: str, better: dict, worse: dict) -> None:
    rules = Precedence(day, RULES)
    pair = [row(**better), row(**worse)]
    assert rules.winner("residence", pair) == rules.winner("residence", pair[::-1]) == pair[0]


def test_the_rules_are_published_with_their_days_and_bases(engine: sa.Engine) -> None:
    load(engine, batch="b", documents=[papers.company()], now=NOW)
    with engine.connect() as connection:
        rows = connection.execute(sa.select(precedence)).mappings().all()
    assert [dict(row) for row in rows] == Precedence("2026-11-20").rows()


def test_a_rule_that_comes_into_force_settles_anew_what_was_settled_by_the_former(engine: sa.Engine) -> None:
    before = datetime.fromisoformat("2025-06-01T00:00:00+00:00")
    one = birth(value("home_town", "Xã A"))
    facts = (
        fact("2024-01-01", "Xã B", Origin.HUMAN, Evidence(document=one.document)),
        fact("2024-02-01", "Xã C", Origin.REGISTRY, Evidence(registry="population")),
    )
    whole = LoadDocument(scan=papers.scan_of(one), extraction=one, type=papers.birth_type(), facts=facts)

    def value_of_current() -> str:
        with engine.connect() as connection:
            chosen = sa.select(current_facts.c.value).where(current_facts.c.attribute == "residence")
            return connection.execute(chosen).scalar_one()

    load(engine, batch="b", documents=[whole], now=before)
    assert value_of_current() == "Xã B"
    load(engine, batch="c", documents=[papers.company()], now=NOW)
    assert value_of_current() == "Xã C"
    with engine.connect() as connection:
        assert current.differences(connection, current.rules_on(NOW)) == 0


def test_a_state_that_was_tampered_with_is_seen(engine: sa.Engine) -> None:
    load(engine, batch="b", documents=[papers.company()], now=NOW)
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE current_state SET fact_id = fact_id + 1 WHERE attribute = 'address'"))
        connection.execute(sa.text("DELETE FROM current_state WHERE attribute = 'name'"))
    with engine.connect() as connection:
        assert current.differences(connection, current.rules_on(NOW)) == 2
