"""The errors that cross a stage's border. A failed item is data (a `Finding`, a quarantine row), not an exception."""

from enum import StrEnum


class ReadCode(StrEnum):
    """Why a file could not be read; the codes of the contract."""

    ENCRYPTED = "encrypted"
    CORRUPT = "corrupt"
    TOO_LARGE = "too_large"
    UNSUPPORTED = "unsupported"
    EMPTY = "empty"
    TIMEOUT = "timeout"
    VANISHED = "vanished"
    NO_MEMORY = "no_memory"
    MANIFEST = "manifest"


class ReadError(Exception):
    """A file that cannot be read: permanent, recorded as data with what to do next (Vietnamese), never retried."""

    def __init__(self, code: ReadCode, message: str) -> None:
        """`message` is Vietnamese and names no personal data."""
        super().__init__(code, message)
        self.code = code
        self.message = message


class SourceError(Exception):
    """An outside source (registry, database, disk) that is away for now. The only error that leaves a stage."""


class Refused(Exception):
    """A request that may not be answered; carries no detail, so that every refusal looks the same."""


class BadAddress(ValueError):
    """A database address in the settings that can never work; says which forms are taken."""
