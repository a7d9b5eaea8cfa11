"""What was changed between prefill and submission, and which uploads that replaced."""

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from catalog import document_types, forms, procedures
from domain.facts import Prefill, Source
from reuse.asking import Question, asked
from reuse.callers import Caller
from reuse.checking import Checked, Checker, FieldState, NotOfTheForm, Submission
from reuse.prefill import prefill
from reuse.receipts import Fault, ReceiptError, Receipts
from reuse.required import required
from tests import papers
from tests.reuse_papers import everything
from warehouse.load import load
from warehouse.reuse_ledger import indicator, reused
from warehouse.tables import access_log
from warehouse.tables_reuse import reuse_ledger, used_receipts

RECEIPTS = Receipts(b"s" * 32)
CALLER = Caller(name="c-1", agency="H36.11", scopes=frozenset({"*"}))
LATER = papers.NOW + timedelta(minutes=20)
DOSSIER = "H36.11-261120-0009"


@pytest.fixture
def checker(engine: sa.Engine) -> Checker:
    return Checker(engine=engine, receipts=RECEIPTS, forms=forms(), procedures=procedures())


def filled(engine: sa.Engine, form: str = "judicial_record_request", **changed: Any) -> Prefill:
    person = {"id": papers.NUMBER, "name": papers.NAME, "born": papers.BORN, "purpose": forms()[form].purposes[0]}
    more = {"requester": "cb-014", "now": papers.NOW, "caller": CALLER, "receipts": RECEIPTS}
    return prefill(engine, forms()[form], **person | more | changed)


def values(answer: Prefill, **changed: str | None) -> dict[str, str | None]:
    return {field.id: field.value for field in answer.fields} | changed


def submit(checker: Checker, answer: Prefill, *used: str, dossier: str = DOSSIER, **changed: str | None) -> Checked:
    submission = Submission(dossier=dossier, fields=values(answer, **changed), reused=used)
    return checker.check(answer.receipt or "", submission, caller=CALLER, now=LATER)


def states(checked: Checked) -> dict[str, FieldState]:
    return {field.id: field.state for field in checked.fields}


def rows(engine: sa.Engine, table: sa.Table) -> list[sa.RowMapping]:
    with engine.connect() as connection:
        return list(connection.execute(sa.select(table)).mappings())


def test_a_form_submitted_as_it_was_handed_out_is_kept_whole(engine: sa.Engine, checker: Checker) -> None:
    checked = submit(checker, filled(engine))
    assert checked.intact
    assert set(states(checked).values()) == {FieldState.KEPT, FieldState.EMPTY}
    assert {f.source for f in checked.fields if f.id == "ho_ten"} == {Source.REGISTRY_VERIFIED}


def test_each_change_is_told_and_drops_the_mark(engine: sa.Engine, checker: Checker) -> None:
    checked = submit(
        checker, filled(engine), ho_ten="VÕ THỊ HOA", ho_ten_me=" ĐỖ  THỊ LỤA ", dan_toc=None, que_quan="Xã Đạ Tẻh"
    )
    told = states(checked)
    assert (told["ho_ten"], told["dan_toc"], told["que_quan"]) == (
        FieldState.CHANGED,
        FieldState.REMOVED,
        FieldState.ADDED,
    )
    assert told["ho_ten_me"] is FieldState.KEPT, "spaces are no change"
    sources = {field.id: field.source for field in checked.fields}
    assert (sources["ho_ten"], sources["dan_toc"], sources["que_quan"]) == (
        Source.PERSON_GIVEN,
        None,
        Source.PERSON_GIVEN,
    )
    assert not checked.intact, "the name was locked"


def test_a_field_left_out_counts_as_removed(engine: sa.Engine, checker: Checker) -> None:
    answer = filled(engine)
    checked = checker.check(answer.receipt or "", Submission(dossier=DOSSIER, fields={}), caller=CALLER, now=LATER)
    assert states(checked)["ho_ten"] is FieldState.REMOVED


def test_a_value_moved_into_another_field_is_no_kept_value(engine: sa.Engine, checker: Checker) -> None:
    checked = submit(checker, filled(engine), ho_ten_me=papers.NAME)
    assert states(checked)["ho_ten_me"] is FieldState.CHANGED


def test_a_receipt_is_used_once(engine: sa.Engine, checker: Checker) -> None:
    answer = filled(engine)
    submit(checker, answer)
    with pytest.raises(ReceiptError) as caught:
        submit(checker, answer, dossier="H36.11-261120-0010")
    assert caught.value.fault is Fault.USED
    assert len(rows(engine, used_receipts)) == 1


def test_a_field_that_is_not_the_forms_uses_nothing_up(engine: sa.Engine, checker: Checker) -> None:
    answer = filled(engine)
    with pytest.raises(NotOfTheForm):
        submit(checker, answer, la_lung="x")
    assert submit(checker, answer).intact


def test_every_check_leaves_its_row_in_the_access_log(engine: sa.Engine, checker: Checker) -> None:
    answer = filled(engine)
    submit(checker, answer)
    for token in (answer.receipt or "", "gia-mao"):
        with pytest.raises(ReceiptError):
            checker.check(token, Submission(dossier=DOSSIER, fields={}), caller=CALLER, now=LATER)
    outcomes = [row["outcome"] for row in rows(engine, access_log) if row["action"] == "check"]
    assert outcomes == ["answered", "refused:receipt_used", "refused:receipt_invalid"]


def test_what_stood_in_for_a_paper_is_counted_by_procedure_and_agency(engine: sa.Engine, checker: Checker) -> None:
    checked = submit(checker, filled(engine), "giay-to-tuy-than")
    assert checked.counted == ("giay-to-tuy-than",)
    (row,) = rows(engine, reuse_ledger)
    assert (row["procedure"], row["agency"], row["dossier"]) == ("3.000333", "H36.11", DOSSIER)
    assert row["facts"]
    with engine.connect() as connection:
        (counted,) = reused(connection, date(2026, 11, 20), date(2026, 11, 20))
        assert reused(connection, date(2026, 11, 21), date(2026, 11, 30)) == ()
    assert (counted.uploads, counted.dossiers) == (1, 1)


def test_a_paper_is_not_replaced_by_a_value_that_was_changed(engine: sa.Engine, checker: Checker) -> None:
    checked = submit(checker, filled(engine), "giay-to-tuy-than", ho_ten="VÕ THỊ HOA")
    assert checked.counted == ()
    assert list(checked.refused) == ["giay-to-tuy-than"]
    assert rows(engine, reuse_ledger) == []


@pytest.mark.parametrize("component", ["to-khai", "khong-co", ""])
def test_no_component_is_counted_that_nothing_stood_in_for(engine: sa.Engine, checker: Checker, component: str) -> None:
    checked = submit(checker, filled(engine), component)
    assert (checked.counted, list(checked.refused)) == ((), [component])


def test_a_dossier_counts_a_component_once(engine: sa.Engine, checker: Checker) -> None:
    for _ in range(2):
        submit(checker, filled(engine), "giay-to-tuy-than", "giay-to-tuy-than")
    assert len(rows(engine, reuse_ledger)) == 1


def test_the_receipt_of_a_dossier_check_counts_the_papers_it_found(engine: sa.Engine, checker: Checker) -> None:
    load(engine, batch="b", documents=everything(), now=papers.NOW)
    question = Question(
        subject=asked("person", papers.NUMBER, papers.NAME, papers.BORN),
        purpose="3.000346",
        requester="cb-014",
        caller=CALLER,
        now=papers.NOW,
    )
    found = required(engine, procedures()["3.000346"], question, types=document_types(), receipts=RECEIPTS)
    submission = Submission(dossier=DOSSIER, fields={}, reused=("gplx", "giay-kham-suc-khoe"))
    checked = checker.check(found.receipt, submission, caller=CALLER, now=LATER)
    assert (checked.counted, list(checked.refused)) == (("gplx",), ["giay-kham-suc-khoe"])
    assert rows(engine, reuse_ledger)[0]["facts"] == []


def test_both_readings_of_indicator_4_3_are_told(engine: sa.Engine, checker: Checker) -> None:
    """Received: the dossier that came on paper, and one handed in with reuse alone."""
    submit(checker, filled(engine), "giay-to-tuy-than")
    with engine.connect() as connection:
        told = indicator(connection, date(2026, 11, 20), date(2026, 11, 20))
        nothing = indicator(connection, date(2025, 1, 1), date(2025, 1, 2))
    assert (told.received, told.digitised, told.reused) == (2, 1, 1)
    assert (told.as_formula, told.as_named) == (50.0, 50.0)
    assert (nothing.as_formula, nothing.as_named) == (None, None)


def test_a_ledger_row_cannot_be_changed_or_removed(engine: sa.Engine, checker: Checker) -> None:
    submit(checker, filled(engine), "giay-to-tuy-than")
    for change in (reuse_ledger.delete(), used_receipts.update().values(dossier="x")):
        with pytest.raises(sa.exc.DBAPIError, match="only ever added"), engine.begin() as connection:
            connection.execute(change)
