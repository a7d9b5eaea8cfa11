"""Addresses and units: each snapshot is whole, each old unit maps, what was divided or is unclear is never guessed."""

import csv
import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.units import place
from catalog.units.build import HERE, legacy_communes, today_communes
from catalog.units.rows import Row, units
from pipelines.units import unit

OURS = {"60", "67", "68"}
PACKAGES = Path(__file__).parents[3] / "shared/data/units"
EVERY = [row for rows in {id(rows): rows for rows in units().communes.values()}.values() for row in rows]
COMMUNES = sorted(set(EVERY), key=lambda row: (row.code, row.since))
LAST_OLD = [row for row in COMMUNES if row.until == "2025-07-01" and row.province in OURS]


def of(day: str, *provinces: str) -> list[Row]:
    """The communes of a day."""
    return [row for row in COMMUNES if row.on(day) and row.province in provinces]


def today(text: str, on: date | None = None) -> str:
    """Today's unit in short, or the state."""
    found = place(text, on)
    return found.today.name if found.today else found.state


@pytest.mark.parametrize(
    ("day", "lam_dong", "dak_nong", "binh_thuan"),
    [("2017-01-01", 147, 71, 127), ("2023-03-24", 142, 71, 124), ("2025-01-01", 137, 71, 121)],
)
def test_each_old_snapshot_of_the_merged_province_is_whole(
    day: str, lam_dong: int, dak_nong: int, binh_thuan: int
) -> None:
    counted = Counter(row.province for row in of(day, *OURS))
    assert counted == {"68": lam_dong, "67": dak_nong, "60": binh_thuan}


def test_the_snapshot_of_today_is_whole() -> None:
    now = of("2026-01-01", "68")
    assert Counter(row.name.split()[0] for row in now) == {"Xã": 103, "Phường": 20, "Đặc": 1}
    assert len([row for row in COMMUNES if not row.until]) == 3321
    assert len([row for row in COMMUNES if row.until == "2025-07-01"]) == 10_035


def test_no_commune_is_two_things_on_one_day() -> None:
    for day in ("2019-12-31", "2020-01-01", "2024-11-30", "2024-12-01", "2025-06-30", "2025-07-01"):
        codes = Counter(row.code for row in of(day, *OURS))
        assert [code for code, count in codes.items() if count > 1] == []


def test_all_329_old_units_of_the_merged_province_map_and_only_two_were_divided() -> None:
    assert len(LAST_OLD) == 329
    divided = []
    for row in LAST_OLD:
        found = place(written(row), date(2025, 3, 1))
        assert found.unit, row
        assert (found.unit.code, found.unit.name) == (row.code, row.name)
        assert {each.code for each in found.candidates} == set(row.today.split())
        divided += [row.name] if found.state == "ambiguous" else []
    assert sorted(divided) == ["Xã Hòa Thắng", "Xã Phong Phú"]


def test_what_ended_before_maps_too_whatever_the_day_of_the_paper() -> None:
    for row in COMMUNES:
        if row.province in OURS:
            then, whenever = place(written(row), a_day(row)), place(written(row))
            assert {each.code for each in then.candidates} == set(row.today.split()), row
            assert {each.code for each in whenever.candidates} >= set(row.today.split()), row
            assert row.code in {each.code for each in whenever.units}


def a_day(row: Row) -> date:
    """A day on which the commune was so."""
    return date.fromisoformat(row.since or "2015-06-01")


def written(row: Row) -> str:
    """The commune with its district and province, as a paper of its time names it."""
    known = units()
    names = [row.name, *(upper.name for level, code in (("d", row.district), ("p", row.province))
                         if (upper := known.upper(level, code, row)))]  # fmt: skip
    return ", ".join(names)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("xã Đạ Tồn, huyện Đạ Huoai", "Xã Đạ Huoai"),
        ("Số 5 Trần Phú, P.4, TP. Đà Lạt, Lâm Đồng", "Phường Xuân Hương - Đà Lạt"),
        ("5 Trần Phú, P4, TP Đà Lạt", "Phường Xuân Hương - Đà Lạt"),
        ("Đạ Ròn, Đơn Dương, Lâm Đồng", "Xã Đơn Dương"),
        ("thôn 2 xã Đạ Ròn huyện Đơn Dương tỉnh Lâm Đồng", "Xã Đơn Dương"),
        ("XA DA RON, HUYEN DON DUONG", "Xã Đơn Dương"),
        ("TT. Đạ Tẻh, H. Đạ Tẻh, T. Lâm Đồng", "Xã Đạ Tẻh"),
        ("xã Đạm Bri, thành phố Bảo Lộc", "Phường 2 Bảo Lộc"),
        ("xã Đam B'ri, TP Bảo Lộc", "Phường 2 Bảo Lộc"),
        ("xã Thuận Quí, huyện Hàm Thuận Nam", "Xã Tân Thành"),
        ("xã Đắk N'Dung, huyện Đắk Song", "Xã Đức An"),
        ("phường Xuân Hương - Đà Lạt, tỉnh Lâm Đồng", "Phường Xuân Hương - Đà Lạt"),
        ("Phường 2, thành phố Đà Lạt", "Phường Xuân Hương - Đà Lạt"),
        ("Phường 2, thành phố Bảo Lộc", "Phường 2 Bảo Lộc"),
        ("xã Hàm Hiệp, tỉnh Lâm Đồng", "Phường Bình Thuận"),
        ("Phường 22, Quận Bình Thạnh, Thành phố Hồ Chí Minh", "Phường Thạnh Mỹ Tây"),
        ("Nguyễn Tri Phương, phường 2, Đà Lạt, Việt Nam", "Phường Xuân Hương - Đà Lạt"),
        ("Xã Mỹ Lâm, huyện Cát Tiên", "Xã Cát Tiên"),
    ],
)
def test_a_printed_address_is_found_in_the_units_of_today(text: str, name: str) -> None:
    assert today(text) == name
    assert place(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        "Xã Hòa Thắng, huyện Bắc Bình, tỉnh Bình Thuận",
        "phường 1, tỉnh Lâm Đồng",
        "phường 1",
        "huyện Đơn Dương, tỉnh Lâm Đồng",
        "Đơn Dương, Lâm Đồng",
        "xã Lạ Hoắc, huyện Đức Trọng",
    ],
)
def test_what_may_be_several_units_is_ambiguous_with_its_candidates(text: str) -> None:
    found = place(text)
    assert (found.state, found.today) == ("ambiguous", None)
    assert len(found.candidates) > 1


@pytest.mark.parametrize("text", ["", "   ", ",,,", "vô nghĩa", "123", "tỉnh Lâm Đồng", "xã", "phường , quận", "\0"])
def test_what_names_no_unit_is_unknown_and_kept(text: str) -> None:
    assert (place(text).state, place(text).text) == ("unknown", text)


def test_one_name_is_three_units_in_three_years_and_the_papers_day_says_which() -> None:
    codes = [
        (found.unit.code, found.unit.district)
        for day in (date(2023, 1, 1), date(2025, 1, 1), date(2026, 1, 1))
        if (found := place("xã Quảng Lập, tỉnh Lâm Đồng", day)).unit
    ]
    assert codes == [("24946", "Huyện Đơn Dương"), ("24955", "Huyện Đơn Dương"), ("24955", "")]
    undated = place("xã Quảng Lập, tỉnh Lâm Đồng")
    assert (undated.unit, undated.state, len(undated.units)) == (None, "known", 2)


def test_a_code_used_again_names_the_unit_of_its_time() -> None:
    old, new = place("phường 2, thành phố Đà Lạt"), place("phường Xuân Hương - Đà Lạt")
    assert old.unit
    assert new.unit
    assert old.unit.code == new.unit.code == "24781"
    assert old.unit.name != new.unit.name


def test_a_name_that_ended_before_the_papers_day_is_still_understood() -> None:
    assert today("xã Đạ Tồn, huyện Đạ Huoai, tỉnh Lâm Đồng", date(2026, 5, 1)) == "Xã Đạ Huoai"


def test_the_parts_are_kept_as_printed() -> None:
    found = place("Số 7, đường Hùng Vương, Phường 9, Thành phố Đà Lạt, tỉnh Lâm Đồng")
    assert (found.detail, found.commune) == ("Số 7, đường Hùng Vương", "Phường 9")
    assert (found.district, found.province) == ("Thành phố Đà Lạt", "tỉnh Lâm Đồng")


@given(st.text(max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    assert place(text).text == text


def test_the_command_answers_in_words_and_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert unit("xã Đạ Tồn, huyện Đạ Huoai", on=None, as_json=False) == 0
    assert "Nay: Xã Đạ Huoai, Tỉnh Lâm Đồng (mã 25099" in capsys.readouterr().out
    assert unit("xã Phong Phú, huyện Tuy Phong", on="2024-01-01", as_json=True) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["state"], answer["today"], len(answer["candidates"])) == ("ambiguous", None, 2)
    assert unit("xã Đạ Tồn", on="hôm qua", as_json=False) == 2
    assert unit("???", on=None, as_json=False, lang="en") == 0
    assert "No unit" in capsys.readouterr().out


def test_the_rows_come_from_the_packages_data() -> None:
    if not PACKAGES.is_dir():
        pytest.skip("the data of the packages is not beside the project")
    legacy, now = legacy_communes(PACKAGES), today_communes(PACKAGES)
    assert {*legacy, *now} <= set(COMMUNES)


def test_every_row_is_in_the_file_once() -> None:
    with (HERE / "communes.csv").open(encoding="utf-8", newline="") as lines:
        rows = [tuple(line) for line in csv.reader(lines)]
    assert len(rows) == len(set(rows)) == len(COMMUNES) + 1
