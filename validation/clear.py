"""What may go on: sure values and whatever a person decided. The rest is held, and said why."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from catalog import document_types
from domain.documents import DocumentType, Extraction, FieldValue
from domain.findings import Decision, Finding, Hold, HoldReason, Severity
from domain.subjects import Judgement, Link
from validation.ranking import ranked
from validation.settled import Void, canonical, settle, valid, voids

EXPECTATION = "expectation:"
"""Prefix of the rule name of findings that come from a batch's expectation suite."""

SURE_TYPE = 0.8
"""Least confidence in a document's type with which its fields may go on."""

VOID = "Đã có quyết định, nhưng nội dung đọc được nay đã khác: xem lại và quyết định lại."
UNSURE_TYPE = "Chưa chắc đây là loại giấy tờ nào: xem bản quét và xử lý theo cách thường."
UNSURE_LINK = (
    "Chưa chắc người hoặc tổ chức trên giấy là mục tìm thấy trong cơ sở dữ liệu: so lại rồi chọn SAME hoặc DIFFERENT."
)
REGISTRY_AWAY = "Cơ sở dữ liệu quốc gia đang không trả lời: sẽ tự hỏi lại, không cần làm gì."

Types = Mapping[str, DocumentType]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleared:
    """What goes on, what waits (most harmful first), and the decisions whose text has changed since."""

    verified: tuple[Extraction, ...]
    holds: tuple[Hold, ...]
    void: tuple[Decision, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """One document on its way: as read, as decisions left it, and what speaks against its going on."""

    seen: str
    document: Extraction
    type: DocumentType | None
    errors: tuple[Finding, ...]
    decisions: tuple[Decision, ...]
    void: frozenset[str | None]

    @property
    def refused(self) -> bool:
        return bool(self.decisions) and not self.decisions[-1].accepted

    @property
    def settled(self) -> set[str]:
        return {name for decision in self.decisions if decision.accepted for name in decision.values}

    def against(self, field: str | None) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.errors if finding.field == field)

    def label(self, field: str) -> str:
        labels = {spec.name: spec.label for spec in self.type.fields} if self.type else {}
        return labels.get(field, field)

    def required(self, field: str) -> bool:
        return any(spec.required for spec in (self.type.fields if self.type else ()) if spec.name == field)

    def hold(self, reason: HoldReason, message: str, field: FieldValue | None = None) -> Hold:
        hold = Hold(
            scan=self.document.scan,
            document=self.document.document,
            seen=self.seen,
            reason=reason,
            message=message,
            confidence=self.document.type_confidence,
            page=self.document.pages[0] if self.document.pages else None,
        )
        if field is None:
            return hold
        read = {name: getattr(field, name) for name in ("value", "confidence", "page", "box")}
        return replace(hold, field=field.name, **read)


def clear(
    extractions: Iterable[Extraction],
    findings: Iterable[Finding],
    decisions: Iterable[Decision],
    *,
    types: Types | None = None,
    sure_type: float = SURE_TYPE,
) -> Cleared:
    """Documents with only the values that may go on, the holds, and the void decisions; refused documents are gone.

    A failed expectation comes in as an ERROR finding whose rule begins with `expectation:`.
    """
    documents, decided = tuple(extractions), tuple(decisions)
    known = document_types() if types is None else types
    void = voids(documents, decided)
    cases = [case for case in _cases(documents, findings, decided, void, known) if not case.refused]
    whole = [_whole(case, sure_type) for case in cases]
    holds = [hold for case, held in zip(cases, whole, strict=True) for hold in ([held] if held else _held_fields(case))]
    verified = tuple(_verified(case) for case, held in zip(cases, whole, strict=True) if not held)
    kinds = {case.seen: case.type for case in cases}
    return Cleared(verified=verified, holds=ranked(holds, kinds), void=tuple(one.decision for one in void))


def _cases(
    documents: Iterable[Extraction],
    findings: Iterable[Finding],
    decisions: Sequence[Decision],
    void: Sequence[Void],
    types: Types,
) -> Iterator[_Case]:
    errors: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.severity is Severity.ERROR:
            errors.setdefault(finding.document, []).append(finding)
    for document in documents:
        own = tuple(canonical(decision, types.get(document.type)) for decision in valid(document, decisions))
        yield _Case(
            seen=document.digest,
            document=settle(document, own),
            type=types.get(document.type),
            errors=tuple(errors.get(document.document, ())),
            decisions=own,
            void=frozenset().union(*(one.fields(document) for one in void)),
        )


def _because(findings: Sequence[Finding]) -> tuple[HoldReason, str]:
    """Why findings hold, in the words of all of them; a rule says more than an expectation."""
    ruled = any(not finding.rule.startswith(EXPECTATION) for finding in findings)
    messages = dict.fromkeys(finding.message for finding in findings)
    return HoldReason.FINDING if ruled else HoldReason.EXPECTATION, " ".join(messages)


def _whole(case: _Case, sure_type: float) -> Hold | None:
    """The hold on the whole document, if anything holds it and nobody has accepted it."""
    if case.decisions:
        return None
    if None in case.void:
        return case.hold(HoldReason.VOID_DECISION, VOID)
    if case.type is None or not case.type.fields or case.document.type_confidence < sure_type:
        return case.hold(HoldReason.UNSURE_TYPE, UNSURE_TYPE)
    against = case.against(None)
    return case.hold(*_because(against)) if against else None


def _fields(case: _Case) -> tuple[FieldValue, ...]:
    """Every field that was read or that a finding names."""
    names = dict.fromkeys(finding.field for finding in case.errors if finding.field)
    read = {field.name for field in case.document.fields}
    return (*case.document.fields, *(FieldValue(name=name) for name in names if name not in read))


def _goes_on(case: _Case, field: FieldValue) -> bool:
    if field.name in case.settled:
        return True
    sure = field.value is not None and field.accepted
    return sure and not case.against(field.name) and field.name not in case.void


def _held_fields(case: _Case) -> Iterator[Hold]:
    for field in _fields(case):
        why = None if _goes_on(case, field) else _why_held(case, field)
        if why:
            yield case.hold(*why, field)


def _why_held(case: _Case, field: FieldValue) -> tuple[HoldReason, str] | None:
    """Why a field that may not go on waits; None when it is optional and simply not there."""
    against = case.against(field.name)
    if field.name in case.void:
        return HoldReason.VOID_DECISION, VOID
    if against:
        return _because(against)
    if field.value is not None:
        return HoldReason.UNSURE_VALUE, f"“{case.label(field.name)}” đọc chưa đủ chắc chắn: so lại với bản quét."
    if case.required(field.name):
        return HoldReason.UNSURE_VALUE, f"“{case.label(field.name)}” là thông tin bắt buộc mà không đọc được."
    return None


def _verified(case: _Case) -> Extraction:
    """The document in which only what goes on has a value; what was read stays in `raw`."""
    fields = case.document.fields
    kept = (field if _goes_on(case, field) else replace(field, value=None, accepted=False) for field in fields)
    return case.document.with_fields(tuple(kept))


def hold_links(links: Iterable[Link], decisions: Iterable[Decision] = ()) -> tuple[Hold, ...]:
    """What waits of the links: unsure ones that no decision on exactly this pair has settled, least sure first."""
    decided = {(decision.seen, role) for decision in decisions if decision.accepted for role in decision.links}
    waiting = (link for link in links if link.judgement is Judgement.UNSURE or link.reason == "revoked")
    unsure = (link for link in waiting if (link.seen, link.role) not in decided)
    return tuple(_held_link(link) for link in sorted(unsure, key=lambda link: link.score))


def _held_link(link: Link) -> Hold:
    away = link.reason == "registry_away"
    return Hold(
        scan=link.scan,
        document=link.document,
        seen=link.seen,
        reason=HoldReason.REGISTRY_AWAY if away else HoldReason.UNSURE_LINK,
        role=link.role,
        message=REGISTRY_AWAY if away else UNSURE_LINK,
        confidence=link.score,
    )
