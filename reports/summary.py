"""The summary of some batches: what came in, what was read, what went straight through, what waits."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.documents import Extraction
from domain.facts import Fact
from domain.findings import Hold
from domain.subjects import Link
from ledger.arrivals import Balance


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Counts over batches. A field read is one with a value; it is either verified or held."""

    balance: Balance
    documents: Mapping[str, int]
    """Document type -> documents."""
    fields_read: int
    fields_verified: int
    held: Mapping[str, int]
    """Reason -> things that wait."""
    links: Mapping[str, int]
    """Judgement -> links."""
    facts: int

    @property
    def balanced(self) -> bool:
        """received = stored + quarantined (+ still waiting)."""
        balance = self.balance
        return balance.received == balance.stored + balance.quarantined + balance.waiting

    @property
    def straight_through(self) -> float:
        """Share of the fields read that needed no person; 0 when nothing was read."""
        return self.fields_verified / self.fields_read if self.fields_read else 0.0


def summarise(
    balance: Balance,
    extractions: Iterable[Extraction],
    verified: Iterable[Extraction],
    holds: Iterable[Hold],
    links: Iterable[Link],
    facts: Iterable[Fact],
) -> Summary:
    """Counts what the tables of some batches hold."""
    extractions, links = tuple(extractions), tuple(links)
    return Summary(
        balance=balance,
        documents=dict(Counter(extraction.type for extraction in extractions)),
        fields_read=_values(extractions),
        fields_verified=_values(verified) + len({(link.document, name) for link in links for name in link.confirms}),
        held=dict(Counter(hold.reason.value for hold in holds)),
        links=dict(Counter(link.judgement.value for link in links)),
        facts=sum(1 for _fact in facts),
    )


def _values(extractions: Iterable[Extraction]) -> int:
    return sum(field.value is not None for extraction in extractions for field in extraction.fields)
