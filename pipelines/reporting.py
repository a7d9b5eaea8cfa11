"""`sohoa report`: the balance of what arrived in this home, over all or some days."""

import io
import json
from dataclasses import asdict
from datetime import date

from rich.console import Console

from pipelines.messages import Messages
from pipelines.resources import desk_from
from pipelines.settings import Settings
from pipelines.summary import batches_between, print_table, summary_of


def report(settings: Settings, *, form: str, first: date | None, last: date | None) -> int:
    """Prints the summary of the batches of some days as text, json or html."""
    desk, say = desk_from(settings), Messages(settings.lang)
    among = batches_between(desk.state, *(day.isoformat() if day else None for day in (first, last)))
    summary = summary_of(settings, desk, among)
    if form == "json":
        said = asdict(summary) | {"balanced": summary.balanced, "straight_through": summary.straight_through}
        print(json.dumps(said, ensure_ascii=False))
        return 0
    console = Console(highlight=False, record=True, file=io.StringIO() if form == "html" else None)
    print_table(console, desk, say, summary, among=among)
    if form == "html":
        print(console.export_html(inline_styles=True))
    return 0
