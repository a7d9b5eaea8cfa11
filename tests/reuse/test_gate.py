"""Who is let in, and for what."""

import base64
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from catalog import forms
from reuse import clients
from reuse.app import Catalog, create_app
from reuse.callers import Caller
from reuse.clients import Registered, UnknownScope
from reuse.tokens import Tokens
from tests import papers
from warehouse.tables_reuse import api_clients

SECRET = b"s" * 32
ASKED: dict[str, Any] = {
    "form": "judicial_record_request",
    "subject": {"id": papers.NUMBER, "name": papers.NAME, "born": papers.BORN},
    "purpose": "3.000333",
    "requester": "H36.11/cb-014",
}
SCOPES = ("prefill:judicial_record_request", "dossiers")


@pytest.fixture
def web(engine: sa.Engine) -> TestClient:
    return TestClient(create_app(engine, Catalog(forms=forms()), secret=SECRET), raise_server_exceptions=False)


@pytest.fixture
def system(engine: sa.Engine) -> Registered:
    return clients.register(engine, name="Một cửa", agency="H36.11", scopes=SCOPES, now=papers.NOW)


def basic(name: str, secret: str) -> dict[str, str]:
    return {"Authorization": f"Basic {base64.b64encode(f'{name}:{secret}'.encode()).decode()}"}


def ask_token(web: TestClient, name: str, secret: str, **more: str) -> Any:
    return web.post("/oauth/token", data={"grant_type": "client_credentials"} | more, headers=basic(name, secret))


def prefill_with(web: TestClient, token: str, **changed: Any) -> int:
    return web.post("/prefill", json=ASKED | changed, headers={"Authorization": f"Bearer {token}"}).status_code


def test_a_registered_system_gets_a_short_lived_token_and_an_answer(web: TestClient, system: Registered) -> None:
    given = ask_token(web, system.id, system.secret)
    assert given.status_code == 200
    assert given.headers["cache-control"] == "no-store"
    assert given.json().keys() == {"access_token", "token_type", "expires_in", "scope"}
    assert given.json()["scope"] == "dossiers prefill:judicial_record_request"
    assert given.json()["expires_in"] == 900
    assert prefill_with(web, given.json()["access_token"]) == 200


def test_id_and_secret_may_stand_in_the_form_too(web: TestClient, system: Registered) -> None:
    form = {"grant_type": "client_credentials", "client_id": system.id, "client_secret": system.secret}
    assert web.post("/oauth/token", data=form).status_code == 200


WRONG: dict[str, Callable[[Registered], dict[str, Any]]] = {
    "a wrong secret": lambda it: {"headers": basic(it.id, "sai")},
    "an unknown id": lambda it: {"headers": basic("c-0", it.secret)},
    "nothing": lambda it: {},
    "no base64": lambda it: {"headers": {"Authorization": "Basic !!"}},
    "a NUL": lambda it: {"headers": basic("c-\\0", it.secret)},
}


@pytest.mark.parametrize("case", WRONG)
def test_anybody_else_gets_the_same_answer_and_no_token(web: TestClient, system: Registered, case: str) -> None:
    answer = web.post("/oauth/token", data={"grant_type": "client_credentials"}, **WRONG[case](system))
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
    assert system.secret not in answer.text


def test_other_grants_and_scopes_not_granted_are_refused_as_oauth_says(web: TestClient, system: Registered) -> None:
    other = web.post("/oauth/token", data={"grant_type": "password"}, headers=basic(system.id, system.secret))
    assert (other.status_code, other.json()["error"]) == (400, "unsupported_grant_type")
    more = ask_token(web, system.id, system.secret, scope="prefill:land_change")
    assert (more.status_code, more.json()["error"]) == (400, "invalid_scope")
    every = ask_token(web, system.id, system.secret, scope="*")
    assert every.json()["error"] == "invalid_scope"


def test_a_token_may_ask_for_less_than_was_granted(web: TestClient, system: Registered) -> None:
    less = ask_token(web, system.id, system.secret, scope="dossiers").json()
    assert less["scope"] == "dossiers"
    assert prefill_with(web, less["access_token"]) == 403


def test_a_system_that_was_shut_out_gets_no_token(web: TestClient, engine: sa.Engine, system: Registered) -> None:
    assert clients.end(engine, system.id, papers.NOW)
    assert not clients.end(engine, system.id, papers.NOW)
    assert ask_token(web, system.id, system.secret).status_code == 401


def test_the_secret_is_kept_nowhere(engine: sa.Engine, system: Registered) -> None:
    with engine.connect() as connection:
        kept = connection.execute(sa.select(api_clients)).mappings().one()
    assert system.secret not in repr(kept)
    assert [row["name"] for row in clients.listed(engine)] == ["Một cửa"]


@pytest.mark.parametrize("scopes", [(), ("prefill",), ("prefill:",), ("*",), ("dossiers", "all")])
def test_only_scopes_that_exist_are_granted(engine: sa.Engine, scopes: tuple[str, ...]) -> None:
    with pytest.raises(UnknownScope):
        clients.register(engine, name="x", agency="y", scopes=scopes, now=papers.NOW)


@pytest.mark.parametrize(("seconds", "good"), [(0, True), (899, True), (900, False), (-59, True), (-90, False)])
def test_a_token_lives_its_minutes_and_not_before(seconds: int, good: bool) -> None:
    tokens, caller = Tokens(SECRET), Caller(name="c-1", agency="H36", scopes=frozenset({"dossiers"}))
    read = tokens.read(tokens.issue(caller, papers.NOW), papers.NOW + timedelta(seconds=seconds))
    assert read == (caller if good else None)


def test_a_token_signed_by_nobody_is_refused(web: TestClient) -> None:
    forged = "eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0.eyJzdWIiOiJjLTEiLCJzY29wZSI6IioifQ."
    other = Tokens(b"t" * 32).issue(Caller(name="c-1", scopes=frozenset({"*"})), datetime.now(UTC))
    assert [prefill_with(web, token) for token in (forged, other, "x")] == [401] * 3


def test_a_scope_of_one_form_reaches_no_other(web: TestClient, engine: sa.Engine, system: Registered) -> None:
    token = ask_token(web, system.id, system.secret).json()["access_token"]
    assert prefill_with(web, token, form="land_change", purpose="1.013831") == 403
    assert prefill_with(web, token, form="*") == 403


def test_every_form_may_be_granted_at_once() -> None:
    every = Caller(name="x", scopes=frozenset({"prefill:*"}))
    assert every.may("prefill:land_change")
    assert not every.may("dossiers")
    assert not Caller(name="x", scopes=frozenset({"dossiers"})).may("prefill:land_change")
