"""What goes wrong on demand: a fault is ordered for the next answers, of one registry or of any."""

import threading
import unicodedata
from typing import Any

Fault = dict[str, Any]

FOR_EVER = -1


class Faults:
    """What is to go wrong, and how often still."""

    def __init__(self) -> None:
        """Nothing goes wrong until told."""
        self._lock = threading.Lock()
        self._waiting: list[Fault] = []

    def order(self, fault: Fault) -> None:
        """`{"kind", "times", "seconds", "after", "registry"}`; kind `none` calls all off, times -1 is until then."""
        with self._lock:
            if fault.get("kind") == "none":
                self._waiting = []
            else:
                self._waiting.append(fault | {"times": int(fault.get("times", 1))})

    def next(self, registry: str) -> Fault:
        """The fault this answer must have; empty for none."""
        with self._lock:
            for fault in self._waiting:
                if fault.get("registry") in (None, registry):
                    self._count(fault)
                    return fault
            return {}

    def _count(self, fault: Fault) -> None:
        if fault["times"] != FOR_EVER:
            fault["times"] -= 1
        if fault["times"] == 0:
            self._waiting.remove(fault)


def misencoded(body: bytes) -> bytes:
    """The text in Windows' Vietnamese code page, whatever its head says; what that has no letter for is lost."""
    text = "".join(unicodedata.normalize("NFD", c) if c not in "âăêôơưÂĂÊÔƠƯ" else c for c in body.decode())
    return text.encode("cp1258", "replace")
