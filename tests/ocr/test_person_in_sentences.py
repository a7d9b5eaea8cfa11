"""The name of the person decided on ends where the next row's label begins."""

import pytest

from tests.ocr.lines import only, page, values
from tests.ocr.printed import DECISION


@pytest.mark.parametrize("label", ["Sinh ngày", "Sinh năm"])
def test_the_next_rows_label_is_no_part_of_a_name(label: str) -> None:
    listed = DECISION.replace("đối với ông Lê Văn Tám", "đối với người có công").replace(
        "ông Lê Văn Tám, sinh ngày 01/02/1950, số định danh cá\nnhân 068050001234, ",
        f":\nHọ, chữ đệm, tên: Lê Văn Tám\n{label}: 01/02/1950\nSố định danh cá nhân: 068050001234, ",
    )
    assert values(only(page(listed)))["person_name"] == "Lê Văn Tám"
