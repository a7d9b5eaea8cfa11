"""The API against its own description: whatever fits it is answered as described, whatever does not is refused so."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import schemathesis
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.generation.modes import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from catalog import document_types, forms, procedures, result_codes
from reuse.app import Catalog, create_app
from tests import papers
from tests.reuse_papers import everything
from warehouse.load import load
from warehouse.store import open_warehouse, upgrade

CATALOG = Catalog(forms=forms(), procedures=procedures(), types=document_types(), results=result_codes())
KEY = {"Authorization": "Bearer khoa-thu"}
CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
    unsupported_method,
)


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> schemathesis.BaseSchema:
    engine = open_warehouse(f"sqlite:///{Path(tmp_path_factory.mktemp('kho'))}/kho.db")
    upgrade(engine)
    load(engine, batch="b", documents=everything(), now=papers.NOW)
    app = create_app(engine, CATALOG, secret=b"s" * 32, fixed_tokens={"khoa-thu": "mot-cua"})
    return schemathesis.openapi.from_asgi("/openapi.json", app)


OPERATIONS = [
    (method.upper(), path)
    for path, methods in create_app(sa.create_engine("sqlite://"), CATALOG, secret=b"s" * 32).openapi()["paths"].items()
    for method in methods
]


def ask(strategy: Any, examples: int, check: Callable[[schemathesis.Case], None]) -> None:
    """Runs the check on so many requests of that kind."""
    quiet = list(HealthCheck)
    run = given(strategy)(check)
    settings(max_examples=examples, deadline=None, database=None, derandomize=True, suppress_health_check=quiet)(run)()


@pytest.mark.parametrize("mode", GenerationMode)
@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_every_answer_is_as_described(
    api: schemathesis.BaseSchema, method: str, path: str, mode: GenerationMode
) -> None:
    operation = api[path][method]
    if mode is GenerationMode.NEGATIVE and not (operation.body or operation.query or operation.path_parameters):
        pytest.skip("takes nothing that could be wrong")

    def as_described(case: schemathesis.Case) -> None:
        case.call_and_validate(headers=KEY, checks=CHECKS)

    ask(operation.as_strategy(mode), 12, as_described)


CLOSED = [one for one in OPERATIONS if one[1] not in ("/health", "/oauth/token", "/.well-known/jwks.json")]


@pytest.mark.parametrize(("method", "path"), CLOSED)
def test_nobody_is_answered_without_a_token(api: schemathesis.BaseSchema, method: str, path: str) -> None:
    def refused(case: schemathesis.Case) -> None:
        assert case.call(headers={"Authorization": "Bearer x"}).status_code in (401, 422)

    ask(api[path][method].as_strategy(GenerationMode.POSITIVE), 3, refused)
