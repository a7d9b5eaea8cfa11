"""Pages read by child processes, side by side. A page that hangs, crashes or eats memory costs that page alone."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import wait
from pathlib import Path

from domain.errors import ReadCode, ReadError
from domain.scans import Page
from ocr.child import Child, Ended
from ocr.limits import Limits
from ocr.page import Zones, read_page


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTask:
    """One page to read: `number` counts from 1 in the file at `path`, which holds the scan of that id."""

    path: Path
    number: int
    scan: str


class _Worker:
    """A child and the page it is at; replaced by a fresh child when the page ended it."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.child = Child(limits.memory_mb)
        self.task: PageTask | None = None
        self.deadline = 0.0
        self.begun = 0.0

    def begin(self, task: PageTask, zones: Zones | None) -> None:
        self.task = task
        self.begun = time.monotonic()
        self.deadline = self.begun + self.limits.page_seconds
        try:
            self._ask(task, zones)
        except Ended:  # it ended while idle: not this page's fault
            self.renew()
            self._ask(task, zones)

    def _ask(self, task: PageTask, zones: Zones | None) -> None:
        self.child.ask(read_page, self.limits.page_seconds, task.path, task.number, limits=self.limits, zones=zones)

    def finish(self) -> tuple[PageTask, Page]:
        """The page asked for, or one that says why it could not be read; SourceError passes."""
        assert self.task is not None, "finish comes after begin"
        task, self.task = self.task, None
        try:
            page: Page = self.child.answer(max(0.0, self.deadline - time.monotonic()))
        except Ended as error:
            self.renew()
            return task, self._unread(task, error.code)
        except ReadError as error:
            return task, self._unread(task, error.code, error.message)
        return task, page

    def _unread(self, task: PageTask, code: ReadCode, *notes: str) -> Page:
        seconds = round(time.monotonic() - self.begun, 3)
        return Page(number=task.number, size=(0, 0), dpi=0, error=code.value, notes=notes, seconds=seconds)

    def renew(self) -> None:
        self.child.end()
        self.child = Child(self.limits.memory_mb)


def read_pages(
    tasks: Iterable[PageTask], *, workers: int, limits: Limits, zones: Zones | None = None
) -> Iterator[tuple[PageTask, Page]]:
    """Each task with its page, in whatever order they are ready; a page that could not be read carries its `error`.

    `zones` must be a module-level function. Only SourceError (no engine, disk full) is raised; the children end with
    the iteration. A page without pixels has size (0, 0) and dpi 0, and its note says what to do.
    """
    waiting = iter(tasks)
    crew: list[_Worker] = []
    try:
        for task in waiting:
            if len(crew) < max(1, workers):
                crew.append(_Worker(limits))
                crew[-1].begin(task, zones)
                continue
            ready = _next(crew)
            done = ready.finish()
            ready.begin(task, zones)
            yield done
        while any(worker.task for worker in crew):
            yield _next(crew).finish()
    finally:
        for worker in crew:
            worker.child.end()


def _next(crew: list[_Worker]) -> _Worker:
    """The first busy worker that has answered, ended, or run out of time."""
    busy = {worker.child.pipe: worker for worker in crew if worker.task}
    first = min(busy.values(), key=lambda worker: worker.deadline)
    ready = wait(list(busy), timeout=max(0.0, first.deadline - time.monotonic()))
    return next((worker for pipe, worker in busy.items() if pipe in ready), first)
