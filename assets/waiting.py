"""What waits for registries: written down after each asking, and asked again when the registry is back."""

from collections.abc import Iterable

from assets.desk import Desk
from domain.subjects import Link
from ledger import unasked
from ledger.unasked import Waiting


def note_unasked(batch: str, links: Iterable[Link], desk: Desk) -> None:
    """Writes down which of a batch's links were not asked about, or answered from an old answer."""
    unasked.replace(desk.state, batch, (one for link in links if (one := _waiting(link))), now=desk.clock())


def _waiting(link: Link) -> Waiting | None:
    stale = link.record is not None and link.record.stale
    if link.reason != "registry_away" and not stale:
        return None
    why = "stale" if stale else "away"
    return Waiting(document=link.document, role=link.role, registry=link.registry, why=why)


def due_again(desk: Desk) -> tuple[str, ...]:
    """The batches to run again now: something of them waits for a registry that can be reached, and its time has come.

    A registry that has come back is asked at once; one that is reachable and does not answer, ever more rarely.
    """
    now, reachable = desk.clock(), set()
    for registry in unasked.waited_for(desk.state):
        is_there = desk.reachable(registry)
        unasked.note_reach(desk.state, registry, reachable=is_there, now=now)
        reachable |= {registry} if is_there else set()
    return unasked.take_due(desk.state, reachable, now=now)
