"""Answers kept for a while, sealed: served again while they are fresh, and as stale ones while the registry is away.

Only what a registry answered to exactly this question is served, and every serving is logged like a question. A kept
answer that cannot be read is no answer; a cache that cannot be written never stops a lookup.
"""

import hashlib
import hmac
import json
import os
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pydantic import TypeAdapter

from connectors.base import AccessLog, Registry, note
from domain.errors import Refused, SourceError
from domain.subjects import Mention, RegistryRecord

RECORD = TypeAdapter(RegistryRecord)
NONCE = 12
"""Bytes."""

FROM_CACHE, FROM_STALE = "from_cache", "from_cache.stale"
"""Outcomes in the access log."""


class Answers:
    """Sealed answers in a SQLite file of its own; neither a number nor a name can be read off it without the key."""

    def __init__(self, path: Path, key: bytes) -> None:
        """`key`: 32 secret bytes. The file is for its owner only."""
        self._path, self._own = path, threading.local()
        self._seal = AESGCM(key)
        self._index = hmac.digest(key, b"index", "sha256")
        with suppress(OSError):
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
        self._write("create table if not exists answers (question blob primary key, at real, sealed blob)")

    def get(self, registry: str, mention: Mention) -> RegistryRecord | None:
        """What that registry last answered to exactly this question."""
        question, found = self._question(registry, mention), None
        with suppress(sqlite3.Error):
            query = "select sealed from answers where question = ?"
            found = self._database().execute(query, (question,)).fetchone()
        return self._open(question, found[0]) if found else None

    def keep(self, registry: str, mention: Mention, record: RegistryRecord) -> None:
        """Keeps an answer in place of the last one."""
        question, nonce = self._question(registry, mention), os.urandom(NONCE)
        sealed = nonce + self._seal.encrypt(nonce, RECORD.dump_json(record), question)
        row = (question, record.fetched_at.timestamp(), sealed)
        self._write("insert or replace into answers values (?, ?, ?)", row)

    def forget(self, registry: str, mention: Mention) -> None:
        """Drops the answer to a question that is answered otherwise now."""
        self._write("delete from answers where question = ?", (self._question(registry, mention),))

    def purge(self, before: datetime) -> None:
        """Drops every answer older than that."""
        self._write("delete from answers where at < ?", (before.timestamp(),))

    def _question(self, registry: str, mention: Mention) -> bytes:
        asked = [registry, mention.kind, mention.id, mention.full_name, mention.born, mention.paper, mention.holder]
        return hmac.digest(self._index, json.dumps(asked).encode(), hashlib.sha256)

    def _open(self, question: bytes, sealed: bytes) -> RegistryRecord | None:
        try:
            return RECORD.validate_json(self._seal.decrypt(sealed[:NONCE], sealed[NONCE:], question))
        except (InvalidTag, ValueError):
            return None

    def _database(self) -> sqlite3.Connection:
        if not hasattr(self._own, "database"):
            self._own.database = sqlite3.connect(self._path, timeout=5)
        return self._own.database  # type: ignore[no-any-return]

    def _write(self, statement: str, row: tuple[object, ...] = ()) -> None:
        with suppress(sqlite3.Error), closing(sqlite3.connect(self._path, timeout=5)) as database, database:
            database.execute("pragma synchronous=off")  # what is lost is asked again
            database.execute(statement, row)


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, kw_only=True)
class Cached:
    """A `Registry` in front of another: asks it only for what it has not answered lately."""

    name: str
    registry: Registry
    answers: Answers
    log: AccessLog
    fresh: timedelta
    """So long an answer is served without asking."""
    stale: timedelta
    """So long it is served, marked stale, while the registry is away."""
    now: Callable[[], datetime] = _now

    def lookup(self, mention: Mention, *, purpose: str, requester: str) -> RegistryRecord | None:
        """As the registry answers, or answered."""
        if not (purpose and requester):
            raise Refused
        known = self.answers.get(self.name, mention)
        age = self.now() - known.fetched_at if known else timedelta.max
        served = partial(note, self.log, self.name, mention, purpose=purpose, requester=requester)
        if known and age <= self.fresh:
            served(outcome=FROM_CACHE)
            return known
        try:
            return self._ask(mention, purpose, requester)
        except SourceError:
            if known is None or age > self.stale:
                raise
        served(outcome=FROM_STALE)
        return replace(known, stale=True)

    def _ask(self, mention: Mention, purpose: str, requester: str) -> RegistryRecord | None:
        record = self.registry.lookup(mention, purpose=purpose, requester=requester)
        if record is None:
            self.answers.forget(self.name, mention)
        elif not record.stale:
            self.answers.keep(self.name, mention, record)
        return record
