"""The review page says in words what went wrong, and lets nobody in without a code."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from ledger.tables import open_state
from ocr.limits import Limits
from review.app import AWAY, NOWHERE, create_app
from review.desk import ReviewDesk

CODE = "ma-thu-nghiem"
NOBODY_LISTENS = 1
"""A port."""


@pytest.fixture
def desk(tmp_path: Path) -> ReviewDesk:
    return ReviewDesk(
        state=open_state(f"sqlite:///{tmp_path / 'state.db'}"),
        extraction_of=lambda _batch, _document: None,
        links_of=lambda _batch, _document: (),
        original=lambda scan: tmp_path / scan,
        limits=Limits(),
        log=lambda _entry: None,
        clock=lambda: datetime(2026, 11, 3, 8, 0, tzinfo=UTC),
        reviewers={CODE: "can-bo-mot"},
    )


@pytest.fixture
def client(desk: ReviewDesk) -> Iterator[TestClient]:
    with TestClient(create_app(desk), base_url="https://localhost", raise_server_exceptions=False) as client:
        yield client


@pytest.mark.parametrize("path", ["/", "/documents/d-1", "/documents/d-1/pages/1.png"])
def test_nobody_sees_anything_without_a_code(client: TestClient, path: str) -> None:
    answer = client.get(path, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")


def test_an_unknown_page_is_told_in_words_with_the_safe_headers(client: TestClient) -> None:
    answer = client.get("/khong-co")
    assert answer.status_code == 404
    assert NOWHERE in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_database_that_is_away_is_told_in_words_and_logged_without_the_query(
    desk: ReviewDesk, caplog: pytest.LogCaptureFixture
) -> None:
    away = replace(desk, state=sa.create_engine(f"postgresql+psycopg://nobody@127.0.0.1:{NOBODY_LISTENS}/none"))
    with TestClient(create_app(away), base_url="https://localhost", raise_server_exceptions=False) as client:
        answer = client.post("/sign-in", data={"code": CODE}, headers={"Origin": "https://localhost"})
    assert answer.status_code == 503
    assert AWAY in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert [record.getMessage() for record in caplog.records if record.name == "review.app"] == ["OperationalError"]
