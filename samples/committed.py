"""The committed set: which dossiers there are, who stands on their papers, and what must come out of them."""

import json
import random
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from samples import containers
from samples.companies import Company, found
from samples.fields import BORN, ROLES
from samples.generate import make
from samples.manifest import manifest
from samples.people import Person, couple, invent
from samples.sheet import Sheet

MARRIED_NAME = "marriage_certificate"
JUSTICE, BUSINESS, OLD = "H36.14", "H36.41", "000.00.15.H16"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One paper of a file."""

    kind: str
    seed: int
    level: int = 0
    layout: str | None = None
    cast: Mapping[str, Any] = field(default_factory=dict)
    turn: int = 0
    dpi: int = 300

    def sheet(self) -> Sheet:
        """The paper itself."""
        return make(self.kind, self.seed, self.level, self.layout, cast=self.cast, turn=self.turn, dpi=self.dpi)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One file of the inbox. `error` is what reading it must answer when it cannot be read."""

    path: str
    pieces: tuple[Piece, ...] = ()
    form: str = "pdf"
    quality: int = 45
    error: str | None = None
    same_as: str | None = None
    """The path of the file whose bytes it repeats."""

    @property
    def folder(self) -> str:
        """Its dossier."""
        return self.path.rsplit("/", 1)[0]


@cache
def world() -> dict[str, Any]:
    """Everyone the committed papers speak of, by a name of our own."""
    chance = random.Random("the committed world")
    wife, husband = couple(chance, born=(1988, 1994))
    son = invent(chance, sex="Nam", born=(2021, 2022)).child_of(wife, husband)
    bride, groom = couple(chance, born=(1996, 2000))
    old_wife, old_husband = couple(chance, born=(1975, 1982))
    boss = invent(chance, born=(1975, 1985))
    return {
        "wife": wife, "husband": husband, "son": son, "bride": bride, "groom": groom, "old_wife": old_wife,
        "old_husband": old_husband,
        "renamed": invent(chance, sex="Nữ", born=(1990, 1998)),
        "stranger": invent(chance, sex="Nam", born=(1950, 1960)),
        "pensioner": invent(chance, sex="Nữ", born=(1948, 1955)),
        "expired": replace(invent(chance, sex="Nam", born=(1984, 1984)), id_issued_on=date(2021, 5, 17)),
        "owner": invent(chance, sex="Nam", born=(1970, 1980)),
        "builder": invent(chance, sex="Nữ", born=(1970, 1980)),
        "boss": boss,
        "company": replace(found(chance, boss=boss), members=()),
        "partners": _with_members(chance),
    }  # fmt: skip


def _with_members(chance: random.Random) -> Company:
    while not (company := found(chance)).members:
        continue
    return company


UNKNOWN = ("stranger",)
"""Whom the population registry does not know."""
RENAMED = ("renamed",)
"""Whom it knows by another name than the paper."""


def deliveries() -> tuple[Delivery, ...]:
    """Every file of the committed inbox, in the order of its path."""
    return tuple(sorted((*_justice(), *_business(), *_archive()), key=lambda one: one.path))


def _cast(**roles: str) -> dict[str, Any]:
    return {role: world()[name] for role, name in roles.items()}


def _justice() -> list[Delivery]:
    family = _cast(holder="son", mother="wife", father="husband")
    spouses = _cast(wife="wife", husband="husband")
    day = f"{JUSTICE}/{JUSTICE}-261102-"
    worn: dict[str, Any] = {"level": 1, "dpi": 200}
    copied: dict[str, Any] = {"level": 2, "dpi": 200}
    birth = Piece(kind="birth_certificate", seed=13, layout="original", cast=family)
    return [
        Delivery(path=f"{day}0001/giay-khai-sinh.pdf", pieces=(birth,)),
        Delivery(path=f"{day}0001/can-cuoc-cong-dan.jpg", form="jpeg", quality=60,
                 pieces=(Piece(kind="citizen_id_card", seed=12, layout="chip_sheet", cast=_cast(holder="wife")),)),
        Delivery(path=f"{day}0002/ket-hon-va-can-cuoc.tif", form="tiff", pieces=(
            Piece(kind=MARRIED_NAME, seed=13, layout="landscape", cast=_cast(wife="bride", husband="groom"), dpi=200),
            Piece(kind="citizen_id_card", seed=14, layout="chip_sides", cast=_cast(holder="bride"), dpi=200))),
        Delivery(path=f"{day}0003/bo-giay-to.pdf", pieces=(
            Piece(kind=MARRIED_NAME, seed=15, layout="portrait", cast=spouses, dpi=200),
            Piece(kind="birth_certificate", seed=12, layout="copy", cast=family, dpi=200),
            Piece(kind="citizen_id_card", seed=17, layout="new_sheet", cast=_cast(holder="husband"), dpi=200))),
        Delivery(path=f"{day}0004/the-can-cuoc.png", form="png",
                 pieces=(Piece(kind="citizen_id_card", seed=18, layout="new_sheet", cast=_cast(holder="renamed")),)),
        Delivery(path=f"{day}0005/trich-luc-khai-sinh.jpg", form="jpeg",
                 pieces=(Piece(kind="birth_certificate", seed=19, layout="extract_new", cast=family, **worn),)),
        Delivery(path=f"{day}0006/ket-hon-ban-sao.pdf", pieces=(
            Piece(kind=MARRIED_NAME, seed=20, layout="extract", turn=90, **copied,
                  cast=_cast(wife="old_wife", husband="old_husband")),)),
        Delivery(path=f"{day}0007/giay-khai-sinh.pdf", same_as=f"{day}0001/giay-khai-sinh.pdf", pieces=(birth,)),
        Delivery(path=f"{day}0007/cong-van.pdf",
                 pieces=(Piece(kind="official_document", seed=21, layout="letter", **worn),)),
        Delivery(path=f"{day}0008/can-cuoc-hai-mat.pdf", pieces=(
            Piece(kind="citizen_id_card", seed=22, layout="chip_sides", cast=_cast(holder="old_husband"), **worn),)),
        Delivery(path=f"{day}0009/quyet-dinh-tro-cap.pdf", form="text_pdf", pieces=(
            Piece(kind="official_document", seed=28, layout="decision_person", cast=_cast(person="pensioner")),)),
        Delivery(path=f"{JUSTICE}/{JUSTICE}-261103-0001/quyet-dinh.png", form="png", pieces=(
            Piece(kind="official_document", seed=24, layout="decision_person", cast=_cast(person="stranger")),)),
    ]  # fmt: skip


def _business() -> list[Delivery]:
    day = f"{BUSINESS}/{BUSINESS}-261102-"
    worn: dict[str, Any] = {"level": 1, "dpi": 200}
    copied: dict[str, Any] = {"level": 2, "dpi": 200}
    company, partners = _cast(company="company"), _cast(company="partners")
    return [
        Delivery(path=f"{day}0001/dang-ky-doanh-nghiep.pdf",
                 pieces=(Piece(kind="enterprise_registration", seed=31, layout="finance", cast=company),)),
        Delivery(path=f"{day}0002/dang-ky-doanh-nghiep.pdf",
                 pieces=(Piece(kind="enterprise_registration", seed=32, layout="planning", cast=partners, **worn),)),
        Delivery(path=f"{day}0003/giay-phep-xay-dung.jpg", form="jpeg", quality=60,
                 pieces=(Piece(kind="construction_permit", seed=33, layout="commune", cast=_cast(owner="owner")),)),
        Delivery(path=f"{day}0003/can-cuoc-chu-dau-tu.jpg", form="jpeg", quality=60,
                 pieces=(Piece(kind="citizen_id_card", seed=34, layout="chip_sheet", cast=_cast(holder="owner")),)),
        Delivery(path=f"{day}0004/giay-phep-xay-dung.tif", form="tiff", pieces=(
            Piece(kind="construction_permit", seed=35, layout="district", cast=_cast(owner="builder"), turn=180,
                  **copied),)),
        Delivery(path=f"{day}0005/dang-ky-thanh-vien.tif", form="fax", pieces=(
            Piece(kind="enterprise_registration", seed=36, layout="industries", cast=partners, dpi=300),)),
        Delivery(path=f"{day}0006/tai-lieu.pdf", form="encrypted", error="encrypted",
                 pieces=(Piece(kind="official_document", seed=37, layout="notice", dpi=200),)),
        Delivery(path=f"{day}0007/ban-quet.jpg", form="truncated", error="corrupt",
                 pieces=(Piece(kind="construction_permit", seed=38, layout="plain", dpi=200),)),
        Delivery(path=f"{day}0008/ban-quet.pdf", form="empty", error="empty"),
        Delivery(path=f"{BUSINESS}/{BUSINESS}-261103-0001/thong-bao.pdf",
                 pieces=(Piece(kind="official_document", seed=39, layout="notice", **copied),)),
        Delivery(path=f"{OLD}/{OLD}-261102-0001/giay-phep-xay-dung.pdf", pieces=(
            Piece(kind="construction_permit", seed=40, layout="plain", cast=_cast(owner="boss"), **worn),)),
    ]  # fmt: skip


def _archive() -> list[Delivery]:
    return [
        Delivery(path=f"{JUSTICE}/results/can-cuoc-het-han/can-cuoc-cong-dan.pdf", pieces=(
            Piece(kind="citizen_id_card", seed=51, layout="chip_sheet", cast=_cast(holder="expired"), dpi=200),)),
        Delivery(path=f"{JUSTICE}/results/ket-hon-2024/giay-chung-nhan.pdf", pieces=(
            Piece(kind=MARRIED_NAME, seed=52, layout="portrait", dpi=200,
                  cast=_cast(wife="old_wife", husband="old_husband")),)),
        Delivery(path=f"{BUSINESS}/results/quyet-dinh-2026/quyet-dinh.pdf",
                 pieces=(Piece(kind="official_document", seed=53, layout="decision", dpi=200),)),
    ]  # fmt: skip


FORMS: Mapping[str, Callable[[Sequence[Sheet], int], bytes]] = {
    "pdf": lambda sheets, quality: containers.scan_pdf(_pages(sheets), dpi=sheets[0].dpi, quality=quality),
    "tiff": lambda sheets, quality: containers.tiff(_pages(sheets), dpi=sheets[0].dpi, quality=quality),
    "fax": lambda sheets, _quality: containers.tiff(_pages(sheets), dpi=sheets[0].dpi, bilevel=True),
    "jpeg": lambda sheets, quality: containers.jpeg(_pages(sheets)[0], dpi=sheets[0].dpi, quality=quality),
    "png": lambda sheets, _quality: containers.png(_pages(sheets)[0], dpi=sheets[0].dpi),
    "text_pdf": lambda sheets, _quality: containers.text_pdf(sheets[0].canvases),
    "encrypted": lambda sheets, quality: containers.encrypted(FORMS["pdf"](sheets, quality), "mau"),
    "truncated": lambda sheets, quality: containers.truncated(FORMS["jpeg"](sheets, quality)),
    "empty": lambda _sheets, _quality: b"",
}


def _pages(sheets: Sequence[Sheet]) -> list[Any]:
    return [page for sheet in sheets for page in sheet.pages]


def documents_of(delivery: Delivery, sheets: Sequence[Sheet], born: frozenset[str]) -> list[dict[str, Any]]:
    """The truth of each document of a file; `born`: ids whose birth date some paper of the dossier prints."""
    if delivery.error:
        return [{"error": delivery.error}]
    documents, page = [], 1
    for sheet in sheets:
        truth = sheet.truth(first_page=page)
        if delivery.form == "text_pdf":
            truth |= {"boxes": {}, "source": "text_layer"}
        truth["link"] = {role: _expected(sheet, role, born) for role in sheet.links()}
        documents.append(truth)
        page += len(sheet.pages)
    return documents


def _expected(sheet: Sheet, role: str, born: frozenset[str]) -> str:
    """What linking a role must end in, by what the registry holds of them."""
    who = sheet.roles[role]
    if isinstance(who, Company):
        return "SAME"
    if not (sheet.fields.get(BORN[sheet.type].get(role, "")) if sheet.type in BORN else None) and (
        sheet.fields[ROLES[sheet.type][role]] not in born
    ):
        return "NOT_ASKED"
    if _is(who, UNKNOWN):
        return "NOT_FOUND"
    return "UNSURE" if _is(who, RENAMED) else "SAME"


def _is(who: Person, names: Sequence[str]) -> bool:
    return who.personal_id in {world()[name].personal_id for name in names}


def births(sheets: Sequence[Sheet]) -> frozenset[str]:
    """The ids whose birth date the papers print."""
    return frozenset(
        sheet.fields[ROLES[sheet.type][role]]
        for sheet in sheets
        for role, name in BORN.get(sheet.type, {}).items()
        if sheet.fields.get(name) and sheet.fields.get(ROLES[sheet.type].get(role, ""))
    )


def everything() -> tuple[dict[str, bytes], dict[str, Any], dict[str, Any]]:
    """The committed set: files by path in the inbox, the truth by path, and what the registries hold."""
    drawn = {one.path: tuple(piece.sheet() for piece in one.pieces) for one in deliveries()}
    readable = {one.path: drawn[one.path] for one in deliveries() if not one.error}
    by_folder: dict[str, list[Sheet]] = {}
    for one in deliveries():
        by_folder.setdefault(one.folder, []).extend(readable.get(one.path, ()))
    files = {one.path: FORMS[one.form](drawn[one.path], one.quality) for one in deliveries()}
    truth = {one.path: documents_of(one, drawn[one.path], births(by_folder[one.folder])) for one in deliveries()}
    return files | manifests(), truth, registries([sheet for sheets in drawn.values() for sheet in sheets])


def manifests() -> dict[str, bytes]:
    """The manifest of each dossier but the last of each agency: some senders give none."""
    folders: dict[str, list[Delivery]] = {}
    for one in deliveries():
        if "/results/" not in one.path and not one.path.split("/")[1].endswith("261103-0001"):
            folders.setdefault(one.folder, []).append(one)
    return {
        f"{folder}/dossier.json": manifest(folder, [one.path for one in files]) for folder, files in folders.items()
    }


def registries(sheets: Sequence[Sheet]) -> dict[str, Any]:
    """What the population and the business registry hold of everyone on the papers."""
    people = {who.personal_id: who for sheet in sheets for who in sheet.people}
    companies = {one.enterprise_code: one.entry() for sheet in sheets for one in sheet.companies}
    entries = [_known(who) for _id, who in sorted(people.items()) if not _is(who, UNKNOWN)]
    return {"people": entries, "companies": [companies[code] for code in sorted(companies)]}


def _known(who: Person) -> dict[str, str]:
    entry = who.entry()
    if _is(who, RENAMED):
        entry["full_name"] = "Phan Thị Kim Cúc"
    return entry


def write_committed(target: Path) -> None:
    """Writes inbox, truth.json and people.json below a folder, in place of what is there."""
    files, truth, known = everything()
    shutil.rmtree(target / "inbox", ignore_errors=True)
    for path, content in files.items():
        place = target / "inbox" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    (target / "truth.json").write_text(_json(truth), "utf-8")
    (target / "people.json").write_text(_json(known), "utf-8")


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
