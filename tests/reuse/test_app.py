"""The API as a caller meets it."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import sqlalchemy as sa
import uvicorn
from fastapi.testclient import TestClient
from openapi_spec_validator import validate

from catalog import document_types, forms, procedures
from reuse.app import Catalog, create_app
from tests import papers
from warehouse.tables import access_log

ASKED: dict[str, Any] = {
    "form": "judicial_record_request",
    "subject": {"id": papers.NUMBER, "name": papers.NAME, "born": papers.BORN},
    "purpose": "3.000333",
    "requester": "H36.11/cb-014",
}
KEY = {"Authorization": "Bearer khoa-thu"}
SECRET = b"s" * 32
CATALOG = Catalog(forms=forms(), procedures=procedures(), types=document_types())


@pytest.fixture
def client(engine: sa.Engine) -> TestClient:
    app = create_app(engine, CATALOG, secret=SECRET, fixed_tokens={"khoa-thu": "mot-cua"})
    return TestClient(app, raise_server_exceptions=False)


def changed(**parts: Any) -> dict[str, Any]:
    subject = ASKED["subject"] | parts.pop("subject", {})
    return ASKED | parts | {"subject": subject}


def outcomes(engine: sa.Engine) -> list[tuple[str, str]]:
    with engine.connect() as connection:
        rows = connection.execute(sa.select(access_log.c.outcome, access_log.c.basis).order_by(access_log.c.id))
        return [tuple(row) for row in rows]


def test_a_form_is_answered_and_the_calling_system_is_logged(client: TestClient, engine: sa.Engine) -> None:
    answer = client.post("/prefill", json=ASKED, headers=KEY)
    assert answer.status_code == 200
    first = answer.json()["fields"][0]
    assert (first["id"], first["value"], first["source"]) == ("ho_ten", papers.NAME, "1")
    assert outcomes(engine) == [("answered", "api:mot-cua")]


REFUSED: list[dict[str, Any]] = [
    {"subject": {"id": "001087999999"}},
    {"subject": {"name": "AI ĐÓ"}},
    {"subject": {"born": "1987"}},
    {"subject": {"born": None}},
    {"purpose": "1.004222"},
    {"form": "khong_co"},
    {"requester": " "},
]


def test_every_refusal_is_byte_for_byte_the_same_and_is_logged(client: TestClient, engine: sa.Engine) -> None:
    answers = [client.post("/prefill", json=changed(**parts), headers=KEY) for parts in REFUSED]
    told = {(a.status_code, a.content, tuple(sorted(a.headers.items()))) for a in answers}
    assert len(told) == 1
    assert answers[0].json() == {
        "error": {"code": "refused", "message": "Không cung cấp được dữ liệu cho yêu cầu này."}
    }
    assert len(outcomes(engine)) == len(REFUSED)


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer sai"}, {"Authorization": "Basic a2hvYQ=="}])
def test_without_a_known_token_nobody_is_answered(client: TestClient, engine: sa.Engine, headers: Any) -> None:
    answer = client.post("/prefill", json=ASKED, headers=headers)
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "unauthorized")
    assert client.get("/forms", headers=headers).status_code == 401
    assert outcomes(engine) == []


def test_an_app_without_tokens_answers_nobody(engine: sa.Engine) -> None:
    closed = TestClient(create_app(engine, CATALOG, secret=SECRET))
    for headers in (KEY, {"Authorization": "Bearer "}, {}):
        assert closed.post("/prefill", json=ASKED, headers=headers).status_code == 401


WRONG: dict[str, Any] = {
    "not json": b"{",
    "no body": b"",
    "a list": b"[]",
    "half a letter": json.dumps(changed(requester="\ud800")).encode(),
    "no subject": json.dumps({key: value for key, value in ASKED.items() if key != "subject"}).encode(),
    "a number with letters": json.dumps(changed(subject={"id": "Đỗ Văn Ổn 0"})).encode(),
    "a key twice": json.dumps(ASKED).replace('"purpose"', '"purpose": "1.000000", "purpose"').encode(),
    "an unknown key": json.dumps(changed() | {"Đỗ Văn Ổn": 1}).encode(),
    "a control letter": json.dumps(changed(requester="a\u0000b")).encode(),
    "a date of another kind": json.dumps(changed(subject={"born": "Đỗ Văn Ổn"})).encode(),
    "too long": json.dumps(changed(purpose="1" * 65)).encode(),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_malformed_request_is_told_where_it_is_wrong_and_nothing_it_sent(client: TestClient, case: str) -> None:
    answer = client.post("/prefill", content=WRONG[case], headers=KEY | {"Content-Type": "application/json"})
    assert answer.status_code == 422
    assert answer.json().keys() == {"error"}
    assert answer.json()["error"]["code"] == "invalid"
    assert "Ổn" not in answer.text


def test_other_addresses_and_methods_fail_in_the_same_shape(client: TestClient) -> None:
    for answer, status, code in (
        (client.get("/khong-co"), 404, "not_found"),
        (client.get("/prefill"), 405, "method_not_allowed"),
        (client.delete("/forms"), 405, "method_not_allowed"),
    ):
        assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
        assert answer.json()["error"]["message"]


def test_a_warehouse_that_is_away_is_said_in_the_same_shape(client: TestClient, engine: sa.Engine) -> None:
    with engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE access_log"))
    answer = client.post("/prefill", json=ASKED, headers=KEY)
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "unavailable")
    assert papers.NAME not in answer.text


def test_a_fault_of_our_own_is_said_in_the_same_shape(engine: sa.Engine) -> None:
    hurt = Catalog(forms={"hong": None})  # type: ignore[dict-item]
    app = create_app(engine, hurt, secret=SECRET, fixed_tokens={"khoa-thu": "x"})
    broken = TestClient(app, raise_server_exceptions=False)
    answer = broken.get("/forms", headers=KEY)
    assert (answer.status_code, answer.json()["error"]["code"]) == (500, "internal")


def test_the_forms_are_listed_with_their_procedures(client: TestClient) -> None:
    listed = {form["code"]: form for form in client.get("/forms", headers=KEY).json()}
    assert set(listed) == set(forms())
    assert listed["judicial_record_request"]["purposes"] == ["3.000333"]
    assert "ho_ten" in listed["judicial_record_request"]["fields"]


def test_health_needs_no_token(client: TestClient) -> None:
    assert client.get("/health").json() == {"status": "ok"}


def test_the_description_is_valid_openapi_and_names_every_error(client: TestClient) -> None:
    described = client.get("/openapi.json").json()
    validate(described)
    assert described["openapi"].startswith("3.1")
    asked = described["paths"]["/prefill"]["post"]
    assert set(asked["responses"]) == {"200", "401", "403", "404", "405", "422", "500", "503"}
    shapes = {r["content"]["application/json"]["schema"]["$ref"] for s, r in asked["responses"].items() if s != "200"}
    assert shapes == {"#/components/schemas/Error"}
    assert asked["security"]


def test_the_examples_of_the_description_are_valid_requests(client: TestClient) -> None:
    schemas = client.get("/openapi.json").json()["components"]["schemas"]

    def example(name: str) -> dict[str, Any]:
        parts = schemas[name]["properties"].items()
        return {key: part["examples"][0] if "examples" in part else example("Subject") for key, part in parts}

    assert client.post("/prefill", json=example("PrefillRequest"), headers=KEY).status_code == 200


@pytest.fixture
def served(engine: sa.Engine) -> Iterator[str]:
    app = create_app(engine, CATALOG, secret=SECRET, fixed_tokens={"khoa-thu": "mot-cua"})
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        until = time.monotonic() + 10
        while not server.started and time.monotonic() < until:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)


def test_a_real_server_answers_several_callers_at_once(served: str, engine: sa.Engine) -> None:
    answers: list[httpx.Response] = []
    with httpx.Client(base_url=served, headers=KEY, timeout=20, trust_env=False) as web:
        callers = [threading.Thread(target=lambda: answers.append(web.post("/prefill", json=ASKED))) for _ in range(8)]
        for caller in callers:
            caller.start()
        for caller in callers:
            caller.join()
    assert [answer.status_code for answer in answers] == [200] * 8
    assert len({json.dumps(answer.json()["fields"]) for answer in answers}) == 1
    assert outcomes(engine) == [("answered", "api:mot-cua")] * 8
