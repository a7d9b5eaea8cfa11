"""Reading the inbox's folders: which files lie there, whose they are, and whether they have stopped growing.

`inbox/<agency>/<dossier code>/*` for incoming dossiers, `inbox/<agency>/results/<name>/*` for archived results.
Nothing here opens a file's content, follows a link or leaves the inbox.
"""

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

MANIFEST = "dossier.json"
RESULTS = "results"
READABLE = {".pdf", ".tif", ".tiff", ".jpg", ".jpeg", ".png"}
UNFINISHED = re.compile(r"^\.|~$|\.(part|partial|tmp|crdownload|filepart)$", re.IGNORECASE)
AGENCY = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$")
DOSSIER = re.compile(r"^[A-Z0-9][A-Z0-9.]{1,30}-(?P<day>\d{6})-\d{1,6}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxFile:
    """One file that lies in the inbox. `problem` and `advice` say why it cannot be taken where it lies."""

    path: str
    agency: str
    dossier: str
    is_result: bool
    kind: str
    size: int
    changed_ns: int
    settled: bool
    problem: str | None = None
    advice: str | None = None


def files(inbox: Path, *, settle_seconds: float, now: datetime) -> Iterator[InboxFile]:
    """Every file below the inbox, sorted by path; names of unfinished files (`.x`, `x.part`) are passed over."""
    for folder, folders, names in os.walk(inbox):
        folders.sort()
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in sorted(names):
            path = Path(folder) / name
            if not UNFINISHED.search(name) and (found := _file(inbox, path, settle_seconds, now)):
                yield found


def _file(inbox: Path, path: Path, settle_seconds: float, now: datetime) -> InboxFile | None:
    try:
        state = path.lstat()
    except OSError:
        return None
    parts = path.relative_to(inbox).parts
    agency, dossier, is_result = _owner(parts)
    problem = _problem(parts, agency, dossier, state)
    return InboxFile(
        path="/".join(parts).encode("utf-8", "backslashreplace").decode(),
        agency=agency,
        dossier=dossier,
        is_result=is_result,
        kind="manifest" if path.name == MANIFEST else "scan",
        size=state.st_size,
        changed_ns=state.st_mtime_ns,
        settled=now.timestamp() - state.st_ctime_ns / 1e9 >= settle_seconds,
        problem=problem[0] if problem else None,
        advice=problem[1] if problem else None,
    )


def _owner(parts: tuple[str, ...]) -> tuple[str, str, bool]:
    """Agency, dossier and whether it is an archived result, as far as the folders say."""
    agency = parts[0] if len(parts) > 1 else ""
    if len(parts) > 2 and parts[1] == RESULTS:
        return agency, f"{RESULTS}/{parts[2]}" if len(parts) > 3 else RESULTS, True
    return agency, parts[1] if len(parts) > 2 else "", False


def _problem(parts: tuple[str, ...], agency: str, dossier: str, state: os.stat_result) -> tuple[str, str] | None:
    is_result = dossier.startswith(RESULTS)
    if not _printable("/".join(parts)):
        return "bad_file_name", "Tên tệp hay thư mục có ký tự hỏng: đặt lại tên rồi nộp lại."
    if not stat.S_ISREG(state.st_mode):
        return "unsupported", "Không phải tệp thường (liên kết, ống dẫn…): chép chính tệp ấy vào thư mục."
    if not AGENCY.match(agency):
        return "misplaced", "Tệp nằm sai chỗ: đặt vào inbox/<mã cơ quan>/<mã hồ sơ>/."
    if len(parts) != (4 if is_result else 3):
        return "misplaced", "Tệp nằm sai chỗ: đặt thẳng trong thư mục hồ sơ (inbox/<mã cơ quan>/<mã hồ sơ>/tệp)."
    if not is_result and not valid_dossier(dossier):
        return "bad_dossier_code", "Tên thư mục không phải mã hồ sơ (mã đơn vị-yyMMdd-số thứ tự): đổi tên thư mục."
    if parts[-1] != MANIFEST and Path(parts[-1]).suffix.lower() not in READABLE:
        return "unsupported", "Loại tệp không nhận: nộp PDF, TIFF, JPEG hoặc PNG."
    return None


def _printable(text: str) -> bool:
    return text.isprintable() and text == text.encode("utf-8", "replace").decode()


def valid_dossier(code: str) -> bool:
    """Whether it is shaped as a dossier code with a real day in it."""
    match = DOSSIER.match(code)
    if not match:
        return False
    try:
        datetime.strptime(match["day"], "%y%m%d")  # noqa: DTZ007
    except ValueError:
        return False
    return True
