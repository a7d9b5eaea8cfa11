"""The national population database, asked through the provincial service bus (SOAP, TraCuuThongTinCongDan).

It wants number, name and birth date together; a number alone is refused, so that nobody can read it off by counting.
"""

import base64
import hashlib
import re
import unicodedata
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import NoReturn
from xml.etree.ElementTree import Element, ParseError, SubElement, register_namespace, tostring

import httpx
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from connectors.answers import coded, moment, text
from connectors.base import AccessLog, Away, note, whom
from connectors.codes import ETHNICITIES, NATIONALITIES, SEXES
from connectors.web import Patience, Web
from domain.errors import Refused
from domain.subjects import Mention, RegistryRecord

REGISTRY = "population"
SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
ASK = "http://dancuquocgia.bca"
ANSWER = "http://www.mic.gov.vn/dancu/1.0"
OPERATION = "TraCuuThongTinCongDan"
INTEGRATION = "037"

register_namespace("soapenv", SOAP)
register_namespace("dan", ASK)

PATHS = {
    "personal_id": "SoDinhDanh",
    "old_id": "SoCMND",
    "home_town": "QueQuan/ChiTiet",
    "residence": "ThuongTru/ChiTiet",
    "current_residence": "NoiOHienTai/ChiTiet",
    "birth_registered_at": "NoiDangKyKhaiSinh/ChiTiet",
    "father_name": "Cha/HoVaTen",
    "father_id": "Cha/SoDinhDanh",
    "mother_name": "Me/HoVaTen",
    "mother_id": "Me/SoDinhDanh",
    "spouse_name": "VoChong/HoVaTen",
    "spouse_id": "VoChong/SoDinhDanh",
}
"""Attribute -> where its text stands in a CongDan."""

CODED = {
    "sex": ("GioiTinh", SEXES),
    "ethnicity": ("DanToc", ETHNICITIES),
    "nationality": ("QuocTich", NATIONALITIES),
}
"""Attribute -> where its code stands, and what the codes mean."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Where the registry is and as whom it is asked."""

    url: str
    user: str
    secret: str = field(repr=False)
    api_key: str = field(repr=False)
    client: str
    """X-Road-Client: the province's system as the bus knows it."""


@dataclass(frozen=True)
class Population:
    """A `Registry` over the population database."""

    account: Account
    log: AccessLog
    patience: Patience = field(default_factory=Patience)

    def lookup(self, mention: Mention, *, purpose: str, requester: str) -> RegistryRecord | None:
        """The person with that number whose name or birth date agrees; None when there is none such."""
        if not (askable(mention) and purpose and requester):
            raise Refused
        self._web.check()
        note(self.log, REGISTRY, mention, purpose=purpose, requester=requester)
        body = request_body(mention, purpose=purpose, requester=requester)
        return self._web.ask(lambda: parse(self._web.send(self._request(body))))

    @cached_property
    def _web(self) -> Web:
        return Web(REGISTRY, self.patience)

    def _request(self, body: bytes) -> httpx.Request:
        return httpx.Request(
            "POST", self.account.url, content=body, headers=headers(self.account, self._web.clock.now())
        )


def askable(mention: Mention) -> bool:
    """Whether the paper gives all three things the registry must be asked with."""
    return bool(re.fullmatch(r"[0-9]{9}|[0-9]{12}", mention.id or "") and mention.full_name and mention.born)


def headers(account: Account, now: float) -> dict[str, str]:
    """The headers the bus checks; `now` in seconds since 1970 by the bus's clock."""
    stamp = str(int(now * 1000))
    digest = hashlib.sha256(f"{account.url}{account.user}{stamp}{account.secret}".encode()).hexdigest()
    return {
        "Content-Type": "text/xml; charset=utf-8",
        "SOAPAction": '""',
        "Timestamp": stamp,
        "Authorization": "Basic " + base64.b64encode(f"{account.user}:{digest}".encode()).decode(),
        "X-Road-Client": account.client,
        "ApiKey": account.api_key,
    }


def request_body(mention: Mention, *, purpose: str, requester: str) -> bytes:
    """The SOAP question; the bus insists on this order of elements."""
    envelope = Element(f"{{{SOAP}}}Envelope")
    SubElement(envelope, f"{{{SOAP}}}Header")
    call = SubElement(SubElement(envelope, f"{{{SOAP}}}Body"), f"{{{ASK}}}{OPERATION}")
    id_tag = "SoCMND" if whom(mention)[0] == "old_id" else "SoDinhDanh"
    for tag, words in {
        "MaYeuCau": uuid.uuid4().hex,
        "MaDVC": purpose,
        "MaTichHop": INTEGRATION,
        "MaCanBo": requester,
        id_tag: mention.id or "",
        "HoVaTen": unicodedata.normalize("NFC", mention.full_name or "").upper(),
    }.items():
        SubElement(call, f"{{{ASK}}}{tag}").text = "".join(letter for letter in words if letter.isprintable())
    born = (mention.born or "").replace("-", "")
    tag = "NgayThangNam" if len(born) == 8 else "Nam"
    SubElement(SubElement(call, f"{{{ASK}}}NgayThangNamSinh"), f"{{{ASK}}}{tag}").text = born
    return bytes(tostring(envelope, encoding="utf-8", xml_declaration=True))


def parse(body: bytes) -> RegistryRecord | None:
    """The one person in the answer, None when it has none or several; `Away` when it is no such answer."""
    root = _tree(body)
    if root.find(f".//{{{SOAP}}}Fault") is not None:
        _fault(root)
    collection = root.find(f"{{{SOAP}}}Body/{{{ANSWER}}}CongdanCollection")
    if collection is None:
        raise Away("the answer is not a CongdanCollection")
    people = collection.findall(f"{{{ANSWER}}}CongDan")
    return _record(people[0], _text(collection, "ThoiDiemDuLieu")) if len(people) == 1 else None


def _tree(body: bytes) -> Element:
    try:
        return fromstring(body)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        pass
    raise Away("the answer is not XML")


def _fault(root: Element) -> NoReturn:
    """A fault of the asker's is a refusal; any other is the registry's trouble."""
    code = root.findtext(".//{*}faultcode") or ""
    if code.endswith("Client"):
        raise Refused
    raise Away("SOAP fault")


def _record(person: Element, as_of: str | None) -> RegistryRecord:
    found = {name: _text(person, path) for name, path in PATHS.items()}
    found |= {name: coded(_text(person, path), codes) for name, (path, codes) in CODED.items()}
    found |= {"full_name": _name(person), "date_of_birth": _born(person)}
    key = found["personal_id"] or found["old_id"]
    if key is None:
        raise Away("the answer has no number")
    return RegistryRecord(
        registry=REGISTRY,
        key=key,
        attributes={name: value for name, value in sorted(found.items()) if value is not None},
        as_of=moment(as_of),
        fetched_at=datetime.now(UTC),
    )


def _text(node: Element, path: str) -> str | None:
    return text(node.findtext("/".join(f"{{{ANSWER}}}{step}" for step in path.split("/"))))


def _name(person: Element) -> str | None:
    """The three parts together: often the whole name stands in the last."""
    parts = (_text(person, f"HoVaTen/{part}") for part in ("Ho", "ChuDem", "Ten"))
    return " ".join(part for part in parts if part) or None


def _born(person: Element) -> str | None:
    """YYYY-MM-DD, or YYYY where the registry knows no more."""
    full = _text(person, "NgayThangNamSinh/NgayThangNam") or ""
    for words, form, out in ((full, "%Y%m%d", "%Y-%m-%d"), (_text(person, "NgayThangNamSinh/Nam") or "", "%Y", "%Y")):
        try:
            return datetime.strptime(words, form).replace(tzinfo=UTC).strftime(out)
        except ValueError:
            continue
    return None
