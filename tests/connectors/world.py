"""Invented people and companies for the sandbox, and how each connector asks about one of them."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import httpx

from connectors.base import AccessLog, Patience, Registry
from connectors.business import Business
from connectors.population import Population
from connectors.sandbox import FAULTS_PATH
from connectors.sandbox.process import Sandbox
from domain.subjects import Mention, SubjectKind

QUICK = Patience(connect=5.0, read=10.0, attempts=3, pause=0.01, pause_limit=0.02)
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


def write_world(folder: Path) -> Path:
    path = folder / "people.json"
    path.write_text(json.dumps({"people": PEOPLE, "companies": COMPANIES}, ensure_ascii=False), "utf-8")
    return path


def person(number: str | None = NUMBER, name: str | None = NAME, born: str | None = BORN) -> Mention:
    return Mention(scan="s", document="d", role="holder", kind=SubjectKind.PERSON, id=number, full_name=name, born=born)


def company(code: str | None = CODE, name: str | None = COMPANY) -> Mention:
    return Mention(scan="s", document="d", role="company", kind=SubjectKind.COMPANY, id=code, full_name=name)


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
        lambda sandbox, log, patience: Business(sandbox.business, log, patience),
        company(),
        company("5800000181"),
        company("068190001234"),
    ),
]


def order(sandbox: Sandbox, kind: str, times: int = 1, seconds: float = 2.0) -> None:
    """Makes the sandbox's next answers go wrong."""
    fault = {"kind": kind, "times": times, "seconds": seconds}
    ADMIN.post(sandbox.url + FAULTS_PATH, json=fault).raise_for_status()
