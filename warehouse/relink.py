"""A person's word on links that are in already: undo one, take an undo back, split a subject that was two.

Judgements are only added and the last human one wins: a load that brings an undone link again changes nothing. The
subject's public id never changes; what was on it by mistake is superseded, and the blast radius says whom it reached.
"""

import secrets
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from domain.documents import Origin
from domain.subjects import Judgement, Link
from warehouse import changes, current, loads
from warehouse.blast import Blast, radius
from warehouse.changes import Change
from warehouse.facts import is_settled, subject_of
from warehouse.store import take_turn, writing
from warehouse.subjects import in_chunks
from warehouse.tables import identifiers, links, live_facts, subjects
from warehouse.tables_subjects import splits

if TYPE_CHECKING:
    from warehouse.load import LoadDocument

HUMAN, UNDONE, REDONE, SPLIT = "HUMAN", "undone", "redone", "split"

Place = tuple[str, str, str]
"""document, role, registry."""


class NotLinked(ValueError):
    """There is no such link, or it says already what is wanted (Vietnamese)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """A subject that was two: the one that kept the id, the new one, and what had been mixed up."""

    subject: str
    new_subject: str
    documents: tuple[str, ...]
    blast: Blast


def undo(engine: sa.Engine, place: Place, *, reviewer: str, reason: str, now: datetime) -> Blast:
    """Says that the paper's role is not the subject its link points to; what it had said of that subject ends.

    The paper's facts come onto the right subject when it is linked anew. `NotLinked` when there is nothing to undo.
    """
    with writing(engine) as connection:
        take_turn(connection)
        row = _last(connection, place)
        if row is None or row["judgement"] is not Judgement.SAME or not row["subject_id"]:
            raise NotLinked("Không có liên kết nào đang được coi là đúng ở vai này.")
        _judge(connection, row, Judgement.DIFFERENT, UNDONE, reviewer, reason, now)
        wrong = _told_by(connection, row["document_id"], row["subject_id"])
        if any(other["subject_id"] == row["subject_id"] for other in _settled(connection, row["document_id"])):
            wrong = []
        reached = radius(connection, row["subject_id"], wrong)
        _end(connection, dict.fromkeys(wrong), row["subject_id"], "relink", reviewer, now)
    return reached


def redo(engine: sa.Engine, place: Place, *, reviewer: str, reason: str, now: datetime) -> str:
    """Takes an undo back; the subject's id. The paper's facts are there again after the next load of its batch."""
    with writing(engine) as connection:
        take_turn(connection)
        row = _last(connection, place)
        if row is None or row["reason"] != UNDONE:
            raise NotLinked("Liên kết này chưa từng bị gỡ.")
        _judge(connection, row, Judgement.SAME, REDONE, reviewer, reason, now)
        loads.record(connection, kind="relink", source=reviewer, now=now)
    return str(row["subject_id"])


def split(
    engine: sa.Engine,
    subject: str,
    *,
    taking: Collection[tuple[str, str]],
    reviewer: str,
    reason: str,
    now: datetime,
) -> Split:
    """Makes of those identifiers (scheme, value) of a subject one of its own, with the papers linked by them.

    The subject keeps its id and the rest. What registries had answered ends for both: it cannot be told whose it was,
    and the next load of the papers' batches asks again. `NotLinked` when an identifier is not the subject's, or none
    would be left.
    """
    with writing(engine) as connection:
        take_turn(connection)
        _must_have(connection, subject, taking)
        kind = connection.execute(sa.select(subjects.c.kind).where(subjects.c.id == subject)).scalar_one()
        new = secrets.token_hex(16)
        moved = _linked_by(connection, subject, {value for _, value in taking})
        papers = sorted({row["document_id"] for row in moved})
        told = [fact for paper in papers for fact in _told_by(connection, paper, subject)]
        answered = _answered(connection, subject)
        reached = radius(connection, subject, [*told, *answered])
        connection.execute(subjects.insert(), {"id": new, "kind": kind, "recorded_at": now})
        _move_names(connection, taking, new)
        for row in moved:
            _judge(connection, row | {"subject_id": new}, Judgement.SAME, SPLIT, reviewer, reason, now)
        said = {"subject_id": subject, "new_subject_id": new, "documents": papers, "reviewer": reviewer}
        connection.execute(splits.insert(), said | {"reason": reason, "recorded_at": now})
        _carry_over(connection, told, answered, (subject, new), reviewer, now)
    return Split(subject=subject, new_subject=new, documents=tuple(papers), blast=reached)


def without_undone(connection: sa.Connection, documents: Sequence["LoadDocument"]) -> list["LoadDocument"]:
    """The documents without the links that a person undid, and without what those would say."""
    gone = _undone(connection, [document.extraction.document for document in documents])
    return [_without(document, gone) for document in documents] if gone else list(documents)


def _without(document: "LoadDocument", gone: set[tuple[Any, ...]]) -> "LoadDocument":
    kept = tuple(link for link in document.links if _key(link) not in gone)
    if len(kept) == len(document.links):
        return document
    left = {subject_of(link) for link in kept if is_settled(link)}
    lost = {subject_of(link) for link in document.links if link not in kept and is_settled(link)} - left
    facts = tuple(fact for fact in document.facts if fact.subject not in lost or fact.origin is Origin.REGISTRY)
    return replace(document, links=kept, facts=facts)


def _key(link: Link) -> tuple[Any, ...]:
    return link.document, link.role, link.registry, link.key


def _undone(connection: sa.Connection, names: Sequence[str]) -> set[tuple[Any, ...]]:
    """(document, role, registry, key) of links whose last human word is that they are wrong."""
    last: dict[tuple[Any, ...], str] = {}
    for chunk in in_chunks(names):
        query = sa.select(links).where(links.c.document_id.in_(chunk), links.c.reason.in_((UNDONE, REDONE)))
        for row in connection.execute(query.order_by(links.c.id)):
            last[row.document_id, row.role, row.registry, row.registry_key] = row.reason
    return {key for key, reason in last.items() if reason == UNDONE}


def _last(connection: sa.Connection, place: Place) -> dict[str, Any] | None:
    document, role, registry = place
    here = links.c.document_id == document, links.c.role == role, links.c.registry == registry
    row = connection.execute(sa.select(links).where(*here).order_by(links.c.id.desc()).limit(1)).mappings().first()
    return dict(row) if row else None


def _settled(connection: sa.Connection, document: str) -> list[dict[str, Any]]:
    """The links of a document that are held to be right, as they stand last."""
    rows = connection.execute(sa.select(links).where(links.c.document_id == document).order_by(links.c.id)).mappings()
    last = {(row["role"], row["registry"]): dict(row) for row in rows}
    return [row for row in last.values() if row["judgement"] is Judgement.SAME and row["subject_id"]]


def _judge(
    connection: sa.Connection,
    row: dict[str, Any],
    word: Judgement,
    short: str,
    reviewer: str,
    reason: str,
    now: datetime,
) -> None:
    """Adds a person's judgement beside the former ones."""
    said = {"judgement": word, "origin": HUMAN, "reason": short, "score": 1.0, "recorded_at": now}
    said |= {"judged_by": reviewer, "model": ""}
    why = {"explanation": {"reviewer": reviewer, "reason": reason}}
    connection.execute(links.insert(), {name: row[name] for name in row if name != "id"} | said | why)


def _told_by(connection: sa.Connection, document: str, subject: str) -> list[int]:
    query = sa.select(live_facts.c.id).filter_by(document_id=document, subject_id=subject)
    return list(connection.execute(query).scalars())


def _answered(connection: sa.Connection, subject: str) -> list[int]:
    query = sa.select(live_facts.c.id).filter_by(origin=Origin.REGISTRY, subject_id=subject)
    return list(connection.execute(query).scalars())


def _must_have(connection: sa.Connection, subject: str, taking: Collection[tuple[str, str]]) -> None:
    query = sa.select(identifiers.c.scheme, identifiers.c.value).where(identifiers.c.subject_id == subject)
    own = {(row.scheme, row.value) for row in connection.execute(query)}
    if not taking or not set(taking) < own:
        raise NotLinked("Các số cần tách phải là của chủ thể này, và chủ thể phải còn lại ít nhất một số.")


def _linked_by(connection: sa.Connection, subject: str, values: set[str]) -> list[dict[str, Any]]:
    query = sa.select(links.c.document_id).where(links.c.subject_id == subject).distinct()
    papers = connection.execute(query).scalars().all()
    rows = [row for paper in sorted(papers) for row in _settled(connection, paper)]
    return [row for row in rows if row["subject_id"] == subject and row["registry_key"] in values]


def _move_names(connection: sa.Connection, taking: Iterable[tuple[str, str]], new: str) -> None:
    for scheme, value in sorted(taking):
        here = identifiers.c.scheme == scheme, identifiers.c.value == value
        connection.execute(identifiers.update().where(*here).values(subject_id=new))


def _carry_over(
    connection: sa.Connection,
    told: Sequence[int],
    answered: Sequence[int],
    pair: tuple[str, str],
    reviewer: str,
    now: datetime,
) -> None:
    """What papers told comes anew onto the new subject; what registries answered ends."""
    rows = [_copied(row, pair[1]) for row in _whole(connection, told)]
    successors = {row.pop("from"): changes.digest(row) for row in rows}
    ends = dict.fromkeys(answered) | successors
    change = Change(added={changes.digest(row): row for row in rows}, dropped=ends, touched=set(pair))
    at = loads.moment(connection, now)
    for row in rows:
        row["recorded_at"] = at
    _write(connection, change, "split", reviewer, now)


def _copied(row: dict[str, Any], subject: str) -> dict[str, Any]:
    left = {name: value for name, value in row.items() if name not in ("id", "digest")}
    return left | {"subject_id": subject, "from": row["id"]}


def _whole(connection: sa.Connection, ids: Sequence[int]) -> list[dict[str, Any]]:
    found: list[Any] = []
    for chunk in in_chunks(ids):
        found += connection.execute(sa.select(live_facts).where(live_facts.c.id.in_(chunk))).mappings().all()
    return [dict(row) for row in found]


def _end(
    connection: sa.Connection, ends: dict[int, str | None], subject: str, kind: str, reviewer: str, now: datetime
) -> None:
    _write(connection, Change(dropped=ends, touched={subject}), kind, reviewer, now)


def _write(connection: sa.Connection, change: Change, kind: str, reviewer: str, now: datetime) -> None:
    rules = current.apply_rules(connection, now)
    changes.write(connection, change, loads.moment(connection, now))
    current.renew(connection, change.touched, rules)
    added, superseded = len(change.added), len(change.dropped)
    loads.record(connection, kind=kind, source=reviewer, now=now, added=added, superseded=superseded)
