import doctest
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from linkage import normalise
from linkage.normalise import company_key, name_key, soft_key


def test_the_examples_in_the_docs_are_true() -> None:
    result = doctest.testmod(normalise)
    assert result.attempted
    assert result.failed == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hoàng Khoẻ", "Hoàng Khỏe"),
        ("Nguyễn Quý", "Nguyễn Qúy"),
        ("Lê Thị Thuỳ", "Lê Thị Thùy"),
        ("ĐẶNG  VĂN\tĐỨC", "Đặng Văn Đức"),
        ("Điểu K’Rút", "ĐIỂU K'RÚT"),
    ],
)
def test_what_only_looks_different_is_one_name(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Hạnh", "Hanh"), ("Hạnh", "Hành"), ("Đan", "Dan"), ("Lê An", "An Lê"), ("Hân", "Hăn"), ("Hoa", "Hòa")],
)
def test_marks_and_order_tell_names_apart(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)
    assert soft_key(one) != soft_key(other)


@settings(deadline=None)
@given(some.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạ ẮỆỮỐỒĐ'-", max_size=30))
def test_a_name_has_one_key_in_every_unicode_form_and_case(name: str) -> None:
    forms = {name_key(unicodedata.normalize(form, name)) for form in ("NFC", "NFD")}
    assert forms == {name_key(name.upper())} == {name_key(f"  {name} ")}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("CTY CP XD & TM Đắk-Lắk", "Công ty Cổ phần Xây dựng và Thương mại Đắk Lắk"),
        ("CÔNG TY TNHH 1 THÀNH VIÊN MỸ LÝ", "Công ty TNHH MTV Mĩ Lí"),
        ("DNTN SX-TM-DV “Hoà Bình”", "Doanh nghiệp tư nhân Sản xuất Thương mại Dịch vụ Hòa Bình"),
    ],
)
def test_abbreviations_are_the_words_they_stand_for(one: str, other: str) -> None:
    assert company_key(one) == company_key(other)


@pytest.mark.parametrize("other", ["Công ty CP An Phú", "Công ty TNHH An Phú 2", "Công ty TNHH Ân Phú", "An Phú"])
def test_other_companies_have_other_keys(other: str) -> None:
    assert company_key("Công ty TNHH An Phú") != company_key(other)
