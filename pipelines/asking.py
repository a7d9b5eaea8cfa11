"""`sohoa facts`, `sohoa dossier`, `sohoa expiring`: what an officer may ask the warehouse on the machine itself."""

import json
import sys
from collections.abc import Iterable, Mapping
from contextlib import nullcontext
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from catalog import document_types, forms, procedures
from domain.facts import AccessEntry
from pipelines.messages import Messages
from pipelines.officers import actor_of
from pipelines.settings import Settings
from pipelines.vault import warehouse_of
from reuse.asking import KNOWN_BY, Asked, asked, find, is_the_one, short
from warehouse import dossiers
from warehouse.access import record
from warehouse.completeness import Completeness, of_dossier
from warehouse.days import VIETNAM
from warehouse.expiry import BadIndex, expiring, read_index, worth_digitizing
from warehouse.history import Answer, as_of, known_at
from warehouse.roles import Actor, needed_for
from warehouse.roles_database import acting
from warehouse.store import writing


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """Which day is asked about (None: whatever day was spoken of), as known when, and what time it is."""

    day: date | None
    moment: datetime
    now: datetime


def facts(
    settings: Settings,
    *,
    subject: str,
    name: str,
    born: str | None,
    kind: str,
    purpose: str,
    requester: str,
    day: date | None,
    moment: datetime | None,
    as_json: bool,
) -> int:
    """What was true of a subject on a day, as known at a moment; 4 with the same words for every refusal.

    Where officers have roles, only what is within the requester's scope, third persons where the purpose needs them.
    """
    now, who = datetime.now(UTC), asked(kind, subject, name, born)
    wanted = When(day=day, moment=moment or now, now=now)
    bounds = actor_of(settings, requester)
    if bounds:
        bounds = replace(bounds, third_persons=needed_for(purpose, forms().values()))
    with writing(warehouse_of(settings)) as connection:
        with acting(connection, bounds) if bounds else nullcontext():
            found, answers = _found(connection, who, wanted, bounds)
        if not (requester.strip() and purpose.strip()):
            answers = {}
        outcome = "answered" if answers else "refused:mismatch" if found else "refused:not_found"
        entry = AccessEntry(
            at=now, requester=short(requester, 120), action="history", subject_scheme=who.scheme,
            subject_value=who.id, purpose=short(purpose, 64), attributes=tuple(sorted(answers)),
            outcome=outcome, basis="command",
        )  # fmt: skip
        record(connection, entry)
    if not answers:
        print(Messages(settings.lang)("refused"), file=sys.stderr)
        return 4
    _print_answers(answers.values(), as_json=as_json)
    return 0


def _found(
    connection: Connection, who: Asked, wanted: When, actor: Actor | None
) -> tuple[str | None, Mapping[str, Answer]]:
    """The subject, as far as the actor may know of it, and what is answered when it is the one that was named."""
    found = find(connection, who, actor)
    known = known_at(connection, found or "", wanted.now, attributes=KNOWN_BY, actor=actor)
    said = {one: {"value": answer.value} for one, answer in known.items()}
    if not found or not is_the_one(who, said):  # type: ignore[arg-type]
        return found, {}
    if wanted.day:
        return found, as_of(connection, found, wanted.day, known=wanted.moment, actor=actor)
    return found, known_at(connection, found, wanted.moment, actor=actor)


def dossier(settings: Settings, code: str, *, agency: str | None, procedure: str | None, as_json: bool) -> int:
    """A dossier against its procedure; 0 complete, 1 something is open, 2 unknown or ambiguous code or procedure."""
    engine = warehouse_of(settings)
    try:
        with engine.connect() as connection:
            one = dossiers.find(connection, code, agency)
            wanted = procedures()[procedure or one.procedure or ""]
            answer = of_dossier(connection, one, wanted, _today())
    except dossiers.Ambiguous as error:
        print(f"Mã này có ở nhiều hệ thống ({error}): thêm --agency.", file=sys.stderr)
        return 2
    except KeyError:
        known = ", ".join(sorted(procedures()))
        print(f"Không có hồ sơ mang mã này, hoặc thiếu --procedure. Thủ tục đã khai báo: {known}.", file=sys.stderr)
        return 2
    _print_dossier(one, answer, as_json=as_json)
    return 0 if answer.complete else 1


def expiry(settings: Settings, *, within: int, archive: Path | None, as_json: bool) -> int:
    """What expires within so many days and, for an archive's index, what is worth scanning; 2 for a bad index."""
    try:
        index = read_index(archive) if archive else ()
    except BadIndex as error:
        print(error, file=sys.stderr)
        return 2
    with warehouse_of(settings).connect() as connection:
        soon = expiring(connection, _today(), within=within)
        worth = list(worth_digitizing(connection, index, _today()))
    rows = [asdict(one) | {"title": document_types()[one.type].title} for one in soon]
    rows += [asdict(one) | {"worth": verdict.value, "reason": why} for one, verdict, why in worth]
    _print_rows(rows, ("title", "document", "type", "number", "valid_to", "worth", "reason"), as_json=as_json)
    return 0


def _today() -> date:
    return datetime.now(VIETNAM).date()


def _print_answers(answers: Iterable[Answer], *, as_json: bool) -> None:
    rows = [asdict(answer) for answer in answers]
    _print_rows(rows, ("attribute", "status", "value", "origin", "valid_from", "certain"), as_json=as_json)


def _print_dossier(one: dossiers.Dossier, answer: Completeness, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(asdict(one) | asdict(answer) | {"complete": answer.complete}, ensure_ascii=False, default=str))
        return
    print(f"{answer.title} ({answer.procedure}) · {', '.join(code for _, code in one.codes)}")
    _print_rows([asdict(item) for item in answer.items], ("code", "name", "state", "why"), as_json=False)
    print("Đủ thành phần." if answer.complete else "Còn thiếu thành phần bắt buộc.")


def _print_rows(rows: list[dict[str, Any]], columns: tuple[str, ...], *, as_json: bool) -> None:
    if as_json:
        for row in rows:
            print(json.dumps(row, ensure_ascii=False, default=str))
        return
    from rich.console import Console
    from rich.table import Table

    shown = [name for name in columns if any(row.get(name) not in (None, "") for row in rows)]
    table = Table()
    for name in shown:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(str(row.get(name) or "") for name in shown))
    Console(highlight=False).print(table if rows else "—")
