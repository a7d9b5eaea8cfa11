"""A page as pixels: the scanner's own where the page is nothing but them, else drawn."""

from pathlib import Path

import numpy as np
import pikepdf
import pytest
from PIL import Image

from domain.errors import ReadCode, ReadError
from ocr.embedded import full_page_image
from ocr.limits import Limits
from ocr.render import guess_dpi, picture
from tests.ocr.draw import LINES, paper

LIMITS = Limits()


def scan(path: Path, image: Image.Image | None = None) -> Path:
    (image or paper(LINES[:5], (1240, 1754))).save(path, "PDF", resolution=150)
    return path


def changed(path: Path, change: object) -> Path:
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        change(document.pages[0])
        document.save(path)
    return path


@pytest.mark.parametrize("mode", ["1", "L", "RGB"])
def test_a_scanned_page_is_taken_as_it_is(tmp_path: Path, mode: str) -> None:
    image = paper(LINES[:5], (1240, 1754)).convert(mode)
    page = picture(scan(tmp_path / "a.pdf", image), 1, LIMITS)
    assert (page.size, page.dpi) == ((1240, 1754), 150)
    drawn = np.abs(page.pixels.astype(int).reshape(1754, 1240, -1)[..., 0] - np.asarray(image.convert("L")).astype(int))
    assert drawn.mean() < 3


@pytest.mark.parametrize(
    "oddity",
    [
        lambda page: setattr(page, "Rotate", 90),
        lambda page: setattr(page, "UserUnit", 2),
        lambda page: page.images["/image"].__setitem__("/Decode", pikepdf.Array([1, 0])),
        lambda page: setattr(page, "CropBox", pikepdf.Array([0, 0, 300, 400])),
        lambda page: page.contents_add(b"0 0 m 10 10 l S"),
        lambda page: setattr(page, "Annots", pikepdf.Array([pikepdf.Dictionary(Subtype=pikepdf.Name.Stamp)])),
    ],
    ids=["rotate", "user unit", "decode", "crop", "drawing", "note"],
)
def test_a_page_with_anything_odd_is_drawn(tmp_path: Path, oddity: object) -> None:
    path = changed(scan(tmp_path / "a.pdf"), oddity)
    assert full_page_image(path, 1, LIMITS) is None
    assert picture(path, 1, LIMITS).pixels.any()


def test_a_page_that_is_turned_is_drawn_as_displayed(tmp_path: Path) -> None:
    path = changed(scan(tmp_path / "a.pdf"), lambda page: setattr(page, "Rotate", 90))
    page = picture(path, 1, LIMITS)
    assert page.size[0] > page.size[1]
    assert page.dpi == 300


def test_a_huge_page_is_drawn_small_enough(tmp_path: Path) -> None:
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(14000, 14000))
        document.save(tmp_path / "a.pdf")
    page = picture(tmp_path / "a.pdf", 1, LIMITS)
    assert page.size[0] * page.size[1] <= LIMITS.max_pixels


def test_a_page_of_a_tiff_is_found_by_its_number(tmp_path: Path) -> None:
    one, two = Image.new("L", (300, 200), 255), Image.new("L", (200, 300), 0)
    one.save(tmp_path / "a.tif", save_all=True, append_images=[two])
    assert picture(tmp_path / "a.tif", 2, LIMITS).size == (200, 300)


def test_more_pixels_than_allowed_are_refused(tmp_path: Path) -> None:
    Image.new("1", (4000, 4000)).save(tmp_path / "a.png")
    with pytest.raises(ReadError) as caught:
        picture(tmp_path / "a.png", 1, Limits(max_pixels=1_000_000))
    assert caught.value.code == ReadCode.TOO_LARGE


@pytest.mark.parametrize(
    ("size", "declared", "dpi"),
    [((2480, 3508), 300.0, 300), ((2480, 3508), 72.0, 300), ((2480, 3508), None, 300), ((1012, 638), 300.0, 300)],
)
def test_resolution_is_guessed_from_the_sheet_where_the_file_lies(
    size: tuple[int, int], declared: float | None, dpi: int
) -> None:
    assert guess_dpi(size, declared) == dpi
