from dataclasses import replace
from pathlib import Path

import pytest

from catalog import document_types
from domain.documents import Origin, RoleSpec
from domain.findings import Severity
from domain.scans import Code
from tests.validation import evidence
from tests.validation.make import COMPANY, TODAY, case, document, paper, spec, value
from validation.cards import check_digit
from validation.registry import Case, rule
from validation.rules import RULES, RuleError, check

NEEDED = paper(spec("full_name", required=True), "sex", rules=("required",))
BIRTH = spec("date_of_birth", anchors=("ngay thang nam sinh", "ngay sinh"))
MOTHER = spec("mother_birth_year", anchors=("nam sinh", "ngay thang nam sinh"))
WIFE = RoleSpec(name="wife", kind="person", id="wife_id", full_name="wife_name")
INSURED = paper("number", "full_name", "address")
REGISTERED = spec("registered_on", anchors=("ngay dang ky",))
WORDS = "Ngày, tháng, năm sinh: 12/03/1995 Ghi bằng chữ: Ngày mười hai tháng ba năm một nghìn chín trăm chín mươi lăm"

CARD = paper("personal_id", "full_name", "date_of_birth", "sex", "residence", "issued_on", "expires_on")
FACE = {
    "personal_id": "068095001234",
    "full_name": "TRẦN VĂN MẪU",
    "date_of_birth": "1995-03-12",
    "sex": "Nam",
    "residence": "Số 1 Phố Thử, Phường 1, Đà Lạt, Lâm Đồng",
    "issued_on": "2021-03-15",
    "expires_on": "2035-03-12",
}
QR = "068095001234|250000123|Trần Văn Mẫu|12031995|Nam|Số 1 Phố Thử, Phường 1, Đà Lạt, Lâm Đồng|15032021"


def zone(born: str = "950312", number: str = "068095001234") -> str:
    head = f"IDVNM{number[3:]}{check_digit(number[3:])}{number}<<{check_digit(number)}"
    tail = f"{born}{check_digit(born)}M350312{check_digit('350312')}VNM" + "<" * 11
    whole = check_digit(head[5:] + tail[:7] + tail[8:15] + tail[18:29])
    return f"{head}\n{tail}{whole}\n" + "TRAN<<VAN<MAU".ljust(30, "<")


def card(qr: str | None = None, mrz: str | None = None, **changes: str | None) -> Case:
    codes = [Code(kind=kind, text=text, page=1) for kind, text in (("qr", qr), ("mrz", mrz)) if text]
    return case(type=CARD, codes=tuple(codes), **(FACE | changes))


def household(code: str) -> Case:
    return case(type=paper(spec("business_code", kind="business_code")), business_code=code)


def company(code: str) -> Case:
    return case(type=paper("enterprise_code", roles=(COMPANY,)), enterprise_code=code)


def born(said: str, text: str = WORDS) -> Case:
    declared = paper(BIRTH, MOTHER, REGISTERED)
    return case(type=declared, text=text, date_of_birth=said, mother_birth_year="1970", registered_on="1995-04-01")


BREAKING: dict[str, list[Case]] = {
    **evidence.BREAKING,
    "required": [
        case(type=NEEDED, full_name=None),
        case(type=NEEDED),
        case(value("full_name", None, raw="??"), type=NEEDED),
    ],
    "not_found": [case(sex=None), case(type=paper("sex")), case(type=paper(spec("sex", required=True)))],
    "id_structure": [
        case(personal_id="12345"),
        case(personal_id="003095001234"),
        case(personal_id="068095001234", sex="Nữ"),
        case(personal_id="068095001234", date_of_birth="1996-03-12"),
        case(personal_id="068095001234", date_of_birth="1996"),
        case(id="1234567890"),
        case(wife_id="068095001234", type=paper(spec("wife_id", kind="id"), roles=(WIFE,))),
    ],
    "enterprise_code_check": [
        company("0100233489"),
        company("01002334"),
        company("0309129418000"),
        household("2518675746"),
    ],
    "dates_real": [
        case(registered_on="2023-02-29"),
        case(registered_on="2026-11-24"),
        case(date_of_birth="2027"),
        case(date_of_birth="1850-01-01"),
        case(value("issued_on", None, raw="31/02/1990")),
        case(value("issued_on", None, raw="ngày 31 tháng 4 năm 2020")),
        case(expires_on="2030-02-30"),
    ],
    "dates_in_order": [
        case(date_of_birth="2001-02-03", registered_on="2001-02-02"),
        case(date_of_birth="2002", registered_on="2001-02-02"),
        case(issued_on="2021-01-01", expires_on="2020-01-01"),
        case(first_registered_on="2021-01-01", changed_on="2020-01-01"),
        case(
            wife_date_of_birth="1999-01-01",
            type=paper(spec("wife_date_of_birth", kind="date"), "registered_on"),
            registered_on="1998-01-01",
        ),
        case(declarant_id_issued_on="2021-01-02", registered_on="2021-01-01"),
        case(mother_birth_year="2001", date_of_birth="2000-01-01"),
        case(mother_birth_year="1990", date_of_birth="2000-01-01"),
    ],
    "date_in_words": [
        born("1995-03-13"),
        born("1995-08-12"),
        born("1965-03-12"),
        born("1995-03-13", WORDS.replace("12/03", "13/03").replace("nam sinh", "narn slnh")),
    ],
    "qr_against_print": [
        card(QR, personal_id="068095001235"),
        card(QR, full_name="TRẦN VĂN MẬN"),
        card(QR, date_of_birth="1995-12-03"),
        card(QR, sex="Nữ"),
        card(QR, residence="Thôn Khác, Xã Xa, Huyện Nọ, Cà Mau"),
        card(QR, issued_on="2021-03-16"),
        case(
            value("number", "DN4790123456789", origin=Origin.CODE, notes=("print:DN4790123456780",)),
            type=INSURED,
            codes=(Code(kind="qr", text="DN4790123456789|…", page=1),),
        ),
        case(
            value("personal_id", "068095001234", origin=Origin.CODE, notes=("print:068095001284",)),
            type=CARD,
            codes=(Code(kind="qr", text=QR, page=1),),
        ),
    ],
    "mrz_check": [
        card(mrz=zone().replace("950312", "950313", 1)),
        card(mrz=zone().replace("068095001234", "068095001284", 1)),
        card(mrz=zone()[:-32] + str((int(zone()[-32]) + 1) % 10) + zone()[-31:]),
        card(mrz=zone(), date_of_birth="1995-03-13"),
        card(mrz=zone(), sex="Nữ"),
        card(mrz=zone(), full_name="TRẦN VĂN MẬN"),
        card(mrz=zone(), expires_on="2036-03-12"),
        card(mrz=zone(number="068095001235")),
    ],
}

PASSING: dict[str, list[Case]] = {
    **evidence.PASSING,
    "required": [case(type=NEEDED, full_name="TRẦN VĂN MẪU")],
    "not_found": [case(sex="Nam"), case(type=NEEDED, sex="Nam")],
    "id_structure": [
        case(personal_id="068095001234", sex="Nam", date_of_birth="1995-03-12"),
        case(personal_id="068301001234", sex="Nữ", date_of_birth="2001"),
        case(id="250123456"),
        case(id="C1234567"),
        case(wife_id="068195001234", type=paper(spec("wife_id", kind="id"), roles=(WIFE,))),
        case(personal_id=None),
    ],
    "enterprise_code_check": [
        company("0100233488"),
        company("0314409058002"),
        household("25I8675746"),
        household("0100233488"),
        household("068095001234"),
    ],
    "dates_real": [
        case(registered_on="2024-02-29", date_of_birth="1960"),
        case(registered_on="2026-11-23", expires_on="2040-01-01"),
        case(expires_on="Không thời hạn"),
        case(value("issued_on", None, raw="tháng 2")),
    ],
    "dates_in_order": [
        case(date_of_birth="2001-02-03", registered_on="2001-02-03", expires_on="Không thời hạn"),
        case(date_of_birth="2001", registered_on="2001-02-03"),
        case(date_of_birth="2024-02-03", declarant_id_issued_on="2021-01-01", registered_on="2024-03-01"),
        case(mother_birth_year="1980", date_of_birth="2000-01-01"),
        case(representative_date_of_birth="2000-01-01", first_registered_on="1999-01-01", changed_on="2024-01-01"),
    ],
    "date_in_words": [
        born("1995-03-12"),
        born("1995-03-12", WORDS.replace("mười hai tháng", "muời hái thảng")),
        born("1995-03-13", "Ngày, tháng, năm sinh: 13/03/1995"),
        born("1995-03-13", "Ngày, tháng, năm sinh: 13/03/1995 Ghi bằng chữ: Ngày mười hai tháng"),
    ],
    "qr_against_print": [
        card(QR),
        card(),
        card(QR, full_name="TRẤN VĂN MẨU"),
        card(QR, residence="Số 1 Phố Thử, Phường 1 Đà Lat, Lâm Đông"),
        card(QR.replace("250000123", "")),
        card(QR.replace("250000123|", "")),
        card("https://example.vn/x|y"),
        case(
            value("personal_id", "068095001234", origin=Origin.CODE),
            type=CARD,
            codes=(Code(kind="qr", text=QR, page=1),),
        ),
    ],
    "mrz_check": [
        card(mrz=zone()),
        card(mrz=zone().replace("\n", "")),
        card(),
        card(mrz="IDVNM<<"),
        card(mrz=zone(), expires_on="Không thời hạn"),
    ],
}


def broken(name: str, given: Case) -> list[str | None]:
    return [found.field for found in RULES[name].check(given)]


@pytest.mark.parametrize("name", sorted(RULES))
def test_every_rule_is_documented_and_has_cases_that_break_it_and_that_pass(name: str) -> None:
    assert RULES[name].check.__doc__
    assert BREAKING[name]
    assert PASSING[name]


@pytest.mark.parametrize(("name", "given"), [(name, given) for name, cases in BREAKING.items() for given in cases])
def test_a_rule_finds_what_is_wrong(name: str, given: Case) -> None:
    assert broken(name, given)


@pytest.mark.parametrize(("name", "given"), [(name, given) for name, cases in PASSING.items() for given in cases])
def test_a_rule_is_silent_on_what_is_right(name: str, given: Case) -> None:
    assert broken(name, given) == []


@pytest.mark.parametrize(("name", "given"), [(name, given) for name, cases in BREAKING.items() for given in cases])
def test_a_message_names_the_label_and_never_the_value(name: str, given: Case) -> None:
    for found in RULES[name].check(given):
        assert found.field is None or f"Nhãn {found.field}" in found.message
        assert not any(read.value and read.value in found.message for read in given.extraction.fields)


def test_the_cases_break_the_fields_they_mean() -> None:
    assert broken("qr_against_print", card(QR, sex="Nữ")) == ["sex"]
    assert broken("mrz_check", card(mrz=zone(), sex="Nữ")) == ["sex"]
    assert set(broken("mrz_check", card(mrz=zone().replace("950312", "950313", 1)))) == {"date_of_birth", "personal_id"}
    assert broken("date_in_words", born("1995-03-13")) == ["date_of_birth"]
    assert broken("dates_in_order", case(mother_birth_year="1990", date_of_birth="2000-01-01")) == [
        "mother_birth_year",
        "date_of_birth",
    ]


def test_severities_are_as_the_officer_needs_them() -> None:
    warnings = {name for name, found in RULES.items() if found.severity is Severity.WARNING}
    noticed = {"signature_unverified", "text_layer", "page_unread", "handwritten", "under_stamp", "read_otherwise"}
    noticed |= {"print_unread_beside"}
    assert warnings == {"not_found", "id_structure"} | noticed


def test_a_paper_of_no_known_type_is_still_asked_about_its_signature() -> None:
    found = check(evidence.signed("tampered").extraction, None, TODAY)
    assert [(one.rule, one.field) for one in found] == [("signature_broken", None)]


def test_an_unknown_rule_in_a_type_is_refused_with_what_there_is() -> None:
    with pytest.raises(RuleError, match=r"no_such_rule.*date_in_words"):
        check(document(), paper("sex", rules=("no_such_rule",)), TODAY)


def test_only_the_rules_a_type_names_are_asked_and_what_is_not_found_always() -> None:
    read = document(registered_on="2999-01-01", sex=None)
    assert {found.rule for found in check(read, paper("registered_on", "sex"), TODAY)} == {"not_found"}
    strict = paper("registered_on", "sex", rules=("dates_real",))
    assert [(found.rule, found.severity) for found in check(read, strict, TODAY)] == [
        ("dates_real", Severity.ERROR),
        ("not_found", Severity.WARNING),
    ]


def test_a_missing_required_field_is_said_once() -> None:
    assert [(found.rule, found.field) for found in check(document(sex="Nam"), NEEDED, TODAY)] == [
        ("required", "full_name")
    ]


def test_a_paper_without_a_known_type_has_no_findings() -> None:
    assert check(document(), None, TODAY) == ()


def test_two_rules_may_not_share_a_name() -> None:
    with pytest.raises(ValueError, match="required"):
        rule(Severity.ERROR)(RULES["required"].check)


@pytest.mark.parametrize("code", sorted(document_types()))
def test_every_type_of_the_catalog_names_rules_that_exist_and_an_empty_paper_breaks_none_but_presence(
    code: str,
) -> None:
    empty = replace(document(), type=code)
    assert {found.rule for found in check(empty, document_types()[code], TODAY)} <= {"required", "not_found"}


def test_every_rule_stands_in_the_how_to_with_its_severity() -> None:
    written = (Path(__file__).parents[2] / "docs/how-to/add-a-rule.md").read_text("utf-8")
    for name, known in RULES.items():
        assert f"| `{name}` | {known.severity.value} |" in written
