"""`sohoa held` and `sohoa decide`: what waits for a person, and taking that person's word."""

import json
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from catalog import document_types
from domain.facts import AccessEntry
from domain.findings import Hold
from ledger import holds
from ledger.tables import open_state
from pipelines.messages import Messages
from pipelines.officers import within
from pipelines.settings import Settings
from pipelines.summary import rows_of
from pipelines.vault import warehouse_of
from reuse.asking import short
from review.desk import look
from validation.decisions import fields_of, parse, template
from warehouse import access


def held(settings: Settings, *, as_json: bool, template_file: Path | None = None) -> int:
    """Lists what waits, with why; `template_file` gets a decisions file ready to be filled in.

    Where officers have roles, only papers of the agency of `settings.requester`. The look stands in the access log
    before anything is shown: nothing is shown when it cannot be written.
    """
    code = within(settings)(settings.requester)
    say, waiting = Messages(settings.lang), holds.held(_state(settings), within=code)
    if code == "":
        print(say("no_role", name=settings.requester), file=sys.stderr)
    if waiting:
        access.note(warehouse_of(settings), *_looks(waiting, settings.requester, datetime.now(UTC)))
    if template_file:
        template_file.write_text(json.dumps(template(waiting), ensure_ascii=False, indent=2), "utf-8")
    for hold in waiting if as_json else ():
        print(json.dumps(_object(hold), ensure_ascii=False))
    if not as_json:
        _print_table(waiting, say)
    return 0


def _looks(waiting: Iterable[Hold], requester: str, now: datetime) -> Iterator[AccessEntry]:
    """A row of the access log for each document that is shown, with the fields of it that are. Who is asking is known
    by the login on this machine."""
    who = short(f"{requester} (uid {os.getuid()})", 120)
    shown: dict[str, set[str]] = {}
    for hold in waiting:
        shown.setdefault(hold.document, set()).update({hold.field or hold.role or ""} - {""})
    for document, fields in shown.items():
        yield look(who, "held.list", document, sorted(fields), now)


def _state(settings: Settings) -> Engine:
    settings.home_path.mkdir(parents=True, exist_ok=True)
    return open_state(settings.state)


def _object(hold: Hold) -> dict[str, Any]:
    return {key: value for key, value in asdict(hold).items() if value is not None}


def _print_table(waiting: tuple[Hold, ...], say: Messages) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False)
    if not waiting:
        console.print(say("held_none"))
        return
    table = Table(title=say("held_head", count=len(waiting)), title_justify="left")
    for column in ("document", "what", "why", "value", "confidence", "seen"):
        table.add_column(say(column), overflow="fold")
    for hold in waiting:
        sure = "" if hold.confidence is None else f"{hold.confidence:.3f}"
        what = hold.field or hold.role or "–"
        why = f"{say(hold.reason.value)}: {hold.message}"
        table.add_row(hold.document, what, why, hold.value or "", sure, hold.seen[:12])
    console.print(table)


def decide(settings: Settings, file: Path) -> int:
    """Takes the decisions of a file; 0, or 2 when one is void or malformed (the others are taken)."""
    say, state = Messages(settings.lang), _state(settings)
    try:
        content = file.read_bytes()
    except OSError as error:
        print(f"{file}: {error.strerror}", file=sys.stderr)
        return 2
    known = fields_of(rows_of(settings, state, "extractions"), document_types())
    decisions, problems = parse(content, known)
    for problem in problems:
        print(f"{file.name}: {problem.index}: {problem.message}", file=sys.stderr)
    now, void, bounds = datetime.now(UTC), 0, within(settings)
    for index, decision in enumerate(decisions):
        if not holds.take_decision(state, decision, now=now, within=bounds(decision.reviewer)):
            void += 1
            print(say("void", index=index), file=sys.stderr)
    print(say("decided", count=len(decisions) - void))
    return 2 if problems or void else 0
