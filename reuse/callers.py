"""Who calls: a system that was let in, and what it may ask for. How it proves who it is stands in `gate`."""

from dataclasses import dataclass

EVERY = "*"

BY_FORM = ("prefill", "facts")
SCOPES = ("prefill:<form>", "facts:<form>", "dossiers", "store")
"""What can be granted: prefilling one form (`prefill:*`: every form), the facts it asks for at a past date, the dossier
check, the result store's query."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """A calling system."""

    name: str
    agency: str = ""
    """Code of the agency whose dossiers it hands in; the reuse ledger counts by it."""
    scopes: frozenset[str] = frozenset()
    way: str = "api"
    """How it came in: api or command."""

    def may(self, scope: str) -> bool:
        """Whether that scope was granted, by itself or as one of `kind:*`."""
        kind = scope.partition(":")[0]
        return scope in self.scopes or f"{kind}:{EVERY}" in self.scopes or EVERY in self.scopes


OPERATOR = Caller(name="sohoa", scopes=frozenset({EVERY}), way="command")
"""Who runs the command on the machine itself."""


def is_scope(text: str) -> bool:
    """Whether it is shaped as a scope that can be granted."""
    kind, colon, form = text.partition(":")
    return text in ("dossiers", "store") or (kind in BY_FORM and colon == ":" and bool(form))
