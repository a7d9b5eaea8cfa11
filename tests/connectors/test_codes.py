import doctest

import pytest

from connectors import codes


def test_the_examples_in_the_docs_are_true() -> None:
    result = doctest.testmod(codes)
    assert result.attempted
    assert result.failed == 0


def test_all_54_peoples_have_a_code() -> None:
    assert len(codes.ETHNICITIES) == len(set(codes.ETHNICITIES.values())) == 54
    assert (codes.ETHNICITIES["01"], codes.ETHNICITIES["16"], codes.ETHNICITIES["54"]) == ("Kinh", "Cơ-ho", "Rơ-măm")


@pytest.mark.parametrize("name", ["Khổng Minh", "Không Tên", "Nông Thị Tin"])
def test_real_names_are_data(name: str) -> None:
    assert codes.is_data(name)
