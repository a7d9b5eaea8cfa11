"""A sent form becomes decisions only as far as the officer chose."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from review.answers import COMPARED, EMPTY, answer
from review.context import Case, LinkQuestion, Question

NOW = datetime(2026, 11, 3, 8, 0, tzinfo=UTC)
BORN = Question(
    name="date_of_birth", label="Ngày sinh", kind="date", why="", message="", value="1990-02-01",
    others=("1990-02-07",), page=1, has_crop=True, long=False,
)  # fmt: skip
NAME = replace(BORN, name="full_name", label="Họ tên", kind="name", value=None, others=())
LINK = LinkQuestion(role="holder", label="", message="", seen="L" * 64, registry="population", shares=(), compared=())
CASE = Case(
    document="d-1", scan="s", seen="D" * 64, title="", batch="b", pages=(1,), whole=(),
    questions=(BORN, NAME), links=(LINK,), known=(),
)  # fmt: skip


def test_what_is_left_open_stays_open() -> None:
    assert answer(CASE, {}, "cb", NOW).decisions == ()
    assert answer(CASE, {"typed:full_name": "MẪU VĂN A"}, "cb", NOW).decisions == ()


@pytest.mark.parametrize(
    ("form", "values"),
    [
        ({"choice:date_of_birth": "read"}, {"date_of_birth": "1990-02-01"}),
        ({"choice:date_of_birth": "other0"}, {"date_of_birth": "1990-02-07"}),
        ({"choice:date_of_birth": "typed", "typed:date_of_birth": "03/02/1990"}, {"date_of_birth": "1990-02-03"}),
        ({"choice:date_of_birth": "none"}, {"date_of_birth": None}),
        ({"choice:full_name": "typed", "typed:full_name": "MẪU  VĂN A"}, {"full_name": "MẪU VĂN A"}),
    ],
)
def test_a_choice_becomes_the_canonical_value(form: dict[str, str], values: dict[str, str | None]) -> None:
    (decision,) = answer(CASE, form, "cb", NOW).decisions
    assert (decision.values, decision.seen, decision.accepted) == (values, CASE.seen, True)
    assert (decision.reviewer, decision.reason) == ("cb", COMPARED)


@pytest.mark.parametrize("typed", ["", "hôm qua", "31/02/1990"])
def test_what_is_not_well_formed_is_asked_again_with_what_was_typed(typed: str) -> None:
    given = answer(CASE, {"choice:date_of_birth": "typed", "typed:date_of_birth": typed}, "cb", NOW)
    assert not given.fine
    assert given.questions[0].typed == typed
    assert (given.questions[0].error == EMPTY) == (typed == "")


def test_a_value_that_was_not_read_cannot_be_confirmed() -> None:
    assert answer(CASE, {"choice:full_name": "read"}, "cb", NOW).decisions == ()
    assert not answer(CASE, {"choice:date_of_birth": "other9"}, "cb", NOW).fine


def test_a_link_is_decided_on_its_own_digest() -> None:
    (decision,) = answer(CASE, {"link:holder": "SAME"}, "cb", NOW).decisions
    assert (decision.seen, decision.links) == (LINK.seen, {"holder": "SAME"})
    assert answer(CASE, {"link:holder": "MAYBE"}, "cb", NOW).decisions == ()


def test_a_refusal_refuses_the_whole_paper_and_nothing_else() -> None:
    form = {"action": "refuse", "choice:date_of_birth": "read", "link:holder": "SAME", "reason": "ảnh mờ"}
    (decision,) = answer(CASE, form, "cb", NOW).decisions
    assert (decision.accepted, decision.values, decision.links) == (False, {}, {})
    assert decision.reason == "ảnh mờ"
