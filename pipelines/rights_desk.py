"""`sohoa rights`: taking down what persons ask about their own data, doing it in time, and removing what is past its
time."""

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from domain.errors import Refused
from pipelines.messages import Messages
from pipelines.settings import Settings
from pipelines.vault import warehouse_of
from reuse.identity import known_subject, scheme_of
from warehouse import rights
from warehouse.retention import overdue, remove_overdue
from warehouse.rights import Asked, NotPossible, Request
from warehouse.rights_deadlines import Right
from warehouse.rights_effects import carry_out, lift, to_send
from warehouse.store import writing

Step = Callable[[sa.Connection, Mapping[str, Any], datetime], Any]


def rights_desk(settings: Settings, action: str, asked: Mapping[str, Any]) -> int:
    """Does one action of the rights desk; 0, 2 when it is not possible (said why), 4 for a person who is not known."""
    say = Messages(settings.lang)
    try:
        with writing(warehouse_of(settings)) as connection:
            told = ACTIONS[action](connection, asked, datetime.now(UTC))
    except NotPossible as error:
        print(error, file=sys.stderr)
        return 2
    except Refused:
        print(say("refused"), file=sys.stderr)
        return 4
    for one in told if isinstance(told, tuple | list) else [told]:
        print(json.dumps(_plain(one), ensure_ascii=False, default=str))
    return 0


def _new(connection: sa.Connection, asked: Mapping[str, Any], now: datetime) -> Request:
    number = "".join(asked["subject"].split())
    subject = known_subject(connection, scheme_of(number), number, asked["name"], asked["born"])
    if subject is None:
        raise Refused
    wish = Asked(
        subject=subject,
        right=Right(asked["right"]),
        attributes=tuple(asked["attribute"] or ()),
        detail=asked["detail"],
        wanted=asked["wanted"],
        purpose=asked["purpose"],
        with_processors=asked["processors"],
    )
    return rights.receive(connection, wish, by=asked["by"], now=now)


def _refuse(connection: sa.Connection, asked: Mapping[str, Any], now: datetime) -> Request:
    reason = {"reason": asked["reason"] or "", "basis": asked["basis"] or ""}
    return rights.refuse(connection, asked["number"], by=asked["by"], now=now, **reason)


def _extend(connection: sa.Connection, asked: Mapping[str, Any], now: datetime) -> Request:
    return rights.extend(connection, asked["number"], by=asked["by"], now=now, reason=asked["reason"] or "")


def _do(connection: sa.Connection, asked: Mapping[str, Any], now: datetime) -> tuple[Any, ...]:
    given = carry_out(connection, asked["number"], by=asked["by"], now=now)
    shown = ("attribute", "value", "status", "origin", "registry", "document_id", "valid_from", "recorded_at")
    return (rights.request(connection, asked["number"]), *({name: row[name] for name in shown} for row in given))


def _lift(connection: sa.Connection, asked: Mapping[str, Any], now: datetime) -> dict[str, int]:
    return {"lifted": lift(connection, asked["number"], now=now)}


def _retention(connection: sa.Connection, asked: Mapping[str, Any], now: datetime) -> tuple[Any, ...]:
    return remove_overdue(connection, by=asked["by"], now=now) if asked["apply"] else overdue(connection, now=now)


def _plain(one: Any) -> Mapping[str, Any]:
    if not isinstance(one, Request):
        return one if isinstance(one, dict) else asdict(one)
    told = asdict(one) | {"state": one.state, "due": one.due, "late": one.is_late(datetime.now(UTC).date())}
    told["asked"] = {name: part for name, part in told["asked"].items() if name not in ("detail", "wanted")}
    return told


ACTIONS: dict[str, Step] = {
    "new": _new,
    "list": lambda connection, _asked, _now: rights.waiting(connection),
    "show": lambda connection, asked, _now: rights.request(connection, asked["number"]),
    "acknowledge": lambda connection, asked, now: rights.acknowledge(
        connection, asked["number"], by=asked["by"], now=now
    ),
    "extend": _extend,
    "refuse": _refuse,
    "do": _do,
    "lift": _lift,
    "queue": lambda connection, _asked, _now: to_send(connection),
    "retention": _retention,
}
"""What `sohoa rights ACTION` does."""
