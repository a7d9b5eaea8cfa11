from dataclasses import replace
from datetime import UTC, datetime

import pytest

from domain.errors import Refused
from domain.findings import Decision, HoldReason
from domain.subjects import Judgement, Link, Mention, RegistryRecord
from linkage.judgements import MACHINE, RULES_VERSION, shares, void
from linkage.link import PATIENCE, hold_reason, link_all
from tests.linkage.cases import (
    AWAY,
    BORN,
    CODE,
    NAME,
    NUMBER,
    SEEN,
    Registry,
    company,
    decision,
    enterprise,
    known,
    person,
)


def link(mention: Mention, answer: RegistryRecord | type[Exception] | None, *decisions: Decision) -> Link:
    (only,) = link_all([mention], Registry(answer), seen=SEEN, decisions=decisions)
    return only


def test_number_name_and_birth_date_that_agree_are_the_same_person() -> None:
    made = link(person(sex="Nữ"), known())
    assert (made.judgement, made.reason, made.key, made.origin) == (Judgement.SAME, "confirmed", NUMBER, "MACHINE")
    assert made.explanation == {"id": 1.0, "name": 1.0, "birth_date": 1.0, "sex": 1.0}
    assert made.score == 1.0
    assert made.record == known()
    assert hold_reason(made) is None


@pytest.mark.parametrize("name", ["NGUYỄN THỊ THUÝ HẰNG", "Nguyễn  Thị Thúy Hằng "])
def test_case_spaces_and_tone_placement_do_not_make_another_name(name: str) -> None:
    assert link(person(name=name), known()).judgement is Judgement.SAME


@pytest.mark.parametrize(
    ("said", "registered"), [("1990", BORN), (BORN, "1990"), ("1990", "1990")], ids=["paper", "registry", "both"]
)
def test_a_birth_known_by_its_year_confirms_by_the_year(said: str, registered: str) -> None:
    made = link(person(born=said), known(date_of_birth=registered))
    assert (made.judgement, made.explanation["birth_year"]) == (Judgement.SAME, 1.0)


@pytest.mark.parametrize(
    ("mention", "record", "reason"),
    [
        pytest.param(
            person(name="Trần Văn Sơn", born="1988-05-06"), known(), "name_differs", id="number of the spouse"
        ),
        pytest.param(person(name="Nguyễn Thị Thúy Hà"), known(), "name_differs", id="twin with the other's number"),
        pytest.param(person(name="Nguyễn Thị Thúy Hăng"), known(), "name_differs", id="one mark misread"),
        pytest.param(person(name="Nguyễn Thị Thúy Hang"), known(), "name_differs", id="mark lost"),
        pytest.param(person(name="Nguyễn Thúy Hằng"), known(), "name_differs", id="middle name missing"),
        pytest.param(person(born="1990-03-02"), known(), "birth_differs", id="day and month swapped"),
        pytest.param(person(born="1991"), known(), "birth_differs", id="another year"),
        pytest.param(person(sex="Nam"), known(), "sex_differs", id="another sex"),
        pytest.param(person("068190001235"), known(), "id_differs", id="registry answered about another number"),
        pytest.param(person(), known(date_of_birth=""), "birth_differs", id="registry knows no birth date"),
        pytest.param(person(), known(full_name=""), "name_differs", id="registry knows no name"),
    ],
)
def test_what_disagrees_is_unsure_and_waits_for_a_person(mention: Mention, record: RegistryRecord, reason: str) -> None:
    made = link(mention, record)
    assert (made.judgement, made.reason) == (Judgement.UNSURE, reason)
    assert hold_reason(made) is HoldReason.UNSURE_LINK
    assert made.score < 1.0 or "birth_date" not in made.explanation or "name" not in made.explanation


def test_a_near_name_scores_higher_than_another_persons() -> None:
    near, far = (link(person(name=name), known()).score for name in ("Nguyễn Thị Thúy Hăng", "Lê Ba"))
    assert 0.9 < near < 1.0
    assert far < 0.7


def test_an_old_number_is_confirmed_and_linked_under_the_new_one() -> None:
    made = link(person("250123456"), known(old_id="250123456"))
    assert (made.judgement, made.key) == (Judgement.SAME, NUMBER)


def test_a_number_the_registry_does_not_know_is_unsure() -> None:
    made = link(person(), None)
    assert (made.judgement, made.reason, made.key, made.score) == (Judgement.UNSURE, "not_found", None, 0.0)


def test_a_registry_that_is_away_holds_for_the_registry_and_not_for_a_person() -> None:
    made = link(person(), AWAY)
    assert (made.judgement, made.reason) == (Judgement.UNSURE, "registry_away")
    assert hold_reason(made) is HoldReason.REGISTRY_AWAY


def test_a_refusal_is_data() -> None:
    assert link(person(), Refused).reason == "refused"


def test_a_registry_that_stays_away_is_not_asked_for_every_paper_of_a_batch() -> None:
    registry = Registry(AWAY)
    people = [person(f"0681900012{n:02d}") for n in range(20)]
    links = link_all([*people, company()], registry, seen=SEEN)
    assert {made.reason for made in links} == {"registry_away"}
    assert len(registry.asked) == PATIENCE + 1


def test_one_question_of_one_dossier_is_asked_once_and_of_two_dossiers_twice() -> None:
    registry = Registry(known())
    mentions = [person(), person(role="declarant"), person(scan="another")]
    links = link_all(mentions, registry, seen=SEEN)
    assert len(registry.asked) == 2
    assert [made.role for made in links] == ["holder", "declarant", "holder"]


@pytest.mark.parametrize(
    "mention", [person(born=None), person(name=None), person("12345"), company(name=None), company("0100233480")]
)
def test_a_registry_is_never_asked_with_less_than_it_needs(mention: Mention) -> None:
    registry = Registry(known())
    (made,) = link_all([mention], registry, seen=SEEN)
    assert (made.judgement, made.reason, registry.asked) == (Judgement.UNSURE, "not_asked", [])


def test_without_a_number_there_is_no_link_unless_the_paper_must_print_one() -> None:
    assert link_all([person(None)], Registry(known()), seen=SEEN) == ()
    made = link(person(None, id_required=True), known())
    assert (made.reason, hold_reason(made)) == ("no_id", HoldReason.UNSURE_LINK)


def test_a_company_is_confirmed_by_code_and_name_however_it_is_abbreviated() -> None:
    made = link(company(name="Công ty Trách nhiệm hữu hạn Chè Cầu Đất Mẫu"), enterprise())
    assert (made.judgement, made.key, made.registry) == (Judgement.SAME, CODE, "business")


def test_a_company_of_another_legal_form_is_unsure() -> None:
    assert link(company(name="CÔNG TY CP CHÈ CẦU ĐẤT MẪU"), enterprise()).reason == "name_differs"


def test_the_number_of_a_household_business_is_never_its_owners() -> None:
    made = link(company(code=NUMBER, name=NAME), known())
    assert (made.judgement, made.kind, made.record) == (Judgement.UNSURE, "company", None)


def test_a_person_who_decides_wins_over_the_machine() -> None:
    unsure = link(person(name="Nguyễn Thị Thúy Hăng"), known())
    made = link(person(name="Nguyễn Thị Thúy Hăng"), known(), decision(unsure.seen, "SAME"))
    assert (made.judgement, made.origin, made.reason, made.key) == (Judgement.SAME, "HUMAN", "decided", NUMBER)
    confirmed = link(person(), known())
    assert link(person(), known(), decision(confirmed.seen, "DIFFERENT")).judgement is Judgement.DIFFERENT


def test_a_link_says_who_judged_it_and_by_which_rules() -> None:
    by_machine = link(person(), known())
    assert (by_machine.who, by_machine.model) == (MACHINE, RULES_VERSION)
    said = decision(by_machine.seen, "DIFFERENT")
    by_person = link(person(), known(), said)
    assert (by_person.who, by_person.model) == (said.reviewer, "")


def test_agreements_are_drawn_as_signed_parts_of_one() -> None:
    parts = shares({"id": 1.0, "name": 0.5, "sex": 0.0})
    assert parts == {"id": 0.5, "name": 0.0, "sex": -0.5}
    assert shares({}) == {}


def test_the_last_decision_counts() -> None:
    unsure = link(person(), None)
    words = decision(unsure.seen, "SAME", day=2), decision(unsure.seen, "DIFFERENT", day=1)
    assert link(person(), None, *words).judgement is Judgement.SAME


def test_same_without_a_registry_entry_vouches_for_the_number_on_the_paper() -> None:
    made = link(person(), None, decision(link(person(), None).seen, "SAME"))
    assert (made.key, made.record) == (NUMBER, None)


@pytest.mark.parametrize(("role", "scan"), [("wife", "s"), ("holder", "another")])
def test_a_decision_speaks_of_its_own_scan_and_role_only(role: str, scan: str) -> None:
    unsure = link(person(), None)
    assert link(person(), None, decision(unsure.seen, "SAME", role=role, scan=scan)).origin == "MACHINE"


def test_a_refused_document_settles_no_link() -> None:
    unsure = link(person(), None)
    assert link(person(), None, decision(unsure.seen, "SAME", accepted=False)).origin == "MACHINE"


def test_two_roles_that_nobody_knows_are_decided_one_by_one() -> None:
    wife, husband = link_all([person(role="wife"), person(role="husband")], Registry(None), seen=SEEN)
    assert wife.seen != husband.seen


def test_a_changed_answer_voids_the_decision() -> None:
    word = decision(link(person(), None).seen, "SAME")
    now = link(person(), known(full_name="Nguyễn Thị Khác"), word)
    assert (now.judgement, now.origin) == (Judgement.UNSURE, "MACHINE")
    assert void([now], [word]) == (word,)


def test_a_changed_text_voids_the_decision() -> None:
    word = decision(link(person(), None).seen, "SAME")
    (now,) = link_all([person()], Registry(None), seen={"d": "another digest"}, decisions=[word])
    assert now.origin == "MACHINE"
    assert void([now], [word]) == (word,)


def test_the_same_answer_on_another_day_voids_nothing() -> None:
    later = replace(known(full_name="Nguyễn Thị Khác"), fetched_at=datetime(2027, 1, 1, tzinfo=UTC))
    word = decision(link(person(), known(full_name="Nguyễn Thị Khác")).seen, "SAME")
    now = link(person(), later, word)
    assert now.judgement is Judgement.SAME
    assert void([now], [word]) == ()


def test_a_registry_that_is_away_neither_voids_a_decision_nor_lets_it_through_unseen() -> None:
    word = decision(link(person(), known(full_name="Nguyễn Thị Khác")).seen, "SAME")
    now = link(person(), AWAY, word)
    assert (now.judgement, now.reason) == (Judgement.UNSURE, "registry_away")
    assert void([now], [word]) == ()


def test_a_decision_on_values_alone_is_no_void_link_decision() -> None:
    values = replace(decision("digest of the paper", "SAME"), links={})
    assert void([link(person(), None)], [values]) == ()
