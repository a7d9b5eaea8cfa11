"""The answers of civil status, judicial record and national store, in the members and with the oddities of the wire."""

import base64
from collections.abc import Iterable
from typing import Any

from connectors.civil_status import PERSON, ROLES
from connectors.codes import ETHNICITIES, SEXES
from connectors.sandbox.companies import day_first
from connectors.sandbox.registers import birth
from connectors.sandbox.store import Entry, Store, names_agree

Answer = dict[str, Any]

NOTHING = "Không có thông tin"
"""What stands where the registry knows nothing."""
ADDRESSES = {"place_of_birth", "home_town"}
CODES = {"sex": SEXES, "ethnicity": ETHNICITIES}


def civil(store: Store, asked: Answer) -> tuple[int, Answer]:
    """Entries of civil status: only for who gives kind, number, name, birth date, purpose and requester."""
    kind, needed = asked.get("loaiHoTich"), ("soDinhDanh", "hoTen", "ngaySinh", "maTTHC", "maCanBo")
    if kind not in ROLES or not all(asked.get(name) for name in needed):
        return 403, {"statusCode": "99", "message": "Yêu cầu không hợp lệ"}
    found = [entry for entry in _entries(store, asked["soDinhDanh"], kind) if _speaks_of(entry, kind, asked["hoTen"])]
    return 200, {"statusCode": "00", "message": "", "data": [_event(entry, kind) for entry in found]}


def _entries(store: Store, number: str, kind: str) -> list[Entry]:
    """Those in the register; the birth of an invented person stands in its own entry."""
    written, person = store.civil(number, kind), store.person(number) if kind == "KS" else None
    return written or ([birth(person)] if person and "serial" in person else [])


def _speaks_of(entry: Entry, kind: str, name: str) -> bool:
    return any(names_agree(entry.get(role, {}), name) for role in ROLES[kind])


def _event(entry: Entry, kind: str) -> Answer:
    paper = entry["paper"]
    event: Answer = {
        "maGCS": NOTHING,
        "soDangKy": paper["number"],
        "quyenSo": paper.get("book") or NOTHING,
        "trangSo": None,
        "ngayDangKy": day_first(paper.get("registered_on")),
        "noiDangKy": paper.get("registered_at") or NOTHING,
        "giayKhaiSinh": base64.b64encode("MẪU".encode()).decode(),
    }
    for role, prefix in ROLES[kind].items():
        event |= {prefix + PERSON[name][0]: _written(name, entry.get(role, {}).get(name)) for name in PERSON}
    if kind == "KS":
        event["soDinhDanh"] = entry["holder"].get("personal_id") or NOTHING
    return event


def _written(name: str, value: str | None) -> Any:
    """A value as this registry writes it: dates day first, codes for words, words for what it does not know."""
    if not value:
        return NOTHING
    if name in CODES:
        return next((code for code, word in CODES[name].items() if word == value), value)
    if name in ADDRESSES:
        return {"maTinh": "68", "maHuyen": None, "maXa": None, "dcChiTiet": value}
    return day_first(value) if name in {"date_of_birth", "died_at"} else value


def judicial(store: Store, asked: Answer, key: str) -> tuple[int, Answer]:
    """The judicial form of a number, for who has the key and names its holder."""
    if asked.get("authKey") != key:
        return 401, {"statusCode": "98", "message": "authKey"}
    if not all(asked.get(name) for name in ("soPhieuLLTP", "nycHoTen", "nycNgaySinh", "maMucDich", "nguoiTraCuu")):
        return 403, {"statusCode": "99", "message": "Yêu cầu không hợp lệ"}
    form = store.form(asked["soPhieuLLTP"])
    known = form is not None and names_agree(form["holder"], asked["nycHoTen"])
    return 200, {"statusCode": "00", "message": "", "ketQuaXuLy": _form(form) if form and known else None}


def _form(form: Entry) -> Answer:
    paper = form["paper"]
    revoked = {"soQuyetDinh": paper.get("revocation"), "ngayQuyetDinh": day_first(paper.get("revoked_on"))}
    return {
        "soPhieuLLTP": paper["number"],
        "ngayCapPhieu": day_first(paper.get("issued_on")),
        "loaiPhieu": int(paper["form"]) if str(paper.get("form") or "").isdigit() else None,
        "nguoiKy": paper.get("signer") or NOTHING,
        "chucVu": NOTHING,
        "tinhTrangAnTich": paper.get("convictions") or NOTHING,
        "thongTinAn": [],
        "dsCDNCV": [],
        "phieuLLTP": base64.b64encode("MẪU".encode()).decode(),
        "quyetDinhThuHoi": revoked if paper.get("revocation") else None,
    }


def stored(store: Store, asked: Answer) -> tuple[int, Answer]:
    """Stored results of the kinds and numbers asked for, for who says who he is and for which procedure."""
    needed = ("SoDinhDanhChuSoHuu", "HoTenNguoiYeuCau", "SoDinhDanhNguoiYeuCau", "KenhThucHien", "MaThuTuc")
    wanted = asked.get("DanhSachDanhMucKetQua")
    if not all(asked.get(name) for name in needed) or not isinstance(wanted, list):
        return 403, {"errorCode": "99", "message": "Yêu cầu không hợp lệ"}
    papers = [paper for one in wanted for paper in _results(store, asked["SoDinhDanhChuSoHuu"], one)]
    return 200, {"errorCode": "0", "message": "", "signature": "MẪU", "result": {"DanhSachGiayToKetQua": papers}}


def _results(store: Store, owner: str, wanted: Answer) -> Iterable[Answer]:
    kind = str(wanted.get("MaKetQua"))
    for paper in store.results(owner, kind):
        if wanted.get("SoKyHieu") in (None, paper["number"]):
            path = f"/luu-tru/{kind}/{paper['number'].replace('/', '-')}.pdf"
            yield {
                "MaKetQua": kind,
                "TenGiayTo": "Giấy tờ mẫu",
                "SoKyHieu": paper["number"],
                "CoQuanChuQuan": paper.get("registered_at") or NOTHING,
                "DanhSachTepDinhKem": [{"TenTep": "ket-qua.pdf", "DuongDan": path}],
            }
