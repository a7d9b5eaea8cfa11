"""How a rule is declared and what it is given. No rule stands here: rules live in the `rules_*.py` beside it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from domain.documents import DocumentType, Extraction, FieldSpec, FieldValue
from domain.findings import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What a rule judges: one document, its declared type, and the day on which it is judged."""

    extraction: Extraction
    type: DocumentType
    today: date

    def value(self, name: str | None) -> str | None:
        """Canonical value of a field; None when it is not declared, absent or not read."""
        return self.extraction.value(name) if name else None

    def field(self, name: str) -> FieldValue:
        """The field as read; an empty one when the reader left it out."""
        return next((found for found in self.extraction.fields if found.name == name), FieldValue(name=name))

    def label(self, name: str) -> str:
        """What an officer calls the field."""
        return self.type.spec(name).label

    def saying(self, attribute: str) -> FieldSpec | None:
        """The first field that declares this attribute (`role.attribute`)."""
        return next((spec for spec in self.type.fields if attribute in spec.attributes), None)


@dataclass(frozen=True, slots=True)
class Broken:
    """One breach of a rule. `message` is Vietnamese, names the field's label and never its value."""

    field: str | None
    """None holds the whole document when the rule is an ERROR."""
    message: str


Check = Callable[[Case], Iterator[Broken]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A check with the name the catalog calls it by and what its breach means."""

    name: str
    severity: Severity
    check: Check


RULES: dict[str, Rule] = {}
"""Every registered rule by name; complete once `validation.rules` is imported."""


def rule(severity: Severity) -> Callable[[Check], Check]:
    """Register the decorated check as a rule under its own name."""

    def register(check: Check) -> Check:
        if check.__name__ in RULES:
            raise ValueError(f"two rules are named {check.__name__}")
        RULES[check.__name__] = Rule(check.__name__, severity, check)
        return check

    return register
