"""What may never go on by itself, however sure its score."""

from dataclasses import replace

from catalog import document_types
from domain.documents import FieldSpec, FieldValue
from ocr.combine import Reading2, Vote
from ocr.grounds import group, supported, well_placed
from ocr.layout import rows, upright
from ocr.pieces import Found, Piece
from tests.ocr.lines import page

BORN = FieldSpec(name="date_of_birth", label="Ngày sinh", kind="date")


def born(page: str, value: str, again: str, value_again: str) -> Vote:
    """A date of birth as the page's reader has it and as both others have it, who are believed."""
    other = Reading2(text=again, value=value_again, sure=0.999)
    field = FieldValue(name="date_of_birth", raw=again, value=value_again)
    found = Found("date_of_birth", (), text=page)
    return Vote(spec=BORN, field=field, found=found, first=value, second=other, third=other)


def test_two_readers_who_agree_are_believed_against_a_misread_digit() -> None:
    assert supported(born("18/06/1974", "1974-06-18", "16/06/1974", "1974-06-16"), [])


def test_a_date_that_lost_a_digit_at_the_edge_of_its_picture_waits_for_a_person() -> None:
    assert not supported(born("16/06/1974", "1974-06-16", "6/06/1974", "1974-06-06"), [])


def test_a_sum_of_which_one_reader_saw_more_digits_waits_for_a_person() -> None:
    capital = FieldSpec(name="capital", label="Vốn", kind="money")
    lost, whole = Reading2(".800.000.000", "800000000", 0.99), Reading2("1.800.000.000", "1800000000", 0.99)
    field = FieldValue(name="capital", raw="800.000.000", value="800000000")
    found = Found("capital", (), text="800.000.000")
    one = Vote(spec=capital, field=field, found=found, first="800000000", second=whole, third=lost)
    assert one.voices == 2
    assert not supported(one, [])


def named(first: str, second: str, third: str, spec: str = "name") -> Vote:
    kind = FieldSpec(name="mother_name", label="Mẹ", kind=spec)
    others = [Reading2(text, text, 0.99) for text in (second, third)]
    field = FieldValue(name="mother_name", raw=first, value=first)
    found = Found("mother_name", (), text=first)
    return Vote(spec=kind, field=field, found=found, first=first, second=others[0], third=others[1], margin=5.0)


def test_a_name_on_whose_marks_the_readers_differ_waits_but_for_its_first_word() -> None:
    assert not supported(named("SƠN THỊ CẦM", "SƠN THỊ CẨM", "SƠN THỊ CẦM"), [])
    assert supported(named("NGUYỄN THỊ CẨM", "NGUYÊN THỊ CẨM", "NGUYỄN THỊ CẨM"), [])
    assert supported(named("SƠN THỊ CẨM", "SƠN THỊ CẨM", "SƠN THỊ GẨM"), [])


def test_a_signers_name_off_its_titles_middle_waits_for_a_seal_may_have_taken_the_first_word() -> None:
    short = named(*["Kiều Oanh"] * 3)
    assert short.found is not None
    signed = [replace(short, found=replace(short.found, how="signature", sure=sure)) for sure in (1.0, 0.9)]
    assert [supported(one, []) for one in signed] == [True, False]


def test_a_street_whose_marks_a_sure_reader_sees_otherwise_waits() -> None:
    home, other = "Số 7 Trận Hưng Đạo, phường 1, tỉnh Lâm Đồng", "Số 7 Trần Hưng Đạo, phường 1, tỉnh Lâm Đồng"
    assert not supported(named(home, other, home, "address"), [])
    assert supported(named(home, home, home, "address"), [])
    small, misread = (f"Tổ dân {word} 3, xã Lộc An, huyện Bảo Lâm, tỉnh Lâm Đồng" for word in ("phố", "phó"))
    assert supported(named(small, misread, small, "address"), [])


def test_what_is_found_by_its_form_alone_goes_on_where_all_readers_see_the_same() -> None:
    date = born("16/06/1974", "1974-06-16", "16/06/1974", "1974-06-16")
    assert date.found is not None
    alone = replace(date, found=replace(date.found, how="alone", sure=0.8))
    assert alone.voices == 3
    assert well_placed(alone)
    assert not well_placed(replace(alone, third=None))


def test_a_stroke_that_may_be_a_letter_or_a_number_waits() -> None:
    assert not supported(named("Báo cáo quý l", "Báo cáo quý I", "Báo cáo quý l", "text"), [])
    assert supported(named("Báo cáo quý I", "Báo cáo quý I", "Báo cáo quí I", "text"), [])


def test_a_value_nobody_else_read_waits_for_a_person() -> None:
    assert not supported(
        replace(born("16/06/1974", "1974-06-16", "16/06/1974", "1974-06-16"), second=None, third=None), []
    )


def test_a_date_whose_digits_stand_apart_for_every_reader_waits_for_the_first_may_be_the_paragraphs() -> None:
    apart, together = "1 7/07/1984", "17/07/1984"
    third = Reading2(apart, "1984-07-17", 0.999)
    votes = [replace(born(first, "1984-07-17", apart, "1984-07-17"), third=third) for first in (apart, together)]
    assert [supported(one, []) for one in votes] == [False, True]


def test_a_number_right_beside_which_a_stroke_was_read_waits() -> None:
    sheet = FieldSpec(name="map_sheet", label="Tờ bản đồ", kind="integer")
    for text, waits in (
        ("Tờ bản đồ số : 1]", True),
        ("Tờ bản đồ số J 1", True),
        ("Tờ bản đồ số §1", True),
        ("Tờ bản đồ số : 1", False),
    ):
        (row,) = rows(upright(page(text)))
        at = row.text.index("1")
        found = Found("map_sheet", (Piece(row, at, at + 1),))
        field, said = FieldValue(name="map_sheet", raw="1", value="1"), Reading2("1", "1", 0.99)
        one = Vote(spec=sheet, field=field, found=found, first="1", second=said, third=said)
        assert supported(one, []) is not waits


def signed(name: str, value: str) -> Vote:
    """A field of a signature block as three readers have it."""
    one = named(*[value] * 3, spec="text")
    spec = next(spec for spec in document_types()["official_document"].fields if spec.name == name)
    assert one.found is not None
    return replace(one, spec=spec, found=replace(one.found, how="signature"))


def test_a_title_waits_unless_it_fits_in_whose_name_one_signs() -> None:
    deputy, head = signed("signer_title", "PHÓ GIÁM ĐỐC"), signed("signer_title", "GIÁM ĐỐC")
    capacity = signed("signing_capacity", "KT. GIÁM ĐỐC")
    assert group(deputy) == group(capacity) == "listed"
    assert supported(deputy, [deputy, capacity])
    assert supported(capacity, [deputy, capacity])
    assert not supported(head, [head, capacity])
    assert not supported(head, [head])


def test_a_title_on_no_list_is_judged_as_words_are() -> None:
    assert group(signed("signer_title", "CHÁNH VĂN PHÔNG")) == "title"


def test_a_number_that_may_be_handwritten_goes_on_when_two_of_three_who_agree_are_sure() -> None:
    spec = FieldSpec(name="number", label="Số", kind="document_number", hints={"handwritten": "often"})
    text = "1892/GM-SLĐTBXH"
    field, found = FieldValue(name="number", raw=text, value=text), Found("number", (), text=text)
    for second, third, other, may in ((0.8, 0.99, text, True), (0.8, 0.9, text, False), (0.8, 0.99, "X", False)):
        one = Vote(spec, field, found, text, Reading2(text, text, second), words=(0.9,),
                   third=Reading2(other, other, third))  # fmt: skip
        assert supported(one, []) is may
