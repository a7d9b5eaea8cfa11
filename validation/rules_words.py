"""The rule that holds a date's digits against the same date in words, which many certificates print beside it."""

import re
from collections.abc import Iterator

from domain.documents import FieldSpec
from domain.findings import Severity
from domain.kinds import fold
from validation.number_words import word_dates
from validation.registry import Broken, Case, rule


def _last_label(spec: FieldSpec, folded: str) -> int:
    """Where the field's label stands last in the text; -1 when it does not."""
    return max((match.start() for anchor in spec.anchors for match in re.finditer(anchor, folded)), default=-1)


def _owner(case: Case, before: str) -> FieldSpec | None:
    """The date field whose label was printed last before the words."""
    dates = [spec for spec in case.type.fields if spec.kind.startswith("date")]
    place, owner = max(
        ((_last_label(spec, before), spec) for spec in dates), key=lambda pair: pair[0], default=(-1, None)
    )
    return owner if place >= 0 else None


@rule(Severity.ERROR)
def date_in_words(case: Case) -> Iterator[Broken]:
    """A date printed in words is the date printed in digits; nothing is said where no words are printed."""
    folded = fold(case.extraction.text)
    read = {field.value for field in case.extraction.fields}
    for said in word_dates(folded):
        owner = None if read.intersection(said.values) else _owner(case, folded[: said.start])
        if owner and case.value(owner.name):
            yield Broken(owner.name, f"“{owner.label}” bằng số không khớp ngày ghi bằng chữ.")
