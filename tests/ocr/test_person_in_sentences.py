"""The name of the person decided on ends where the next row's label begins."""

import pytest

from ocr.classify import Paper
from ocr.documents import sheet_of
from ocr.persons import person
from tests.ocr.lines import only, page, values
from tests.ocr.printed import DECISION


@pytest.mark.parametrize("label", ["Sinh ngày", "Sinh năm"])
def test_the_next_rows_label_is_no_part_of_a_name(label: str) -> None:
    listed = DECISION.replace("đối với ông Lê Văn Tám", "đối với người có công").replace(
        "ông Lê Văn Tám, sinh ngày 01/02/1950, số định danh cá\nnhân 068050001234, ",
        f":\nHọ, chữ đệm, tên: Lê Văn Tám\n{label}: 01/02/1950\nSố định danh cá nhân: 068050001234, ",
    )
    assert values(only(page(listed)))["person_name"] == "Lê Văn Tám"


@pytest.mark.parametrize(("said", "sure"), [("LÊ VĂN, TÁM", 0.9), ("LÊ VĂN TÁM, CCCD", 1.0), ("LÊ VĂN TÁM", 1.0)])
def test_a_name_in_capitals_behind_which_another_word_in_capitals_stands_may_be_cut(said: str, sure: float) -> None:
    text = DECISION.replace("cho ông Lê Văn Tám", f"cho ông {said}").replace("đối với ông Lê Văn Tám", "đối với ông")
    found = person(Paper("official_document", 1.0, (sheet_of(page(text)),)), "person_name")
    assert found is not None
    assert found.sure == sure
