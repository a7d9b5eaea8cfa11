"""What the settings make of the registries: who is asked, who stands in, and what is kept where."""

import socket
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
import sqlalchemy as sa

from connectors.sandbox.process import running
from domain.errors import SourceError
from domain.subjects import RegistryRecord
from pipelines import registries
from pipelines.cli import main
from pipelines.registries import askable, lookup_from, reachable, with_sandbox
from pipelines.settings import Settings, SettingsError
from tests.connectors.world import BIRTH_NUMBER, NUMBER, paper, person, write_world
from warehouse.store import open_warehouse, upgrade

EXTRACT = f"personal_id,full_name,date_of_birth\n{NUMBER},Nguyễn Thị Thúy Hằng,1990-02-03\n"


def a_warehouse(folder: Path) -> sa.Engine:
    engine = open_warehouse(f"sqlite:///{folder / 'warehouse.db'}")
    upgrade(engine)
    return engine


def closed(folder: Path, **more: object) -> Settings:
    """Settings whose population registry is an address where nobody is."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{trial.getsockname()[1]}"
    return Settings(home=str(folder), registries="real", population_url=address, registry_attempts=1).but(**more)


def test_every_question_and_every_kept_answer_is_in_the_access_log_with_its_purpose(tmp_path: Path) -> None:
    warehouse = a_warehouse(tmp_path)
    with running(write_world(tmp_path), tmp_path / "sandbox") as sandbox:
        settings = with_sandbox(Settings(home=str(tmp_path)), sandbox)
        lookup = lookup_from(settings, lambda: warehouse)
        assert lookup("population", person(), "1.1")
        assert lookup("civil_status", paper("KS", BIRTH_NUMBER), "1.2")
        assert lookup("population", person(), "1.3")
        assert all(reachable(settings, name) for name in registries.ADDRESSES)
    away = lookup_from(settings.but(cache_hours=0.0, registry_attempts=1), lambda: warehouse)
    stale = away("population", person(), "1.4")
    assert isinstance(stale, RegistryRecord)
    assert stale.stale
    with warehouse.connect() as connection:
        rows = connection.execute(sa.text("select action, purpose, outcome from access_log order by id")).tuples().all()
    assert rows == [
        ("lookup.population", "1.1", "asked"),
        ("lookup.civil_status", "1.2", "asked"),
        ("lookup.population", "1.3", "from_cache"),
        ("lookup.population", "1.4", "asked"),
        ("lookup.population", "1.4", "from_cache.stale"),
    ]
    assert not reachable(settings, "population")


def test_a_registry_without_an_address_is_away_and_says_which_setting(tmp_path: Path) -> None:
    settings = Settings(home=str(tmp_path), registries="real")
    with pytest.raises(SourceError, match="judicial_url"):
        lookup_from(settings, partial(a_warehouse, tmp_path))("judicial", paper("", "1"), "1.1")
    assert askable(settings) == frozenset()
    assert not reachable(settings, "judicial")


def test_an_extract_answers_alone_or_stands_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "extract.csv").write_text(EXTRACT, "utf-8")
    asked = ["snapshot", str(tmp_path / "extract.csv"), "--home", str(tmp_path)]
    assert main([*asked, "--as-of", "2026-06-30"]) == 0
    assert "population.parquet" in capsys.readouterr().out
    for settings, is_stale in ((Settings(home=str(tmp_path), registries="real"), False), (closed(tmp_path), True)):
        record = lookup_from(settings, partial(a_warehouse, tmp_path))("population", person(), "1.1")
        assert record
        assert (record.stale, record.as_of) == (is_stale, datetime(2026, 6, 30, tzinfo=UTC))
    assert main([*asked, "--as-of", "2999-01-01"]) == 2
    assert "tương lai" in capsys.readouterr().err


def test_the_key_of_the_kept_answers_is_made_once_for_its_owner(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        keys = set(threads.map(lambda _: registries._key(Settings(home=str(tmp_path))), range(16)))
    assert [len(key) for key in keys] == [32]
    assert (tmp_path / "cache.key").stat().st_mode & 0o777 == 0o600
    assert registries._key(Settings(home=str(tmp_path), cache_key="00" * 32)) == bytes(32)
    with pytest.raises(SettingsError, match="cache_key"):
        registries._key(Settings(home=str(tmp_path), cache_key="short"))
