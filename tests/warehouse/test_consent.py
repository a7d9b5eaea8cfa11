"""Consent per purpose: needed where no statutory duty is served, given with evidence, withdrawn at any time."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from tests.papers import NOW
from warehouse.consent import RULES, give, is_given, may_use, rule_for, withdraw
from warehouse.store import writing
from warehouse.tables import subjects

BY = "H36.11/cb-014"


@pytest.fixture
def subject(engine: sa.Engine) -> str:
    with writing(engine) as connection:
        for name in ("s1", "s2"):
            connection.execute(subjects.insert(), {"id": name, "kind": "person", "recorded_at": NOW})
    return "s1"


def test_a_procedure_needs_none_and_anything_else_does(engine: sa.Engine, subject: str) -> None:
    with engine.connect() as connection:
        assert may_use(connection, subject, "3.000333", now=NOW)
        assert not may_use(connection, subject, "khao_sat", now=NOW)
        assert not may_use(connection, subject, "", now=NOW)


def test_the_last_word_counts_for_its_purpose_and_person_alone(engine: sa.Engine, subject: str) -> None:
    with writing(engine) as connection:
        give(connection, subject, "khao_sat", by=BY, evidence="phiếu 12/2026", now=NOW)
        assert may_use(connection, subject, "khao_sat", now=NOW)
        assert not may_use(connection, subject, "khao_sat_khac", now=NOW)
        assert not may_use(connection, "s2", "khao_sat", now=NOW)
        withdraw(connection, subject, "khao_sat", by=BY, evidence="đơn 3/2026", now=NOW + timedelta(hours=1))
        assert not is_given(connection, subject, "khao_sat")
        give(connection, subject, "khao_sat", by=BY, evidence="phiếu 13/2026", now=NOW + timedelta(hours=2))
        assert is_given(connection, subject, "khao_sat")


def test_a_consent_without_evidence_is_none(engine: sa.Engine, subject: str) -> None:
    with pytest.raises(ValueError, match="evidence"), writing(engine) as connection:
        give(connection, subject, "khao_sat", by=BY, evidence=" ", now=NOW)


def test_before_the_law_consent_is_needed_for_all() -> None:
    assert rule_for("3.000333", date(2025, 12, 31)).needed
    assert all(rule.basis for rule in RULES)
