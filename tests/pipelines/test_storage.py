"""Parquet between assets: what goes in comes out, typed, and open to other tools."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from domain.documents import Extraction, FieldValue, Origin
from domain.facts import Evidence, Fact, Status, SubjectRef
from domain.findings import Finding, Severity
from domain.scans import Code, Page, Reading, Scan, Word
from domain.subjects import Judgement, Link, RegistryRecord, SubjectKind
from pipelines.storage import CARRIES, ParquetTables, read_rows, write_rows

NOW = datetime(2026, 11, 2, 3, 4, 5, tzinfo=UTC)
RECORD = RegistryRecord(
    registry="population", key="068095000001", attributes={"full_name": "MẪU VĂN ĐỖ"}, as_of=NOW, fetched_at=NOW
)
ROWS: dict[str, Any] = {
    "scans": Scan(id="a", batch="b", dossier="d", agency="H36", path="p", received_at=NOW, pages=2),
    "readings": Reading(
        scan="a",
        engine="e",
        pages=(
            Page(
                number=1,
                size=(10, 20),
                dpi=300,
                words=(Word(text="Đỗ", box=(1, 2, 3, 4), confidence=0.5, line=0),),
                codes=(Code(kind="qr", text="x|y", page=1),),
            ),
        ),
    ),
    "extractions": Extraction(
        scan="a",
        index=0,
        pages=(1,),
        type="birth_certificate",
        type_confidence=0.9,
        fields=(
            FieldValue(name="full_name", raw="MẪU", value="MẪU", confidence=0.9, origin=Origin.CODE, box=(1, 2, 3, 4)),
        ),
    ),
    "findings": Finding(
        scan="a", document="a-1", rule="required", severity=Severity.ERROR, field=None, message="Thiếu họ tên"
    ),
    "links": Link(
        scan="a",
        document="a-1",
        role="holder",
        kind=SubjectKind.PERSON,
        registry="population",
        key="068095000001",
        score=0.9,
        judgement=Judgement.SAME,
        origin="MACHINE",
        explanation={"id": 1.0},
        reason="confirmed",
        seen="s",
        record=RECORD,
    ),
    "facts": Fact(
        subject=SubjectRef(kind="person", scheme="personal_id", value="068095000001"),
        attribute="full_name",
        value="MẪU",
        status=Status.PRESENT,
        origin=Origin.OCR,
        evidence=Evidence(scan="a", page=1, box=(1, 2, 3, 4)),
    ),
}
ROWS["verified"] = ROWS["extractions"]


@pytest.mark.parametrize("asset", CARRIES)
def test_a_row_comes_out_as_it_went_in(tmp_path: Path, asset: str) -> None:
    path = ParquetTables(tmp_path).path(asset, "2026-11-02|H36.14")
    write_rows(path, CARRIES[asset], [ROWS[asset], ROWS[asset]])
    assert read_rows(path, CARRIES[asset]) == [ROWS[asset], ROWS[asset]]
    assert len(pd.read_parquet(path)) == 2


@pytest.mark.parametrize("asset", CARRIES)
def test_an_empty_partition_keeps_its_columns(tmp_path: Path, asset: str) -> None:
    path = tmp_path / "empty.parquet"
    write_rows(path, CARRIES[asset], [])
    assert read_rows(path, CARRIES[asset]) == []
    assert list(pd.read_parquet(path).columns)


def test_a_write_that_fails_leaves_the_old_partition_whole(tmp_path: Path) -> None:
    path = tmp_path / "scans.parquet"
    write_rows(path, Scan, [ROWS["scans"]])
    with pytest.raises(Exception, match=r".+"):
        write_rows(path, Scan, [object()])
    assert read_rows(path, Scan) == [ROWS["scans"]]
    assert [file.name for file in tmp_path.iterdir()] == ["scans.parquet"]
