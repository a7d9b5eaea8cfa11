"""The access log as a chain: every row's hash covers its content and the hash of the row before.

A row that was changed, removed, put in or moved is found by `verify`. The head keeps where the chain ends, under a
keyed seal: whoever can write the database but has no key can neither cut the end off nor build the chain anew. What a
look was at enters the hash by its blind index, so that nobody can guess a number by trying.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Any

import sqlalchemy as sa

from warehouse.crypto import PREFIX, Keyring, WrongKey, keys_of
from warehouse.tables import access_head, access_log

GENESIS = "0" * 64
"""What the first row follows."""
SUBJECT = "access_log.subject_value"
COVERED = ("requester", "action", "subject_scheme", "purpose", "outcome", "basis", "visibility")
ROWS = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Where the chain is broken and how; `position` is the row's place in the chain, from 1."""

    position: int
    what: str
    """Vietnamese, for the operator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Where the chain ends. Kept somewhere else, it proves later that nothing before it has changed."""

    position: int
    hash: str


def append(connection: sa.Connection, entries: Sequence[Mapping[str, Any]]) -> None:
    """Adds rows to the end of the chain within the caller's transaction; writers take turns from here to its end."""
    if not entries:
        return
    keys = keys_of(connection.dialect)
    last = connection.execute(sa.select(access_head).with_for_update()).mappings().one()
    rows = chained(entries, keys, last["position"], last["hash"])
    connection.execute(access_log.insert(), rows)
    end = sealed_head(keys, last["base_position"], last["base_hash"], rows[-1]["position"], rows[-1]["hash"])
    connection.execute(access_head.update().values(end))


def chained(entries: Sequence[Mapping[str, Any]], keys: Keyring, position: int, previous: str) -> list[dict[str, Any]]:
    """The rows with their place, the hash they follow and their own."""
    rows = []
    for place, entry in enumerate(entries, position + 1):
        own = row_hash(entry, keys.index(SUBJECT, entry["subject_value"]), place, previous)
        rows.append({**entry, "position": place, "previous": previous, "hash": own})
        previous = own
    return rows


def row_hash(row: Mapping[str, Any], subject_index: str, position: int, previous: str) -> str:
    """SHA-256 over the place, the hash before, and everything a row says."""
    said = [position, previous, row["at"].astimezone(UTC).isoformat(), subject_index, list(row["attributes"])]
    said += [row[name] for name in COVERED]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()


def sealed_head(keys: Keyring, base: int, base_hash: str, position: int, last: str) -> dict[str, Any]:
    """The columns of the head, with the seal that only a holder of the keys can make."""
    seal = keys.mac("access_head")(f"{base}|{base_hash}|{position}|{last}").hex()
    return {"base_position": base, "base_hash": base_hash, "position": position, "hash": last, "seal": seal}


def head(connection: sa.Connection) -> Head:
    """Where the chain ends now."""
    row = connection.execute(sa.select(access_head)).one()
    return Head(position=row.position, hash=row.hash)


def holds(connection: sa.Connection, kept: Head) -> bool:
    """Whether a head that was kept elsewhere is still a part of the chain."""
    if kept.position == 0:
        return kept.hash == GENESIS
    query = sa.select(access_log.c.hash).where(access_log.c.position == kept.position)
    return bool(connection.execute(query).scalar() == kept.hash)


def verify(connection: sa.Connection) -> list[Problem]:
    """Every break of the chain, in its order; empty when it is whole."""
    found = connection.execute(sa.select(access_head)).mappings().first()
    if found is None:
        return [Problem(position=0, what="mất dòng đánh dấu cuối nhật ký (access_head)")]
    keys = keys_of(connection.dialect)
    walk = _Walk(position=found["base_position"], hash=found["base_hash"])
    problems = [problem for row in _rows(connection) for problem in walk.step(row, keys)]
    return problems + list(_at_the_end(dict(found), walk, keys))


@dataclass(slots=True, kw_only=True)
class _Walk:
    """Where the check stands."""

    position: int
    hash: str
    id: int = 0

    def step(self, row: Mapping[str, Any], keys: Keyring) -> list[Problem]:
        """What is wrong with the next row."""
        place = row["position"]
        wrong = list(self._order(row)) + list(_content(row, keys))
        self.position, self.hash, self.id = place, row["hash"], row["id"]
        return [Problem(position=place, what=what) for what in wrong]

    def _order(self, row: Mapping[str, Any]) -> Iterator[str]:
        missing = row["position"] - self.position - 1
        if missing > 0:
            yield f"thiếu {missing} dòng ngay trước dòng này"
        elif row["previous"] != self.hash:
            yield "không nối với dòng ngay trước: dòng bị chèn, đổi chỗ hoặc dòng trước bị thay"
        if row["id"] < self.id:
            yield "đổi chỗ: số thứ tự ghi nhỏ hơn dòng trước"


def _content(row: Mapping[str, Any], keys: Keyring) -> Iterator[str]:
    stored = row["stored_subject"]
    if row_hash(row, stored[:PREFIX], row["position"], row["previous"]) != row["hash"]:
        yield "nội dung đã bị sửa"
        return
    try:
        keys.open(SUBJECT, stored)
    except WrongKey:
        yield "đối tượng được tra cứu đã bị sửa (không giải mã được)"


def _at_the_end(found: Mapping[str, Any], walk: _Walk, keys: Keyring) -> Iterator[Problem]:
    whole = sealed_head(keys, found["base_position"], found["base_hash"], found["position"], found["hash"])
    if whole["seal"] != found["seal"]:
        yield Problem(position=found["position"], what="dấu niêm phong cuối nhật ký không đúng")
    if walk.position < found["position"]:
        yield Problem(position=walk.position + 1, what=f"thiếu {found['position'] - walk.position} dòng cuối")
    elif (walk.position, walk.hash) != (found["position"], found["hash"]):
        yield Problem(position=walk.position, what="dòng cuối không khớp dấu niêm phong")


def _rows(connection: sa.Connection) -> Iterator[Mapping[str, Any]]:
    """Every row in the order of the chain, some thousand at a time, with its subject as it is stored."""
    plain = [column for column in access_log.c if column.name != "subject_value"]
    stored = sa.type_coerce(access_log.c.subject_value, sa.Text).label("stored_subject")
    last = None
    while True:
        query = sa.select(*plain, stored).order_by(access_log.c.position).limit(ROWS)
        if last is not None:
            query = query.where(access_log.c.position > last)
        rows = connection.execute(query).mappings().all()
        if not rows:
            return
        yield from map(dict, rows)
        last = rows[-1]["position"]
