"""Our results as the national store is asked for them, over HTTP."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient
from joserfc import jws
from joserfc.jwk import OKPKey

from catalog import document_types, forms, procedures, result_codes
from domain.documents import Extraction
from reuse.app import Catalog, create_app
from tests import papers
from tests.reuse_papers import linked, paper
from warehouse.endings import Revocation, take_feed
from warehouse.load import LoadDocument, load
from warehouse.tables import access_log

CATALOG = Catalog(forms=forms(), procedures=procedures(), types=document_types(), results=result_codes())
KEY = {"Authorization": "Bearer khoa-thu"}
MARRIAGE = {
    "number": "88/2012",
    "wife_name": papers.NAME,
    "wife_id": papers.NUMBER,
    "husband_name": "LÊ MẪU",
    "registered_on": "2012-02-02",
}
QUERY: dict[str, Any] = {
    "SoDinhDanhChuSoHuu": papers.NUMBER,
    "HoTenNguoiYeuCau": papers.NAME,
    "KenhThucHien": "1",
    "SoDinhDanhNguoiYeuCau": papers.NUMBER,
    "NgaySinhNguoiYeuCau": papers.BORN,
    "MaThuTuc": "1.001193",
    "DanhSachDanhMucKetQua": [{"MaKetQua": "KQ.G15.000032", "SoKyHieu": None}],
}
OFFICER = {"SoDinhDanhNguoiYeuCau": "001080000099", "HoTenNguoiYeuCau": "CÁN BỘ MẪU"}
SCAN = "7" * 64


def marriage(**changed: Any) -> LoadDocument:
    return paper("marriage_certificate", MARRIAGE, scan=SCAN, is_result=True, dossier="results/x", **changed)


@pytest.fixture
def originals(tmp_path: Path) -> Callable[[str], Path]:
    return lambda digest: tmp_path / digest


@pytest.fixture
def web(engine: sa.Engine, originals: Callable[[str], Path]) -> TestClient:
    load(engine, batch="b", documents=[marriage()], now=papers.NOW)
    app = create_app(engine, CATALOG, secret=b"s" * 32, fixed_tokens={"khoa-thu": "quoc-gia"}, originals=originals)
    return TestClient(app, raise_server_exceptions=False)


def ask(web: TestClient, **changed: Any) -> Any:
    answer = web.post("/national-store/query", json=QUERY | changed, headers=KEY)
    assert answer.status_code == 200
    return answer.json()


def found(answer: Any) -> list[Any]:
    listed: list[Any] = answer["result"]["DanhSachGiayToKetQua"]
    return listed


def wanted(number: str | None = None, code: str = "KQ.G15.000032") -> list[dict[str, Any]]:
    return [{"MaKetQua": code, "SoKyHieu": number}]


def test_the_owner_gets_a_result_in_force_in_the_stores_shape(web: TestClient) -> None:
    answer = ask(web)
    assert (answer["errorCode"], answer["message"]) == ("0", "Thành công")
    (one,) = found(answer)
    assert one.keys() == {"MaKetQua", "TenGiayTo", "SoKyHieu", "CoQuanChuQuan", "DanhSachTepDinhKem"}
    assert (one["MaKetQua"], one["SoKyHieu"], one["CoQuanChuQuan"]) == ("KQ.G15.000032", "88/2012", "H36.11")
    assert one["DanhSachTepDinhKem"][0].keys() == {"TenTep", "DuongDan"}


def test_whoever_has_the_public_key_can_check_the_answer(web: TestClient) -> None:
    answer = ask(web)
    key = OKPKey.import_key(web.get("/.well-known/jwks.json").json()["keys"][0])
    signed = jws.deserialize_compact(answer["signature"], key, algorithms=["Ed25519"])
    assert json.loads(signed.payload) == answer["result"]
    assert not key.is_private


def test_somebody_else_must_know_the_papers_number(web: TestClient) -> None:
    assert ask(web, **OFFICER)["errorCode"] == "1"
    assert len(found(ask(web, **OFFICER, DanhSachDanhMucKetQua=wanted("88/2012")))) == 1
    assert found(ask(web, **OFFICER, DanhSachDanhMucKetQua=wanted("89/2012"))) == []


REFUSED: dict[str, dict[str, Any]] = {
    "not_found": {"SoDinhDanhChuSoHuu": "001087999999", "SoDinhDanhNguoiYeuCau": "001087999999"},
    "mismatch": {"HoTenNguoiYeuCau": "AI ĐÓ"},
    "mismatch id and name alone": {"NgaySinhNguoiYeuCau": None},
    "purpose": {"MaThuTuc": "9.999999"},
}


@pytest.mark.parametrize("case", REFUSED)
def test_every_refusal_is_the_same_and_logged(web: TestClient, engine: sa.Engine, case: str) -> None:
    answer = ask(web, **REFUSED[case])
    assert (answer["errorCode"], found(answer)) == ("1", [])
    assert answer["signature"] == ask(web, HoTenNguoiYeuCau="AI ĐÓ")["signature"]
    with engine.connect() as connection:
        row = connection.execute(sa.select(access_log).order_by(access_log.c.id)).mappings().first()
    assert row
    assert (row["action"], row["outcome"]) == ("result_store", f"refused:{case.split()[0]}")


@pytest.mark.parametrize("missing", ["SoDinhDanhNguoiYeuCau", "HoTenNguoiYeuCau", "MaThuTuc", "DanhSachDanhMucKetQua"])
def test_who_asks_and_for_what_are_mandatory(web: TestClient, missing: str) -> None:
    body = {key: value for key, value in QUERY.items() if key != missing}
    answer = web.post("/national-store/query", json=body, headers=KEY)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "invalid")
    assert missing in answer.json()["error"]["message"]


def test_a_result_the_procedure_does_not_need_is_not_offered(web: TestClient) -> None:
    assert found(ask(web, MaThuTuc="3.000333")) == []


def test_an_unknown_code_is_answered_with_nothing(web: TestClient) -> None:
    assert found(ask(web, DanhSachDanhMucKetQua=wanted(code="KQ.G15.999999"))) == []


def test_a_paper_handed_in_as_a_component_is_no_result(engine: sa.Engine, web: TestClient) -> None:
    other = paper("marriage_certificate", MARRIAGE | {"number": "90/2012"}, scan="8" * 64)
    load(engine, batch="b", documents=[other], now=papers.NOW)
    assert [one["SoKyHieu"] for one in found(ask(web))] == ["88/2012"]


def test_a_revoked_result_is_not_offered(engine: sa.Engine, web: TestClient) -> None:
    ended = Revocation(
        source="officer",
        key="TH-1",
        kind="cancelled",
        type="marriage_certificate",
        number="88/2012",
        effective_on="2020-01-01",
        subject=("personal_id", papers.NUMBER),
    )
    take_feed(engine, [ended], now=papers.NOW)
    assert found(ask(web)) == []


def fetch(web: TestClient, answer: Any, **changed: str) -> Any:
    (one,) = found(answer)
    asked = {"CoQuanChuQuan": one["CoQuanChuQuan"], "DuongDan": one["DanhSachTepDinhKem"][0]["DuongDan"]}
    return web.post("/national-store/file", json=asked | changed, headers=KEY)


def test_the_file_is_the_original_where_it_holds_the_paper_alone(
    web: TestClient, originals: Callable[[str], Path]
) -> None:
    answer = ask(web)
    assert fetch(web, answer).status_code == 503, "the original is not there"
    originals(SCAN).write_bytes(b"%PDF-1.7 ban goc da ky so")
    assert fetch(web, answer).content == b"%PDF-1.7 ban goc da ky so"


def bundled(second: LoadDocument) -> LoadDocument:
    """The same paper as the second and third page of the first one's scan."""
    read: Extraction = replace(second.extraction, scan=SCAN, pages=(2, 3))
    moved = replace(second, scan=replace(second.scan, id=SCAN), extraction=read)
    return linked(moved, *(replace(one, scan=SCAN, document=read.document) for one in second.links))


def test_of_a_scan_that_bundles_papers_only_its_own_pages_are_handed_out(
    engine: sa.Engine, web: TestClient, originals: Callable[[str], Path]
) -> None:
    load(engine, batch="b", documents=[bundled(paper("official_document", {}, scan="9" * 64))], now=papers.NOW)
    with pikepdf.new() as whole:
        for width in (100, 200, 300):
            whole.add_blank_page(page_size=(width, 500))
        whole.save(originals(SCAN))
    answer = fetch(web, ask(web))
    assert answer.status_code == 200
    originals("part").write_bytes(answer.content)
    with pikepdf.open(originals("part")) as part:
        assert [int(page.mediabox[2]) for page in part.pages] == [100]
    originals(SCAN).write_bytes(b"GIF89a khong phai PDF")
    assert fetch(web, ask(web)).status_code == 503


def test_a_path_of_another_kind_or_agency_leads_nowhere(web: TestClient) -> None:
    answer = ask(web)
    for changed in ({"DuongDan": "x"}, {"CoQuanChuQuan": "H48"}, {"DuongDan": answer["signature"]}):
        told = fetch(web, answer, **changed)
        assert (told.status_code, told.json()["error"]["code"]) == (403, "refused")


def test_a_system_without_that_scope_is_refused(engine: sa.Engine, web: TestClient) -> None:
    from datetime import UTC, datetime

    from reuse.callers import Caller
    from reuse.tokens import Tokens

    token = Tokens(b"s" * 32).issue(Caller(name="c-1", scopes=frozenset({"dossiers"})), datetime.now(UTC))
    answer = web.post("/national-store/query", json=QUERY, headers={"Authorization": f"Bearer {token}"})
    assert answer.json()["errorCode"] == "1"
