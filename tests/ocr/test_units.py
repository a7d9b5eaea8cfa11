"""A unit's name is set right only where one unit alone can be meant."""

import pytest

from ocr.units import settled
from tests.ocr.lines import only, page
from tests.ocr.printed import BIRTH


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        (
            "Thôn 2, xã Đại Lảo, thành phố Bảo Lôc, tỉnh Lâm Đồng",
            "Thôn 2, xã Đại Lào, thành phố Bảo Lộc, tỉnh Lâm Đồng",
        ),
        ("thị trần Mađaguội, huyện Đạ Huoai", "thị trấn Mađaguôi, huyện Đạ Huoai"),
        ("Bản 1 - xã Tả Phin - thị xã Sa Pa - tỉnh Lào Cai", "Bản 1 - xã Tả Phìn - thị xã Sa Pa - tỉnh Lào Cai"),
        ("Bệnh viện Đa khoa tỉnh Bình Thuân", "Bệnh viện Đa khoa tỉnh Bình Thuận"),
        ("xã Ea Kpam, huyện Cư M gar, tỉnh Đắk Lắk", "xã Ea Kpam, huyện Cư M'gar, tỉnh Đắk Lắk"),
        ("UBND phường Hải Châu 1, quận Hải Châu", "UBND phường Hải Châu I, quận Hải Châu"),
    ],
)
def test_a_slip_in_the_name_of_the_only_unit_that_fits_is_set_right(read: str, meant: str) -> None:
    assert settled(read) == meant
    assert settled(meant) == meant


@pytest.mark.parametrize(
    "read",
    [
        "xã Lộc Thạnh",
        "xã Lộc Thạnh, huyện Không Có, tỉnh Lâm Đồng kia",
        "số 5, phường Lâm Viên - Đà Lạt, tỉnh Lâm Đồng",
        "xã Hoà Ninh, huyện Di Linh, tỉnh Lâm Đồng",
        "12 Hùng Vưong, phường 10, thành phố Đà Lạt",
    ],
)
def test_what_is_right_or_not_certain_stays_as_it_was_read(read: str) -> None:
    assert settled(read) == read


def test_what_was_read_stays_in_the_notes() -> None:
    paper = only(page(BIRTH.replace("Quê quán: xã Lộc Ngãi", "Quê quán: xã Lộc Ngải")))
    home = next(field for field in paper.fields if field.name == "home_town")
    assert home.value == "xã Lộc Ngãi, huyện Bảo Lâm"
    assert home.raw == "xã Lộc Ngải, huyện Bảo Lâm"
    assert home.notes == ("units_named:xã Lộc Ngải, huyện Bảo Lâm",)
