"""Whoever lists what waits stands in the access log, and sees nothing when that cannot be written."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from domain.errors import SourceError
from domain.findings import Hold, HoldReason
from ledger import holds
from ledger.tables import open_state
from pipelines import deciding
from pipelines.settings import Settings
from pipelines.vault import warehouse_of
from warehouse.tables import access_log


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = Settings().but(home=str(tmp_path))
    found = [
        Hold(scan="a" * 64, document="d-1", seen=seen * 64, reason=HoldReason.UNSURE_VALUE, field=field, value="MẪU")
        for seen, field in (("1", "full_name"), ("2", "address"))
    ]
    holds.replace(open_state(settings.state), "b", "verified", found)
    return settings


def test_a_list_of_what_waits_is_logged_by_document(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert deciding.held(settings, as_json=True) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2
    with warehouse_of(settings).connect() as connection:
        (row,) = connection.execute(sa.select(access_log)).mappings().all()
    assert (row["action"], row["subject_value"], row["attributes"]) == ("held.list", "d-1", ["address", "full_name"])
    assert row["purpose"]
    assert row["requester"].startswith(settings.requester)


def test_nothing_is_shown_when_the_log_cannot_be_written(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    with warehouse_of(settings).begin() as connection:
        connection.execute(sa.text("DROP TABLE access_log"))
    with pytest.raises(SourceError):
        deciding.held(settings, as_json=True)
    assert capsys.readouterr().out == ""
