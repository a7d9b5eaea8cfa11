"""What registries said of papers that were taken back, as rows for the warehouse's feed of revocations."""

from collections.abc import Iterator, Mapping, Sequence

from domain.subjects import Link, SubjectKind
from warehouse.endings import Revocation
from warehouse.facts import is_settled, subject_of

REVOKED = ("paper.revocation", "paper.revoked_on")


def revocations(links: Sequence[Link], types: Mapping[str, str], today: str) -> Iterator[Revocation]:
    """A row for each paper a registry says was taken back; `types` maps a document to its type.

    Where the registry gives no day it counts from `today`, when we learnt of it.
    """
    for link in links:
        said = link.record.attributes if link.record and link.kind is SubjectKind.PAPER else {}
        if link.key and not said.keys().isdisjoint(REVOKED):
            yield Revocation(
                source=link.registry,
                key=f"{link.key} {said.get('paper.revocation', '')}".strip(),
                kind="revoked",
                type=types[link.document],
                number=link.key,
                effective_on=said.get("paper.revoked_on", today),
                reason=said.get("paper.revocation", ""),
                subject=_holder(link, links),
            )


def _holder(paper: Link, links: Sequence[Link]) -> tuple[str, str] | None:
    """Scheme and number of whom the paper speaks, without whom no register was asked."""
    people = (one for one in links if one.document == paper.document and one.kind is not SubjectKind.PAPER)
    whom = next((subject_of(one) for one in people if is_settled(one)), None)
    return (whom.scheme, whom.value) if whom else None
