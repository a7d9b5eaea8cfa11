"""A receipt tells what was handed out, and nothing of the person."""

import base64
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.facts import Source
from reuse.callers import Caller
from reuse.keys import WeakKey
from reuse.receipts import Fault, Given, Receipt, ReceiptError, Receipts
from reuse.tokens import Tokens
from tests import papers

SECRET = b"s" * 32
RECEIPTS = Receipts(SECRET)
ID = "r-1"


def receipt(**changed: object) -> Receipt:
    given = Given(mark=RECEIPTS.mark(ID, "ho_ten", papers.NAME), source=Source.OFFICER_VERIFIED, editable=False, fact=8)
    said = {
        "id": ID,
        "form": "land_change",
        "purpose": "1.013831",
        "system": "c-1",
        "requester": "cb-014",
        "issued_at": papers.NOW,
        "expires_at": papers.NOW + timedelta(hours=24),
        "fields": {"ho_ten": given, "thua_dat": None},
        "held": ("gcn",),
    }
    return Receipt(**said | changed)  # type: ignore[arg-type]


def fault(token: str, *, system: str = "c-1", later: timedelta = timedelta(), receipts: Receipts = RECEIPTS) -> Fault:
    with pytest.raises(ReceiptError) as caught:
        receipts.read(token, system=system, now=papers.NOW + later)
    return caught.value.fault


def test_what_was_signed_is_read_again() -> None:
    assert RECEIPTS.read(RECEIPTS.sign(receipt()), system="c-1", now=papers.NOW) == receipt()


def test_it_holds_no_value_and_no_person() -> None:
    body = RECEIPTS.sign(receipt()).split(".")[1]
    said = base64.urlsafe_b64decode(body + "==").decode()
    assert papers.NAME not in said
    assert papers.NUMBER not in said


@pytest.mark.parametrize("place", range(3))
def test_a_changed_receipt_is_forged_wherever_it_was_changed(place: int) -> None:
    parts = RECEIPTS.sign(receipt()).split(".")
    parts[place] = parts[place][:-2] + ("AA" if parts[place][-2:] != "AA" else "BB")
    assert fault(".".join(parts)) is Fault.INVALID


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "....", "eyJhbGciOiJub25lIn0.e30."])
def test_nonsense_is_forged(token: str) -> None:
    assert fault(token) is Fault.INVALID


def test_another_systems_receipt_is_as_good_as_forged() -> None:
    assert fault(RECEIPTS.sign(receipt()), system="c-2") is Fault.INVALID


def test_a_receipt_of_another_secret_is_forged() -> None:
    assert fault(RECEIPTS.sign(receipt()), receipts=Receipts(b"t" * 32)) is Fault.INVALID


def test_an_access_token_is_no_receipt_and_a_receipt_no_token() -> None:
    tokens = Tokens(SECRET)
    assert fault(tokens.issue(Caller(name="c-1"), papers.NOW)) is Fault.INVALID
    assert tokens.read(RECEIPTS.sign(receipt()), papers.NOW) is None


@pytest.mark.parametrize(("later", "good"), [(0, True), (86_399, True), (86_400, False), (-59, True), (-3600, False)])
def test_it_holds_for_its_time_and_neither_after_nor_before_a_clock_jumped(later: int, good: bool) -> None:
    token, moment = RECEIPTS.sign(receipt()), timedelta(seconds=later)
    if good:
        assert RECEIPTS.read(token, system="c-1", now=papers.NOW + moment).id == ID
    else:
        assert fault(token, later=moment) is Fault.EXPIRED


def test_a_short_secret_signs_nothing() -> None:
    with pytest.raises(WeakKey):
        Receipts(b"short")


@given(st.text(), st.text())
def test_two_values_have_one_mark_only_when_spaces_and_unicode_form_are_all_they_differ_by(one: str, two: str) -> None:
    import unicodedata

    def plain(text: str) -> bytes:
        return " ".join(unicodedata.normalize("NFC", text).split()).encode("utf-8", "replace")

    same = RECEIPTS.mark(ID, "f", one) == RECEIPTS.mark(ID, "f", two)
    assert same == (plain(one) == plain(two))


def test_the_same_value_has_another_mark_in_another_field_or_on_another_receipt() -> None:
    marks = {RECEIPTS.mark(number, name, "Nam") for number in ("r-1", "r-2") for name in ("a", "b")}
    assert len(marks) == 4
