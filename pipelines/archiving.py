"""`sohoa archive BATCH`: searchable PDF/A copies of a batch's scans, beside the untouched originals."""

import sys
from pathlib import Path

from domain.errors import ReadCode, ReadError, SourceError
from domain.scans import Page, Scan
from ledger import arrivals, batches, pages
from ledger.originals import Originals
from ledger.tables import open_state
from ocr import archive as copies
from ocr.child import Child, Ended
from ocr.limits import Limits
from ocr.page import ENGINE
from pipelines.messages import Messages
from pipelines.resources import limits_from
from pipelines.settings import Settings

SECONDS_A_PAGE = 20.0


def archive(settings: Settings, batch: str) -> int:
    """Makes the copies that are not there yet under `home/archive/BATCH`; 2 for a batch nobody knows, 1 when a file
    gave none.
    """
    say = Messages(settings.lang)
    if not copies.available():
        raise SourceError(say("archive_missing"))
    settings.home_path.mkdir(parents=True, exist_ok=True)
    state = open_state(settings.state)
    if batch not in (known := batches.all_batches(state)):
        print(say("batch_unknown", batch=batch, known=", ".join(known) or "–"), file=sys.stderr)
        return 2
    folder = settings.home_path / "archive" / batch
    folder.mkdir(parents=True, exist_ok=True)
    scans = arrivals.scans(state, batch)
    read = pages.known(state, [scan.id for scan in scans], ENGINE)
    found = [_copy(settings, scan, read, folder) for scan in scans]
    for outcome in sorted(set(found)):
        print(say(f"archive_{outcome}", count=found.count(outcome)))
    print(say("archive_where", folder=folder))
    return 1 if {"failed", "unread"} & set(found) else 0


def _copy(settings: Settings, scan: Scan, read: dict[tuple[str, int], Page], folder: Path) -> str:
    """What came of one scan: there, unread, kept, drawn or failed."""
    target = folder / f"{scan.id}.pdf"
    own = [page for number in range(1, scan.pages + 1) if (page := read.get((scan.id, number)))]
    if target.exists():
        return "there"
    if len(own) < scan.pages or not own:
        return "unread"
    original = Originals(settings.home_path / "originals").path(scan.id)
    try:
        return _guarded(original, own, target, limits_from(settings))
    except ReadError:
        return "failed"


def _guarded(original: Path, own: list[Page], target: Path, limits: Limits) -> str:
    child, seconds = Child(limits.memory_mb), SECONDS_A_PAGE * len(own) + 30.0
    try:
        child.ask(copies.archive, seconds, original, own, target, limits)
        return str(child.answer(seconds))
    except Ended as error:
        raise ReadError(ReadCode(error.code), "") from None
    finally:
        child.end()
