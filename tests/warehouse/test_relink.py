"""Undoing and splitting links: who is who is put right, ids stay, and it is known whom the mistake reached."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from domain.facts import AccessEntry
from domain.subjects import Judgement
from tests import papers
from tests.papers import NOW, NUMBER, birth, document, link, record, value
from warehouse import current
from warehouse.access import note
from warehouse.load import LoadDocument, LoadSummary, load
from warehouse.relink import NotLinked, redo, split, undo
from warehouse.subjects import find
from warehouse.tables import current_facts, links, live_facts
from warehouse.tables_subjects import splits

HOLDER = (birth().document, "holder", "population")
SAID = {"reviewer": "cb-014", "reason": "số của người khác", "now": NOW + timedelta(hours=2)}


def confirmed(*changed: object) -> LoadDocument:
    paper = birth(*changed)
    return document(paper, link(paper, answer=record()))


def put(engine: sa.Engine, *loaded: LoadDocument, hours: int = 0) -> LoadSummary:
    return load(engine, batch="b", documents=loaded, now=NOW + timedelta(hours=hours))


def subject(engine: sa.Engine, number: str = NUMBER, scheme: str = "personal_id") -> str:
    with engine.connect() as connection:
        return find(connection, [(scheme, number)])[scheme, number]


def said_of(engine: sa.Engine, who: str, table: sa.Table = live_facts) -> set[tuple[str, str, str | None]]:
    with engine.connect() as connection:
        rows = connection.execute(sa.select(table).where(table.c.subject_id == who))
        return {(row.attribute, row.origin.value, row.value) for row in rows}


def served(engine: sa.Engine, hours: int, *attributes: str, number: str = NUMBER) -> None:
    note(
        engine,
        AccessEntry(
            at=NOW + timedelta(hours=hours),
            requester=f"he-thong-{hours}",
            action="prefill",
            subject_scheme="personal_id" if len(number) == 12 else "old_id",
            subject_value=number,
            purpose="3.000333",
            attributes=attributes,
            outcome="answered",
        ),
    )


def test_an_undone_link_takes_the_papers_word_off_the_subject_and_leaves_the_registrys(engine: sa.Engine) -> None:
    put(engine, confirmed())
    who = subject(engine)
    blast = undo(engine, HOLDER, **SAID)
    assert {origin for _, origin, _ in said_of(engine, who)} == {"registry"}
    assert subject(engine) == who
    assert sorted(fact.attribute for fact in blast.facts) == [
        "date_of_birth",
        "ethnicity",
        "full_name",
        "home_town",
        "mother_name",
    ]
    assert {fact.document for fact in blast.facts} == {birth().document}


def test_the_former_judgement_stays_beside_the_persons(engine: sa.Engine) -> None:
    put(engine, confirmed())
    undo(engine, HOLDER, **SAID)
    with engine.connect() as connection:
        rows = connection.execute(sa.select(links).order_by(links.c.id)).mappings().all()
    assert [(row["judgement"], row["origin"]) for row in rows] == [
        (Judgement.SAME, "MACHINE"),
        (Judgement.DIFFERENT, "HUMAN"),
    ]
    assert rows[1]["explanation"] == {"reviewer": "cb-014", "reason": "số của người khác"}
    assert [(row["judged_by"], row["model"]) for row in rows] == [("MACHINE", "exact-2"), ("cb-014", "")]


def test_the_machine_does_not_bring_an_undone_link_back(engine: sa.Engine) -> None:
    put(engine, confirmed())
    undo(engine, HOLDER, **SAID)
    again = put(engine, confirmed(), hours=3)
    assert (again.links, again.facts, again.superseded) == (0, 0, 0)
    other = replace(confirmed().links[0], key="001087000099", record=None)
    assert put(engine, document(birth(), other), hours=4).links == 1
    assert ("home_town", "ocr", "Xã Đạ Tẻh, Lâm Đồng") in said_of(engine, subject(engine, "001087000099"))


def test_an_undo_that_was_a_mistake_is_taken_back(engine: sa.Engine) -> None:
    put(engine, confirmed())
    before = said_of(engine, subject(engine))
    undo(engine, HOLDER, **SAID)
    assert redo(engine, HOLDER, **SAID) == subject(engine)
    assert put(engine, confirmed(), hours=3).facts == 5
    assert said_of(engine, subject(engine)) == before


def test_what_is_not_linked_is_not_undone(engine: sa.Engine) -> None:
    put(engine, confirmed())
    with pytest.raises(NotLinked):
        undo(engine, (birth().document, "mother", "population"), **SAID)
    with pytest.raises(NotLinked):
        redo(engine, HOLDER, **SAID)
    undo(engine, HOLDER, **SAID)
    with pytest.raises(NotLinked):
        undo(engine, HOLDER, **SAID)


def test_the_blast_radius_names_only_forms_that_used_a_wrong_fact_while_it_was_current(engine: sa.Engine) -> None:
    put(engine, confirmed())
    served(engine, -1, "home_town")  # before it was known
    served(engine, 1, "home_town", "residence")  # the home town came from the paper, the residence from the registry
    served(engine, 1, "residence")
    served(engine, 1, "home_town", number="001087000099")  # someone else
    blast = undo(engine, HOLDER, **SAID)
    assert [(one.requester, one.purpose, one.attributes) for one in blast.served] == [
        ("he-thong-1", "3.000333", ("home_town",))
    ]


@pytest.fixture
def mixed(engine: sa.Engine) -> str:
    """A subject with the papers of two people: the registry once gave the second one's old number."""
    old = birth(value("home_town", "Xã khác"), scan="d" * 64)
    asked = replace(link(old, answer=record()), key="250123456")
    put(engine, confirmed(), document(old, asked))
    return subject(engine)


def test_a_split_gives_the_second_person_an_id_and_leaves_the_first_its_own(engine: sa.Engine, mixed: str) -> None:
    done = split(engine, mixed, taking=[("old_id", "250123456")], **SAID)
    assert subject(engine) == mixed == done.subject
    assert subject(engine, "250123456", "old_id") == done.new_subject != mixed
    assert ("home_town", "ocr", "Xã khác") in said_of(engine, done.new_subject, current_facts)
    assert ("home_town", "ocr", "Xã Đạ Tẻh, Lâm Đồng") in said_of(engine, mixed, current_facts)
    assert ("home_town", "ocr", "Xã khác") not in said_of(engine, mixed)
    assert done.documents == (birth(scan="d" * 64).document,)
    with engine.connect() as connection:
        assert connection.execute(sa.select(splits.c.subject_id, splits.c.new_subject_id)).one() == (
            mixed,
            done.new_subject,
        )
        assert current.differences(connection, current.rules_on(NOW)) == 0


def test_after_a_split_each_load_finds_its_own(engine: sa.Engine, mixed: str) -> None:
    done = split(engine, mixed, taking=[("old_id", "250123456")], **SAID)
    put(engine, confirmed(), hours=3)
    assert ("residence", "registry", papers.REGISTERED["residence"]) in said_of(engine, mixed)
    assert {origin for _, origin, _ in said_of(engine, done.new_subject)} == {"ocr"}


def test_a_split_lists_what_was_served_with_the_others_facts(engine: sa.Engine, mixed: str) -> None:
    served(engine, 1, "home_town", number="250123456")
    blast = split(engine, mixed, taking=[("old_id", "250123456")], **SAID).blast
    assert [one.attributes for one in blast.served] == [("home_town",)]


@pytest.mark.parametrize(
    "taking", [[], [("personal_id", "000000000000")], [("personal_id", NUMBER), ("old_id", "250123456")]]
)
def test_a_split_leaves_each_a_number_of_its_own(engine: sa.Engine, mixed: str, taking: list) -> None:
    with pytest.raises(NotLinked):
        split(engine, mixed, taking=taking, **SAID)
