"""What a file is, how many pages it has, and that no file can hurt who asks."""

import csv
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from domain.errors import ReadCode, ReadError
from ocr.files import page_count
from ocr.limits import Limits
from tests.ocr.draw import paper

LIMITS = Limits(count_seconds=8)
BAD = Path(__file__).parents[3] / "shared/data/bad_inputs"


def refusal(path: Path, limits: Limits = LIMITS) -> ReadError:
    with pytest.raises(ReadError) as caught:
        page_count(path, limits)
    return caught.value


def pdf(path: Path, pages: int = 1, **saving: object) -> Path:
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page(page_size=(595, 842))
        document.save(path, **saving)
    return path


def tiff(path: Path, pages: int) -> Path:
    sheets = [Image.new("L", (200, 300), 255) for _ in range(pages)]
    sheets[0].save(path, save_all=True, append_images=sheets[1:])
    return path


def test_every_page_of_a_pdf_counts(tmp_path: Path) -> None:
    assert page_count(pdf(tmp_path / "a.pdf", 3), LIMITS) == 3


def test_every_page_of_a_tiff_counts(tmp_path: Path) -> None:
    assert page_count(tiff(tmp_path / "a.tif", 4), LIMITS) == 4


@pytest.mark.parametrize("name", ["a.png", "a.jpg"])
def test_a_picture_is_one_page(tmp_path: Path, name: str) -> None:
    Image.new("RGB", (100, 100)).save(tmp_path / name)
    assert page_count(tmp_path / name, LIMITS) == 1


def test_the_kind_is_told_by_content_not_by_name(tmp_path: Path) -> None:
    pdf(tmp_path / "a.pdf", 2).rename(tmp_path / "a.jpg")
    assert page_count(tmp_path / "a.jpg", LIMITS) == 2


def test_a_pdf_that_needs_a_password_is_encrypted(tmp_path: Path) -> None:
    locked = pdf(tmp_path / "a.pdf", encryption=pikepdf.Encryption(user="mat khau", owner="chu"))
    assert refusal(locked).code == ReadCode.ENCRYPTED


def test_a_pdf_that_opens_with_the_empty_password_is_readable(tmp_path: Path) -> None:
    open_to_all = pdf(tmp_path / "a.pdf", encryption=pikepdf.Encryption(user="", owner="chu"))
    assert page_count(open_to_all, LIMITS) == 1


def test_a_file_without_bytes_is_empty(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").touch()
    assert refusal(tmp_path / "a.pdf").code == ReadCode.EMPTY


def test_a_file_that_is_gone_has_vanished(tmp_path: Path) -> None:
    assert refusal(tmp_path / "a.pdf").code == ReadCode.VANISHED


def test_a_text_file_is_unsupported(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_text("xin chào")
    assert refusal(tmp_path / "a.pdf").code == ReadCode.UNSUPPORTED


@pytest.mark.parametrize("name", ["a.pdf", "a.png", "a.jpg", "a.tif"])
def test_a_file_cut_in_half_is_corrupt(tmp_path: Path, name: str) -> None:
    paper().resize((620, 877)).save(tmp_path / name)
    whole = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(whole[: len(whole) // 2])
    assert refusal(tmp_path / name).code == ReadCode.CORRUPT


def test_too_many_bytes_pages_or_pixels_are_too_large(tmp_path: Path) -> None:
    many = pdf(tmp_path / "a.pdf", 3)
    wide = tmp_path / "a.png"
    Image.new("1", (3000, 3000)).save(wide)
    assert refusal(many, Limits(max_pages=2)).code == ReadCode.TOO_LARGE
    assert refusal(many, Limits(max_bytes=100)).code == ReadCode.TOO_LARGE
    assert refusal(wide, Limits(max_pixels=1_000_000)).code == ReadCode.TOO_LARGE


def test_a_small_file_that_unpacks_to_a_huge_page_is_too_large(tmp_path: Path) -> None:
    bomb = tmp_path / "a.png"
    Image.new("1", (10_000, 10_000)).save(bomb)
    assert bomb.stat().st_size < 100_000
    assert refusal(bomb).code == ReadCode.TOO_LARGE


def test_every_refusal_says_in_vietnamese_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").touch()
    assert "hãy" in refusal(tmp_path / "a.pdf").message


def test_hostile_files_end_in_a_count_or_a_refusal() -> None:
    if not BAD.is_dir():
        pytest.skip("the folder of broken files is not here: it is not part of the project")
    wrong = []
    for row in csv.DictReader((BAD / "expected.csv").open()):
        try:
            outcome: object = page_count(BAD / row["file"], LIMITS)
        except ReadError as error:
            outcome = error.code
        if row["class"] == "encrypted_needs_password" and outcome != ReadCode.ENCRYPTED:
            wrong.append((row["file"], outcome))
        if row["class"] in {"encrypted_open_without_password", "valid_unusual"} and str(outcome) != row["pages"]:
            wrong.append((row["file"], outcome))
    assert wrong == []
