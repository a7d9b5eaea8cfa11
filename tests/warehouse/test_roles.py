"""Who may read what: every role against every table, by the application's condition and by PostgreSQL itself."""

from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa

from catalog import forms
from domain.facts import AccessEntry
from reuse.asking import asked, find
from tests import papers
from tests.papers import NOW, birth, document, link, record, value
from warehouse import rights
from warehouse.access import note
from warehouse.history import as_of, known_at
from warehouse.load import load
from warehouse.rights import Asked
from warehouse.rights_deadlines import Right
from warehouse.roles import OF_FACTS, RULES, TABLES, Actor, Role, covers, needed_for, papers_within, visible
from warehouse.roles_database import acting, install, is_installed
from warehouse.store import downgrade, upgrade, writing
from warehouse.tables import (
    access_log,
    current_facts,
    documents,
    fact_conflicts,
    identifiers,
    live_facts,
    subjects,
)
from warehouse.tables_state import fact_history

PEOPLE = {"A": papers.NUMBER, "B": "001087000022", "C": "001087000033", "D": "001087000044", "M": "001160000021"}
PLACES = {"A": "H36.11", "B": "H36.11.02", "C": "H36.110", "D": "H48.1"}
"""Whose birth certificate lies where; M is A's mother, named on A's paper and on no other."""

UNIT = Actor(id="cb-1", role=Role.OFFICER, agency="H36.11", unit="H36.11.02")
HEAD = Actor(id="cb-2", role=Role.OFFICER, agency="H36.11")
ACTORS = {
    "an officer of a unit": UNIT,
    "an officer of the agency itself": HEAD,
    "an officer whose purpose needs the mother": replace(HEAD, third_persons=frozenset({"mother"})),
    "an officer of a unit of another agency": replace(UNIT, unit="H48.1"),
    "an officer without agency": replace(HEAD, agency=""),
    "an officer who puts a pattern for a code": replace(HEAD, agency="H%"),
    "an officer who puts SQL for a code": replace(HEAD, agency="' OR 1=1 --"),
    "an administrator of the agency": Actor(id="qt", role=Role.AGENCY_ADMIN, agency="H36.11", unit="H36.11.02"),
    "an administrator of the province": Actor(id="qt", role=Role.AGENCY_ADMIN, agency="H36"),
    "a system": Actor(id="he-thong", role=Role.SYSTEM, agency="H36.11", attributes=frozenset({"ethnicity"})),
    "a system without a form": Actor(id="he-thong", role=Role.SYSTEM, agency="H36.11"),
    "an analyst": Actor(id="pt", role=Role.ANALYST, agency="H36"),
    "an auditor": Actor(id="kt", role=Role.AUDITOR, agency="H36"),
    "a citizen": Actor(id="cd", role=Role.CITIZEN),
    "a citizen who is the mother": Actor(id="cd", role=Role.CITIZEN),
    "a citizen nobody knows": Actor(id="cd", role=Role.CITIZEN),
}
CITIZENS = {"a citizen": "A", "a citizen who is the mother": "M"}
AGENCY, ALL = "AB", "ABCDM"
EXPECTED: dict[str, dict[str, str]] = {
    "an officer of a unit": dict.fromkeys(("people", "papers", "linked", "asked"), "B"),
    "an officer of the agency itself": dict.fromkeys(("people", "papers", "linked", "asked"), AGENCY),
    "an officer whose purpose needs the mother": {"people": "ABM", "papers": "AB", "linked": "ABM", "asked": "ABM"},
    "an administrator of the agency": dict.fromkeys(("people", "papers", "linked", "asked"), AGENCY),
    "an administrator of the province": dict.fromkeys(("people", "papers", "linked", "asked"), "ABC"),
    "a system": {"people": ALL, "facts": "ABCD"},
    "a system without a form": {"people": ALL, "facts": ""},
    "an auditor": {"asked": ALL, "log": "log"},
    "a citizen": dict.fromkeys(("people", "papers", "linked", "asked"), "A"),
    "a citizen who is the mother": {"people": "M", "linked": "M", "asked": "M"},
}
"""Kind of table -> of whom rows are seen; nothing of what is not named. H36.110 is no part of H36.11."""
KIND = {
    "subjects": "people",
    "identifiers": "people",
    "documents": "papers",
    "results": "papers",
    "links": "linked",
    "access_log": "log",
    "rights_requests": "asked",
    **dict.fromkeys(OF_FACTS, "facts"),
}


def paper(letter: str) -> Any:
    one = birth(value("full_name", f"NGƯỜI {letter}"), scan=letter.lower() * 64 if letter in "ABCD" else "e" * 64)
    own = link(one, answer=record(key=PEOPLE[letter], personal_id=PEOPLE[letter], old_id=f"25000000{ord(letter) - 64}"))
    found = [own]
    if letter == "A":
        known = record(key=PEOPLE["M"], personal_id=PEOPLE["M"], old_id="250000009")
        found.append(link(one, "mother", answer=known))
    loaded = document(one, *found)
    return replace(loaded, scan=replace(loaded.scan, agency=PLACES[letter]))


@pytest.fixture
def known(engine: sa.Engine) -> dict[str, str]:
    """Letter -> the warehouse's id of that person."""
    load(engine, batch="b", documents=[paper(letter) for letter in PLACES], now=NOW)
    with engine.connect() as connection:
        rows = connection.execute(sa.select(identifiers.c.value, identifiers.c.subject_id)).all()
    owner = {row.value: row.subject_id for row in rows}
    ids = {letter: owner[number] for letter, number in PEOPLE.items()}
    for subject in ids.values():
        with writing(engine) as connection:
            rights.receive(connection, Asked(subject=subject, right=Right.VIEW), by="x", now=NOW)
    entry = {"requester": "x", "action": "prefill", "subject_scheme": "personal_id", "subject_value": papers.NUMBER}
    note(engine, AccessEntry(at=NOW, purpose="p", **entry))
    return ids


def actor_of(name: str, known: dict[str, str]) -> Actor:
    return replace(ACTORS[name], subject=known[CITIZENS[name]]) if name in CITIZENS else ACTORS[name]


def seen(connection: sa.Connection, table: sa.Table, *conditions: Any) -> list[Any]:
    return list(connection.execute(sa.select(table).where(*conditions)).mappings())


def whose(row: Any, table: sa.Table, known: dict[str, str]) -> str:
    """The letter of the person a row is about; a paper's own rows belong to the person it is for; "log" for the log."""
    if table is access_log:
        return "log"
    by_id = {subject: letter for letter, subject in known.items()}
    subject = row["id"] if table is subjects else row.get("subject_id")
    if subject in by_id:
        return by_id[subject]
    named = row["id"] if table is documents else row.get("document_id") or row.get("value") or ""
    return named[0].upper()


def everything_but_papers_own(rows: list[Any], table: sa.Table, known: dict[str, str]) -> set[str]:
    return {whose(row, table, known) for row in rows if table is not subjects or row["kind"] != "paper"}


def expected(name: str, table: str) -> set[str]:
    told = EXPECTED.get(name, {})
    kind = KIND[table]
    default = told.get("people", "") if kind == "facts" else ""
    return {"log"} if told.get(kind) == "log" else set(told.get(kind, default))


ALL_TABLES = [*TABLES.values(), live_facts, current_facts, fact_history]


@pytest.mark.parametrize("name", ACTORS)
def test_the_applications_condition_gives_each_role_its_scope_of_every_table(
    engine: sa.Engine, known: dict[str, str], name: str
) -> None:
    actor = actor_of(name, known)
    with engine.connect() as connection:
        for table in ALL_TABLES:
            rows = seen(connection, table, visible(table, actor))
            assert everything_but_papers_own(rows, table, known) == expected(name, table.name), table.name


@pytest.mark.postgres
@pytest.mark.parametrize("upgraded_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize("name", ACTORS)
def test_postgresql_itself_gives_each_role_the_same(engine: sa.Engine, known: dict[str, str], name: str) -> None:
    actor = actor_of(name, known)
    with writing(engine) as connection:
        assert is_installed(connection)
        for table in ALL_TABLES:
            with acting(connection, actor):
                alone = seen(connection, table)
            assert texts(alone) == texts(seen(connection, table, visible(table, actor))), table.name


@pytest.mark.parametrize("name", ACTORS)
def test_what_waits_outside_the_warehouse_is_bounded_as_the_papers_in_it(
    engine: sa.Engine, known: dict[str, str], name: str
) -> None:
    actor = ACTORS[name]
    code = papers_within(actor)
    seen_there = {letter for letter, place in PLACES.items() if code is None or covers(code, place)}
    assert seen_there == (expected(name, "documents") if actor.role is not Role.CITIZEN else set())


@pytest.mark.parametrize("name", ACTORS)
def test_a_subject_and_both_times_are_asked_within_the_actors_scope(
    engine: sa.Engine, known: dict[str, str], name: str
) -> None:
    actor = actor_of(name, known)
    with writing(engine) as connection:
        for letter, number in PEOPLE.items():
            who = asked("person", number, "", None)
            with acting(connection, actor):
                found = find(connection, who, actor)
                told = known_at(connection, known[letter], NOW, actor=actor)
                then = as_of(connection, known[letter], NOW.date(), known=NOW, actor=actor)
            assert bool(found) == (letter in expected(name, "identifiers")), letter
            assert bool(told) == (letter in expected(name, "facts")), letter
            assert set(then) <= set(told)


def texts(rows: list[Any]) -> list[str]:
    return sorted(repr(dict(row)) for row in rows)


@pytest.mark.postgres
@pytest.mark.parametrize("upgraded_url", ["postgresql"], indirect=True)
def test_without_saying_for_whom_the_reader_sees_nothing_and_changes_nothing(
    engine: sa.Engine, known: dict[str, str]
) -> None:
    with engine.connect() as connection:
        connection.exec_driver_sql("SET ROLE sohoa_app")
        assert not any(seen(connection, table) for table in ALL_TABLES)
        connection.rollback()
    for attempt in ("INSERT INTO subjects SELECT * FROM subjects", "DELETE FROM facts", "SELECT * FROM consents"):
        with engine.connect() as connection:
            connection.exec_driver_sql("SET ROLE sohoa_app")
            with pytest.raises(sa.exc.ProgrammingError, match="permission denied"):
                connection.exec_driver_sql(attempt)


@pytest.mark.postgres
@pytest.mark.parametrize("upgraded_url", ["postgresql"], indirect=True)
def test_a_condition_that_was_injected_gives_no_row_beyond_the_scope(engine: sa.Engine, known: dict[str, str]) -> None:
    with writing(engine) as connection, acting(connection, UNIT):
        beyond = connection.exec_driver_sql("SELECT id FROM documents WHERE id = '' OR 1=1 --").scalars().all()
        joined = "SELECT facts.id FROM documents RIGHT JOIN facts ON true WHERE facts.subject_id = %s"
        assert [name[0] for name in beyond] == ["b"]
        assert connection.exec_driver_sql(joined, (known["D"],)).all() == []


@pytest.mark.postgres
@pytest.mark.parametrize("upgraded_url", ["postgresql"], indirect=True)
def test_what_is_done_after_the_block_is_done_as_the_owner_again(engine: sa.Engine, known: dict[str, str]) -> None:
    with writing(engine) as connection:
        with acting(connection, UNIT):
            assert len(seen(connection, documents)) == 1
        assert len(seen(connection, documents)) == 4
        install(connection)  # is there already: changes nothing


@pytest.mark.postgres
@pytest.mark.parametrize("upgraded_url", ["postgresql"], indirect=True)
def test_a_view_that_a_migration_makes_anew_is_bound_again(engine: sa.Engine) -> None:
    downgrade(engine, "0030")
    upgrade(engine)
    with writing(engine) as connection:
        options = "SELECT reloptions FROM pg_class WHERE relname = 'fact_conflicts'"
        assert connection.exec_driver_sql(options).scalar() == ["security_invoker=true"]
        with acting(connection, UNIT):
            seen(connection, fact_conflicts)  # the reader's right to it came back too


def test_every_table_that_holds_personal_data_is_in_the_rules() -> None:
    sensitive = {table.name for table in documents.metadata.sorted_tables if any(c.info for c in table.c)}
    apart = {"registry_corrections", "revocations"}  # read by the rights desk and the feed alone, as the owner
    assert sensitive - apart - TABLES.keys() <= {"results"}
    assert {table for rules in RULES.values() for table in rules} <= TABLES.keys()
    assert RULES.keys() == set(Role)


@pytest.mark.parametrize(
    ("code", "agency", "inside"),
    [("H36.11", "H36.11", True), ("H36.11", "H36.11.2", True), ("H36.11", "H36.110", False), ("", "H36", False)],
)
def test_a_code_covers_itself_and_what_stands_below_it(code: str, agency: str, inside: bool) -> None:
    assert covers(code, agency) is inside


def test_a_purpose_needs_the_third_persons_its_forms_ask_about() -> None:
    assert needed_for("3.000333", forms().values()) == {"father", "mother", "spouse"}
    assert needed_for("2.002011", forms().values()) == frozenset()
    assert needed_for("", forms().values()) == frozenset()


def test_what_tells_of_a_third_person_is_hidden_without_need(engine: sa.Engine, known: dict[str, str]) -> None:
    def attributes(actor: Actor) -> set[str]:
        with engine.connect() as connection:
            return {row["attribute"] for row in seen(connection, current_facts, visible(current_facts, actor))}

    assert "mother_name" not in attributes(HEAD)
    assert "mother_name" in attributes(replace(HEAD, third_persons=frozenset({"mother"})))
