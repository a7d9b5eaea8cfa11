"""The national store of digitized results (KhoSoHoaDVCQG): which results of a kind a person or company has there.

Asked with the owner's number, the kind of result and the paper's number; who asks and for which procedure are mandatory
members of the question. The `signature` of an answer is not checked: how it is made is not public.
"""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar

from connectors.answers import Tree, first, objects, same_number, text
from connectors.base import Away
from connectors.tokens import OnPlatform, read_json
from domain.errors import Refused
from domain.subjects import Mention, RegistryRecord

REGISTRY = "national_store"
PATH = "/KhoSoHoaDVCQG/1.0/traCuuGiayTo"
PORTAL = "2"
"""KenhThucHien: not at a counter."""


@dataclass(frozen=True)
class NationalStore(OnPlatform):
    """A `Registry` over the national store; answers about papers."""

    registry: ClassVar[str] = REGISTRY

    def lookup(self, mention: Mention, *, purpose: str, requester: str) -> RegistryRecord | None:
        """The stored result of that kind and number; None when the store has none such."""
        owner = mention.holder or ""
        if not (re.fullmatch(r"[0-9]{9,13}", owner) and mention.paper and mention.id and purpose and requester):
            raise Refused
        self.note(mention, purpose=purpose, requester=requester)
        asked = question(mention, purpose=purpose, requester=requester)
        return self._web.ask(lambda: parse(self._bearer.post(PATH, asked), mention))


def question(mention: Mention, *, purpose: str, requester: str) -> Tree:
    """What is sent; the requester stands both as name and as number, since we know one of them only."""
    return {
        "SoDinhDanhChuSoHuu": mention.holder,
        "HoTenNguoiYeuCau": requester,
        "SoDinhDanhNguoiYeuCau": requester,
        "KenhThucHien": PORTAL,
        "MaThuTuc": purpose,
        "DanhSachDanhMucKetQua": [{"MaKetQua": mention.paper, "SoKyHieu": mention.id}],
    }


def parse(body: bytes, mention: Mention) -> RegistryRecord | None:
    """The result meant, out of those in the answer; `Away` when it is no such answer."""
    answer = read_json(body)
    if str(answer.get("errorCode")) != "0":
        raise Away("the answer has an error code")
    papers = objects(first(answer.get("result")).get("DanhSachGiayToKetQua"))
    meant = [one for one in papers if _is_meant(one, mention)]
    return _record(meant[0]) if len(meant) == 1 else None


def _is_meant(paper: Tree, mention: Mention) -> bool:
    return text(paper.get("MaKetQua")) == mention.paper and same_number(text(paper.get("SoKyHieu")), mention.id)


def _record(paper: Tree) -> RegistryRecord:
    files = [{"name": text(one.get("TenTep")), "path": text(one.get("DuongDan"))} for one in _files(paper)]
    found = {
        "paper.number": text(paper.get("SoKyHieu")),
        "paper.title": text(paper.get("TenGiayTo")),
        "paper.issued_by": text(paper.get("CoQuanChuQuan")),
        "paper.stored_files": json.dumps(files, ensure_ascii=False) if files else None,
    }
    return RegistryRecord(
        registry=REGISTRY,
        key=found["paper.number"] or "",
        attributes={name: value for name, value in found.items() if value is not None},
        as_of=None,
        fetched_at=datetime.now(UTC),
    )


def _files(paper: Tree) -> list[Tree]:
    return objects(paper.get("DanhSachTepDinhKem"))
