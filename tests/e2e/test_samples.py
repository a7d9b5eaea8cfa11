"""The whole way on the samples: every field and every fact against the truth."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from catalog import document_types
from domain.documents import Origin
from domain.subjects import Judgement, SubjectKind
from ledger import arrivals, holds
from ledger.tables import open_state
from pipelines.cli import main
from pipelines.running import run
from tests.e2e.world import World

pytestmark = [pytest.mark.e2e, pytest.mark.engine, pytest.mark.xdist_group("world")]


def meant(value: Any) -> str | None:
    """A truth as an extraction says it: lists are JSON text."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value


def same(value: str | None, truth: Any) -> bool:
    if isinstance(truth, list) and value is not None:
        return bool(json.loads(value) == truth)
    return value == truth


def counts(world: World) -> dict[str, int]:
    engine = create_engine(world.settings.warehouse)
    tables = ("subjects", "identifiers", "documents", "results", "facts", "links")
    with engine.connect() as connection:
        return {table: connection.scalar(text(f"select count(*) from {table}")) or 0 for table in tables}


def test_the_demo_ends_well_and_balanced(world: World) -> None:
    balance = arrivals.balance(open_state(world.settings.state))
    assert world.code == 0
    assert balance.received == len(world.truth) == balance.stored + balance.quarantined
    assert (balance.waiting, balance.duplicates) == (0, 1)


def test_what_cannot_be_read_is_quarantined_with_its_reason_and_what_to_do(world: World) -> None:
    rows = arrivals.rows_in(open_state(world.settings.state), "quarantined")
    bad = {path: papers[0]["error"] for path, papers in world.truth.items() if "error" in papers[0]}
    assert {row["path"]: row["reason"] for row in rows} == bad
    assert len(bad) == 3
    assert all(row["advice"] for row in rows)


def test_every_paper_is_found_and_its_type_recognised(world: World) -> None:
    found = {(extraction.scan, extraction.pages): extraction.type for extraction, _truth in world.documents()}
    duplicates = {row["path"] for row in arrivals.rows_in(open_state(world.settings.state), "duplicate")}
    papers = [p for path, t in world.truth.items() if path not in duplicates for p in t if "type" in p]
    assert len(found) == len(papers)
    assert [e.type for e, truth in world.documents() if e.type != truth["type"]] == []


def test_every_field_of_clean_pages_is_right(world: World) -> None:
    clean = [(extraction, truth) for extraction, truth in world.documents() if truth["level"] == 0]
    read = [
        (extraction.type, field.name)
        for extraction, truth in clean
        for field in extraction.fields
        if not same(field.value, truth["fields"][field.name])
    ]
    assert read == []
    assert sum(len(extraction.fields) for extraction, _truth in clean) > 200


def test_nothing_accepted_is_wrong(world: World) -> None:
    accepted = [
        (extraction.type, field.name, same(field.value, truth["fields"][field.name]))
        for extraction, truth in world.documents()
        for field in extraction.fields
        if field.accepted
    ]
    assert [entry for entry in accepted if not entry[2]] == []
    assert len(accepted) > 100


def test_every_fact_read_from_a_paper_is_the_truth_of_that_paper(world: World) -> None:
    truths = {extraction.document: (extraction.type, truth["fields"]) for extraction, truth in world.documents()}
    read = [fact for fact in world.rows("facts") if fact.origin is not Origin.REGISTRY]
    assert len(read) > 100
    for fact in read:
        kind, fields = truths[fact.evidence.document]
        specs = [
            s for s in document_types()[kind].fields if any(a.endswith(f".{fact.attribute}") for a in s.attributes)
        ]
        assert any(same(fact.value, fields[spec.name]) for spec in specs), (kind, fact.attribute)
        assert fact.evidence.scan
        assert fact.evidence.raw is not None


def test_every_fact_of_a_registry_is_what_that_registry_holds(world: World) -> None:
    registries = json.loads((Path(__file__).parents[2] / "samples/people.json").read_text("utf-8"))
    people = {person["personal_id"]: person for person in registries["people"]}
    facts = [f for f in world.rows("facts") if f.origin is Origin.REGISTRY and f.subject.kind == "person"]
    assert facts
    shared = [fact for fact in facts if people[fact.subject.value].get(fact.attribute) is not None]
    assert len(shared) > len(facts) / 2
    wrong = [
        f.attribute for f in shared if people[f.subject.value][f.attribute].casefold() != (f.value or "").casefold()
    ]
    assert wrong == []


def test_links_are_as_the_truth_says_and_none_is_wrong(world: World) -> None:
    truths = {extraction.document: truth for extraction, truth in world.documents()}
    misread = {
        (extraction.document, field.name)
        for extraction, truth in world.documents()
        for field in extraction.fields
        if not same(field.value, truth["fields"][field.name])
    }
    judged = Counter[str]()
    for link in (link for link in world.rows("links") if link.kind is not SubjectKind.PAPER):
        expected = truths[link.document]["link"].get(link.role, "NOT_ASKED")
        judged[link.judgement.value] += 1
        if link.judgement is Judgement.SAME:
            assert expected == "SAME", (link.document, link.role)
        elif link.reason != "not_asked" and not misread & {(link.document, f"{link.role}_name")}:
            assert expected != "SAME", (link.document, link.role, link.reason)
    assert judged["SAME"] >= 12
    reasons = {link.reason for link in world.rows("links")}
    assert {"confirmed", "name_differs", "not_found"} <= reasons


def test_papers_whose_register_holds_them_are_confirmed_and_none_differs(world: World) -> None:
    papers = [link for link in world.rows("links") if link.kind is SubjectKind.PAPER]
    assert {link.registry for link in papers} == {"civil_status", "national_store"}
    assert {link.reason for link in papers} <= {"confirmed", "paper_unknown"}
    assert sum(link.judgement is Judgement.SAME for link in papers) >= 6


def test_an_unsure_link_waits_for_a_person_and_gives_no_fact(world: World) -> None:
    unsure = [link for link in world.rows("links") if link.reason in {"name_differs", "not_found"}]
    told = {(fact.evidence.document, fact.subject.kind) for fact in world.rows("facts")}
    assert all((link.document, "person") not in told for link in unsure if link.role == "holder")
    assert unsure


def test_every_question_to_a_registry_is_logged(world: World) -> None:
    asked = [link for link in world.rows("links") if link.reason not in {"not_asked", "no_id"}]
    with create_engine(world.settings.warehouse).connect() as connection:
        rows = connection.execute(
            text("select requester, purpose, at from access_log where action like '%lookup%'")
        ).all()
    answered = {(link.scan, link.registry, link.key) for link in asked if link.record}
    assert len(rows) >= len(answered) > 0
    assert all(requester and purpose and at for requester, purpose, at in rows)


def test_running_again_changes_nothing(world: World) -> None:
    before, held = counts(world), holds.held(open_state(world.settings.state))
    assert run(world.settings) == 0
    assert counts(world) == before
    assert holds.held(open_state(world.settings.state)) == held


def test_an_expired_result_is_known_as_expired(world: World) -> None:
    with create_engine(world.settings.warehouse).connect() as connection:
        ended = connection.scalars(text("select valid_to from results where valid_to is not null")).all()
    assert any(str(day) < "2026-11-01" for day in ended)


def test_nothing_a_person_could_be_known_by_is_in_dagsters_records(world: World) -> None:
    planted = set()
    for _extraction, truth in world.documents():
        fields = truth["fields"]
        planted |= {v for k, v in fields.items() if isinstance(v, str) and k.endswith(("name", "id"))}
    home = Path(world.settings.home)
    records = [path for folder in ("dagster", "sandbox") for path in (home / folder).rglob("*") if path.is_file()]
    records = [path for path in records if path.name != "registries.sqlite" and "registries.sqlite" not in path.name]
    assert any(path.suffix == ".db" for path in records)
    assert len(planted) > 30
    for path in records:
        content = path.read_bytes()
        assert not [value for value in planted if len(value) > 8 and value.encode() in content], path.name


def prefill(world: World, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any]]:
    capsys.readouterr()
    code = main(["prefill", *arguments, "--requester", "motcua-thu", "--json", "--home", world.settings.home])
    printed = capsys.readouterr().out
    return code, json.loads(printed) if printed else {}


def a_person(world: World) -> dict[str, Any]:
    """A person of the samples whose card was linked."""
    linked = {link.key for link in world.rows("links") if link.judgement is Judgement.SAME and link.role == "holder"}
    registries = json.loads((Path(__file__).parents[2] / "samples/people.json").read_text("utf-8"))
    return next(person for person in registries["people"] if person["personal_id"] in linked)


def test_a_citizens_form_comes_prefilled_with_the_truth(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    person = a_person(world)
    who = ["--subject", person["personal_id"], "--name", person["full_name"], "--born", person["date_of_birth"]]
    code, filled = prefill(world, capsys, "judicial_record_request", *who, "--purpose", "3.000333")
    assert code == 0
    fields = {field["id"]: field for field in filled["fields"]}
    assert fields["so_dinh_danh"]["value"] == person["personal_id"]
    assert fields["ho_ten"]["value"].casefold() == person["full_name"].casefold()
    assert fields["ngay_sinh"]["value"] == person["date_of_birth"]
    assert fields["que_quan"]["value"] == person["home_town"]
    for field in fields.values():
        assert (field["value"] is None) == (field["unavailable"] is not None)
        assert field["value"] is None or (field["source"] and field["last_updated"] and field["evidence"])


def test_a_companys_form_comes_prefilled_with_the_truth(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    keys = {ln.key for ln in world.rows("links") if ln.judgement is Judgement.SAME and ln.role == "company"}
    registries = json.loads((Path(__file__).parents[2] / "samples/people.json").read_text("utf-8"))
    company = next(company for company in registries["companies"] if company["enterprise_code"] in keys)
    who = ["--subject", company["enterprise_code"], "--name", company["name"]]
    code, filled = prefill(world, capsys, "enterprise_change", *who, "--purpose", "2.002011")
    fields = {field["id"]: field for field in filled["fields"]}
    assert code == 0
    assert fields["ma_so_doanh_nghiep"]["value"] == company["enterprise_code"]
    assert fields["ten_tieng_viet"]["value"] == company["name"]
    assert fields["dia_chi_tru_so"]["value"] == company["address"]


def test_every_refusal_looks_the_same(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    person = a_person(world)
    number, name, born = person["personal_id"], person["full_name"], person["date_of_birth"]
    answers = []
    for form, subject, who, day, purpose in (
        ("judicial_record_request", number, "MẪU VĂN KHÁC", born, "3.000333"),
        ("judicial_record_request", "068000000000", name, born, "3.000333"),
        ("judicial_record_request", number, name, "1900-01-01", "3.000333"),
        ("judicial_record_request", number, name, born, "9.999999"),
        ("no_such_form", number, name, born, "3.000333"),
    ):
        asked = ["--subject", subject, "--name", who, "--born", day, "--purpose", purpose, "--requester", "x"]
        code = main(["prefill", form, *asked, "--home", world.settings.home])
        answers.append((code, *capsys.readouterr()))
    assert {answer[0] for answer in answers} == {4}
    assert len(set(answers)) == 1
