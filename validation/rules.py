"""The door to the rules: what is wrong with one document. The rules themselves stand in `rules_*.py`."""

from datetime import date

from domain.documents import DocumentType, Extraction, ValiditySpec
from domain.findings import Finding
from validation import rules_cards, rules_dates, rules_evidence, rules_ids, rules_presence, rules_words
from validation.registry import RULES, Broken, Case, Rule

__all__ = ["RULES", "RuleError", "check", "named"]

RULE_MODULES = (rules_presence, rules_ids, rules_dates, rules_words, rules_cards, rules_evidence)
"""Importing them is what registers their rules."""

ALWAYS = (
    "not_found", "signature_broken", "signature_unverified", "text_layer", "page_unread", "handwritten", "under_stamp",
    "print_unread_beside", "result_code", "read_otherwise",
)  # fmt: skip
"""Rules that hold for every type, named in its YAML or not."""

UNKNOWN = DocumentType(
    code="unknown",
    title="",
    titles=(),
    subject=None,
    roles=(),
    fields=(),
    rules=(),
    validity=ValiditySpec(kind="unknown"),
)
"""A paper of no known type: only what holds for every file is asked of it."""


class RuleError(Exception):
    """A document type names a rule that does not exist; says which ones do."""


def named(type: DocumentType) -> tuple[Rule, ...]:  # noqa: A002 - the catalog's word
    """The rules of a document type, in the order of its YAML; RuleError when it names one that does not exist."""
    names = dict.fromkeys((*type.rules, *ALWAYS))
    unknown = [name for name in names if name not in RULES]
    if unknown:
        raise RuleError(f"{type.code}.yaml names rules that do not exist: {unknown}; there are {sorted(RULES)}")
    return tuple(RULES[name] for name in names)


def check(extraction: Extraction, type: DocumentType | None, today: date) -> tuple[Finding, ...]:  # noqa: A002
    """Everything the type's rules find wrong with a document on that day, for an unknown type only what concerns
    any file; RuleError for a rule name that does not exist.
    """
    case = Case(extraction=extraction, type=type or UNKNOWN, today=today)
    return tuple(_finding(case, rule, broken) for rule in named(case.type) for broken in rule.check(case))


def _finding(case: Case, rule: Rule, broken: Broken) -> Finding:
    return Finding(
        scan=case.extraction.scan,
        document=case.extraction.document,
        rule=rule.name,
        severity=rule.severity,
        field=broken.field,
        message=broken.message,
    )
