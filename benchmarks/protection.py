"""What protection costs: CPU µs a value, a row of facts and an entry of the log, on SQLite in memory.

./sohoa bench protection
"""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import sqlalchemy as sa

from domain.facts import AccessEntry
from warehouse.access import record
from warehouse.access_chain import verify
from warehouse.crypto import Keyring, fresh, use, with_new_key
from warehouse.crypto_rotation import rotate
from warehouse.store import open_warehouse, upgrade, writing
from warehouse.tables import facts, identifiers, subjects

COUNT = 20_000
TEXT = "Tổ 4, Phường Xuân Hương - Đà Lạt, Lâm Đồng"
NOW = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
TIMED = ("facts.value", "facts.raw", "facts.digest")


def cpu(work: Callable[[], object], count: int = COUNT) -> float:
    """CPU µs of one, the best of three."""
    best = min(_once(work) for _ in range(3))
    return best / count * 1e6


def _once(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def values(keys: Keyring) -> dict[str, float]:
    """Sealing, opening, looking up, masking one value."""
    sealed, digest = keys.seal("facts.value", TEXT, searchable=True), "ab" * 32
    one = range(COUNT)
    return {
        "seal, searchable": cpu(lambda: [keys.seal("facts.value", TEXT, searchable=True) for _ in one]),
        "seal, random nonce": cpu(lambda: [keys.seal("facts.raw", TEXT, searchable=False) for _ in one]),
        "open": cpu(lambda: [keys.open("facts.value", sealed) for _ in one]),
        "blind index": cpu(lambda: [keys.index("facts.value", TEXT) for _ in one]),
        "mask a digest": cpu(lambda: [keys.mask(digest) for _ in one]),
    }


def rows(engine: sa.Engine) -> dict[str, float]:
    """What the column types of one row of facts add to an insert and to a select."""
    write = [facts.c[name.split(".")[1]].type.dialect_impl(engine.dialect) for name in TIMED]
    binds = [kind.bind_processor(engine.dialect) for kind in write]
    reads = [kind.result_processor(engine.dialect, None) for kind in write]
    told = (TEXT, TEXT, "ab" * 32)
    kept = [bind(text) for bind, text in zip(binds, told, strict=True)]
    one = range(COUNT)
    return {
        "a row of facts, written": cpu(lambda: [[b(t) for b, t in zip(binds, told, strict=True)] for _ in one]),
        "a row of facts, read": cpu(lambda: [[r(t) for r, t in zip(reads, kept, strict=True)] for _ in one]),
    }


def log(engine: sa.Engine) -> dict[str, float]:
    """Entries one by one within a transaction, and checking the chain."""
    entry = AccessEntry(
        at=NOW, requester="x", action="prefill", subject_scheme="personal_id", subject_value="001087000015", purpose="p"
    )
    count = 2000
    with writing(engine) as connection:
        one = _once(lambda: [record(connection, replace(entry, requester=str(n))) for n in range(count)])
        checked = min(_once(lambda: verify(connection)) for _ in range(3))
    return {"an entry of the log, written": one / count * 1e6, "an entry of the log, verified": checked / count * 1e6}


def rotation(engine: sa.Engine, newer: Keyring) -> dict[str, float]:
    """A new key over identifiers."""
    people = [{"id": f"{n:032d}", "kind": "person", "recorded_at": NOW} for n in range(COUNT)]
    known = [{"scheme": "personal_id", "value": f"{n:012d}", "subject_id": p["id"]} for n, p in enumerate(people)]
    with writing(engine) as connection:
        connection.execute(subjects.insert(), people)
        connection.execute(identifiers.insert(), [one | {"recorded_at": NOW} for one in known])
    use(engine.dialect, newer)
    return {"a row brought under a new key": _once(lambda: rotate(engine)) / COUNT * 1e6}


def main() -> None:
    """Prints the table."""
    secrets = fresh()
    engine = open_warehouse("sqlite://", Keyring(secrets))
    upgrade(engine)
    found = values(Keyring(secrets)) | rows(engine) | log(engine)
    found |= rotation(engine, Keyring(with_new_key(secrets)))
    for name, cost in found.items():
        print(f"{name:32} {cost:8.2f} µs CPU")


if __name__ == "__main__":
    main()
