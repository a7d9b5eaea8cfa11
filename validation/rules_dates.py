"""Rules about dates: each is a day that exists and can have been, and they stand in the order life gives them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from domain.findings import Severity
from domain.kinds import fold
from validation.registry import Broken, Case, rule

BIRTH = ("date_of_birth", "birth_year")
LATER = ("expires_on", "valid_to")
"""Endings of the fields that may well lie in the future."""

STAGES = (
    "first_registered_on",
    "id_issued_on",
    *BIRTH,
    "registered_on",
    "changed_on",
    "issued_on",
    "received_on",
    "valid_from",
    "died_at",
    "died_on",
    *LATER,
)
"""Endings of date fields that say what happened then; of two that fit, the longer is meant."""

PAPER = ("issued_on", "registered_on", "changed_on")
"""The days on which a paper itself is made out."""

ORDER = {
    **dict.fromkeys(BIRTH, ("id_issued_on", *PAPER, "died_at", "died_on", "valid_from", *LATER)),
    "id_issued_on": PAPER,
    "first_registered_on": ("changed_on",),
    "issued_on": ("expires_on", "received_on"),
    "valid_from": ("valid_to",),
    "died_at": PAPER,
    "died_on": PAPER,
}
"""What may not come after what; only what is said of the same person, or of the paper, is compared."""

PARENTS = ("mother_", "father_")
YOUNGEST_PARENT = 12
OLDEST_AGE = 130
"""Years before today beyond which no date of a paper or a living registry lies."""

DAY = re.compile(r"\d{4}(-\d{2}-\d{2})?")
RAW_DAY = re.compile(r"(?<!\d)(\d{1,2}) ?(?:[/.,-]|thang) ?(\d{1,2}) ?(?:[/.,-]|,? ?nam) ?(\d{4})(?!\d)")


@dataclass(frozen=True, slots=True)
class Dated:
    """A date field as read: whose it is (`mother_`, or empty for the paper and its holder) and what happened then."""

    field: str
    owner: str
    stage: str
    value: str

    def after(self, other: "Dated") -> bool:
        """Whether this day comes after the other, as far as both are known (a year alone fits any of its days)."""
        known = min(len(self.value), len(other.value))
        return self.value[:known] > other.value[:known]


def _real(value: str) -> bool:
    try:
        return bool(date.fromisoformat(value if len(value) > 4 else f"{value}-01-01"))
    except ValueError:
        return False


def _dates(case: Case) -> Iterator[tuple[str, str]]:
    """Every date read: its field and `YYYY-MM-DD` or `YYYY` (a time of day is left out)."""
    for spec in case.type.fields:
        value = case.value(spec.name)
        if value and (spec.kind.startswith("date") or (spec.kind == "expiry" and value[0].isdigit())):
            yield spec.name, value[:10]


def _impossible(case: Case, field: str, value: str) -> Iterator[str]:
    label = case.label(field)
    if not DAY.fullmatch(value) or not _real(value):
        yield f"“{label}” không phải là ngày có thật."
    elif value[:4] < str(case.today.year - OLDEST_AGE):
        yield f"“{label}” lùi quá xa trong quá khứ (hơn {OLDEST_AGE} năm)."
    elif value > case.today.isoformat()[: len(value)] and not field.endswith(LATER):
        yield f"“{label}” nằm trong tương lai."


def _unreal_print(case: Case) -> Iterator[tuple[str, str]]:
    """Fields in which a day was read that no calendar has, so that it became no value."""
    for spec in case.type.fields:
        read = RAW_DAY.search(fold(case.field(spec.name).raw or ""))
        if read and spec.kind.startswith(("date", "expiry")) and case.value(spec.name) is None:
            day, month, year = read.groups()
            if not _real(f"{year}-{int(month):02}-{int(day):02}"):
                yield spec.name, f"“{spec.label}” đọc được không phải là ngày có thật."


@rule(Severity.ERROR)
def dates_real(case: Case) -> Iterator[Broken]:
    """A date is a real day, at most 130 years ago, and not in the future unless it says until when."""
    for field, value in _dates(case):
        yield from (Broken(field, message) for message in _impossible(case, field, value))
    yield from (Broken(field, message) for field, message in _unreal_print(case))


def _staged(case: Case) -> list[Dated]:
    """The real dates of a document whose field's ending tells what happened then."""
    found = []
    for field, value in _dates(case):
        stage = max((ending for ending in STAGES if field.endswith(ending)), key=len, default=None)
        if stage and DAY.fullmatch(value) and _real(value):
            found.append(Dated(field, field.removesuffix(stage), stage, value))
    return found


def _comparable(earlier: Dated, later: Dated) -> bool:
    return later.stage in ORDER.get(earlier.stage, ()) and later.owner in ("", earlier.owner)


@rule(Severity.ERROR)
def dates_in_order(case: Case) -> Iterator[Broken]:
    """Birth comes before issue and registration, these before expiry, a first registration before its change;
    a parent is at least 12 years older than the child. Either date may be the wrong one, so both are named.
    """
    dates = _staged(case)
    for earlier in dates:
        for later in dates:
            if _comparable(earlier, later) and earlier.after(later):
                yield from _both(case, earlier, later)
    yield from _young_parents(case, dates)


def _both(case: Case, earlier: Dated, later: Dated) -> Iterator[Broken]:
    message = f"“{case.label(earlier.field)}” không thể sau “{case.label(later.field)}”."
    yield from (Broken(field, message) for field in (earlier.field, later.field))


def _young_parents(case: Case, dates: list[Dated]) -> Iterator[Broken]:
    child = next((born for born in dates if born.stage in BIRTH and not born.owner), None)
    parents = [born for born in dates if born.stage in BIRTH and born.owner in PARENTS]
    for parent in parents if child else ():
        if child and int(parent.value[:4]) + YOUNGEST_PARENT > int(child.value[:4]):
            message = (
                f"“{case.label(parent.field)}” phải trước “{case.label(child.field)}” ít nhất {YOUNGEST_PARENT} năm."
            )
            yield from (Broken(field, message) for field in (parent.field, child.field))
