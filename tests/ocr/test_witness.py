"""What the picture may settle between readers, and what it may not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.documents import FieldSpec, FieldValue
from domain.scans import Zone
from ocr.combine import Reading2, Vote, _chosen
from ocr.witness import FIRST, SECOND, THIRD, better_named, better_parted, margin, settled

NAME = FieldSpec(name="full_name", label="Họ và tên", kind="name")
NUMBER = FieldSpec(name="personal_id", label="Số định danh", kind="id")
MY, MỸ, MÝ = "TRẦN THỊ MY", "TRẦN THỊ MỸ", "TRẦN THỊ MÝ"


@pytest.mark.parametrize(
    ("values", "margins", "by"),
    [
        ((MY, MỸ, MY), (3.0, -3.0, 3.0), FIRST),
        ((MY, MỸ, MỸ), (-3.0, 3.0, 3.0), SECOND),
        ((MY, MY, MY), (3.0, 3.0, 3.0), None),
        ((MỸ, MỸ, MY), (-8.0, -8.0, 8.0), THIRD),
        ((MỸ, MỸ, MY), (-1.0, -1.0, 1.0), None),
        ((MỸ, MỸ, "O"), (-8.0, -8.0, 8.0), None),
        ((MỸ, MÝ, MY), (-8.0, -9.0, 8.0), THIRD),
        ((MỸ, MÝ, MY), (-1.0, -9.0, 0.5), FIRST),
        ((MỸ, MÝ, MY), (-1.0, None, 0.5), None),
        ((None, MỸ, MY), (None, 1.0, 1.0), None),
        ((MY, MỸ, None), (1.0, 1.0, None), None),
    ],
)
def test_the_picture_settles_what_it_shows(values: tuple[str, ...], margins: tuple[float, ...], by: int) -> None:
    assert settled(values, margins) == by


@given(st.lists(st.sampled_from([None, MY, MỸ, MÝ]), min_size=3, max_size=3),
       st.lists(st.none() | st.floats(-20, 20), min_size=3, max_size=3))  # fmt: skip
def test_what_is_settled_is_a_reading_and_two_alike_give_way_only_where_contradicted(
    values: list[str | None], margins: list[float | None]
) -> None:
    by = settled(values, margins)
    assert by is None or values[by] is not None
    if by == THIRD:
        assert values[THIRD] not in values[:2]
        assert all(one is None or one < -3 for one in margins[:2])


def read(first: str, second: str, third: str, seen: tuple[float, float, float], spec: FieldSpec = NAME) -> Vote:
    others = Reading2(second, second, 0.9), Reading2(third, third, 0.9)
    value, raw, notes = _chosen(spec, first, first, *others, seen)
    field = FieldValue(name=spec.name, raw=raw, value=value, notes=notes)
    return Vote(spec, field, None, first, others[0], third=others[1])


def test_a_name_both_readers_made_likelier_is_read_as_printed_and_is_no_agreement() -> None:
    one = read(MỸ, MỸ, MY, (-8.0, -8.0, 8.0))
    assert (one.field.value, one.field.raw, one.agreed, one.voices) == (MY, MY, False, 1)
    assert one.field.notes == (f"picture_differs:{MỸ}",)


def test_two_of_three_voices_are_counted() -> None:
    one = read(MY, MỸ, MY, (5.0, -5.0, 5.0))
    assert (one.field.value, one.agreed, one.thirds, one.voices) == (MY, False, True, 2)
    assert one.field.notes == (f"readers_differ:{MỸ}",)


def test_of_three_readings_of_a_number_the_one_read_twice_is_taken_whatever_the_picture_says() -> None:
    assert read("0680", "0688", "0680", (-5.0, 5.0, -5.0), NUMBER).field.value == "0680"
    assert read("0680", "0688", "0681", (5.0, -5.0, 5.0), NUMBER).field.value == "0688"


def test_a_reading_of_several_lines_is_as_sure_as_its_weakest_line() -> None:
    zones = [Zone(box=(0, 0, 9, 9), text="", confidence=1.0, reader="other", margins={"a": sure}) for sure in (2, 5)]
    assert margin(zones, ["a", "a"]) == 2
    assert margin(zones, ["a", "b"]) is None
    assert margin(zones, ["a"]) is None
    assert margin([], []) is None


def test_of_two_readings_of_an_address_the_evenly_parted_is_taken() -> None:
    lost, whole = "Ấp 3 - xã Gung Ré huyện Di Linh - tỉnh Huế", "Ấp 3 - xã Gung Ré - huyện Di Linh - tỉnh Huế"
    assert (better_parted(lost, whole), better_parted(whole, lost)) == (1, -1)
    assert better_parted(whole, whole.replace("Ré", "Rẻ")) == 0
    assert better_parted(lost, whole.replace("Gung Ré", "Gung Rê Thượng")) == 0


def test_a_name_that_is_spelled_and_begins_with_a_family_name_is_the_better_one() -> None:
    assert better_named("Prần Thành Nhân", "Trần Thành Nhân") > 0
    assert better_named("Lê Kim Ly", "Lê Kêni Ly") < 0
    assert better_named("Thị Thu Hà", "Phạm Thị Thu Hà") == 0
