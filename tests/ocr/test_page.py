"""A page read: which way it lies, where its words are, what is taken out before reading, what is read twice."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest
import segno
from PIL import Image, ImageDraw

from domain.errors import ReadError
from domain.scans import Box, Page
from ocr import second
from ocr.limits import Limits
from ocr.page import read_page
from tests.ocr.draw import LINES, box_of, font, leaders, paper, speckled, stamped

pytestmark = pytest.mark.engine
LIMITS = Limits()
SHORT = LINES[:8]
NAME = LINES[5]


def read(image: Image.Image, folder: Path, name: str = "page.png", **how: object) -> Page:
    path = folder / name
    image.save(path, dpi=(300, 300))
    return read_page(path, 1, limits=LIMITS, **how)


def words(page: Page) -> str:
    return " ".join(word.text for word in page.words)


def word_at(page: Page, text: str) -> Box:
    return next(word.box for word in page.words if text in word.text)


def overlap(one: Box, other: Box) -> float:
    """Shared area over the area of both."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    shared = max(0, wide) * max(0, high)
    areas = [(box[2] - box[0]) * (box[3] - box[1]) for box in (one, other)]
    return shared / (sum(areas) - shared)


@cache
def sheet() -> Image.Image:
    return paper(SHORT, (2480, 1500))


@pytest.mark.parametrize(("lying", "mended"), [(0, 0), (90, 270), (180, 180), (270, 90)])
def test_a_page_is_read_whichever_way_it_lies(tmp_path: Path, lying: int, mended: int) -> None:
    page = read(sheet().rotate(-lying, expand=True), tmp_path, second=False)
    assert page.rotation == mended
    assert "15/08/1992" in words(page)


@pytest.mark.parametrize("askew", [-2.4, 1.7])
def test_skew_is_measured_and_mended(tmp_path: Path, askew: float) -> None:
    page = read(sheet().rotate(askew, expand=True, fillcolor=255), tmp_path, second=False)
    assert abs(page.skew + askew) < 0.15
    assert "Nguyễn Thị Mẫu Thử" in words(page)


def test_boxes_lie_where_the_words_are_in_the_file_after_turn_and_skew(tmp_path: Path) -> None:
    drawn = box_of("15/08/1992", LINES[6], 6)
    mark = Image.new("L", sheet().size, 255)
    mark.paste(0, drawn)
    lying = speckled(sheet()).rotate(92, expand=True, fillcolor=255)
    true = Image.eval(mark.rotate(92, expand=True, fillcolor=255), lambda grey: 255 - grey).getbbox()
    page = read(lying, tmp_path, second=False)
    assert page.size == lying.size
    assert overlap(word_at(page, "15/08/1992"), true) > 0.6


def test_a_dotted_leader_does_not_spoil_its_line(tmp_path: Path) -> None:
    page = read(leaders(paper(SHORT, (2480, 1500)), 6, 700), tmp_path, second=False)
    assert "15/08/1992" in words(page)
    assert "..." not in words(page)


def test_a_red_seal_over_words_is_taken_out_and_noted(tmp_path: Path) -> None:
    page = read(stamped(sheet(), (900, 900)), tmp_path, second=False)
    assert "stamp" in page.notes
    assert "Ngày, tháng, năm sinh" in words(page)


def test_the_print_of_a_red_box_stamp_stays(tmp_path: Path) -> None:
    page = sheet().convert("RGB")
    pen = ImageDraw.Draw(page)
    pen.rectangle((1850, 950, 2350, 1250), outline=(215, 40, 50), width=6)
    pen.text((1900, 1000), "CÔNG VĂN ĐẾN", fill=(215, 40, 50), font=font(12))
    pen.text((1900, 1100), "Ngày: 06/06/2026", fill=(215, 40, 50), font=font(12))
    assert "06/06/2026" in words(read(page, tmp_path, second=False))


def test_an_empty_page_is_blank(tmp_path: Path) -> None:
    page = read(speckled(Image.new("L", (2480, 3508), 250)), tmp_path)
    assert (page.source, page.words) == ("blank", ())


def test_a_dark_band_of_the_copier_is_no_text(tmp_path: Path) -> None:
    copied = sheet().copy()
    copied.paste(5, (0, 0, 120, 1500))
    copied.paste(5, (0, 0, 2480, 90))
    page = read(copied, tmp_path, second=False)
    assert words(page).startswith("CỘNG HÒA")


@pytest.mark.parametrize("mode", ["1", "P", "CMYK", "I;16", "RGBA"])
def test_every_kind_of_pixel_is_read(tmp_path: Path, mode: str) -> None:
    small = paper(LINES[3:7], (2480, 1100))
    if mode == "I;16":
        odd = Image.fromarray((np.asarray(small).astype(np.uint16)) * 257)
    else:
        odd = small.convert("RGB").convert(mode)
    name = "page.tif" if mode in {"CMYK", "I;16"} else "page.png"
    assert "15/08/1992" in words(read(odd, tmp_path, name, second=False))


def test_exif_orientation_is_obeyed(tmp_path: Path) -> None:
    lying = sheet().rotate(90, expand=True)
    exif = Image.Exif()
    exif[0x0112] = 6  # turn clockwise by 90 to see it upright
    lying.save(tmp_path / "page.jpg", exif=exif, dpi=(300, 300), quality=85)
    page = read_page(tmp_path / "page.jpg", 1, limits=LIMITS, second=False)
    assert page.size == sheet().size
    assert page.rotation == 0


def test_small_print_of_unknown_resolution_is_enlarged_until_it_can_be_read(tmp_path: Path) -> None:
    card = sheet().resize((1012, 612), Image.Resampling.LANCZOS)
    card.save(tmp_path / "card.png")
    page = read_page(tmp_path / "card.png", 1, limits=LIMITS, second=False)
    assert "15/08/1992" in words(page)


def test_without_a_second_reader_the_page_says_so(tmp_path: Path) -> None:
    page = read(sheet(), tmp_path, second=False)
    assert "one_reader" in page.notes


def test_zones_are_read_again_by_the_other_reader(tmp_path: Path) -> None:
    if not second.available():
        pytest.skip("the second reader is not installed (extra: readers)")
    place = box_of("NGUYỄN THỊ MẪU THỬ", NAME, 5)
    page = read(sheet(), tmp_path, zones=lambda page: {place: "NGUYỄN THỊ MẪU THỬ"})
    (zone,) = page.zones
    assert (zone.box, zone.text, zone.reader) == (place, "NGUYỄN THỊ MẪU THỬ", second.READER)
    assert zone.confidence > 0.5


def test_a_zone_of_two_lines_is_read_line_by_line(tmp_path: Path) -> None:
    if not second.available():
        pytest.skip("the second reader is not installed (extra: readers)")
    one, two = box_of("Số: 125", LINES[3], 3), box_of("Xét đề nghị", LINES[4], 4)
    both = (one[0], one[1], max(one[2], two[2]), two[3])
    page = read(sheet(), tmp_path, zones=lambda page: {both: ""})
    assert page.zones[0].text.startswith("Số: 125")
    assert page.zones[0].text.endswith(" Xét đề nghị")


def test_a_qr_code_is_decoded_with_its_place(tmp_path: Path) -> None:
    said = "001099000001|123456789|Nguyễn Văn Mẫu|01021999|Nam|Số 1 Phố Thử|15032021"
    page = sheet().copy()
    segno.make(said).save(tmp_path / "qr.png", scale=6)
    page.paste(Image.open(tmp_path / "qr.png").convert("L"), (1900, 900))
    (code,) = read(page, tmp_path, second=False).codes
    assert (code.kind, code.text) == ("qr", said)
    assert code.box is not None
    assert 1900 <= code.box[0] < code.box[2] <= 2480


def test_the_machine_readable_zone_of_a_card_is_read(tmp_path: Path) -> None:
    if not second.available():
        pytest.skip("the second reader is not installed (extra: readers)")
    from samples.generate import make

    card = make("citizen_id_card", 11, 0, "chip_sides")
    lines = [code.text.split("\n") for side in card.pages for code in read(side, tmp_path).codes if code.kind == "mrz"]
    assert len(lines) == 1
    assert [len(line) for line in lines[0]] == [30, 30, 30]
    assert card.fields["personal_id"] in lines[0][0]


def test_a_page_that_is_not_there_is_refused(tmp_path: Path) -> None:
    sheet().save(tmp_path / "page.tif")
    with pytest.raises(ReadError):
        read_page(tmp_path / "page.tif", 2, limits=LIMITS)


def test_fonts_of_the_tests_have_every_vietnamese_letter() -> None:
    assert font(12).getmask("ệ").getbbox() != font(12).getmask("\uffff").getbbox()
