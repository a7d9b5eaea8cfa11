"""What persons may ask about their own data, and what comes of it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from domain.documents import Origin
from tests import papers
from tests.papers import NOW, birth, document, link, record
from warehouse import rights
from warehouse.access_chain import verify
from warehouse.access_view import who_looked
from warehouse.load import load
from warehouse.rights import Asked, NotPossible, State
from warehouse.rights_deadlines import Right
from warehouse.rights_effects import carry_out, lift, restricted, sent, to_send
from warehouse.rights_tables import APPEND_ONLY, removals, rights_requests
from warehouse.store import writing
from warehouse.tables import current_facts, facts, identifiers, live_facts, supersessions

BY = "H36.11/cb-014"
LATER = NOW + timedelta(days=3)


@pytest.fixture
def subject(engine: sa.Engine) -> str:
    paper = birth()
    known = document(paper, link(paper, answer=record()))
    load(engine, batch="b", documents=[known, papers.company()], now=NOW)
    with engine.connect() as connection:
        named = sa.select(identifiers.c.subject_id).where(identifiers.c.value == papers.NUMBER)
        return connection.execute(named).scalar_one()


def asked(engine: sa.Engine, subject: str, right: Right, **named: Any) -> rights.Request:
    with writing(engine) as connection:
        return rights.receive(connection, Asked(subject=subject, right=right, **named), by=BY, now=NOW)


def do(engine: sa.Engine, step: Callable[..., Any], number: int, **named: Any) -> Any:
    with writing(engine) as connection:
        return step(connection, number, by=BY, now=LATER, **named)


def ask(engine: sa.Engine, question: Callable[..., Any], *arguments: Any) -> Any:
    with engine.connect() as connection:
        return question(connection, *arguments)


def current(engine: sa.Engine, subject: str) -> dict[str, Any]:
    with engine.connect() as connection:
        rows = connection.execute(sa.select(current_facts).where(current_facts.c.subject_id == subject)).mappings()
        return {row["attribute"]: row for row in rows}


def test_a_request_has_its_deadlines_from_the_day_it_came(engine: sa.Engine, subject: str) -> None:
    one = asked(engine, subject, Right.VIEW)
    assert (one.state, one.acknowledge_by, one.due) == (State.RECEIVED, date(2026, 11, 25), date(2026, 12, 7))
    assert one.steps[0].basis.startswith("Nghị định 356/2025")
    assert not one.is_late(date(2026, 11, 25))
    assert one.is_late(date(2026, 11, 26))


def test_every_step_is_kept_with_who_when_and_why(engine: sa.Engine, subject: str) -> None:
    number = asked(engine, subject, Right.DELETE).id
    do(engine, rights.acknowledge, number)
    extended = do(engine, rights.extend, number, reason="phải hỏi cơ quan lưu trữ")
    assert extended.due > extended.steps[0].due
    ended = do(engine, rights.refuse, number, reason="hồ sơ phải lưu", basis="Luật 91/2025/QH15, Điều 14 khoản 2")
    assert [step.state for step in ended.steps] == ["received", "acknowledged", "extended", "refused"]
    assert (ended.steps[-1].by, ended.steps[-1].at, ended.steps[-1].reason) == (BY, LATER, "hồ sơ phải lưu")
    assert not ended.is_late(date(2030, 1, 1))
    assert ask(engine, rights.waiting) == ()


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ([], lambda e, n: do(e, rights.extend, n, reason="x")),
        ([rights.acknowledge], lambda e, n: do(e, rights.acknowledge, n)),
        ([rights.take_back], lambda e, n: do(e, rights.acknowledge, n)),
        ([rights.finish], lambda e, n: do(e, carry_out, n)),
        ([], lambda e, n: do(e, rights.refuse, n, reason=" ", basis="x")),
        ([], lambda e, n: do(e, rights.refuse, n, reason="x", basis="")),
        ([], lambda e, n: do(e, rights.acknowledge, n + 1)),
    ],
)
def test_what_the_law_or_the_state_does_not_allow_is_refused(
    engine: sa.Engine, subject: str, first: list[Any], then: Callable[..., Any]
) -> None:
    number = asked(engine, subject, Right.VIEW).id
    for step in first:
        do(engine, step, number)
    with pytest.raises(NotPossible):
        then(engine, number)


def test_a_deadline_is_extended_once(engine: sa.Engine, subject: str) -> None:
    number = asked(engine, subject, Right.VIEW).id
    do(engine, rights.acknowledge, number)
    do(engine, rights.extend, number, reason="x")
    with pytest.raises(NotPossible):
        do(engine, rights.extend, number, reason="x")


@pytest.mark.parametrize(
    "lacking",
    [
        {"right": Right.CORRECT, "attributes": ("ethnicity",)},
        {"right": Right.CORRECT, "wanted": "Mạ"},
        {"right": Right.OBJECT},
        {"right": Right.WITHDRAW},
    ],
)
def test_a_request_that_lacks_what_it_is_about_is_not_taken(
    engine: sa.Engine, subject: str, lacking: dict[str, Any]
) -> None:
    with pytest.raises(NotPossible):
        asked(engine, subject, **lacking)
    assert ask(engine, rights.waiting) == ()


def test_what_the_person_wrote_is_encrypted(engine: sa.Engine, subject: str) -> None:
    asked(engine, subject, Right.CORRECT, attributes=("ethnicity",), wanted="Mạ", detail="Tôi là người Mạ")
    with engine.connect() as connection:
        assert "Mạ" not in repr(connection.exec_driver_sql("SELECT * FROM rights_requests").all())
        assert connection.execute(sa.select(rights_requests.c.detail)).scalar_one() == "Tôi là người Mạ"


def test_viewing_gives_everything_current_and_is_logged(engine: sa.Engine, subject: str) -> None:
    number = asked(engine, subject, Right.VIEW).id
    given = {row["attribute"]: row["value"] for row in do(engine, carry_out, number)}
    assert given["full_name"] == papers.NAME
    assert given.keys() == current(engine, subject).keys()
    (look,) = ask(engine, lambda c: who_looked(c, subject, today=date(2026, 11, 30)))
    assert (look.action, look.requester, set(look.attributes)) == ("rights.view", BY, set(given))
    assert ask(engine, rights.request, number).state is State.DONE


def test_correcting_what_a_paper_said_supersedes_it_and_tells_the_registry(engine: sa.Engine, subject: str) -> None:
    number = asked(engine, subject, Right.CORRECT, attributes=("ethnicity",), wanted="Mạ").id
    do(engine, carry_out, number)
    fact = current(engine, subject)["ethnicity"]
    assert (fact["value"], fact["origin"], fact["reviewer"]) == ("Mạ", Origin.HUMAN, BY)
    (told,) = ask(engine, to_send)
    assert (told["registry"], told["attribute"], told["kept"], told["wanted"]) == (
        "population",
        "ethnicity",
        "Kinh",
        "Mạ",
    )


def test_correcting_what_a_registry_said_only_tells_the_registry(engine: sa.Engine, subject: str) -> None:
    number = asked(engine, subject, Right.CORRECT, attributes=("residence",), wanted="Tổ 5").id
    do(engine, carry_out, number)
    assert current(engine, subject)["residence"]["origin"] is Origin.REGISTRY
    (told,) = ask(engine, to_send)
    with writing(engine) as connection:
        sent(connection, told["id"], now=LATER, answer="corrected")
    assert ask(engine, to_send) == ()


def test_a_restriction_holds_for_what_it_names_until_it_is_lifted(engine: sa.Engine, subject: str) -> None:
    number = asked(engine, subject, Right.RESTRICT, attributes=("residence",)).id
    do(engine, carry_out, number)
    assert ask(engine, restricted, subject, "3.000333") == {"residence"}
    with writing(engine) as connection:
        assert lift(connection, number, now=LATER) == 1
    assert ask(engine, restricted, subject, "3.000333") == frozenset()


def test_an_objection_holds_for_its_purpose_alone(engine: sa.Engine, subject: str) -> None:
    do(engine, carry_out, asked(engine, subject, Right.OBJECT, purpose="khao_sat").id)
    assert ask(engine, restricted, subject, "khao_sat") == {"*"}
    assert ask(engine, restricted, subject, "3.000333") == frozenset()


def test_deleting_removes_every_fact_of_it_past_ones_too_and_keeps_that_it_was_done(
    engine: sa.Engine, subject: str
) -> None:
    paper = birth(papers.value("ethnicity", "Mạ"))
    load(engine, batch="b", documents=[document(paper, link(paper, answer=record()))], now=LATER)
    others = current(engine, subject).keys() - {"ethnicity"}
    do(engine, carry_out, asked(engine, subject, Right.DELETE, attributes=("ethnicity",)).id)
    assert current(engine, subject).keys() == others
    with engine.connect() as connection:
        assert connection.execute(sa.select(facts).where(facts.c.attribute == "ethnicity")).first() is None
        assert connection.execute(sa.select(supersessions)).first() is None
        assert connection.execute(sa.select(removals.c.table_name, removals.c.rows)).one() == ("facts", 2)
        assert verify(connection) == []
    assert ask(engine, restricted, subject, "3.000333") == {"ethnicity"}
    with pytest.raises(sa.exc.DBAPIError, match="only ever added"), engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM facts")


def test_deleting_everything_of_one_person_leaves_the_others(engine: sa.Engine, subject: str) -> None:
    do(engine, carry_out, asked(engine, subject, Right.DELETE).id)
    with engine.connect() as connection:
        left = set(connection.execute(sa.select(live_facts.c.subject_id)).scalars())
    assert subject not in left
    assert len(left) >= 2


def test_the_history_itself_cannot_be_changed(engine: sa.Engine, subject: str) -> None:
    asked(engine, subject, Right.VIEW)
    do(engine, carry_out, asked(engine, subject, Right.WITHDRAW, purpose="khao_sat").id)
    do(engine, carry_out, asked(engine, subject, Right.DELETE, attributes=("ethnicity",)).id)
    for table in APPEND_ONLY:
        with pytest.raises(sa.exc.DBAPIError, match="only ever added"), engine.begin() as connection:
            connection.exec_driver_sql(f"DELETE FROM {table}")
