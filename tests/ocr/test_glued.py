"""Words a reader joined are two again, so that the label among them is found."""

from ocr.layout import rows, upright
from tests.ocr.lines import only, page, values
from tests.ocr.printed import BIRTH


def test_a_number_and_the_word_behind_it_are_two_words() -> None:
    (found,) = rows(upright(page("CCCD số: 068088001234cấp ngày 12/03/2021")))
    assert [token.text for token in found.tokens][2:5] == ["068088001234", "cấp", "ngày"]
    number, word = found.tokens[2:4]
    assert number.left < number.right == word.left < word.right


def test_a_symbol_or_an_amount_stays_one_word() -> None:
    (found,) = rows(upright(page("123456/QĐ-UBND 500000đ 12A")))
    assert [token.text for token in found.tokens] == ["123456/QĐ-UBND", "500000đ", "12A"]


def test_the_day_behind_a_number_it_is_glued_to_is_that_numbers() -> None:
    plain = values(only(page(BIRTH)))
    glued = BIRTH.replace("CCCD số 068088001234, Cục Cảnh sát cấp", "CCCD số 068088001234cấp")
    assert values(only(page(glued)))["declarant_id"] == plain["declarant_id"] == "068088001234"
