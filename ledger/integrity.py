"""Are the originals whole: every file has its SHA-256, every one that is named is there, every one there is named."""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from sqlalchemy import Engine, select

from ledger.originals import Originals
from ledger.tables import arrivals

NAME = re.compile(r"^[0-9a-f]{64}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a walk over the originals found; the lists hold SHA-256 names."""

    files: int
    changed: tuple[str, ...]
    missing: tuple[str, ...]
    unnamed: tuple[str, ...]
    """Files no arrival and no document speaks of."""


def verify(
    state: Engine, originals: Originals, named: Collection[str] = (), progress: Callable[[int], None] = lambda _: None
) -> Verdict:
    """Reads every original. `named` are those that others (the warehouse's documents) speak of."""
    with state.connect() as connection:
        told = set(connection.scalars(select(arrivals.c.scan).where(arrivals.c.scan.is_not(None)).distinct()))
    there, changed = set(), []
    for number, digest in enumerate(_names(originals), 1):
        there.add(digest)
        if not originals.intact(digest):
            changed.append(digest)
        progress(number)
    missing, unnamed = (told | set(named)) - there, there - told - set(named)
    return Verdict(
        files=len(there), changed=tuple(changed), missing=tuple(sorted(missing)), unnamed=tuple(sorted(unnamed))
    )


def _names(originals: Originals) -> Iterator[str]:
    for file in sorted(originals.root.glob("??/??/*")):
        if NAME.match(file.name):
            yield file.name
