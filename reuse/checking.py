"""On submission: which of the values handed out were changed, and which uploads they replaced.

Read-only fields of a browser protect nothing; this does, since the values are compared by marks that only we can make.
A receipt is used once. What was changed is from now on the person's own word.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa

from domain.facts import AccessEntry, Form, FormField, Source
from domain.rules import Component, Procedure
from reuse.asking import short
from reuse.callers import Caller
from reuse.receipts import Fault, Given, Receipt, ReceiptError, Receipts
from warehouse.access import record
from warehouse.reuse_ledger import Replaced, Use, use
from warehouse.store import writing


class FieldState(StrEnum):
    """What became of a field between prefill and submission."""

    KEPT = "kept"
    CHANGED = "changed"
    REMOVED = "removed"
    ADDED = "added"
    """Nothing had been handed out; the person gave a value."""
    EMPTY = "empty"
    """Nothing handed out, nothing given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedField:
    """One field of the form as submitted. `source` is whose word the value is now; None for no value."""

    id: str
    state: FieldState
    source: Source | None
    locked: bool
    """Was not to be edited. Changed all the same, the submission must be refused or looked into."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """What a system says was submitted: a value a field, and the components not handed in on the strength of it."""

    dossier: str
    fields: Mapping[str, str | None]
    reused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The answer. `counted`: components the ledger now holds as replaced; `refused`: those it does not, with why."""

    form: str
    purpose: str
    dossier: str
    fields: tuple[CheckedField, ...]
    counted: tuple[str, ...]
    refused: Mapping[str, str]

    @property
    def intact(self) -> bool:
        """No locked field was touched."""
        return all(field.state is FieldState.KEPT for field in self.fields if field.locked)


class NotOfTheForm(ValueError):
    """Fields were submitted that the receipt's form does not have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checker:
    """Everything a check needs besides the request."""

    engine: sa.Engine
    receipts: Receipts
    forms: Mapping[str, Form]
    procedures: Mapping[str, Procedure]

    def check(self, token: str, submission: Submission, *, caller: Caller, now: datetime) -> Checked:
        """Compares and counts, once; `ReceiptError`, or `NotOfTheForm`. Each ends with its row in the access log."""
        receipt = None
        try:
            receipt = self.receipts.read(token, system=caller.name, now=now)
            checked = self._compare(receipt, submission)
        except (ReceiptError, NotOfTheForm) as error:
            with writing(self.engine) as connection:
                record(connection, _look(receipt, caller, now, f"refused:{error}"))
            raise
        with writing(self.engine) as connection:
            counted = [one for one in self._replaced(receipt, checked, submission) if one.component in checked.counted]
            fresh = use(connection, _use(receipt, checked, caller, now), counted)
            record(connection, _look(receipt, caller, now, "answered" if fresh else f"refused:{Fault.USED}"))
        if not fresh:
            raise ReceiptError(Fault.USED)
        return checked

    def _compare(self, receipt: Receipt, submission: Submission) -> Checked:
        if set(submission.fields) - set(receipt.fields):
            raise NotOfTheForm("not_of_the_form")
        fields = tuple(
            self._field(receipt, name, given, submission.fields.get(name)) for name, given in receipt.fields.items()
        )
        bare = Checked(
            form=receipt.form,
            purpose=receipt.purpose,
            dossier=submission.dossier,
            fields=fields,
            counted=(),
            refused={},
        )
        return self._count(receipt, bare, submission)

    def _field(self, receipt: Receipt, name: str, given: Given | None, value: str | None) -> CheckedField:
        state = _state(given, value, given and value and self.receipts.mark(receipt.id, name, value))
        source = None if not value else Source.PERSON_GIVEN
        if given and state is FieldState.KEPT:
            source = given.source
        return CheckedField(id=name, state=state, source=source, locked=bool(given and not given.editable))

    def _count(self, receipt: Receipt, checked: Checked, submission: Submission) -> Checked:
        stood_in = {one.component for one in self._replaced(receipt, checked, submission)}
        procedure = self.procedures.get(receipt.purpose)
        refused = {code: _why_not(procedure, code) for code in dict.fromkeys(submission.reused) if code not in stood_in}
        counted = tuple(code for code in dict.fromkeys(submission.reused) if code in stood_in)
        return replace(checked, counted=counted, refused=refused)

    def _replaced(self, receipt: Receipt, checked: Checked, submission: Submission) -> list[Replaced]:
        """What of the components said to be reused really had something in their place."""
        procedure = self.procedures.get(receipt.purpose)
        named = [procedure.component(code) for code in submission.reused] if procedure else []
        found = [self._stand_in(receipt, checked, component) for component in named if component]
        return [one for one in found if one]

    def _stand_in(self, receipt: Receipt, checked: Checked, component: Component) -> Replaced | None:
        form = self.forms.get(receipt.form)
        kept = {field.id for field in checked.fields if field.state is FieldState.KEPT}
        asks = [one for one in (form.fields if form else ()) if set(one.replaces) & set(component.types)]
        facts = tuple(given.fact for one in asks if one.id in kept and (given := receipt.fields[one.id]))
        if component.code not in receipt.held and (not facts or len(facts) < _handed_out(receipt, asks)):
            return None
        return Replaced(component=component.code, name=component.name, facts=facts)


def _handed_out(receipt: Receipt, asks: Sequence[FormField]) -> int:
    """How many of those fields had a value on the receipt: all must have come back as they went out."""
    return sum(receipt.fields.get(one.id) is not None for one in asks)


def _state(given: Given | None, value: str | None, mark: object) -> FieldState:
    if given is None:
        return FieldState.ADDED if value else FieldState.EMPTY
    if not value:
        return FieldState.REMOVED
    return FieldState.KEPT if mark == given.mark else FieldState.CHANGED


def _why_not(procedure: Procedure | None, code: str) -> str:
    if procedure is None or procedure.component(code) is None:
        return "thủ tục không có thành phần này"
    return "không có dữ liệu giữ nguyên hay giấy tờ còn hiệu lực nào trong kho thay cho thành phần này"


def _use(receipt: Receipt, checked: Checked, caller: Caller, now: datetime) -> Use:
    touched = (FieldState.CHANGED, FieldState.REMOVED, FieldState.ADDED)
    return Use(
        id=receipt.id,
        form=receipt.form,
        procedure=receipt.purpose,
        dossier=checked.dossier,
        agency=caller.agency or caller.name[:40],
        system=caller.name,
        issued_at=receipt.issued_at,
        used_at=now,
        kept=sum(field.state is FieldState.KEPT for field in checked.fields),
        changed=sum(field.state in touched for field in checked.fields),
    )


def _look(receipt: Receipt | None, caller: Caller, now: datetime, outcome: str) -> AccessEntry:
    return AccessEntry(
        at=now,
        requester=short(receipt.requester if receipt else caller.name, 120),
        action="check",
        subject_scheme="receipt",
        subject_value=receipt.id if receipt else "",
        purpose=receipt.purpose if receipt else "",
        outcome=outcome,
        basis=short(f"{caller.way}:{caller.name}", 200),
    )
