"""Receipts of what was handed out: signed, expiring, and holding no value, only what lets one be recognised again.

A value's mark is an HMAC under a secret key over the receipt, the field's id and the value: nobody else can try out
values against it (a sex has two), and the same value has another mark on every receipt and in every field.
"""

import hmac
import secrets
import unicodedata
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any

from domain.facts import Source
from reuse.keys import LEEWAY, derive

KIND = "receipt+jwt"


class Fault(StrEnum):
    """Why a receipt cannot be used."""

    INVALID = "receipt_invalid"
    """Not one of ours, changed on the way, or another system's."""
    EXPIRED = "receipt_expired"
    """Its time is over, or (a clock has jumped) has not begun."""
    USED = "receipt_used"


class ReceiptError(Exception):
    """A receipt that cannot be used; `fault` is all that is said."""

    def __init__(self, fault: Fault) -> None:
        """Carries no part of the receipt."""
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One field as it was handed out."""

    mark: str
    source: Source
    editable: bool
    fact: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What one receipt says. Ids of fields and facts, never a value or a person."""

    id: str
    form: str
    """Empty for the answer of a dossier check."""
    purpose: str
    system: str
    requester: str
    issued_at: datetime
    expires_at: datetime
    fields: Mapping[str, Given | None] = field(default_factory=dict)
    """Every field of the form; None where nothing was handed out."""
    held: tuple[str, ...] = ()
    """Components of the procedure that were found here and in force."""


class Receipts:
    """Signs and reads receipts."""

    def __init__(self, secret: bytes, lifetime: timedelta = timedelta(hours=24)) -> None:
        """`secret`: the one signing secret; `WeakKey` when it is too short."""
        from joserfc.jwk import OctKey

        self._key = OctKey.import_key(derive(secret, "receipt"))
        self._marking = derive(secret, "mark")
        self.lifetime = lifetime

    def new_id(self) -> str:
        """A random id, by which a receipt is used only once."""
        return secrets.token_urlsafe(16)

    def mark(self, receipt: str, name: str, value: str) -> str:
        """By what the value of a field is known again; letter for letter, but for spaces and Unicode form."""
        said = " ".join(unicodedata.normalize("NFC", value).split())
        digest = hmac.digest(self._marking, f"{receipt}\0{name}\0{said}".encode("utf-8", "replace"), sha256)
        return urlsafe_b64encode(digest[:16]).rstrip(b"=").decode()

    def sign(self, receipt: Receipt) -> str:
        """The receipt as the caller gets it: a compact JWS, fit for a URL."""
        from joserfc import jwt

        claims: dict[str, Any] = {
            "jti": receipt.id,
            "form": receipt.form,
            "purpose": receipt.purpose,
            "sys": receipt.system,
            "req": receipt.requester,
            "iat": int(receipt.issued_at.timestamp()),
            "exp": int(receipt.expires_at.timestamp()),
            "f": {name: given and _packed(given) for name, given in receipt.fields.items()},
            "held": list(receipt.held),
        }
        return jwt.encode({"alg": "HS256", "typ": KIND}, claims, self._key, default_type=None)

    def read(self, token: str, *, system: str, now: datetime) -> Receipt:
        """What a receipt of that system says; `ReceiptError` when it is forged, another's, or out of its time."""
        from joserfc import jwt
        from joserfc.errors import JoseError

        try:
            read = jwt.decode(token, self._key, algorithms=["HS256"])
        except (JoseError, ValueError):
            raise ReceiptError(Fault.INVALID) from None
        if read.header.get("typ") != KIND or read.claims["sys"] != system:
            raise ReceiptError(Fault.INVALID)
        receipt = _unpacked(read.claims)
        if not receipt.issued_at - LEEWAY <= now < receipt.expires_at:
            raise ReceiptError(Fault.EXPIRED)
        return receipt


def _packed(given: Given) -> list[Any]:
    return [given.mark, given.source, int(given.editable), given.fact]


def _unpacked(claims: Mapping[str, Any]) -> Receipt:
    return Receipt(
        id=claims["jti"],
        form=claims["form"],
        purpose=claims["purpose"],
        system=claims["sys"],
        requester=claims["req"],
        issued_at=datetime.fromtimestamp(claims["iat"], UTC),
        expires_at=datetime.fromtimestamp(claims["exp"], UTC),
        fields={name: _given(packed) for name, packed in claims["f"].items()},
        held=tuple(claims["held"]),
    )


def _given(packed: list[Any] | None) -> Given | None:
    if packed is None:
        return None
    mark, source, editable, fact = packed
    return Given(mark=mark, source=Source(source), editable=bool(editable), fact=fact)
