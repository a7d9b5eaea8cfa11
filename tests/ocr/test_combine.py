"""How two readings become one value: never without a note, never more than the readers saw between them."""

import pytest

from domain.documents import FieldSpec
from ocr.combine import Reading2, _chosen, _value

EMAIL = FieldSpec(name="email", label="Email", kind="email")
NAME = FieldSpec(name="full_name", label="Họ và tên", kind="name")


def second(text: str, value: str | None = None) -> Reading2:
    return Reading2(text, value, 0.9)


def test_an_address_both_readers_spoil_differently_is_put_together_and_noted() -> None:
    value, raw, notes = _chosen(EMAIL, "a@mau example.vn", None, second("aOmau.example.vn"))
    assert (value, raw, notes) == ("a@mau.example.vn", "a@mau example.vn", ("letters_voted:aOmau.example.vn",))


@pytest.mark.parametrize("other", ["aOmau.exampie.vn", "aOmau.example.v", "a@mau example.vn"])
def test_readings_that_differ_in_more_than_punctuation_give_no_address(other: str) -> None:
    assert _chosen(EMAIL, "a@mau example.vn", None, second(other))[0] is None


@pytest.mark.parametrize(
    ("first", "other", "chosen"),
    [
        ("đuôi mắt trái", "đuôi mặắt trái", "đuôi mắt trái"),
        ("đuôi măt trái", "đuôi mắt trái", "đuôi mắt trái"),
        ("Công ty TNHH Mẫu", "Công ty Mẫu", "Công ty TNHH Mẫu"),
    ],
)
def test_of_two_readings_the_one_made_of_possible_syllables_is_taken(first: str, other: str, chosen: str) -> None:
    spec = FieldSpec(name="features", label="Đặc điểm", kind="text")
    assert _chosen(spec, first, first, second(other, other))[0] == chosen


def test_the_mark_after_for_and_on_behalf_is_a_full_stop() -> None:
    spec = FieldSpec(name="signing_capacity", label="Quyền hạn", kind="text")
    for seen in (
        "TM.ỦY BAN NHÂN DÂN / KT, CHỦ TỊCH",
        "TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH",
        "TM: ỦY BAN NHÂN DÂN / KT:CHỦ TỊCH",
    ):
        assert _value(spec, seen) == "TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH"


NUMBER = FieldSpec(name="area", label="Diện tích", kind="area")


def test_of_three_readings_of_a_number_two_that_agree_are_believed() -> None:
    lost, whole = Reading2("3562", "3562", 0.54), Reading2("3.562,8", "3562.8", 0.89)
    value, _raw, notes = _chosen(NUMBER, "3.562,8", "3562.8", lost, whole)
    assert (value, notes) == ("3562.8", ("readers_differ:3562",))
    assert _chosen(NUMBER, "3.562,8", "3562.8", lost, lost)[0] == "3562"


def test_a_disagreement_is_always_in_the_notes() -> None:
    for sure in (0.1, 0.99):
        value, _raw, notes = _chosen(NAME, "MẪU THỊ MY", "MẪU THỊ MY", Reading2("MẪU THỊ MỸ", "MẪU THỊ MỸ", sure))
        assert value in {"MẪU THỊ MY", "MẪU THỊ MỸ"}
        assert [note for note in notes if note.startswith("readers_differ:")]
