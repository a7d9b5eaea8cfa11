"""The prefill API with one more route: a bare primary-key SELECT through the same web stack."""

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa
from fastapi import FastAPI

from pipelines import settings as configuration
from pipelines.api import catalog
from pipelines.vault import warehouse_of
from reuse.app import create_app
from reuse.callers import Caller
from reuse.tokens import Tokens
from warehouse.tables import identifiers

SECRET = b"benchmark" * 4


@cache
def TOKEN() -> str:  # noqa: N802 - a constant that needs a clock
    """An access token as a registered system holds one."""
    caller = Caller(name="c-bench", agency="H36.11", scopes=frozenset({"prefill:judicial_record_request"}))
    return Tokens(SECRET, timedelta(hours=12)).issue(caller, datetime.now(UTC))


def create() -> FastAPI:
    """The app over the warehouse of the settings in force."""
    engine = warehouse_of(configuration.read())
    app = create_app(engine, catalog(), secret=SECRET)
    query = sa.select(identifiers.c.subject_id).where(
        identifiers.c.scheme == "personal_id", identifiers.c.value == sa.bindparam("number")
    )

    @app.get("/bare/{number}")
    def bare(number: str) -> Any:
        with engine.connect() as connection:
            return {"id": connection.execute(query, {"number": number}).scalar()}

    return app
