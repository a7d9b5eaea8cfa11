"""The prefill API over HTTP. It decides nothing: it checks who calls, asks, and answers in one shape."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Annotated, Any

import sqlalchemy as sa
from fastapi import Depends, FastAPI, Path, Query
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

from domain.documents import DocumentType
from domain.errors import Refused
from domain.facts import Form
from domain.rules import Procedure, ResultKind
from reuse import clients, errors, wire
from reuse.asking import Question, asked
from reuse.callers import Caller
from reuse.checking import Checker, Submission
from reuse.errors import USUAL, described
from reuse.facts_route import add_facts
from reuse.gate import add_token_endpoint, caller_of
from reuse.json_body import OneMeaning
from reuse.national_store import Store, StoreKeys
from reuse.paper_files import Originals
from reuse.prefill import prefill
from reuse.receipts import Receipts
from reuse.required import required
from reuse.store_routes import add_store
from reuse.tokens import Tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalog:
    """What can be asked for."""

    forms: Mapping[str, Form]
    procedures: Mapping[str, Procedure] = field(default_factory=dict)
    types: Mapping[str, DocumentType] = field(default_factory=dict)
    results: Mapping[str, ResultKind] = field(default_factory=dict)


def create_app(
    engine: sa.Engine,
    catalog: Catalog,
    *,
    secret: bytes,
    fixed_tokens: Mapping[str, str] | None = None,
    originals: Originals | None = None,
) -> FastAPI:
    """The API over a warehouse; `originals` where the files of results are to be handed out too.

    `secret` signs tokens and receipts (at least 32 bytes; `WeakKey`); several servers of one warehouse share it.
    `fixed_tokens`: bearer token -> name of a system, beside the registered ones.
    """
    tokens, receipts = Tokens(secret), Receipts(secret)
    app = FastAPI(
        title="Sohoa: dữ liệu điền sẵn biểu mẫu",
        version="2",
        description="Điền sẵn biểu mẫu từ kho dữ liệu cá nhân, tổ chức đã xác minh. Mọi lần đọc đều được ghi nhật ký.",
        docs_url=None,
        redoc_url=None,
        responses=described("not_found", "method_not_allowed", "internal"),
    )
    app.router.route_class = OneMeaning
    errors.answer_errors(app)
    add_token_endpoint(app, tokens, partial(clients.known, engine))
    caller = Depends(caller_of(tokens, dict(fixed_tokens or {})))
    _add_prefill(app, engine, catalog, caller, receipts)
    _add_check(
        app, Checker(engine=engine, receipts=receipts, forms=catalog.forms, procedures=catalog.procedures), caller
    )
    _add_required(app, engine, catalog, caller, receipts)
    add_facts(app, engine, catalog.forms, caller)
    _add_lists(app, engine, catalog, caller)
    add_store(app, _store(engine, catalog, secret), originals, caller)
    return app


def _store(engine: sa.Engine, catalog: Catalog, secret: bytes) -> Store:
    return Store(
        engine=engine,
        keys=StoreKeys(secret),
        procedures=catalog.procedures,
        types=catalog.types,
        codes=catalog.results,
    )


def _add_prefill(app: FastAPI, engine: sa.Engine, catalog: Catalog, caller: Any, receipts: Receipts) -> None:
    @app.post("/prefill", response_model=wire.PrefillAnswer, responses=described(*USUAL))
    def answer(body: wire.PrefillRequest, system: Annotated[Caller, caller]) -> Any:
        """Prefills one form for one subject. Every refusal is the same answer, whatever its cause."""
        filled = prefill(
            engine,
            catalog.forms.get(body.form),
            id=body.subject.id,
            name=body.subject.name,
            born=body.subject.born,
            purpose=body.purpose,
            requester=body.requester,
            paper_number=body.paper_number,
            now=datetime.now(UTC),
            caller=system,
            receipts=receipts,
        )
        return _sent(asdict(filled))


def _add_check(app: FastAPI, checker: Checker, caller: Any) -> None:
    faults = described(*USUAL, "receipt_invalid", "receipt_expired", "receipt_used")

    @app.post("/prefill/{receipt}/check", response_model=wire.CheckAnswer, responses=faults)
    def check(
        receipt: Annotated[str, Path(max_length=16_000)], body: wire.CheckRequest, system: Annotated[Caller, caller]
    ) -> Any:
        """On submission, once: which fields were changed, and which uploads count as replaced."""
        values = {one.id: one.value for one in body.fields}
        if len(values) != len(body.fields):
            raise RequestValidationError([{"loc": ("body", "fields", "id"), "type": "duplicate"}])
        submission = Submission(dossier=body.dossier, fields=values, reused=tuple(body.reused))
        checked = checker.check(receipt, submission, caller=system, now=datetime.now(UTC))
        return _sent(asdict(checked) | {"intact": checked.intact})


def _add_required(app: FastAPI, engine: sa.Engine, catalog: Catalog, caller: Any, receipts: Receipts) -> None:
    @app.post("/dossiers/required", response_model=wire.RequiredAnswer, responses=described(*USUAL))
    def needed(body: wire.RequiredRequest, system: Annotated[Caller, caller]) -> Any:
        """Which papers of a procedure are here and in force for this applicant, and need not be asked for."""
        procedure = catalog.procedures.get(body.procedure)
        subject = asked(
            procedure.subject if procedure else "person", body.subject.id, body.subject.name, body.subject.born
        )
        question = Question(
            subject=subject, purpose=body.procedure, requester=body.requester, caller=system, now=datetime.now(UTC)
        )
        found = required(engine, procedure, question, types=catalog.types, receipts=receipts)
        parts = [asdict(one) | {"ask_for": one.ask_for} for one in found.components]
        return _sent(asdict(found) | {"components": parts})

    @app.get(
        "/dossiers/required",
        response_model=wire.ProcedureAnswer,
        responses=described("unauthorized", "refused", "invalid"),
        dependencies=[caller],
    )
    def listed(asked: Annotated[wire.ListQuery, Query()]) -> Any:
        """What a procedure asks for, whoever applies. For one applicant ask by POST: no person stands in a URL."""
        declared = catalog.procedures.get(asked.procedure)
        if declared is None:
            raise Refused
        parts = [
            {name: getattr(one, name) for name in wire.ComponentListed.model_fields} for one in declared.components
        ]
        return {"procedure": declared.code, "title": declared.title, "components": parts}


def _add_lists(app: FastAPI, engine: sa.Engine, catalog: Catalog, caller: Any) -> None:
    @app.get("/forms", response_model=list[wire.FormAnswer], responses=described("unauthorized"), dependencies=[caller])
    def listed() -> Any:
        """The forms that can be asked for, and the procedures each may be asked for."""
        return [asdict(form) | {"fields": [field.id for field in form.fields]} for form in catalog.forms.values()]

    @app.get("/health", response_model=wire.Health, responses=described("unavailable"))
    def health() -> Any:
        """Whether the warehouse answers. Needs no token and says nothing else."""
        with engine.connect() as connection:
            connection.exec_driver_sql("SELECT 1")
        return {"status": "ok"}


def _sent(content: dict[str, Any]) -> JSONResponse:
    """An answer about a person: kept by no cache, and not checked once more against its own shape."""
    plain = {key: value.isoformat() if isinstance(value, datetime) else value for key, value in content.items()}
    return JSONResponse(plain, headers={"Cache-Control": "no-store"})
