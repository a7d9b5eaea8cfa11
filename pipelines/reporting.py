"""`sohoa report`: the balance, the backlog and the indicators of Decision 766, over all or some days."""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from assets.desk import Desk
from ledger import arrivals, batches, holds
from pipelines.messages import Messages
from pipelines.resources import desk_from
from pipelines.settings import Settings
from pipelines.summary import batches_between, lines, print_table, summary_of
from reports.dossiers import HOME, Dossier, dossier_of
from reports.indicators import Indicator, indicators
from reports.pages import Backlog, Report, html, ratio, xlsx


def report(settings: Settings, *, form: str, first: date | None, last: date | None, out: Path | None = None) -> int:
    """Prints the report of what arrived on some days as text, json, html or xlsx, or writes it to `out`."""
    desk, say = desk_from(settings), Messages(settings.lang)
    among = batches_between(desk.state, *(day.isoformat() if day else None for day in (first, last)))
    made = _made(settings, desk, say, among, first, last)
    if form == "text":
        _print(desk, say, made, among)
        return 0
    content = {"json": _json, "html": html, "xlsx": xlsx}[form](made)
    return _write(content if isinstance(content, bytes) else f"{content}\n".encode(), form, settings, out)


def _made(
    settings: Settings, desk: Desk, say: Messages, among: Sequence[str], first: date | None, last: date | None
) -> Report:
    summary = summary_of(settings, desk, among)
    until = datetime.combine(last + timedelta(days=1), time.min, HOME) if last else desk.clock()
    received = [one for one in dossiers(desk) if _within(one, first, last)]
    return Report(
        first=first,
        last=last,
        summary=summary,
        lines=tuple(lines(summary, say)),
        indicators=indicators(received, until=min(until, desk.clock())),
        backlog=tuple(_backlog(desk, among)),
        quarantined=tuple(sorted(summary.balance.reasons.items())),
    )


def _within(dossier: Dossier, first: date | None, last: date | None) -> bool:
    day = dossier.received_at.date() if dossier.received_at else None
    return day is not None and (first is None or day >= first) and (last is None or day <= last)


def dossiers(desk: Desk) -> Iterator[Dossier]:
    """The dossier of every manifest stored, the last one of each, with the names of its stored files."""
    rows = arrivals.rows_in(desk.state, "stored", "duplicate")
    files: dict[str, set[str]] = {}
    manifests = {}
    for row in rows:
        folder, _, name = row["path"].rpartition("/")
        if row["kind"] == "manifest":
            manifests[folder] = row
        else:
            files.setdefault(folder, set()).add(name)
    for folder, row in manifests.items():
        content = json.loads(desk.intake.originals.path(row["scan"]).read_text("utf-8-sig"))
        yield dossier_of(content, agency=row["agency"], code=row["dossier"], files=files.get(folder, ()))


def _backlog(desk: Desk, among: Sequence[str]) -> Iterator[Backlog]:
    by_agency: dict[str, list[str]] = {}
    for batch in among:
        by_agency.setdefault(batch.partition("|")[2], []).append(batch)
    unfinished = {batch for batch, _generation in batches.open_batches(desk.state)}
    waiting = Counter(one.batch for one in holds.waiting(desk.state, limit=10**9))
    for agency, own in sorted(by_agency.items()):
        balance = arrivals.balance(desk.state, own)
        yield Backlog(
            agency=agency,
            received=balance.received,
            stored=balance.stored,
            quarantined=balance.quarantined,
            waiting=balance.waiting,
            to_check=sum(waiting[batch] for batch in own),
            to_finish=len(unfinished.intersection(own)),
        )


def _json(made: Report) -> str:
    said = asdict(made.summary) | {
        "balanced": made.summary.balanced,
        "straight_through": made.summary.straight_through,
        "indicators": [_indicator(one) for one in made.indicators],
        "backlog": [asdict(one) for one in made.backlog],
    }
    return json.dumps(said, ensure_ascii=False)


def _indicator(one: Indicator) -> dict[str, Any]:
    return asdict(one) | {"per_cent": None if one.per_cent is None else float(one.per_cent)}


def _print(desk: Desk, say: Messages, made: Report, among: Sequence[str]) -> None:
    console = Console(highlight=False)
    print_table(console, desk, say, made.summary, among=among)
    table = Table(title=say("indicators"), title_justify="left")
    for column in ("number", "indicator", "result", "reading"):
        table.add_column(say(column), justify="right" if column == "result" else "left")
    for one in made.indicators:
        table.add_row(one.number, one.name, ratio(one), one.note)
    console.print(table)


def _write(content: bytes, form: str, settings: Settings, out: Path | None) -> int:
    """To the file asked for; else to where standard output goes, but no workbook onto a person's screen."""
    if out is None and form == "xlsx" and sys.stdout.isatty():
        out = settings.home_path / "bao-cao.xlsx"
    if out is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return 0
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(content)
    print(out)
    return 0
