"""`sohoa reread BATCH`: pages an older engine read are read by today's; only the fields that changed are shown."""

import sys
from functools import partial

from assets import steps
from assets.desk import Desk
from catalog import document_types
from domain.documents import Extraction
from domain.scans import Reading
from ledger import arrivals, batches, pages
from ledger.tables import open_state
from ocr.documents import find
from ocr.page import ENGINE
from ocr.upgrade import Change, changes
from pipelines.messages import Messages
from pipelines.progress import PageProgress
from pipelines.settings import Settings


def reread(settings: Settings, batch: str) -> int:
    """Reads what this engine has not read yet and lets the next run carry it on; 2 for a batch nobody knows.

    Values that were accepted do not move by that (`ocr.upgrade`).
    """
    from pipelines.resources import desk_from
    from pipelines.running import only_run, own_scratch

    say = Messages(settings.lang)
    settings.home_path.mkdir(parents=True, exist_ok=True)
    state = open_state(settings.state)
    if batch not in (known := batches.all_batches(state)):
        print(say("batch_unknown", batch=batch, known=", ".join(known) or "–"), file=sys.stderr)
        return 2
    with only_run(settings.home_path), own_scratch(settings.home_path):
        found = changed(desk_from(settings, PageProgress(say)), batch)
    for change in found:
        print(_line(change))
    print(say("reread", count=len(found), engine=ENGINE))
    return 0


def changed(desk: Desk, batch: str) -> list[Change]:
    """The fields of a batch that read differently now; where an older engine had read it, the batch has work again."""
    scans = arrivals.scans(desk.state, batch)
    older = pages.before(desk.state, [scan.id for scan in scans], ENGINE)
    again = [scan for scan in scans if scan.id in older]
    readings = steps.read(again, desk)
    found = partial(find, target_error=desk.target_error)
    old: list[Extraction] = []
    for scan, (engine, read_before) in older.items():
        old += found(Reading(scan=scan, engine=engine, pages=read_before))
    new = [document for reading in readings if not reading.error for document in found(reading)]
    if again:
        with desk.state.begin() as connection:
            batches.need(connection, batch)
    return list(changes(old, new))


def _line(change: Change) -> str:
    """One change as an officer reads it; what was accepted is marked."""
    kind = document_types().get(change.document.type)
    label = kind.spec(change.field).label if kind else change.field
    mark = "✓" if change.old.accepted else "?"
    where = f"{change.document.document} {kind.title if kind else change.document.type}"
    return f"{where} · {label}: {mark} {change.old.value or '–'} → {change.new.value or '–'}"
