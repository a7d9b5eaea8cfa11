"""A person whom a paper names twice by one number: where two readers read the name elsewhere, a list says it so too.

Cells of tables are read by the page's reader alone, who knows the language and may prefer the likelier of two names.
The change is written in the field's notes; a list is never let go on without a person."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from domain.documents import DocumentType
from domain.text import fold
from ocr.combine import Vote


def told_again(votes: Sequence[Vote], kind: DocumentType | None) -> list[Vote]:
    """The votes, names in lists spelled as the same person's name is where it was read by two or more readers."""
    known = dict(_known(votes, kind)) if kind else {}
    return [_told(vote, known) if vote.spec.kind == "listing" and known else vote for vote in votes]


def _known(votes: Sequence[Vote], kind: DocumentType) -> Iterator[tuple[str, str]]:
    """Number -> name of the persons of a paper's roles whose name more than one reader gives."""
    by_name = {vote.spec.name: vote for vote in votes}
    for role in kind.roles:
        number, name = by_name.get(role.id), by_name.get(role.full_name)
        if number and name and number.field.value and name.field.value and name.voices > 1:
            yield number.field.value, name.field.value


def _told(vote: Vote, known: dict[str, str]) -> Vote:
    entries: list[Any] = json.loads(vote.field.value or "[]")
    said = [_spelled(entry, known) for entry in entries]
    if said == entries:
        return vote
    notes = (*vote.field.notes, f"same_person:{vote.field.value}")
    return replace(vote, field=replace(vote.field, value=json.dumps(said, ensure_ascii=False), notes=notes))


def _spelled(entry: Any, known: dict[str, str]) -> Any:
    name = known.get(entry.get("id") or "") if isinstance(entry, dict) else None
    same = name is not None and fold(name) == fold(entry.get("name") or "")
    return entry | {"name": name} if same else entry
