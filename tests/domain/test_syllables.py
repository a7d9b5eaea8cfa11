"""Which words can be Vietnamese syllables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.syllables import ONSETS, RIMES, is_syllable, spelled


@pytest.mark.parametrize("word", ["Nguyễn", "HOÀ", "hòa", "thuỷ", "Quý", "gì", "Giữ", "khuỷu", "MY", "Huỳnh", "yến"])
def test_a_syllable_is_one(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["măt", "mặắt", "Trươg", "tặc̀", "bcd", "ngh", "làp", "QĐ", ""])
def test_letters_that_cannot_be_read_aloud_are_none(word: str) -> None:
    assert not is_syllable(word)


@given(st.sampled_from(ONSETS), st.sampled_from(sorted(RIMES)))
def test_neither_case_nor_a_second_tone_is_overlooked(onset: str, rime: str) -> None:
    word = onset + rime
    assert is_syllable(word.upper()) == is_syllable(word)
    assert not is_syllable(word + "\u0301\u0300")


def test_numbers_and_punctuation_are_not_words() -> None:
    assert spelled("Số 12/3, phường 4")
    assert spelled("")
