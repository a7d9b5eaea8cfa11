"""The indicators of Decision 766: rules of time, both readings of reuse, and no figure without its denominator."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from reports.dossiers import HOME, dossier_of
from reports.indicators import indicators, on_time, per_cent

UNTIL = datetime(2026, 12, 1, tzinfo=HOME)
BASE = {
    "MaHoSo": "H36.14-261102-0001",
    "MaTTHC": "1.001193",
    "KenhThucHien": "2",
    "NgayTiepNhan": "20261102083000",
    "NgayHenTra": "20261120170000",
    "TrangThaiHoSo": "4",
    "TaiLieuNop": [{"TenTepDinhKem": "a.pdf", "IsDeleted": "0"}],
}


def made(files: tuple[str, ...] = (), **changes: Any) -> Any:
    return dossier_of(BASE | changes, agency="H36.14", code="x", files=files)


def figure(number: str, *dossiers: Any, **more: Any) -> tuple[int | None, int | None]:
    found = {one.number: one for one in indicators(dossiers, until=UNTIL, **more)}[number]
    return found.numerator, found.denominator


@pytest.mark.parametrize(
    ("solved", "timely", "printed"),
    [
        (471_026, 462_796, "98.25"),
        (89_202, 87_302, "97.87"),
        (445_450, 444_900, "99.88"),
        (1_385_909, 1_376_341, "99.31"),
    ],
)
def test_the_provinces_own_ratios_come_out_as_exact_rounding_gives_them(solved: int, timely: int, printed: str) -> None:
    assert per_cent(timely, solved) == Decimal(printed)


@pytest.mark.parametrize(
    ("changes", "timely"),
    [
        ({}, False),
        ({"NgayHenTra": "20261205170000"}, True),
        ({"NgayKetThucXuLy": "20261120170000"}, True),
        ({"NgayKetThucXuLy": "20261120170001"}, False),
        ({"NgayTra": "20261119080000"}, True),
        ({"NgayTuChoi": "20261119080000", "TrangThaiHoSo": "8"}, True),
        ({"NgayHenTra": None, "NgayKetThucXuLy": "20261103000000"}, False),
        ({"DanhSachHoSoBoSung": [{"NgayBoSung": "20261110080000"}], "TrangThaiHoSo": "5"}, True),
        (
            {
                "DanhSachHoSoBoSung": [{"NgayBoSung": "20261110080000", "NgayTiepNhanBoSung": "20261115080000"}],
                "NgayKetThucXuLy": "20261124080000",
            },
            True,
        ),
        ({"DanhSachHoSoBoSung": [{}, {}], "NgayKetThucXuLy": "20261103000000"}, False),
    ],
)
def test_a_dossier_is_on_time_by_the_rules_of_the_decision(changes: dict[str, Any], timely: bool) -> None:
    assert on_time(made(**changes), UNTIL) is timely


def test_a_status_that_is_not_done_is_not_counted_as_done() -> None:
    for status in ("5", "6", "8"):
        assert figure("4.1", made(TrangThaiHoSo=status)) == (0, 0)
    assert figure("4.1", made(TrangThaiHoSo="9"), made(TrangThaiHoSo="10")) == (0, 2)
    assert figure("4.1", made(TrangThaiHoSo="9"), no_result={"1.001193"}) == (0, 0)


def test_an_input_is_no_result_and_a_named_file_that_never_came_is_not_digitized() -> None:
    finished = made(TrangThaiHoSo="9", NgayKetThucXuLy="20261110080000")
    assert figure("4.2", finished) == (0, 1)
    result = {"DanhSachGiayToKetQua": [{"DuongDanTepTinKetQua": "/kq/1.pdf"}]}
    assert figure("4.2", made(**result)) == (1, 1)
    assert figure("4.2*", made(**result)) == (0, 1)
    assert figure("4.2*", made(files=("a.pdf",), **result)) == (1, 1)


def test_reuse_has_two_readings_and_they_differ() -> None:
    digitized = made(HoSoCoThanhPhanSoHoa="1", TaiLieuNop=[{"TenTepDinhKem": "a", "DuocSoHoa": "1"}])
    reused = made(TaiLieuNop=[{"TenTepDinhKem": "a", "DuocTaiSuDung": "2"}])
    assert figure("4.3a", digitized, reused) == (1, 2)
    assert figure("4.3b", digitized, reused, made()) == (1, 3)


def test_a_dossier_without_a_time_of_receipt_counts_nowhere_and_nothing_is_made_up() -> None:
    assert {one.denominator for one in indicators([made(NgayTiepNhan="20261399")], until=UNTIL)} == {0, None}
    assert figure("1.4", made()) == (None, None)
    assert figure("5.4", made()) == (None, None)
    assert figure("3.6", made()) == (0, 0)
    assert figure("3.6", made(DuocThanhToanTrucTuyen="2"), made(DuocThanhToanTrucTuyen="3")) == (1, 2)


def test_waiting_past_the_end_of_the_period_is_not_known_yet() -> None:
    late = made(NgayHenTra=(UNTIL + timedelta(days=1)).strftime("%Y%m%d%H%M%S"))
    assert on_time(late, UNTIL)
    assert not on_time(late, UNTIL + timedelta(days=2))
