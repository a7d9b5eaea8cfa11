"""One secret, from which each use derives a key of its own: a receipt can never pass as a token."""

from datetime import timedelta

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

LEAST = 32
"""Bytes a secret must have."""

LEEWAY = timedelta(seconds=60)
"""How far two clocks may differ."""


class WeakKey(ValueError):
    """A signing secret that is too short to sign with."""


def derive(secret: bytes, use: str) -> bytes:
    """The key of 32 bytes for one use."""
    if len(secret) < LEAST:
        raise WeakKey(f"api_key: cần ít nhất {LEAST} ký tự ngẫu nhiên")
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=f"sohoa/{use}".encode()).derive(secret)
