"""What every registry connector shares: the protocol, the access log, and what can come of asking.

An answer (or None: the registry knows no such entry), `Refused` (it will not answer this question, today or tomorrow),
`SourceError` (it is away, slow, or talks nonsense: ask again later). Nothing a person could be known by stands in an
error or a log line. How a question travels is `connectors.web`.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Protocol

from domain.facts import AccessEntry
from domain.subjects import Mention, RegistryRecord, SubjectKind

AccessLog = Callable[[AccessEntry], None]
"""Writes who looks at whom and why. Called before the registry is; when it fails, the registry is not asked."""


class Registry(Protocol):
    """A registry that can be asked about one person, company or paper."""

    def lookup(self, mention: Mention, *, purpose: str, requester: str) -> RegistryRecord | None:
        """The entry the mention names, None when there is none; `Refused` or `SourceError` otherwise."""
        ...


class Away(Exception):
    """One try failed in a way that may be over at the next; never leaves this package."""

    def __init__(self, why: str, after: float | None = None) -> None:
        """`after`: seconds the registry itself asks to be left alone."""
        super().__init__(why)
        self.after = after


class TokenExpired(Away):
    """The registry no longer takes the token: get another, then try again."""


def whom(mention: Mention) -> tuple[str, str]:
    """Scheme and number of the person or company a question is about; of a paper, of its holder."""
    number = mention.holder or mention.id or ""
    if mention.kind is SubjectKind.COMPANY or len(number) in (10, 13):
        return "enterprise_code", number
    return ("old_id" if len(number) == 9 else "personal_id"), number


def note(
    log: AccessLog, registry: str, mention: Mention, *, purpose: str, requester: str, outcome: str = "asked"
) -> None:
    """Writes the access entry for a lookup that is about to be made."""
    scheme, number = whom(mention)
    log(
        AccessEntry(
            at=datetime.now(UTC),
            requester=requester,
            action=f"lookup.{registry}",
            subject_scheme=scheme,
            subject_value=number,
            purpose=purpose,
            outcome=outcome,
        )
    )
