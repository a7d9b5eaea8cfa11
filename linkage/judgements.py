"""A person's word on a link: it holds for exactly what that person saw, the paper's text and the registry's answer."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace

from domain.findings import Decision
from domain.subjects import Judgement, Link, Mention, RegistryRecord

HUMAN, MACHINE = "HUMAN", "MACHINE"
RULES_VERSION = "exact-2"
"""Version of the rules of `linkage.compare` and `linkage.papers`: raised whenever they may judge otherwise."""
DECIDABLE = {Judgement.SAME, Judgement.DIFFERENT}


def seen(mention: Mention, extraction_digest: str, record: RegistryRecord | None) -> str:
    """SHA-256 over the paper as read and the registry's answer for this role; when it was asked does not matter."""
    answer = [record.registry, record.key, sorted(record.attributes.items())] if record else None
    whole = [extraction_digest, mention.role, mention.born, answer]
    return hashlib.sha256(json.dumps(whole, ensure_ascii=False).encode()).hexdigest()


def decided(link: Link, mention: Mention, decisions: Iterable[Decision]) -> Link:
    """The link as the last decision on exactly this says; as it was when there is none.

    SAME without a registry entry vouches for the number as the paper gives it.
    """
    fitting = [d for d in decisions if _speaks_of(d, link) and d.seen == link.seen]
    if not fitting:
        return link
    last = max(fitting, key=lambda d: d.decided_at)
    word = Judgement(last.links[link.role])
    key = link.key or (mention.id if word is Judgement.SAME else None)
    return replace(link, judgement=word, origin=HUMAN, reason="decided", key=key, who=last.reviewer, model="")


def shares(explanation: Mapping[str, float]) -> dict[str, float]:
    """Agreements (1 agrees, 0 contradicts) as signed parts whose absolute values add up to one: a waterfall.

    >>> shares({"id": 1.0, "name": 1.0, "sex": 0.0})
    {'id': 0.3333, 'name': 0.3333, 'sex': -0.3333}
    """
    signed = {feature: 2 * agreement - 1 for feature, agreement in explanation.items()}
    whole = sum(abs(value) for value in signed.values())
    return {feature: round(value / whole, 4) for feature, value in signed.items()} if whole else {}


def void(links: Iterable[Link], decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions on links whose paper or registry answer has changed; a registry that is away voids nothing."""
    links = tuple(links)
    return tuple(decision for decision in decisions if decision.links and _is_void(decision, links))


def _is_void(decision: Decision, links: tuple[Link, ...]) -> bool:
    spoken_of = [link for link in links if _speaks_of(decision, link)]
    return bool(spoken_of) and not any(
        link.seen == decision.seen or link.reason == "registry_away" for link in spoken_of
    )


def _speaks_of(decision: Decision, link: Link) -> bool:
    return decision.accepted and decision.scan == link.scan and decision.links.get(link.role) in DECIDABLE
