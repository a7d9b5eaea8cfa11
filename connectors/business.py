"""The national business registry: a token first (OAuth2 client credentials), then chiTietDoanhNghiep by code.

Two generations of answers live side by side; both come out with the same attributes.
"""

import base64
import json
import re
import threading
import time
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

import httpx

from connectors.base import AccessLog, Away, Patience, TokenExpired, Web, note
from connectors.codes import is_data
from domain.errors import Refused
from domain.subjects import Mention, RegistryRecord

REGISTRY = "business"
TOKEN_PATH = "/token"  # noqa: S105 a path
DETAIL_PATH = "/apiCSDLDKDN/1.0/chiTietDoanhNghiep"
EARLY = 60.0
"""Seconds before its end a token is no longer used."""

Tree = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Where the registry is and as whom it is asked; `url` is what stands before `/token`."""

    url: str
    client_id: str
    client_secret: str = field(repr=False)


class Token:
    """A bearer token that renews itself; threads may share it."""

    def __init__(self, account: Account) -> None:
        """Holds no token yet: the first `get` asks for one."""
        self._account = account
        self._lock = threading.Lock()
        self._value = ""
        self._until = 0.0

    def get(self, web: Web) -> str:
        """A token that still holds."""
        with self._lock:
            if time.monotonic() >= self._until:
                self._renew(web)
            return self._value

    def drop(self) -> None:
        """Forgets a token the registry no longer takes."""
        with self._lock:
            self._until = 0.0

    def _renew(self, web: Web) -> None:
        pair = f"{self._account.client_id}:{self._account.client_secret}".encode()
        request = httpx.Request(
            "POST",
            self._account.url + TOKEN_PATH,
            data={"grant_type": "client_credentials"},
            headers={"Authorization": "Basic " + base64.b64encode(pair).decode()},
        )
        try:
            answer = _json(web.send(request))
        except Refused:
            raise Away("it gives our account no token") from None
        self._value, self._until = _token(answer, time.monotonic())


def _token(answer: Tree, now: float) -> tuple[str, float]:
    value, seconds = answer.get("access_token"), answer.get("expires_in", 0)
    if not isinstance(value, str) or not isinstance(seconds, int | float):
        raise Away("the answer is not a token")
    return value, now + max(seconds - EARLY, 1.0)


@dataclass(frozen=True)
class Business:
    """A `Registry` over the business registry."""

    account: Account
    log: AccessLog
    patience: Patience = field(default_factory=Patience)

    def lookup(self, mention: Mention, *, purpose: str, requester: str) -> RegistryRecord | None:
        """The company with that code; None when there is none such."""
        if not (re.fullmatch(r"[0-9]{10}|[0-9]{13}", mention.id or "") and purpose and requester):
            raise Refused
        note(self.log, REGISTRY, mention, "enterprise_code", purpose=purpose, requester=requester)
        return self._web.ask(lambda: self._once(mention.id or ""))

    def _once(self, code: str) -> RegistryRecord | None:
        url = httpx.URL(self.account.url + DETAIL_PATH, params={"msdn": code})
        bearer = {"Authorization": f"Bearer {self._token.get(self._web)}"}
        try:
            return parse(self._web.send(httpx.Request("GET", url, headers=bearer)))
        except TokenExpired:
            self._token.drop()
            raise

    @cached_property
    def _web(self) -> Web:
        return Web(REGISTRY, self.patience)

    @cached_property
    def _token(self) -> Token:
        return Token(self.account)


def parse(body: bytes) -> RegistryRecord | None:
    """The company in the answer, of either generation; None when it has none; `Away` when it is no such answer."""
    answer = _json(body)
    data = _pick(answer, "data", "Data")
    cert = _pick(answer, "GetEntCert") or _pick(data, "GetEntCert")
    for read, part in ((_new, cert), (_old, data)):
        attributes = {name: value for name, value in sorted(read(_first(part)).items()) if value is not None}
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


def _json(body: bytes) -> Tree:
    answer = None
    with suppress(ValueError, RecursionError):
        answer = json.loads(body)
    if not isinstance(answer, dict):
        raise Away("the answer is not JSON")
    return answer


def _new(cert: Tree) -> dict[str, str | None]:
    people = [_first(one.get("ThongTinCaNhan")) for one in _list(cert.get("DaiDienPhapLuat"))]
    trades = _list(cert.get("NganhNgheKinhDoanh"))
    return {
        "enterprise_code": _digits(cert.get("MaSoDoanhNghiep"), 10),
        "name": _text(cert.get("TenTiengViet")),
        "name_foreign": _text(cert.get("TenNuocNgoai")),
        "name_short": _text(cert.get("TenVietTat")),
        "legal_form": _text(cert.get("LoaiHinhDN")),
        "status": _text(_first(cert.get("TinhTrangPhapLy")).get("TinhTrang")),
        "first_registered_on": _day(cert.get("NgayDangKyLanDau")),
        "changed_on": _day(cert.get("NgayDangKyThayDoi")),
        "change_no": _text(cert.get("SoLanDangKyThayDoi")),
        "address": _text(_first(_first(cert.get("DiaChiTruSo")).get("DiaChi")).get("ChiTiet")),
        "industries": _industries([(one.get("MaNganh"), one.get("TenNganh")) for one in trades]),
        **_representatives([(_text(p.get("HoVaTen")), _id(p.get("SoGiayChungThuc"))) for p in people]),
    }


def _old(data: Tree) -> dict[str, str | None]:
    main, office = _first(data.get("MainInformation")), _first(data.get("HOAdress"))
    people = _list(data.get("Representatives"))
    trades = _list(data.get("BusinessActivity"))
    return {
        "enterprise_code": _digits(main.get("ENTERPRISE_GDT_CODE"), 10),
        "name": _text(main.get("NAME")),
        "name_foreign": _text(main.get("NAME_F")),
        "name_short": _text(main.get("SHORT_NAME")),
        "legal_form": _text(main.get("ENTERPRISE_TYPE_NAME")),
        "status": _text(main.get("ENTERPRISE_STATUS_NAME")),
        "first_registered_on": _day(main.get("FOUNDING_DATE")),
        "changed_on": _day(main.get("LAST_AMEND_DATE")),
        "change_no": _text(main.get("NUMBER_CHANGES")),
        "charter_capital": _money(main.get("CAPITAL_AMOUNT")),
        "address": _text(office.get("AddressFullText")),
        "industries": _industries([(one.get("CODE"), one.get("NAME")) for one in trades]),
        **_representatives([(_text(one.get("FULL_NAME")), None) for one in people]),
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
    rows = [{"code": _digits(code, 4), "name": _text(name)} for code, name in trades if _digits(code, 4)]
    return json.dumps(rows, ensure_ascii=False) if rows else None


def _pick(tree: Any, *names: str) -> Any:
    """The first of these members that is there."""
    return next((tree[name] for name in names if isinstance(tree, dict) and tree.get(name)), None)


def _list(part: Any) -> list[Tree]:
    """One object and an array of objects alike as a list."""
    return [one for one in (part if isinstance(part, list) else [part]) if isinstance(one, dict)]


def _first(part: Any) -> Tree:
    return next(iter(_list(part)), {})


def _text(part: Any) -> str | None:
    if not isinstance(part, str | int) or isinstance(part, bool):
        return None
    text = " ".join(unicodedata.normalize("NFC", str(part)).split())
    return text if is_data(text) else None


def _digits(part: Any, width: int) -> str | None:
    """A code as its digits, with the zeros back that a number has lost."""
    text = _text(part)
    digits = re.sub(r"[^0-9]", "", text or "")
    return digits.zfill(width) if digits else None


def _id(part: Any) -> str | None:
    """A 12- or 9-digit number; one that came as a number has lost zeros."""
    digits = _digits(part, 9 if len(str(part)) <= 9 else 12)
    return digits if digits and len(digits) in (9, 12) else None


def _money(part: Any) -> str | None:
    """A plain decimal number."""
    text = f"{part:.3f}" if isinstance(part, float) else _text(part) or ""
    return f"{Decimal(text).normalize():f}" if re.fullmatch(r"[0-9]{1,21}(\.[0-9]{1,3})?", text) else None


def _day(part: Any) -> str | None:
    """YYYY-MM-DD of 31/12/2020, 20201231 or 2020-12-31T00:00:00."""
    text = (_text(part) or "")[:10]
    for form in ("%d/%m/%Y", "%Y%m%d", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, form).replace(tzinfo=UTC).date().isoformat()
        except ValueError:
            continue
    return None
