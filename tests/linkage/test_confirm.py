"""A registry's answer confirms what was read unsurely only where it says letter for letter the same."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from catalog import document_types
from domain.documents import Extraction, FieldValue
from domain.subjects import Judgement, Link, RegistryRecord, SubjectKind
from linkage.confirm import NOTE, asking, confirmed, confirms, premature

TYPE = document_types()["birth_certificate"]
NOW = datetime(2026, 11, 2, tzinfo=UTC)
UNSURE = {"full_name", "mother_name", "home_town"}
READ = {
    "full_name": "MẪU THỊ HẠNH",
    "mother_name": "MẪU THỊ Á",
    "home_town": "xã Đạ Đờn",
    "personal_id": "068319000001",
}


def a_paper(*sure: str, **values: str) -> Extraction:
    said = READ | values
    fields = tuple(
        FieldValue(name=spec.name, value=said.get(spec.name), accepted=spec.name in sure) for spec in TYPE.fields
    )
    return Extraction(scan="s" * 64, index=0, pages=(1,), type=TYPE.code, type_confidence=1.0, fields=fields)


def verified(paper: Extraction) -> Extraction:
    return paper.with_fields(tuple(f if f.accepted else replace(f, value=None) for f in paper.fields))


def a_link(judgement: Judgement = Judgement.SAME, **attributes: str) -> Link:
    said = {"full_name": "Mẫu Thị Hạnh", "mother_name": "Mẫu Thị À", "home_town": "xã Đạ Đờn"} | attributes
    record = RegistryRecord(registry="population", key="068319000001", attributes=said, as_of=NOW, fetched_at=NOW)
    return Link(
        scan="s" * 64, document=a_paper().document, role="holder", kind=SubjectKind.PERSON, registry="population",
        key=record.key, score=1.0, judgement=judgement, origin="MACHINE", explanation={}, reason="confirmed", seen="x",
        record=record,
    )  # fmt: skip


def test_what_the_registry_gives_letter_for_letter_is_confirmed_and_a_mark_apart_is_not() -> None:
    assert confirms(a_link(), a_paper("personal_id"), TYPE, UNSURE) == ("full_name", "home_town")


@pytest.mark.parametrize("judgement", [Judgement.UNSURE, Judgement.DIFFERENT])
def test_a_link_that_is_not_sure_confirms_nothing(judgement: Judgement) -> None:
    assert confirms(a_link(judgement), a_paper("personal_id"), TYPE, UNSURE) == ()


def test_the_number_itself_is_never_confirmed() -> None:
    assert "personal_id" not in confirms(a_link(personal_id=READ["personal_id"]), a_paper(), TYPE, {"personal_id"})


def test_only_who_has_a_sure_number_is_asked_about_with_an_unsure_name() -> None:
    unsure, sure = a_paper(), a_paper("personal_id")
    assert asking(verified(unsure), unsure, TYPE, UNSURE).value("full_name") is None
    assert asking(verified(sure), sure, TYPE, UNSURE).value("full_name") == READ["full_name"]
    assert asking(verified(sure), sure, TYPE, set()).value("full_name") is None


def test_a_confirmed_field_says_by_whom() -> None:
    paper = a_paper("personal_id")
    link = replace(a_link(), confirms=("full_name",))
    field = next(f for f in confirmed(verified(paper), paper, [link]).fields if f.name == "full_name")
    assert (field.value, field.accepted, field.notes) == (READ["full_name"], True, (f"{NOTE}population",))
    other = confirmed(verified(paper), paper, [link])
    assert other.value("mother_name") is None


def test_a_link_is_judged_by_a_person_only_once_the_name_is_settled() -> None:
    assert premature(a_link(Judgement.UNSURE), TYPE, UNSURE)
    assert not premature(a_link(Judgement.UNSURE), TYPE, {"home_town"})
    assert not premature(a_link(), TYPE, UNSURE)
