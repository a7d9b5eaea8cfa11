"""A newer engine's reading: only what changed shows, and nothing that was sure moves by itself."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from domain.documents import Extraction, FieldValue
from ocr.upgrade import changes, upgraded

VALUES = st.builds(
    FieldValue, name=st.just("number"), value=st.sampled_from([None, "12", "13"]), accepted=st.booleans()
)


def document(*fields: FieldValue, type: str = "paper", pages: tuple[int, ...] = (1,)) -> Extraction:  # noqa: A002
    return Extraction(scan="a", index=0, pages=pages, type=type, type_confidence=1.0, fields=fields)


def field(value: str | None, *, accepted: bool = False) -> FieldValue:
    return FieldValue(name="number", value=value, accepted=accepted)


def after(old: FieldValue, new: FieldValue) -> FieldValue:
    (merged,) = upgraded([document(old)], [document(new)])
    return merged.fields[0]


def test_only_fields_that_changed_show() -> None:
    old = document(field("12"), FieldValue(name="sex", value="Nam"))
    new = document(field("13"), FieldValue(name="sex", value="Nam"))
    (change,) = changes([old], [new])
    assert (change.field, change.old.value, change.new.value) == ("number", "12", "13")


def test_papers_that_are_not_the_same_are_not_held_against_each_other() -> None:
    assert list(changes([document(field("12"), pages=(1, 2))], [document(field("13"))])) == []
    assert list(changes([document(field("12"), type="other")], [document(field("13"))])) == []


def test_an_unsure_value_takes_the_new_reading() -> None:
    assert after(field("12"), field("13", accepted=True)) == field("13", accepted=True)


def test_a_sure_value_stays_and_says_what_the_other_engine_read() -> None:
    assert after(field("12", accepted=True), field("13")) == replace(field("12", accepted=True), notes=("upgrade:13",))


def test_where_both_are_sure_of_different_values_a_person_decides() -> None:
    merged = after(field("12", accepted=True), field("13", accepted=True))
    assert (merged.value, merged.accepted, merged.notes) == ("12", False, ("upgrade:13",))


@given(VALUES, VALUES)
def test_no_accepted_value_ever_moves(old: FieldValue, new: FieldValue) -> None:
    merged = after(old, new)
    if old.accepted:
        assert merged.value == old.value
