"""Bearer tokens of the national platform (OAuth2 client credentials): asked for once, renewed before they end."""

import base64
import json
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar

import httpx

from connectors.base import AccessLog, Away, TokenExpired, note
from connectors.web import Patience, Web
from domain.errors import Refused
from domain.subjects import Mention

TOKEN_PATH = "/token"  # noqa: S105 a path
EARLY = 60.0
"""Seconds before its end a token is no longer used."""

Tree = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Where a registry of the platform is and as whom it is asked; `url` is what stands before `/token`."""

    url: str
    client_id: str
    client_secret: str = field(repr=False)


class Token:
    """A bearer token that renews itself; threads may share it."""

    def __init__(self, account: Account) -> None:
        """Holds no token yet: the first `get` asks for one."""
        self._account = account
        self._lock = threading.Lock()
        self._value = ""
        self._until = 0.0

    def get(self, web: Web) -> str:
        """A token that still holds."""
        with self._lock:
            if time.monotonic() >= self._until:
                self._renew(web)
            return self._value

    def drop(self, value: str) -> None:
        """Forgets that token, which the registry no longer takes; one that another thread has renewed is kept."""
        with self._lock:
            if value == self._value:
                self._until = 0.0

    def _renew(self, web: Web) -> None:
        pair = f"{self._account.client_id}:{self._account.client_secret}".encode()
        request = httpx.Request(
            "POST",
            self._account.url + TOKEN_PATH,
            data={"grant_type": "client_credentials"},
            headers={"Authorization": "Basic " + base64.b64encode(pair).decode()},
        )
        try:
            answer = read_json(web.send(request))
        except Refused:
            raise Away("it gives our account no token") from None
        self._value, self._until = _token(answer, time.monotonic())


def _token(answer: Tree, now: float) -> tuple[str, float]:
    value, seconds = answer.get("access_token"), answer.get("expires_in", 0)
    if not isinstance(value, str) or not isinstance(seconds, int | float):
        raise Away("the answer is not a token")
    return value, now + max(seconds - EARLY, 1.0)


def read_json(body: bytes) -> Tree:
    """The JSON object in an answer; `Away` when it is none, whatever its bytes are."""
    answer = None
    with suppress(ValueError, RecursionError):
        answer = json.loads(body)
    if not isinstance(answer, dict):
        raise Away("the answer is not JSON")
    return answer


@dataclass(frozen=True)
class Bearer:
    """Sends questions with a token that holds; one the registry has taken back is replaced at the next try."""

    account: Account
    web: Web

    def get(self, path: str, query: Mapping[str, str]) -> bytes:
        """The body of one good answer to a question in the address, tried once."""
        return self._send(httpx.Request("GET", httpx.URL(self.account.url + path, params=dict(query))))

    def post(self, path: str, question: Tree) -> bytes:
        """The body of one good answer to a JSON question, tried once."""
        return self._send(httpx.Request("POST", self.account.url + path, json=question))

    def _send(self, request: httpx.Request) -> bytes:
        token = self._token.get(self.web)
        request.headers["Authorization"] = f"Bearer {token}"
        try:
            return self.web.send(request)
        except TokenExpired:
            self._token.drop(token)
            raise

    @cached_property
    def _token(self) -> Token:
        return Token(self.account)


@dataclass(frozen=True)
class OnPlatform:
    """What the registries of the national platform have in common: an account, a log, and how they are asked."""

    account: Account
    log: AccessLog
    patience: Patience = field(default_factory=Patience)

    registry: ClassVar[str]

    def note(self, mention: Mention, *, purpose: str, requester: str) -> None:
        """Writes who asks, once it is sure that the registry will be asked now."""
        self._web.check()
        note(self.log, self.registry, mention, purpose=purpose, requester=requester)

    @cached_property
    def _web(self) -> Web:
        return Web(self.registry, self.patience)

    @cached_property
    def _bearer(self) -> Bearer:
        return Bearer(self.account, self._web)
