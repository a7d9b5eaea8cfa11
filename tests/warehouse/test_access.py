"""The log of who looked."""

from dataclasses import asdict

import pytest
import sqlalchemy as sa

from domain.facts import AccessEntry
from tests import papers
from warehouse.access import note, record
from warehouse.store import writing
from warehouse.tables import access_log

ENTRY = AccessEntry(
    at=papers.NOW,
    requester="H36.11/cb-014",
    action="lookup",
    subject_scheme="personal_id",
    subject_value=papers.NUMBER,
    purpose="1.004222",
    attributes=("full_name", "residence"),
    outcome="asked",
    basis="Nghị quyết 66.7/2025/NQ-CP",
)


def rows(engine: sa.Engine) -> list[dict[str, object]]:
    with engine.connect() as connection:
        return [dict(row) for row in connection.execute(sa.select(access_log)).mappings()]


def test_a_look_is_kept_with_who_when_whom_what_and_why(engine: sa.Engine) -> None:
    note(engine, ENTRY)
    (row,) = rows(engine)
    assert {name: row[name] for name in asdict(ENTRY)} == asdict(ENTRY) | {"attributes": ["full_name", "residence"]}


def test_a_look_is_kept_with_the_answer_or_not_at_all(engine: sa.Engine) -> None:
    with pytest.raises(ZeroDivisionError), writing(engine) as connection:
        _ = record(connection, ENTRY) or 1 / 0
    assert rows(engine) == []
