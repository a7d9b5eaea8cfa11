"""The national business registry: a token first (OAuth2 client credentials), then chiTietDoanhNghiep by code.

Two generations of answers live side by side; both come out with the same attributes.
"""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar

from connectors.answers import Tree, day, digits, first, money, objects, person_number, pick, text
from connectors.base import Away
from connectors.tokens import OnPlatform, read_json
from domain.errors import Refused
from domain.subjects import Mention, RegistryRecord

REGISTRY = "business"
DETAIL_PATH = "/apiCSDLDKDN/1.0/chiTietDoanhNghiep"


@dataclass(frozen=True)
class Business(OnPlatform):
    """A `Registry` over the business registry."""

    registry: ClassVar[str] = REGISTRY

    def lookup(self, mention: Mention, *, purpose: str, requester: str) -> RegistryRecord | None:
        """The company with that code; None when there is none such."""
        code = mention.id or ""
        if not (re.fullmatch(r"[0-9]{10}|[0-9]{13}", code) and purpose and requester):
            raise Refused
        self.note(mention, purpose=purpose, requester=requester)
        return self._web.ask(lambda: parse(self._bearer.get(DETAIL_PATH, {"msdn": code})))


def parse(body: bytes) -> RegistryRecord | None:
    """The company in the answer, of either generation; None when it has none; `Away` when it is no such answer."""
    answer = read_json(body)
    data = pick(answer, "data", "Data")
    cert = pick(answer, "GetEntCert") or pick(data, "GetEntCert")
    for read, part in ((_new, cert), (_old, data)):
        attributes = {name: value for name, value in sorted(read(first(part)).items()) if value is not None}
        if "enterprise_code" in attributes:
            return RegistryRecord(
                registry=REGISTRY,
                key=attributes["enterprise_code"],
                attributes=attributes,
                as_of=None,
                fetched_at=datetime.now(UTC),
            )
    if data or not answer.keys() & {"data", "Data", "GetEntCert"}:
        raise Away("the answer is not about a company")
    return None


def _new(cert: Tree) -> dict[str, str | None]:
    people = [first(one.get("ThongTinCaNhan")) for one in objects(cert.get("DaiDienPhapLuat"))]
    trades = objects(cert.get("NganhNgheKinhDoanh"))
    return {
        "enterprise_code": digits(cert.get("MaSoDoanhNghiep"), 10),
        "name": text(cert.get("TenTiengViet")),
        "name_foreign": text(cert.get("TenNuocNgoai")),
        "name_short": text(cert.get("TenVietTat")),
        "legal_form": text(cert.get("LoaiHinhDN")),
        "status": text(first(cert.get("TinhTrangPhapLy")).get("TinhTrang")),
        "first_registered_on": day(cert.get("NgayDangKyLanDau")),
        "changed_on": day(cert.get("NgayDangKyThayDoi")),
        "change_no": text(cert.get("SoLanDangKyThayDoi")),
        "address": text(first(first(cert.get("DiaChiTruSo")).get("DiaChi")).get("ChiTiet")),
        "industries": _industries([(one.get("MaNganh"), one.get("TenNganh")) for one in trades]),
        **_representatives([(text(p.get("HoVaTen")), person_number(p.get("SoGiayChungThuc"))) for p in people]),
    }


def _old(data: Tree) -> dict[str, str | None]:
    main, office = first(data.get("MainInformation")), first(data.get("HOAdress"))
    people = objects(data.get("Representatives"))
    trades = objects(data.get("BusinessActivity"))
    return {
        "enterprise_code": digits(main.get("ENTERPRISE_GDT_CODE"), 10),
        "name": text(main.get("NAME")),
        "name_foreign": text(main.get("NAME_F")),
        "name_short": text(main.get("SHORT_NAME")),
        "legal_form": text(main.get("ENTERPRISE_TYPE_NAME")),
        "status": text(main.get("ENTERPRISE_STATUS_NAME")),
        "first_registered_on": day(main.get("FOUNDING_DATE")),
        "changed_on": day(main.get("LAST_AMEND_DATE")),
        "change_no": text(main.get("NUMBER_CHANGES")),
        "charter_capital": money(main.get("CAPITAL_AMOUNT")),
        "address": text(office.get("AddressFullText")),
        "industries": _industries([(one.get("CODE"), one.get("NAME")) for one in trades]),
        **_representatives([(text(one.get("FULL_NAME")), None) for one in people]),
    }


def _representatives(people: list[tuple[str | None, str | None]]) -> dict[str, str | None]:
    """All of them as a list; the one representative only where there is just one."""
    named = [{"name": name, "id": number} for name, number in people if name]
    alone = named[0] if len(named) == 1 else {}
    return {
        "representative_name": alone.get("name"),
        "representative_id": alone.get("id"),
        "representatives": json.dumps(named, ensure_ascii=False) if named else None,
    }


def _industries(trades: list[tuple[Any, Any]]) -> str | None:
    rows = [{"code": digits(code, 4), "name": text(name)} for code, name in trades if digits(code, 4)]
    return json.dumps(rows, ensure_ascii=False) if rows else None
