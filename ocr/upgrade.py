"""A paper read again by a newer engine: what changed, and what may change by itself.

A value that was sure does not move because another engine reads otherwise: it moves when a person says so.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from domain.documents import Extraction, FieldValue

NOTE = "upgrade:"
"""Starts the note with the other engine's reading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One field two engines read differently; `document` is the new extraction's."""

    document: Extraction
    field: str
    old: FieldValue
    new: FieldValue


def changes(old: Iterable[Extraction], new: Iterable[Extraction]) -> Iterator[Change]:
    """The fields whose value differs between two readings of the same scans, in the order of the new one."""
    before = {_key(document): document for document in old}
    for document in new:
        known = before.get(_key(document))
        for field in document.fields if known else ():
            was = _field(known, field.name)
            if was.value != field.value:
                yield Change(document=document, field=field.name, old=was, new=field)


def upgraded(old: Iterable[Extraction], new: Iterable[Extraction]) -> tuple[Extraction, ...]:
    """The new reading, in which no value that was accepted before has moved.

    Where both engines are sure of different values neither is accepted; where only the older one was, its value stays.
    """
    before = {_key(document): document for document in old}
    return tuple(_upgraded(before.get(_key(document)), document) for document in new)


def _key(document: Extraction) -> tuple[str, tuple[int, ...], str]:
    return document.scan, document.pages, document.type


def _field(document: Extraction | None, name: str) -> FieldValue:
    fields = document.fields if document else ()
    return next((field for field in fields if field.name == name), FieldValue(name=name))


def _upgraded(old: Extraction | None, new: Extraction) -> Extraction:
    if old is None:
        return new
    return new.with_fields(tuple(_better(_field(old, field.name), field) for field in new.fields))


def _better(old: FieldValue, new: FieldValue) -> FieldValue:
    if not old.accepted or old.value == new.value:
        return replace(new, accepted=new.accepted or (old.accepted and old.value == new.value))
    if new.accepted:
        return replace(old, accepted=False, notes=(*old.notes, f"{NOTE}{new.value}"))
    return replace(old, notes=(*old.notes, f"{NOTE}{new.value}"))
