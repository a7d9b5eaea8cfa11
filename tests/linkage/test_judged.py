"""Which judgement of a pair holds: a person's wins, a machine's negative grows old, nothing is lost."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.subjects import Judgement
from linkage.judged import MACHINE_NEGATIVE_HOLDS, Judged, judged, shares, standing
from linkage.link import link_all
from tests.linkage.cases import SEEN, Registry, known, person

NOW = datetime(2026, 11, 25, tzinfo=UTC)
SAME = Judged(seen="s", registry="population", key="k", judgement=Judgement.SAME, who="MACHINE", at=NOW, score=0.9,
              shares={}, model="m1")  # fmt: skip
DIFFERENT = replace(SAME, judgement=Judgement.DIFFERENT)


def days_ago(judgement: Judged, days: int, **changes: object) -> Judged:
    return replace(judgement, at=NOW - timedelta(days=days), **changes)


def test_a_persons_word_wins_over_a_newer_machine() -> None:
    human = days_ago(DIFFERENT, 400, who="cb.lam", model="")
    assert standing([human, SAME], NOW) == human
    later = replace(human, at=NOW, judgement=Judgement.SAME)
    assert standing([SAME, later, human], NOW) == later


@pytest.mark.parametrize(("days", "holds"), [(0, True), (MACHINE_NEGATIVE_HOLDS.days, True), (91, False)])
def test_a_machines_negative_expires(days: int, holds: bool) -> None:
    old = days_ago(DIFFERENT, days)
    assert standing([old], NOW) == (old if holds else None)
    assert standing([old, days_ago(SAME, 500)], NOW) == (old if holds else days_ago(SAME, 500))


def test_what_nobody_judged_has_no_judgement() -> None:
    assert standing([], NOW) is None


def test_a_link_is_a_judgement_with_its_reasons_and_its_version() -> None:
    link = link_all([person()], Registry(known()), seen=SEEN)[0]
    made = judged(link, who="MACHINE", at=NOW)
    assert (made.judgement, made.model, made.human) == (Judgement.SAME, "exact-2", False)
    assert sum(made.shares.values()) == pytest.approx(1, abs=0.01)
    assert judged(replace(link, origin="HUMAN"), who="cb.lam", at=NOW).human
    assert shares({}) == {}
