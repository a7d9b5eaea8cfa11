"""A warehouse with its schema, on SQLite and on PostgreSQL."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from tests.postgres import warehouse_url
from warehouse.store import open_warehouse, upgrade

__all__ = ["warehouse_url"]


@pytest.fixture
def engine(warehouse_url: str) -> Iterator[sa.Engine]:
    engine = open_warehouse(warehouse_url)
    upgrade(engine)
    yield engine
    engine.dispose()
