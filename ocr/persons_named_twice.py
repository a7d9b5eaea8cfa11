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
from ocr.layout import is_capitals
from ocr.witness import SEEN


def told_again(votes: Sequence[Vote], kind: DocumentType | None) -> list[Vote]:
    """The votes, names in lists spelled as the same person's name is where it was read by two or more readers."""
    known = dict(_known(votes, kind)) if kind else {}
    return [_told(vote, known) if vote.spec.kind == "listing" and known else vote for vote in votes]


def _known(votes: Sequence[Vote], kind: DocumentType) -> Iterator[tuple[str, str]]:
    """Number -> name of the persons of a paper's roles whose name two readers give, or the picture speaks for."""
    by_name = {vote.spec.name: vote for vote in votes}
    for role in kind.roles:
        number, name = by_name.get(role.id), by_name.get(role.full_name)
        sure = name is not None and (name.voices > 1 or (name.margin or 0.0) >= SEEN)
        if number and name and sure and number.field.value and name.field.value:
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
    said = str(entry.get("name") or "") if name else ""
    if name is None or fold(name) != fold(said) or name.casefold() == said.casefold():
        return entry
    return entry | {"name": name if is_capitals(said) == is_capitals(name) else _in_case(name, said)}


def _in_case(name: str, said: str) -> str:
    return name.upper() if is_capitals(said) else name.title()
