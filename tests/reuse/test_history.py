"""Facts of a subject on a day, as known at a moment, over HTTP."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from catalog import document_types, forms, procedures
from reuse.app import Catalog, create_app
from reuse.callers import Caller
from reuse.tokens import Tokens
from tests import papers
from tests.papers import birth, document, link, record, value
from tests.reuse_papers import LICENCE, RECORD, paper
from warehouse import rights
from warehouse.endings import Revocation, take_feed
from warehouse.load import load
from warehouse.rights import Asked
from warehouse.rights_deadlines import Right
from warehouse.rights_effects import carry_out
from warehouse.store import writing
from warehouse.tables import access_log, identifiers

SECRET = b"s" * 32
CATALOG = Catalog(forms=forms(), procedures=procedures(), types=document_types())
SCOPE = "facts:judicial_record_request"
ASKED: dict[str, Any] = {
    "subject": {"id": papers.NUMBER, "name": papers.NAME, "born": papers.BORN},
    "purpose": "3.000333",
    "requester": "H36.11/cb-014",
}
LATER = papers.NOW + timedelta(days=30)
"""When the second paper came."""


@pytest.fixture
def web(engine: sa.Engine) -> TestClient:
    """The registry tells of a residence in November; a paper of September, which came later, of another."""
    told = birth(value("home_town", "Xã Đạ Tẻh"), scan="b" * 64)
    load(engine, batch="b", documents=[document(told, link(told, answer=record()))], now=papers.NOW)
    load(engine, batch="b", documents=[paper("judicial_record", RECORD, scan="c" * 64)], now=LATER)
    return TestClient(create_app(engine, CATALOG, secret=SECRET), raise_server_exceptions=False)


def ask(web: TestClient, *scopes: str, **changed: Any) -> Any:
    caller = Caller(name="c-1", agency="H36.11", scopes=frozenset(scopes or (SCOPE,)))
    token = Tokens(SECRET).issue(caller, datetime.now(UTC))
    body = (
        ASKED | {"known_at": LATER.isoformat()} | changed | {"subject": ASKED["subject"] | changed.get("subject", {})}
    )
    return web.post("/facts", json=body, headers={"Authorization": f"Bearer {token}"})


def told(answer: Any) -> dict[str, dict[str, Any]]:
    assert answer.status_code == 200
    return {one["attribute"]: one for one in answer.json()["facts"]}


def logged(engine: sa.Engine) -> list[sa.RowMapping]:
    with engine.connect() as connection:
        return list(connection.execute(sa.select(access_log).order_by(access_log.c.id)).mappings())


def revoke(engine: sa.Engine) -> None:
    row = {"source": "officer", "key": "1", "kind": "revoked", "type": "driving_licence", "number": LICENCE["number"]}
    take_feed(
        engine, [Revocation(**row, effective_on="2026-11-19", subject=("personal_id", papers.NUMBER))], now=papers.NOW
    )


def subject_of(engine: sa.Engine) -> str:
    with engine.connect() as connection:
        query = sa.select(identifiers.c.subject_id).where(identifiers.c.value == papers.NUMBER)
        return str(connection.execute(query).scalar_one())


def test_what_was_true_on_a_day_as_known_at_a_moment(web: TestClient) -> None:
    then, registry = papers.NOW.isoformat(), record().attributes["residence"]
    asked = [
        ({"as_of": "2026-12-15"}, registry),
        ({"as_of": "2026-09-15"}, RECORD["residence"]),
        ({"as_of": "2026-09-15", "known_at": then}, None),
        ({"as_of": "2026-08-31"}, None),
        ({}, registry),
        ({"known_at": "2020-01-01T00:00:00Z"}, None),
    ]
    for when, residence in asked:
        assert told(ask(web, **when))["residence"]["value"] == residence, when


def test_the_answer_says_whose_word_it_is_and_what_is_missing(web: TestClient) -> None:
    answer = ask(web)
    facts = told(answer)
    assert (facts["full_name"]["source"], facts["home_town"]["source"]) == ("1", "3")
    assert facts["home_town"]["valid_from"] == "2016-05-04"
    assert facts["home_town"]["evidence"].startswith("fact-")
    assert (facts["place_of_birth"]["unavailable"], facts["place_of_birth"]["value"]) == ("missing", None)
    assert answer.headers["cache-control"] == "no-store"
    assert datetime.fromisoformat(answer.json()["known_at"]) == LATER


def test_only_what_the_granted_forms_of_the_purpose_ask_is_told(web: TestClient) -> None:
    form = forms()["judicial_record_request"]
    asks = {one.attribute for one in form.fields if not one.paper}
    assert set(told(ask(web))) == asks
    assert set(told(ask(web, attributes=["home_town"]))) == {"home_town"}
    licence = told(ask(web, "facts:*", purpose="3.000346"))
    assert not {"mother_name", "father_name", "spouse_name"} & set(licence), "no third person without need"


REFUSED: dict[str, dict[str, Any]] = {
    "not_found": {"subject": {"id": "001087999999"}},
    "mismatch": {"subject": {"name": "AI ĐÓ"}},
    "mismatch birth": {"subject": {"born": None}},
    "purpose": {"purpose": "9.999999"},
    "scope of a company's form": {"purpose": "2.002011"},
    "requester": {"requester": " "},
    "attributes": {"attributes": ["criminal_record"]},
}


def test_every_refusal_is_byte_for_byte_the_same_and_logged_with_its_cause(web: TestClient, engine: sa.Engine) -> None:
    answers = [ask(web, **changed) for changed in REFUSED.values()]
    answers += [ask(web, scope) for scope in ("prefill:*", "facts:land_change", "dossiers")]
    assert {(one.status_code, one.content) for one in answers} == {(403, answers[0].content)}
    assert answers[0].json()["error"]["code"] == "refused"
    causes = [*(case.split()[0] for case in REFUSED), "scope", "scope", "scope"]
    assert [row["outcome"] for row in logged(engine)] == [f"refused:{cause}" for cause in causes]
    assert {row["attributes"] == [] for row in logged(engine)} == {True}


def test_a_look_is_logged_with_exactly_what_was_handed_out(web: TestClient, engine: sa.Engine) -> None:
    facts = told(ask(web, as_of="2026-12-15"))
    (row,) = logged(engine)
    assert facts["residence"]["value"]
    assert set(row["attributes"]) == {name for name, one in facts.items() if one["value"] is not None}
    assert (row["action"], row["subject_value"], row["outcome"]) == ("history", papers.NUMBER, "answered")
    assert (row["requester"], row["purpose"], row["basis"]) == ("H36.11/cb-014", "3.000333", "api:c-1")


def test_nothing_is_told_when_the_log_cannot_be_written(web: TestClient, engine: sa.Engine) -> None:
    with engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE access_log"))
    answer = ask(web)
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "unavailable")


def test_what_the_person_restricted_is_not_told_for_the_past_either(web: TestClient, engine: sa.Engine) -> None:
    asked = Asked(subject=subject_of(engine), right=Right.RESTRICT, attributes=("home_town",))
    with writing(engine) as connection:
        number = rights.receive(connection, asked, by="cb", now=papers.NOW).id
        carry_out(connection, number, by="cb", now=papers.NOW)
    home = told(ask(web, as_of="2020-01-01"))["home_town"]
    assert (home["unavailable"], home["value"]) == ("restricted", None)


def test_a_judicial_record_no_2_is_no_source_of_the_past(web: TestClient, engine: sa.Engine) -> None:
    second = RECORD | {"form": "2", "residence": "Chỉ có trên phiếu số 2", "issued_on": "2030-01-01"}
    load(engine, batch="b", documents=[paper("judicial_record", second, scan="d" * 64)], now=LATER)
    assert "Chỉ có trên phiếu" not in ask(web, as_of="2031-01-01").text


def test_a_paper_that_was_revoked_by_the_day_is_no_source_for_it(web: TestClient, engine: sa.Engine) -> None:
    load(engine, batch="b", documents=[paper("driving_licence", LICENCE, scan="2" * 64)], now=papers.NOW)
    revoke(engine)
    asked = {"purpose": "3.000346", "attributes": ["driving_class"]}
    assert told(ask(web, "facts:*", **asked, as_of="2026-11-18"))["driving_class"]["value"] == "B2"
    after = told(ask(web, "facts:*", **asked, as_of="2026-11-19"))["driving_class"]
    assert (after["unavailable"], "thu hồi" in after["why"]) == ("expired", True)


@pytest.mark.parametrize(
    "wrong",
    [
        {"as_of": "2026-02-30"},
        {"as_of": "0001-01-01"},
        {"as_of": 20000},
        {"as_of": "2026-11-20\n"},
        {"known_at": "2026-11-20T10:00:00"},
        {"known_at": "0001-01-01T00:00:00+14:00"},
        {"known_at": 1700000000},
        {"attributes": ["a\u0000b"]},
        {"attributes": "home_town"},
    ],
)
def test_a_day_or_moment_that_is_none_is_told_where_it_is_wrong(web: TestClient, wrong: dict[str, Any]) -> None:
    answer = ask(web, **wrong)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "invalid")
    assert next(iter(wrong)) in answer.json()["error"]["message"]


def test_no_person_stands_in_a_url(web: TestClient) -> None:
    assert web.get("/facts", params={"subject": papers.NUMBER}).status_code == 405
