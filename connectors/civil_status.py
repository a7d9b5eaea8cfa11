"""The civil-status registry of the Ministry of Justice: births, marriages, deaths, by the person's number and name.

Field names are the wire's; the question's own envelope is not public and is ours (docs/adr/0031). Unknown things come
as the words "Không có thông tin", and a person may have several entries.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar

from connectors.answers import Tree, born, coded, day, objects, person_number, pick, same_number, text
from connectors.base import Away
from connectors.codes import ETHNICITIES, NATIONALITIES, SEXES
from connectors.tokens import OnPlatform, read_json
from domain.errors import Refused
from domain.subjects import Mention, RegistryRecord

REGISTRY = "civil_status"
PATH = "/hotich/1.0/traCuuHoTich"

ROLES = {
    "KS": {"holder": "nks", "mother": "me", "father": "cha", "declarant": "nyc"},
    "KH": {"husband": "chong", "wife": "vo"},
    "KT": {"holder": "nkt"},
}
"""Kind of event (birth, marriage, death) -> role -> how the names of its members begin."""


def _address(part: Any) -> str | None:
    return text(pick(part, "dcChiTiet")) if isinstance(part, dict) else text(part)


PERSON = {
    "full_name": ("HoTen", text),
    "date_of_birth": ("NgaySinh", born),
    "sex": ("GioiTinh", lambda part: coded(part, SEXES)),
    "ethnicity": ("DanToc", lambda part: coded(part, ETHNICITIES)),
    "nationality": ("QuocTich", lambda part: coded(part, NATIONALITIES)),
    "place_of_birth": ("NoiSinh", _address),
    "home_town": ("QueQuan", _address),
    "residence": ("NoiCuTru", _address),
    "personal_id": ("SoGiayTo", person_number),
    "died_at": ("NgayChet", born),
    "place_of_death": ("NoiChet", _address),
}
"""Attribute -> the member after its role's prefix, and how it is read."""

PAPER = {
    "number": ("soDangKy", text),
    "book": ("quyenSo", text),
    "registered_on": ("ngayDangKy", day),
    "registered_at": ("noiDangKy", text),
    "result_code": ("maGiayToKetQua", text),
}


@dataclass(frozen=True)
class CivilStatus(OnPlatform):
    """A `Registry` over the civil-status registry; answers about papers."""

    registry: ClassVar[str] = REGISTRY

    def lookup(self, mention: Mention, *, purpose: str, requester: str) -> RegistryRecord | None:
        """The entry behind the paper: the one of its number, else the only one of its kind; None when there is none."""
        if not (askable(mention) and purpose and requester):
            raise Refused
        self.note(mention, purpose=purpose, requester=requester)
        asked = question(mention, purpose=purpose, requester=requester)
        return self._web.ask(lambda: parse(self._bearer.post(PATH, asked), mention))


def askable(mention: Mention) -> bool:
    """Whether the paper gives its kind, and number, name and birth date of whom it speaks."""
    number = re.fullmatch(r"[0-9]{9}|[0-9]{12}", mention.holder or "")
    return bool(mention.paper in ROLES and number and mention.full_name and mention.born)


def question(mention: Mention, *, purpose: str, requester: str) -> Tree:
    """What is sent."""
    return {
        "loaiHoTich": mention.paper,
        "maTTHC": purpose,
        "maCanBo": requester,
        "soDinhDanh": mention.holder,
        "hoTen": unicodedata.normalize("NFC", mention.full_name or "").upper(),
        "ngaySinh": mention.born,
    }


def parse(body: bytes, mention: Mention) -> RegistryRecord | None:
    """The entry in the answer that the paper means; `Away` when it is no such answer."""
    answer = read_json(body)
    if str(answer.get("statusCode")) != "00" or "data" not in answer:
        raise Away("the answer is not an entry of civil status")
    entries = [dict(_attributes(one, mention.paper)) for one in objects(answer["data"])]
    named = [one for one in entries if same_number(one.get("paper.number"), mention.id)]
    meant = named or entries
    return _record(meant[0]) if len(meant) == 1 else None


def _attributes(entry: Tree, kind: str) -> Iterator[tuple[str, str]]:
    for role, prefix in ROLES[kind].items():
        for attribute, (member, read) in PERSON.items():
            if value := read(entry.get(prefix + member)):
                yield f"{role}.{attribute}", value
    if kind == "KS" and (number := person_number(entry.get("soDinhDanh"))):
        yield "holder.personal_id", number
    for attribute, (member, read) in PAPER.items():
        if value := read(entry.get(member)):
            yield f"paper.{attribute}", value


def _record(attributes: dict[str, str]) -> RegistryRecord:
    if "paper.number" not in attributes:
        raise Away("the answer has no number")
    return RegistryRecord(
        registry=REGISTRY,
        key=attributes["paper.number"],
        attributes=dict(sorted(attributes.items())),
        as_of=None,
        fetched_at=datetime.now(UTC),
    )
