"""`sohoa backup`, `sohoa restore`: everything that cannot be made again, copied while it runs, and brought back."""

import hashlib
import json
import os
import shutil
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from domain.errors import SourceError
from pipelines.settings import Settings
from warehouse.backup import copy_database, restore_database

MANIFEST = "manifest.json"
DATABASES = {"state": "state.backup", "warehouse": "warehouse.backup"}
"""Which database -> its file in the backup."""


def backup(settings: Settings, folder: Path, *, drill: bool = False) -> int:
    """Copies both databases, then the originals, into the new folder; `drill` brings the copy back and checks it.

    In this order every original that a row names is in the copy: originals are written first and never changed. The
    keys are not copied: they are kept elsewhere than what they open.
    """
    if folder.exists() and any(folder.iterdir()):
        raise SourceError(f"{folder} không trống: mỗi lần sao lưu một thư mục mới.")
    folder.mkdir(parents=True, exist_ok=True)
    for name, url in (("state", settings.state), ("warehouse", settings.warehouse)):
        copy_database(url, folder / DATABASES[name])
    count = _copy_originals(settings.home_path / "originals", folder / "originals")
    _write_manifest(folder, count)
    print(f"Đã sao lưu vào {folder}: 2 cơ sở dữ liệu, {count} bản gốc.")
    return _drill(settings, folder) if drill else 0


def restore(settings: Settings, folder: Path) -> int:
    """Brings a backup back into the home and databases of the settings, which must be empty; then checks it."""
    from pipelines.checking import check

    _verify(folder)
    home = settings.home_path
    if (home / "originals").exists() and any((home / "originals").iterdir()):
        raise SourceError(f"{home} đã có bản gốc: khôi phục chỉ ghi vào nơi còn trống. Chọn --home khác.")
    home.mkdir(parents=True, exist_ok=True)
    for name, url in (("state", settings.state), ("warehouse", settings.warehouse)):
        restore_database(folder / DATABASES[name], url)
    _copy_originals(folder / "originals", home / "originals")
    print(f"Đã khôi phục vào {home}.")
    return check(settings)


def _drill(settings: Settings, folder: Path) -> int:
    """A restore into a place of its own, which is removed afterwards. A PostgreSQL copy is only listed and hashed."""
    with tempfile.TemporaryDirectory(prefix="sohoa-drill-") as place:
        keys = str(settings.key_file)
        inside = replace(settings, home=place, state_url="", warehouse_url="", warehouse_key_file=keys)
        if settings.warehouse.startswith("sqlite"):
            return restore(inside, folder)
        _verify(folder)
    advice = "Kho ở PostgreSQL: tạo một cơ sở dữ liệu trống rồi diễn tập bằng ./sohoa restore --warehouse URL."
    print(advice, file=sys.stderr)
    return 0


def _copy_originals(source: Path, target: Path) -> int:
    count = 0
    for file in sorted(source.glob("??/??/*")):
        copy = target / file.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(file, copy)
        count += 1
    target.mkdir(parents=True, exist_ok=True)
    return count


def _write_manifest(folder: Path, originals: int) -> None:
    files = {name: _sha256(folder / name) for name in DATABASES.values()}
    said = {"made_at": datetime.now(UTC).isoformat(), "sha256": files, "originals": originals}
    unfinished = folder / f"{MANIFEST}.tmp"
    unfinished.write_text(json.dumps(said, indent=1), "utf-8")
    for file in [folder / name for name in DATABASES.values()]:
        with file.open("rb") as written:
            os.fsync(written.fileno())
    unfinished.replace(folder / MANIFEST)


def _verify(folder: Path) -> None:
    """The manifest comes last, so a folder without one is a backup that was broken off."""
    try:
        said = json.loads((folder / MANIFEST).read_text("utf-8"))
        wrong = [name for name, digest in said["sha256"].items() if _sha256(folder / name) != digest]
        there = sum(1 for _ in (folder / "originals").glob("??/??/*"))
    except (OSError, ValueError, KeyError, AttributeError):
        raise SourceError(f"{folder} không phải bản sao lưu hoàn chỉnh: thiếu hoặc hỏng {MANIFEST}.") from None
    if wrong or there != said["originals"]:
        what = ", ".join(wrong) or f"{said['originals'] - there} bản gốc"
        raise SourceError(f"Bản sao lưu {folder} bị hỏng ({what}): dùng bản khác.")


def _sha256(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
