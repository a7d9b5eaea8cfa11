"""`sohoa check`: are originals, ledger and warehouse whole; each fault with what to do."""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime

from sqlalchemy import Engine

from ledger.integrity import Verdict, verify
from ledger.originals import Originals
from ledger.tables import open_state
from pipelines.settings import Settings
from pipelines.vault import warehouse_of
from warehouse import checks
from warehouse.checks import Fault
from warehouse.store import writing


def check(settings: Settings, *, as_json: bool = False, mend: bool = False) -> int:
    """Checks everything and prints what is wrong; 1 when anything is. `mend` makes the current state again first."""
    engine = warehouse_of(settings)
    now = datetime.now(UTC)
    if mend:
        with writing(engine) as connection:
            changed = checks.mend(connection, now)
        print(f"Trạng thái hiện hành: sửa {changed} dòng.", file=sys.stderr)
    faults = [*_database(engine, now), *_originals(settings, engine)]
    for fault in faults:
        _say(fault, as_json=as_json)
    if not faults and not as_json:
        print("✓ Bản gốc, sổ tiếp nhận và kho dữ liệu toàn vẹn.")
    return 1 if faults else 0


def _database(engine: Engine, now: datetime) -> list[Fault]:
    with engine.connect() as connection:
        return list(checks.check(connection, now))


def _originals(settings: Settings, engine: Engine) -> Iterator[Fault]:
    settings.home_path.mkdir(parents=True, exist_ok=True)
    with engine.connect() as connection:
        named = checks.scans_of(connection)
    yield from _faults(verify(open_state(settings.state), Originals(settings.home_path / "originals"), named))


ORIGINALS = {
    "changed": ("bản gốc có nội dung khác mã băm của nó", "Lấy lại các tệp này từ bản sao lưu"),
    "missing": ("bản gốc được nhắc tới nhưng không còn", "Lấy lại các tệp này từ bản sao lưu"),
    "unnamed": (
        "bản gốc không ai nhắc tới",
        "Chạy ./sohoa run để nhận lại lô bị dừng giữa chừng; nếu vẫn còn thì giữ lại",
    ),
}
"""Which list of the verdict -> what it means and what to do."""


def _faults(found: Verdict) -> Iterator[Fault]:
    for name, (what, advice) in ORIGINALS.items():
        digests = getattr(found, name)
        if digests:
            shown = ", ".join(digest[:12] for digest in digests[:5])
            where = f"{advice} (originals/ab/cd/<mã băm>)."
            yield Fault(check=f"originals_{name}", count=len(digests), what=f"{what}: {shown}", advice=where)


def _say(fault: Fault, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(asdict(fault), ensure_ascii=False))
    else:
        print(f"✗ [{fault.check}] {fault.what} ({fault.count})\n  → {fault.advice}")
