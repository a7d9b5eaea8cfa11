"""Requests of persons about their own data, from receipt to what became of them. The history is only ever added to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa

from warehouse import rights_deadlines as rules
from warehouse.facts import VIETNAM
from warehouse.rights_deadlines import Right
from warehouse.rights_tables import rights_events, rights_requests


class State(StrEnum):
    """Where a request stands."""

    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    EXTENDED = "extended"
    DONE = "done"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


OPEN = (State.RECEIVED, State.ACKNOWLEDGED, State.EXTENDED)
NEXT: Mapping[State, tuple[State, ...]] = {
    State.RECEIVED: (State.ACKNOWLEDGED, State.DONE, State.REFUSED, State.WITHDRAWN),
    State.ACKNOWLEDGED: (State.EXTENDED, State.DONE, State.REFUSED, State.WITHDRAWN),
    State.EXTENDED: (State.DONE, State.REFUSED, State.WITHDRAWN),
}
"""What may follow what; nothing follows an end."""


class NotPossible(ValueError):
    """A step that the request's state, or the law, does not allow; says which (Vietnamese)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a person asks for."""

    subject: str
    """The warehouse's id."""
    right: Right
    attributes: tuple[str, ...] = ()
    """What it is about; empty: everything."""
    detail: str | None = None
    wanted: str | None = None
    """The right value, of a correction."""
    purpose: str | None = None
    with_processors: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One entry of a request's history."""

    at: datetime
    by: str
    state: State
    due: date
    reason: str
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request and all that happened to it."""

    id: int
    asked: Asked
    received_at: datetime
    acknowledge_by: date
    steps: tuple[Step, ...]

    @property
    def state(self) -> State:
        """Where it stands now."""
        return self.steps[-1].state

    @property
    def due(self) -> date:
        """Last day to carry it out, extensions counted."""
        return self.steps[-1].due

    def is_late(self, today: date) -> bool:
        """Whether a deadline passed and it still waits."""
        unsaid = self.state is State.RECEIVED and today > self.acknowledge_by
        return self.state in OPEN and (unsaid or today > self.due)


def receive(connection: sa.Connection, asked: Asked, *, by: str, now: datetime) -> Request:
    """Takes a request down, with its deadlines; `NotPossible` when it lacks what it is about."""
    _refuse_incomplete(asked)
    today = now.astimezone(VIETNAM).date()
    rule = rules.deadline(asked.right, today)
    row = {
        "subject_id": asked.subject,
        "kind": asked.right,
        "attributes": list(asked.attributes),
        "detail": asked.detail,
        "wanted": asked.wanted,
        "purpose": asked.purpose,
        "received_at": now,
        "received_by": by,
        "acknowledge_by": rules.acknowledge_by(rule, today).isoformat(),
        "with_processors": asked.with_processors,
        "basis": rule.basis,
    }
    number: int = connection.execute(rights_requests.insert().returning(rights_requests.c.id), row).scalar_one()
    until = rules.due(rule, today, with_processors=asked.with_processors)
    _add(connection, number, Step(at=now, by=by, state=State.RECEIVED, due=until, reason="", basis=rule.basis))
    return request(connection, number)


def acknowledge(connection: sa.Connection, number: int, *, by: str, now: datetime) -> Request:
    """Says that the request has come and is worked on."""
    return _step(connection, number, State.ACKNOWLEDGED, by=by, now=now)


def extend(connection: sa.Connection, number: int, *, by: str, now: datetime, reason: str) -> Request:
    """Moves the deadline once, by as much as the law allows; the person must be told why."""
    known = request(connection, number)
    received = known.received_at.astimezone(VIETNAM).date()
    until = rules.extended(rules.deadline(known.asked.right, received), known.due)
    return _step(connection, number, State.EXTENDED, by=by, now=now, reason=_given(reason), due=until)


def refuse(connection: sa.Connection, number: int, *, by: str, now: datetime, reason: str, basis: str) -> Request:
    """Ends it with a reason and the rule that allows to refuse, as for deleting what a law demands to keep."""
    return _step(connection, number, State.REFUSED, by=by, now=now, reason=_given(reason), basis=_given(basis))


def take_back(connection: sa.Connection, number: int, *, by: str, now: datetime) -> Request:
    """The person asks no longer."""
    return _step(connection, number, State.WITHDRAWN, by=by, now=now)


def finish(connection: sa.Connection, number: int, *, by: str, now: datetime, reason: str = "") -> Request:
    """Notes that what was asked is done; `warehouse.rights_effects` does it."""
    return _step(connection, number, State.DONE, by=by, now=now, reason=reason)


def request(connection: sa.Connection, number: int) -> Request:
    """One request with its history; `NotPossible` when there is none of that number."""
    found = requests(connection, rights_requests.c.id == number)
    if not found:
        raise NotPossible(f"không có yêu cầu số {number}")
    return found[0]


def requests(connection: sa.Connection, *conditions: sa.ColumnElement[bool]) -> tuple[Request, ...]:
    """Requests with their history, in the order in which they came."""
    query = sa.select(rights_requests).where(*conditions).order_by(rights_requests.c.id)
    rows = connection.execute(query).mappings().all()
    history: dict[int, list[Step]] = {row["id"]: [] for row in rows}
    steps = sa.select(rights_events).where(rights_events.c.request_id.in_(history)).order_by(rights_events.c.id)
    for step in connection.execute(steps).mappings():
        history[step["request_id"]].append(_read_step(step))
    return tuple(_read(row, history[row["id"]]) for row in rows)


def waiting(connection: sa.Connection) -> tuple[Request, ...]:
    """What still waits, the nearest deadline first."""
    return tuple(sorted((one for one in requests(connection) if one.state in OPEN), key=lambda one: one.due))


def _refuse_incomplete(asked: Asked) -> None:
    if asked.right is Right.CORRECT and (len(asked.attributes) != 1 or not asked.wanted):
        raise NotPossible("yêu cầu chỉnh sửa phải nêu một dữ liệu và giá trị đúng của nó")
    if asked.right in (Right.OBJECT, Right.WITHDRAW) and not asked.purpose:
        raise NotPossible("yêu cầu phản đối hoặc rút lại đồng ý phải nêu mục đích")


def _given(text: str) -> str:
    if not text.strip():
        raise NotPossible("phải nêu lý do và căn cứ")
    return text


def _step(
    connection: sa.Connection,
    number: int,
    state: State,
    *,
    by: str,
    now: datetime,
    reason: str = "",
    basis: str = "",
    due: date | None = None,
) -> Request:
    lock = sa.select(rights_requests.c.id).where(rights_requests.c.id == number).with_for_update()
    connection.execute(lock)
    known = request(connection, number)
    if state not in NEXT.get(known.state, ()):
        raise NotPossible(f"yêu cầu số {number} đang ở trạng thái “{known.state}”, không chuyển sang “{state}” được")
    _add(connection, number, Step(at=now, by=by, state=state, due=due or known.due, reason=reason, basis=basis))
    return request(connection, number)


def _add(connection: sa.Connection, number: int, step: Step) -> None:
    row = {"at": step.at, "by": step.by, "state": step.state, "reason": step.reason, "basis": step.basis}
    connection.execute(rights_events.insert(), row | {"request_id": number, "due": step.due.isoformat()})


def _read(row: sa.RowMapping, steps: Sequence[Step]) -> Request:
    asked = Asked(
        subject=row["subject_id"],
        right=Right(row["kind"]),
        attributes=tuple(row["attributes"]),
        detail=row["detail"],
        wanted=row["wanted"],
        purpose=row["purpose"],
        with_processors=row["with_processors"],
    )
    day = date.fromisoformat(row["acknowledge_by"])
    return Request(id=row["id"], asked=asked, received_at=row["received_at"], acknowledge_by=day, steps=tuple(steps))


def _read_step(row: sa.RowMapping) -> Step:
    return Step(
        at=row["at"],
        by=row["by"],
        state=State(row["state"]),
        due=date.fromisoformat(row["due"]),
        reason=row["reason"],
        basis=row["basis"],
    )
