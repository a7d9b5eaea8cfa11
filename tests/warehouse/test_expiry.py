"""What expires next, and what of an archive is still worth scanning."""

from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from domain.documents import ValiditySpec
from tests.papers import NOW, birth, birth_type, document, link, value
from warehouse.expiry import Archived, BadIndex, Worth, expiring, read_index, worth_digitizing
from warehouse.load import load

TODAY = date(2026, 11, 20)
HALF_YEAR = ValiditySpec(kind="period", field="registered_on", months=6, basis="thử", since="2016-01-01")


def test_what_expires_next_comes_first_and_what_is_over_or_far_does_not(engine: sa.Engine) -> None:
    for number, issued in enumerate(("2026-06-25", "2026-05-21", "2026-05-20", "2026-11-01")):
        paper = birth(value("registered_on", issued), scan=f"{number}" * 64)
        load(engine, batch="b", documents=[document(paper, link(paper), kind=birth_type(HALF_YEAR))], now=NOW)
    with engine.connect() as connection:
        found = expiring(connection, TODAY, within=60)
    assert [one.valid_to for one in found] == ["2026-11-20", "2026-12-24"]


@pytest.mark.parametrize(
    ("row", "worth"),
    [
        (Archived(type="birth_certificate", number="17/1998", issued_on="1998"), Worth.YES),
        (Archived(type="birth_certificate", number="215 / 2016"), Worth.HERE),
        (Archived(type="marital_status_certificate", number="3/2026", issued_on="2026-05-01"), Worth.NO),
        (Archived(type="marital_status_certificate", number="4/2026", issued_on="2026-10-01"), Worth.YES),
        (Archived(type="driving_licence", number="1", expires_on="2026-11-19"), Worth.NO),
        (Archived(type="driving_licence", number="1"), Worth.UNKNOWN),
        (Archived(type="enterprise_registration", number="1", issued_on="2019-01-01"), Worth.UNKNOWN),
        (Archived(type="fishing_licence", number="1"), Worth.UNKNOWN),
        (Archived(type="birth_certificate", number="1", issued_on="31/02/1998"), Worth.UNKNOWN),
    ],
)
def test_what_is_worth_scanning(engine: sa.Engine, row: Archived, worth: Worth) -> None:
    paper = birth()
    load(engine, batch="b", documents=[document(paper, link(paper))], now=NOW)
    with engine.connect() as connection:
        ((_, found, why),) = worth_digitizing(connection, [row], TODAY)
    assert found is worth
    assert why


def test_an_index_is_read_with_or_without_a_mark_at_its_start(tmp_path: Path) -> None:
    file = tmp_path / "mucluc.csv"
    file.write_text("type,number,issued_on,place\nbirth_certificate,17/1998,1998,Kho A\n", "utf-8-sig")
    assert read_index(file) == (Archived(type="birth_certificate", number="17/1998", issued_on="1998", place="Kho A"),)


@pytest.mark.parametrize("content", [b"a,b\n1,2\n", b"type,number\n\xff\xfe\x00,1\n"])
def test_an_index_that_is_none_is_said(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "mucluc.csv").write_bytes(content)
    with pytest.raises(BadIndex, match="cần"):
        read_index(tmp_path / "mucluc.csv")
