"""What the rest of a paper, a list everybody has or the marks of common names say for and against a value."""

import json
from dataclasses import replace

import pytest

from catalog import document_types
from domain.documents import FieldSpec, FieldValue, Origin
from ocr import tables
from ocr.classify import Paper
from ocr.combine import Reading2, Vote
from ocr.confidence import judged
from ocr.documents import sheet_of
from ocr.grounds import group, supported
from ocr.pieces import Found
from tests.ocr.lines import page

BOX = (100, 100, 300, 130)


def read(kind: str, *said: str, field: str = "full_name", margin: float = 4.0) -> Vote:
    """A field as three readers have it; the first is believed."""
    spec = FieldSpec(name=field, label=field, kind=kind)
    second, third = (Reading2(text, text, 0.999) for text in said[1:])
    value = FieldValue(name=field, raw=said[0], value=said[0], page=1, box=BOX)
    found = Found(field, (), text=said[0])
    return Vote(spec=spec, field=value, found=found, first=said[0], second=second, third=third, margin=margin)


@pytest.mark.parametrize(
    ("said", "goes_on"),
    [
        (["VI THẾ VINH"] * 3, True),
        (["VI THÊ VINH"] * 3, False),
        (["Lâm Công Uấn"] * 3, False),
        (["PHAN THỊ NHUNG", "PHAN THỊ NHŨNG", "PHAN THỊ NHUNG"], True),
        (["PHAN THỊ THÙY", "PHAN THỊ THỦY", "PHAN THỊ THÙY"], False),
    ],
)
def test_marks_that_no_common_name_has_make_a_name_wait_and_speak_against_no_common_one(
    said: list[str], goes_on: bool
) -> None:
    assert supported(read("name", *said), []) is goes_on


def test_a_name_of_other_peoples_goes_on_where_all_readers_and_the_picture_say_so() -> None:
    seen = read("name", *["K'BRÔIH"] * 3, margin=8.0)
    assert supported(seen, [])
    assert not supported(replace(seen, margin=3.0), [])
    assert not supported(replace(seen, third=Reading2("K'BRÔH", "K'BRÔH", 0.9)), [])
    assert not supported(read("name", *["BRÔIH MƠLỚT"] * 3, margin=8.0), [])
    assert not supported(read("name", *["Hoàng Minh Th"] * 3, margin=8.0), [])
    assert not supported(read("name", *["K'BR"] * 3, margin=8.0), [])


def test_one_place_is_the_value_of_one_field_of_a_kind() -> None:
    wife, husband = (read("name", *["Võ Thị Hoà"] * 3, field=name) for name in ("wife_name", "husband_name"))
    elsewhere = replace(husband, field=replace(husband.field, box=(500, 100, 700, 130)))
    assert supported(husband, [wife, elsewhere]) is False
    assert supported(elsewhere, [wife, elsewhere]) is True
    born = read("date", *["1990-01-02"] * 3, field="date_of_birth")
    assert supported(wife, [wife, born]) is True


def test_a_series_with_its_number_is_judged_as_a_number_and_the_name_of_a_unit_as_listed() -> None:
    assert group(read("text", *["CS 371501"] * 3)) == "digits"
    assert group(read("text", *["CS 37150I"] * 3)) == "text"
    spec = next(spec for spec in document_types()["official_document"].fields if spec.name == "place")
    assert group(replace(read("text", *["Đà Lạt"] * 3), spec=spec)) == "listed"
    assert group(replace(read("text", *["Đà Lat"] * 3), spec=spec)) == "text"


def test_an_address_of_a_code_stands_though_only_its_first_row_was_found_in_print() -> None:
    code, row = "Thôn 4, xã Lộc Châu, thành phố Bảo Lộc, tỉnh Lâm Đồng", "Thôn 4, xã Lộc Châu"
    said = read("address", *[row] * 3)
    field = replace(said.field, value=code, origin=Origin.CODE, notes=(f"print:{row}",))
    assert supported(replace(said, field=field, code=code), [])
    other = replace(field, notes=("print:Thôn 7, xã Lộc Nga",))
    against = replace(read("address", *["Thôn 7, xã Lộc Nga"] * 3), field=other, code=code)
    assert not supported(against, [])


def letter(number: str, subject: str) -> list[Vote]:
    """A letter's kind, which is not printed, its number and what it is about."""
    kind = Vote(
        spec=FieldSpec(name="kind", label="kind", kind="title"),
        field=FieldValue(name="kind", raw="CÔNG VĂN", value="CÔNG VĂN"),
        found=Found("kind", (), 1.0, "absent", "CÔNG VĂN"),
        first="CÔNG VĂN",
    )
    return [
        kind,
        read("document_number", *[number] * 3, field="number"),
        read("text", *[subject] * 3, field="subject_line"),
    ]


@pytest.mark.parametrize(
    ("number", "subject", "is_letter"),
    [
        ("2837/SLĐTBXH-NC", "V/v góp ý dự thảo", True),
        ("2837/QĐ-UBND", "V/v góp ý dự thảo", False),
        ("2837/SLĐTBXH-NC", "Góp ý dự thảo", False),
        ("2837", "V/v góp ý dự thảo", False),
    ],
)
def test_a_letter_is_known_by_its_number_and_subject(number: str, subject: str, is_letter: bool) -> None:
    kind, *others = letter(number, subject)
    assert judged(kind, [kind, *others], 0.001).accepted is is_letter
    alone = replace(others[0], second=None, third=None)
    assert not judged(kind, [kind, alone, others[1]], 0.001).accepted


TABLE = """
Ngành, nghề kinh doanh:
STT      Tên ngành                                        Mã ngành
1        In ấn                                            1811
2        {name}                          {code}
{third}        Đại lý du lịch                                   7911
"""


def listed(**said: str) -> Vote:
    """A list of industries as it is found on a page."""
    spec = next(spec for spec in document_types()["enterprise_registration"].fields if spec.name == "industries")
    text = TABLE.format(**({"name": "Sản xuất đồ gỗ xây dựng", "code": "1622", "third": "3"} | said))
    paper = Paper("enterprise_registration", 1.0, (sheet_of(page(text)),))
    found = tables.table(paper, spec)
    assert found is not None
    return Vote(spec, FieldValue(name="industries", raw=found.text, value=found.text), found, found.text)


def test_a_list_of_industries_goes_on_where_the_classification_has_every_code_with_its_name() -> None:
    whole = listed()
    assert [entry["code"] for entry in json.loads(whole.field.value or "")] == ["1811", "1622", "7911"]
    assert judged(whole, [], 0.001).accepted
    assert not judged(listed(code="1623"), [], 0.001).accepted
    assert not judged(listed(name="Sản xuất đố gỗ xây dựng"), [], 0.001).accepted
    assert not judged(listed(third="4"), [], 0.001).accepted
