"""Progress of long work on standard error: pages, pages a minute, time left."""

import sys
import time
from typing import TextIO

from pipelines.messages import Messages

EVERY = 5.0
"""Seconds between two lines where the output is no terminal."""


class PageProgress:
    """A `Progress` that prints one line for pages read: rewritten on a terminal, a new one now and then elsewhere."""

    def __init__(self, say: Messages, out: TextIO = sys.stderr) -> None:
        """Counts start with the first call of a stage."""
        self.say, self.out = say, out
        self.started = self.printed = time.monotonic()
        self.pages, self.seconds = 0, 0.0

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Takes note of `done` of `total`; prints when it is time."""
        now = time.monotonic()
        if done == 0:
            self.started = self.printed = now
            return
        if done == total:
            self.pages, self.seconds = self.pages + total, self.seconds + now - self.started
        if done == total or self.out.isatty() or now - self.printed >= EVERY:
            self._print(stage, done, total, now)

    def _print(self, stage: str, done: int, total: int, now: float) -> None:
        rate = done / max(now - self.started, 0.001)
        left = f"{(total - done) / rate:.0f} s"
        line = self.say(f"{stage}_line", done=done, total=total, rate=rate * 60, left=left)
        ending = "\r" if self.out.isatty() and done < total else "\n"
        print(line.ljust(70), end=ending, file=self.out, flush=True)
        self.printed = now

    @property
    def pages_a_minute(self) -> float | None:
        """Over all pages read so far; None when none was."""
        return self.pages / self.seconds * 60 if self.seconds else None
