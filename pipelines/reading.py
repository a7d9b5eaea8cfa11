"""`sohoa read`: files in, documents out, without any database. One JSON object a line, or a table for the eye."""

import hashlib
import json
import os
import re
import sys
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from catalog import document_types
from domain.documents import Extraction
from domain.errors import ReadCode, ReadError
from domain.findings import Finding
from domain.scans import Page, Reading
from ledger.arrivals import HOME_ZONE
from ledger.inbox import READABLE
from ocr.documents import find, zones
from ocr.files import page_count
from ocr.limits import Limits
from ocr.page import ENGINE
from ocr.pool import PageTask, read_pages
from ocr.read import to_json
from pipelines.messages import Messages
from pipelines.settings import Settings
from validation.rules import check

KIND = re.compile(r"\.[a-z][a-z0-9]{1,4}")
"""An ending that says a kind of file, and nothing of anybody."""


@dataclass(slots=True)
class Job:
    """One file on its way: its pages as they come in, or why it cannot be read."""

    path: Path
    sha256: str = ""
    count: int = 0
    pages: dict[int, Page] = field(default_factory=dict)
    error: ReadError | None = None

    @property
    def done(self) -> bool:
        """Whether every page is in."""
        return self.error is not None or len(self.pages) == self.count


def read(settings: Settings, paths: list[Path], *, as_json: bool, registry: str | None = None) -> int:
    """Reads files and folders in the order given; exit code 0, or 3 when no file could be read."""
    from pipelines.confirming import confirmer
    from pipelines.resources import limits_from

    confirm = confirmer(settings, registry)
    files, passed_over = walk(paths)
    _tell(passed_over, Messages(settings.lang))
    any_read = False
    for job in finished(files, limits_from(settings), settings.worker_count):
        documents, problem = _documents(job, settings.target_error)
        any_read = any_read or problem is None
        if problem:
            _print(error_object(job.path, problem), as_json=as_json, lang=settings.lang)
        for extraction in documents:
            found = findings_of(extraction) + confirm(extraction)
            _print(
                to_json(extraction, found, file=shown(job.path), sha256=job.sha256), as_json=as_json, lang=settings.lang
            )
    return 0 if any_read else 3


def walk(paths: Iterable[Path]) -> tuple[list[Path], Counter[str]]:
    """The files named, and those of a readable kind below the folders named, sorted by path; and how many files of
    which other kinds stand there."""
    files: list[Path] = []
    passed_over: Counter[str] = Counter()
    for path in paths:
        if not path.is_dir():
            files.append(path)
            continue
        for file in sorted(below for below in path.rglob("*") if below.is_file()):
            kind = file.suffix.lower()
            if kind in READABLE:
                files.append(file)
            else:
                passed_over[kind if KIND.fullmatch(kind) else "?"] += 1
    return files, passed_over


def _tell(passed_over: Counter[str], say: Messages) -> None:
    """On the error output: which kinds of files of the folders are not read, and how many of each."""
    if passed_over:
        kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(passed_over.items()))
        print(say("passed_over", count=passed_over.total(), kinds=kinds), file=sys.stderr)


def finished(paths: Iterable[Path], limits: Limits, workers: int) -> Iterator[Job]:
    """Each file once all its pages are read, in the order given; pages of many files are read at once."""
    jobs = [_open(path, limits) for path in paths]
    by_scan: Mapping[str, Job] = {f"{number}": job for number, job in enumerate(jobs)}
    tasks = [
        PageTask(path=job.path, number=number, scan=key)
        for key, job in by_scan.items()
        for number in range(1, job.count + 1)
    ]
    waiting = deque(jobs)
    for task, page in read_pages(tasks, workers=workers, limits=limits, zones=zones):
        by_scan[task.scan].pages[task.number] = page
        while waiting and waiting[0].done:
            yield waiting.popleft()
    yield from waiting


def _open(path: Path, limits: Limits) -> Job:
    job = Job(path)
    try:
        job.count = page_count(path, limits)  # first: what is no file (a pipe, a device) has no end
        with path.open("rb") as file:
            job.sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    except ReadError as error:
        job.error = error
    except OSError as error:
        job.error = ReadError(
            ReadCode.VANISHED, f"Không mở được tệp ({error.strerror}): kiểm tra đường dẫn và quyền đọc."
        )
    return job


def _documents(job: Job, target_error: float) -> tuple[tuple[Extraction, ...], ReadError | None]:
    if job.error:
        return (), job.error
    pages = tuple(job.pages[number] for number in sorted(job.pages))
    if all(page.error for page in pages):
        code = ReadCode(pages[0].error or ReadCode.CORRUPT)
        return (), ReadError(code, "Không đọc được trang nào của tệp: quét lại rồi đọc lại.")
    return find(Reading(scan=job.sha256, engine=ENGINE, pages=pages), target_error=target_error), None


def findings_of(extraction: Extraction) -> tuple[Finding, ...]:
    """What the declared rules find wrong with a document, as of today."""
    return check(extraction, document_types().get(extraction.type), today=datetime.now(HOME_ZONE).date())


def shown(path: Path) -> str:
    """A path as text; bytes of its name that are no UTF-8 as \\xNN."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def error_object(path: Path, error: ReadError) -> dict[str, Any]:
    """The contract's object for a file that cannot be read."""
    return {"file": shown(path), "error": {"code": str(error.code), "message": error.message}}


def _print(content: dict[str, Any], *, as_json: bool, lang: str) -> None:
    if as_json:
        print(json.dumps(content, ensure_ascii=False), flush=True)
    else:
        _print_table(content, Messages(lang))


def _print_table(content: dict[str, Any], say: Messages) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False)
    if "error" in content:
        print(f"{content['file']}: [{content['error']['code']}] {content['error']['message']}", file=sys.stderr)
        return
    kind = document_types().get(content["type"])
    title = f"{content['file']} · {say('page')} {content['pages']} · {kind.title if kind else content['type']}"
    table = Table(title=title, title_justify="left", title_style="bold")
    for column in ("field", "value", "confidence", "accepted"):
        table.add_column(say(column))
    for name, read_field in content["fields"].items():
        label = kind.spec(name).label if kind else name
        value = read_field["value"]
        shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False) if value is not None else "–"
        table.add_row(label, shown, f"{read_field['confidence']:.3f}", "✓" if read_field["accepted"] else "?")
    console.print(table)
    for finding in content["findings"]:
        console.print(f"  [{finding['severity']}] {finding['message']}", markup=False)
