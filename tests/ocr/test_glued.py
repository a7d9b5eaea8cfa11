"""Words a reader joined are two again, so that the label among them is found."""

from dataclasses import replace

from ocr.documents import zones
from ocr.layout import rows, upright
from tests.ocr.lines import only, page, second_read, values
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


def test_a_label_only_the_others_read_leads_to_a_value_that_waits() -> None:
    whole = second_read(BIRTH, {}, third=True)
    after_each = (*whole.words[1:], whole.words[0])
    words = tuple(
        replace(word, text="Ncơ", said="Nơi") if word.text == "Nơi" and after.text == "sinh:" else
        replace(word, text="sjuk:", said="sinh:") if word.text == "sinh:" and before.text == "Nơi" else word
        for before, word, after in zip((whole.words[0], *whole.words), whole.words, after_each, strict=False)
    )  # fmt: skip
    (born,) = (f for f in only(replace(whole, words=words)).fields if f.name == "place_of_birth")
    assert born.value == values(only(whole))["place_of_birth"]
    assert born.value is not None
    assert not born.accepted


def test_a_stroke_behind_digits_is_looked_at_with_them() -> None:
    text = BIRTH.replace("068319000123", "06831900012]")
    assert any("06831900012]" in said for said in zones(page(text)).values())


PERMIT = """
                    GIẤY PHÉP XÂY DỰNG
1. Cấp cho: Bà MAI KIM HIỀN
- CCCD số: 068190009531{day}
2. Được phép xây dựng công trình: Khách sạn Sao Mai
- Địa điểm xây dựng: Buôn 11, xã Ea Kpam, huyện Cư M'gar, tỉnh Đắk Lắk
- Thửa đất số: 855
- Tờ bản đồ số: 59
- Tổng diện tích sàn: 183 m2
- Giấy chứng nhận quyền sử dụng đất số: BM 627147, cấp ngày 12/3/2019.
"""


def test_the_day_far_below_a_number_is_another_papers() -> None:
    permits = (PERMIT.replace("{day}", day) for day in (", cấp ngày 19/05/2024", ""))
    assert [values(only(page(text)))["owner_id_issued_on"] for text in permits] == ["2024-05-19", None]
