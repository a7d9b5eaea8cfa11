"""A dossier as the portal is told of it: its own figures come from the warehouse and the ledger alone."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from catalog import result_codes
from reuse.portal import dossier_messages
from reuse.portal_source import Handed, dossier_of, moment
from reuse.shortcuts import refusals
from tests import papers
from tests.reuse_papers import paper
from warehouse.load import load
from warehouse.reuse_ledger import Replaced, Use, use

CODE = "H36.11-261120-0001"
MANIFEST: dict[str, Any] = {
    "MaHoSo": CODE,
    "MaTTHC": "1.001193",
    "TenTTHC": "Đăng ký khai sinh",
    "KenhThucHien": "1",
    "ChuHoSo": papers.NAME,
    "LoaiDoiTuong": "1",
    "DinhDanhCHS": [{"LoaiDinhDanh": "1", "SoDinhDanh": papers.NUMBER}],
    "NgayTiepNhan": "20261120083000",
    "TrangThaiHoSo": "2",
    "TaiLieuNop": [{"TenTepDinhKem": "giấy khai sinh.pdf", "MaThanhPhanHoSo": "TP-1", "DuocTaiSuDung": "1"}],
}
FILES = {"a" * 64: "giấy khai sinh.pdf", "f" * 64: "to-khai.pdf"}
MARRIAGE = {"number": "88/2012", "wife_name": papers.NAME, "wife_id": papers.NUMBER, "registered_on": "2012-02-02"}


def handed(**changed: Any) -> Handed:
    return Handed(agency="H36.11", dossier=CODE, manifest=MANIFEST | changed, files=FILES)


def told(engine: sa.Engine, one: Handed) -> tuple[dict[str, Any], dict[str, str]]:
    with engine.connect() as connection:
        dossier, known = dossier_of(connection, one, result_codes())
    return dossier_messages([dossier], updating=False)[0]["data"][0], refusals(dossier, (), known)


def test_only_what_was_digitised_here_is_said_to_be_and_reuse_comes_from_the_ledger(engine: sa.Engine) -> None:
    used = Use(
        id="r-1",
        form="x",
        procedure="1.001193",
        dossier=CODE,
        agency="H36.11",
        system="c-1",
        issued_at=papers.NOW,
        used_at=papers.NOW,
        kept=1,
        changed=0,
    )
    with engine.begin() as connection:
        assert use(connection, used, [Replaced(component="giay-to-tuy-than", name="Giấy tờ tùy thân", facts=(1,))])
    data, refused = told(engine, handed())
    assert refused == {}
    files = {file["TenTepDinhKem"]: (file["DuocSoHoa"], file["DuocTaiSuDung"]) for file in data["TaiLieuNop"]}
    assert files == {"giấy khai sinh.pdf": ("1", "0"), "to-khai.pdf": ("0", "0"), "Giấy tờ tùy thân": ("0", "1")}
    assert data["NgayTiepNhan"] == "20261120083000"
    assert data["DanhSachGiayToKetQua"] == []


def test_a_digitised_result_of_the_dossier_is_told(engine: sa.Engine) -> None:
    result = paper("marriage_certificate", MARRIAGE, scan="7" * 64, dossier=f"results/{CODE}", is_result=True)
    load(engine, batch="b", documents=[result], now=papers.NOW)
    data, refused = told(engine, handed())
    assert refused == {}
    assert [one["MaGiayToKetQua"] for one in data["DanhSachGiayToKetQua"]] == ["KQ.G15.000032"]


@pytest.mark.parametrize(
    ("changed", "check"),
    [
        ({"DinhDanhCHS": []}, "placeholder_owner"),
        ({"DinhDanhCHS": [{"LoaiDinhDanh": "2", "SoDinhDanh": "000000001"}]}, "placeholder_owner"),
        ({"ChuHoSo": None}, "placeholder_owner"),
        ({"NgayTiepNhan": "hôm qua"}, "unreceived"),
    ],
)
def test_a_manifest_that_does_not_say_it_is_not_completed(
    engine: sa.Engine, changed: dict[str, Any], check: str
) -> None:
    assert check in told(engine, handed(**changed))[1]


@pytest.mark.parametrize("text", ["20261120083000", "2026-11-20T08:30:00+07:00", "2026-11-20 08:30:00"])
def test_a_time_is_read_as_the_portal_or_iso_writes_it(text: str) -> None:
    read = moment(text)
    assert read
    assert read.astimezone(papers.NOW.tzinfo) == papers.NOW - timedelta(hours=7)


@pytest.mark.parametrize("text", ["", "20261399000000", "hôm qua", None, 5])
def test_what_is_no_time_is_none(text: object) -> None:
    assert moment(text) is None
