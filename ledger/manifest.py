"""The dossier's manifest (`dossier.json`): the national portal's sync fields. Checked, never trusted over the files."""

import json
import re
from pathlib import Path
from typing import Any

from domain.errors import ReadCode, ReadError

MAX_BYTES = 2_000_000
PROCEDURE = re.compile(r"^\d\.\d{6}[0-9A-Z.]{0,30}$")


def check(stored: Path, path: Path, dossier: str) -> str | None:
    """The procedure code it names; `ReadError` when it is not JSON, another dossier's, or names files not there."""
    content = _parse(stored)
    code = content.get("MaHoSo")
    if code is not None and dossier not in {code, content.get("MaHoSoKhac")} and not dossier.startswith("results"):
        raise ReadError(ReadCode.MANIFEST, "dossier.json mang mã hồ sơ khác tên thư mục: sửa lại cho khớp.")
    present = {file.name for file in path.parent.iterdir()} if path.parent.is_dir() else set()
    if missing := sorted(set(_named_files(content)) - present):
        raise ReadError(
            ReadCode.MANIFEST,
            f"dossier.json kê {len(missing)} tệp không có trong thư mục: nộp bổ sung hoặc sửa kê khai.",
        )
    procedure = content.get("MaTTHC")
    return procedure if isinstance(procedure, str) and PROCEDURE.match(procedure) else None


def codes(stored: Path) -> tuple[str, ...]:
    """Every code the manifest gives its dossier: the one it goes by first, then the one of another system."""
    content = _parse(stored)
    return tuple(code for code in (content.get("MaHoSo"), content.get("MaHoSoKhac")) if isinstance(code, str) and code)


def _parse(stored: Path) -> dict[str, Any]:
    try:
        if stored.stat().st_size > MAX_BYTES:
            raise ReadError(ReadCode.TOO_LARGE, "dossier.json quá lớn: gửi lại tệp kê khai đúng.")
        content = json.loads(stored.read_text("utf-8-sig"))
    except (ValueError, RecursionError):
        raise ReadError(ReadCode.MANIFEST, "dossier.json không phải JSON: sửa hoặc gửi lại tệp kê khai.") from None
    if not isinstance(content, dict):
        raise ReadError(ReadCode.MANIFEST, "dossier.json phải là một đối tượng JSON: gửi lại tệp kê khai.")
    return content


def _named_files(content: dict[str, Any]) -> list[str]:
    listed = content.get("TaiLieuNop") or []
    items = [item for item in listed if isinstance(item, dict)] if isinstance(listed, list) else []
    names = [item.get("TenTepDinhKem") for item in items if str(item.get("IsDeleted", "")) not in {"1", "True", "true"}]
    return [name for name in names if isinstance(name, str) and name]
