import doctest
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from domain import codes, kinds, registry, text
from domain.kinds import KINDS, clean, fold

PRINTED = st.text(
    alphabet=st.sampled_from("0123456789 .,:/-–()|…·'AĐBCKNTSớữạQÊêợuinhgđ\u0301\u0323mM²$<=+@{}[]\"\n\t"), max_size=40
)
DATES = st.dates().map(lambda day: f"{day.day:02d}/{day.month:02d}/{day.year:04d}")
NUMBERS = st.decimals(min_value=0, max_value=10**12, places=3).map(str)


@pytest.mark.parametrize("module", [kinds, codes, text, registry])
def test_the_examples_in_the_docstrings_hold(module):
    assert doctest.testmod(module, extraglobs={"clean": clean}).failed == 0


@pytest.mark.parametrize("kind", sorted(KINDS))
@given(raw=st.one_of(PRINTED, DATES, NUMBERS, st.text(max_size=30)))
@example(raw="1,125")
@example(raw="0.125")
@example(raw="1.250,5")
@example(raw="Số: Số 12")
@settings(max_examples=60, deadline=None)
def test_cleaning_twice_is_cleaning_once(kind, raw):
    once = clean(kind, raw)
    assert once is None or clean(kind, once) == once


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_nothing_is_made_of_nothing(kind):
    assert clean(kind, " .... ") is None


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_says_what_it_is(kind):
    assert KINDS[kind].__doc__


def test_decomposed_letters_become_the_same_value():
    assert clean("name", unicodedata.normalize("NFD", "Phạm Thị Ngọc Ánh")) == "Phạm Thị Ngọc Ánh"


def test_folding_is_blind_to_marks_and_case():
    assert fold("Đà  Lạt") == fold("đa lat") == "da lat"


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        ("date", "31/02/2020"),
        ("date", "2020"),
        ("personal_id", "06809500123"),
        ("personal_id", "0680950012345"),
        ("name", "12/QĐ"),
        ("sex", "Việt Nam"),
        ("enterprise_code", "58000000081"),
        ("document_number", "không"),
        ("serial", "12345678"),
    ],
)
def test_what_is_no_such_value_is_none(kind, raw):
    assert clean(kind, raw) is None
