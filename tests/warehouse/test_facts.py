"""What becomes a fact, of whom, and on whose word."""

from dataclasses import replace

from domain.documents import Origin
from domain.facts import Fact, Status
from domain.subjects import Judgement, Link, SubjectKind
from tests import papers
from tests.papers import NUMBER, birth, birth_type, link, record, value
from warehouse.facts import facts_of, unverified


def said(*links: Link, paper: object = None, **named: object) -> dict[tuple[str, str, Origin], Fact]:
    facts = facts_of(paper or birth(), birth_type(), links, **named)
    return {(fact.subject.value, fact.attribute, fact.origin): fact for fact in facts}


def test_a_settled_role_gives_facts_about_its_subject() -> None:
    fact = said(link(birth()))[NUMBER, "home_town", Origin.OCR]
    assert (fact.subject.kind, fact.subject.scheme) == (SubjectKind.PERSON, "personal_id")
    assert (fact.value, fact.status, fact.valid_from) == ("Xã Đạ Tẻh, Lâm Đồng", Status.PRESENT, "2016-05-04")


def test_a_fact_points_to_its_place_on_the_page() -> None:
    found = said(link(birth()))[NUMBER, "home_town", Origin.OCR].evidence
    assert (found.scan, found.document) == (birth().scan, birth().document)
    assert (found.page, found.box, found.raw, found.confidence) == (1, (10, 20, 300, 60), "Xã Đạ Tẻh, Lâm Đồng", 0.9991)


def test_without_a_link_only_the_paper_itself_is_spoken_of() -> None:
    assert {(key[0], key[1]) for key in said()} == {(birth().document, "number"), (birth().document, "registered_on")}


def test_a_link_that_is_not_the_same_gives_nothing() -> None:
    for judgement in (Judgement.UNSURE, Judgement.DIFFERENT):
        assert said(link(birth(), judgement=judgement, answer=record())) == said()


def test_a_link_without_a_registry_key_gives_nothing() -> None:
    assert said(replace(link(birth()), key=None)) == said()


def test_an_officers_link_counts_like_a_machines() -> None:
    assert said(link(birth(), origin="HUMAN")) == said(link(birth()))


def test_facts_of_one_role_are_never_anothers() -> None:
    mother = replace(link(birth(), "mother"), key="001160000021")
    assert {key[:2] for key in said(mother)} == {key[:2] for key in said()} | {("001160000021", "personal_id")}


def test_a_value_that_was_not_accepted_is_no_fact() -> None:
    paper = birth(value("home_town", "Xã Đạ Tẻh", accepted=False))
    assert (NUMBER, "home_town", Origin.OCR) not in said(link(paper), paper=paper)


def test_an_officers_value_carries_who_decided() -> None:
    paper = birth(value("home_town", "Xã Đạ Tẻh", origin=Origin.HUMAN))
    facts = said(link(paper), paper=paper, reviewer="cb-014")
    assert facts[NUMBER, "home_town", Origin.HUMAN].evidence.reviewer == "cb-014"
    assert facts[NUMBER, "full_name", Origin.OCR].evidence.reviewer is None


def test_what_an_officer_emptied_is_known_to_be_unknown_and_what_nobody_read_is_nothing() -> None:
    paper = birth(value("home_town", None, origin=Origin.HUMAN), value("ethnicity", None))
    facts = said(link(paper), paper=paper)
    assert facts[NUMBER, "home_town", Origin.HUMAN].status is Status.UNKNOWN
    assert not any(attribute == "ethnicity" for _, attribute, _ in facts)


def test_the_registrys_answer_gives_facts_with_its_own_date() -> None:
    fact = said(link(birth(), answer=record()))[NUMBER, "residence", Origin.REGISTRY]
    assert (fact.evidence.registry, fact.evidence.registry_as_of) == ("population", papers.AS_OF)
    assert fact.evidence.document is None
    assert fact.valid_from == "2026-11-20"  # midnight in Vietnam


def test_a_registry_without_a_date_of_its_data_is_dated_by_the_asking() -> None:
    fact = said(link(birth(), answer=record(as_of=None)))[NUMBER, "residence", Origin.REGISTRY]
    assert (fact.evidence.registry_as_of, fact.valid_from) == (None, "2026-11-20")


def test_what_the_registry_leaves_empty_is_no_fact() -> None:
    assert (NUMBER, "residence", Origin.REGISTRY) not in said(link(birth(), answer=record(residence="")))


def test_a_nine_digit_key_is_an_old_number_and_a_companys_a_code() -> None:
    old = said(replace(link(birth()), key="250123456"))["250123456", "home_town", Origin.OCR]
    assert old.subject.scheme == "old_id"
    assert {fact.subject.scheme for fact in papers.company().facts} == {"enterprise_code"}


def test_what_waits_is_named_by_role_and_attribute_and_never_by_value() -> None:
    held = replace(value("home_town", None, accepted=False), raw="Xa Da Teh")
    paper = birth(held, value("mother_name", "ĐỖ THỊ LUA", accepted=False), value("ethnicity", None, accepted=False))
    assert unverified(paper, birth_type()) == ["holder.home_town", "holder.mother_name"]


def test_facts_are_the_same_whenever_they_are_asked() -> None:
    assert (
        facts_of(birth(), birth_type(), [link(birth(), answer=record())])
        == papers.document(birth(), link(birth(), answer=record())).facts
    )
