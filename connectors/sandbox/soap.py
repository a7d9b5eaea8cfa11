"""The population registry's side of the conversation: checks the headers, reads the question, writes the answer."""

import base64
import hashlib
from collections.abc import Mapping
from xml.etree.ElementTree import Element, ParseError, SubElement, tostring

from defusedxml.ElementTree import fromstring

from connectors.codes import ETHNICITIES, NATIONALITIES, SEXES
from connectors.population import ANSWER, ASK, INTEGRATION, OPERATION, SOAP
from connectors.sandbox import API_KEY, CLIENT, SHARED, USER
from connectors.sandbox.store import Entry, Store

AS_OF = "2026-06-30T17:00:00+07:00"
"""When the inventions were true, unless an entry says otherwise."""

STALE = 300.0
"""Seconds a time stamp may be off."""

ADDRESSES = {
    "NoiDangKyKhaiSinh": "birth_registered_at",
    "QueQuan": "home_town",
    "ThuongTru": "residence",
    "NoiOHienTai": "current_residence",
}
RELATIVES = {"Cha": "father", "Me": "mother", "VoChong": "spouse"}


def allowed(headers: Mapping[str, str], url: str, now: float) -> bool:
    """Whether the headers are those of the sandbox's account, signed for this address just now, by its own clock."""
    stamp = headers.get("Timestamp") or ""
    if not stamp.isdigit() or abs(now - int(stamp) / 1000) > STALE:
        return False
    signed = hashlib.sha256((url + USER + stamp + SHARED).encode()).hexdigest()
    basic = "Basic " + base64.b64encode(f"{USER}:{signed}".encode()).decode()
    given = [headers.get(name) for name in ("Authorization", "X-Road-Client", "ApiKey")]
    return given == [basic, CLIENT, API_KEY]


def answer(store: Store, body: bytes) -> tuple[int, bytes]:
    """HTTP status and SOAP answer to a question."""
    try:
        call = fromstring(body).find(f"{{{SOAP}}}Body/{{{ASK}}}{OPERATION}")
    except ParseError:
        call = None
    if call is None:
        return 400, _fault()
    asked = {_local(node): (node.text or "").strip() for node in call}
    column = "SoDinhDanh" if asked.get("SoDinhDanh") else "SoCMND"
    born = "".join(node.text or "" for node in call.find(f"{{{ASK}}}NgayThangNamSinh") or ()).strip()
    needed = (asked.get(name) for name in ("MaYeuCau", "MaDVC", "MaCanBo", column, "HoVaTen"))
    if asked.get("MaTichHop") != INTEGRATION or not all(needed) or not born:
        return 403, _fault()
    return 200, _collection(store.people(column, asked[column], asked["HoVaTen"], born))


def _local(node: Element) -> str:
    return node.tag.rpartition("}")[2]


def _fault() -> bytes:
    envelope, body = _envelope()
    fault = SubElement(body, f"{{{SOAP}}}Fault")
    SubElement(fault, "faultcode").text = "soapenv:Client"
    SubElement(fault, "faultstring").text = "Yêu cầu không hợp lệ"
    return _bytes(envelope)


def _collection(people: list[Entry]) -> bytes:
    envelope, body = _envelope()
    collection = SubElement(body, f"{{{ANSWER}}}CongdanCollection")
    for entry in people:
        _person(SubElement(collection, f"{{{ANSWER}}}CongDan"), entry)
    _add(collection, "SoCongDan", str(len(people)))
    _add(collection, "GhiChu", "")
    _add(collection, "ThoiDiemDuLieu", str(people[0].get("as_of") or AS_OF) if people else AS_OF)
    return _bytes(envelope)


def _person(node: Element, entry: Entry) -> None:
    """A CongDan as the real registry writes it: the whole name in Ten, codes for words, holes for the unknown."""
    _add(node, "SoDinhDanh", entry.get("personal_id"))
    _add(node, "SoCMND", entry.get("old_id"))
    name = _add(node, "HoVaTen", None)
    for part, text in (("Ho", None), ("ChuDem", None), ("Ten", entry["full_name"])):
        _add(name, part, text)
    _add(node, "GioiTinh", _code(SEXES, entry.get("sex")))
    _add(node, "DanToc", _code(ETHNICITIES, entry.get("ethnicity")))
    _born(_add(node, "NgayThangNamSinh", None), str(entry.get("date_of_birth") or ""))
    for tag, attribute in ADDRESSES.items():
        _address(_add(node, tag, None), entry.get(attribute))
    _add(node, "QuocTich", _code(NATIONALITIES, entry.get("nationality")))
    for tag, role in RELATIVES.items():
        _relative(_add(node, tag, None), entry, role)


def _born(node: Element, born: str) -> None:
    _add(node, "Nam", born[:4])
    if len(born) == 10:
        _add(node, "NgayThangNam", born.replace("-", ""))


def _address(node: Element, text: str | None) -> None:
    for tag in ("MaTinhThanh", "MaQuanHuyen", "MaPhuongXa"):
        _add(node, tag, None)
    _add(node, "ChiTiet", text)
    _add(node, "QuocGia", "VN" if text else None)


def _relative(node: Element, entry: Entry, role: str) -> None:
    _add(node, "HoVaTen", entry.get(f"{role}_name"))
    _add(node, "QuocTich", None)
    _add(node, "SoDinhDanh", entry.get(f"{role}_id"))
    _add(node, "SoCMND", None)


def _code(codes: Mapping[str, str], word: str | None) -> str | None:
    """The code for a word; a word without one is sent as it is."""
    return next((code for code, meaning in codes.items() if meaning == word), word)


def _envelope() -> tuple[Element, Element]:
    envelope = Element(f"{{{SOAP}}}Envelope")
    SubElement(envelope, f"{{{SOAP}}}Header")
    return envelope, SubElement(envelope, f"{{{SOAP}}}Body")


def _add(parent: Element, tag: str, text: str | None) -> Element:
    node = SubElement(parent, f"{{{ANSWER}}}{tag}")
    node.text = text
    return node


def _bytes(envelope: Element) -> bytes:
    return bytes(tostring(envelope, encoding="utf-8", xml_declaration=True))
