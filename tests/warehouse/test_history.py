"""Both times of a fact: what is current equals the replay of the facts, and what was known or true is found again."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import count

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import catalog
from domain.documents import Origin
from domain.facts import Evidence, Fact, Status, SubjectRef
from tests import papers
from tests.papers import AS_OF, NOW, birth, document, link, record, value
from warehouse.history import Answer, as_of, known_at
from warehouse.load import LoadDocument, load, withdraw
from warehouse.subjects import find
from warehouse.tables import current_facts, facts
from warehouse.tables_state import fact_history, loads

NUMBERS = count(100_000)
PAPERS = ("birth_certificate", "citizen_id_card", "marriage_certificate")


@dataclass(frozen=True)
class Said:
    """One thing said in one load: by paper 0 to 2 (or a registry), of an attribute, with a value or none."""

    source: int
    registry: str | None
    origin: Origin
    attribute: str
    value: str | None
    valid_from: str | None


days = st.sampled_from([None, "2015", "2016", "2016-05-04", "2020-01-01", "2026-11-20"])
texts = st.sampled_from(["Kinh", "Mạ", "K'Ho", None])
attributes = st.sampled_from(["ethnicity", "residence"])
told = st.builds(
    Said,
    source=st.integers(0, 2),
    registry=st.none(),
    origin=st.sampled_from([Origin.OCR, Origin.CODE, Origin.HUMAN, Origin.PERSON]),
    attribute=attributes,
    value=texts,
    valid_from=days,
)
answered = st.builds(
    Said,
    source=st.just(0),
    registry=st.sampled_from(["population", "civil_status", "other"]),
    origin=st.just(Origin.REGISTRY),
    attribute=attributes,
    value=texts.filter(bool),
    valid_from=st.sampled_from(["2024-01-01", "2025-01-01", "2026-11-20"]),
)
steps = st.lists(
    st.tuples(st.lists(st.one_of(told, answered), max_size=5), st.integers(-2, 3), st.booleans()),
    min_size=1,
    max_size=5,
)


def paper(person: int, source: int, said: list[Said]) -> LoadDocument:
    """Paper `source` of that person as it now reads, and what registries answered meanwhile."""
    extraction = replace(birth(scan=f"{person:031d}{source}" * 2), type=PAPERS[source], fields=())
    subject = SubjectRef(kind="person", scheme="personal_id", value=f"{person:012d}")
    facts = tuple(
        Fact(
            subject=subject,
            attribute=one.attribute,
            value=one.value,
            status=Status.PRESENT if one.value else Status.UNKNOWN,
            origin=one.origin,
            evidence=Evidence(registry=one.registry)
            if one.registry
            else Evidence(scan=extraction.scan, document=extraction.document),
            valid_from=one.valid_from,
        )
        for one in said
    )
    return LoadDocument(scan=papers.scan_of(extraction), extraction=extraction, type=papers.birth_type(), facts=facts)


def slow_rank(row: sa.RowMapping, day: str) -> list[object]:
    """What makes a row win, written out by hand from the catalog's text, without the code under test."""
    rows = [rule for rule in catalog.precedence() if row["attribute"] in rule.attributes]
    rows = rows or [rule for rule in catalog.precedence() if "*" in rule.attributes]
    rule = [rule for rule in rows if rule.since <= day][-1] if rows[0].since <= day else rows[0]
    names = [f"registry:{row['registry']}", "registry"] if row["origin"] == "registry" else [str(row["origin"])]
    place = 99
    for name in reversed(names):
        for number, group in enumerate(rule.sources):
            if name in group:
                place = number
    kind = row["type"] if row["type"] in rule.papers else None
    liked = rule.papers.index(kind) if kind else 99
    return [
        row["status"] != "present",
        place,
        liked,
        "".join(chr(255 - ord(c)) for c in row["valid_from"] or "") + "\U0010ffff",
    ]


def slow_state(connection: sa.Connection, subject: str, day: str) -> dict[str, int]:
    """Attribute -> the fact that counts: all live facts compared with each other, one by one."""
    text = """SELECT facts.*, documents.type FROM facts LEFT JOIN documents ON documents.id = facts.document_id
        WHERE facts.subject_id = :s AND facts.id NOT IN (SELECT fact_id FROM supersessions) ORDER BY facts.id"""
    best: dict[str, sa.RowMapping] = {}
    for row in connection.execute(sa.text(text), {"s": subject}).mappings():
        champion = best.get(row["attribute"])
        if champion is None or slow_rank(row, day) <= slow_rank(champion, day):
            best[row["attribute"]] = row
    return {attribute: row["id"] for attribute, row in best.items()}


@given(steps=steps)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_current_state_is_what_the_facts_say_when_they_are_replayed(engine: sa.Engine, steps: list) -> None:
    person = next(NUMBERS)
    for said, hours, taken_back in steps:
        by_source: dict[int, list[Said]] = {}
        for one in said:
            by_source.setdefault(one.source, []).append(one)
        loaded = [paper(person, source, one) for source, one in by_source.items()]
        now = NOW + timedelta(hours=hours)
        load(engine, batch="b", documents=loaded, now=now)
        if taken_back and loaded:
            withdraw(engine, documents=[loaded[0].extraction.document], now=now)
    with engine.connect() as connection:
        subject = find(connection, [("personal_id", f"{person:012d}")]).get(("personal_id", f"{person:012d}"), "")
        rows = connection.execute(sa.select(current_facts).where(current_facts.c.subject_id == subject)).mappings()
        assert {row["attribute"]: row["id"] for row in rows} == slow_state(connection, subject, "2026-11-20")
        whole = connection.execute(sa.select(fact_history).where(fact_history.c.subject_id == subject)).mappings()
        assert all(row["superseded_at"] is None or row["superseded_at"] >= row["recorded_at"] for row in whole)


@given(steps=steps, hours=st.integers(-3, 4), day=st.dates(date(2014, 1, 1), date(2027, 1, 1)))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_was_known_and_true_is_what_a_walk_over_every_fact_finds(
    engine: sa.Engine, steps: list, hours: int, day: date
) -> None:
    person = next(NUMBERS)
    for said, later, _ in steps:
        load(engine, batch="b", documents=[paper(person, 0, said)], now=NOW + timedelta(hours=later))
    moment = NOW + timedelta(hours=hours)
    with engine.connect() as connection:
        subject = find(connection, [("personal_id", f"{person:012d}")]).get(("personal_id", f"{person:012d}"), "")
        found = as_of(connection, subject, day, known=moment)
        assert {name: answer.fact for name, answer in found.items()} == walked(connection, subject, moment, day)


def walked(connection: sa.Connection, subject: str, moment: datetime, day: date) -> dict[str, int]:
    """The same by looking at every fact and asking of each, in words, whether it counts."""
    history = sa.select(fact_history).where(fact_history.c.subject_id == subject).order_by(fact_history.c.id)
    best: dict[str, dict] = {}
    for row in connection.execute(history).mappings():
        known = row["recorded_at"] <= moment and (row["superseded_at"] is None or moment < row["superseded_at"])
        timeless = row["attribute"] == "ethnicity"
        begun = row["valid_from"] is None or row["valid_from"][:10] <= day.isoformat()[: len(row["valid_from"])]
        if not known or not (timeless or begun):
            continue
        one = dict(row) | {"type": PAPERS[0] if row["document_id"] else None}
        champion = best.get(row["attribute"])
        local = (moment + timedelta(hours=7)).date().isoformat()
        if champion is None or slow_rank(one, local) <= slow_rank(champion, local):
            best[row["attribute"]] = one
    return {attribute: row["id"] for attribute, row in best.items()}


@pytest.fixture
def person(engine: sa.Engine) -> str:
    """A person whose home moved, as a paper and two answers of the registry tell."""
    for days, residence in ((0, "Xã A"), (5, "Xã B")):
        one = birth()
        answer = record(AS_OF + timedelta(days=days), residence=residence)
        load(engine, batch="b", documents=[document(one, link(one, answer=answer))], now=NOW + timedelta(days=days))
    with engine.connect() as connection:
        return find(connection, [("personal_id", papers.NUMBER)])["personal_id", papers.NUMBER]


def test_what_was_known_before_is_found_again(connection: sa.Connection, person: str) -> None:
    def said(days: int) -> Answer:
        return known_at(connection, person, NOW + timedelta(days=days), attributes=["residence"])["residence"]

    assert [said(days).value for days in (0, 4, 5)] == ["Xã A", "Xã A", "Xã B"]
    assert said(-1).status is Status.MISSING


def test_what_is_not_held_is_missing_and_what_an_officer_found_unknown_is_unknown(engine: sa.Engine) -> None:
    one = birth(value("ethnicity", None, origin=Origin.HUMAN))
    load(engine, batch="b", documents=[document(one, link(one, answer=record()))], now=NOW)
    with engine.connect() as connection:
        subject = find(connection, [("personal_id", papers.NUMBER)])["personal_id", papers.NUMBER]
        found = known_at(connection, subject, NOW, attributes=["ethnicity", "phone"])
    assert {name: (answer.status, answer.value) for name, answer in found.items()} == {
        "ethnicity": (Status.UNKNOWN, None),
        "phone": (Status.MISSING, None),
    }


def test_a_birth_date_holds_on_every_day_and_a_home_only_since_it_was_said(
    connection: sa.Connection, person: str
) -> None:
    early = as_of(
        connection, person, date(1999, 1, 1), known=NOW + timedelta(days=9), attributes=["date_of_birth", "residence"]
    )
    assert early["date_of_birth"].value == papers.BORN
    assert early["residence"].status is Status.MISSING


def test_the_losing_values_stay_visible_with_the_winner(connection: sa.Connection, engine: sa.Engine) -> None:
    one = birth(value("full_name", "VÕ THỊ HOA"))
    load(engine, batch="b", documents=[document(one, link(one, answer=record()))], now=NOW)
    subject = find(connection, [("personal_id", papers.NUMBER)])["personal_id", papers.NUMBER]
    answer = known_at(connection, subject, NOW)["full_name"]
    assert (answer.value, [other.value for other in answer.others]) == (papers.NAME, ["VÕ THỊ HOA"])


def said_of(number: str, when: str | None, text: str, origin: Origin = Origin.OCR, registry: str | None = None) -> Fact:
    return Fact(
        subject=SubjectRef(kind="person", scheme="personal_id", value=number),
        attribute="residence",
        value=text,
        status=Status.PRESENT,
        origin=origin,
        evidence=Evidence(registry=registry),
        valid_from=when,
    )


def loaded(engine: sa.Engine, *facts: Fact, day: date = date(2018, 6, 1)) -> Answer:
    one = birth(scan=f"{next(NUMBERS):032d}" * 2)
    here = tuple(
        fact if fact.origin is Origin.REGISTRY else replace(fact, evidence=Evidence(document=one.document))
        for fact in facts
    )
    whole = LoadDocument(scan=papers.scan_of(one), extraction=one, type=papers.birth_type(), facts=here)
    load(engine, batch="b", documents=[whole], now=NOW)
    key = ("personal_id", facts[0].subject.value)
    with engine.connect() as connection:
        return as_of(connection, find(connection, [key])[key], day, known=NOW, attributes=["residence"])["residence"]


def test_a_year_alone_stays_a_year_and_is_not_certain_within_it(engine: sa.Engine) -> None:
    fact = said_of("000000000009", "2018", "Xã A")
    within = loaded(engine, fact)
    assert (within.valid_from, within.certain) == ("2018", False)
    assert loaded(engine, fact, day=date(2019, 1, 1)).certain


def test_an_older_fact_that_comes_late_does_not_displace_what_is_known(engine: sa.Engine) -> None:
    new, old = said_of("000000000010", "2020-01-01", "Xã B"), said_of("000000000010", "2011", "Xã A")
    loaded(engine, new)
    assert loaded(engine, old, day=date(2026, 1, 1)).value == "Xã B"
    assert loaded(engine, old, day=date(2012, 1, 1)).value == "Xã A"


def test_two_registries_that_disagree_are_settled_by_the_rule_and_both_stay_visible(engine: sa.Engine) -> None:
    def name(registry: str, text: str, when: str) -> Fact:
        said = said_of("000000000011", when, text, Origin.REGISTRY, registry)
        return replace(said, attribute="full_name")

    loaded(engine, name("business", "VÕ THỊ HOA", "2026-11-20"), name("population", "VÕ THỊ HOÀ", "2026-01-01"))
    with engine.connect() as connection:
        subject = find(connection, [("personal_id", "000000000011")])["personal_id", "000000000011"]
        answer = known_at(connection, subject, NOW)["full_name"]
        asked = sa.text("SELECT value FROM fact_conflicts WHERE subject_id = :s").columns(value=facts.c.value.type)
        shown = connection.execute(asked, {"s": subject})
        assert (answer.value, answer.registry) == ("VÕ THỊ HOÀ", "population")
        assert [other.value for other in answer.others] == ["VÕ THỊ HOA"]
        assert shown.scalars().all() == ["VÕ THỊ HOA"]


def test_a_clock_put_back_does_not_turn_time_around(engine: sa.Engine) -> None:
    for hours, town in ((0, "Xã A"), (-5, "Xã B")):
        one = birth(value("home_town", town))
        load(engine, batch="b", documents=[document(one, link(one, answer=record()))], now=NOW + timedelta(hours=hours))
    with engine.connect() as connection:
        times = connection.execute(sa.select(loads.c.recorded_at, loads.c.clock_at).order_by(loads.c.id)).all()
        subject = find(connection, [("personal_id", papers.NUMBER)])["personal_id", papers.NUMBER]
        assert known_at(connection, subject, NOW)["home_town"].value == "Xã B"
    assert [row.recorded_at for row in times] == [NOW] * len(times)
    assert times[-1].clock_at == NOW - timedelta(hours=5)


def test_the_history_view_answers_in_plain_sql_what_python_answers(connection: sa.Connection, person: str) -> None:
    asked = """SELECT value FROM fact_history WHERE subject_id = :s AND attribute = 'residence'
        AND recorded_at <= :t AND (superseded_at IS NULL OR superseded_at > :t)
        AND (first_day IS NULL OR first_day <= :d) AND (last_day IS NULL OR last_day >= :d)"""
    moment = NOW + timedelta(days=4)
    stored = sa.text(asked).columns(value=facts.c.value.type)
    bound = stored.bindparams(sa.bindparam("t", type_=fact_history.c.recorded_at.type))
    rows = connection.execute(bound, {"s": person, "t": moment, "d": "2026-11-22"})
    answer = as_of(connection, person, date(2026, 11, 22), known=moment)["residence"]
    assert rows.scalars().all() == [answer.value] == ["Xã A"]
