"""What a form wants from a paper in force is not filled from one that has ended, for whatever reason."""

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from catalog import forms
from domain.facts import Prefill, PrefillField, Unavailable
from reuse.prefill import prefill
from tests import papers
from tests.reuse_papers import LICENCE, everything
from warehouse.endings import Revocation, take_feed
from warehouse.load import load

FROM_THE_LICENCE = ("so_gplx", "hang")
"""One said by the paper of itself, one of its holder."""


@pytest.fixture(autouse=True)
def known(engine: sa.Engine) -> None:
    load(engine, batch="b", documents=everything(), now=papers.NOW)


def ask(engine: sa.Engine, now: datetime = papers.NOW) -> dict[str, PrefillField]:
    filled: Prefill = prefill(
        engine,
        forms()["driving_licence_change"],
        id=papers.NUMBER,
        name=papers.NAME,
        born=papers.BORN,
        purpose="3.000346",
        requester="cb-014",
        now=now,
    )
    return {one.id: one for one in filled.fields if one.id in FROM_THE_LICENCE}


def revoked(**changed: object) -> Revocation:
    plain = {"source": "officer", "key": "TH-1", "kind": "revoked", "type": "driving_licence"}
    told = {"number": LICENCE["number"], "effective_on": "2026-11-19", "subject": ("personal_id", papers.NUMBER)}
    return Revocation(**(plain | told | changed))  # type: ignore[arg-type]


def test_a_licence_in_force_fills_the_form_that_exchanges_it(engine: sa.Engine) -> None:
    assert [one.value for one in ask(engine).values()] == ["B2", LICENCE["number"]]


def test_one_that_has_expired_does_not(engine: sa.Engine) -> None:
    for one in ask(engine, papers.NOW + timedelta(days=365 * 6)).values():
        assert one.unavailable is Unavailable.EXPIRED


def test_one_that_was_revoked_does_not_either_and_says_why(engine: sa.Engine) -> None:
    take_feed(engine, [revoked()], now=papers.NOW)
    why = "giấy tờ nguồn không còn hiệu lực: Đã bị thu hồi từ ngày 19/11/2026"
    for one in ask(engine).values():
        assert (one.value, one.unavailable, one.why) == (None, Unavailable.EXPIRED, why)
    assert ask(engine, papers.NOW - timedelta(days=2))["hang"].value == "B2"


def test_one_of_which_nobody_can_say_whether_it_was_revoked_does_not_either(engine: sa.Engine) -> None:
    take_feed(engine, [revoked(subject=None)], now=papers.NOW)
    for one in ask(engine).values():
        assert one.unavailable is Unavailable.EXPIRED
