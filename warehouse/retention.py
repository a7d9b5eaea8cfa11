"""How long each table is kept, as dated rows, and removing what is past its time.

What a law demands to keep, or what proves that something was done, has no end here; the rule says why.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

import sqlalchemy as sa

from warehouse.access_chain import sealed_head
from warehouse.append_only import suspended
from warehouse.crypto import keys_of
from warehouse.facts import VIETNAM
from warehouse.rights_tables import registry_corrections, removals, restrictions
from warehouse.tables import access_head, access_log


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Rows of a table whose `column` is older than so many years are removed; `years` None: kept without an end."""

    table: str
    years: int | None
    column: str = ""
    since: date = date(2026, 1, 1)
    until: date | None = None
    basis: str


ARCHIVED = (
    "subjects",
    "identifiers",
    "documents",
    "results",
    "revocations",
    "extensions",
    "links",
    "facts",
    "supersessions",
    "dossiers",
    "dossier_codes",
    "splits",
    "current_state",
    "loads",
    "precedence",
)
ARCHIVE = "Luật Lưu trữ 33/2024/QH15: hồ sơ, kết quả giải quyết lưu theo thời hạn bảo quản của hồ sơ gốc"
AGENCY = "Luật 91/2025/QH15, Điều 3 (lưu trữ có thời hạn); số năm do cơ quan quản lý kho quyết định"
FIGURES = "số liệu tái sử dụng phải báo cáo (Quyết định 766/QĐ-TTg); không chứa dữ liệu cá nhân"
PROOF = "chứng minh việc thực hiện quyền của chủ thể dữ liệu (Luật 91/2025/QH15, Điều 19 khoản 2)"
RULES = (
    *(Rule(table=name, years=None, basis=ARCHIVE) for name in ARCHIVED),
    *(
        Rule(table=name, years=None, basis=PROOF)
        for name in ("rights_requests", "rights_events", "consents", "removals")
    ),
    *(Rule(table=name, years=None, basis=FIGURES) for name in ("api_clients", "used_receipts", "reuse_ledger")),
    *(Rule(table=name, years=None, basis="của chính kho") for name in ("access_head", "encryption_keys", "pseudonyms")),
    Rule(table="access_log", years=10, column="at", basis=AGENCY),
    Rule(table="registry_corrections", years=5, column="sent_at", basis=AGENCY),
    Rule(table="restrictions", years=5, column="until", basis=AGENCY),
)
"""A change is a new row: the old one ends (`until`), the new one begins."""

TABLES = {table.name: table for table in (access_log, registry_corrections, restrictions)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What a rule removes, or would."""

    table: str
    rows: int
    older_than: date
    basis: str


def rules_on(day: date) -> tuple[Rule, ...]:
    """The rules in force on that day."""
    return tuple(rule for rule in RULES if rule.since <= day and (rule.until is None or day <= rule.until))


def overdue(connection: sa.Connection, *, now: datetime) -> tuple[Due, ...]:
    """What is past its time, by table; removes nothing."""
    today = now.astimezone(VIETNAM).date()
    found = (_due(connection, rule, _years_before(today, rule.years)) for rule in rules_on(today) if rule.years)
    return tuple(due for due in found if due.rows)


def remove_overdue(connection: sa.Connection, *, by: str, now: datetime) -> tuple[Due, ...]:
    """Removes what is past its time and keeps how much that was, of what and by which rule."""
    found = overdue(connection, now=now)
    for due in found:
        if due.table == access_log.name:
            _cut_log(connection, due.older_than)
        else:
            _delete(connection, due)
        row = {"at": now, "by": by, "table_name": due.table, "rows": due.rows, "basis": due.basis}
        connection.execute(removals.insert(), row | {"older_than": due.older_than.isoformat()})
    return found


def _years_before(day: date, years: int) -> date:
    return date(day.year - years, day.month, min(day.day, 28))


def _due(connection: sa.Connection, rule: Rule, limit: date) -> Due:
    table = TABLES[rule.table]
    old = _last_old(connection, limit) if table is access_log else None
    past = table.c.position <= old if old is not None else table.c[rule.column] < _start(limit)
    count = connection.execute(sa.select(sa.func.count()).select_from(table).where(past)).scalar_one()
    return Due(table=rule.table, rows=count, older_than=limit, basis=rule.basis)


def _delete(connection: sa.Connection, due: Due) -> None:
    table = TABLES[due.table]
    column = next(rule.column for rule in RULES if rule.table == due.table)
    connection.execute(table.delete().where(table.c[column] < _start(due.older_than)))


def _last_old(connection: sa.Connection, limit: date) -> int:
    """The chain is cut only at its beginning: the last row before the first one that is still to be kept."""
    young = sa.select(sa.func.min(access_log.c.position)).where(access_log.c.at >= _start(limit))
    last = sa.select(sa.func.max(access_log.c.position))
    first_kept: int | None = connection.execute(young).scalar()
    return (connection.execute(last).scalar() or 0) if first_kept is None else first_kept - 1


def _cut_log(connection: sa.Connection, limit: date) -> None:
    """Removes the oldest rows; the head keeps the hash on which what stays builds."""
    head = connection.execute(sa.select(access_head).with_for_update()).mappings().one()
    base = _last_old(connection, limit)
    digest = connection.execute(sa.select(access_log.c.hash).where(access_log.c.position == base)).scalar_one()
    with suspended(connection, [access_log.name]):
        connection.execute(access_log.delete().where(access_log.c.position <= base))
    keys = keys_of(connection.dialect)
    connection.execute(access_head.update().values(sealed_head(keys, base, digest, head["position"], head["hash"])))


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), VIETNAM).astimezone(UTC)
