"""Encryption of single values in the application, as column types: the database never sees what a person is known by.

Stored is `$` and base64 of nonce (12 bytes), key id (3) and AES-256-GCM's ciphertext with its tag; the column's name is
associated data, so that a value moved to another column is refused. In a searchable column the nonce is an HMAC of the
value under a secret of its own: equal values have equal nonces, whatever key encrypts them, and can be looked up. The
secret matters because numbers of twelve digits can be tried one after another.
"""

import binascii
import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import ColumnElement, Dialect, String, Text, TypeDecorator, func, literal_column
from sqlalchemy.sql import operators

from domain.errors import SourceError

MARK = "$"
NONCE, ID = 12, 3
PREFIX = 1 + NONCE * 4 // 3
"""Characters of a stored value that depend on the value alone (mark and nonce): what a look-up compares."""
KEY_CHARACTERS = ID * 4 // 3
"""Characters after the prefix that name the key."""
KEY_BYTES = 32


class WrongKey(SourceError):
    """A stored value that the keys at hand do not open. Nothing is changed or lost by it."""

    def __init__(self) -> None:
        """Says what to do, and nothing of the value."""
        super().__init__(
            "Khóa mã hóa không mở được dữ liệu trong kho: kiểm tra tệp khóa, biến SOHOA_WAREHOUSE_KEYS hoặc lệnh lấy "
            "khóa trong sohoa.toml; dùng đúng khóa rồi chạy lại. Dữ liệu trong kho vẫn nguyên vẹn."
        )


class Mac:
    """HMAC-SHA-256 of many short texts under one secret and one label; keyed once, which is half of the work."""

    def __init__(self, secret: bytes, label: str) -> None:
        """`label` tells uses of one secret apart."""
        key = secret.ljust(64, b"\0")
        self._inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in key) + label.encode() + b"\0")
        self._outer = hashlib.sha256(bytes(byte ^ 0x5C for byte in key))

    def __call__(self, text: str) -> bytes:
        """32 bytes."""
        return self.of(text.encode("utf-8", "surrogatepass"))

    def of(self, content: bytes) -> bytes:
        """The same of a text that is encoded already."""
        inner, outer = self._inner.copy(), self._outer.copy()
        inner.update(content)
        outer.update(inner.digest())
        return outer.digest()


def key_id(key: bytes) -> bytes:
    """Three bytes that name a key and say nothing of it."""
    return hashlib.sha256(b"sohoa key id\0" + key).digest()[:ID]


@dataclass(frozen=True, slots=True, kw_only=True)
class Secrets:
    """What must be kept secret: the keys (newest first; the newest encrypts) and the secret of the blind index."""

    index: bytes
    keys: tuple[bytes, ...]


PUBLIC = Secrets(index=b"\0" * KEY_BYTES, keys=(b"\0" * KEY_BYTES,))
"""Known to everybody: protects nothing. What is used where no keys are given, as in tests."""


class Keyring:
    """The keys in use. Values under older keys stay readable."""

    def __init__(self, secrets: Secrets = PUBLIC, reload: Callable[[], Secrets] | None = None) -> None:
        """`reload` answers the secrets anew: asked when a value names a key that came since (a rotation elsewhere)."""
        self._reload = reload
        self._index = secrets.index
        self._macs: dict[str, Mac] = {}
        self._take(secrets)
        masking = Cipher(algorithms.AES(Mac(secrets.index, "mask")("")), modes.ECB())  # noqa: S305 - of random blocks
        self._mask, self._unmask = masking.encryptor(), masking.decryptor()

    def _take(self, secrets: Secrets) -> None:
        self.current = key_id(secrets.keys[0])
        self._ciphers = {key_id(key): AESGCM(key) for key in secrets.keys}

    @property
    def protects(self) -> bool:
        """Whether the key in use is a secret one."""
        return self.current != key_id(PUBLIC.keys[0])

    def mac(self, label: str) -> Mac:
        """The keyed hash for one use."""
        if label not in self._macs:
            self._macs[label] = Mac(self._index, label)
        return self._macs[label]

    def index(self, column: str, text: str) -> str:
        """What every stored form of the text in that searchable column begins with."""
        return MARK + binascii.b2a_base64(self.mac(column)(text)[:NONCE], newline=False).decode()

    def seal(self, column: str, text: str, *, searchable: bool) -> str:
        """The stored form."""
        return self.sealer(column, searchable=searchable)(text)

    def sealer(self, column: str, *, searchable: bool) -> Callable[[str], str]:
        """What makes the stored form of many texts of one column, under the key that is in use now."""
        mac, key, name = self.mac(column).of, self.current, column.encode()
        encrypt, written = self._ciphers[key].encrypt, binascii.b2a_base64

        def seal(text: str) -> str:
            content = text.encode("utf-8", "surrogatepass")
            nonce = mac(content)[:NONCE] if searchable else os.urandom(NONCE)
            return MARK + written(nonce + key + encrypt(nonce, content, name), newline=False).decode("ascii")

        return seal

    def open(self, column: str, stored: str) -> str:
        """The text; `WrongKey` when no key at hand opens it or when it was tampered with."""
        try:
            told = binascii.a2b_base64(stored[len(MARK) :])
            cipher = self._cipher(told[NONCE : NONCE + ID])
            return cipher.decrypt(told[:NONCE], told[NONCE + ID :], column.encode()).decode("utf-8", "surrogatepass")
        except (InvalidTag, ValueError, KeyError):
            raise WrongKey from None

    def _cipher(self, name: bytes) -> AESGCM:
        if name not in self._ciphers and self._reload:
            self._take(self._reload())
        return self._ciphers[name]

    def mask(self, digest: str) -> str:
        """A digest in hexadecimal as another of the same length: one made of guessable things is itself guessable."""
        return self._mask.update(bytes.fromhex(digest)).hex()

    def unmask(self, masked: str) -> str:
        """The digest behind a masked one."""
        return self._unmask.update(bytes.fromhex(masked)).hex()


@dataclass(slots=True)
class _Holder:
    """Where a dialect's keys are looked up by processors that SQLAlchemy makes once and keeps."""

    keys: Keyring


_HOLDERS: WeakKeyDictionary[Dialect, _Holder] = WeakKeyDictionary()
_NO_KEYS = Keyring()


def use(dialect: Dialect, keys: Keyring) -> None:
    """From now on everything written and read through engines of that dialect uses those keys."""
    _holder(dialect).keys = keys


def keys_of(dialect: Dialect) -> Keyring:
    """The keys of an engine's dialect; the public ones when it was given none."""
    return _holder(dialect).keys


def _holder(dialect: Dialect) -> _Holder:
    return _HOLDERS.setdefault(dialect, _Holder(_NO_KEYS))


class BlindIndex(TypeDecorator[str]):
    """The part of an encrypted column by which a value is looked up; compared with plain texts."""

    impl = String
    cache_ok = True

    def __init__(self, column: str) -> None:
        """`column` as in `Encrypted`."""
        super().__init__()
        self.column = column

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """The plain text's index."""
        return None if value is None else keys_of(dialect).index(self.column, value)


def lookup_part(column: Any) -> ColumnElement[str]:
    """The first characters of a stored value, as the indexes of the database have them."""
    return func.substr(column, literal_column("1"), literal_column(str(PREFIX)))


class Encrypted(TypeDecorator[str]):
    """Text that is stored encrypted. A searchable one can be compared with `==`, `!=` and `in_`; no other can.

    Equal values of a searchable column are seen to be equal by who reads the database; of the others not even that.
    """

    impl = Text
    cache_ok = True

    def __init__(self, column: str, searchable: bool = False) -> None:  # noqa: FBT001, FBT002 - SQLAlchemy's cache key
        """`column` is the associated data: the same for a table's column and for views and copies of it."""
        super().__init__()
        self.column = column
        self.searchable = searchable

    def bind_processor(self, dialect: Dialect) -> Callable[[str | None], str | None]:
        """Encrypts."""
        holder, column, searchable = _holder(dialect), self.column, self.searchable
        return lambda value: None if value is None else holder.keys.seal(column, value, searchable=searchable)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[str | None], str | None]:  # noqa: ARG002
        """Decrypts; `WrongKey` when it cannot."""
        holder, column = _holder(dialect), self.column
        return lambda value: None if value is None else holder.keys.open(column, value)

    class Comparator(TypeDecorator.Comparator[str]):
        """Compares the part that does not depend on the key."""

        def operate(self, op: Any, *other: Any, **settings: Any) -> Any:
            """Compares by blind index; refuses what an encrypted column cannot answer."""
            kind = self.type
            assert isinstance(kind, Encrypted)
            if op in (operators.eq, operators.ne) and other[0] is None:
                return super().operate(op, *other, **settings)
            if op not in COMPARISONS:
                return super().operate(op, *other, **settings)
            if not kind.searchable:
                raise TypeError(f"{kind.column} is encrypted and not searchable")
            return op(_part(self.expr, kind), *(_part(one, kind) for one in other), **settings)

    comparator_factory = Comparator

    def coerce_compared_value(self, op: Any, value: Any) -> Any:  # noqa: ARG002
        """A value compared with it is of its kind."""
        return self


COMPARISONS = (operators.eq, operators.ne, operators.in_op, operators.not_in_op)


def _part(value: Any, kind: Encrypted) -> Any:
    """The look-up part of another such column; anything else as it is."""
    if isinstance(value, ColumnElement) and isinstance(value.type, Encrypted):
        part = lookup_part(value)
        part.type = BlindIndex(kind.column)
        return part
    return value


class Masked(TypeDecorator[str]):
    """A digest in hexadecimal of something guessable: stored as another one, compared and unique as before."""

    impl = String
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[str | None], str | None]:
        """Masks."""
        holder = _holder(dialect)
        return lambda value: value and holder.keys.mask(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[str | None], str | None]:  # noqa: ARG002
        """Unmasks."""
        holder = _holder(dialect)
        return lambda value: value and holder.keys.unmask(value)


def fresh() -> Secrets:
    """New secrets, from the operating system's randomness."""
    return Secrets(index=os.urandom(KEY_BYTES), keys=(os.urandom(KEY_BYTES),))


def with_new_key(secrets: Secrets) -> Secrets:
    """The same with a new key to encrypt with; the older ones go on opening what they closed."""
    return Secrets(index=secrets.index, keys=(os.urandom(KEY_BYTES), *secrets.keys))
