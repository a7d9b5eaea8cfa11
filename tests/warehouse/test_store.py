"""Opening the warehouse, its schema, and what it says when it is away."""

import socket
import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from domain.errors import SourceError
from tests import papers
from warehouse import store, tables_reuse
from warehouse.load import load
from warehouse.store import WarehouseError, downgrade, open_warehouse, upgrade, writing
from warehouse.tables import facts, metadata, subjects
from warehouse.tables_analysts import STAR


def count(engine: sa.Engine, table: sa.Table) -> int:
    with engine.connect() as connection:
        return connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()


def test_the_migrations_make_the_tables_the_code_knows(warehouse_url: str) -> None:
    engine = open_warehouse(warehouse_url)
    upgrade(engine)
    assert tables_reuse.metadata is metadata
    views = {"live_facts", "current_facts", "fact_conflicts", "fact_history", *(view.name for view in STAR)}
    with engine.connect() as connection:
        options = {"compare_type": True, "compare_server_default": True}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), metadata) == []
        assert set(sa.inspect(connection).get_view_names()) == views


def test_upgrading_twice_keeps_what_is_there(engine: sa.Engine) -> None:
    load(engine, batch="b", documents=[papers.company()], now=papers.NOW)
    upgrade(engine)
    assert count(engine, subjects) == 1
    assert count(engine, facts) > 0


def test_the_schema_goes_down_and_up_again_with_data_in_it(engine: sa.Engine) -> None:
    load(engine, batch="b", documents=[papers.company()], now=papers.NOW)
    downgrade(engine, "base")
    with engine.connect() as connection:
        assert sa.inspect(connection).get_table_names() == ["alembic_version"]
    upgrade(engine)
    assert load(engine, batch="b", documents=[papers.company()], now=papers.NOW).documents == 1


def test_facts_are_the_same_below_and_above_the_step_that_makes_their_table_anew(engine: sa.Engine) -> None:
    load(engine, batch="b", documents=[papers.company()], now=papers.NOW)
    load(engine, batch="b", documents=[papers.company(papers.value("address", "3 Lê Lợi"))], now=papers.NOW)
    wanted = everything(engine)
    assert {table: len(rows) for table, rows in wanted.items() if not rows} == {}
    for step in ("0033", "head"):
        downgrade(engine, step) if step == "0033" else upgrade(engine)
        assert everything(engine) == wanted
        with pytest.raises(WarehouseError), writing(engine) as connection:
            connection.execute(facts.update().values(confidence=1))


def everything(engine: sa.Engine) -> dict[str, list[tuple]]:
    with engine.connect() as connection:
        return {
            name: [tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {name} ORDER BY 1, 2")]
            for name in ("facts", "supersessions", "current_state", "live_facts", "current_facts", "fact_history")
        }


@pytest.mark.parametrize("asked", [("subject_id",), ("subject_id", "attribute"), ("subject_id", "digest")])
def test_the_facts_of_a_subject_are_found_by_its_index(engine: sa.Engine, asked: tuple[str, ...]) -> None:
    wanted = sa.select(facts.c.id).where(sa.tuple_(*(facts.c[name] for name in asked)).in_([("0" * 64,) * len(asked)]))
    how = {"sqlite": "EXPLAIN QUERY PLAN ", "postgresql": "EXPLAIN "}[engine.dialect.name]
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("SET enable_seqscan = off")  # an empty table is read whole otherwise
        text = str(wanted.compile(connection, compile_kwargs={"render_postcompile": True, "literal_binds": True}))
        plan = str(connection.exec_driver_sql(how + text).all())
    assert "uq_facts" in plan or "sqlite_autoindex_facts" in plan


def test_a_transaction_that_fails_leaves_nothing(engine: sa.Engine) -> None:
    row = {"id": "x", "kind": "person", "recorded_at": papers.NOW}
    with pytest.raises(ZeroDivisionError), writing(engine) as connection:
        _ = connection.execute(subjects.insert(), row).rowcount / 0
    assert count(engine, subjects) == 0


def test_a_refused_row_is_not_quoted_in_the_error(engine: sa.Engine) -> None:
    rows = [{"id": "NGUYỄN VĂN Ổn", "kind": "person", "recorded_at": papers.NOW}] * 2
    with pytest.raises(WarehouseError) as caught, writing(engine) as connection:
        connection.execute(subjects.insert(), rows)
    assert "Ổn" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_a_server_that_is_away_is_said_with_its_place_and_without_the_login() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound but not listening: refused at once
        port = taken.getsockname()[1]
        with pytest.raises(SourceError) as caught:
            open_warehouse(f"postgresql://kho_user:m4t-khau@127.0.0.1:{port}/kho")
    said = str(caught.value)
    assert f"127.0.0.1:{port}/kho" in said
    assert "kiểm tra máy chủ" in said
    assert "m4t-khau" not in said
    assert "kho_user" not in said
    assert caught.value.__suppress_context__


@pytest.mark.postgres
def test_a_database_that_does_not_exist_is_said() -> None:
    from tests.postgres import server

    with pytest.raises(SourceError, match="chưa có cơ sở dữ liệu"):
        open_warehouse(f"postgresql://postgres@127.0.0.1:{server().port}/khong_co")


def test_a_locked_file_is_said_after_waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "WAIT_SECONDS", 0.1)
    engine = open_warehouse(f"sqlite:///{tmp_path}/kho.db")
    upgrade(engine)
    other = sqlite3.connect(tmp_path / "kho.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(SourceError, match="tiến trình khác khóa"):
        load(engine, batch="b", documents=[papers.company()], now=papers.NOW)
    other.execute("ROLLBACK")
    other.close()
    assert load(engine, batch="b", documents=[papers.company()], now=papers.NOW).documents == 1


@pytest.mark.postgres
def test_a_turn_that_never_comes_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.postgres import server

    monkeypatch.setattr(store, "WAIT_SECONDS", 1)
    url = server().database()
    engine, other = open_warehouse(url), open_warehouse(url)
    with writing(other) as connection:
        store.take_turn(connection)
        with pytest.raises(SourceError, match="tiến trình khác khóa"):
            upgrade(engine)
    upgrade(engine)


def test_a_file_that_is_no_database_is_said(tmp_path: Path) -> None:
    (tmp_path / "kho.db").write_bytes(b"khong phai co so du lieu" * 100)
    with pytest.raises(SourceError, match="không phải là cơ sở dữ liệu"):
        open_warehouse(f"sqlite:///{tmp_path}/kho.db")


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "tep").write_text("x")
    with pytest.raises(SourceError, match="kiểm tra đường dẫn"):
        open_warehouse(f"sqlite:///{tmp_path}/tep/kho.db")


def test_a_warehouse_without_schema_is_said(warehouse_url: str) -> None:
    with pytest.raises(SourceError, match="lược đồ"):
        load(open_warehouse(warehouse_url), batch="b", documents=[papers.company()], now=papers.NOW)


@pytest.mark.parametrize("url", ["mysql://nguoi:m4t-khau@may/kho", "kho.db", "", "sqlite+aiosqlite:///kho.db"])
def test_an_address_of_another_kind_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(ValueError, match="sqlite:///") as caught:
        open_warehouse(url)
    assert "m4t-khau" not in str(caught.value)
