"""Long streams of facts: in parts, again without effect, on after a kill, and beside each other."""

import gc
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.engine import make_url

from domain.documents import Origin
from domain.errors import SourceError
from domain.facts import Evidence, Fact, Status, SubjectRef
from tests.papers import NOW
from tests.postgres import _postgresql_template, server
from warehouse import bulk, current, extracts
from warehouse.changes import IDENTITY, digest
from warehouse.extracts import Loaded, load_facts
from warehouse.store import WarehouseError, open_warehouse, writing
from warehouse.tables import facts, subjects
from warehouse.tables_state import loads


def stream(people: int, residence: str = "Xã A") -> Iterator[Fact]:
    for number in range(people):
        for attribute, value in (("residence", residence), ("personal_id", f"{number:012d}")):
            yield Fact(
                subject=SubjectRef(kind="person", scheme="personal_id", value=f"{number:012d}"),
                attribute=attribute,
                value=value,
                status=Status.PRESENT,
                origin=Origin.REGISTRY,
                evidence=Evidence(registry="population"),
                valid_from="2026-11-20",
            )


def count(engine: sa.Engine, table: sa.Table) -> int:
    with engine.connect() as connection:
        return connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()


def whole(engine: sa.Engine) -> bool:
    with engine.connect() as connection:
        return current.differences(connection, current.rules_on(NOW)) == 0


def test_a_stream_is_loaded_in_parts_and_again_without_effect(engine: sa.Engine) -> None:
    first = load_facts(engine, stream(300), source="x", now=NOW, part=250)
    assert first == Loaded(facts=600, added=600, parts=3)
    again = load_facts(engine, stream(300), source="x", now=NOW, part=250)
    assert again == Loaded(facts=600, parts=3, skipped=3)
    other = load_facts(engine, stream(300), source="y", now=NOW, part=250)
    assert other == Loaded(facts=600, unchanged=600, parts=3)
    assert whole(engine)


def test_a_newer_extract_supersedes_what_changed(engine: sa.Engine) -> None:
    load_facts(engine, stream(200), source="x", now=NOW)
    later = (replace(fact, valid_from="2026-12-01") for fact in stream(200, "Xã B"))
    assert load_facts(engine, later, source="x", now=NOW) == Loaded(facts=400, added=400, superseded=400, parts=1)
    assert whole(engine)


def test_large_parts_set_foreign_keys_aside_and_they_stand_again_after(
    engine: sa.Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extracts, "MANY", 100)
    assert load_facts(engine, stream(300), source="x", now=NOW, part=250).added == 600
    stray = {"subject_id": "khong-co", "attribute": "x", "status": "unknown", "origin": "ocr", "recorded_at": NOW}
    with pytest.raises(WarehouseError), writing(engine) as connection:
        connection.execute(facts.insert(), stray | {"digest": "0" * 64, "turn": 0})


def test_a_part_with_a_row_that_finds_nothing_is_not_loaded(engine: sa.Engine) -> None:
    if engine.dialect.name != "postgresql":
        pytest.skip("SQLite looks at every row as it comes")
    stray = {"subject_id": "khong-co", "attribute": "x", "status": "unknown", "origin": "ocr", "recorded_at": NOW}
    load_facts(engine, stream(10), source="x", now=NOW)
    with (
        pytest.raises(bulk.MissingRow, match=r"facts\.subject_id"),
        writing(engine) as connection,
        bulk.unchecked(connection, facts),
    ):
        connection.execute(facts.insert(), stray | {"digest": "0" * 64, "turn": 0})
    assert count(engine, facts) == 20


def test_loads_beside_each_other_add_everything_once(engine: sa.Engine, upgraded_url: str) -> None:
    engines = [engine, *(open_warehouse(upgraded_url) for _ in range(2))]
    with ThreadPoolExecutor(3) as pool:
        done = list(pool.map(lambda one: load_facts(one, stream(200), source="x", now=NOW, part=100), engines))
    assert sum(one.added for one in done) == count(engine, facts) == 400
    assert count(engine, subjects) == 200
    assert whole(engine)


KILLED = """
import os, signal, sys
sys.path.insert(0, os.getcwd())
from tests.warehouse.test_extracts import NOW, stream
from warehouse import current, extracts
from warehouse.store import open_warehouse
begin, parts = current.begin, []
def begun_then_killed(*args):
    begin(*args)
    parts.append(1)
    if len(parts) == 2:
        os.kill(os.getpid(), signal.SIGKILL)
current.begin = begun_then_killed
extracts.load_facts(open_warehouse(sys.argv[1]), stream(300), source="x", now=NOW, part=250)
"""


def test_a_stream_killed_in_its_second_part_goes_on_from_there(engine: sa.Engine, upgraded_url: str) -> None:
    root = Path(__file__).parents[2]
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, upgraded_url], cwd=root, env=dict(os.environ), capture_output=True, timeout=120
    )
    assert killed.returncode == -9, killed.stderr.decode()
    assert count(engine, facts) == 250
    assert load_facts(engine, stream(300), source="x", now=NOW, part=250) == Loaded(
        facts=600, added=350, parts=3, skipped=1
    )
    assert whole(engine)


@pytest.mark.postgres
def test_a_database_that_goes_away_in_the_middle_is_said_and_the_stream_goes_on_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    url = server().database(make_url(_postgresql_template()).database or "")
    engine, other, begin, parts = open_warehouse(url), open_warehouse(url), current.begin, []

    def gone_in_the_second_part(*arguments: object) -> None:
        parts.append(1)
        if len(parts) == 2:
            others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
            with other.connect() as connection:
                connection.execute(sa.text(f"{others} AND pid <> pg_backend_pid()"))
        begin(*arguments)

    monkeypatch.setattr(current, "begin", gone_in_the_second_part)
    with pytest.raises(SourceError, match="Kho dữ liệu"):
        load_facts(engine, stream(300), source="x", now=NOW, part=250)
    assert count(engine, facts) == 250
    assert load_facts(engine, stream(300), source="x", now=NOW, part=250).added == 350
    assert count(engine, loads) == 4  # the rules and three parts


ODD = (
    "\\N",
    "\\.",
    "a\tb",
    "dòng một\ndòng hai\r",
    "\\\\t",
    'nói "thế"',
    "'; DROP TABLE facts",
    "",
    "\x01\x7f",
    "𠀀 Đ",
)


def test_letters_that_mean_something_to_a_bulk_load_come_back_as_they_were(engine: sa.Engine) -> None:
    several = [replace(fact, value=odd, evidence=replace(fact.evidence, registry_as_of=NOW, reviewer=odd, raw=odd,
                       page=number, box=(number, 2, 3, 4), confidence=number / 7))
               for number, (fact, odd) in enumerate(zip(stream(60), ODD * 12, strict=True))]  # fmt: skip
    assert len(several) >= bulk.FEW
    load_facts(engine, several, source="x", now=NOW)
    with engine.connect() as connection:
        rows = connection.execute(sa.select(facts).order_by(facts.c.page)).all()
    for row, said in zip(rows, several, strict=True):
        told = said.evidence
        assert (row.value, row.reviewer, row.raw) == (said.value, told.reviewer, told.raw)
        assert (row.page, tuple(row.box), row.confidence) == (told.page, told.box, told.confidence)
        assert (row.registry_as_of, row.recorded_at, row.scan) == (NOW, NOW, None)


@given(st.lists(st.none() | st.text(st.characters(codec="utf-8")), min_size=10, max_size=10))
def test_the_digest_is_of_the_texts_as_json_lists_them(texts: list[str | None]) -> None:
    said = json.dumps(texts, ensure_ascii=False).encode()
    assert digest(dict(zip(IDENTITY, texts, strict=True))) == hashlib.sha256(said).hexdigest()


def test_cycles_are_looked_for_again_after_a_load_even_one_that_failed(engine: sa.Engine) -> None:
    with pytest.raises(WarehouseError):
        load_facts(engine, [replace(fact, evidence=Evidence(document="khong-co")) for fact in stream(1)],
                   source="x", now=NOW)  # fmt: skip
    assert gc.isenabled()
