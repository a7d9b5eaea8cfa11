"""Dossiers under all their codes, and what of the papers they need is here already."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from domain.documents import Extraction
from domain.rules import Component, Procedure
from tests import papers
from tests.papers import NOW, birth, document, link, record, value
from tests.warehouse.standing_papers import kind_of
from warehouse.completeness import Completeness, State, of_dossier, of_subject
from warehouse.dossiers import Ambiguous, Manifest, alias, documents_of, find
from warehouse.load import load
from warehouse.subjects import find as find_subject

CODE, OTHER, AGENCY = "H36.11-261120-0001", "000.00.11.H36-261120-10001", "H36.11"
TODAY = date(2026, 11, 20)


def put(
    engine: sa.Engine, code: str = CODE, manifest: Manifest | None = None, scan: str = "a" * 64, agency: str = AGENCY,
    of: str = "birth_certificate", changed: tuple = (),
) -> Extraction:  # fmt: skip
    paper = replace(birth(*changed, scan=scan), type=of)
    loaded = document(paper, link(paper, answer=record()), kind=kind_of(of))
    loaded = replace(loaded, scan=replace(loaded.scan, dossier=code, agency=agency))
    load(engine, batch="b", documents=[loaded], now=NOW, manifests={code: manifest} if manifest else {})
    return paper


def test_a_dossier_is_found_by_each_of_its_codes(engine: sa.Engine) -> None:
    first = put(engine, manifest=Manifest(procedure="1.001193", aliases=(OTHER,)))
    second = put(engine, code=OTHER, scan="b" * 64)
    with engine.connect() as connection:
        one, same = find(connection, CODE), find(connection, OTHER)
        assert one == same
        assert (one.procedure, set(one.codes)) == ("1.001193", {(AGENCY, CODE), (AGENCY, OTHER)})
        assert documents_of(connection, one) == (first.document, second.document)


def test_two_dossiers_that_prove_to_be_one_are_joined_and_nothing_is_lost(engine: sa.Engine) -> None:
    put(engine)
    put(engine, code=OTHER, scan="b" * 64, manifest=Manifest(procedure="1.001193"))
    joined = alias(engine, AGENCY, CODE, OTHER, now=NOW)
    with engine.connect() as connection:
        assert find(connection, OTHER) == joined
        assert len(documents_of(connection, joined)) == 2
    assert joined.procedure == "1.001193"


def test_a_code_of_two_systems_is_ambiguous_until_one_is_named(engine: sa.Engine) -> None:
    put(engine)
    put(engine, agency="H16.02", scan="b" * 64)
    with engine.connect() as connection:
        with pytest.raises(Ambiguous, match=r"H16.02, H36.11"):
            find(connection, CODE)
        assert find(connection, CODE, "H16.02").agency == "H16.02"


def test_a_code_that_nobody_gave_is_said(engine: sa.Engine) -> None:
    put(engine)
    with engine.connect() as connection, pytest.raises(KeyError):
        find(connection, "H36.11-261120-9999")


def test_loading_again_makes_no_second_dossier(engine: sa.Engine) -> None:
    for _ in range(2):
        put(engine, manifest=Manifest(procedure="1.001193", aliases=(OTHER,)))
    with engine.connect() as connection:
        assert connection.execute(sa.text("SELECT COUNT(*) FROM dossiers")).scalar_one() == 1


def asked(*types: str, required: bool = True, **more: str) -> Procedure:
    one = Component(code="giay-to", name="Giấy tờ", types=types, required=required, roles=("holder",), **more)
    return Procedure(code="1.001193", title="Thử", subject="person", legal_basis="thử", components=(one,))


def answer(engine: sa.Engine, procedure: Procedure, today: date = TODAY) -> Completeness:
    with engine.connect() as connection:
        return of_dossier(connection, find(connection, CODE), procedure, today)


def state(engine: sa.Engine, *types: str, today: date = TODAY, **more: str) -> State:
    return answer(engine, asked(*types, **more), today).items[0].state


def test_a_paper_in_the_dossier_is_present_or_expired_by_its_own_term(engine: sa.Engine) -> None:
    put(engine, of="marital_status_certificate", changed=(value("registered_on", "2026-06-01"),))
    assert state(engine, "marital_status_certificate") is State.PRESENT
    assert state(engine, "marital_status_certificate", today=date(2027, 1, 1)) is State.EXPIRED
    assert answer(engine, asked("marital_status_certificate")).complete
    assert not answer(engine, asked("marital_status_certificate"), date(2027, 1, 1)).complete


def test_a_paper_digitized_with_another_dossier_need_not_be_asked_for(engine: sa.Engine) -> None:
    put(engine)
    assert state(engine, "land_use_certificate", "marriage_certificate") is State.MISSING
    other = put(engine, code="H36.11-240101-0007", scan="b" * 64, of="marriage_certificate")
    (item,) = answer(engine, asked("land_use_certificate", "marriage_certificate")).items
    assert (item.state, item.document) == (State.IN_WAREHOUSE, other.document)
    assert item.why.startswith("Đã số hóa trước đây")


def test_another_persons_paper_answers_for_nothing(engine: sa.Engine) -> None:
    put(engine)
    paper = replace(birth(scan="b" * 64), type="marriage_certificate")
    stranger = replace(link(paper), key="001087000099")
    load(engine, batch="b", documents=[document(paper, stranger, kind=kind_of("marriage_certificate"))], now=NOW)
    assert state(engine, "marriage_certificate") is not State.IN_WAREHOUSE


def test_a_version_that_was_replaced_is_not_present(engine: sa.Engine) -> None:
    put(engine, of="land_use_certificate", changed=(value("registered_on", "2019-01-01"),))
    later = (value("registered_on", "2020-01-01"),)
    put(engine, code="H36.11-240101-0007", scan="b" * 64, of="land_use_certificate", changed=later)
    assert state(engine, "land_use_certificate") is State.REPLACED


def test_a_database_stands_in_for_a_paper_only_while_its_rule_holds(engine: sa.Engine) -> None:
    put(engine)
    rule = {"database": "population", "basis": "NQ 66.7", "basis_since": "2026-01-01", "basis_until": "2027-02-28"}
    assert state(engine, "citizen_id_card", **rule) is State.IN_DATABASE
    assert state(engine, "citizen_id_card", today=date(2027, 3, 1), **rule) is State.MISSING
    assert state(engine, "citizen_id_card", **(rule | {"database": "land"})) is State.MISSING


def test_what_no_machine_knows_is_left_to_an_officer_and_does_not_hold_the_dossier_up(engine: sa.Engine) -> None:
    put(engine)
    assert state(engine) is State.BY_HAND
    assert answer(engine, asked()).complete


def test_it_can_be_asked_before_there_is_a_dossier(engine: sa.Engine) -> None:
    put(engine, of="marriage_certificate")
    key = ("personal_id", papers.NUMBER)
    with engine.connect() as connection:
        subject = find_subject(connection, [key])[key]
        found = of_subject(connection, subject, asked("marriage_certificate"), TODAY + timedelta(days=1))
    assert found.items[0].state is State.IN_WAREHOUSE
