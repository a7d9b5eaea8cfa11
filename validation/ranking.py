"""What a person should look at first: what would do most harm, were it wrong."""

from collections.abc import Iterable, Mapping

from domain.documents import DocumentType
from domain.findings import Hold, HoldReason

IMPORTANCE = {
    **dict.fromkeys(("personal_id", "id", "enterprise_code", "business_code"), 1.0),
    "name": 0.9,
    **dict.fromkeys(("date", "date_or_year", "expiry"), 0.7),
}
"""Share of the harm a wrong value of a kind does: who someone is comes first, then when."""

OTHERS = 0.5
DOUBTED = 0.5
"""Most confidence a value keeps once something speaks against it."""


def ranked(holds: Iterable[Hold], types: Mapping[str, DocumentType | None]) -> tuple[Hold, ...]:
    """The holds by falling `harm`; `types` are the document types by the digest a hold quotes."""
    return tuple(sorted(holds, key=lambda hold: -harm(hold, types.get(hold.seen))))


def harm(hold: Hold, type: DocumentType | None) -> float:  # noqa: A002 - the catalog's word
    """Expected harm of letting it go on unseen, 0 to 1: (1 - confidence) × importance."""
    confidence = hold.confidence or 0.0
    if hold.reason not in (HoldReason.UNSURE_VALUE, HoldReason.UNSURE_TYPE):
        confidence = min(confidence, DOUBTED)
    return (1 - confidence) * _importance(hold.field, type)


def _importance(field: str | None, type: DocumentType | None) -> float:  # noqa: A002
    if field is None:
        return 1.0
    kinds = {spec.name: spec.kind for spec in type.fields} if type else {}
    return IMPORTANCE.get(kinds.get(field, ""), OTHERS)
