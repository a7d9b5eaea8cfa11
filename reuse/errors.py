"""Every error of the API in one shape; none repeats what was sent."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from domain.errors import Refused, SourceError
from reuse.checking import NotOfTheForm
from reuse.receipts import Fault, ReceiptError
from reuse.wire import KEYS, STORE_KEYS, Error
from warehouse.store import WarehouseError

MESSAGES = {
    "unauthorized": "Thiếu hoặc sai mã truy cập của hệ thống gọi.",
    "refused": "Không cung cấp được dữ liệu cho yêu cầu này.",
    "not_found": "Không có địa chỉ này.",
    "method_not_allowed": "Phương thức không được hỗ trợ.",
    "invalid": "Yêu cầu không đúng mẫu",
    "unavailable": "Kho dữ liệu tạm thời không truy cập được, hãy thử lại sau.",
    "internal": "Lỗi trong hệ thống; yêu cầu chưa được thực hiện.",
    Fault.INVALID.value: "Biên nhận không hợp lệ.",
    Fault.EXPIRED.value: "Biên nhận đã hết hạn; hãy xin điền sẵn lại.",
    Fault.USED.value: "Biên nhận đã được dùng cho một lần nộp.",
}
"""Error code -> what the caller reads."""

STATUSES = {
    "unauthorized": 401,
    "refused": 403,
    "not_found": 404,
    "method_not_allowed": 405,
    "invalid": 422,
    "internal": 500,
    "unavailable": 503,
    Fault.INVALID.value: 400,
    Fault.EXPIRED.value: 410,
    Fault.USED.value: 409,
}

GENERAL = ("unauthorized", "refused", "not_found", "method_not_allowed", "invalid", "internal", "unavailable")

USUAL = ("unauthorized", "refused", "invalid", "unavailable")
"""What any question about a subject may end with."""

CODES = {STATUSES[code]: code for code in GENERAL}
"""What the framework itself finds wrong, by its status."""


def described(*codes: str) -> dict[int | str, dict[str, Any]]:
    """These errors as OpenAPI lists them."""
    return {STATUSES[code]: {"model": Error, "description": MESSAGES[code]} for code in codes}


def problem(code: str, detail: str = "", status: int | None = None) -> JSONResponse:
    """The error as it is answered."""
    message = f"{MESSAGES[code]}: {detail}." if detail else MESSAGES[code]
    headers = {"WWW-Authenticate": "Bearer"} if code == "unauthorized" else None
    return JSONResponse({"error": {"code": code, "message": message}}, status or STATUSES[code], headers)


def answer_errors(app: FastAPI) -> None:
    """Makes the app answer every error so."""

    @app.exception_handler(Refused)
    def refused(request: Request, error: Refused) -> JSONResponse:  # noqa: ARG001
        return problem("refused")

    @app.exception_handler(ReceiptError)
    def unusable(request: Request, error: ReceiptError) -> JSONResponse:  # noqa: ARG001
        return problem(error.fault.value)

    @app.exception_handler(NotOfTheForm)
    def not_of_the_form(request: Request, error: NotOfTheForm) -> JSONResponse:  # noqa: ARG001
        return problem("invalid", "fields: trường không có trong mẫu")

    @app.exception_handler(SourceError)
    @app.exception_handler(sa.exc.DBAPIError)
    def away(request: Request, error: Exception) -> JSONResponse:  # noqa: ARG001
        return problem("unavailable")

    @app.exception_handler(WarehouseError)
    @app.exception_handler(Exception)
    def broken(request: Request, error: Exception) -> JSONResponse:  # noqa: ARG001
        return problem("internal")

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> JSONResponse:  # noqa: ARG001
        return problem("invalid", ", ".join(sorted({_place(one) for one in error.errors()})))

    _answer_the_frameworks(app)


def _answer_the_frameworks(app: FastAPI) -> None:
    @app.exception_handler(HTTPException)
    def http(request: Request, error: HTTPException) -> JSONResponse:  # noqa: ARG001
        if error.status_code == 400:  # a body that cannot even be parsed
            return problem("invalid", "nội dung không đọc được")
        return problem(CODES.get(error.status_code, "internal"), status=error.status_code)


def _place(error: Mapping[str, Any]) -> str:
    """Which part of the request is wrong, in our own names only: a key the caller made up may name a person."""
    ours = [part for part in error["loc"] if part in KEYS | STORE_KEYS]
    extra = ["trường không có trong mẫu"] if error["type"] == "extra_forbidden" else []
    return ".".join(ours + extra) or "nội dung không phải JSON đúng mẫu"
