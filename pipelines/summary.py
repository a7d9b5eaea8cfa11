"""The table at the end: received, stored, quarantined, documents, fields, links, facts, and where to look next."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from sqlalchemy import Engine

from assets.desk import Desk
from catalog import document_types
from ledger import arrivals, batches, holds
from pipelines.messages import Messages
from pipelines.settings import Settings
from pipelines.storage import CARRIES, ParquetTables, read_rows
from reports.summary import Summary, summarise


def rows_of(settings: Settings, state: Engine, asset: str, among: Sequence[str] | None = None) -> Iterator[Any]:
    """All rows of an asset over those batches (every one when None) that have any."""
    tables = ParquetTables(settings.home_path / "tables")
    for batch in batches.all_batches(state) if among is None else among:
        path = tables.path(asset, batch)
        if path.exists():
            yield from read_rows(path, CARRIES[asset])


def batches_between(state: Engine, first: str | None, last: str | None) -> tuple[str, ...]:
    """The batches that arrived from one day to another (ISO, both included, either open)."""
    days = ((batch[:10], batch) for batch in batches.all_batches(state))
    return tuple(batch for day, batch in days if (first or "") <= day <= (last or "9999"))


def summary_of(settings: Settings, desk: Desk, among: Sequence[str] | None = None) -> Summary:
    """The summary over those batches of the home, every one when None."""
    names = ("extractions", "verified", "links", "facts")
    extractions, verified, links, facts = (tuple(rows_of(settings, desk.state, name, among)) for name in names)
    waiting, balance = holds.held(desk.state, among), arrivals.balance(desk.state, among)
    return summarise(balance, extractions, verified, waiting, links, facts)


def print_summary(settings: Settings, desk: Desk, say: Messages, pages_a_minute: float | None = None) -> None:
    """Prints the table, the quarantined files with what to do, and the next steps."""
    console = Console(highlight=False)
    print_table(console, desk, say, summary_of(settings, desk), pages_a_minute=pages_a_minute)
    console.print(f"\n{say('next')}:")
    for key in ("next_held", "next_up"):
        console.print(f"  {say(key)}", soft_wrap=True)
    console.print(f"  {say('where', warehouse=_shown(settings.warehouse))}", soft_wrap=True)


def print_table(
    console: Console,
    desk: Desk,
    say: Messages,
    summary: Summary,
    *,
    among: Sequence[str] | None = None,
    pages_a_minute: float | None = None,
) -> None:
    """Prints the counts and the quarantined files with what to do."""
    table = Table(title=say("title"), show_header=False, title_justify="left")
    table.add_column()
    table.add_column(justify="right")
    for label, value in lines(summary, say, pages_a_minute):
        table.add_row(label, value)
    console.print(table)
    if not summary.balanced:
        console.print(say("unbalanced"), style="bold red")
    _print_quarantine(console, desk, say, among)


def lines(summary: Summary, say: Messages, pages_a_minute: float | None = None) -> Iterator[tuple[str, str]]:
    """The counts as label and value."""
    balance = summary.balance
    for key in ("received", "stored", "duplicates", "quarantined", "waiting", "manifests"):
        yield say(key), str(getattr(balance, key))
    yield say("documents"), str(sum(summary.documents.values()))
    for code, count in sorted(summary.documents.items()):
        kind = document_types().get(code)
        yield f"  {kind.title if kind else code}", str(count)
    yield say("fields_read"), str(summary.fields_read)
    yield say("fields_verified"), f"{summary.fields_verified} ({summary.straight_through:.0%})"
    yield say("fields_left"), str(summary.fields_read - summary.fields_verified)
    yield say("held"), str(sum(summary.held.values()))
    for reason, count in sorted(summary.held.items()):
        yield f"  {say(reason)}", str(count)
    yield say("links"), " · ".join(f"{name} {count}" for name, count in sorted(summary.links.items())) or "0"
    yield say("facts"), str(summary.facts)
    if pages_a_minute:
        yield say("pages_minute"), f"{pages_a_minute:.0f}"


def _print_quarantine(console: Console, desk: Desk, say: Messages, among: Sequence[str] | None) -> None:
    rows = arrivals.rows_in(desk.state, "quarantined", among=among)
    if rows:
        console.print(f"\n{say('quarantine_title')}:")
    for row in rows:
        console.print(f"  {row['path']}  [{row['reason']}]  {row['advice']}", markup=False, soft_wrap=True)


def _shown(url: str) -> str:
    """A database URL without its password."""
    from sqlalchemy import make_url

    return str(Path(make_url(url).database or "")) if url.startswith("sqlite") else make_url(url).render_as_string()
