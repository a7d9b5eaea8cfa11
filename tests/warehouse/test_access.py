"""The log of who looked."""

from dataclasses import asdict, replace
from datetime import date

import pytest
import sqlalchemy as sa

from domain.facts import AccessEntry
from domain.subjects import Judgement
from tests import papers
from warehouse.access import note, record
from warehouse.access_view import who_looked
from warehouse.load import load
from warehouse.relink import undo
from warehouse.store import writing
from warehouse.tables import access_log, identifiers, subjects

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


@pytest.mark.parametrize(
    ("visibility", "basis", "seen"),
    [
        ("open", "", True),
        ("sealed", "Bộ luật Tố tụng hình sự", False),
        ("2026-11-30", "Bộ luật Tố tụng hình sự", True),
        ("2026-12-01", "Bộ luật Tố tụng hình sự", False),
    ],
)
def test_an_entry_is_kept_from_its_subject_only_as_it_says(
    engine: sa.Engine, visibility: str, basis: str, seen: bool
) -> None:
    one = ENTRY.subject_value
    with writing(engine) as connection:
        connection.execute(subjects.insert(), {"id": "s", "kind": "person", "recorded_at": papers.NOW})
        row = {"scheme": "personal_id", "value": one, "subject_id": "s", "recorded_at": papers.NOW}
        connection.execute(identifiers.insert(), row)
        record(connection, replace(ENTRY, visibility=visibility, basis=basis))
        found = who_looked(connection, "s", today=date(2026, 11, 30))
    assert bool(found) is seen


def test_an_entry_without_a_legal_basis_cannot_be_kept_from_its_subject(engine: sa.Engine) -> None:
    for visibility in ("sealed", "2027-01-01"):
        with pytest.raises(ValueError, match="legal basis"):
            note(engine, replace(ENTRY, visibility=visibility, basis=""))
    with pytest.raises(ValueError, match="isoformat"):
        note(engine, replace(ENTRY, visibility="bao giờ"))
    assert rows(engine) == []


def looks(engine: sa.Engine, number: str) -> list[str]:
    """Actions of the looks that the holder of a number may see."""
    with engine.connect() as connection:
        named = sa.select(identifiers.c.subject_id).where(identifiers.c.value == number)
        subject = connection.execute(named).scalar() or ""
        return [look.action for look in who_looked(connection, subject, today=date(2026, 11, 30))]


def test_a_look_at_a_paper_that_waited_is_its_subjects_to_see_once_it_is_linked(engine: sa.Engine) -> None:
    paper, earlier = papers.birth(), papers.birth(scan="b" * 64)
    load(
        engine,
        batch="b",
        documents=[papers.document(earlier, papers.link(earlier, answer=papers.record()))],
        now=papers.NOW,
    )
    looked = replace(ENTRY, action="review.view", subject_scheme="document", subject_value=paper.document)
    note(engine, looked, replace(looked, visibility="sealed"), replace(looked, visibility="2027-01-01"))
    unsure = papers.link(paper, judgement=Judgement.UNSURE, answer=papers.record())
    load(engine, batch="b", documents=[papers.document(paper, unsure)], now=papers.NOW)
    assert looks(engine, papers.NUMBER) == [], "nobody is known to stand on it yet"
    load(
        engine,
        batch="b",
        documents=[papers.document(paper, papers.link(paper, answer=papers.record()))],
        now=papers.NOW,
    )
    assert looks(engine, papers.NUMBER) == ["review.view"], "what a law keeps back stays back"


def test_a_look_at_a_paper_whose_link_was_undone_is_anothers(engine: sa.Engine) -> None:
    paper, other = papers.birth(), papers.birth(scan="b" * 64)
    both = [papers.document(one, papers.link(one, answer=papers.record())) for one in (paper, other)]
    load(engine, batch="b", documents=both, now=papers.NOW)
    note(engine, replace(ENTRY, action="held.list", subject_scheme="document", subject_value=paper.document))
    assert looks(engine, papers.NUMBER) == ["held.list"]
    undo(engine, (paper.document, "holder", "population"), reviewer="cb-014", reason="của người khác", now=papers.NOW)
    assert looks(engine, papers.NUMBER) == []


def test_entries_are_found_by_every_number_and_paper_of_the_subject(engine: sa.Engine) -> None:
    paper = papers.birth()
    known = papers.document(paper, papers.link(paper, answer=papers.record()))
    load(engine, batch="b", documents=[known], now=papers.NOW)
    about = [("personal_id", papers.NUMBER), ("old_id", "250123456"), ("document", paper.document), ("old_id", "1")]
    note(engine, *(replace(ENTRY, subject_scheme=scheme, subject_value=value) for scheme, value in about))
    with engine.connect() as connection:
        named = sa.select(identifiers.c.subject_id).where(identifiers.c.value == papers.NUMBER)
        subject = connection.execute(named).scalar_one()
        assert len(who_looked(connection, subject, today=date(2026, 11, 30))) == 3
