"""A warehouse in which one invented person and one invented company are known."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from tests import papers
from tests.papers import birth, document, link, record, value
from tests.postgres import upgraded_url
from warehouse.load import load
from warehouse.store import open_warehouse

__all__ = ["upgraded_url"]


@pytest.fixture
def engine(upgraded_url: str) -> Iterator[sa.Engine]:
    engine = open_warehouse(upgraded_url)
    paper = birth(
        value("home_town", "Xã Đạ Tẻ, Lâm Đồng", accepted=False),
        value("ethnicity", "Mạ", origin=papers.Origin.HUMAN),
    )
    person = document(paper, link(paper, answer=record()), reviewer="cb-014")
    load(engine, batch="2026-11-20_H36.11", documents=[person, papers.company()], now=papers.NOW)
    yield engine
    engine.dispose()
