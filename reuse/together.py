"""Answers given together: requests that come at once share one transaction, each with its row in the access log.

A commit waits for the disk, and a log that is chained lets one writer in at a time. Whoever comes while one transaction
commits is served in the next, all of them in one: nobody's answer leaves before its row is kept.
"""

import threading
import weakref
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

import sqlalchemy as sa

from warehouse.store import writing

T = TypeVar("T")
Job = Callable[[sa.Connection], Any]

MOST = 64
"""Jobs in one transaction."""


class _Desk:
    """Serves the jobs of one engine; the thread that finds nobody serving serves all that wait."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = weakref.ref(engine)
        self._changed = threading.Condition()
        self._waiting: list[tuple[Job, Future[Any]]] = []
        self._busy = False

    def run(self, job: Callable[[sa.Connection], T]) -> T:
        mine: Future[T] = Future()
        with self._changed:
            self._waiting.append((job, mine))
        while not mine.done():
            if self._may_serve(mine):
                self._serve()
        return mine.result()

    def _may_serve(self, mine: Future[Any]) -> bool:
        """Waits until nobody serves or the own job is done; whether this thread is the one to serve now."""
        with self._changed:
            while self._busy and not mine.done():
                self._changed.wait()
            serves = not mine.done()
            self._busy = self._busy or serves
            return serves

    def _serve(self) -> None:
        """Serves the jobs that came first."""
        with self._changed:
            batch, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
        try:
            self._keep(batch)
        finally:
            with self._changed:
                self._busy = False
                self._changed.notify_all()

    def _keep(self, batch: list[tuple[Job, Future[Any]]]) -> None:
        try:
            done = self._transaction([job for job, _ in batch])
        except BaseException as error:  # noqa: BLE001 - each waits for an answer, whatever happened
            self._apart(batch, error)
            return
        for (_, future), result in zip(batch, done, strict=True):
            future.set_result(result)

    def _apart(self, batch: list[tuple[Job, Future[Any]]], error: BaseException) -> None:
        """One failed and undid all: each alone, so that only who is at fault hears of it."""
        if len(batch) == 1:
            batch[0][1].set_exception(error)
            return
        for one in batch:
            self._keep([one])

    def _transaction(self, jobs: list[Job]) -> list[Any]:
        engine = self._engine()
        assert engine is not None
        with writing(engine) as connection:
            return [job(connection) for job in jobs]


_desks: "weakref.WeakKeyDictionary[sa.Engine, _Desk]" = weakref.WeakKeyDictionary()
_opening = threading.Lock()


def in_turn(engine: sa.Engine, job: Callable[[sa.Connection], T]) -> T:
    """What the job answers, once the transaction it ran in is kept. A job may run twice, each time from the start."""
    with _opening:
        desk = _desks.get(engine) or _desks.setdefault(engine, _Desk(engine))
    return desk.run(job)
