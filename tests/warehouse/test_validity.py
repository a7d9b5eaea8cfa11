"""Still in force on a day: yes, no, or unknown with the reason."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.documents import DocumentType, FieldSpec, ValiditySpec
from tests.papers import birth, birth_type, value
from warehouse.validity import InForce, Validity, validity_of

RULE = {"basis": "Nghị định 123/2015/NĐ-CP Điều 23", "since": "2016-01-01"}
TODAY = date(2026, 11, 20)


def declared(kind: str, field: str | None = None, months: int | None = None) -> DocumentType:
    expiry = FieldSpec(name="expires_on", label="Có giá trị đến", kind="expiry", attributes=("paper.expires_on",))
    rule = ValiditySpec(kind=kind, field=field, months=months, **RULE)
    plain = birth_type(rule)
    return replace(plain, fields=(*plain.fields, expiry))


def applied(kind: str, *changed: object, field: str | None = None, months: int | None = None) -> Validity:
    return validity_of(birth(*changed), declared(kind, field, months))


def test_the_rule_keeps_its_dated_basis() -> None:
    rule = applied("permanent")
    assert (rule.basis, rule.basis_since) == tuple(RULE.values())
    assert (rule.valid_from, rule.valid_to) == ("2016-05-04", None)


def test_a_permanent_result_is_in_force() -> None:
    assert applied("permanent").status_on(TODAY)[0] is InForce.YES


def test_a_printed_expiry_is_the_last_day_in_force() -> None:
    rule = applied("printed_expiry", value("expires_on", "2026-11-20"), field="expires_on")
    assert rule.status_on(TODAY)[0] is InForce.YES
    assert rule.status_on(TODAY + timedelta(days=1)) == (InForce.EXPIRED, "Hết hiệu lực sau ngày 20/11/2026")


def test_no_limit_printed_means_permanent() -> None:
    rule = applied("printed_expiry", value("expires_on", "Không thời hạn"), field="expires_on")
    assert (rule.kind, rule.valid_to) == ("permanent", None)


@pytest.mark.parametrize("expiry", [(), (value("expires_on", "2030-01-01", accepted=False),)])
def test_an_expiry_not_read_or_not_verified_is_unknown(expiry: tuple[object, ...]) -> None:
    status, why = applied("printed_expiry", *expiry, field="expires_on").status_on(TODAY)
    assert (status, why) == (InForce.UNKNOWN, "Chưa xác định được thời hạn từ giấy tờ")


def test_an_expiry_known_by_its_year_is_unknown_within_that_year_alone() -> None:
    rule = applied("printed_expiry", value("expires_on", "2026"), field="expires_on")
    answers = [rule.status_on(date(year, 6, 1))[0] for year in (2025, 2026, 2027)]
    assert answers == [InForce.YES, InForce.UNKNOWN, InForce.EXPIRED]


@pytest.mark.parametrize(
    ("issued", "months", "last"),
    [
        ("2026-01-15", 6, "2026-07-14"),
        ("2025-08-31", 6, "2026-02-27"),
        ("2024-02-29", 12, "2025-02-27"),
        ("2025-12-01", 1, "2025-12-31"),
    ],
)
def test_a_period_counts_whole_months_from_the_day_of_issue(issued: str, months: int, last: str) -> None:
    rule = applied("period", value("registered_on", issued), field="registered_on", months=months)
    assert (rule.valid_from, rule.valid_to) == (issued, last)


def test_a_period_from_an_unknown_or_partial_day_is_unknown() -> None:
    for issued in ("2026", None):
        rule = applied("period", value("registered_on", issued), field="registered_on", months=6)
        assert rule.status_on(TODAY)[0] is InForce.UNKNOWN


@pytest.mark.parametrize("written", ["hôm qua", "2026-13-45", "31/12/2030", "20260", "năm"])
def test_a_date_that_is_none_is_unknown_and_breaks_nothing(written: str) -> None:
    rule = applied("printed_expiry", value("expires_on", written), value("registered_on", written), field="expires_on")
    assert (rule.valid_from, rule.valid_to) == (None, None)
    assert rule.status_on(TODAY)[0] is InForce.UNKNOWN


def test_before_it_was_issued_nothing_is_said() -> None:
    assert applied("permanent").status_on(date(2016, 5, 3)) == (
        InForce.UNKNOWN,
        "Ngày hỏi trước ngày cấp (ngày 04/05/2016)",
    )


@pytest.mark.parametrize("kind", ["superseded", "unknown"])
def test_what_a_later_paper_may_have_replaced_is_unknown(kind: str) -> None:
    assert applied(kind).status_on(TODAY)[0] is InForce.UNKNOWN


@given(
    start=st.dates(date(1950, 1, 1), date(2100, 1, 1)),
    months=st.integers(1, 240),
    day=st.dates(date(1950, 1, 1), date(2130, 1, 1)),
)
def test_a_result_once_expired_is_never_in_force_again(start: date, months: int, day: date) -> None:
    issued = value("registered_on", start.isoformat())
    rule = applied("period", issued, field="registered_on", months=months)
    if rule.status_on(day)[0] is InForce.EXPIRED:
        assert rule.status_on(day + timedelta(days=1))[0] is InForce.EXPIRED
    assert rule.valid_to is not None
    assert date.fromisoformat(rule.valid_to) >= start
