"""The registry of kinds of value, and `clean`."""

from collections.abc import Callable

from domain.text import tidy

Cleaner = Callable[[str], str | None]

KINDS: dict[str, Cleaner] = {}
"""Every kind by its name."""


def kind(function: Cleaner) -> Cleaner:
    """Register a function as the kind of its name."""
    KINDS[function.__name__] = function
    return function


def clean(kind: str, raw: str) -> str | None:
    """Canonical value of a printed text, None when it is no value of that kind; KeyError for an unknown kind."""
    cleaner = KINDS[kind]
    text = tidy(raw)
    return (cleaner(text) or None) if text else None
