"""The secrets as text: how they are kept in a file, in an environment variable or by a key management system."""

import base64
import binascii
import json
import os
import secrets as randomness
from pathlib import Path

from domain.errors import SourceError
from warehouse.crypto import KEY_BYTES, Secrets

SHAPE = '{"index": "<base64>", "keys": ["<base64>", …]}'


class BadKeys(SourceError):
    """Keys that cannot be had or read; says where and what shape they must have, never what was there."""


def parse(text: str, place: str) -> Secrets:
    """The secrets of a text; `BadKeys` names the place it came from."""
    try:
        told = json.loads(text)
        keys = tuple(_key(one) for one in told["keys"])
        found = Secrets(index=_key(told["index"]), keys=keys)
    except (ValueError, KeyError, TypeError):
        raise BadKeys(f"Khóa mã hóa ({place}) không đúng dạng {SHAPE}, mỗi khóa 32 byte.") from None
    if not keys:
        raise BadKeys(f"Khóa mã hóa ({place}) không có khóa nào.")
    return found


def written(secrets: Secrets) -> str:
    """The secrets as text, newest key first."""
    return json.dumps({"index": _text(secrets.index), "keys": [_text(key) for key in secrets.keys]})


def read(file: Path) -> Secrets:
    """The secrets of a file."""
    try:
        return parse(file.read_text("utf-8"), str(file))
    except (OSError, UnicodeDecodeError) as error:
        raise BadKeys(f"Không đọc được tệp khóa {file}: {type(error).__name__}.") from None


def write(file: Path, secrets: Secrets) -> None:
    """Puts the secrets in place whole or not at all, readable by their owner alone."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f".{file.name}.{randomness.token_hex(4)}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.write(written(secrets) + "\n")
        out.flush()
        os.fsync(out.fileno())
    beside.rename(file)


def write_first(file: Path, secrets: Secrets) -> Secrets:
    """Makes the file unless another process did meanwhile; answers what is in it now."""
    beside = file.with_name(f".{file.name}.{randomness.token_hex(4)}")
    write(beside, secrets)
    try:
        os.link(beside, file)
    except FileExistsError:
        return read(file)
    finally:
        beside.unlink()
    return secrets


def others_may_read(file: Path) -> bool:
    """Whether anybody but its owner may read the file."""
    return file.exists() and bool(file.stat().st_mode & 0o077)


def _key(text: object) -> bytes:
    try:
        key = base64.b64decode(str(text), validate=True)
    except binascii.Error:
        raise ValueError from None
    if len(key) != KEY_BYTES:
        raise ValueError
    return key


def _text(key: bytes) -> str:
    return base64.b64encode(key).decode()
