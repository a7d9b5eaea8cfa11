from dataclasses import replace

import pytest

from catalog import document_types
from domain.documents import Extraction, FieldValue
from domain.subjects import SubjectKind
from linkage.mentions import mentions
from tests.linkage.cases import BORN, CODE, COMPANY, NAME, NUMBER


def paper(code: str, **values: str | None) -> Extraction:
    fields = tuple(FieldValue(name=name, raw=value, value=value) for name, value in values.items())
    return Extraction(scan="s" * 64, index=0, pages=(1,), type=code, type_confidence=1.0, fields=fields)


def of(code: str, **values: str | None):
    return mentions(paper(code, **values), document_types()[code])


def test_each_role_is_a_mention_with_its_own_number_name_and_birth_date() -> None:
    wife, husband = of(
        "marriage_certificate",
        wife_id=NUMBER,
        wife_name=NAME,
        wife_date_of_birth=BORN,
        husband_name="Trần Văn Sơn",
        husband_date_of_birth="1988",
    )
    assert (wife.role, wife.id, wife.full_name, wife.born) == ("wife", NUMBER, NAME, BORN)
    assert (husband.role, husband.id, husband.born) == ("husband", None, "1988")


def test_a_company_and_its_representative_are_two_subjects() -> None:
    company, representative = of(
        "enterprise_registration",
        enterprise_code=CODE,
        name=COMPANY,
        representative_id=NUMBER,
        representative_name=NAME,
        representative_sex="Nữ",
    )
    assert (company.kind, company.id, company.sex) == (SubjectKind.COMPANY, CODE, None)
    assert (representative.kind, representative.id, representative.sex) == (SubjectKind.PERSON, NUMBER, "Nữ")


def test_a_household_business_with_its_owners_number_is_another_subject() -> None:
    business, owner = of(
        "household_business_registration", business_code=NUMBER, name="HKD Mẫu", owner_id=NUMBER, owner_name=NAME
    )
    assert (business.kind, owner.kind) == (SubjectKind.COMPANY, SubjectKind.PERSON)


def test_a_role_of_which_the_paper_says_nothing_is_no_mention() -> None:
    assert of("birth_certificate", declarant_name=None, declarant_id="") == ()


def test_a_name_without_a_number_is_a_mention_still() -> None:
    (holder,) = of("citizen_id_card", full_name=NAME)
    assert holder.id is None


def test_a_mention_says_whether_its_type_demands_the_number() -> None:
    (card,) = of("citizen_id_card", full_name=NAME)
    (birth,) = of("birth_certificate", full_name=NAME)
    assert (card.id_required, birth.id_required) == (True, False)


@pytest.mark.parametrize("code", sorted(document_types()))
def test_every_declared_type_can_be_asked_for_its_mentions(code: str) -> None:
    spec = document_types()[code]
    everything = {field.name: "1" for field in spec.fields}
    assert [mention.role for mention in of(code, **everything)] == [role.name for role in spec.roles]


def test_a_mention_stands_by_the_document_it_is_in() -> None:
    second = replace(paper("citizen_id_card", full_name=NAME), index=1, pages=(3, 4))
    (mention,) = mentions(second, document_types()["citizen_id_card"])
    assert (mention.scan, mention.document) == (second.scan, second.document)
