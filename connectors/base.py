"""What every registry connector shares: the protocol, the access log, and HTTP that waits, tries again and gives up.

Three things can come of asking: an answer (or None: the registry knows no such entry), `Refused` (it will not answer
this question, today or tomorrow), `SourceError` (it is away, slow, or talks nonsense: ask again in another run).
Nothing a person could be known by stands in an error or a log line.
"""

import logging
import ssl
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache, cached_property
from typing import Protocol, TypeVar

import httpx
import stamina

from domain.errors import Refused, SourceError
from domain.facts import AccessEntry
from domain.subjects import Mention, RegistryRecord

AccessLog = Callable[[AccessEntry], None]
"""Writes who looks at whom and why. Called before the registry is; when it fails, the registry is not asked."""

Answer = TypeVar("Answer")

TRY_AGAIN = {408, 425, 429}
OURS = {401, 407}
"""Our account, not the question, is what is wrong: no paper should wait for a person because a password is."""


class Registry(Protocol):
    """A registry that can be asked about one person or company."""

    def lookup(self, mention: Mention, *, purpose: str, requester: str) -> RegistryRecord | None:
        """The entry the mention names, None when there is none; `Refused` or `SourceError` otherwise."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long to wait (seconds) and how often to try; the pauses between tries grow and are jittered."""

    connect: float = 3.0
    read: float = 10.0
    """The whole answer of one try must be there by then."""
    attempts: int = 4
    pause: float = 0.3
    pause_limit: float = 5.0
    largest: int = 4_000_000
    """Bytes; a longer answer is no answer."""


class Away(Exception):
    """One try failed in a way that may be over at the next; never leaves this package."""


class TokenExpired(Away):
    """The registry no longer takes the token: get another, then try again."""


@dataclass(frozen=True)
class Web:
    """Asks one registry over HTTP."""

    registry: str
    patience: Patience = field(default_factory=Patience)

    def ask(self, once: Callable[[], Answer]) -> Answer:
        """What `once` answers, called again while it raises `Away`; `SourceError` when it still does at the end."""
        why = ""
        try:
            for attempt in self._attempts():
                with attempt:
                    return once()
        except Away as error:
            why = str(error)
        raise SourceError(f"Registry {self.registry} is away: {why}")

    def send(self, request: httpx.Request) -> bytes:
        """The body of one good answer, tried once; `Away` or `Refused` otherwise."""
        why = ""
        try:
            return self._exchange(request)
        except (httpx.HTTPError, httpx.StreamError) as error:
            why = type(error).__name__  # and nothing more: the message and the request may hold an id
        raise Away(why)

    def _exchange(self, request: httpx.Request) -> bytes:
        with closing(self._client.send(request, stream=True)) as response:
            return _judge(response.status_code, self._body(response))

    def _attempts(self) -> Iterable[stamina.Attempt]:
        patience = self.patience
        return stamina.retry_context(
            on=Away,
            attempts=patience.attempts,
            timeout=None,
            wait_initial=patience.pause,
            wait_max=patience.pause_limit,
            wait_jitter=patience.pause,
        )

    @cached_property
    def _client(self) -> httpx.Client:
        _silence()
        timeout = httpx.Timeout(self.patience.read, connect=self.patience.connect)
        return httpx.Client(verify=_trust(), timeout=timeout, follow_redirects=False, trust_env=False)

    def _body(self, response: httpx.Response) -> bytes:
        until = time.monotonic() + self.patience.read
        body = bytearray()
        for piece in response.iter_bytes():
            body += piece
            if time.monotonic() > until:
                raise Away("the answer comes too slowly")
            if len(body) > self.patience.largest:
                raise Away("the answer is too long")
        return bytes(body)


@cache
def _trust() -> ssl.SSLContext:
    """Made once: reading the certificates takes longer than a lookup."""
    return httpx.create_ssl_context()


def _judge(status: int, body: bytes) -> bytes:
    """The body of a good answer; for the others who is to blame decides what is raised."""
    if status == httpx.codes.OK:
        return body
    if status in OURS:
        raise TokenExpired(f"it does not take our account (HTTP {status})")
    if status in TRY_AGAIN or status >= httpx.codes.INTERNAL_SERVER_ERROR or status < httpx.codes.BAD_REQUEST:
        raise Away(f"HTTP {status}")
    raise Refused


def _silence() -> None:
    """Keeps HTTP libraries from logging addresses, which hold identity numbers."""
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)


def note(log: AccessLog, registry: str, mention: Mention, scheme: str, *, purpose: str, requester: str) -> None:
    """Writes the access entry for a lookup that is about to be made."""
    log(
        AccessEntry(
            at=datetime.now(UTC),
            requester=requester,
            action=f"lookup.{registry}",
            subject_scheme=scheme,
            subject_value=mention.id or "",
            purpose=purpose,
        )
    )
