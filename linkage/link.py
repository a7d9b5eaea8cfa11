"""Links mentions to registry entries: exact id first, confirmed by name and birth date; what disagrees is UNSURE."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from domain.errors import Refused, SourceError
from domain.findings import Decision, HoldReason
from domain.subjects import Judgement, Link, Mention, RegistryRecord, SubjectKind
from linkage import compare
from linkage.dossier import completed
from linkage.judgements import MACHINE, RULES_VERSION, decided, seen

Lookup = Callable[[Mention], RegistryRecord | None]
"""Asks the registry that knows the mention's kind; logs before it asks; raises `Refused` or `SourceError`."""

REGISTRIES = {SubjectKind.PERSON: "population", SubjectKind.COMPANY: "business"}

SILENT = {"not_asked", "paper_unknown"}
"""Reasons for which an unsure link waits for nobody."""

PATIENCE = 3
"""So many times in a row a registry may be away before the rest of a batch no longer asks it."""


def link_all(
    mentions: Iterable[Mention],
    lookup: Lookup,
    *,
    seen: Mapping[str, str],
    decisions: Iterable[Decision] = (),
    dossiers: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Link, ...]:
    """A link for each mention, in their order.

    `seen` maps a mention's `document` to the digest of its extraction; a decision quoting a link's own `seen` wins.
    `dossiers` maps a scan to its dossier, so that its papers may complete each other (`linkage.dossier`).
    A mention without a number gives no link, unless its type demands the number: then one that waits (`no_id`).
    """
    desk, decisions = _Desk(lookup), tuple(decisions)
    wanted = (mention for mention in completed(mentions, dossiers) if mention.id or mention.id_required)
    return tuple(decided(_link(mention, desk, seen[mention.document]), mention, decisions) for mention in wanted)


def hold_reason(link: Link) -> HoldReason | None:
    """Why the link waits; None when it is settled, or the paper does not give what a registry is asked with.

    A paper that was taken back waits for a person too, however surely it is the one meant.
    """
    if link.reason == "revoked":
        return HoldReason.FINDING
    if link.judgement is not Judgement.UNSURE or link.reason in SILENT:
        return None
    return HoldReason.REGISTRY_AWAY if link.reason == "registry_away" else HoldReason.UNSURE_LINK


@dataclass(frozen=True, slots=True)
class _Desk:
    """Asks registries, the same question of one scan once, and no more while they are away."""

    lookup: Lookup
    away: Counter[SubjectKind] = field(default_factory=Counter)
    known: dict[Mention, tuple[RegistryRecord | None, str]] = field(default_factory=dict)

    def ask(self, mention: Mention) -> tuple[RegistryRecord | None, str]:
        """The registry's entry, or why there is none."""
        question = replace(mention, document="", role="", id_required=False)
        if question not in self.known:
            answer = self._ask(mention)
            if answer[1] == "registry_away":
                return answer
            self.known[question] = answer
        return self.known[question]

    def _ask(self, mention: Mention) -> tuple[RegistryRecord | None, str]:
        if not compare.askable(mention):
            return None, "not_asked" if mention.id else "no_id"
        if self.away[mention.kind] >= PATIENCE:
            return None, "registry_away"
        try:
            record = self.lookup(mention)
        except SourceError:
            self.away[mention.kind] += 1
            return None, "registry_away"
        except Refused:
            return None, "refused"
        self.away[mention.kind] = 0
        return record, "" if record else "not_found"


def _link(mention: Mention, desk: _Desk, extraction_digest: str) -> Link:
    record, why = desk.ask(mention)
    explanation = compare.explain(mention, record) if record else {}
    reason = why or compare.reason(mention, explanation)
    return Link(
        scan=mention.scan,
        document=mention.document,
        role=mention.role,
        kind=mention.kind,
        registry=record.registry if record else REGISTRIES[mention.kind],
        key=record.key if record else None,
        score=min(explanation.values(), default=0.0),
        judgement=Judgement.SAME if reason == "confirmed" else Judgement.UNSURE,
        origin=MACHINE,
        explanation=explanation,
        reason=reason,
        seen=seen(mention, extraction_digest, record),
        who=MACHINE,
        model=RULES_VERSION,
        record=record,
    )
