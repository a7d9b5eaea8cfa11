"""Readers who do not say the same may still agree on every word, or differ in what nobody writes."""

from dataclasses import replace

import pytest

from ocr.confidence import features
from ocr.dissent import fewest_voices, is_misspelling
from ocr.grounds import supported
from tests.ocr.test_confirmed import read

HOME = "xã Phú Sơn, huyện Lâm Hà, tỉnh Lâm Đồng"


@pytest.mark.parametrize(
    ("value", "said", "voices"),
    [
        ("LÂM TẤN LỰC", ["LẦM TẤN LỰC", "LÂM TẤN LỰC", "LÂM TẤN LỰc"], 2),
        ("LÂM TẤN LỰC", ["LẦM TẤN LỰC", "LÂM TẤN LỰC", "LÂM TÂN LỰC"], 2),
        ("LÂM TẤN LỰC", ["LẦM TẤN LƯC", "LÂM TẤN LỰC", "LÂM TÂN LƯC"], 1),
        ("LÂM TẤN LỰC", ["LẦM TẤN LỰC", "LÂM TẤN LỰC", None], 1),
        ("LÂM TẤN", ["LÂM TẤN LỰC", "LÂM TẤN", "LÂM TẤN LỰC"], 1),
        ("xã A tỉnh B", ["xã A tỉnh B", "xã A - tỉnh B", "xã A - tỉnh B"], 1),
        ("", ["", "", ""], 0),
    ],
)
def test_the_fewest_voices_of_a_word_or_of_nothing_between_two(value: str, said: list[str | None], voices: int) -> None:
    assert fewest_voices(value, said) == voices


def test_an_address_each_word_of_which_two_readers_have_goes_on_and_a_text_does_not() -> None:
    said = (HOME, HOME.replace("xã", "Xã"), HOME.replace("Hà,", "Hà"))
    assert supported(read("address", *said), [])
    assert not supported(read("text", *(text.capitalize() for text in said)), [])
    assert features(read("address", *said), [])["by_word"] == 1.0
    assert features(read("address", *[HOME] * 3), [])["by_word"] == 0.0


def test_what_spells_no_syllable_is_misspelling_but_digits_and_other_words_are_not() -> None:
    value = "Nhà ở có 2 sân vườn"
    assert is_misspelling(value, "Nhà ở có 2 sân oườn")
    assert is_misspelling(value, "nhà ở có 2 sân Vườn")
    assert not is_misspelling(value, "Nhà ở có 3 sân vườn")
    assert not is_misspelling(value, "Nhà ở cô 2 sân vườn")
    assert not is_misspelling(value, "Nhà ở có 2 sân")
    assert not is_misspelling("Nhà ở có 2 oườn", "Nhà ở có 2 vườn")


def test_that_all_others_misspell_is_a_feature_of_its_own() -> None:
    value, misspelt = "Nhà ở có sân vườn", "Nhà ở có sân oườn"
    one = read("text", value, value, misspelt)
    assert features(one, [])["misspelt"] == 1.0
    assert features(replace(one, third=None), [])["misspelt"] == 0.0
    assert features(read("text", value, value, "Nhà ở cô sân vườn"), [])["misspelt"] == 0.0
