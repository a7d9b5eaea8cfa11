"""A digital signature of a PDF file as it was read: who signed, for which agency, when, and what that is worth."""

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Self

KIND = "signature"
"""The kind of `Code` whose text is such a signature."""


class SignatureStatus(StrEnum):
    """What can be said of a signature without asking anyone."""

    NOT_VERIFIED = "signed_not_verified"
    """Intact, but nothing configured here says whose certificate to trust."""
    VERIFIED = "verified"
    """Intact, and its certificate leads to one of the configured trust list."""
    CHANGED_LATER = "changed_later"
    """The signed part is intact, but the file was changed after it in a way a signature does not allow."""
    TAMPERED = "tampered"
    """What was signed is not what the file holds now."""
    UNREADABLE = "unreadable"
    """There is a signature, and it cannot be understood."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DigitalSignature:
    """One signature. `signed_at` is ISO 8601; `clock` says whose clock: `timestamp` (a token of a time-stamping
    authority) or `signer` (only claimed; Vietnamese signing tools often write local time as UTC)."""

    signer: str = ""
    agency: str = ""
    signed_at: str = ""
    clock: str = ""
    status: SignatureStatus = SignatureStatus.UNREADABLE
    whole_file: bool = False
    """Nothing was added to the file after it."""

    @property
    def text(self) -> str:
        """As JSON, the text of a `Code`."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def of(cls, text: str) -> Self:
        """From the text of a `Code` of that kind."""
        said = json.loads(text)
        return cls(**said | {"status": SignatureStatus(said["status"])})
