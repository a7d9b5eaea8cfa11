"""A paper against the register it comes from: confirmed, different, taken back, not there."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from catalog import document_types
from domain.documents import Extraction, FieldValue
from domain.errors import Refused, SourceError
from domain.findings import HoldReason
from domain.subjects import Judgement, Link, Mention, RegistryRecord, SubjectKind
from linkage.confirm import confirms
from linkage.link import hold_reason
from linkage.papers import link_paper, paper_of
from linkage.reasons import message

NUMBER, NAME = "068190001234", "Nguyễn Thị Thúy Hằng"
FIELDS = {
    "number": "0123/LLTP", "full_name": NAME.upper(), "date_of_birth": "1990-02-03", "id": NUMBER,
    "convictions": "Không có án tích", "issued_on": "2025-03-04",
}  # fmt: skip
SAID = {"paper.number": "123/LLTP", "paper.issued_on": "2025-03-04", "paper.convictions": "không có án tích."}
FORM = document_types()["judicial_record"]
BIRTH = document_types()["birth_certificate"]


def a_paper(**changes: str | None) -> Extraction:
    fields = tuple(FieldValue(name=name, value=value) for name, value in (FIELDS | changes).items())
    return Extraction(scan="s", index=0, pages=(1,), type=FORM.code, type_confidence=1.0, fields=fields)


def a_person(judgement: Judgement = Judgement.SAME) -> Link:
    return Link(
        scan="s", document="s-1", role="holder", kind=SubjectKind.PERSON, registry="population", key=NUMBER, score=1.0,
        judgement=judgement, origin="MACHINE", explanation={}, reason="confirmed", seen="x",
    )  # fmt: skip


def a_record(**attributes: str) -> RegistryRecord:
    said = SAID | {f"paper.{name}": value for name, value in attributes.items()}
    return RegistryRecord(
        registry="judicial", key="123/LLTP", attributes=said, as_of=None, fetched_at=datetime(2026, 11, 2, tzinfo=UTC)
    )


def link(answer: RegistryRecord | Exception | None, paper: Extraction | None = None, **more: object) -> list[Link]:
    asked: list[Mention] = []

    def lookup(registry: str, mention: Mention) -> RegistryRecord | None:
        asked.append(mention)
        if isinstance(answer, Exception):
            raise answer
        return answer

    kind, read = more.get("kind", FORM), paper or a_paper()
    whole = paper_of(more.get("verified", read), read, kind, more.get("unsure", ()))
    links = list(link_paper(whole, more.get("links", [a_person()]), lookup))
    assert all((one.holder, one.kind) == (NUMBER, SubjectKind.PAPER) for one in asked)
    return links


def test_a_paper_its_register_knows_and_says_the_same_of_is_confirmed() -> None:
    (made,) = link(a_record())
    assert (made.judgement, made.reason, made.key) == (Judgement.SAME, "confirmed", "123/LLTP")
    assert made.explanation == dict.fromkeys(SAID, 1.0)
    assert hold_reason(made) is None


@pytest.mark.parametrize(
    ("name", "value"), [("convictions", "Đang chấp hành án"), ("issued_on", "2025-03-05"), ("number", "124/LLTP")]
)
def test_a_paper_its_register_says_otherwise_of_waits_for_a_person(name: str, value: str) -> None:
    (made,) = link(a_record(**{name: value}))
    assert (made.judgement, made.reason) == (Judgement.UNSURE, "paper_differs")
    assert made.explanation[f"paper.{name}"] == 0.0
    assert hold_reason(made) is HoldReason.UNSURE_LINK


@pytest.mark.parametrize("said", [{"revocation": "5/QĐ"}, {"revoked_on": "2026-01-15"}])
def test_a_paper_that_was_taken_back_is_the_one_meant_and_waits_for_a_person(said: dict[str, str]) -> None:
    (made,) = link(a_record(**said))
    assert (made.judgement, made.reason) == (Judgement.SAME, "revoked")
    assert hold_reason(made) is HoldReason.FINDING
    assert "thu hồi" in message(made)


def test_a_paper_unknown_to_a_whole_register_waits_and_to_a_partial_one_does_not() -> None:
    (made,) = link(None)
    assert (made.reason, hold_reason(made)) == ("paper_not_found", HoldReason.UNSURE_LINK)
    partial = replace(FORM, sources=tuple(replace(source, complete=False) for source in FORM.sources))
    (made,) = link(None, kind=partial)
    assert (made.reason, hold_reason(made)) == ("paper_unknown", None)


def test_a_register_that_is_away_holds_for_itself_and_one_that_refuses_for_a_person() -> None:
    (away,), (refused,) = link(SourceError("away")), link(Refused())
    assert (away.reason, hold_reason(away)) == ("registry_away", HoldReason.REGISTRY_AWAY)
    assert (refused.reason, hold_reason(refused)) == ("refused", HoldReason.UNSURE_LINK)


def test_nobody_is_asked_about_a_person_who_is_not_sure_or_a_paper_without_a_number() -> None:
    assert link(AssertionError(), links=[a_person(Judgement.UNSURE)]) == []
    assert link(AssertionError(), links=[]) == []
    assert link(AssertionError(), a_paper(number=None)) == []


def test_a_birth_is_asked_for_in_each_register_that_holds_it() -> None:
    links = link(None, kind=BIRTH)
    assert [(made.registry, made.reason) for made in links] == [
        ("civil_status", "paper_unknown"),
        ("national_store", "paper_unknown"),
    ]


def test_a_number_read_unsurely_is_asked_with_and_confirmed_letter_for_letter() -> None:
    unsure = {"number", "convictions"}
    (made,) = link(a_record(number="0123/LLTP"), verified=a_paper(number=None, convictions=None), unsure=unsure)
    assert made.reason == "confirmed"
    assert confirms(made, a_paper(), FORM, unsure) == ("number",)
    (made,) = link(None, verified=a_paper(number=None), unsure=unsure)
    assert (made.reason, hold_reason(made)) == ("paper_unknown", None), "the number is to be settled first"
