"""The review page says in words what went wrong, and lets nobody in without a code."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from domain.facts import AccessEntry
from domain.findings import Hold, HoldReason
from ledger import holds
from ledger.tables import open_state
from ocr.limits import Limits
from review.app import AWAY, GONE, NOWHERE, create_app
from review.desk import ReviewDesk
from tests.papers import birth

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


def test_an_officer_sees_and_decides_the_papers_of_their_own_agency_alone(desk: ReviewDesk) -> None:
    looks: list[AccessEntry] = []
    papers = {name: birth(scan=name * 64) for name in "ab"}
    for name, agency in (("a", "H36.11.02"), ("b", "H48")):
        paper = papers[name]
        asks = {"scan": paper.scan, "document": paper.document, "seen": name * 64, "field": "full_name"}
        found = Hold(**asks, reason=HoldReason.UNSURE_VALUE, value="MẪU")
        holds.replace(desk.state, f"2026-11-02|{agency}", "verified", [found])
    by_id = {paper.document: paper for paper in papers.values()}
    codes: dict[str, str | None] = {"can-bo-mot": "H36.11"}
    bound = replace(desk, extraction_of=lambda _, name: by_id[name], log=looks.append, within=codes.__getitem__)
    own, other = papers["a"].document, papers["b"].document
    with TestClient(create_app(bound), base_url="https://localhost", raise_server_exceptions=False) as client:
        client.post("/sign-in", data={"code": CODE}, headers={"Origin": "https://localhost"})
        listed = client.get("/").text
        assert (own in listed, other in listed) == (True, False)
        assert client.get(f"/documents/{own}").status_code == 200
        form = {"seen": "b" * 64, "field:full_name": "ok"}
        for answer in (
            client.get(f"/documents/{other}"),
            client.post(f"/documents/{other}", data=form, headers={"Origin": "https://localhost"}),
            client.get(f"/documents/{other}/pages/1.png"),
            client.get(f"/documents/{other}/fields/full_name.png"),
        ):
            assert (answer.status_code, GONE in answer.text) == (404, True), "as for a paper that is not there"
        codes["can-bo-mot"] = ""
        assert client.get(f"/documents/{own}").status_code == 404
        codes["can-bo-mot"] = None
        assert client.get(f"/documents/{other}").status_code == 200
    assert [look.subject_value for look in looks] == [own, other]


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
