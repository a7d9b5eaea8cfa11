"""Prefilling one form for one person or company: what the warehouse holds of what the form asks, each with its source.

Who asks must know whom: number, name and (for a person) birth date together. Every refusal is the same to the asker;
the access log alone says why.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

import sqlalchemy as sa

from domain.documents import Origin
from domain.errors import Refused
from domain.facts import AccessEntry, Form, FormField, Prefill, PrefillField, Source, Status
from domain.kinds import clean
from linkage.normalise import company_key, name_key
from warehouse.access import record
from warehouse.facts import VIETNAM, person_scheme
from warehouse.store import writing
from warehouse.tables import current_facts, documents, identifiers, links, results
from warehouse.validity import InForce, Validity

ASSURANCE = {
    Source.REGISTRY_VERIFIED: "Đã đối chiếu với cơ sở dữ liệu quốc gia",
    Source.OFFICER_VERIFIED: "Cán bộ đã xác minh",
    Source.MACHINE_ACCEPTED: "Máy đọc từ giấy tờ, đạt ngưỡng tin cậy",
    Source.PERSON_GIVEN: "Người dân tự khai",
}

SOURCES = {Origin.REGISTRY: Source.REGISTRY_VERIFIED, Origin.HUMAN: Source.OFFICER_VERIFIED}

ABSENT = {
    Status.UNKNOWN: "cán bộ đã kiểm tra, giấy tờ không ghi",
    Status.NOT_APPLICABLE: "không áp dụng",
    Status.WITHHELD: "không được cung cấp",
}
NOT_HELD = "không có trong kho"
WAITING = "đang chờ xác minh"

Row = sa.RowMapping


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """Who is asked about, as the asker names them."""

    kind: str
    scheme: str
    id: str
    name: str
    born: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """What the warehouse holds of them."""

    subject: str | None
    facts: Mapping[str, Row]
    waiting: frozenset[str]


def prefill(
    engine: sa.Engine,
    form: Form | None,
    *,
    id: str,  # noqa: A002
    name: str,
    born: str | None = None,
    purpose: str,
    requester: str,
    now: datetime,
    basis: str = "",
) -> Prefill:
    """The form filled with what is held; `Refused` for an unknown form, subject, purpose or requester alike."""
    asked = _asked(form, id, name, born)
    with writing(engine) as connection:
        held = _held(connection, asked, form)
        refusal = _refusal(form, asked, held, purpose, requester)
        fields = () if refusal or form is None else tuple(_field(field, held, now) for field in form.fields)
        look = _look(asked, purpose, requester, now, basis)
        outcome = f"refused:{refusal}" if refusal else "answered"
        record(connection, replace(look, attributes=_handed_out(form, fields), outcome=outcome))
    if refusal or form is None or held.subject is None:
        raise Refused
    return Prefill(
        form=form.code,
        title=form.title,
        subject=held.subject,
        purpose=purpose,
        requester=requester,
        issued_at=now,
        fields=fields,
    )


def _look(asked: _Asked, purpose: str, requester: str, now: datetime, basis: str) -> AccessEntry:
    return AccessEntry(
        at=now,
        requester=_short(requester, 120),
        action="prefill",
        subject_scheme=asked.scheme,
        subject_value=asked.id,
        purpose=_short(purpose, 64),
        basis=_short(basis, 200),
    )


def _asked(form: Form | None, number: str, name: str, born: str | None) -> _Asked:
    digits = _short("".join(number.split()), 64)
    kind = form.subject if form else "person"
    scheme = "enterprise_code" if kind == "company" else person_scheme(digits)
    return _Asked(kind=kind, scheme=scheme, id=digits, name=name, born=born and clean("date_or_year", born))


def _held(connection: sa.Connection, asked: _Asked, form: Form | None) -> _Held:
    """Asks the same of the database whether the subject exists or not, so that time tells nothing."""
    named = sa.select(identifiers.c.subject_id).where(
        identifiers.c.scheme == asked.scheme, identifiers.c.value == asked.id
    )
    subject: str | None = connection.execute(named).scalar()
    wanted = {"full_name", "name", "date_of_birth", *(field.attribute for field in (form.fields if form else ()))}
    return _Held(
        subject=subject,
        facts=_current(connection, subject or "", wanted),
        waiting=_waiting(connection, subject or ""),
    )


def _current(connection: sa.Connection, subject: str, attributes: Iterable[str]) -> dict[str, Row]:
    validity = [column.label(f"result_{column.name}") for column in results.c]
    query = (
        sa.select(current_facts, *validity)
        .outerjoin(results, results.c.document_id == current_facts.c.document_id)
        .where(current_facts.c.subject_id == subject, current_facts.c.attribute.in_(sorted(attributes)))
    )
    return {row["attribute"]: row for row in connection.execute(query).mappings()}


def _waiting(connection: sa.Connection, subject: str) -> frozenset[str]:
    """Attributes that papers of the subject give but that nobody has verified yet."""
    later = links.alias()
    same = [later.c[name] == links.c[name] for name in ("document_id", "role", "registry")]
    overruled = sa.exists().where(later.c.id > links.c.id, *same)
    query = (
        sa.select(links.c.role, documents.c.unverified)
        .join(documents, documents.c.id == links.c.document_id)
        .where(links.c.subject_id == subject, ~overruled)
    )
    return frozenset(
        name.partition(".")[2]
        for role, unverified in connection.execute(query)
        for name in unverified
        if name.startswith(f"{role}.")
    )


def _refusal(form: Form | None, asked: _Asked, held: _Held, purpose: str, requester: str) -> str | None:
    """Why there is no answer, for the log alone; None when there is one."""
    checks = {
        "form": form is not None,
        "requester": bool(requester.strip()),
        "purpose": form is not None and purpose in form.purposes,
        "not_found": held.subject is not None,
        "mismatch": _is_the_one(asked, held.facts),
    }
    return next((why for why, passed in checks.items() if not passed), None)


def _is_the_one(asked: _Asked, facts: Mapping[str, Row]) -> bool:
    """Marks count in a name, capitals and spaces do not; a person's birth date must be as exact as the one kept."""
    key, kept = (company_key, "name") if asked.kind == "company" else (name_key, "full_name")
    named = key(asked.name) == key(_value(facts, kept)) != ""
    return named and (asked.kind == "company" or asked.born == _value(facts, "date_of_birth"))


def _value(facts: Mapping[str, Row], attribute: str) -> str:
    return (facts[attribute]["value"] or "") if attribute in facts else ""


def _field(asked: FormField, held: _Held, now: datetime) -> PrefillField:
    fact = held.facts.get(asked.attribute)
    why = _unavailable(asked.attribute, fact, held, now.astimezone(VIETNAM).date())
    if fact is None or why:
        return PrefillField(id=asked.id, label=asked.label, unavailable=why)
    source = SOURCES.get(fact["origin"], Source.MACHINE_ACCEPTED)
    return PrefillField(
        id=asked.id,
        label=asked.label,
        value=fact["value"],
        source=source,
        assurance=ASSURANCE[source],
        last_updated=fact["valid_from"] or fact["recorded_at"].astimezone(VIETNAM).date().isoformat(),
        evidence=f"fact-{fact['id']}",
        editable=asked.editable and source is not Source.REGISTRY_VERIFIED,
    )


def _unavailable(attribute: str, fact: Row | None, held: _Held, today: date) -> str | None:
    if fact is None:
        return WAITING if attribute in held.waiting else NOT_HELD
    if fact["status"] is not Status.PRESENT:
        return ABSENT[fact["status"]]
    return _ended(fact, today)


def _ended(fact: Row, today: date) -> str | None:
    """What a paper for a limited time says is not handed out after that time."""
    if fact["result_kind"] != "period":
        return None
    rule = Validity(
        kind=fact["result_kind"],
        valid_from=fact["result_valid_from"],
        valid_to=fact["result_valid_to"],
        basis=fact["result_basis"],
        basis_since=fact["result_basis_since"],
    )
    status, why = rule.status_on(today)
    return f"giấy tờ nguồn không còn hiệu lực: {why}" if status is InForce.EXPIRED else None


def _handed_out(form: Form | None, fields: tuple[PrefillField, ...]) -> tuple[str, ...]:
    given = {field.id for field in fields if field.unavailable is None}
    return tuple(field.attribute for field in form.fields if field.id in given) if form else ()


def _short(text: str, limit: int) -> str:
    """What fits the log's column; a NUL or half a surrogate pair fits no database."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()[:limit]
