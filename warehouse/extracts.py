"""Loading a long stream of facts: a registry's extract, a former warehouse. In parts, each whole or not at all."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

import sqlalchemy as sa

from domain.facts import Fact
from warehouse import current, loads, subjects
from warehouse.load import record
from warehouse.store import take_turn, writing

PART = 25_000
"""Facts in one transaction."""


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
        total += _load_part(engine, chunk, source, number, content, now, types or {})
    return total


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
        change = record(
            connection,
            subjects.rows(chunk, settled.ids, now, types),
            documents=sorted({fact.evidence.document for fact in chunk if fact.evidence.document}),
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


def _digest(chunk: list[Fact]) -> str:
    """Of the facts in their order; enough to tell that a part is the one that was loaded before."""
    known = hashlib.blake2b(digest_size=32)
    for fact in chunk:
        said = (fact.subject.scheme, fact.subject.value, fact.attribute, fact.value, fact.valid_from, fact.origin)
        known.update("\x1f".join(map(str, said)).encode())
    return known.hexdigest()
