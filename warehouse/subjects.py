"""Subjects and their identifiers: who a fact is about. Knows nothing of what the facts say."""

import secrets
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

import sqlalchemy as sa

from domain.documents import Origin
from domain.facts import Fact, SubjectRef
from domain.subjects import Link, SubjectKind
from warehouse import bulk
from warehouse.facts import is_settled, subject_of
from warehouse.tables import identifiers, subjects

Ids = dict[tuple[str, str], str]
"""(scheme, value) of an identifier -> id of its subject."""

ALIASES = ("personal_id", "old_id", "enterprise_code")
"""Attributes a registry gives that name the subject as well."""

Value = TypeVar("Value", str, int, tuple[str, str])

CHUNK = 500
"""Values in one SQL IN list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """The subject of every identifier spoken of, and the subjects among them that were not there before."""

    ids: Ids
    fresh: frozenset[str]
    persons: int
    """How many of the fresh ones are persons or companies."""


def settle(connection: sa.Connection, facts: Sequence[Fact], links: Sequence[Link], now: datetime) -> Settled:
    """The warehouse's id of every subject spoken of; new ones are made."""
    named = {(ref.scheme, ref.value): ref.kind for ref in _spoken_of(facts, links)}
    aliases = _aliases(facts)
    ids = find(connection, {*named, *aliases})
    missing = {key: kind for key, kind in named.items() if key not in ids}
    made = _name_anew(missing, aliases, ids)
    new = {subject: kind for subject, kind in made.values() if kind}
    _add(connection, new, {key: subject for key, (subject, _) in made.items()}, now)
    persons = sum(kind != SubjectKind.PAPER for kind in new.values())
    return Settled(ids=ids, fresh=frozenset(new), persons=persons)


def find(connection: sa.Connection, keys: Iterable[tuple[str, str]]) -> Ids:
    """Subject ids of those identifiers that are known."""
    by_scheme: defaultdict[str, list[str]] = defaultdict(list)
    for scheme, value in sorted(keys):
        by_scheme[scheme].append(value)
    known: Ids = {}
    for scheme, values in by_scheme.items():
        for chunk in in_chunks(values):
            wanted = sa.select(identifiers.c.value, identifiers.c.subject_id).where(
                identifiers.c.scheme == scheme, identifiers.c.value.in_(chunk)
            )
            known |= {(scheme, row.value): row.subject_id for row in connection.execute(wanted)}
    return known


def rows(facts: Iterable[Fact], ids: Ids, now: datetime, types: Mapping[str, str]) -> list[dict[str, Any]]:
    """Facts as rows of the table, without number, digest and turn, and with the type of their document beside."""
    return [_row(fact, ids[fact.subject.scheme, fact.subject.value], now, types) for fact in facts]


def in_chunks(values: Sequence[Value]) -> Iterable[Sequence[Value]]:
    """The values in lists short enough for one statement."""
    return (values[start : start + CHUNK] for start in range(0, len(values), CHUNK))


def _spoken_of(facts: Sequence[Fact], links: Sequence[Link]) -> Iterable[SubjectRef]:
    yield from (fact.subject for fact in facts)
    yield from (subject_of(link) for link in links if is_settled(link))


def _aliases(facts: Sequence[Fact]) -> dict[tuple[str, str], tuple[str, str]]:
    """Other names of a subject -> the name it is spoken of by; only a registry's word counts here."""
    return {
        (fact.attribute, fact.value): (fact.subject.scheme, fact.subject.value)
        for fact in facts
        if fact.attribute in ALIASES and fact.origin is Origin.REGISTRY and fact.value
    }


def _name_anew(
    missing: dict[tuple[str, str], str], aliases: dict[tuple[str, str], tuple[str, str]], ids: Ids
) -> dict[tuple[str, str], tuple[str, str | None]]:
    """Identifier -> (subject, kind when that subject is new); `ids` learns them. A name that is taken stays put."""
    made: dict[tuple[str, str], tuple[str, str | None]] = {}
    other_name = {main: alias for alias, main in aliases.items() if alias != main}
    for key, kind in missing.items():
        main = aliases.get(key, key)
        known = ids.get(main) or ids.get(other_name.get(main, main))
        made[key] = (known, None) if known else (secrets.token_hex(16), kind)
        ids[key] = made[key][0]
    for alias, main in aliases.items():
        if alias not in ids:
            ids[alias] = ids[main]
            made[alias] = (ids[main], None)
    return made


def _add(connection: sa.Connection, new: dict[str, str], names: Ids, now: datetime) -> None:
    bulk.insert(connection, subjects, [{"id": key, "kind": kind, "recorded_at": now} for key, kind in new.items()])
    bulk.insert(
        connection,
        identifiers,
        [
            {"scheme": scheme, "value": value, "subject_id": subject, "recorded_at": now}
            for (scheme, value), subject in names.items()
        ],
    )


def _row(fact: Fact, subject: str, now: datetime, types: Mapping[str, str]) -> dict[str, Any]:
    told = fact.evidence
    return {
        "subject_id": subject,
        "attribute": fact.attribute,
        "value": fact.value and unicodedata.normalize("NFC", fact.value),
        "status": fact.status,
        "origin": fact.origin,
        "scan": told.scan,
        "document_id": told.document,
        "page": told.page,
        "box": told.box and list(told.box),
        "raw": told.raw,
        "confidence": told.confidence,
        "registry": told.registry,
        "registry_as_of": told.registry_as_of,
        "reviewer": told.reviewer,
        "valid_from": fact.valid_from,
        "valid_to": fact.valid_to,
        "recorded_at": now,
        "type": types.get(told.document or ""),
    }
