from dataclasses import replace

import pytest

from domain.documents import Extraction, Origin
from domain.findings import Decision, Finding, HoldReason, Severity
from domain.subjects import Judgement, Link, SubjectKind
from tests.validation.make import SCAN, decision, document, finding, paper, spec, value
from validation.clear import Cleared, clear, hold_links

PAPER = paper("personal_id", spec("full_name", required=True), "registered_on", "status")
TYPES = {"paper": PAPER, "unknown": replace(paper(), code="unknown")}
SURE = document(personal_id="068095001234", full_name="TRẦN VĂN MẪU", registered_on="2001-02-03", status="Độc thân")


def unsure(name: str, confidence: float = 0.6, of: Extraction = SURE, **changes: object) -> Extraction:
    return of.with_fields(
        tuple(
            replace(field, **({"accepted": False, "confidence": confidence} | changes)) if field.name == name else field
            for field in of.fields
        )
    )


def cleared(
    *documents: Extraction, findings: tuple[Finding, ...] = (), decisions: tuple[Decision, ...] = ()
) -> Cleared:
    return clear(documents, findings, decisions, types=TYPES)


def reasons(found: Cleared) -> list[tuple[HoldReason, str | None]]:
    return [(hold.reason, hold.field) for hold in found.holds]


def test_a_sure_document_goes_on_as_it_is() -> None:
    assert cleared(SURE) == Cleared(verified=(SURE,), holds=(), void=())


def test_an_unsure_value_is_held_with_its_place_and_the_rest_goes_on() -> None:
    read = unsure("status")
    found = cleared(read)
    (hold,) = found.holds
    assert (hold.reason, hold.field, hold.seen) == (HoldReason.UNSURE_VALUE, "status", read.digest)
    assert (hold.value, hold.confidence, hold.page, hold.box) == ("Độc thân", 0.6, 1, (1, 2, 3, 4))
    assert "Nhãn status" in hold.message
    assert "Độc thân" not in hold.message
    (verified,) = found.verified
    assert verified.value("status") is None
    assert verified.fields[3].raw == "Độc thân"
    assert not verified.fields[3].accepted
    assert verified.fields[:3] == SURE.fields[:3]


def test_an_absent_optional_field_is_not_held_and_an_absent_required_one_is() -> None:
    assert cleared(unsure("status", value=None, raw=None)).holds == ()
    assert reasons(cleared(unsure("full_name", value=None))) == [(HoldReason.UNSURE_VALUE, "full_name")]


def test_an_error_holds_the_field_it_names_and_a_warning_does_not() -> None:
    assert reasons(cleared(SURE, findings=(finding("status", "dates_real"),))) == [(HoldReason.FINDING, "status")]
    assert cleared(SURE, findings=(finding("status", severity=Severity.WARNING),)).holds == ()


def test_a_failed_expectation_holds_its_row_and_a_rule_says_more() -> None:
    expected = finding("status", "expectation:text_values_have_their_shape")
    assert reasons(cleared(SURE, findings=(expected,))) == [(HoldReason.EXPECTATION, "status")]
    both = cleared(SURE, findings=(expected, finding("status", "dates_real")))
    assert reasons(both) == [(HoldReason.FINDING, "status")]
    assert "dates_real" in both.holds[0].message


def test_an_error_about_a_field_the_reader_left_out_is_held_too() -> None:
    short = SURE.with_fields(SURE.fields[:3])
    assert reasons(cleared(short, findings=(finding("status"),))) == [(HoldReason.FINDING, "status")]


def test_an_error_without_a_field_holds_the_whole_document() -> None:
    found = cleared(unsure("status"), findings=(finding(None),))
    assert reasons(found) == [(HoldReason.FINDING, None)]
    assert found.verified == ()


def test_findings_hold_only_the_document_they_are_about() -> None:
    other = replace(SURE, scan="07e4" * 16)
    found = cleared(SURE, other, findings=(finding("status", of=other),))
    assert [(hold.document, hold.field) for hold in found.holds] == [(other.document, "status")]


@pytest.mark.parametrize("changes", [{"type": "unknown"}, {"type": "love_letter"}, {"type_confidence": 0.5}])
def test_a_document_whose_type_is_unsure_waits_for_a_person(changes: dict[str, object]) -> None:
    found = cleared(replace(SURE, **changes))
    assert reasons(found) == [(HoldReason.UNSURE_TYPE, None)]
    assert found.verified == ()


def test_a_decision_settles_the_fields_it_names_and_keeps_their_evidence() -> None:
    read = unsure("full_name")
    said = decision(read.digest, values={"full_name": "TRẦN VĂN MẬU", "status": None})
    found = cleared(read, findings=(finding("full_name"), finding("status")), decisions=(said,))
    assert found.holds == ()
    (verified,) = found.verified
    name, status = verified.fields[1], verified.fields[3]
    assert (name.value, name.raw, name.origin, name.confidence) == ("TRẦN VĂN MẬU", "TRẦN VĂN MẪU", Origin.HUMAN, 1.0)
    assert (name.page, name.box, name.accepted) == (1, (1, 2, 3, 4), True)
    assert (status.value, status.origin, status.accepted) == (None, Origin.HUMAN, True)


def test_a_decided_value_is_made_canonical_and_what_is_no_value_settles_nothing() -> None:
    read = unsure("status", of=unsure("registered_on"))
    said = decision(
        read.digest, values={"registered_on": "13/03/2001", "personal_id": "5", "love": "x", "status": None}
    )
    found = cleared(read, findings=(finding("personal_id"),), decisions=(said,))
    assert reasons(found) == [(HoldReason.FINDING, "personal_id")]
    (verified,) = found.verified
    assert verified.value("registered_on") == "2001-03-13"
    assert (verified.value("status"), verified.fields[3].origin) == (None, Origin.HUMAN)
    assert verified.value("love") is None


def test_what_a_decision_does_not_name_still_waits() -> None:
    read = unsure("status", of=unsure("full_name"))
    found = cleared(read, decisions=(decision(read.digest, values={"full_name": "TRẦN VĂN MẪU"}),))
    assert reasons(found) == [(HoldReason.UNSURE_VALUE, "status")]


def test_a_decision_may_add_a_field_that_was_not_read_at_all() -> None:
    short = SURE.with_fields(SURE.fields[:3])
    found = cleared(short, decisions=(decision(short.digest, values={"status": "Đã kết hôn"}),))
    assert found.verified[0].value("status") == "Đã kết hôn"


def test_a_refused_document_is_gone_without_a_hold() -> None:
    read = unsure("status")
    assert cleared(read, decisions=(decision(read.digest, accepted=False),)) == Cleared(verified=(), holds=(), void=())


def test_the_later_of_two_decisions_wins() -> None:
    read = unsure("full_name")
    first = decision(read.digest, minute=1, values={"full_name": "TRẦN VĂN A"})
    later = decision(read.digest, minute=2, values={"full_name": "TRẦN VĂN B"})
    assert cleared(read, decisions=(later, first)).verified[0].value("full_name") == "TRẦN VĂN B"
    assert cleared(read, decisions=(decision(read.digest, minute=3, accepted=False), first)).verified == ()
    assert cleared(read, decisions=(decision(read.digest, minute=0, accepted=False), first)).verified != ()


def test_an_accepted_document_goes_on_though_it_was_held_as_a_whole() -> None:
    assert cleared(SURE, findings=(finding(None),), decisions=(decision(SURE.digest),)).verified == (SURE,)


def test_a_decision_on_text_that_has_changed_is_void_and_its_fields_wait() -> None:
    said = decision(unsure("status").with_fields(SURE.fields[:2]).digest, values={"full_name": "TRẦN VĂN MẬU"})
    found = cleared(SURE, decisions=(said,))
    assert found.void == (said,)
    assert reasons(found) == [(HoldReason.VOID_DECISION, "full_name")]
    assert found.verified[0].value("full_name") is None
    assert found.verified[0].value("status") == "Độc thân"


def test_a_void_refusal_holds_the_whole_document() -> None:
    found = cleared(SURE, decisions=(decision("old", accepted=False),))
    assert reasons(found) == [(HoldReason.VOID_DECISION, None)]
    assert found.verified == ()


def test_a_new_decision_replaces_a_void_one() -> None:
    old, new = decision("old", values={"status": "A"}), decision(SURE.digest, minute=5, values={"status": "B"})
    found = cleared(SURE, decisions=(old, new))
    assert (found.void, found.holds) == ((), ())
    assert found.verified[0].value("status") == "B"


def test_a_void_decision_holds_only_the_document_of_the_scan_it_fits() -> None:
    other = replace(SURE.with_fields((value("number", "12"),)), index=1, pages=(2,))
    found = cleared(SURE, other, decisions=(decision("old", values={"status": "A"}),))
    assert [(hold.document, hold.field) for hold in found.holds] == [(SURE.document, "status")]


def test_a_decision_on_a_scan_that_gives_no_document_any_more_is_void() -> None:
    gone = decision("old", scan="07e4" * 16)
    assert cleared(SURE, decisions=(gone,)) == Cleared(verified=(SURE,), holds=(), void=(gone,))


def test_a_decision_on_a_link_alone_is_not_void_here() -> None:
    assert cleared(SURE, decisions=(decision("of-the-link", links={"holder": "SAME"}),)).void == ()


def test_what_would_do_most_harm_is_looked_at_first() -> None:
    read = SURE
    for name, confidence in (("status", 0.5), ("registered_on", 0.5), ("full_name", 0.5), ("personal_id", 0.5)):
        read = unsure(name, confidence, of=read)
    assert [hold.field for hold in cleared(read).holds] == ["personal_id", "full_name", "registered_on", "status"]
    surer = unsure("personal_id", 0.99, of=read)
    assert [hold.field for hold in cleared(surer).holds][-1] == "personal_id"
    contradicted = cleared(
        SURE, unsure("status", 0.9, of=replace(SURE, index=1, pages=(2,))), findings=(finding("full_name"),)
    )
    assert [hold.field for hold in contradicted.holds] == ["full_name", "status"]


def link(judgement: Judgement = Judgement.UNSURE, reason: str = "name_differs", score: float = 0.5) -> Link:
    return Link(
        scan=SCAN,
        document=SURE.document,
        role="holder",
        kind=SubjectKind.PERSON,
        registry="population",
        key="068095001234",
        score=score,
        judgement=judgement,
        origin="MACHINE",
        explanation={},
        reason=reason,
        seen=f"pair-{score}",
    )


def test_only_unsure_links_are_held_the_least_sure_first() -> None:
    links = [link(score=0.7), link(score=0.2), link(Judgement.SAME), link(Judgement.DIFFERENT)]
    assert [(hold.seen, hold.reason, hold.role) for hold in hold_links(links)] == [
        ("pair-0.2", HoldReason.UNSURE_LINK, "holder"),
        ("pair-0.7", HoldReason.UNSURE_LINK, "holder"),
    ]


def test_a_link_that_waits_for_the_registry_says_so() -> None:
    assert [hold.reason for hold in hold_links([link(reason="registry_away")])] == [HoldReason.REGISTRY_AWAY]


def test_a_decided_link_is_not_held_but_one_on_another_answer_is() -> None:
    assert hold_links([link()], [decision("pair-0.5", links={"holder": "SAME"})]) == ()
    assert len(hold_links([link()], [decision("pair-0.4", links={"holder": "SAME"})])) == 1
