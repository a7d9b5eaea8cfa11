"""The gate of the API: proof of who calls. OAuth2 client credentials, or a fixed bearer token of the settings."""

import base64
import binascii
import hmac
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from typing import Annotated, Any, Protocol
from urllib.parse import unquote_plus

from fastapi import Depends, FastAPI, Form, Request
from fastapi.openapi.models import OAuthFlowClientCredentials, OAuthFlows
from fastapi.responses import JSONResponse
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer, OAuth2
from starlette.exceptions import HTTPException

from reuse.callers import EVERY, SCOPES, Caller
from reuse.tokens import Tokens
from reuse.wire import TokenAnswer, TokenError

TOKEN_PATH = "/oauth/token"  # noqa: S105 - a path
NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}

FAULTS = {
    "invalid_client": (401, "Sai mã hệ thống hoặc khóa bí mật."),
    "unsupported_grant_type": (400, "Chỉ nhận grant_type=client_credentials."),
    "invalid_scope": (400, "Phạm vi xin không được cấp cho hệ thống này."),
    "invalid_request": (400, "Yêu cầu không đúng mẫu."),
}
"""Error of RFC 6749, 5.2 -> status and words."""


class Known(Protocol):
    """Answers which system has that id and secret."""

    def __call__(self, client: str, secret: str) -> Caller | None:
        """None alike for an unknown id, a wrong secret and one that was shut out."""


def caller_of(tokens: Tokens | None, fixed: Mapping[str, str]) -> Callable[..., Awaitable[Caller]]:
    """The dependency that tells who calls; 401 for everybody else. `fixed`: bearer token -> name of the system."""
    bearer = HTTPBearer(auto_error=False, description="Mã truy cập của hệ thống gọi.")
    oauth = OAuth2(
        flows=OAuthFlows(
            clientCredentials=OAuthFlowClientCredentials(tokenUrl=TOKEN_PATH, scopes=dict.fromkeys(SCOPES, ""))
        ),
        auto_error=False,
    )

    async def check(
        given: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)],
        shown: Annotated[str | None, Depends(oauth)],  # noqa: ARG001 - for OpenAPI
    ) -> Caller:
        offered = given.credentials if given else ""
        caller = _by_fixed(offered, fixed) or (tokens.read(offered, datetime.now(UTC)) if tokens and offered else None)
        if caller is None:
            raise HTTPException(401)
        return caller

    return check


def _by_fixed(offered: str, fixed: Mapping[str, str]) -> Caller | None:
    """Compares with every token, so that time does not tell which came near."""
    names = [name for token, name in fixed.items() if hmac.compare_digest(token.encode(), offered.encode())]
    return Caller(name=names[0], agency=names[0], scopes=frozenset({EVERY})) if names and offered else None


def add_token_endpoint(app: FastAPI, tokens: Tokens, known: Known) -> None:
    """`POST /oauth/token`: client credentials in, a short-lived signed token out."""
    errors: Any = {status: {"model": TokenError, "description": words} for status, words in FAULTS.values()}

    @app.post(TOKEN_PATH, response_model=TokenAnswer, responses=errors)
    def token(
        request: Request,
        grant_type: Annotated[str, Form(max_length=64)] = "",
        scope: Annotated[str, Form(max_length=4000)] = "",
        client_id: Annotated[str, Form(max_length=64)] = "",
        client_secret: Annotated[str, Form(max_length=200)] = "",
    ) -> Any:
        """A token for a registered system, by HTTP Basic or in the form; its scopes, or those of them asked for."""
        if grant_type != "client_credentials":
            return _fault("unsupported_grant_type" if grant_type else "invalid_request")
        basic = _basic(request.headers.get("Authorization", ""))
        caller = known(*(basic or (client_id, client_secret)))
        if caller is None:
            return _fault("invalid_client")
        return _granted(tokens, caller, frozenset(scope.split()) or caller.scopes)


def _granted(tokens: Tokens, caller: Caller, scopes: frozenset[str]) -> JSONResponse:
    if not all(map(caller.may, scopes)):
        return _fault("invalid_scope")
    narrowed = Caller(name=caller.name, agency=caller.agency, scopes=scopes)
    content = {
        "access_token": tokens.issue(narrowed, datetime.now(UTC)),
        "token_type": "Bearer",
        "expires_in": int(tokens.lifetime.total_seconds()),
        "scope": " ".join(sorted(scopes)),
    }
    return JSONResponse(content, headers=NO_STORE)


def _basic(header: str) -> tuple[str, str] | None:
    """Id and secret from HTTP Basic, percent-decoded as RFC 6749, 2.3.1 says."""
    kind, _, packed = header.partition(" ")
    if kind.lower() != "basic":
        return None
    try:
        name, _, secret = base64.b64decode(packed, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return unquote_plus(name), unquote_plus(secret)


def _fault(error: str) -> JSONResponse:
    status, words = FAULTS[error]
    headers = NO_STORE | ({"WWW-Authenticate": "Basic"} if status == 401 else {})
    return JSONResponse({"error": error, "error_description": words}, status, headers)
