"""The sandbox's HTTP server: all five registries on one port, and faults on demand."""

import base64
import json
import secrets
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from connectors import business, civil_status, judicial, national_store
from connectors.sandbox import FAULTS_PATH, POPULATION_PATH, SHARED, USER, companies, papers, soap
from connectors.sandbox.faults import Faults, misencoded
from connectors.sandbox.store import Store
from connectors.tokens import TOKEN_PATH

TOKEN_SECONDS = 3600
LARGEST = 100_000
XML, JSON = "text/xml; charset=utf-8", "application/json"


class Server(ThreadingHTTPServer):
    """Serves a store on 127.0.0.1."""

    daemon_threads = True

    def __init__(self, port: int, store: Store) -> None:
        """Binds the port; 0 takes a free one."""
        super().__init__(("127.0.0.1", port), Handler)
        self.store = store
        self.faults = Faults()
        self.tokens: dict[str, float] = {}
        self.ahead = 0.0
        """Seconds its clock is ahead of the world's; ordered as fault `clock`."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        """An asker who left is no error of ours."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)

    @property
    def url(self) -> str:
        """Where it can be asked."""
        return f"http://127.0.0.1:{self.server_port}"

    def now(self) -> float:
        """Seconds since 1970 by its own clock."""
        return time.time() + self.ahead

    def issue(self) -> str:
        """A new token."""
        token = secrets.token_hex(16)
        self.tokens[token] = time.monotonic() + TOKEN_SECONDS
        return token

    def knows(self, token: str) -> bool:
        """Whether it issued the token and that has not run out."""
        return self.tokens.get(token, 0.0) > time.monotonic()


class Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    server: Server
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    """Head and body leave together: apart, the second waits 40 ms for the first to be acknowledged."""

    def do_POST(self) -> None:
        """Questions, tokens, and orders of faults."""
        body = self.rfile.read(min(int(self.headers.get("Content-Length") or 0), LARGEST))
        path = urlsplit(self.path).path
        if path == FAULTS_PATH:
            self._order(json.loads(body))
        elif path == TOKEN_PATH:
            self._token(body)
        elif path == POPULATION_PATH:
            self._answer("population", *self._population(body), XML)
        elif path in QUESTIONS:
            registry, answer = QUESTIONS[path]
            self._answer(registry, *self._json(*answer(self, _object(body))), JSON)
        else:
            self._reply(404, JSON, b"{}")

    def do_GET(self) -> None:
        """Questions to the business registry."""
        parts = urlsplit(self.path)
        if parts.path == business.DETAIL_PATH:
            code = parse_qs(parts.query).get("msdn", [""])[0]
            self._answer("business", *self._json(*self._business(code)), JSON)
        else:
            self._reply(404, JSON, b"{}")

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 the name is http.server's
        """Says nothing: addresses hold numbers."""

    def date_time_string(self, timestamp: float | None = None) -> str:
        """The `Date` of an answer, by the server's own clock."""
        return super().date_time_string(self.server.now() if timestamp is None else timestamp)

    def _order(self, fault: dict[str, Any]) -> None:
        if fault.get("kind") in ("clock", "none"):
            self.server.ahead = float(fault.get("seconds", 0.0)) if fault["kind"] == "clock" else 0.0
        if fault.get("kind") != "clock":
            self.server.faults.order(fault)
        self._reply(200, JSON, b"{}")

    def _token(self, body: bytes) -> None:
        basic = "Basic " + base64.b64encode(f"{USER}:{SHARED}".encode()).decode()
        if self.headers.get("Authorization") != basic or parse_qs(body.decode()) != {
            "grant_type": ["client_credentials"]
        }:
            self._reply(401, JSON, b'{"error": "invalid_client"}')
            return
        answer = {"access_token": self.server.issue(), "token_type": "Bearer", "expires_in": TOKEN_SECONDS}
        self._reply(200, JSON, json.dumps(answer).encode())

    def _population(self, body: bytes) -> tuple[int, bytes]:
        if not soap.allowed(dict(self.headers), self.server.url + POPULATION_PATH, self.server.now()):
            return 401, b""
        return soap.answer(self.server.store, body)

    def _business(self, code: str) -> tuple[int, Any]:
        return self._borne(lambda: (200, companies.answer(self.server.store.company(code))))

    def _borne(self, answer: Callable[[], tuple[int, Any]]) -> tuple[int, Any]:
        """The answer, for who bears a token that holds."""
        bears = self.server.knows((self.headers.get("Authorization") or "").removeprefix("Bearer "))
        return answer() if bears else (401, {"error": "invalid_token"})

    def _civil(self, asked: dict[str, Any]) -> tuple[int, Any]:
        return self._borne(lambda: papers.civil(self.server.store, asked))

    def _stored(self, asked: dict[str, Any]) -> tuple[int, Any]:
        return self._borne(lambda: papers.stored(self.server.store, asked))

    def _judicial(self, asked: dict[str, Any]) -> tuple[int, Any]:
        return papers.judicial(self.server.store, asked, SHARED)

    def _json(self, status: int, answer: Any) -> tuple[int, bytes]:
        return status, json.dumps(answer, ensure_ascii=False).encode()

    def _answer(self, registry: str, status: int, body: bytes, kind: str) -> None:
        """The answer, or the fault that was ordered instead."""
        fault = self.server.faults.next(registry)
        spoil = getattr(self, f"_fault_{fault.get('kind')}", None)
        if spoil:
            spoil(body, kind, fault)
        elif str(fault.get("kind", "")).isdigit():
            self._reply(int(fault["kind"]), kind, b"", after=fault.get("after"))
        else:
            self._reply(status, kind, body)

    def _fault_slow(self, body: bytes, kind: str, fault: dict[str, Any]) -> None:
        time.sleep(float(fault.get("seconds", 5)))
        self._reply(200, kind, body)

    def _fault_drip(self, body: bytes, kind: str, fault: dict[str, Any]) -> None:
        """Never silent for long, never done."""
        self._head(200, kind, len(body))
        for byte in body:
            self.wfile.write(bytes([byte]))
            self.wfile.flush()
            time.sleep(float(fault.get("seconds", 0.1)))

    def _fault_down(self, body: bytes, kind: str, fault: dict[str, Any]) -> None:  # noqa: ARG002
        self.close_connection = True

    def _fault_half(self, body: bytes, kind: str, fault: dict[str, Any]) -> None:  # noqa: ARG002
        self._head(200, kind, len(body))
        self.wfile.write(body[: len(body) // 2])
        self.close_connection = True

    def _fault_cut(self, body: bytes, kind: str, fault: dict[str, Any]) -> None:  # noqa: ARG002
        self._reply(200, kind, body[: len(body) // 2])

    def _fault_garbage(self, body: bytes, kind: str, fault: dict[str, Any]) -> None:  # noqa: ARG002
        self._reply(200, kind, b"<html><body>B\xe1\xba\xa3o tr\xc3\xac</body>")

    def _fault_wrong_encoding(self, body: bytes, kind: str, fault: dict[str, Any]) -> None:  # noqa: ARG002
        self._reply(200, kind, misencoded(body))

    def _fault_expired_token(self, body: bytes, kind: str, fault: dict[str, Any]) -> None:  # noqa: ARG002
        self.server.tokens.clear()
        self._reply(401, kind, b"")

    def _reply(self, status: int, kind: str, body: bytes, after: float | None = None) -> None:
        self._head(status, kind, len(body), after)
        self.wfile.write(body)

    def _head(self, status: int, kind: str, length: int, after: float | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(length))
        if after is not None:
            self.send_header("Retry-After", f"{after:g}")
        self.end_headers()


QUESTIONS: dict[str, tuple[str, Callable[[Handler, dict[str, Any]], tuple[int, Any]]]] = {
    civil_status.PATH: ("civil_status", Handler._civil),  # noqa: SLF001 its own table
    judicial.PATH: ("judicial", Handler._judicial),  # noqa: SLF001
    national_store.PATH: ("national_store", Handler._stored),  # noqa: SLF001
}
"""Path -> registry, and who answers a JSON question there."""


def _object(body: bytes) -> dict[str, Any]:
    asked = None
    with suppress(ValueError):
        asked = json.loads(body)
    return asked if isinstance(asked, dict) else {}
