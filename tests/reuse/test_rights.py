"""What persons decided about their data, and who looked at it, as prefills see it."""

from typing import Any

import pytest
import sqlalchemy as sa

from catalog import forms
from domain.errors import Refused
from domain.facts import Prefill, Unavailable
from reuse.looked import looks
from reuse.prefill import prefill
from tests import papers
from warehouse import rights
from warehouse.rights import Asked
from warehouse.rights_deadlines import Right
from warehouse.rights_effects import carry_out, lift
from warehouse.store import writing

REQUESTER = "H36.11/cb-014"
WHO: dict[str, Any] = {"name": papers.NAME, "born": papers.BORN, "requester": REQUESTER}


def ask(engine: sa.Engine) -> Prefill:
    named: dict[str, Any] = {"id": papers.NUMBER, "purpose": "3.000333", **WHO}
    return prefill(engine, forms()["judicial_record_request"], now=papers.NOW, **named)


def limit(engine: sa.Engine, right: Right, **named: Any) -> int:
    asked = Asked(subject=ask(engine).subject, right=right, **named)
    with writing(engine) as connection:
        number = rights.receive(connection, asked, by=REQUESTER, now=papers.NOW).id
        carry_out(connection, number, by=REQUESTER, now=papers.NOW)
    return number


def kept_back(filled: Prefill) -> set[str]:
    return {one.id for one in filled.fields if one.unavailable is Unavailable.RESTRICTED}


def test_what_the_person_restricted_is_not_handed_out_until_it_is_lifted(engine: sa.Engine) -> None:
    number = limit(engine, Right.RESTRICT, attributes=("mother_name",))
    assert kept_back(ask(engine)) == {"ho_ten_me"}
    with writing(engine) as connection:
        lift(connection, number, now=papers.NOW)
    assert kept_back(ask(engine)) == set()


def test_an_objection_to_one_purpose_leaves_the_others(engine: sa.Engine) -> None:
    limit(engine, Right.OBJECT, purpose="1.004222")
    assert kept_back(ask(engine)) == set()
    limit(engine, Right.OBJECT, purpose="3.000333")
    filled = ask(engine)
    assert len(kept_back(filled)) == len(filled.fields)
    assert papers.NUMBER not in repr([one.value for one in filled.fields])


def test_a_person_sees_who_looked_and_what_they_saw(engine: sa.Engine) -> None:
    ask(engine)
    (look,) = looks(engine, papers.NUMBER, now=papers.NOW, **WHO)
    assert (look.requester, look.action, look.purpose, look.outcome) == (REQUESTER, "prefill", "3.000333", "answered")
    assert "full_name" in look.attributes
    first, second = looks(engine, "250123456", now=papers.NOW, **WHO)
    assert (first.action, second.action) == ("who_looked", "prefill")  # by the old number too, the asking itself last


@pytest.mark.parametrize("wrong", [{"name": "AI ĐÓ"}, {"born": "1987"}, {"born": None}])
def test_whoever_is_not_known_is_refused_and_the_asking_is_logged(engine: sa.Engine, wrong: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        looks(engine, papers.NUMBER, now=papers.NOW, **WHO | wrong)
    with pytest.raises(Refused):
        looks(engine, "001087999999", now=papers.NOW, **WHO)
    (refused,) = looks(engine, papers.NUMBER, now=papers.NOW, **WHO)
    assert refused.outcome == "refused:mismatch"


def test_a_company_sees_who_looked_by_code_and_name(engine: sa.Engine) -> None:
    assert looks(engine, papers.CODE, name=papers.COMPANY, born=None, requester="x", now=papers.NOW) == ()
