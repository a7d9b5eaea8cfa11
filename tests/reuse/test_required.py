"""Which papers need not be asked for."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from catalog import document_types, procedures
from domain.errors import Refused
from reuse.asking import Question, asked
from reuse.callers import Caller
from reuse.receipts import Receipts
from reuse.required import Found, State, required
from tests import papers
from tests.reuse_papers import CARD, LAND, LICENCE, RECORD, everything, link, linked, paper
from warehouse.endings import Revocation, take_feed
from warehouse.load import load, withdraw
from warehouse.tables import access_log

RECEIPTS = Receipts(b"s" * 32)
CALLER = Caller(name="c-1", agency="H36.11", scopes=frozenset({"dossiers"}))


def ask(engine: sa.Engine, procedure: str, *, now: datetime = papers.NOW, **changed: Any) -> dict[str, Found]:
    named = {"number": papers.NUMBER, "name": papers.NAME, "born": papers.BORN}
    subject = asked("person", **named | {key: changed.pop(key) for key in list(changed) if key in named})
    question = Question(subject=subject, purpose=procedure, requester="cb-014", caller=CALLER, now=now)
    found = required(
        engine, procedures().get(procedure), replace(question, **changed), types=document_types(), receipts=RECEIPTS
    )
    return {one.code: one for one in found.components}


def test_a_paper_in_force_is_not_asked_for_again(engine: sa.Engine) -> None:
    assert ask(engine, "3.000346")["gplx"].ask_for
    load(engine, batch="b", documents=everything(), now=papers.NOW)
    found = ask(engine, "3.000346")
    assert (found["gplx"].state, found["gplx"].ask_for, found["gplx"].number) == (State.HELD, False, LICENCE["number"])
    assert found["giay-kham-suc-khoe"].state is State.MISSING


def test_an_expired_paper_is_asked_for_and_says_nothing_of_itself(engine: sa.Engine) -> None:
    load(engine, batch="b", documents=everything(), now=papers.NOW)
    found = ask(engine, "3.000346", now=papers.NOW + timedelta(days=365 * 6))["gplx"]
    assert (found.state, found.ask_for, found.number) == (State.EXPIRED, True, None)
    assert "Hết hiệu lực" in found.why


REVOKED = Revocation(
    source="officer",
    key="TH-1",
    kind="revoked",
    type="driving_licence",
    number=LICENCE["number"],
    effective_on="2026-11-20",
    reason="cấp sai",
    subject=("personal_id", papers.NUMBER),
)


def test_a_revoked_paper_is_asked_for_again_from_its_day_on(engine: sa.Engine) -> None:
    load(engine, batch="b", documents=everything(), now=papers.NOW)
    take_feed(engine, [REVOKED], now=papers.NOW)
    assert ask(engine, "3.000346", now=papers.NOW - timedelta(days=1))["gplx"].state is State.HELD
    found = ask(engine, "3.000346")["gplx"]
    assert (found.state, found.ask_for, found.number, found.evidence) == (State.REVOKED, True, None, None)
    assert found.why == "Đã bị thu hồi từ ngày 20/11/2026: cấp sai"
    with engine.connect() as connection:
        last = connection.execute(sa.select(access_log.c.attributes).order_by(access_log.c.id.desc())).scalars().first()
    assert last == [], "nothing stood in for anything"


def test_a_revocation_that_does_not_say_whose_leaves_the_paper_unsure(engine: sa.Engine) -> None:
    load(engine, batch="b", documents=everything(), now=papers.NOW)
    take_feed(engine, [replace(REVOKED, subject=None)], now=papers.NOW)
    found = ask(engine, "3.000346")["gplx"]
    assert (found.state, found.ask_for) == (State.UNSURE, True)
    assert "không nêu cơ quan cấp hay người đứng tên" in found.why


def test_a_replaced_paper_is_asked_for_unless_the_later_one_is_here_too(engine: sa.Engine) -> None:
    newer = paper("driving_licence", LICENCE | {"issued_on": "2026-02-03", "expires_on": "2036-02-03"}, scan="8" * 64)
    load(engine, batch="b", documents=[*everything(), linked(newer)], now=papers.NOW)
    found = ask(engine, "3.000346")["gplx"]
    assert (found.state, found.why) == (State.REPLACED, "Đã được thay bằng bản cấp ngày 03/02/2026")
    load(engine, batch="b", documents=[newer], now=papers.NOW)
    found = ask(engine, "3.000346")["gplx"]
    assert (found.state, found.evidence) == (State.HELD, f"document-{newer.extraction.document}")


def test_a_certificate_that_a_marriage_ended_is_asked_for_again(engine: sa.Engine) -> None:
    wedding = {"number": "88/2026", "wife_name": papers.NAME, "registered_on": "2026-11-10"}
    load(engine, batch="b", documents=everything(), now=papers.NOW)
    assert ask(engine, "1.000894")["tinh-trang-hon-nhan"].state is State.HELD
    load(engine, batch="b", documents=[paper("marriage_certificate", wedding, scan="9" * 64)], now=papers.NOW)
    found = ask(engine, "1.000894")["tinh-trang-hon-nhan"]
    assert (found.state, found.ask_for) == (State.ENDED, True)
    assert "10/11/2026" in found.why


def test_a_paper_nobody_can_vouch_for_is_asked_for(engine: sa.Engine) -> None:
    load(engine, batch="b", documents=[paper("land_use_certificate", LAND, scan="1" * 64)], now=papers.NOW)
    found = ask(engine, "1.013831")["gcn-da-cap"]
    assert (found.state, found.ask_for) == (State.UNSURE, True)


def test_a_linked_database_stands_in_as_long_as_its_rule_holds(engine: sa.Engine) -> None:
    found = ask(engine, "1.001193")["giay-to-tuy-than"]
    assert (found.state, found.ask_for) == (State.IN_DATABASE, False)
    assert "66.7/2025" in found.why
    later = ask(engine, "1.001193", now=papers.NOW + timedelta(days=200))["giay-to-tuy-than"]
    assert later.state is State.MISSING, "the resolution ends on 28 February 2027"


def test_a_paper_that_speaks_of_the_applicant_in_another_role_is_not_theirs(engine: sa.Engine) -> None:
    card = paper("citizen_id_card", CARD, scan="3" * 64)
    late = papers.NOW + timedelta(days=105)
    load(engine, batch="b", documents=[linked(card, link(card.extraction, "father"))], now=papers.NOW)
    assert ask(engine, "1.001193", now=late)["giay-to-tuy-than"].state is State.MISSING
    load(engine, batch="b", documents=[paper("citizen_id_card", CARD, scan="6" * 64)], now=papers.NOW)
    assert ask(engine, "1.001193", now=late)["giay-to-tuy-than"].state is State.HELD


def test_a_paper_an_officer_refused_stands_for_nothing(engine: sa.Engine) -> None:
    licence = paper("driving_licence", LICENCE, scan="2" * 64)
    load(engine, batch="b", documents=[licence], now=papers.NOW)
    withdraw(engine, documents=[licence.extraction.document], now=papers.NOW)
    assert ask(engine, "3.000346")["gplx"].state is State.MISSING


def test_a_judicial_record_no_2_answers_for_no_component(engine: sa.Engine) -> None:
    permanent = replace(document_types()["judicial_record"].validity, kind="permanent")
    kind = replace(document_types()["judicial_record"], validity=permanent)
    wants = replace(procedures()["3.000346"].component("gplx"), types=("judicial_record",))  # type: ignore[type-var]
    procedure = replace(procedures()["3.000346"], components=(wants,))
    question = Question(
        subject=asked("person", papers.NUMBER, papers.NAME, papers.BORN),
        purpose=procedure.code,
        requester="cb-014",
        caller=CALLER,
        now=papers.NOW,
    )
    for number, state in (("2", State.MISSING), ("1", State.HELD)):
        record = paper("judicial_record", RECORD | {"form": number}, scan=number * 64)
        load(engine, batch="b", documents=[replace(record, type=kind)], now=papers.NOW)
        found = required(engine, procedure, question, types=document_types(), receipts=RECEIPTS)
        assert found.components[0].state is state


REFUSED: dict[str, dict[str, Any]] = {
    "procedure": {"procedure": "9.999999"},
    "scope": {"caller": Caller(name="c-2", scopes=frozenset({"prefill:*"}))},
    "requester": {"requester": " "},
    "not_found": {"number": "001087999999"},
    "mismatch": {"name": "AI ĐÓ"},
    "mismatch id alone": {"name": "", "born": None},
}


@pytest.mark.parametrize("case", REFUSED)
def test_every_refusal_is_the_same_and_logged_with_its_cause(engine: sa.Engine, case: str) -> None:
    with pytest.raises(Refused) as caught:
        ask(engine, **{"procedure": "3.000346"} | REFUSED[case])
    assert caught.value.args == ()
    with engine.connect() as connection:
        (row,) = connection.execute(sa.select(access_log)).mappings()
    assert (row["action"], row["outcome"]) == ("dossier_check", f"refused:{case.split()[0]}")


def test_the_log_names_what_was_found(engine: sa.Engine) -> None:
    load(engine, batch="b", documents=everything(), now=papers.NOW)
    ask(engine, "3.000346")
    with engine.connect() as connection:
        (row,) = connection.execute(sa.select(access_log)).mappings()
    assert (row["attributes"], row["purpose"], row["outcome"]) == (["gplx"], "3.000346", "answered")
