"""Prefilling one form for one person or company: what the warehouse holds of what the form asks, each with its source.

Nothing the form does not ask for; nothing without its source; one and the same refusal for every reason.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Connection, Engine

from domain.documents import Origin
from domain.errors import Refused
from domain.facts import Form, FormField, Prefill, PrefillField, Source, Unavailable
from reuse.asking import KNOWN_BY, Question, Row, asked, find, first_failed, is_the_one
from reuse.callers import OPERATOR, Caller
from reuse.held import NOT_HELD, Held, PaperFacts, Why, depends, held, kept_back, not_there
from reuse.papers import papers, said_of_itself
from reuse.receipts import Given, Receipt, Receipts
from reuse.together import in_turn
from warehouse.access import record
from warehouse.consent import may_use
from warehouse.facts import VIETNAM
from warehouse.rights_effects import restricted
from warehouse.standing import Standing, valid_on

ASSURANCE = {
    Source.REGISTRY_VERIFIED: "Đã đối chiếu với cơ sở dữ liệu quốc gia",
    Source.OFFICER_VERIFIED: "Cán bộ đã xác minh",
    Source.MACHINE_ACCEPTED: "Máy đọc từ giấy tờ, đạt ngưỡng tin cậy",
    Source.PERSON_GIVEN: "Người dân tự khai",
}

SOURCES = {Origin.REGISTRY: Source.REGISTRY_VERIFIED, Origin.HUMAN: Source.OFFICER_VERIFIED}

SEVERAL = (Unavailable.MISSING, "có nhiều giấy tờ loại này, hãy nêu số của giấy cần dùng")
BY_THE_PERSON = (Unavailable.RESTRICTED, "đang hạn chế xử lý theo yêu cầu của chủ thể dữ liệu")
OTHER_PURPOSE = (Unavailable.RESTRICTED, "thủ tục này không cần thông tin này")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Filled:
    """A field and what the log and the receipt must know of it."""

    field: PrefillField
    attribute: str
    fact: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Done:
    """What was found. `subject` is None when it was refused."""

    subject: str | None
    filled: tuple[_Filled, ...]


def prefill(
    engine: Engine,
    form: Form | None,
    *,
    id: str,  # noqa: A002
    name: str,
    born: str | None = None,
    purpose: str,
    requester: str,
    now: datetime,
    paper_number: str = "",
    caller: Caller = OPERATOR,
    receipts: Receipts | None = None,
) -> Prefill:
    """The form filled with what is held; `Refused` for an unknown form, subject, purpose, requester or right alike.

    `paper_number` says which of several papers of one type is meant, for a form that asks what a paper says of itself.
    One transaction with its row in the access log: no answer without its row. With `receipts` the answer carries one.
    """
    subject = asked(form.subject if form else "person", id, name, born)
    question = Question(subject=subject, purpose=purpose, requester=requester, caller=caller, now=now)
    done = in_turn(engine, lambda connection: _look(connection, form, question, paper_number))
    if form is None or done.subject is None:
        raise Refused
    return _answer(form, done.subject, question, done.filled, receipts)


def _look(connection: Connection, form: Form | None, question: Question, paper_number: str) -> _Done:
    """Looks up what is held and writes down who looked, answered or refused."""
    known = held(connection, find(connection, question.subject), KNOWN_BY | _attributes(form))
    known = replace(known, papers=_papers(connection, form, known.subject or "", paper_number))
    known = replace(known, restricted=restricted(connection, known.subject or "", question.purpose))
    agreed = may_use(connection, known.subject or "", question.purpose, now=question.now)
    refusal = _refusal(form, question, known, agreed=agreed)
    filled = () if refusal or form is None else _fields(connection, form, question, known)
    given = tuple(one.attribute for one in filled if one.field.unavailable is None)
    outcome = f"refused:{refusal}" if refusal else "answered"
    record(connection, question.look("prefill", outcome=outcome, attributes=given))
    return _Done(subject=None if refusal else known.subject, filled=filled)


def _attributes(form: Form | None, paper: str = "") -> frozenset[str]:
    return frozenset(field.attribute for field in (form.fields if form else ()) if field.paper == paper)


def _papers(connection: Connection, form: Form | None, subject: str, number: str) -> dict[str, PaperFacts]:
    """Of each paper type the form asks about: what the subject's paper says of itself, or how many there are."""
    if form is None or not form.papers:
        return {}
    found = papers(connection, subject, form.papers)
    return {kind: _paper(connection, found.get(kind, ()), number, _attributes(form, kind)) for kind in form.papers}


def _paper(connection: Connection, rows: Sequence[Row], number: str, wanted: frozenset[str]) -> PaperFacts:
    fit = sorted({row["id"] for row in rows if number in ("", row["number"])})
    facts = said_of_itself(connection, fit[0], wanted) if len(fit) == 1 else {}
    return PaperFacts(count=len(fit), facts=facts)


def _refusal(form: Form | None, question: Question, known: Held, *, agreed: bool) -> str | None:
    """Why there is no answer, for the log alone; None when there is one."""
    return first_failed(
        {
            "form": form is not None,
            "scope": form is not None and question.caller.may(f"prefill:{form.code}"),
            "requester": bool(question.requester.strip()),
            "purpose": form is not None and question.purpose in form.purposes,
            "not_found": known.subject is not None,
            "mismatch": is_the_one(question.subject, known.facts),
            "consent": agreed,
        }
    )


def _fields(connection: Connection, form: Form, question: Question, known: Held) -> tuple[_Filled, ...]:
    today = question.now.astimezone(VIETNAM).date()
    known = replace(known, standings=_standings(connection, form, known, today))
    return tuple(_filled(field, question.purpose, known) for field in form.fields)


def _standings(connection: Connection, form: Form, known: Held, today: date) -> dict[str, Standing]:
    """Of every paper whose being in force matters to the form: whether it is, by the one rule for that."""
    told = ((asks, _fact(asks, known)) for asks in form.fields)
    matter = {fact["document_id"] for asks, fact in told if fact and depends(fact, in_force=asks.in_force)}
    return {one: valid_on(connection, one, today) for one in sorted(matter)}


def _fact(asks: FormField, known: Held) -> Row | None:
    paper = known.papers.get(asks.paper)
    return (paper.facts if paper else known.facts).get(asks.attribute)


def _filled(asks: FormField, purpose: str, known: Held) -> _Filled:
    fact = _fact(asks, known)
    why = _why_not(asks, purpose, known, fact)
    if fact is None or why:
        code, words = why or NOT_HELD
        empty = PrefillField(id=asks.id, label=asks.label, unavailable=code, why=words)
        return _Filled(field=empty, attribute=asks.attribute, fact=0)
    return _Filled(field=_field(asks, fact), attribute=asks.attribute, fact=fact["id"])


def _why_not(asks: FormField, purpose: str, known: Held, fact: Row | None) -> Why | None:
    if asks.only_for and purpose not in asks.only_for:
        return OTHER_PURPOSE
    if known.is_restricted(asks.attribute):
        return BY_THE_PERSON
    if fact is not None:
        return kept_back(fact, known.standings, in_force=asks.in_force)
    paper = known.papers.get(asks.paper)
    return SEVERAL if paper and paper.count > 1 else not_there(known, asks.attribute)


def _field(asks: FormField, fact: Row) -> PrefillField:
    source = SOURCES.get(fact["origin"], Source.MACHINE_ACCEPTED)
    return PrefillField(
        id=asks.id,
        label=asks.label,
        value=fact["value"],
        source=source,
        assurance=ASSURANCE[source],
        last_updated=fact["valid_from"] or fact["recorded_at"].astimezone(VIETNAM).date().isoformat(),
        evidence=f"fact-{fact['id']}",
        editable=asks.editable and source is not Source.REGISTRY_VERIFIED,
    )


def _answer(
    form: Form, subject: str, question: Question, filled: tuple[_Filled, ...], receipts: Receipts | None
) -> Prefill:
    return Prefill(
        form=form.code,
        title=form.title,
        subject=subject,
        purpose=question.purpose,
        requester=question.requester,
        issued_at=question.now,
        fields=tuple(one.field for one in filled),
        receipt=receipts.sign(_receipt(form, question, filled, receipts)) if receipts else None,
        expires_at=question.now + receipts.lifetime if receipts else None,
    )


def _receipt(form: Form, question: Question, filled: tuple[_Filled, ...], receipts: Receipts) -> Receipt:
    number = receipts.new_id()
    fields: Mapping[str, Given | None] = {one.field.id: _given(number, one, receipts) for one in filled}
    return Receipt(
        id=number,
        form=form.code,
        purpose=question.purpose,
        system=question.caller.name,
        requester=question.requester,
        issued_at=question.now,
        expires_at=question.now + receipts.lifetime,
        fields=fields,
    )


def _given(receipt: str, one: _Filled, receipts: Receipts) -> Given | None:
    field = one.field
    if field.value is None or field.source is None:
        return None
    mark = receipts.mark(receipt, field.id, field.value)
    return Given(mark=mark, source=field.source, editable=field.editable, fact=one.fact)
