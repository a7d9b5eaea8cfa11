"""`sohoa clients` and `sohoa reused`: which systems may ask for prefills, and what reuse replaced."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Any

from pipelines.messages import Messages
from pipelines.settings import Settings
from pipelines.vault import warehouse_of
from reuse import clients
from warehouse.reuse_ledger import READINGS, Indicator, Reused, indicator, reused


def add_client(settings: Settings, *, name: str, agency: str, scopes: Sequence[str]) -> int:
    """Lets a system in and prints its id and, this once, its secret; 2 for a scope that does not exist."""
    engine = warehouse_of(settings)
    try:
        made = clients.register(engine, name=name, agency=agency, scopes=scopes, now=datetime.now(UTC))
    except clients.UnknownScope as error:
        print(f"{Messages(settings.lang)('bad_scope')}: {error}")
        return 2
    print(json.dumps({"client_id": made.id, "client_secret": made.secret}))
    return 0


def end_client(settings: Settings, client: str) -> int:
    """Shuts a system out; 2 when there is none such."""
    engine = warehouse_of(settings)
    return 0 if clients.end(engine, client, datetime.now(UTC)) else 2


def list_clients(settings: Settings) -> int:
    """One JSON object a line, without secrets."""
    engine = warehouse_of(settings)
    for row in clients.listed(engine):
        print(json.dumps(dict(row), ensure_ascii=False, default=str))
    return 0


def show_reused(settings: Settings, *, first: date | None, last: date | None, as_json: bool) -> int:
    """Uploads that reuse replaced, by procedure and agency, and indicator 4.3 in both readings."""
    engine = warehouse_of(settings)
    days = (first or date(2000, 1, 1), last or datetime.now(UTC).date())
    with engine.connect() as connection:
        counted, told = reused(connection, *days), indicator(connection, *days)
    if as_json:
        print(json.dumps({"reused": [asdict(one) for one in counted], "4.3": _told(told)}, ensure_ascii=False))
    else:
        _print(counted, told, Messages(settings.lang))
    return 0


def _told(told: Indicator) -> dict[str, Any]:
    both = {name: {"label": label, "percent": getattr(told, name)} for name, label in READINGS.items()}
    return asdict(told) | both


def _print(counted: Sequence[Reused], told: Indicator, say: Messages) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(title=say("reused"), title_justify="left")
    for column in ("procedure", "agency", "uploads", "dossiers"):
        table.add_column(say(column))
    for one in counted:
        table.add_row(one.procedure, one.agency, str(one.uploads), str(one.dossiers))
    console = Console(highlight=False)
    console.print(table)
    for name, label in READINGS.items():
        share = getattr(told, name)
        console.print(f"{label}: {'–' if share is None else f'{share:.2f} %'}")
    console.print(f"({told.received} / {told.digitised} / {told.reused})")
