"""A person named twice by one number: a list says the name as it was read where more than one reader read it."""

import json

import pytest

from catalog import document_types
from domain.documents import FieldValue
from ocr.combine import Reading2, Vote
from ocr.persons_named_twice import told_again

KIND = document_types()["enterprise_registration"]
NUMBER = "068184000001"


def voted(name: str, value: str, *, voices: int = 3) -> Vote:
    heard = [Reading2(value, value, 0.9) if n < voices else Reading2("", None, 0.0) for n in range(3)]
    field = FieldValue(name=name, raw=value, value=value)
    return Vote(KIND.spec(name), field, None, first=value if voices else None, second=heard[1], third=heard[2])


def members(name: str, number: str = NUMBER) -> Vote:
    return voted("members", json.dumps([{"name": name, "id": number}], ensure_ascii=False))


@pytest.mark.parametrize(
    ("listed", "number", "voices", "said"),
    [
        ("MẪU THỊ MỸ", NUMBER, 3, "MẪU THỊ MY"),
        ("Mẫu Thị Mỹ", NUMBER, 3, "Mẫu Thị My"),
        ("Mẫu Thị My", NUMBER, 3, "Mẫu Thị My"),
        ("MẪU THỊ MỸ", "068184000002", 3, "MẪU THỊ MỸ"),
        ("MẪU THỊ HÀ", NUMBER, 3, "MẪU THỊ HÀ"),
        ("MẪU THỊ MỸ", NUMBER, 1, "MẪU THỊ MỸ"),
    ],
)
def test_only_the_same_person_and_only_other_marks_are_told_again(
    listed: str, number: str, voices: int, said: str
) -> None:
    votes = [voted("representative_name", "MẪU THỊ MY", voices=voices), voted("representative_id", NUMBER)]
    (*_others, told) = told_again([*votes, members(listed, number)], KIND)
    assert json.loads(told.field.value or "")[0]["name"] == said
    assert bool(told.field.notes) == (said != listed)
