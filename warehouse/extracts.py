"""Loading a long stream of facts: a registry's extract, a former warehouse. In parts, each whole or not at all."""

import gc
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

import sqlalchemy as sa

from domain.facts import Fact
from warehouse import bulk, current, loads, subjects
from warehouse.load import record
from warehouse.store import take_turn, writing
from warehouse.tables import facts as facts_table

PART = 25_000
"""Facts in one transaction."""
MANY = 5_000
"""From so many on it pays to set the look-up of each row's foreign keys aside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What came of a stream; `skipped` counts the parts that an earlier, broken-off load had brought in."""

    facts: int = 0
    added: int = 0
    superseded: int = 0
    unchanged: int = 0
    parts: int = 0
    skipped: int = 0

    def __add__(self, other: "Loaded") -> "Loaded":
        """Both together."""
        return Loaded(**{name: getattr(self, name) + getattr(other, name) for name in self.__slots__})


def load_facts(
    engine: sa.Engine,
    facts: Iterable[Fact],
    *,
    source: str,
    now: datetime,
    part: int = PART,
    types: Mapping[str, str] | None = None,
) -> Loaded:
    """Adds what the facts say that is not there yet; the same stream again adds nothing.

    Broken off (killed, the database gone) it is called again with the same stream and source: parts that are in are
    skipped by their digest. `types` gives the document type of documents the facts name, where the caller has them.
    Facts about documents need those documents to be in the warehouse.
    """
    with engine.connect() as connection:
        done = loads.done(connection, source)
    total = Loaded()
    for number, chunk in enumerate(_parts(facts, part)):
        content = _digest(chunk)
        if done.get(number) == content:
            total += Loaded(facts=len(chunk), parts=1, skipped=1)
            continue
        with _garbage_collection_paused():
            total += _load_part(engine, chunk, source, number, content, now, types or {})
    return total


@contextmanager
def _garbage_collection_paused() -> Iterator[None]:
    """Python looks for cycles of garbage again and again while rows are made; they hold none, and it is a fifth of what
    a part costs. What is off stays off, for a caller who turned it off."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _parts(facts: Iterable[Fact], size: int) -> Iterator[list[Fact]]:
    stream = iter(facts)
    while chunk := list(islice(stream, size)):
        yield chunk


def _load_part(
    engine: sa.Engine,
    chunk: list[Fact],
    source: str,
    number: int,
    content: str,
    now: datetime,
    types: Mapping[str, str],
) -> Loaded:
    with writing(engine) as connection:
        take_turn(connection)
        rules = current.apply_rules(connection, now)
        settled = subjects.settle(connection, chunk, (), now)
        papers = sorted({fact.evidence.document for fact in chunk if fact.evidence.document})
        with _checked_later(connection, chunk, papers):
            change = record(
                connection,
                subjects.rows(chunk, settled.ids, now, types),
                documents=papers,
                subjects=settled.ids.values(),
                fresh=settled.fresh,
                rules=rules,
                now=now,
            )
        come = Loaded(
            facts=len(chunk),
            added=len(change.added),
            superseded=len(change.dropped),
            unchanged=change.unchanged,
            parts=1,
        )
        counts = {"part": number, "added": come.added, "superseded": come.superseded}
        loads.record(connection, kind="load", source=source, content=content, now=now, **counts)
    return come


def _checked_later(
    connection: sa.Connection, chunk: Sequence[Fact], papers: Sequence[str]
) -> AbstractContextManager[None]:
    """Subjects are known to be there, they were settled before; documents are not, and then each row is looked up."""
    return nullcontext() if papers or len(chunk) < MANY else bulk.unchecked(connection, facts_table)


def _digest(chunk: list[Fact]) -> str:
    """Of the facts in their order; enough to tell that a part is the one that was loaded before."""
    said = [
        f"{fact.subject.scheme}\x1f{fact.subject.value}\x1f{fact.attribute}\x1f{fact.value}\x1f"
        f"{fact.valid_from}\x1f{fact.origin}\x1e"
        for fact in chunk
    ]
    return hashlib.blake2b("".join(said).encode(), digest_size=32).hexdigest()
