"""Who acts for which agency, and what `sohoa facts` then tells them."""

import json
from pathlib import Path

import pytest
import sqlalchemy as sa

from pipelines.cli import main
from pipelines.officers import actor_of, within
from pipelines.settings import Settings, SettingsError
from pipelines.vault import warehouse_of
from tests import papers
from tests.papers import NOW, birth, document, link, record
from tests.postgres import warehouse_url
from warehouse.load import load
from warehouse.roles import Role
from warehouse.tables import access_log

__all__ = ["warehouse_url"]

OFFICERS = "can-bo:officer:H36.11, don-vi:officer:H36.11:H36.11.02,quan-tri:agency_admin:H36,nguoi-khac:officer:H48"
WHO = ["--subject", papers.NUMBER, "--name", papers.NAME, "--born", papers.BORN, "--known-at", "2026-11-21"]


def test_without_roles_nobody_is_bound() -> None:
    assert actor_of(Settings(), "ai-do") is None
    assert within(Settings())("ai-do") is None


def test_each_name_has_its_role_and_a_name_without_one_sees_nothing() -> None:
    settings = Settings(officers=OFFICERS)
    unit = actor_of(settings, "don-vi")
    assert unit
    assert (unit.role, unit.agency, unit.unit) == (Role.OFFICER, "H36.11", "H36.11.02")
    codes = [within(settings)(name) for name in ("can-bo", "don-vi", "quan-tri", "nguoi-khac", "ai-do", "")]
    assert codes == ["H36.11", "H36.11.02", "H36", "H48", "", ""]


@pytest.mark.parametrize(
    "wrong", ["a", "a:officer", "a:officer:", ":officer:H36", "a:auditor:H36", "a:officer:H36:b:c"]
)
def test_an_entry_that_cannot_be_read_is_told(wrong: str) -> None:
    with pytest.raises(SettingsError, match="SOHOA_OFFICERS"):
        actor_of(Settings(officers=f"can-bo:officer:H36,{wrong}"), "can-bo")


@pytest.fixture
def settings(tmp_path: Path, warehouse_url: str, monkeypatch: pytest.MonkeyPatch) -> Settings:
    settings = Settings(home=str(tmp_path), warehouse_url=warehouse_url, officers=OFFICERS)
    for name in ("home", "warehouse_url", "officers"):
        monkeypatch.setenv(f"SOHOA_{name.upper()}", getattr(settings, name))
    paper = birth()
    engine = warehouse_of(settings)
    load(engine, batch="b", documents=[document(paper, link(paper, answer=record()))], now=NOW)
    engine.dispose()
    return settings


def ask(capsys: pytest.CaptureFixture[str], who: str, purpose: str = "1.001612") -> tuple[int, dict[str, str], str]:
    code = main(["facts", *WHO, "--purpose", purpose, "--requester", who, "--json"])
    said = capsys.readouterr()
    return code, {row["attribute"]: row["value"] for row in map(json.loads, said.out.splitlines())}, said.err


def test_facts_are_told_within_the_scope_of_who_asks(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    for who in ("can-bo", "quan-tri"):
        code, told, _ = ask(capsys, who)
        assert (code, told["home_town"]) == (0, "Xã Đạ Tẻh, Lâm Đồng")
        assert "mother_name" not in told, "no third person without need"
    assert ask(capsys, "can-bo", "3.000333")[1]["mother_name"] == "ĐỖ THỊ LỤA"
    refused = [ask(capsys, who) for who in ("don-vi", "nguoi-khac", "ai-do")]
    assert {code for code, _, _ in refused} == {4}
    assert len({error for _, _, error in refused}) == 1
    with warehouse_of(settings).connect() as connection:
        outcomes = connection.execute(sa.select(access_log.c.outcome).order_by(access_log.c.id)).scalars().all()
    assert outcomes == ["answered"] * 3 + ["refused:not_found"] * 3


@pytest.mark.parametrize("warehouse_url", ["sqlite"], indirect=True)
def test_a_wrong_setting_is_told_in_words(
    settings: Settings, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOHOA_OFFICERS", "can-bo:vua:H36")
    code, _, error = ask(capsys, "can-bo")
    assert (code, "SOHOA_OFFICERS" in error) == (1, True)
