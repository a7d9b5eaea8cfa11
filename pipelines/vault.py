"""The warehouse of the settings, opened with its keys: the one way into it for every command and server."""

import shlex
import subprocess
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from domain.errors import SourceError
from pipelines.settings import Settings
from warehouse import crypto_file
from warehouse.crypto import Keyring, Secrets, WrongKey, fresh, with_new_key
from warehouse.crypto_file import BadKeys
from warehouse.store import open_warehouse, upgrade

COMMAND_SECONDS = 60


def warehouse_of(settings: Settings) -> sa.Engine:
    """The warehouse, its schema up to date; makes the key file when there is neither a file nor anything encrypted."""
    engine = open_warehouse(settings.warehouse, keyring_of(settings))
    upgrade(engine)
    return engine


def keyring_of(settings: Settings) -> Keyring:
    """The keys the settings name; asked again when a value names a key that came since."""
    return Keyring(_secrets(settings), reload=lambda: _secrets(settings))


def keyring_with_new_key(settings: Settings) -> Keyring:
    """The same with a new key to encrypt with, put into the key file; only where the keys lie in a file."""
    if not is_in_file(settings):
        raise BadKeys("Khóa lấy từ biến môi trường hoặc lệnh: thêm khóa mới vào đầu danh sách ở đó, rồi chạy lại.")
    crypto_file.write(settings.key_file, with_new_key(_secrets(settings)))
    return keyring_of(settings)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFault:
    """What is wrong with the keys, and the command that mends it."""

    what: str
    mend: str = ""


def key_fault(settings: Settings) -> KeyFault | None:
    """What is wrong with the keys of the settings; makes none, and no warehouse."""
    file = settings.key_file
    if is_in_file(settings) and crypto_file.others_may_read(file):
        return KeyFault(what=f"{file}: người khác đọc được / others may read it", mend=f'chmod 600 "{file}"')
    try:
        address = make_url(settings.warehouse)
        if address.get_backend_name() == "sqlite" and not Path(address.database or "").exists():
            return None
        keys = keyring_of(settings) if file.exists() or not is_in_file(settings) else None
        open_warehouse(settings.warehouse, keys).dispose()
    except (BadKeys, WrongKey) as error:
        return KeyFault(what=str(error), mend="SOHOA_WAREHOUSE_KEY_FILE=… (docs/security.md)")
    except (SourceError, ValueError, ArgumentError):
        return None  # the database itself is at fault, and said elsewhere
    return None


def is_in_file(settings: Settings) -> bool:
    """Whether the keys lie in a file of ours."""
    return not (settings.warehouse_key_command or settings.warehouse_keys)


def _secrets(settings: Settings) -> Secrets:
    if settings.warehouse_key_command:
        return crypto_file.parse(_printed(settings.warehouse_key_command), "warehouse_key_command")
    if settings.warehouse_keys:
        return crypto_file.parse(settings.warehouse_keys, "warehouse_keys")
    if settings.key_file.exists():
        return crypto_file.read(settings.key_file)
    _refuse_if_encrypted(settings)
    return crypto_file.write_first(settings.key_file, fresh())


def _printed(command: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - the operator's own command
            shlex.split(command), capture_output=True, text=True, timeout=COMMAND_SECONDS, check=False
        )
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise BadKeys(f"Lệnh lấy khóa (warehouse_key_command) không chạy được: {type(error).__name__}.") from None
    if done.returncode:
        raise BadKeys(f"Lệnh lấy khóa (warehouse_key_command) kết thúc với mã {done.returncode}.")
    return done.stdout


def _refuse_if_encrypted(settings: Settings) -> None:
    """A new key would open nothing of what is there."""
    try:
        open_warehouse(settings.warehouse).dispose()
    except WrongKey:
        raise BadKeys(
            f"Kho đã mã hóa nhưng không thấy tệp khóa {settings.key_file}: khôi phục tệp từ nơi cất giữ rồi chạy lại. "
            "Không có khóa thì dữ liệu nhạy cảm trong kho không đọc được."
        ) from None
