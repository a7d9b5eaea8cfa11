"""In force on a day, and apart from its term: revoked, replaced, ended with its holder, extended."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from catalog import document_types
from domain.documents import DocumentType, Extraction, ValiditySpec
from tests import papers
from tests.papers import NOW, birth, birth_type, document, link, record, value
from warehouse.endings import NotExtended, Revocation, extend, take_feed
from warehouse.load import load
from warehouse.standing import Standing, valid_on, versions
from warehouse.validity import InForce

TODAY = date(2026, 11, 20)
ISSUER = "UBND xã Đạ Tẻh"


def kind_of(code: str, *, field: str | None = "registered_on") -> DocumentType:
    """The builder's small type, with the catalog's validity rule of that code."""
    declared = document_types()[code]
    rule = replace(declared.validity, field=field) if declared.validity.field else declared.validity
    chain = ("number",) if rule.chain else ()
    return replace(
        birth_type(replace(rule, chain=chain, order=("registered_on",) if chain else ())),
        code=code,
        former_validity=tuple(replace(one, field=field) for one in declared.former_validity),
    )


def put(engine: sa.Engine, code: str, *changed: object, scan: str = "a" * 64) -> Extraction:
    paper = replace(birth(*changed, scan=scan), type=code)
    load(engine, batch="b", documents=[document(paper, link(paper, answer=record()), kind=kind_of(code))], now=NOW)
    return paper


def asked(engine: sa.Engine, paper: Extraction, day: date = TODAY) -> Standing:
    with engine.connect() as connection:
        return valid_on(connection, paper.document, day)


def revoked(**changed: object) -> Revocation:
    plain = {
        "source": "judicial",
        "key": "TH-1",
        "kind": "revoked",
        "type": "judicial_record",
        "number": " 215/2016",
        "effective_on": "2026-06-01",
        "subject": ("personal_id", papers.NUMBER),
    }
    return Revocation(**(plain | changed))  # type: ignore[arg-type]


def test_a_period_ends_and_says_why(engine: sa.Engine) -> None:
    paper = put(engine, "marital_status_certificate", value("registered_on", "2026-01-15"))
    assert asked(engine, paper, date(2026, 7, 14)).status.answer == "yes"
    after = asked(engine, paper, date(2026, 7, 15))
    assert (after.status.answer, after.reason) == ("no", "Hết hiệu lực sau ngày 14/07/2026")
    assert "Nghị định 123/2015" in after.basis


def test_a_marriage_ends_the_certificate_that_there_was_none(engine: sa.Engine) -> None:
    paper = put(engine, "marital_status_certificate", value("registered_on", "2026-06-15"))
    wedding = put(engine, "marriage_certificate", value("registered_on", "2026-08-01"), scan="b" * 64)
    assert asked(engine, paper, date(2026, 7, 31)).status is InForce.YES
    after = asked(engine, paper, date(2026, 8, 1))
    assert (after.status, after.by) == (InForce.ENDED, wedding.document)


def test_a_certificate_ends_when_its_holder_has_died(engine: sa.Engine) -> None:
    card = put(engine, "marital_status_certificate", value("registered_on", "2026-10-01"))
    before = asked(engine, card, date(2026, 11, 1))
    death = birth(scan="d" * 64)
    kind = birth_type()
    died = replace(kind.spec("home_town"), attributes=("holder.died_at",))
    kind = replace(kind, fields=tuple(died if spec.name == "home_town" else spec for spec in kind.fields))
    paper = replace(death, fields=(value("home_town", "2026-11-02"), value("full_name", papers.NAME)))
    load(engine, batch="b", documents=[document(paper, link(paper, answer=record()), kind=kind)], now=NOW)
    assert (before.status, asked(engine, card, date(2026, 11, 2)).status) == (InForce.YES, InForce.YES)
    assert asked(engine, card, date(2026, 11, 3)).status is InForce.ENDED


def test_a_later_version_replaces_from_its_day_on_and_the_versions_stand_in_order(engine: sa.Engine) -> None:
    new = put(engine, "enterprise_registration", value("registered_on", "2024-05-01"), scan="b" * 64)
    old = put(engine, "enterprise_registration", value("registered_on", "2019-05-01"))
    assert asked(engine, old, date(2024, 4, 30)).status is InForce.UNKNOWN
    after = asked(engine, old)
    assert (after.status, after.by, after.reason) == (
        InForce.REPLACED,
        new.document,
        "Đã được thay bằng bản cấp ngày 01/05/2024",
    )
    assert asked(engine, new).status is InForce.UNKNOWN
    with engine.connect() as connection:
        assert [one.document for one in versions(connection, new.document)] == [old.document, new.document]


def test_the_same_paper_scanned_twice_replaces_nothing(engine: sa.Engine) -> None:
    first = put(engine, "land_use_certificate")
    put(engine, "land_use_certificate", scan="b" * 64)
    assert asked(engine, first).status is not InForce.REPLACED


def test_a_version_whose_day_was_read_unsurely_is_put_nowhere(engine: sa.Engine) -> None:
    paper = put(engine, "land_use_certificate", value("registered_on", "1999-01-01", accepted=False))
    put(engine, "land_use_certificate", scan="b" * 64)
    assert asked(engine, paper).status is InForce.UNKNOWN


def test_a_revocation_ends_a_result_from_its_day_on_whenever_the_paper_comes(engine: sa.Engine) -> None:
    assert take_feed(engine, [revoked(reason="cấp sai")], now=NOW) == 1
    paper = put(engine, "judicial_record")
    assert asked(engine, paper, date(2026, 5, 31)).status is InForce.UNKNOWN
    after = asked(engine, paper)
    assert (after.status.answer, after.reason) == ("no", "Đã bị thu hồi từ ngày 01/06/2026: cấp sai")


def test_a_row_of_a_feed_is_taken_once(engine: sa.Engine) -> None:
    assert [take_feed(engine, [revoked(), revoked()], now=NOW) for _ in range(2)] == [1, 0]


def test_a_revocation_of_another_persons_paper_of_that_number_is_not_this_ones(engine: sa.Engine) -> None:
    take_feed(engine, [revoked(subject=("personal_id", "001087000099"))], now=NOW)
    assert "thu hồi" not in asked(engine, put(engine, "judicial_record")).reason


def test_a_revocation_that_does_not_say_whose_leaves_it_unknown(engine: sa.Engine) -> None:
    take_feed(engine, [revoked(subject=None, type="marriage_certificate")], now=NOW)
    answer = asked(engine, put(engine, "marriage_certificate"))
    assert answer.status is InForce.UNKNOWN
    assert "thu hồi" in answer.reason


@pytest.mark.parametrize("wrong", [{"kind": "lost"}, {"effective_on": "hôm qua"}])
def test_a_feed_with_a_row_that_cannot_be_is_refused_whole(engine: sa.Engine, wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"revocation|isoformat"):
        take_feed(engine, [revoked(), revoked(key="TH-2", **wrong)], now=NOW)
    assert take_feed(engine, [revoked()], now=NOW) == 1


def test_a_permit_is_extended_twice_and_not_a_third_time(engine: sa.Engine) -> None:
    paper = put(engine, "construction_permit", value("registered_on", "2026-01-10"))
    assert asked(engine, paper, date(2027, 1, 10)).status is InForce.EXPIRED
    said = {"written_on": "original", "reviewer": "cb-014", "now": NOW}
    assert [extend(engine, paper.document, **said) for _ in range(2)] == ["2028-01-09", "2029-01-09"]
    assert asked(engine, paper, date(2029, 1, 9)).status is InForce.YES
    with pytest.raises(NotExtended, match="tối đa 2 lần"):
        extend(engine, paper.document, **said)


def test_what_has_no_term_is_not_extended(engine: sa.Engine) -> None:
    paper = put(engine, "marriage_certificate")
    for name in (paper.document, "khong-co"):
        with pytest.raises(NotExtended):
            extend(engine, name, written_on="annex", reviewer="cb-014", now=NOW)


def test_a_paper_follows_the_rule_of_its_own_day(engine: sa.Engine) -> None:
    rules = [ValiditySpec(kind="period", field="registered_on", months=n, basis=f"{n}", since=s) for n, s in
             ((3, "2010-01-01"), (6, "2020-01-01"))]  # fmt: skip
    kind = replace(birth_type(rules[1]), former_validity=(rules[0],))
    ends = []
    for number, issued in enumerate(("2005-03-01", "2012-03-01", "2021-03-01")):
        paper = birth(value("registered_on", issued), scan=f"{number}" * 64)
        load(engine, batch="b", documents=[document(paper, link(paper), kind=kind)], now=NOW)
        ends.append(asked(engine, paper).valid_to)
    assert ends == ["2005-05-31", "2012-05-31", "2021-08-31"]


def test_a_document_that_is_not_here_is_said(engine: sa.Engine) -> None:
    with pytest.raises(KeyError), engine.connect() as connection:
        valid_on(connection, "khong-co", TODAY)


def test_what_was_in_force_is_asked_day_by_day_without_change(engine: sa.Engine) -> None:
    paper = put(engine, "marital_status_certificate", value("registered_on", "2026-01-15"))
    answers = [asked(engine, paper, date(2026, 7, 10) + timedelta(days=day)).status.answer for day in range(8)]
    assert answers == ["yes"] * 5 + ["no"] * 3
