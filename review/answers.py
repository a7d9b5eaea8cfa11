"""From a sent form to decisions: nothing counts that the officer did not choose, nor what is not well formed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from domain.findings import Decision
from domain.kinds import clean
from domain.subjects import Judgement
from review.context import Case, Question

READ, TYPED, NONE, OTHER = "read", "typed", "none", "other"
"""Right as read; typed by the officer; the paper does not give it; one of the other readings."""
COMPARED = "Đã so với bản quét trên trang kiểm tra"
BAD_FORM = {
    "date": "Ngày phải có dạng 31/12/2024.",
    "personal_id": "Số định danh phải có 12 chữ số.",
    "id": "Số giấy tờ phải có 9 hoặc 12 chữ số.",
    "enterprise_code": "Mã số doanh nghiệp phải có 10 chữ số (hoặc 10 chữ số, gạch nối, 3 chữ số).",
    "sex": "Ghi Nam hoặc Nữ.",
    "listing": "Danh sách phải giữ đúng dạng JSON như giá trị đọc được.",
}
EMPTY, NOT_FORM = "Chưa ghi giá trị.", "Giá trị không đúng dạng của trường này."


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of a form: decisions to take, or the questions again with what is wrong."""

    decisions: tuple[Decision, ...]
    questions: tuple[Question, ...]

    @property
    def fine(self) -> bool:
        """Nothing is malformed."""
        return not any(question.error for question in self.questions)


def answer(case: Case, form: Mapping[str, str], officer: str, now: datetime) -> Answer:
    """The decisions a form holds; what was left open stays open."""
    said = tuple(_said(question, form) for question in case.questions)
    values = {q.name: value for q, value in said if q.choice and not q.error}
    reason = form.get("reason", "").strip() or COMPARED
    accepted = form.get("action") != "refuse"
    decisions = []
    if not accepted or values or (case.whole and form.get("action") == "accept"):
        kept = values if accepted else {}
        decisions.append(_decision(case, case.seen, officer, now, reason, accepted=accepted, values=kept))
    for link in case.links if accepted else ():
        word = form.get(f"link:{link.role}", "")
        if word in (Judgement.SAME.value, Judgement.DIFFERENT.value):
            decisions.append(_decision(case, link.seen, officer, now, reason, links={link.role: word}))
    return Answer(decisions=tuple(decisions), questions=tuple(question for question, _value in said))


def _decision(
    case: Case,
    seen: str,
    officer: str,
    now: datetime,
    reason: str,
    *,
    accepted: bool = True,
    values: Mapping[str, str | None] | None = None,
    links: Mapping[str, str] | None = None,
) -> Decision:
    return Decision(
        scan=case.scan, seen=seen, reviewer=officer, decided_at=now, accepted=accepted,
        values=dict(values or {}), links=dict(links or {}), reason=reason,
    )  # fmt: skip


def _said(question: Question, form: Mapping[str, str]) -> tuple[Question, str | None]:
    choice, typed = form.get(f"choice:{question.name}", ""), form.get(f"typed:{question.name}", "").strip()
    asked = replace(question, choice=choice, typed=typed)
    if choice == READ and question.value is not None:
        return asked, question.value
    if choice == NONE:
        return asked, None
    if choice.startswith(OTHER):
        typed = next((text for n, text in enumerate(question.others) if choice == f"{OTHER}{n}"), "")
    elif choice != TYPED:
        return replace(asked, choice=""), None
    value = clean(question.kind, typed)
    if value is None:
        return replace(asked, error=BAD_FORM.get(question.kind, NOT_FORM) if typed else EMPTY), None
    return asked, value
