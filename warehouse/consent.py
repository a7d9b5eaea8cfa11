"""Consent per purpose, where the law needs it, and its withdrawal. Silence is not consent; the last word counts."""

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from warehouse.facts import VIETNAM
from warehouse.rights_tables import consents


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentRule:
    """Whether purposes that begin so need the person's consent; the longest beginning in force decides."""

    purpose: str
    """Beginning of a purpose; empty for every one."""
    needed: bool
    since: date
    until: date | None = None
    basis: str


LAW = "Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15"
RULES = (
    ConsentRule(purpose="", needed=True, since=date(2026, 1, 1), basis=f"{LAW}, Điều 9, Điều 15"),
    *(
        ConsentRule(purpose=f"{digit}.", needed=False, since=date(2026, 1, 1), basis=f"{LAW}, Điều 19 khoản 1 điểm c")
        for digit in range(1, 10)
    ),
    ConsentRule(purpose="quyen_chu_the", needed=False, since=date(2026, 1, 1), basis=f"{LAW}, Điều 4"),
)
"""An administrative procedure (code N.NNNNNN) is a statutory duty and needs none; anything else does."""


def rule_for(purpose: str, day: date) -> ConsentRule:
    """The rule in force on that day; before the first one, consent is needed."""
    found = [
        rule
        for rule in RULES
        if purpose.startswith(rule.purpose) and rule.since <= day and (rule.until is None or day <= rule.until)
    ]
    strictest = ConsentRule(purpose="", needed=True, since=date.min, basis=LAW)
    return max(found, key=lambda rule: len(rule.purpose), default=strictest)


def give(connection: sa.Connection, subject: str, purpose: str, *, by: str, evidence: str, now: datetime) -> None:
    """Takes down that the person agrees; `evidence` says where their own word is kept."""
    if not evidence.strip():
        raise ValueError("a consent without evidence")
    _add(connection, subject, purpose, by=by, evidence=evidence, now=now, given=True)


def withdraw(connection: sa.Connection, subject: str, purpose: str, *, by: str, evidence: str, now: datetime) -> None:
    """Takes down that the person no longer agrees; counts from now on."""
    _add(connection, subject, purpose, by=by, evidence=evidence, now=now, given=False)


LAST_WORD = (
    sa.select(consents.c.given)
    .where(consents.c.subject_id == sa.bindparam("subject"), consents.c.purpose == sa.bindparam("purpose"))
    .order_by(consents.c.id.desc())
    .limit(1)
)


def is_given(connection: sa.Connection, subject: str, purpose: str) -> bool:
    """Whether the person's last word on that purpose was yes."""
    return bool(connection.execute(LAST_WORD, {"subject": subject, "purpose": purpose}).scalar())


def may_use(connection: sa.Connection, subject: str, purpose: str, *, now: datetime) -> bool:
    """Whether data of the person may be used for that purpose as far as consent goes."""
    needed = rule_for(purpose, now.astimezone(VIETNAM).date()).needed
    return not needed or is_given(connection, subject, purpose)


def _add(
    connection: sa.Connection, subject: str, purpose: str, *, by: str, evidence: str, now: datetime, given: bool
) -> None:
    row = {"subject_id": subject, "purpose": purpose, "given": given, "at": now, "by": by, "evidence": evidence}
    connection.execute(consents.insert(), row)
