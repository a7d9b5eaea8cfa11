"""Asking one registry over HTTP with manners: time limits, few and spaced questions, tries again, a breaker, its clock.

What may pass (`Away`) is tried again with growing, jittered pauses; a registry that stays away is left alone for a
while; one that asks to be left alone is. What will not pass (`Refused`) is never tried again.
"""

import logging
import random
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache, cached_property
from typing import TypeVar

import httpx
import pybreaker
import stamina
from pyrate_limiter import Duration, Limiter, Rate, SingleBucketFactory, StateBucket

from connectors.base import Away, TokenExpired
from domain.errors import Refused, SourceError

Answer = TypeVar("Answer")

TRY_AGAIN = {408, 425, 429}
OURS = {401, 407}
"""Our account, not the question, is what is wrong: no paper should wait for a person because a password is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long to wait (seconds), how often to try, how many questions at most, and when to leave a registry alone."""

    connect: float = 3.0
    read: float = 10.0
    """The whole answer of one try must be there by then."""
    attempts: int = 4
    pause: float = 0.3
    """Before the second try; later pauses grow, and all are jittered."""
    pause_limit: float = 5.0
    largest: int = 4_000_000
    """Bytes; a longer answer is no answer."""
    per_second: int = 20
    """Questions; this process only."""
    at_once: int = 8
    """Questions under way; this process only."""
    queue: float = 60.0
    """A question waits so long for its turn."""
    trips: int = 3
    """So many questions in a row without an answer, and the registry is left alone…"""
    rest: float = 30.0
    """…for so long; then one question tries whether it is back."""


class Clock:
    """The registry's clock, as far as its `Date` headers tell: what it checks time stamps by."""

    COARSE = 2.0
    """Seconds; `Date` knows whole seconds, and the way takes time."""

    def __init__(self) -> None:
        """Ours, until the registry has shown its own."""
        self._ahead = 0.0

    def now(self) -> float:
        """Seconds since 1970 by the registry's clock."""
        return time.time() + self._ahead

    def learn(self, date: str | None) -> None:
        """Takes the `Date` of an answer; one that is no date says nothing."""
        try:
            theirs = parsedate_to_datetime(date or "")
        except ValueError:
            return
        ahead = theirs.replace(tzinfo=theirs.tzinfo or UTC).timestamp() - datetime.now(UTC).timestamp()
        self._ahead = ahead if abs(ahead) > self.COARSE else 0.0


@dataclass(frozen=True)
class Web:
    """Asks one registry over HTTP; threads may share it."""

    registry: str
    patience: Patience = field(default_factory=Patience)
    clock: Clock = field(default_factory=Clock)

    def check(self) -> None:
        """`SourceError` at once while the registry is being left alone: before anyone's access is logged."""
        opened = self._circuit.opened_at if self._circuit.state == pybreaker.STATE_OPEN else None
        if opened and (datetime.now(UTC) - opened).total_seconds() < self.patience.rest:
            raise self._away("left alone after it did not answer")

    def ask(self, once: Callable[[], Answer]) -> Answer:
        """What `once` answers, called again while it raises `Away`; `SourceError` when it still does at the end."""
        why = ""
        try:
            with self._breaker.calling(), self._place():
                for attempt in self._attempts():
                    with attempt:
                        self._turn()
                        return once()
        except pybreaker.CircuitBreakerError:
            why = "left alone after it did not answer"
        except Away as error:
            why = str(error)
        raise self._away(why)

    def send(self, request: httpx.Request) -> bytes:
        """The body of one good answer, tried once; `Away` or `Refused` otherwise."""
        why = ""
        try:
            return self._exchange(request)
        except (httpx.HTTPError, httpx.StreamError) as error:
            why = type(error).__name__  # and nothing more: the message and the request may hold an id
        raise Away(why)

    def _away(self, why: str) -> SourceError:
        return SourceError(f"Registry {self.registry} is away: {why}")

    def _exchange(self, request: httpx.Request) -> bytes:
        with closing(self._client.send(request, stream=True)) as response:
            self.clock.learn(response.headers.get("date"))
            return _judge(response, self._body(response))

    def _attempts(self) -> Iterable[stamina.Attempt]:
        patience = self.patience
        return stamina.retry_context(
            on=self._pause_after,
            attempts=patience.attempts,
            timeout=None,
            wait_initial=patience.pause,
            wait_max=patience.pause_limit,
            wait_jitter=patience.pause,
        )

    def _pause_after(self, error: Exception) -> bool | float:
        """Whether to try again, and after how many seconds where the registry said so: long ones are not waited for."""
        if not isinstance(error, Away):
            return False
        if error.after is None:
            return True
        return error.after <= self.patience.pause_limit and error.after + random.uniform(0, self.patience.pause)  # noqa: S311

    @contextmanager
    def _place(self) -> Iterator[None]:
        """One of the places for questions under way."""
        if not self._places.acquire(timeout=self.patience.queue):
            raise Away("too many questions are under way")
        try:
            yield
        finally:
            self._places.release()

    def _turn(self) -> None:
        if not self._limiter.try_acquire(self.registry, timeout=self.patience.queue):
            raise Away("too many questions wait")

    @cached_property
    def _places(self) -> threading.BoundedSemaphore:
        return threading.BoundedSemaphore(self.patience.at_once)

    @cached_property
    def _limiter(self) -> Limiter:
        bucket = StateBucket([Rate(self.patience.per_second, Duration.SECOND)])
        return Limiter(SingleBucketFactory(bucket, schedule_leak=False), buffer_ms=1)

    @cached_property
    def _circuit(self) -> pybreaker.CircuitMemoryStorage:
        return pybreaker.CircuitMemoryStorage(pybreaker.STATE_CLOSED)

    @cached_property
    def _breaker(self) -> pybreaker.CircuitBreaker:
        """Used through `calling`, which does not hold its lock while the registry answers; `call` does."""
        return pybreaker.CircuitBreaker(
            fail_max=self.patience.trips,
            reset_timeout=self.patience.rest,
            exclude=[lambda error: not isinstance(error, Away)],
            state_storage=self._circuit,
            throw_new_error_on_trip=False,
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


def _judge(response: httpx.Response, body: bytes) -> bytes:
    """The body of a good answer; for the others who is to blame decides what is raised."""
    status = response.status_code
    if status == httpx.codes.OK:
        return body
    if status in OURS:
        raise TokenExpired(f"it does not take our account (HTTP {status})")
    if status in TRY_AGAIN or status >= httpx.codes.INTERNAL_SERVER_ERROR or status < httpx.codes.BAD_REQUEST:
        raise Away(f"HTTP {status}", after=_seconds(response.headers.get("retry-after")))
    raise Refused


def _seconds(after: str | None) -> float | None:
    """Seconds of a `Retry-After`, given as a number or as a date; None when it is neither."""
    text = (after or "").strip()
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        return max((parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds(), 0.0)
    except (ValueError, TypeError):
        return None


def _silence() -> None:
    """Keeps HTTP libraries from logging addresses, which hold identity numbers."""
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)
