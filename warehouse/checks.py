"""Is the warehouse whole: each check counts what is wrong and says what to do. Nothing here changes anything."""

import importlib.util
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from warehouse import current
from warehouse.changes import IDENTITY, digest
from warehouse.subjects import in_chunks
from warehouse.tables import documents, facts, identifiers, links, results, subjects, supersessions
from warehouse.tables_dossiers import dossier_codes, dossiers
from warehouse.tables_state import current_state, loads

AHEAD = timedelta(days=1)
"""So much may the clock of another machine go before ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something that is wrong, in how many places, and what to do (Vietnamese). Never whose data it is."""

    check: str
    count: int
    what: str
    advice: str


RESTORE = "Khôi phục kho từ bản sao lưu gần nhất (./sohoa restore), rồi chạy lại các lô sau đó."
MEND = "Chạy ./sohoa check --mend: trạng thái hiện hành được dựng lại từ các dữ kiện."

ORPHANS: tuple[tuple[sa.Column[object], sa.Column[object]], ...] = (
    (facts.c.subject_id, subjects.c.id),
    (facts.c.document_id, documents.c.id),
    (identifiers.c.subject_id, subjects.c.id),
    (links.c.document_id, documents.c.id),
    (links.c.subject_id, subjects.c.id),
    (results.c.document_id, documents.c.id),
    (supersessions.c.fact_id, facts.c.id),
    (supersessions.c.by_fact_id, facts.c.id),
    (current_state.c.fact_id, facts.c.id),
    (current_state.c.subject_id, subjects.c.id),
    (dossier_codes.c.dossier_id, dossiers.c.id),
)
"""Column -> the key it must find."""


def check(connection: sa.Connection, now: datetime) -> Iterator[Fault]:
    """Everything that is wrong in the database; nothing when it is whole."""
    for one in (_state, _orphans, _times, _digests, _chain):
        yield from one(connection, now)


def scans_of(connection: sa.Connection) -> frozenset[str]:
    """The originals (SHA-256) that documents name."""
    return frozenset(connection.execute(sa.select(documents.c.scan).distinct()).scalars())


def _state(connection: sa.Connection, now: datetime) -> Iterator[Fault]:
    rules = current.rules_on(now)
    if connection.execute(sa.select(facts.c.id).limit(1)).first() is None:
        return
    if not current.is_settled_by(connection, rules):
        yield Fault(check="rules", count=1, what="Quy tắc ưu tiên đã đổi từ lần nạp trước", advice=MEND)
    elif wrong := current.differences(connection, rules):
        yield Fault(check="current_state", count=wrong, what="Trạng thái hiện hành khác dữ kiện", advice=MEND)


def _orphans(connection: sa.Connection, now: datetime) -> Iterator[Fault]:  # noqa: ARG001
    for column, key in ORPHANS:
        there = key.table.alias()
        lost = column.is_not(None) & ~sa.exists().where(there.c[key.name] == column)
        count = connection.execute(sa.select(sa.func.count()).select_from(column.table).where(lost)).scalar_one()
        if count:
            what = f"{column.table.name}.{column.name} trỏ tới dòng không có ({key.table.name})"
            yield Fault(check="orphans", count=count, what=what, advice=RESTORE)


def _times(connection: sa.Connection, now: datetime) -> Iterator[Fault]:
    early = sa.select(sa.func.count()).select_from(supersessions.join(facts, facts.c.id == supersessions.c.fact_id))
    count = connection.execute(early.where(supersessions.c.superseded_at < facts.c.recorded_at)).scalar_one()
    if count:
        yield Fault(check="times", count=count, what="Dữ kiện hết hiệu lực trước khi được ghi", advice=RESTORE)
    latest = connection.execute(sa.select(sa.func.max(loads.c.recorded_at, type_=loads.c.recorded_at.type))).scalar()
    if isinstance(latest, datetime) and latest > now + AHEAD:
        advice = "Đồng hồ máy này hoặc máy đã nạp chạy sai: sửa giờ (NTP). Các lần nạp sau giữ nguyên thứ tự."
        yield Fault(check="clock", count=1, what="Có lần nạp mang giờ ở tương lai", advice=advice)


def _digests(connection: sa.Connection, now: datetime) -> Iterator[Fault]:  # noqa: ARG001
    """Facts whose content is no longer what was recorded."""
    wanted = sa.select(facts.c.digest, *(facts.c[name] for name in IDENTITY)).execution_options(yield_per=5000)
    wrong = sum(digest(row) != row["digest"] for row in connection.execute(wanted).mappings())
    if wrong:
        yield Fault(check="digests", count=wrong, what="Nội dung dữ kiện khác lúc được ghi", advice=RESTORE)


def _chain(connection: sa.Connection, now: datetime) -> Iterator[Fault]:  # noqa: ARG001
    """The access log's chain, where this warehouse has one."""
    if importlib.util.find_spec("warehouse.access_chain") is None:
        return
    verify: Callable[[sa.Connection], list[object]] = importlib.import_module("warehouse.access_chain").verify
    if problems := verify(connection):
        advice = (
            "Chạy ./sohoa audit verify để biết chỗ đứt; giữ nguyên kho làm chứng cứ và báo người phụ trách an toàn."
        )
        yield Fault(check="chain", count=len(problems), what="Nhật ký truy cập bị sửa hoặc thiếu", advice=advice)


def mend(connection: sa.Connection, now: datetime) -> int:
    """Makes the current state again from the facts, by today's rules; how many rows of it changed."""
    if current.is_settled_by(connection, current.rules_on(now)):
        stray = sa.select(current_state.c.subject_id).where(
            ~sa.exists().where(subjects.c.id == current_state.c.subject_id)
        )
        lost = connection.execute(stray.distinct()).scalars().all()
        for chunk in in_chunks(lost):
            connection.execute(current_state.delete().where(current_state.c.subject_id.in_(chunk)))
        return current.rebuild(connection, current.rules_on(now)) + len(lost)
    before = connection.execute(sa.select(sa.func.count()).select_from(current_state)).scalar_one()
    current.apply_rules(connection, now)
    return before
