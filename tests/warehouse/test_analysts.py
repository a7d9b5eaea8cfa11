"""What analysts and the public may see: structure without names, and counts without small groups."""

import json
from pathlib import Path

import pyarrow.parquet as pq
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from tests import papers
from tests.papers import NOW, birth, document, link, record
from warehouse.analysts import STEP, export, pseudonymise, suppressed
from warehouse.load import load
from warehouse.tables import documents, identifiers, subjects
from warehouse.tables_analysts import STAR


def filled(engine: sa.Engine, people: int = 1) -> None:
    for number in range(people):
        key = f"0010870{number:05d}"
        paper = birth(scan=f"{number:032d}" * 2)
        answer = record(key=key, personal_id=key, old_id=f"25{number:07d}")
        load(engine, batch="b", documents=[document(paper, link(paper, answer=answer))], now=NOW)
    load(engine, batch="b", documents=[papers.company()], now=NOW)


def seen(engine: sa.Engine) -> str:
    with engine.connect() as connection:
        rows = {view.name: [list(row) for row in connection.execute(sa.select(view))] for view in STAR}
    assert all(rows.values()), "a view without rows shows nothing"
    return json.dumps(rows, ensure_ascii=False, default=str)


def test_no_view_gives_out_a_name_a_number_or_an_id_of_ours(engine: sa.Engine) -> None:
    filled(engine)
    pseudonymise(engine)
    shown = seen(engine)
    with engine.connect() as connection:
        ours = [*connection.execute(sa.select(subjects.c.id)).scalars()]
        ours += connection.execute(sa.select(documents.c.id)).scalars()
        ours += connection.execute(sa.select(identifiers.c.value)).scalars()
    planted = [papers.NAME, papers.COMPANY, papers.CODE, papers.BORN, papers.scan_of(birth()).dossier, "Đạ Tẻh"]
    assert [word for word in (*ours, *planted) if word in shown] == []
    assert "birth_certificate" in shown


def test_pseudonyms_stay_and_new_ones_are_added(engine: sa.Engine) -> None:
    filled(engine)
    assert pseudonymise(engine) > 0
    before = seen(engine)
    assert pseudonymise(engine) == 0
    assert seen(engine) == before


def test_the_export_leaves_small_groups_out_and_names_nobody(engine: sa.Engine, tmp_path: Path) -> None:
    filled(engine, people=12)
    made = {cube.name: cube for cube in export(engine, tmp_path, least=10)}
    people = pq.read_table(tmp_path / "people.parquet")
    assert people.to_pylist() == [{"sex": "Nữ", "born_in_decade": "1980", "count": 10}]
    kinds = pq.read_table(tmp_path / "star_subjects.parquet").to_pylist()
    assert [row["kind"] for row in kinds] == ["person"]  # the one company is not shown
    assert made["star_subjects"].left_out == 1
    assert people.schema.metadata[b"least"] == b"10"
    whole = "".join(str(pq.read_table(file).to_pylist()) for file in tmp_path.glob("*.parquet"))
    assert [word for word in (papers.NAME, papers.CODE, "00108700", "H36.11-26", "Đạ Tẻh") if word in whole] == []


@given(counts=st.dictionaries(st.text(max_size=3), st.integers(1, 200), max_size=8), least=st.integers(5, 30))
def test_no_published_count_tells_a_small_group_or_an_exact_one(counts: dict[str, int], least: int) -> None:
    cube = suppressed("x", ["a"], [((key,), count) for key, count in counts.items()], least)
    assert {row[0] for row in cube.rows} == {key for key, count in counts.items() if count >= least}
    assert all(count >= least and (count % STEP == 0 or count == least) for _, count in cube.rows)
    assert cube.left_out + len(cube.rows) == len(counts)
