"""The content-addressed store of originals: every byte as it arrived, under its SHA-256, fsynced before it counts."""

import contextlib
import hashlib
import os
import secrets
from io import BufferedReader
from pathlib import Path

from domain.errors import ReadCode, ReadError

CHUNK = 1 << 20


class Originals:
    """Files under `root/ab/cd/<sha256>`; written once, never changed."""

    def __init__(self, root: Path) -> None:
        """Makes the folder when it is not there."""
        self.root = root
        root.mkdir(parents=True, exist_ok=True)

    def path(self, digest: str) -> Path:
        """Where the original of that SHA-256 lies."""
        return self.root / digest[:2] / digest[2:4] / digest

    def put(self, source: Path, *, max_bytes: int) -> str:
        """Copies the file, answers its SHA-256; `ReadError` when it is too large, vanished or changed meanwhile."""
        incoming = self.root / f".incoming-{secrets.token_hex(8)}"
        try:
            digest = _copy(source, incoming, max_bytes)
            self._settle(incoming, digest)
        finally:
            incoming.unlink(missing_ok=True)
        return digest

    def _settle(self, incoming: Path, digest: str) -> None:
        target = self.path(digest)
        if target.exists():
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        incoming.chmod(0o440)
        incoming.rename(target)
        for folder in (target.parent, target.parent.parent, self.root):
            _sync_folder(folder)

    def clear_leftovers(self) -> None:
        """Removes half-written files of a run that was killed."""
        for leftover in self.root.glob(".incoming-*"):
            leftover.unlink(missing_ok=True)

    def intact(self, digest: str) -> bool:
        """Whether the stored bytes still have their SHA-256."""
        with contextlib.suppress(OSError), self.path(digest).open("rb") as stored:
            return hashlib.file_digest(stored, "sha256").hexdigest() == digest
        return False


def _copy(source: Path, target: Path, max_bytes: int) -> str:
    digest, size = hashlib.sha256(), 0
    with _open_regular(source) as incoming, target.open("xb") as out:
        before = os.fstat(incoming.fileno())
        while chunk := incoming.read(CHUNK):
            size += len(chunk)
            if size > max_bytes:
                raise ReadError(ReadCode.TOO_LARGE, f"Tệp lớn hơn {max_bytes // 1_000_000} MB: chia nhỏ rồi nộp lại.")
            digest.update(chunk)
            out.write(chunk)
        after = os.fstat(incoming.fileno())
        out.flush()
        os.fsync(out.fileno())
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or size != after.st_size:
        raise ReadError(ReadCode.VANISHED, "Tệp thay đổi trong khi nhận: chờ ghi xong rồi nộp lại.")
    return digest.hexdigest()


def _open_regular(source: Path) -> BufferedReader:
    try:
        return os.fdopen(os.open(source, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb")
    except FileNotFoundError:
        raise ReadError(ReadCode.VANISHED, "Tệp không còn ở thư mục nhận: nộp lại nếu vẫn cần.") from None
    except OSError as error:
        raise ReadError(
            ReadCode.UNSUPPORTED, f"Không mở được tệp ({error.strerror}): kiểm tra quyền đọc rồi nộp lại."
        ) from None


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
