"""`sohoa unlink`: a paper does not speak of the subject it was linked to. `sohoa export`: counts for open data."""

import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from pipelines.settings import Settings
from pipelines.vault import warehouse_of
from warehouse import relink
from warehouse.analysts import export as write_counts


def unlink(
    settings: Settings, document: str, role: str, registry: str, *, reviewer: str, reason: str, back: bool
) -> int:
    """Undoes a link (or takes the undo back) and prints whom it reached as JSON; 2 when there is nothing to undo."""
    engine, now = warehouse_of(settings), datetime.now(UTC)
    place = (document, role, registry)
    try:
        if back:
            relink.redo(engine, place, reviewer=reviewer, reason=reason, now=now)
            print("Đã nối lại: chạy lại lô của giấy tờ này để nạp lại dữ kiện.", file=sys.stderr)
            return 0
        blast = relink.undo(engine, place, reviewer=reviewer, reason=reason, now=now)
    except relink.NotLinked as error:
        print(error, file=sys.stderr)
        return 2
    print(json.dumps(asdict(blast), ensure_ascii=False, default=str))
    return 0


def export(settings: Settings, folder: Path, *, least: int) -> int:
    """Writes the counts that may be published as Parquet files."""
    for cube in write_counts(warehouse_of(settings), folder, least=least):
        print(f"{folder / cube.name}.parquet: {len(cube.rows)} nhóm, bỏ {cube.left_out} nhóm dưới {least}")
    return 0
