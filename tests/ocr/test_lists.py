"""Words of short lists are spelled as the list has them, with a note of what was read; what only looks so waits."""

import pytest

from ocr import spelled_out
from tests.ocr.lines import only, page, second_read
from tests.ocr.printed import DECISION


@pytest.mark.parametrize(
    ("office", "known"),
    [
        ("ỦY BAN NHÂN DÂN XÃ ĐẮK BÚK SO", True),
        ("ỦY BAN NHÂN DÂN XÃ ĐẮK BÚC SO", False),
        ("BẢO HIỂM XÃ HỘI TỈNH LÂM ĐỒNG", True),
        ("BẢO HIỂM XÃ HỘI TỈNH LÂM ĐÔNG", False),
        ("ỦY BAN NHÂN DÂN", False),
        ("BỘ CÔNG THƯƠNG", True),
        ("HỢP TÁC XÃ ĐẮK BÚK SO", False),
    ],
)
def test_an_office_is_known_with_the_unit_it_is_of(office: str, known: bool) -> None:
    assert spelled_out.listed("offices", office) is known


def test_a_title_before_which_ky_thay_stands_apart_is_no_title_of_the_signer() -> None:
    spoilt = DECISION.replace("KT. CHỦ TỊCH", "KT,    CHỦ TỊCH").replace("PHÓ CHỦ TỊCH", "Fan là TỊCH")
    read = second_read(spoilt, {}, third=True)
    found = {f.name: f for f in only(read).fields}
    assert found["signer_title"].value == "CHỦ TỊCH"
    assert [found[name].accepted for name in ("signer_title", "signing_capacity")] == [False, False]
    found = {f.name: f for f in only(second_read(DECISION, {}, third=True)).fields}
    assert [found[name].accepted for name in ("signer_title", "signing_capacity")] == [True, True]


def test_no_entry_of_a_list_is_changed() -> None:
    for name, entries in spelled_out.lists().items():
        if name != "offices_of":
            assert [spelled_out.settled(name, entry) for entry in entries] == list(entries)
            assert [spelled_out.nearest(name, entry) for entry in entries] == list(entries)


def test_lost_marks_are_put_back_with_a_note_of_what_was_read() -> None:
    found = {f.name: f for f in only(page(DECISION.replace("PHÓ CHỦ TỊCH", "PHÓ CHU TỊCH"))).fields}
    assert found["signer_title"].value == "PHÓ CHỦ TỊCH"
    assert "list_named:PHÓ CHU TỊCH" in found["signer_title"].notes


def test_what_only_looks_like_an_entry_is_a_suggestion_that_waits() -> None:
    read = second_read(DECISION.replace("PHÓ CHỦ TỊCH", "PHÓ CHỦ TỊC"), {}, third=True)
    title = next(f for f in only(read).fields if f.name == "signer_title")
    assert title.value == "PHÓ CHỦ TỊCH"
    assert "list_named:PHÓ CHỦ TỊC" in title.notes
    assert not title.accepted


def test_a_capacity_whose_marks_were_put_back_waits_for_a_row_of_it_may_be_lost() -> None:
    read = second_read(DECISION.replace("KT. CHỦ TỊCH", "KT. CHU TỊCH"), {}, third=True)
    capacity = next(f for f in only(read).fields if f.name == "signing_capacity")
    assert capacity.value == "TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH"
    assert not capacity.accepted
