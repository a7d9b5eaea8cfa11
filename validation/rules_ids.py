"""Rules about identity numbers and enterprise codes: what their digits say by themselves and beside other fields."""

import re
from collections.abc import Iterator

from stdnum.vn import mst

from domain.documents import RoleSpec
from domain.findings import Severity
from validation.registry import Broken, Case, rule

PROVINCES = frozenset(
    re.findall(
        r"\d{3}",
        "001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 "
        "037 038 040 042 044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075 "
        "077 079 080 082 083 084 086 087 089 091 092 093 094 095 096",
    )
)
"""Where a birth was registered, first three of the 12 digits: 63 codes, which the merge of 2025 left as they were."""

SEXES = ("Nam", "Nữ")
SEX_OF = {"wife": "Nữ", "mother": "Nữ", "husband": "Nam", "father": "Nam"}
"""Sex that a role itself tells."""

PERSONAL_ID = 12
LETTER_LOST = re.compile(r"\d\d[01258]8\d{6}")
"""Ten digits of which the third may be the letter (O, I, Z, S, B) of a district."""
"""Digits of a personal identification number."""

SHAPES = re.compile(r"[0-9]{12}|[0-9]{9}|[A-Z][0-9]{7,8}")
"""Personal identification number, identity card before it (CMND), passport."""


def _persons(case: Case) -> Iterator[RoleSpec]:
    return (role for role in case.type.roles if role.kind == "person")


def _ids(case: Case) -> Iterator[tuple[str, str, RoleSpec | None]]:
    """Every identity number read: its field, its digits, and whose it is when a role says so."""
    owners = {role.id: role for role in _persons(case)}
    for spec in case.type.fields:
        number = case.value(spec.name)
        if number and (spec.name in owners or spec.kind in ("personal_id", "id")):
            yield spec.name, number, owners.get(spec.name)


def birth_year(personal_id: str) -> int:
    """Year of birth that the 12 digits tell: century from the fourth, year from the fifth and sixth."""
    return 1900 + int(personal_id[3]) // 2 * 100 + int(personal_id[4:6])


def sex(personal_id: str) -> str:
    """Sex that the fourth of the 12 digits tells."""
    return SEXES[int(personal_id[3]) % 2]


def _shape(number: str, label: str) -> Iterator[str]:
    if not SHAPES.fullmatch(number):
        yield f"“{label}” phải có 12 chữ số (căn cước), 9 chữ số (CMND cũ), hoặc là số hộ chiếu."
    elif len(number) == PERSONAL_ID and number[:3] not in PROVINCES:
        yield f"Ba số đầu của “{label}” không phải mã tỉnh nào."


def _against_holder(case: Case, role: RoleSpec, number: str) -> Iterator[str]:
    label = case.label(role.id)
    born = case.value(role.born)
    if role.born and born and born[:4] != str(birth_year(number)):
        yield f"Năm sinh trong “{label}” không khớp “{case.label(role.born)}”."
    said = case.saying(f"{role.name}.sex")
    if said and case.value(said.name) not in (None, sex(number)):
        yield f"Giới tính trong “{label}” không khớp “{said.label}”."
    if SEX_OF.get(role.name, sex(number)) != sex(number):
        yield f"Giới tính trong “{label}” không khớp vai trò của người này trên giấy."


@rule(Severity.WARNING)
def id_structure(case: Case) -> Iterator[Broken]:
    """An identity number has its shape, and 12 digits agree with the holder's sex and year of birth.

    Only a warning: since Law 26/2023 the coding of the digits is no longer promised by law.
    """
    for field, number, role in _ids(case):
        wrong = list(_shape(number, case.label(field)))
        if not wrong and role and len(number) == PERSONAL_ID:
            wrong = list(_against_holder(case, role, number))
        yield from (Broken(field, message) for message in wrong)


@rule(Severity.ERROR)
def enterprise_code_check(case: Case) -> Iterator[Broken]:
    """An enterprise code (10 digits, or 13 for a branch) has its right check digit; so has a household business's
    that looks like one whose letter was read as a digit (2518… for 25I8…)."""
    companies = {role.id for role in case.type.roles if role.kind == "company"}
    for spec in case.type.fields:
        code = case.value(spec.name) or ""
        checked = spec.name in companies or spec.kind == "enterprise_code"
        household = spec.kind == "business_code" and LETTER_LOST.fullmatch(code) is not None
        if code and (checked or household) and not mst.is_valid(code):
            yield Broken(spec.name, f"“{spec.label}” sai số kiểm tra: có chữ số đọc nhầm hoặc in sai.")
