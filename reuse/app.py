"""The prefill API over HTTP. It decides nothing: it checks who calls, asks `prefill`, and answers in one shape."""

import hmac
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated, Any

import sqlalchemy as sa
from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from domain.errors import Refused, SourceError
from domain.facts import Form
from reuse.prefill import prefill
from warehouse.store import WarehouseError

MESSAGES = {
    "unauthorized": "Thiếu hoặc sai mã truy cập của hệ thống gọi.",
    "refused": "Không cung cấp được dữ liệu cho yêu cầu này.",
    "not_found": "Không có địa chỉ này.",
    "method_not_allowed": "Phương thức không được hỗ trợ.",
    "invalid": "Yêu cầu không đúng mẫu",
    "unavailable": "Kho dữ liệu tạm thời không truy cập được, hãy thử lại sau.",
    "internal": "Lỗi trong hệ thống; yêu cầu chưa được thực hiện.",
}
"""Error code -> what the caller reads."""

CODES = {
    401: "unauthorized",
    403: "refused",
    404: "not_found",
    405: "method_not_allowed",
    422: "invalid",
    500: "internal",
    503: "unavailable",
}

LINE = r"^[^\x00-\x1f]*$"


class Strict(BaseModel):
    """A body in which an unknown key is an error."""

    model_config = ConfigDict(extra="forbid")


class Subject(Strict):
    """A person by number, name and birth date together, or a company by code and name."""

    id: str = Field(min_length=8, max_length=20, pattern=r"^[0-9-]+$", examples=["001087000015"])
    name: str = Field(min_length=1, max_length=200, pattern=LINE, examples=["VÕ THỊ HOÀ"])
    born: str | None = Field(None, pattern=r"^\d{4}(-\d{2}-\d{2})?$", examples=["1987-03-12"])


class PrefillRequest(Strict):
    """Which form, for whom, for which procedure and on whose request."""

    form: str = Field(min_length=1, max_length=64, pattern=LINE, examples=["judicial_record_request"])
    subject: Subject
    purpose: str = Field(min_length=1, max_length=64, pattern=LINE, examples=["3.000333"])
    requester: str = Field(min_length=1, max_length=120, pattern=LINE, examples=["H36.11/cb-014"])


KEYS = {*PrefillRequest.model_fields, *Subject.model_fields}
"""Parts of a request by name."""


class FieldAnswer(BaseModel):
    """A value with its source, or `unavailable` with why. Source: 1 registry, 2 officer, 3 machine, 4 the person."""

    id: str = Field(examples=["ho_ten"])
    label: str = Field(examples=["Họ và tên"])
    value: str | None = Field(None, examples=["VÕ THỊ HOÀ"])
    source: str | None = Field(None, examples=["1"])
    assurance: str | None = Field(None, examples=["Đã đối chiếu với cơ sở dữ liệu quốc gia"])
    last_updated: str | None = Field(None, description="YYYY-MM-DD or YYYY", examples=["2026-11-19"])
    evidence: str | None = Field(None, examples=["fact-8"])
    editable: bool = Field(examples=[False])
    unavailable: str | None = Field(None, description="Why there is no value", examples=[None])


class PrefillAnswer(BaseModel):
    """A form, prefilled."""

    form: str = Field(examples=["judicial_record_request"])
    title: str = Field(examples=["Tờ khai yêu cầu cấp Phiếu lý lịch tư pháp"])
    subject: str = Field(description="The warehouse's own id", examples=["2c5f6e60123179f0dca9fcacacedffd7"])
    purpose: str = Field(examples=["3.000333"])
    requester: str = Field(examples=["H36.11/cb-014"])
    issued_at: datetime = Field(examples=["2026-11-20T08:30:00Z"])
    fields: list[FieldAnswer]


class FormAnswer(BaseModel):
    """One form that can be asked for."""

    code: str = Field(examples=["judicial_record_request"])
    title: str = Field(examples=["Tờ khai yêu cầu cấp Phiếu lý lịch tư pháp"])
    subject: str = Field(description="person or company", examples=["person"])
    legal_basis: str = Field(examples=["Luật Lý lịch tư pháp 28/2009/QH12"])
    purposes: list[str] = Field(examples=[["3.000333"]])
    fields: list[str] = Field(description="Ids of its fields", examples=[["ho_ten", "ngay_sinh"]])


class Health(BaseModel):
    """Whether the service and its warehouse answer."""

    status: str = Field(examples=["ok"])


class Problem(BaseModel):
    """What went wrong; `code` for programs, `message` for people."""

    code: str = Field(examples=["refused"])
    message: str = Field(examples=["Không cung cấp được dữ liệu cho yêu cầu này."])


class Error(BaseModel):
    """The one shape of every error."""

    error: Problem


def create_app(engine: sa.Engine, forms: Mapping[str, Form], *, tokens: Mapping[str, str] | None = None) -> FastAPI:
    """The API over a warehouse; `tokens`: bearer token -> name of the calling system (without any, nobody may ask)."""
    app = FastAPI(
        title="Sohoa: dữ liệu điền sẵn biểu mẫu",
        version="1",
        description="Điền sẵn biểu mẫu từ kho dữ liệu cá nhân, tổ chức đã xác minh. Mọi lần đọc đều được ghi nhật ký.",
        docs_url=None,
        redoc_url=None,
        responses={status: {"model": Error, "description": MESSAGES[CODES[status]]} for status in (404, 405, 500)},
    )
    _answer_errors(app)
    caller = Depends(_caller(dict(tokens or {})))
    _add_prefill(app, engine, forms, caller)
    _add_lists(app, engine, forms, caller)
    return app


def _add_prefill(app: FastAPI, engine: sa.Engine, forms: Mapping[str, Form], caller: Any) -> None:
    @app.post(
        "/prefill", response_model=PrefillAnswer, responses=_errors("unauthorized", "refused", "invalid", "unavailable")
    )
    def answer(body: PrefillRequest, system: Annotated[str, caller]) -> Any:
        """Prefills one form for one subject. Every refusal is the same answer, whatever its cause."""
        filled = prefill(
            engine,
            forms.get(body.form),
            id=body.subject.id,
            name=body.subject.name,
            born=body.subject.born,
            purpose=body.purpose,
            requester=body.requester,
            now=datetime.now(UTC),
            basis=f"api:{system}",
        )
        return asdict(filled)


def _add_lists(app: FastAPI, engine: sa.Engine, forms: Mapping[str, Form], caller: Any) -> None:
    @app.get("/forms", response_model=list[FormAnswer], responses=_errors("unauthorized"), dependencies=[caller])
    def listed() -> Any:
        """The forms that can be asked for, and the procedures each may be asked for."""
        return [asdict(form) | {"fields": [field.id for field in form.fields]} for form in forms.values()]

    @app.get("/health", response_model=Health, responses=_errors("unavailable"))
    def health() -> Any:
        """Whether the warehouse answers. Needs no token and says nothing else."""
        with engine.connect() as connection:
            connection.exec_driver_sql("SELECT 1")
        return {"status": "ok"}


def _caller(tokens: Mapping[str, str]) -> Any:
    bearer = HTTPBearer(auto_error=False, description="Mã truy cập cấp cho hệ thống gọi.")

    def check(given: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]) -> str:
        offered = (given.credentials if given else "").encode()
        names = [name for token, name in tokens.items() if hmac.compare_digest(token.encode(), offered)]
        if not names:
            raise HTTPException(401)
        return names[0]

    return check


def _errors(*codes: str) -> dict[int | str, dict[str, Any]]:
    return {STATUSES[code]: {"model": Error, "description": MESSAGES[code]} for code in codes}


STATUSES = {code: status for status, code in CODES.items()}


def _problem(code: str, detail: str = "", status: int | None = None) -> JSONResponse:
    message = f"{MESSAGES[code]}: {detail}." if detail else MESSAGES[code]
    headers = {"WWW-Authenticate": "Bearer"} if code == "unauthorized" else None
    return JSONResponse({"error": {"code": code, "message": message}}, status or STATUSES[code], headers)


def _place(error: Mapping[str, Any]) -> str:
    """Which part of the request is wrong, in our own names only: a key the caller made up may name a person."""
    ours = [part for part in error["loc"] if part in KEYS]
    extra = ["trường không có trong mẫu"] if error["type"] == "extra_forbidden" else []
    return ".".join(ours + extra) or "nội dung không phải JSON đúng mẫu"


def _answer_errors(app: FastAPI) -> None:
    """Every error in one shape; none repeats what was sent."""

    @app.exception_handler(Refused)
    def refused(request: Request, error: Refused) -> JSONResponse:  # noqa: ARG001
        return _problem("refused")

    @app.exception_handler(SourceError)
    @app.exception_handler(sa.exc.DBAPIError)
    def away(request: Request, error: Exception) -> JSONResponse:  # noqa: ARG001
        return _problem("unavailable")

    @app.exception_handler(WarehouseError)
    @app.exception_handler(Exception)
    def broken(request: Request, error: Exception) -> JSONResponse:  # noqa: ARG001
        return _problem("internal")

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> JSONResponse:  # noqa: ARG001
        return _problem("invalid", ", ".join(sorted({_place(one) for one in error.errors()})))

    @app.exception_handler(HTTPException)
    def http(request: Request, error: HTTPException) -> JSONResponse:  # noqa: ARG001
        return _problem(CODES.get(error.status_code, "internal"), status=error.status_code)
