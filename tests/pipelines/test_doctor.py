"""Doctor: every fault has its own line, with the command that mends it, and no secret in it."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from ocr import engine, second
from pipelines import doctor
from pipelines.doctor import examine
from pipelines.examining import Check, State
from pipelines.settings import Settings
from tests.postgres import server


def settings(home: Path, **more: object) -> Settings:
    """Settings of a healthy machine, with ports nobody has."""
    return Settings(home=str(home), api_port=0, dagster_port=0).but(**more)


def check(name: str, asked: Settings) -> Check:
    """The check of that English name."""
    return next(one for one in examine(asked) if one.name[1] == name)


@pytest.fixture
def no_programs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """A machine whose PATH is empty."""
    monkeypatch.setenv("PATH", str(tmp_path))
    for known in (engine.languages, engine.model):
        known.cache_clear()
    yield
    for known in (engine.languages, engine.model):
        known.cache_clear()


@pytest.mark.engine
def test_a_machine_that_is_set_up_has_nothing_to_mend(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert doctor.doctor(settings(tmp_path)) == 0
    assert capsys.readouterr().out.endswith("Mọi thứ sẵn sàng.\n")


def test_looking_makes_nothing(tmp_path: Path) -> None:
    examine(settings(tmp_path / "nhà"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("no_programs")
@pytest.mark.parametrize(
    ("name", "package"), [("Tesseract", "tesseract-ocr-script-viet"), ("Poppler (reads PDF)", "poppler-utils")]
)
def test_a_missing_program_is_mended_by_its_package(name: str, package: str, tmp_path: Path) -> None:
    found = check(name, settings(tmp_path))
    assert found.state is State.WRONG
    assert package in found.mend


@pytest.mark.engine
def test_the_quick_model_alone_is_not_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "model", lambda: engine.FAST)
    assert check("Vietnamese model", settings(tmp_path)).state is State.WRONG


def test_without_the_second_reader_work_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second, "available", lambda: False)
    assert check("Second reader", settings(tmp_path)).state is State.NOTE


@pytest.mark.parametrize("place", ["/proc/sohoa", "{file}/sohoa"])
def test_a_home_that_cannot_be_written_is_wrong(place: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert check("Home of all state", settings(Path(place.format(file=tmp_path / "file")))).state is State.WRONG


def test_a_full_disk_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=10**6))
    assert check("Free disk", settings(tmp_path)).state is State.WRONG


def test_a_file_that_is_no_database_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "kho.db").write_bytes(b"not a database, " * 100)
    found = check("Warehouse", settings(tmp_path, warehouse_url=f"sqlite:///{tmp_path}/kho.db"))
    assert found.state is State.WRONG


@pytest.mark.parametrize("url", ["postgresql+psycopg://me:geheim@127.0.0.1:1/x", "me:geheim@nonsense"])
def test_a_database_out_of_reach_is_wrong_and_its_password_unsaid(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = settings(tmp_path, warehouse_url=url, state_url=url)
    assert doctor.doctor(asked) == 1
    assert [check(name, asked).state for name in ("Warehouse", "State database")] == [State.WRONG] * 2
    assert "geheim" not in capsys.readouterr().out


@pytest.mark.postgres
def test_a_postgresql_within_reach_is_good(tmp_path: Path) -> None:
    assert check("Warehouse", settings(tmp_path, warehouse_url=server().database())).state is State.GOOD


def test_a_clock_older_than_the_program_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pyproject.toml").touch()
    os.utime(tmp_path / "pyproject.toml", (4e9, 4e9))
    monkeypatch.setattr(doctor, "ROOT", tmp_path)
    assert check("Clock and time zone", settings(tmp_path)).state is State.WRONG


def test_a_missing_time_zone_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "HOME_ZONE", "Asia/Thang_Long")
    assert "tzdata" in check("Clock and time zone", settings(tmp_path)).mend


def test_a_busy_port_is_worth_a_note(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        found = check("Ports of ./sohoa up", settings(tmp_path, api_port=taken.getsockname()[1]))
    assert (found.state, found.mend) == (State.NOTE, "SOHOA_API_PORT=…")


def test_real_registries_need_an_address_that_answers(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as registry:
        url = f"http://127.0.0.1:{registry.getsockname()[1]}/"
        asked = settings(tmp_path, registries="real", population_url=url)
        assert check("Population registry", asked).state is State.GOOD
    assert check("Population registry", asked).state is State.WRONG
    assert check("Business registry", asked).mend == "SOHOA_BUSINESS_URL=https://…"


def test_whatever_is_wrong_says_what_to_do(tmp_path: Path) -> None:
    faults = settings(Path("/proc/sohoa"), warehouse_url="?", registries="real")
    assert [one for one in examine(faults) if one.state is not State.GOOD and not one.mend] == []
