"""How long the result on a paper stays in force, by its type's rule. Cancelled or replaced is another matter."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.documents import DocumentType, Extraction, FieldValue, ValiditySpec
from domain.text import fold
from warehouse.days import first_day, last_day, shown

ENDLESS = ("khong thoi han", "khong xac dinh thoi han", "vo thoi han", "lau dai", "vinh vien")
"""What papers print in place of an expiry date, folded."""

DATED_BY = ("paper.issued_on", "paper.registered_on", "changed_on", "first_registered_on")
"""What tells of which day a paper speaks, most telling first; a bare name is said of whatever role."""


class InForce(StrEnum):
    """Is a result in force on a day. Unknown is an answer, and never means yes."""

    YES = "in_force"
    EXPIRED = "expired"
    REVOKED = "revoked"
    """Withdrawn or cancelled by its issuer, whatever its term."""
    REPLACED = "replaced"
    """A later paper took its place."""
    ENDED = "ended"
    """What it rests on is over: its holder has died."""
    UNKNOWN = "unknown"

    @property
    def answer(self) -> str:
        """yes, no or unknown."""
        return {InForce.YES: "yes", InForce.UNKNOWN: "unknown"}.get(self, "no")


@dataclass(frozen=True, slots=True, kw_only=True)
class Validity:
    """A rule applied to one paper: its days (YYYY-MM-DD or YYYY; `valid_to` the last in force) and its dated basis."""

    kind: str
    valid_from: str | None
    valid_to: str | None
    basis: str
    basis_since: str

    def status_on(self, day: date) -> tuple[InForce, str]:
        """In force on that day or not, and why (Vietnamese)."""
        if self.valid_from and first_day(self.valid_from) > day:
            return InForce.UNKNOWN, f"Ngày hỏi trước ngày cấp ({shown(self.valid_from)})"
        return self._status_after_issue(day)

    def _status_after_issue(self, day: date) -> tuple[InForce, str]:
        if self.kind == "permanent":
            return InForce.YES, "Có giá trị không thời hạn"
        if self.kind == "superseded":
            return InForce.UNKNOWN, "Có giá trị đến khi có bản mới thay thế; cần đối chiếu cơ sở dữ liệu gốc"
        if self.valid_to is None:
            return InForce.UNKNOWN, "Chưa xác định được thời hạn từ giấy tờ"
        if day > last_day(self.valid_to):
            return InForce.EXPIRED, f"Hết hiệu lực sau {shown(self.valid_to)}"
        if day > first_day(self.valid_to):
            return InForce.UNKNOWN, f"Chỉ biết hết hiệu lực trong {shown(self.valid_to)}"
        return InForce.YES, f"Còn hiệu lực đến hết {shown(self.valid_to)}"


def validity_of(extraction: Extraction, type: DocumentType) -> Validity:  # noqa: A002
    """The validity rule of the paper's type, applied to its accepted dates."""
    issued = paper_date(extraction, type)
    rule = rule_for(type, issued)
    given = _accepted(extraction, rule.field)
    kind, start, end = rule.kind, issued, None
    if rule.kind == "printed_expiry" and given and given.value:
        kind, end = ("permanent", None) if _endless(given.value) else (rule.kind, _date(given.value))
    elif rule.kind == "period":
        start = _date(given.value) if given else issued
        end = end_of_period(start, rule.months)
    return Validity(kind=kind, valid_from=start, valid_to=end, basis=rule.basis, basis_since=rule.since)


def rule_for(type: DocumentType, issued: str | None) -> ValiditySpec:  # noqa: A002
    """The rule of the paper's own day; the oldest one for an older paper, today's for a paper without a day."""
    rules = sorted((*type.former_validity, type.validity), key=lambda rule: rule.since)
    if issued is None:
        return type.validity
    return next((rule for rule in reversed(rules) if rule.since <= first_day(issued).isoformat()), rules[0])


def chain_of(extraction: Extraction, type: DocumentType) -> tuple[str | None, str | None]:  # noqa: A002
    """What the versions of one paper have in common, and this version's place among them; None when it is not sure."""
    names = [_given(extraction, name) for name in type.validity.chain]
    if not names or not all(names):
        return None, None
    return f"{extraction.type}|{'|'.join(compact(name) for name in names if name)}", _version(extraction, type)


def _version(extraction: Extraction, type: DocumentType) -> str | None:  # noqa: A002
    """The day that puts it in order. One read unsurely puts it nowhere: it could seem older than it is."""
    order = type.validity.order
    if any(f.name in order and not f.accepted and (f.value or f.raw) for f in extraction.fields):
        return None
    given = (_date(_given(extraction, name)) for name in order)
    return next((day for day in given if day), None) or paper_date(extraction, type)


def compact(text: str) -> str:
    """A number or name as it is compared: capitals, no spaces."""
    return "".join(text.upper().split())


def _given(extraction: Extraction, name: str) -> str | None:
    field = _accepted(extraction, name)
    return field.value if field else None


def paper_value(extraction: Extraction, type: DocumentType, *attributes: str) -> str | None:  # noqa: A002
    """The first accepted value that says one of these of the paper or, for a bare name, of anybody; None when none."""
    for attribute in attributes:
        for spec in type.fields:
            if any(a == attribute or a.partition(".")[2] == attribute for a in spec.attributes):
                field = _accepted(extraction, spec.name)
                if field and field.value:
                    return field.value
    return None


def paper_date(extraction: Extraction, type: DocumentType) -> str | None:  # noqa: A002
    """The day (YYYY-MM-DD or YYYY) of which the paper speaks, as far as it is verified."""
    return _date(paper_value(extraction, type, *DATED_BY))


def _date(text: str | None) -> str | None:
    """The text if it is a real date or a year; an officer may have written anything."""
    try:
        return text if text and len(text) in (4, 10) and first_day(text) else None
    except ValueError:
        return None


def _accepted(extraction: Extraction, name: str | None) -> FieldValue | None:
    return next((f for f in extraction.fields if f.name == name and f.accepted), None)


def _endless(text: str) -> bool:
    return any(words in fold(text) for words in ENDLESS)


def end_of_period(start: str | None, months: int | None) -> str | None:
    """The last day of so many months: a paper of 15 January, six months, holds up to and with 14 July."""
    if not start or not months or len(start) != 10:
        return None
    first = date.fromisoformat(start)
    count = first.month - 1 + months
    year, month = first.year + count // 12, count % 12 + 1
    day = min(first.day, calendar.monthrange(year, month)[1])
    return (date(year, month, day) - timedelta(days=1)).isoformat()
