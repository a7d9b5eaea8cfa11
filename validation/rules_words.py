"""The rule that holds a date's digits against the same date in words, which many certificates print beside it."""

import re
from collections.abc import Iterator, Sequence

from domain.documents import FieldSpec
from domain.findings import Severity
from domain.kinds import fold
from validation.number_words import word_dates
from validation.registry import Broken, Case, rule
from validation.rules_dates import RAW_DAY

Dated = Sequence[tuple[FieldSpec, str]]
"""Fields in which a whole day was read, with that day."""


def _whole_days(case: Case) -> Dated:
    days = ((spec, case.value(spec.name)) for spec in case.type.fields if spec.kind.startswith("date"))
    return [(spec, day) for spec, day in days if day and len(day) == 10]


def _by_digits(dated: Dated, before: str) -> FieldSpec | None:
    """The field whose day is the last one printed in digits before the words."""
    printed = [(int(year), int(month), int(day)) for day, month, year in RAW_DAY.findall(before)]
    last = "{:04}-{:02}-{:02}".format(*printed[-1]) if printed else None
    return next((spec for spec, day in dated if day == last), None)


def _by_label(dated: Dated, before: str) -> FieldSpec | None:
    """The field whose label was printed last before the words; of two with one label the first declared."""
    bare = " ".join(re.sub(r"[^a-z0-9]", " ", before).split())
    ends = [
        (max((found.end() for anchor in spec.anchors for found in re.finditer(anchor, bare)), default=-1), spec)
        for spec, _ in dated
    ]
    end, owner = max(ends, key=lambda pair: pair[0], default=(-1, None))
    return owner if end >= 0 else None


@rule(Severity.ERROR)
def date_in_words(case: Case) -> Iterator[Broken]:
    """A date printed in words is the date printed in digits; nothing is said where no words are printed."""
    folded, dated = fold(case.extraction.text), _whole_days(case)
    days = {day for _, day in dated}
    for said in word_dates(folded):
        before = folded[: said.start]
        owner = None if days.intersection(said.values) else _by_digits(dated, before) or _by_label(dated, before)
        if owner:
            yield Broken(owner.name, f"“{owner.label}” bằng số không khớp ngày ghi bằng chữ.")
