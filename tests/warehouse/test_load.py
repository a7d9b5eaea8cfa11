"""What loading adds, what it leaves, and what it refuses to change."""

import os
import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from domain.documents import Origin
from domain.facts import AccessEntry, Status
from domain.subjects import Judgement
from tests import papers
from tests.papers import NOW, birth, document, link, record, value
from warehouse.access import note
from warehouse.load import LoadDocument, LoadSummary, load, withdraw
from warehouse.store import open_warehouse
from warehouse.tables import (
    APPEND_ONLY,
    current_facts,
    documents,
    fact_conflicts,
    facts,
    identifiers,
    links,
    live_facts,
    metadata,
    results,
    subjects,
    supersessions,
)

LATER = NOW + timedelta(days=1)


def confirmed(*changed: object, reviewer: str | None = None, **answer: str) -> LoadDocument:
    paper = birth(*changed)
    return document(paper, link(paper, answer=record(**answer)), reviewer=reviewer)


def put(engine: sa.Engine, *loaded: LoadDocument, now: object = NOW) -> LoadSummary:
    return load(engine, batch="2026-11-20_H36.11", documents=loaded, now=now)


def everything(engine: sa.Engine) -> dict[str, list[tuple]]:
    with engine.connect() as connection:
        return {t.name: sorted(map(repr, connection.execute(sa.select(t)))) for t in metadata.sorted_tables}


def current(engine: sa.Engine, attribute: str) -> sa.RowMapping:
    with engine.connect() as connection:
        chosen = sa.select(current_facts).where(current_facts.c.attribute == attribute)
        return connection.execute(chosen).mappings().one()


def values(engine: sa.Engine, table: sa.Table, attribute: str) -> set[str | None]:
    with engine.connect() as connection:
        return set(connection.execute(sa.select(table.c.value).where(table.c.attribute == attribute)).scalars())


def test_a_load_says_what_it_added(engine: sa.Engine) -> None:
    assert put(engine, confirmed()) == LoadSummary(documents=1, subjects=1, links=1, facts=13)


def test_loading_twice_adds_nothing(engine: sa.Engine) -> None:
    put(engine, confirmed(), papers.company())
    before = everything(engine)
    assert put(engine, confirmed(), papers.company(), now=LATER) == LoadSummary(unchanged=22)
    assert everything(engine) == before


def test_the_same_reading_by_another_engine_is_the_same_fact(engine: sa.Engine) -> None:
    put(engine, confirmed())
    surer = replace(value("ethnicity", "Kinh"), confidence=0.5, box=(1, 2, 3, 4))
    assert put(engine, confirmed(surer)).facts == 0


def test_a_corrected_value_supersedes_and_the_old_one_stays_visible(engine: sa.Engine) -> None:
    put(engine, confirmed())
    corrected = value("home_town", "Xã Đạ Tẻh 2, Lâm Đồng", origin=Origin.HUMAN)
    summary = put(engine, confirmed(corrected, reviewer="cb-014"), now=LATER)
    assert (summary.facts, summary.superseded) == (1, 1)
    now = current(engine, "home_town")
    assert (now["value"], now["origin"], now["reviewer"]) == ("Xã Đạ Tẻh 2, Lâm Đồng", Origin.HUMAN, "cb-014")
    assert values(engine, facts, "home_town") == {"Xã Đạ Tẻh, Lâm Đồng", "Xã Đạ Tẻh 2, Lâm Đồng"}
    with engine.connect() as connection:
        (ended,) = connection.execute(sa.select(supersessions))
    assert (ended.by_fact_id, ended.superseded_at) == (now["id"], LATER)


def test_a_value_can_come_back_after_it_was_superseded(engine: sa.Engine) -> None:
    other = value("home_town", "Xã khác", origin=Origin.HUMAN)
    for paper in (confirmed(), confirmed(other), confirmed(), confirmed(other), confirmed(other)):
        put(engine, paper)
    assert current(engine, "home_town")["value"] == "Xã khác"
    assert values(engine, live_facts, "home_town") == {"Xã khác"}


def test_what_a_paper_no_longer_says_is_superseded_by_nothing(engine: sa.Engine) -> None:
    put(engine, confirmed())
    assert put(engine, confirmed(value("home_town", None, accepted=False))).superseded == 1
    assert values(engine, live_facts, "home_town") == set()


def test_a_withdrawn_paper_takes_its_facts_with_it_but_not_the_registrys(engine: sa.Engine) -> None:
    put(engine, confirmed())
    assert withdraw(engine, documents=[birth().document], now=LATER) == 7
    with engine.connect() as connection:
        left = set(connection.execute(sa.select(live_facts.c.origin)).scalars())
    assert left == {Origin.REGISTRY}
    assert withdraw(engine, documents=[birth().document], now=LATER) == 0


def test_facts_of_one_paper_leave_those_of_another_alone(engine: sa.Engine) -> None:
    put(engine, confirmed())
    second = birth(value("ethnicity", "Mạ"), value("registered_on", "2020-01-02"), scan="b" * 64)
    put(engine, document(second, link(second, answer=record())))
    assert values(engine, live_facts, "ethnicity") == {"Kinh", "Mạ"}


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_among_papers_the_later_one_is_current_and_the_other_a_visible_conflict(
    engine: sa.Engine, order: tuple[int, int]
) -> None:
    second = birth(value("ethnicity", "Mạ"), value("registered_on", "2020-01-02"), scan="b" * 64)
    both = [confirmed(), document(second, link(second, answer=record()))]
    for place in order:
        put(engine, both[place])
    assert current(engine, "ethnicity")["value"] == "Mạ"
    assert values(engine, fact_conflicts, "ethnicity") == {"Kinh"}


def test_the_registry_outranks_the_officer_who_outranks_the_scan(engine: sa.Engine) -> None:
    put(engine, confirmed(value("ethnicity", "Mạ", origin=Origin.HUMAN), value("full_name", "VÕ THỊ HOA")))
    second = birth(value("registered_on", "2020-01-02"), scan="b" * 64)
    put(engine, document(second, link(second, answer=record())))
    assert current(engine, "ethnicity")["value"] == "Mạ"
    assert current(engine, "full_name")["value"] == papers.NAME
    assert values(engine, fact_conflicts, "full_name") == {"VÕ THỊ HOA"}


def test_what_an_officer_found_unknown_yields_to_any_value(engine: sa.Engine) -> None:
    put(engine, confirmed(value("ethnicity", None, origin=Origin.HUMAN)))
    assert current(engine, "ethnicity")["status"] is Status.UNKNOWN
    second = birth(scan="b" * 64)
    put(engine, document(second, link(second, answer=record())))
    assert current(engine, "ethnicity")["value"] == "Kinh"


def test_a_newer_answer_of_the_registry_supersedes_and_an_older_one_does_not(engine: sa.Engine) -> None:
    def answered(days: int, residence: str) -> LoadDocument:
        paper = birth()
        return document(paper, link(paper, answer=record(papers.AS_OF + timedelta(days=days), residence=residence)))

    put(engine, answered(0, "Xã A"))
    assert put(engine, answered(5, "Xã B")).superseded == 6
    assert current(engine, "residence")["value"] == "Xã B"
    put(engine, answered(2, "Xã C"))
    assert current(engine, "residence")["value"] == "Xã B"
    assert put(engine, answered(2, "Xã C")).facts == 0


def test_asking_the_registry_again_on_the_same_day_adds_nothing(engine: sa.Engine) -> None:
    put(engine, confirmed())
    paper = birth()
    again = document(paper, link(paper, answer=record(papers.AS_OF + timedelta(hours=2))))
    assert put(engine, again).facts == 0


def test_one_person_with_two_numbers_is_one_subject(engine: sa.Engine) -> None:
    old = birth(scan="d" * 64)
    asked_by_old = replace(link(old, answer=record(key="250123456")), key="250123456")
    summary = put(engine, document(old, asked_by_old), confirmed())
    assert summary.subjects == 1
    with engine.connect() as connection:
        rows = connection.execute(sa.select(identifiers.c.value, identifiers.c.subject_id))
        owner = {row.value: row.subject_id for row in rows}
    assert owner[papers.NUMBER] == owner["250123456"]


@pytest.mark.parametrize("first", [0, 1])
def test_the_second_number_is_found_in_whatever_order_papers_come(engine: sa.Engine, first: int) -> None:
    old = birth(scan="d" * 64)
    both = [document(old, replace(link(old, answer=record(key="250123456")), key="250123456")), confirmed()]
    assert sum(put(engine, both[place]).subjects for place in (first, 1 - first)) == 1


def test_a_number_of_a_person_and_of_a_household_business_are_two_subjects(engine: sa.Engine) -> None:
    business = papers.company()
    same = replace(business.links[0], key=papers.NUMBER, record=None)
    put(engine, confirmed(), papers.document(business.extraction, same, kind=papers.company_type()))
    with engine.connect() as connection:
        kinds = sa.select(subjects.c.kind).join(identifiers).where(identifiers.c.value == papers.NUMBER)
        assert sorted(connection.execute(kinds).scalars()) == ["company", "person"]


def test_a_link_that_turns_is_kept_beside_the_former(engine: sa.Engine) -> None:
    put(engine, confirmed())
    paper = birth()
    summary = put(engine, document(paper, link(paper, judgement=Judgement.DIFFERENT, origin="HUMAN")))
    assert (summary.links, summary.superseded) == (1, 5)
    with engine.connect() as connection:
        kept = connection.execute(sa.select(links.c.judgement, links.c.origin).order_by(links.c.id)).all()
    assert kept == [(Judgement.SAME, "MACHINE"), (Judgement.DIFFERENT, "HUMAN")]


def test_times_enums_boxes_and_marks_come_back_as_they_went_in(engine: sa.Engine) -> None:
    split = unicodedata.normalize("NFD", "Xã Đạ Tẻh, Lâm Đồng")
    put(engine, confirmed(value("home_town", split)))
    row = current(engine, "home_town")
    assert row["value"] == "Xã Đạ Tẻh, Lâm Đồng"
    assert row["raw"] == split  # what was read is kept as it was read
    assert (row["status"], row["origin"]) == (Status.PRESENT, Origin.OCR)
    assert row["box"] == [10, 20, 300, 60]
    assert row["recorded_at"] == NOW
    assert current(engine, "full_name")["registry_as_of"] == papers.AS_OF
    with engine.connect() as connection:
        kept = connection.execute(sa.select(documents)).mappings().one()
    assert (kept["received_at"], kept["pages"], kept["issued_on"]) == (NOW, [1], "2016-05-04")
    assert kept["path"].endswith("giấy khai sinh.pdf")


def test_a_time_without_a_zone_is_refused(engine: sa.Engine) -> None:
    with pytest.raises(sa.exc.StatementError, match="without a zone"):
        put(engine, confirmed(), now=NOW.replace(tzinfo=None))


def test_a_paper_read_again_is_brought_up_to_date_and_counted_once(engine: sa.Engine) -> None:
    put(engine, confirmed(value("home_town", "Xã nào đó", accepted=False)))
    assert put(engine, confirmed()).documents == 0
    with engine.connect() as connection:
        assert connection.execute(sa.select(documents.c.unverified)).scalar_one() == []
        assert connection.execute(sa.select(results.c.kind, results.c.basis_since)).one() == ("permanent", "2016-01-01")


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("change", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_the_database_itself_refuses_to_change_or_remove_rows(engine: sa.Engine, table: str, change: str) -> None:
    put(engine, confirmed())
    put(engine, confirmed(value("home_town", "Xã khác")))
    named = {"requester": "x", "action": "prefill", "subject_scheme": "s", "subject_value": "v", "purpose": "p"}
    note(engine, AccessEntry(at=NOW, **named))
    statement = change.format(table).replace(
        "SET id = id", "SET fact_id = fact_id" if table == "supersessions" else "SET id = id"
    )
    with pytest.raises(DBAPIError, match="only ever added"), engine.begin() as connection:
        connection.execute(sa.text(statement))


def test_loads_of_one_batch_at_the_same_time_add_it_once(engine: sa.Engine, upgraded_url: str) -> None:
    engines = [engine, *(open_warehouse(upgraded_url) for _ in range(3))]
    with ThreadPoolExecutor(4) as pool:
        summaries = list(pool.map(lambda one: put(one, confirmed(), papers.company()), engines))
    assert sorted(summary.facts for summary in summaries) == [0, 0, 0, 22]
    assert sum(summary.documents for summary in summaries) == 2
    assert sum(summary.subjects for summary in summaries) == 2


@pytest.fixture
def child(tmp_path: Path) -> Path:
    program = tmp_path / "killed.py"
    program.write_text(
        "import os, signal, sys\n"
        "from tests import papers\n"
        "from warehouse import changes, load\n"
        "from warehouse.store import open_warehouse\n"
        "write = changes.write\n"
        "def written_then_killed(*args):\n"
        "    write(*args)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "changes.write = written_then_killed\n"
        "load.load(open_warehouse(sys.argv[1]), batch='b', documents=[papers.company()], now=papers.NOW)\n"
    )
    return program


def test_a_load_killed_before_its_end_leaves_nothing_and_can_be_done_again(
    engine: sa.Engine, upgraded_url: str, child: Path
) -> None:
    before = everything(engine)
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    killed = subprocess.run([sys.executable, child, upgraded_url], env=environment, capture_output=True, timeout=30)
    assert killed.returncode == -9, killed.stderr.decode()
    assert everything(engine) == before
    assert put(engine, papers.company()).facts == 9
