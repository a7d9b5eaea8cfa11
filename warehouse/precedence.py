"""Whose word counts: of several live facts on one attribute of one subject, which is current, by the published rule."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa

from domain.documents import Origin
from domain.facts import Status
from domain.precedence import EVERY, PrecedenceRule

Row = Mapping[str, Any] | sa.RowMapping
Slot = tuple[str, str]
"""(subject id, attribute)."""

Key = Callable[[Row], tuple[Any, ...]]


class Precedence:
    """The rules in force on one day (YYYY-MM-DD): the key by which facts of an attribute are compared, most wins.

    A row needs status, origin, registry, type (of its document, or None), valid_from, recorded_at and id.
    """

    def __init__(self, day: str, rules: Iterable[PrecedenceRule] | None = None) -> None:
        """With the catalog's rules when none are given."""
        import catalog  # half of what importing this package costs, and not needed where rules are given

        self.rules = tuple(catalog.precedence() if rules is None else rules)
        self.day = day
        self._keys: dict[str, Key] = {}

    def rule(self, attribute: str) -> PrecedenceRule:
        """The rule for that attribute on the day: its own, else everyone's; the first before any was in force."""
        own = [rule for rule in self.rules if attribute in rule.attributes]
        dated = sorted(own or (rule for rule in self.rules if EVERY in rule.attributes), key=lambda rule: rule.since)
        return next((rule for rule in reversed(dated) if rule.since <= self.day), dated[0])

    def key(self, attribute: str) -> Key:
        """What to compare facts of that attribute by: what is present first, then the rule, then the later day."""
        if attribute not in self._keys:
            self._keys[attribute] = _key(self.rule(attribute))
        return self._keys[attribute]

    def winner(self, attribute: str, rows: Iterable[Row]) -> Row:
        """The row that counts."""
        return max(rows, key=self.key(attribute))

    def rows(self) -> list[dict[str, Any]]:
        """Every rule as a row a named attribute, for the table `precedence`."""
        return [
            {
                "attribute": attribute,
                "since": rule.since,
                "sources": [list(group) for group in rule.sources],
                "papers": list(rule.papers),
                "timeless": rule.timeless,
                "basis": rule.basis,
            }
            for rule in self.rules
            for attribute in rule.attributes
        ]

    def in_force(self) -> list[tuple[str, str]]:
        """(attribute, since) of the rows in force on the day: what a current state was settled by."""
        named = sorted({attribute for rule in self.rules for attribute in rule.attributes} - {EVERY})
        return [(attribute, self.rule(attribute).since) for attribute in (*named, EVERY)]


def winners(rows: Iterable[Row], precedence: Precedence) -> dict[Slot, Row]:
    """Of each subject's attribute the row that counts."""
    chosen: dict[Slot, Row] = {}
    several: dict[Slot, list[Row]] = {}
    for row in rows:
        slot = row["subject_id"], row["attribute"]
        first = chosen.setdefault(slot, row)
        if first is not row:
            several.setdefault(slot, [first]).append(row)
    return chosen | {slot: precedence.winner(slot[1], alike) for slot, alike in several.items()}


def _key(rule: PrecedenceRule) -> Key:
    papers = {kind: place for place, kind in enumerate(rule.papers)}

    @cache
    def place(origin: str, registry: str | None) -> int:
        return _place(rule.sources, origin, registry)

    def key(row: Row) -> tuple[Any, ...]:
        return (
            row["status"] == Status.PRESENT,
            -place(row["origin"], row["registry"]),
            -papers.get(row["type"], len(papers)),
            row["valid_from"] or "",
            row["recorded_at"],
            row["id"],
        )

    return key


def _place(sources: Sequence[Sequence[str]], origin: str, registry: str | None) -> int:
    """The group that names the source, most exactly first; after all groups when none does."""
    names = [f"{origin}:{registry}", origin] if origin == Origin.REGISTRY else [origin]
    for name in names:
        for place, group in enumerate(sources):
            if name in group:
                return place
    return len(sources)
