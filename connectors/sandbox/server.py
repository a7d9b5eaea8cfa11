"""The sandbox's HTTP server: both registries on one port, and faults on demand."""

import base64
import json
import secrets
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from connectors.business import DETAIL_PATH, TOKEN_PATH
from connectors.sandbox import FAULTS_PATH, POPULATION_PATH, SHARED, USER, companies, soap
from connectors.sandbox.store import Store

TOKEN_SECONDS = 3600
LARGEST = 100_000
XML, JSON = "text/xml; charset=utf-8", "application/json"


class Faults:
    """What is to go wrong, and how often still."""

    def __init__(self) -> None:
        """Nothing goes wrong until told."""
        self._lock = threading.Lock()
        self._waiting: list[dict[str, Any]] = []

    def order(self, fault: dict[str, Any]) -> None:
        """`{"kind", "times", "seconds"}`; kind `none` calls all off."""
        with self._lock:
            if fault.get("kind") == "none":
                self._waiting = []
            else:
                self._waiting += [fault] * int(fault.get("times", 1))

    def next(self) -> dict[str, Any]:
        """The fault this request must have; empty for none."""
        with self._lock:
            return self._waiting.pop(0) if self._waiting else {}


class Server(ThreadingHTTPServer):
    """Serves a store on 127.0.0.1."""

    daemon_threads = True

    def __init__(self, port: int, store: Store) -> None:
        """Binds the port; 0 takes a free one."""
        super().__init__(("127.0.0.1", port), Handler)
        self.store = store
        self.faults = Faults()
        self.tokens: dict[str, float] = {}

    def handle_error(self, request: Any, client_address: Any) -> None:
        """An asker who left is no error of ours."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)

    @property
    def url(self) -> str:
        """Where it can be asked."""
        return f"http://127.0.0.1:{self.server_port}"

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
        """Questions to the population registry, tokens, and orders of faults."""
        body = self.rfile.read(min(int(self.headers.get("Content-Length") or 0), LARGEST))
        path = urlsplit(self.path).path
        if path == FAULTS_PATH:
            self.server.faults.order(json.loads(body))
            self._reply(200, JSON, b"{}")
        elif path == TOKEN_PATH:
            self._token(body)
        elif path == POPULATION_PATH:
            self._answer(*self._population(body), XML)
        else:
            self._reply(404, JSON, b"{}")

    def do_GET(self) -> None:
        """Questions to the business registry."""
        parts = urlsplit(self.path)
        if parts.path == DETAIL_PATH:
            self._answer(*self._business(parse_qs(parts.query).get("msdn", [""])[0]), JSON)
        else:
            self._reply(404, JSON, b"{}")

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 the name is http.server's
        """Says nothing: addresses hold numbers."""

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
        if not soap.allowed(dict(self.headers), self.server.url + POPULATION_PATH):
            return 401, b""
        return soap.answer(self.server.store, body)

    def _business(self, code: str) -> tuple[int, bytes]:
        if not self.server.knows((self.headers.get("Authorization") or "").removeprefix("Bearer ")):
            return 401, b'{"error": "invalid_token"}'
        answer = companies.answer(self.server.store.company(code))
        return 200, json.dumps(answer, ensure_ascii=False).encode()

    def _answer(self, status: int, body: bytes, kind: str) -> None:
        """The answer, or the fault that was ordered instead."""
        fault = self.server.faults.next()
        spoil = getattr(self, f"_fault_{fault.get('kind')}", None)
        if spoil:
            spoil(body, kind, fault)
        elif str(fault.get("kind", "")).isdigit():
            self._reply(int(fault["kind"]), kind, b"")
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

    def _fault_expired_token(self, body: bytes, kind: str, fault: dict[str, Any]) -> None:  # noqa: ARG002
        self.server.tokens.clear()
        self._reply(401, kind, b"")

    def _reply(self, status: int, kind: str, body: bytes) -> None:
        self._head(status, kind, len(body))
        self.wfile.write(body)

    def _head(self, status: int, kind: str, length: int) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(length))
        self.end_headers()
