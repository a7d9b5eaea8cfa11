"""A form filled from the warehouse, and everything that is refused alike."""

import json
import os
from dataclasses import asdict, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from catalog import document_types, forms
from domain.documents import Origin, ValiditySpec
from domain.errors import Refused, SourceError
from domain.facts import FormField, Prefill, Source, Unavailable
from reuse.callers import Caller
from reuse.prefill import prefill
from tests import papers
from tests.papers import birth, birth_type, document, link, record, value
from tests.reuse_papers import LAND, RECORD, everything, paper
from warehouse import current
from warehouse.load import load
from warehouse.store import open_warehouse
from warehouse.tables import access_log, facts, supersessions

GOLDEN = Path(__file__).parent / "golden"
PERSON: dict[str, Any] = {"id": papers.NUMBER, "name": papers.NAME, "born": papers.BORN, "purpose": "3.000333"}
COMPANY: dict[str, Any] = {"id": papers.CODE, "name": papers.COMPANY, "purpose": "2.002011"}
REQUESTER = "H36.11/cb-014"


def ask(engine: sa.Engine, form: str | None = "judicial_record_request", **changed: Any) -> Prefill:
    known = forms().get(form or "")
    asked = (COMPANY if known and known.subject == "company" else PERSON) | {"requester": REQUESTER} | changed
    return prefill(engine, forms()[form] if form else None, now=papers.NOW, **asked)


def logged(engine: sa.Engine) -> list[sa.RowMapping]:
    with engine.connect() as connection:
        return list(connection.execute(sa.select(access_log).order_by(access_log.c.id)).mappings())


def field(filled: Prefill, name: str) -> Any:
    return next(one for one in filled.fields if one.id == name)


def said(filled: Prefill, name: str) -> tuple[Unavailable, str]:
    return field(filled, name).unavailable, field(filled, name).why


@pytest.mark.parametrize("form", forms())
def test_a_form_is_answered_as_recorded(engine: sa.Engine, form: str) -> None:
    """Set SOHOA_GOLDEN=1 to record anew; then read the difference."""
    load(engine, batch="b", documents=everything(), now=papers.NOW)
    answer = asdict(ask(engine, form, purpose=forms()[form].purposes[-1]))
    assert len(answer.pop("subject")) == 32
    text = json.dumps(answer, ensure_ascii=False, indent=1, default=str) + "\n"
    golden = GOLDEN / f"{form}.json"
    if os.environ.get("SOHOA_GOLDEN"):
        golden.write_text(text, "utf-8")
    assert text == golden.read_text("utf-8")


def test_each_field_says_whose_word_it_is(engine: sa.Engine) -> None:
    filled = ask(engine)
    sources = {name: field(filled, name).source for name in ("ho_ten", "dan_toc", "ho_ten_me")}
    assert sources == {
        "ho_ten": Source.REGISTRY_VERIFIED,
        "dan_toc": Source.OFFICER_VERIFIED,
        "ho_ten_me": Source.MACHINE_ACCEPTED,
    }


def test_what_the_registry_verified_may_not_be_edited(engine: sa.Engine) -> None:
    filled = ask(engine)
    assert not field(filled, "ho_ten").editable
    assert field(filled, "dan_toc").editable


def test_the_evidence_id_names_the_fact(engine: sa.Engine) -> None:
    number = int(field(ask(engine), "ho_ten_me").evidence.removeprefix("fact-"))
    with engine.connect() as connection:
        fact = connection.execute(sa.select(facts).where(facts.c.id == number)).mappings().one()
    assert (fact["attribute"], fact["document_id"], fact["page"]) == ("mother_name", birth().document, 1)


def test_what_is_missing_is_said_and_never_blank(engine: sa.Engine) -> None:
    filled = ask(engine)
    assert said(filled, "noi_sinh") == (Unavailable.MISSING, "không có trong kho")
    assert said(filled, "que_quan") == (Unavailable.MISSING, "đang chờ xác minh")
    assert all((one.value is None) == (one.unavailable is not None) == (one.why is not None) for one in filled.fields)


def test_what_an_officer_found_empty_is_said_so(engine: sa.Engine) -> None:
    paper = birth(value("mother_name", None, origin=Origin.HUMAN))
    load(engine, batch="b", documents=[document(paper, link(paper, answer=record()))], now=papers.NOW)
    assert said(ask(engine), "ho_ten_me") == (Unavailable.UNKNOWN, "cán bộ đã kiểm tra, giấy tờ không ghi")


def test_a_paper_for_a_limited_time_is_no_source_after_it(engine: sa.Engine) -> None:
    rule = ValiditySpec(kind="period", field="registered_on", months=6, basis="Điều 23", since="2016-01-01")
    paper = birth(value("home_town", "Xã Đạ Tẻh"), value("registered_on", "2026-06-01"), scan="b" * 64)
    load(engine, batch="b", documents=[document(paper, link(paper), kind=birth_type(rule))], now=papers.NOW)
    assert field(ask(engine), "que_quan").value == "Xã Đạ Tẻh"
    late = prefill(
        engine,
        forms()["judicial_record_request"],
        requester=REQUESTER,
        now=papers.NOW + timedelta(days=30),
        **PERSON,
    )
    why = "giấy tờ nguồn không còn hiệu lực: Hết hiệu lực sau ngày 30/11/2026"
    assert said(late, "que_quan") == (Unavailable.EXPIRED, why)


@pytest.mark.parametrize(
    "changed",
    [
        {"name": "võ thị hòa"},
        {"name": "  Võ Thị  Hoà "},
        {"name": "Võ Thi\u0323 Hoa\u0300"},
        {"born": "12/03/1987"},
        {"id": "001 087 000 015"},
        {"id": "250123456"},
    ],
)
def test_the_same_person_written_otherwise_is_the_same(engine: sa.Engine, changed: dict[str, str]) -> None:
    assert ask(engine, **changed).subject == ask(engine).subject


def test_a_company_is_known_by_its_name_in_words_or_in_short(engine: sa.Engine) -> None:
    long = papers.COMPANY.replace("TNHH", "trách nhiệm hữu hạn")
    assert ask(engine, "enterprise_change", name=long).fields == ask(engine, "enterprise_change").fields


REFUSALS: dict[str, dict[str, Any]] = {
    "not_found": {"id": "001087999999"},
    "mismatch": {"name": "VÕ THỊ HOA"},
    "mismatch birth": {"born": "1987-03-13"},
    "mismatch year alone": {"born": "1987"},
    "mismatch no birth": {"born": None},
    "mismatch no birth at all": {"born": "không rõ"},
    "mismatch no name": {"name": ""},
    "purpose": {"purpose": "1.004222"},
    "purpose empty": {"purpose": ""},
    "requester": {"requester": "  "},
    "form": {"form": None},
    "not_found nonsense": {"id": "'; DROP TABLE facts; --"},
    "not_found nul": {"id": "0010\x0087000015x", "name": "a\x00b", "requester": "x\x00y\ud800" * 100},
    "purpose long": {"purpose": "1" * 5000},
}


@pytest.mark.parametrize("case", REFUSALS)
def test_every_refusal_is_the_same_and_is_logged_with_its_cause(engine: sa.Engine, case: str) -> None:
    with pytest.raises(Refused) as caught:
        ask(engine, **REFUSALS[case])
    assert caught.value.args == ()
    (row,) = logged(engine)
    assert row["outcome"] == f"refused:{case.split()[0]}"
    assert row["attributes"] == []


def test_a_refusal_asks_as_much_of_the_database_as_an_answer(engine: sa.Engine) -> None:
    asked: list[str] = []
    sa.event.listen(engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    ask(engine)
    answered, known = asked.copy(), ({"id": "001087999999"}, {"name": "AI ĐÓ"}, {"purpose": "1.004222"})
    for changed in known:
        asked.clear()
        with pytest.raises(Refused):
            ask(engine, **changed)
        assert asked == answered


def test_a_company_form_is_not_answered_for_a_person(engine: sa.Engine) -> None:
    with pytest.raises(Refused):
        ask(engine, "enterprise_change", **PERSON | {"purpose": "2.002011"})


def test_an_answer_is_logged_with_exactly_what_was_handed_out(engine: sa.Engine) -> None:
    filled = ask(engine)
    (row,) = logged(engine)
    given = {f.attribute for f in forms()["judicial_record_request"].fields if field(filled, f.id).value}
    assert set(row["attributes"]) == given
    assert row["basis"] == "command:sohoa"
    assert (row["at"], row["requester"], row["purpose"]) == (papers.NOW, REQUESTER, "3.000333")
    assert (row["action"], row["subject_value"], row["outcome"]) == ("prefill", papers.NUMBER, "answered")


def test_nothing_is_handed_out_when_the_log_cannot_be_written(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE access_log"))
    with pytest.raises(SourceError):
        ask(engine)


def test_nothing_but_what_the_form_asks_is_handed_out(engine: sa.Engine) -> None:
    form = forms()["judicial_record_request"]
    short = replace(form, fields=form.fields[:2])
    filled = prefill(engine, short, requester=REQUESTER, now=papers.NOW, **PERSON)
    assert [one.id for one in filled.fields] == ["ho_ten", "ngay_sinh"]
    assert "birth" not in repr(filled)


def test_a_warehouse_that_goes_away_is_an_error_and_no_refusal(tmp_path: Path) -> None:
    engine = open_warehouse(f"sqlite:///{tmp_path}/moi.db")
    with pytest.raises(SourceError):
        ask(engine)


def test_every_form_of_the_catalog_names_its_law_and_its_procedures() -> None:
    for form in forms().values():
        assert form.subject in ("person", "company")
        assert form.legal_basis
        assert form.purposes
        assert all(len(code) == 8 and code[1] == "." and code.replace(".", "").isdigit() for code in form.purposes)
        assert len({one.id for one in form.fields}) == len(form.fields)


def test_each_form_of_at_least_eight_says_which_papers_it_replaces() -> None:
    assert len(forms()) >= 8
    for form in forms().values():
        assert any(one.replaces for one in form.fields)
        assert {kind for one in form.fields for kind in (*one.replaces, one.paper) if kind} <= set(document_types())
        assert {code for one in form.fields for code in one.only_for} <= set(form.purposes)


def test_each_field_asks_for_what_some_paper_or_registry_can_give() -> None:
    given = {name.partition(".")[2] for kind in document_types().values() for f in kind.fields for name in f.attributes}
    asked = {one.attribute for form in forms().values() for one in form.fields}
    assert asked - given == {"current_residence", "old_id"}, "registries give these two alone"


def forget_the_registrys_residence(engine: sa.Engine) -> None:
    registry = sa.select(facts.c.id).where(facts.c.attribute == "residence", facts.c.origin == Origin.REGISTRY)
    with engine.begin() as connection:
        ends = [{"fact_id": one, "superseded_at": papers.NOW} for one in connection.execute(registry).scalars()]
        connection.execute(supersessions.insert(), ends)
        current.rebuild(connection, current.rules_on(papers.NOW))


def test_what_only_a_judicial_record_no_2_says_is_never_handed_out(engine: sa.Engine) -> None:
    second = paper("judicial_record", RECORD | {"form": "2"}, scan="d" * 64)
    load(engine, batch="b", documents=[second], now=papers.NOW)
    forget_the_registrys_residence(engine)
    filled = ask(engine)
    assert said(filled, "noi_thuong_tru")[0] is Unavailable.WITHHELD
    assert RECORD["residence"] not in repr(filled)


@pytest.mark.parametrize(("number", "answered"), [("1", True), ("2", False), (None, False)])
def test_a_judicial_record_is_a_source_only_when_it_is_known_to_be_no_1(
    engine: sa.Engine, number: str | None, answered: bool
) -> None:
    said_so = {key: text for key, text in RECORD.items() if key != "form"} | ({"form": number} if number else {})
    load(engine, batch="b", documents=[paper("judicial_record", said_so, scan="d" * 64)], now=papers.NOW)
    form = forms()["judicial_record_request"]
    only_paper = replace(form, fields=(FormField(id="x", label="x", attribute="residence"),))
    forget_the_registrys_residence(engine)
    filled = prefill(engine, only_paper, requester=REQUESTER, now=papers.NOW, **PERSON)
    assert (filled.fields[0].value is not None) == answered


def test_of_two_land_certificates_the_asker_must_say_which(engine: sa.Engine) -> None:
    other = LAND | {"register_number": "CS 09999", "parcel": "7"}
    both = [paper("land_use_certificate", LAND, scan="1" * 64), paper("land_use_certificate", other, scan="5" * 64)]
    load(engine, batch="b", documents=both, now=papers.NOW)
    assert "có nhiều giấy tờ" in said(ask(engine, "land_change", purpose="1.013831"), "thua_dat")[1]
    chosen = ask(engine, "land_change", purpose="1.013831", paper_number="CS 09999")
    assert field(chosen, "thua_dat").value == "7"
    assert said(ask(engine, "land_change", purpose="1.013831", paper_number="x"), "thua_dat")[1] == "không có trong kho"


def test_a_field_another_purpose_needs_is_restricted_for_this_one(engine: sa.Engine) -> None:
    assert said(ask(engine, "land_change", purpose="1.013831"), "so_cmnd_cu")[0] is Unavailable.RESTRICTED
    assert field(ask(engine, "land_change", purpose="1.013833"), "so_cmnd_cu").value == "250123456"
    assert "old_id" not in logged(engine)[0]["attributes"]


def test_a_system_without_the_form_in_its_scopes_is_refused_like_everybody(engine: sa.Engine) -> None:
    other = Caller(name="c-1", scopes=frozenset({"prefill:land_change", "dossiers"}))
    with pytest.raises(Refused):
        ask(engine, caller=other)
    assert logged(engine)[0]["outcome"] == "refused:scope"
