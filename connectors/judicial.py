"""The judicial-record system: the result of a dossier (traKetQuaHoSoLLTP), asked for by the number of a form.

What a form says can be taken back later: `paper.revoked_on` and `paper.revocation` say so. The answer's members are
public; that it may be asked by the form's number is our assumption (docs/adr/0031).
"""

import unicodedata
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

import httpx

from connectors.answers import Tree, day, first, pick, same_number, text
from connectors.base import AccessLog, Away, note
from connectors.tokens import read_json
from connectors.web import Patience, Web
from domain.errors import Refused
from domain.subjects import Mention, RegistryRecord

REGISTRY = "judicial"
PATH = "/v2/lyLichTuPhap/traKetQuaHoSoLLTP"
RETRY = {"01", "03"}
"""Status codes by which it asks to be asked again."""

PAPER = {
    "number": ("soPhieuLLTP", text),
    "form": ("loaiPhieu", text),
    "issued_on": ("ngayCapPhieu", day),
    "signer": ("nguoiKy", text),
    "signer_title": ("chucVu", text),
    "convictions": ("tinhTrangAnTich", text),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Where the registry is and as whom it is asked; `province` is the asking province's code."""

    url: str
    key: str = field(repr=False)
    province: str = "68"


@dataclass(frozen=True)
class Judicial:
    """A `Registry` over the judicial-record system; answers about papers."""

    account: Account
    log: AccessLog
    patience: Patience = field(default_factory=Patience)

    def lookup(self, mention: Mention, *, purpose: str, requester: str) -> RegistryRecord | None:
        """What the registry holds of the form with that number and holder; None when it holds none such."""
        if not (mention.id and mention.holder and mention.full_name and mention.born and purpose and requester):
            raise Refused
        self._web.check()
        note(self.log, REGISTRY, mention, purpose=purpose, requester=requester)
        asked = question(mention, self.account, purpose=purpose, requester=requester)
        return self._web.ask(lambda: parse(self._web.send(self._request(asked)), mention))

    @cached_property
    def _web(self) -> Web:
        return Web(REGISTRY, self.patience)

    def _request(self, asked: Tree) -> httpx.Request:
        return httpx.Request("POST", self.account.url + PATH, json=asked)


def question(mention: Mention, account: Account, *, purpose: str, requester: str) -> Tree:
    """What is sent."""
    return {
        "authKey": account.key,
        "maTinh": account.province,
        "soPhieuLLTP": mention.id,
        "nycSoGiayTo": mention.holder,
        "nycHoTen": unicodedata.normalize("NFC", mention.full_name or "").upper(),
        "nycNgaySinh": mention.born,
        "maMucDich": purpose,
        "nguoiTraCuu": requester,
    }


def parse(body: bytes, mention: Mention) -> RegistryRecord | None:
    """The form in the answer; `Away` when it wants to be asked again or is no such answer, else `Refused`."""
    answer = read_json(body)
    status = str(answer.get("statusCode", ""))
    if status in RETRY or not status:
        raise Away("it asks to be asked again")
    if status != "00":
        raise Refused
    result = first(answer.get("ketQuaXuLy"))
    return _record(result, mention) if result else None


def _record(result: Tree, mention: Mention) -> RegistryRecord | None:
    found = {f"paper.{name}": read(result.get(member)) for name, (member, read) in PAPER.items()}
    found |= _revocation(result.get("quyetDinhThuHoi"))
    number = found["paper.number"]
    if number is None:
        raise Away("the answer has no number")
    if not same_number(number, mention.id):
        return None
    return RegistryRecord(
        registry=REGISTRY,
        key=number,
        attributes={name: value for name, value in sorted(found.items()) if value is not None},
        as_of=None,
        fetched_at=datetime.now(UTC),
    )


def _revocation(part: Any) -> dict[str, str | None]:
    """The decision that takes the form back, which comes as its words or as an object."""
    decision = first(part)
    said = text(pick(decision, "soQuyetDinh", "so")) if decision else text(part)
    return {"paper.revocation": said, "paper.revoked_on": day(pick(decision, "ngayQuyetDinh", "ngay"))}
