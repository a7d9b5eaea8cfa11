"""What the templates show, as typed contexts: nothing is looked up inside a template."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from catalog import document_types
from domain.documents import DocumentType, Extraction, FieldSpec, FieldValue
from domain.findings import Hold, HoldReason
from domain.subjects import Judgement, Link
from linkage.judgements import shares

WHY = {
    HoldReason.UNSURE_VALUE: "chưa chắc",
    HoldReason.UNSURE_TYPE: "chưa rõ loại giấy tờ",
    HoldReason.FINDING: "trái quy tắc",
    HoldReason.UNSURE_LINK: "chưa chắc là ai",
    HoldReason.REGISTRY_AWAY: "chờ cơ sở dữ liệu",
    HoldReason.EXPECTATION: "sai khuôn dạng",
    HoldReason.VOID_DECISION: "quyết định mất hiệu lực",
}
ROLES = {
    "holder": "Người đứng tên",
    "wife": "Vợ",
    "husband": "Chồng",
    "mother": "Mẹ",
    "father": "Cha",
    "child": "Con",
    "declarant": "Người đi khai",
    "representative": "Người đại diện theo pháp luật",
    "owner": "Chủ sở hữu",
    "company": "Doanh nghiệp",
    "person": "Người được nêu",
}
FEATURES = {
    "id": "Số định danh",
    "name": "Họ tên",
    "born": "Ngày sinh",
    "sex": "Giới tính",
    "code": "Mã số",
}
LONG = 60
"""Letters above which a value gets more than one line to be typed in."""
WITNESS = (
    "readers_differ:",
    "second_only:",
    "print:",
    "letters_voted:",
    "units_named:",
    "list_named:",
    "capitals_by_code:",
    "before_cleaning:",
)
"""Notes of a field that carry another reading of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A document in the list of what waits."""

    document: str
    title: str
    batch: str
    count: int
    officer: str | None
    """Who looks at it now, if another does."""
    decided: bool
    """Decided on, but not carried on yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A field that waits: what was read, by whom, and what the officer may answer."""

    name: str
    label: str
    kind: str
    why: str
    message: str
    value: str | None
    others: tuple[str, ...]
    """What else was read at the same place."""
    page: int | None
    has_crop: bool
    long: bool
    typed: str = ""
    choice: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How much one feature speaks for (or against) a link; `width` in per cent of the bar."""

    feature: str
    share: float
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkQuestion:
    """A link that waits: the paper's words beside the registry's."""

    role: str
    label: str
    message: str
    seen: str
    registry: str
    shares: tuple[Share, ...]
    compared: tuple[tuple[str, str, str], ...]
    """Label, on the paper, in the registry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A document to be decided on."""

    document: str
    scan: str
    seen: str
    title: str
    batch: str
    pages: tuple[int, ...]
    whole: tuple[str, ...]
    """Why the whole document waits."""
    questions: tuple[Question, ...]
    links: tuple[LinkQuestion, ...]
    known: tuple[tuple[str, str], ...]
    """Label and value of what is sure already."""


def title_of(extraction: Extraction | None) -> str:
    """A paper's name for an officer."""
    kind = document_types().get(extraction.type) if extraction else None
    return kind.title if kind else "Giấy tờ chưa rõ loại"


def case_of(batch: str, holds: Sequence[Hold], extraction: Extraction, links: Iterable[Link]) -> Case:
    """The case of one document from what waits of it."""
    kind = document_types().get(extraction.type)
    waiting = [hold for hold in holds if hold.reason is not HoldReason.REGISTRY_AWAY]
    asked = tuple(_question(hold, extraction, kind) for hold in waiting if hold.field)
    names = {question.name for question in asked}
    return Case(
        document=extraction.document,
        scan=extraction.scan,
        seen=next((hold.seen for hold in waiting if not hold.role), extraction.digest),
        title=title_of(extraction),
        batch=batch,
        pages=extraction.pages,
        whole=tuple(hold.message for hold in waiting if not hold.field and not hold.role),
        questions=asked,
        links=tuple(_links([hold for hold in waiting if hold.role], extraction, kind, links)),
        known=tuple(
            (_label(kind, field.name), field.value)
            for field in extraction.fields
            if field.value is not None and field.accepted and field.name not in names
        ),
    )


def _question(hold: Hold, extraction: Extraction, kind: DocumentType | None) -> Question:
    field = next((f for f in extraction.fields if f.name == hold.field), FieldValue(name=hold.field or ""))
    spec = _spec(kind, field.name)
    return Question(
        name=field.name,
        label=_label(kind, field.name),
        kind=spec.kind if spec else "text",
        why=WHY[hold.reason],
        message=hold.message,
        value=field.value,
        others=others(field),
        page=field.page,
        has_crop=field.box is not None and field.page is not None,
        long=len(field.value or "") > LONG or bool(spec and spec.kind in {"listing", "text", "address"}),
    )


def others(field: FieldValue) -> tuple[str, ...]:
    """Other readings of a field that its notes keep, each once."""
    said = (note.removeprefix(mark) for note in field.notes for mark in WITNESS if note.startswith(mark))
    return tuple(dict.fromkeys(text for text in said if text and text != field.value))


def _spec(kind: DocumentType | None, name: str) -> FieldSpec | None:
    return next((spec for spec in (kind.fields if kind else ()) if spec.name == name), None)


def _label(kind: DocumentType | None, name: str) -> str:
    spec = _spec(kind, name)
    return spec.label if spec else name


def _links(
    holds: Iterable[Hold], extraction: Extraction, kind: DocumentType | None, links: Iterable[Link]
) -> Iterable[LinkQuestion]:
    by_role = {link.role: link for link in links}
    for hold in holds:
        link = by_role.get(hold.role or "")
        if link is None or link.judgement is not Judgement.UNSURE:
            continue
        yield LinkQuestion(
            role=link.role,
            label=ROLES.get(link.role, link.role),
            message=hold.message,
            seen=hold.seen,
            registry=link.registry,
            shares=_shares(link.explanation),
            compared=_compared(link, extraction, kind),
        )


def _shares(explanation: Mapping[str, float]) -> tuple[Share, ...]:
    parts = shares(explanation)
    largest = max(map(abs, parts.values()), default=0.0) or 1.0
    return tuple(
        Share(feature=FEATURES.get(name, name), share=share, width=round(100 * abs(share) / largest))
        for name, share in sorted(parts.items(), key=lambda item: -abs(item[1]))
    )


def _compared(link: Link, extraction: Extraction, kind: DocumentType | None) -> tuple[tuple[str, str, str], ...]:
    """Every attribute of the role that the paper or the registry gives, side by side."""
    known = link.record.attributes if link.record else {}
    rows = []
    for spec in kind.fields if kind else ():
        for attribute in spec.attributes:
            role, _, name = attribute.partition(".")
            if role == link.role and (extraction.value(spec.name) or name in known):
                rows.append((spec.label, extraction.value(spec.name) or "", known.get(name, "")))
    return tuple(rows)
