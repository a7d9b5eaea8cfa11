"""The business registry's two generations of answers about one company."""

import json
from typing import Any

from connectors.sandbox.store import Entry

Answer = dict[str, Any]


def answer(entry: Entry | None) -> Answer:
    """What the registry says: `generation` old or new in the entry, else decided by the code's last digit."""
    if entry is None:
        return {"data": None, "Status": "0", "Message": "Không có dữ liệu"}
    code = str(entry["enterprise_code"])
    generation = entry.get("generation") or ("old" if code[-1] in "135" else "new")
    return _old(entry) if generation == "old" else _new(entry)


def _old(entry: Entry) -> Answer:
    code = str(entry["enterprise_code"])
    people = [{"FULL_NAME": one["name"]} for one in _representatives(entry)]
    main = {
        "NAME": entry["name"],
        "NAME_F": entry.get("name_foreign"),
        "SHORT_NAME": entry.get("name_short"),
        "ENTERPRISE_GDT_CODE": int(code),  # as a number: its leading zeros are lost
        "ENTERPRISE_TYPE_NAME": entry.get("legal_form"),
        "ENTERPRISE_STATUS_NAME": entry.get("status", "Đang hoạt động"),
        "FOUNDING_DATE": day_first(entry.get("first_registered_on")),
        "LAST_AMEND_DATE": day_first(entry.get("changed_on")),
        "NUMBER_CHANGES": entry.get("change_no"),
        "CAPITAL_AMOUNT": entry.get("charter_capital"),
    }
    data = {
        "MainInformation": main,
        "HOAdress": {"AddressFullText": entry.get("address")},
        "Representatives": people[0] if len(people) == 1 else people,
        "BusinessActivity": [{"CODE": one["code"], "NAME": one["name"]} for one in _industries(entry)],
    }
    return {"data": data, "Status": "1", "Message": "success"}


def _new(entry: Entry) -> Answer:
    people = [
        {"ThongTinCaNhan": [{"HoVaTen": one["name"], "LoaiGiayToChungThuc": "CCCD", "SoGiayChungThuc": one.get("id")}]}
        for one in _representatives(entry)
    ]
    cert = {
        "MaSoDoanhNghiep": entry["enterprise_code"],
        "LoaiHinhDN": entry.get("legal_form"),
        "TenTiengViet": entry["name"],
        "TenNuocNgoai": entry.get("name_foreign"),
        "TenVietTat": entry.get("name_short"),
        "NgayDangKyLanDau": day_first(entry.get("first_registered_on")),
        "NgayDangKyThayDoi": day_first(entry.get("changed_on")),
        "SoLanDangKyThayDoi": entry.get("change_no"),
        "TinhTrangPhapLy": [{"TinhTrang": entry.get("status", "Đang hoạt động")}],
        "DaiDienPhapLuat": people,
        "DiaChiTruSo": [{"DiaChi": [{"MaTinhThanh": 68, "ChiTiet": entry.get("address")}]}],
        "NganhNgheKinhDoanh": [{"MaNganh": int(one["code"]), "TenNganh": one["name"]} for one in _industries(entry)],
    }
    return {"GetEntCert": [cert]}


def _representatives(entry: Entry) -> list[dict[str, str]]:
    """The entry's list, or its one representative."""
    given = entry.get("representatives")
    if given:
        return json.loads(given) if isinstance(given, str) else list(given)
    name = entry.get("representative_name")
    return [{"name": name, "id": entry.get("representative_id") or ""}] if name else []


def _industries(entry: Entry) -> list[dict[str, str]]:
    given = entry.get("industries") or []
    rows = json.loads(given) if isinstance(given, str) else given
    return [one for one in rows if str(one.get("code", "")).isdigit()]


def day_first(day: str | None) -> str | None:
    """31/12/2020 of 2020-12-31."""
    return "/".join(reversed(str(day).split("-"))) if day else None
