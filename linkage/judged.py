"""Judgements as data: who said what of a mention and a registry entry, when, how surely, why, by which model.

Which of several holds is decided here; keeping, undoing and splitting them is the warehouse's."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.subjects import Judgement, Link
from linkage.judgements import HUMAN

MACHINE_NEGATIVE_HOLDS = timedelta(days=90)
"""So long a machine's DIFFERENT stands; then the pair is judged anew, for registries and models get better."""
RULES_VERSION = "exact-2"
"""Version of the rules of `linkage.compare`; a bulk link bears the day its model was made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One judgement of one pair. `shares` are the features' signed parts of the score, as a waterfall shows them."""

    seen: str
    """Digest of what was judged: the paper as read and the registry's answer."""
    registry: str
    key: str | None
    judgement: Judgement
    who: str
    """`MACHINE`, or the officer's account."""
    at: datetime
    score: float
    shares: Mapping[str, float]
    model: str
    """Version of the model or rules; empty for a person."""

    @property
    def human(self) -> bool:
        """Whether a person said so."""
        return not self.model

    def holds(self, now: datetime) -> bool:
        """Whether it still counts: all but a machine's negative that has grown old."""
        expires = self.judgement is Judgement.DIFFERENT and not self.human
        return not (expires and now - self.at > MACHINE_NEGATIVE_HOLDS)


def judged(link: Link, *, who: str, at: datetime, model: str = RULES_VERSION) -> Judged:
    """The judgement that a link is; a person's bears no model."""
    return Judged(
        seen=link.seen,
        registry=link.registry,
        key=link.key,
        judgement=link.judgement,
        who=who,
        at=at,
        score=link.score,
        shares=shares(link.explanation),
        model="" if link.origin == HUMAN else model,
    )


def shares(explanation: Mapping[str, float]) -> dict[str, float]:
    """Agreements (1 agrees, 0 contradicts) as signed parts whose absolute values add up to one.

    >>> shares({"id": 1.0, "name": 1.0, "sex": 0.0})
    {'id': 0.3333, 'name': 0.3333, 'sex': -0.3333}
    """
    signed = {feature: 2 * agreement - 1 for feature, agreement in explanation.items()}
    whole = sum(abs(value) for value in signed.values())
    return {feature: round(value / whole, 4) for feature, value in signed.items()} if whole else {}


def standing(judgements: Iterable[Judged], now: datetime) -> Judged | None:
    """Of the judgements of one pair the one that holds: a person's before any machine's, of each the newest."""
    held = [each for each in judgements if each.holds(now)]
    return max(held, key=lambda each: (each.human, each.at), default=None)
