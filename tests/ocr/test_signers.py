"""Names under a seal: what is nearly one is looked at again and never goes on; what is none is not taken for one."""

import pytest

from ocr import signatures, signers
from ocr.classify import Paper
from ocr.documents import sheet_of
from ocr.layout import Row, rows, upright
from tests.ocr.lines import only, page, values
from tests.ocr.printed import BIRTH

NAME = "                                                Nguyễn Văn Bình"


def row(text: str) -> Row:
    return rows(upright(page(text)))[0]


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("“Bùi Thị Mai", "Bùi Thị Mai"),
        ("Thượng tướng Nguyễn Văn Gấu", "Nguyễn Văn Gấu"),
        ("MẪU Nông Nhật Hào", "Nông Nhật Hào"),
        ("Đinh Duy", "Đinh Duy"),
    ],
)
def test_a_name_is_found_without_the_marks_and_ranks_around_it(printed: str, name: str) -> None:
    found = signers.named(row(printed))
    assert found is not None
    assert found.text == name


@pytest.mark.parametrize(
    "text", ["CHỦ TỊCH", "PHÓ GIÁM ĐỐC", "Việt Nam", "GIẤY CHỨNG TỬ", "NHẬN KẾT HÔN", "Nơi nhận:", "MẪU"]
)
def test_titles_and_papers_are_no_names(text: str) -> None:
    assert signers.named(row(text)) is None
    assert signers.nearly(row(text)) is None


@pytest.mark.parametrize(
    ("printed", "looked_at"),
    [
        ("NG Phan Tiến Đạt", "Phan Tiến Đạt"),
        ("“am Thị Thu Hà", "am Thị Thu Hà"),
        ("Lời Anh ường", "Lời Anh ường"),
        ("rân Ngọc Căng", "rân Ngọc Căng"),
    ],
)
def test_a_name_a_seal_lies_on_is_looked_at_again(printed: str, looked_at: str) -> None:
    found = signers.nearly(row(printed))
    assert found is not None
    assert found.text == looked_at


@pytest.mark.parametrize("text", ["- Như Điều 3", "- Lưu: VT, NC.", "uang", "cấp ngày 12/03/2021 tại xã Lộc Ngãi"])
def test_what_stands_beside_a_signature_is_no_name_nearly(text: str) -> None:
    assert signers.nearly(row(text)) is None


def signer(name: str) -> tuple[str | None, bool, float]:
    field = next(f for f in only(page(BIRTH.replace(NAME, " " * 48 + name))).fields if f.name == "signer")
    return field.value, field.accepted, field.confidence


def test_a_name_nearly_readable_is_a_suggestion_that_waits() -> None:
    value, accepted, sure = signer("guyễn Văn Bình")
    assert value == "guyễn Văn Bình"
    assert not accepted
    assert sure < 0.7


def test_of_the_names_under_a_title_the_likeliest_is_taken() -> None:
    found = values(
        only(page(BIRTH.replace(NAME, "                                                    Âu cối\n\n" + NAME)))
    )
    assert found["signer"] == "Nguyễn Văn Bình"


@pytest.mark.parametrize(("name", "shift", "whole"), [("Nguyễn Văn Bình", 0, True), ("Văn Bình", 7, False)])
def test_a_name_off_its_titles_middle_may_have_lost_its_first_word(name: str, shift: int, whole: bool) -> None:
    sheet = sheet_of(page(BIRTH.replace(NAME, " " * (48 + shift) + name)))
    found = signatures.signer(Paper("birth_certificate", 1.0, (sheet,)), ())
    assert found is not None
    assert found.raw == name
    assert (found.sure == 1) == whole
