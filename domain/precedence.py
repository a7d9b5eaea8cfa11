"""Whose word on a value counts first, as dated rows the catalog publishes."""

from dataclasses import dataclass

from domain.documents import STRICT

EVERY = "*"
"""In place of an attribute: every one that has no row of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrecedenceRule:
    """Whose word on these attributes counts first, from a day on.

    `sources` are groups, first wins; in one group the later day wins. A source is an origin (`human`, `ocr`, …),
    `registry` (any of them) or one registry (`registry:population`).
    """

    __pydantic_config__ = STRICT

    attributes: tuple[str, ...]
    since: str
    """ISO date from which it holds; before the first row of an attribute that first row holds."""
    sources: tuple[tuple[str, ...], ...]
    papers: tuple[str, ...] = ()
    """Document types that go before all others within a group, first wins."""
    timeless: bool = False
    """True of the subject at all times (a birth date), whatever the day of the paper that says so."""
    basis: str
