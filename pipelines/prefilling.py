"""`sohoa prefill`: one form for one subject, from the warehouse."""

import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from catalog import forms
from domain.errors import Refused
from domain.facts import Prefill
from pipelines.messages import Messages
from pipelines.settings import Settings
from pipelines.signing import secret
from pipelines.vault import warehouse_of
from reuse.prefill import prefill as fill
from reuse.receipts import Receipts


def prefill(settings: Settings, form: str, *, as_json: bool, **request: Any) -> int:
    """Prints the prefilled form; 0, or 4 with one and the same answer for every refusal."""
    say = Messages(settings.lang)
    engine = warehouse_of(settings)
    try:
        receipts = Receipts(secret(settings))
        filled = fill(engine, forms().get(form), now=datetime.now(UTC), receipts=receipts, **request)
    except Refused:
        print(say("refused"), file=sys.stderr)
        return 4
    if as_json:
        print(json.dumps(asdict(filled), ensure_ascii=False, default=str))
    else:
        _print_form(filled, say)
    return 0


def _print_form(filled: Prefill, say: Messages) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(title=filled.title, title_justify="left")
    for column in ("field", "value", "source", "updated", "evidence"):
        table.add_column(say(column), overflow="fold")
    for field in filled.fields:
        value = field.value if field.unavailable is None else f"({field.why})"
        table.add_row(field.label, value or "", field.assurance or "", field.last_updated or "", field.evidence or "")
    Console(highlight=False).print(table)
