"""Invented people and companies for the sandbox, and how each connector asks about one of them."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from connectors.base import AccessLog, Registry
from connectors.business import Business
from connectors.civil_status import CivilStatus
from connectors.judicial import Judicial
from connectors.national_store import NationalStore
from connectors.population import Population
from connectors.sandbox import FAULTS_PATH
from connectors.sandbox.process import Sandbox, World
from connectors.web import Patience
from domain.subjects import Mention, SubjectKind

QUICK = Patience(connect=5.0, read=10.0, attempts=3, pause=0.01, pause_limit=0.02, per_second=1000)
NUMBER, OLD_NUMBER, NAME, BORN = "068190001234", "250123456", "Nguyễn Thị Thúy Hằng", "1990-02-03"
CODE, COMPANY = "0100233488", "CÔNG TY TNHH MỘT THÀNH VIÊN CHÈ CẦU ĐẤT MẪU"
OLD_CODE, OLD_COMPANY = "5800000167", "CÔNG TY CỔ PHẦN RAU HOA LẠC DƯƠNG MẪU"
TWO_HEADED = "0100112437"

ADMIN = httpx.Client()

PEOPLE = [
    {
        "personal_id": NUMBER,
        "old_id": OLD_NUMBER,
        "full_name": NAME,
        "date_of_birth": BORN,
        "sex": "Nữ",
        "ethnicity": "Cơ-ho",
        "nationality": "",
        "residence": "Thôn 3, xã Đinh Văn Lâm Hà, tỉnh Lâm Đồng",
        "home_town": "Không có thông tin",
        "mother_name": "KHONG CO THONG TIN",
        "father_name": "Nguyễn Văn Đông",
        "spouse_name": "Trần Văn Sơn",
    },
    {"personal_id": "068052000777", "full_name": "Cil Ha Krong", "date_of_birth": "1952", "sex": "Nam"},
]
COMPANIES = [
    {
        "enterprise_code": CODE,
        "name": COMPANY,
        "name_short": "CAUDAT TEA",
        "generation": "new",
        "first_registered_on": "2015-07-09",
        "changed_on": "2023-03-24",
        "change_no": "4",
        "address": "Số 1 đường Mẫu, phường Xuân Trường - Đà Lạt, tỉnh Lâm Đồng",
        "representative_name": NAME,
        "representative_id": NUMBER,
        "industries": [{"code": "0127", "name": "Trồng cây chè"}],
    },
    {
        "enterprise_code": OLD_CODE,
        "name": OLD_COMPANY,
        "generation": "old",
        "charter_capital": "9000000000",
        "first_registered_on": "2009-01-05",
        "representative_name": "Lê Văn Mẫu",
    },
    {
        "enterprise_code": TWO_HEADED,
        "name": "CÔNG TY CỔ PHẦN HAI ĐẠI DIỆN MẪU",
        "generation": "old",
        "representatives": [{"name": "Lê Văn Một"}, {"name": "Phạm Thị Hai"}],
    },
]


BIRTH_NUMBER, FORM_NUMBER = "60/1990", "000123/LLTP"
PAPERS = {
    "khai-sinh.pdf": [
        {
            "type": "birth_certificate",
            "fields": {
                "number": BIRTH_NUMBER,
                "full_name": NAME.upper(),
                "date_of_birth": BORN,
                "sex": "Nữ",
                "ethnicity": "Cơ-ho",
                "personal_id": NUMBER,
                "mother_name": "Cil Yến",
                "mother_birth_year": "1965",
                "home_town": "xã Lạc Lâm, huyện Đơn Dương",
                "registered_on": "1990-03-01",
                "registered_at": "Ủy ban nhân dân xã Mẫu",
            },
        }
    ],
    "phieu.pdf": [
        {
            "type": "judicial_record",
            "fields": {
                "number": FORM_NUMBER,
                "form": "1",
                "full_name": NAME,
                "date_of_birth": BORN,
                "id": NUMBER,
                "convictions": "Không có án tích",
                "issued_on": "2025-03-04",
                "signer": "Lê Văn Mẫu",
            },
        }
    ],
}


def write_world(folder: Path) -> World:
    people, papers = folder / "people.json", folder / "papers.json"
    people.write_text(json.dumps({"people": PEOPLE, "companies": COMPANIES}, ensure_ascii=False), "utf-8")
    papers.write_text(json.dumps(PAPERS, ensure_ascii=False), "utf-8")
    return World(load=people, papers=papers, people=20, companies=5)


def person(number: str | None = NUMBER, name: str | None = NAME, born: str | None = BORN) -> Mention:
    return Mention(scan="s", document="d", role="holder", kind=SubjectKind.PERSON, id=number, full_name=name, born=born)


def company(code: str | None = CODE, name: str | None = COMPANY) -> Mention:
    return Mention(scan="s", document="d", role="company", kind=SubjectKind.COMPANY, id=code, full_name=name)


def paper(code: str, number: str | None, *, holder: str | None = NUMBER, born: str | None = BORN) -> Mention:
    return Mention(
        scan="s",
        document="d",
        role="paper",
        kind=SubjectKind.PAPER,
        id=number,
        full_name=NAME,
        born=born,
        paper=code,
        holder=holder,
    )


@dataclass(frozen=True)
class Case:
    """One connector, and mentions it knows, does not know, and must not be asked with."""

    name: str
    make: Callable[[Sandbox, AccessLog, Patience], Registry]
    known: Mention
    unknown: Mention
    refused: Mention


CASES = [
    Case(
        "population",
        lambda sandbox, log, patience: Population(sandbox.population, log, patience),
        person(),
        person("068190009999"),
        person(born=None),
    ),
    Case(
        "business",
        lambda sandbox, log, patience: Business(sandbox.platform, log, patience),
        company(),
        company("5800000181"),
        company("068190001234"),
    ),
    Case(
        "civil_status",
        lambda sandbox, log, patience: CivilStatus(sandbox.platform, log, patience),
        paper("KS", BIRTH_NUMBER),
        paper("KS", BIRTH_NUMBER, holder="068190009999"),
        paper("KS", BIRTH_NUMBER, born=None),
    ),
    Case(
        "judicial",
        lambda sandbox, log, patience: Judicial(sandbox.judicial, log, patience),
        paper("", FORM_NUMBER),
        paper("", "999999/LLTP"),
        paper("", None),
    ),
    Case(
        "national_store",
        lambda sandbox, log, patience: NationalStore(sandbox.platform, log, patience),
        paper("KQ.G15.000031", BIRTH_NUMBER),
        paper("KQ.G15.000031", "61/1990"),
        paper("KQ.G15.000031", BIRTH_NUMBER, holder=None),
    ),
]


def order(sandbox: Sandbox, kind: str, times: int = 1, seconds: float = 2.0, **more: Any) -> None:
    """Makes the sandbox's next answers go wrong."""
    fault = {"kind": kind, "times": times, "seconds": seconds} | more
    ADMIN.post(sandbox.url + FAULTS_PATH, json=fault).raise_for_status()
