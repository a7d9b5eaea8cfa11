"""`sohoa audit`: proving the access log whole, and the person's own view of who looked."""

import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime

from domain.errors import Refused
from pipelines.messages import Messages
from pipelines.settings import Settings
from pipelines.vault import warehouse_of
from reuse.looked import looks
from warehouse.access_chain import Head, head, holds, verify
from warehouse.access_view import Look

SHOWN_PROBLEMS = 50


def audit_verify(settings: Settings, kept: str | None) -> int:
    """Checks the chain of the access log; 0 when it is whole, 1 with every row at which it breaks, 2 for a bad head.

    `kept` is a head printed earlier, `position:hash`: what lay before it must still be there.
    """
    say = Messages(settings.lang)
    wanted = _head(kept)
    if kept and wanted is None:
        print(say("audit_bad_head"), file=sys.stderr)
        return 2
    with warehouse_of(settings).connect() as connection:
        problems, end = verify(connection), head(connection)
        lost = wanted is not None and not holds(connection, wanted)
    for problem in problems[:SHOWN_PROBLEMS]:
        print(say("audit_broken", position=problem.position, what=problem.what), file=sys.stderr)
    if lost:
        print(say("audit_lost_head"), file=sys.stderr)
    if problems or lost:
        print(say("audit_problems", count=len(problems) + lost), file=sys.stderr)
        return 1
    print(say("audit_whole", count=end.position, head=f"{end.position}:{end.hash}"))
    return 0


def _head(kept: str | None) -> Head | None:
    position, _, digest = (kept or "").partition(":")
    return Head(position=int(position), hash=digest) if position.isdecimal() and len(digest) == 64 else None


def who_looked(settings: Settings, *, subject: str, name: str, born: str | None, requester: str, as_json: bool) -> int:
    """Prints who looked at a person's or company's data; 0, or 4 with one answer for every refusal."""
    say = Messages(settings.lang)
    engine = warehouse_of(settings)
    try:
        found = looks(engine, subject, name=name, born=born, requester=requester, now=datetime.now(UTC))
    except Refused:
        print(say("refused"), file=sys.stderr)
        return 4
    if as_json:
        for look in found:
            print(json.dumps(asdict(look), ensure_ascii=False, default=str))
    else:
        _print(found, say)
    return 0


def _print(found: tuple[Look, ...], say: Messages) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False)
    if not found:
        console.print(say("looked_none"))
        return
    table = Table(title=say("looked_head", count=len(found)), title_justify="left")
    for column in ("at", "who", "action", "purpose", "attributes", "outcome", "basis"):
        table.add_column(say(column), overflow="fold")
    for look in found:
        shown = (look.requester, look.action, look.purpose, ", ".join(look.attributes), look.outcome, look.basis)
        table.add_row(f"{look.at.astimezone():%d/%m/%Y %H:%M}", *shown)
    console.print(table)
