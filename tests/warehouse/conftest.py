"""A warehouse with its schema, on SQLite and on PostgreSQL."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from tests.postgres import upgraded_url, warehouse_url
from warehouse.store import open_warehouse

__all__ = ["upgraded_url", "warehouse_url"]


@pytest.fixture
def engine(upgraded_url: str) -> Iterator[sa.Engine]:
    engine = open_warehouse(upgraded_url)
    yield engine
    engine.dispose()


@pytest.fixture
def connection(engine: sa.Engine) -> Iterator[sa.Connection]:
    with engine.connect() as connection:
        yield connection
