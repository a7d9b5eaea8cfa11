"""A child process that does one thing after another for its parent, within bounds of memory and time, off the network.

It runs in a process group of its own, so that ending it ends every program it has started, and writes its temporary
files into one folder, which goes with it. It is started afresh (no fork), so a parent with threads is safe.
"""

import contextlib
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection, Pipe
from typing import Any

from domain.errors import ReadCode, ReadError, SourceError
from ocr.offline import cut_network

START = "import sys; from ocr.child import serve; serve(int(sys.argv[1]), int(sys.argv[2]))"
FILE_MB = 2048
"""Largest file a child may write: a bomb unpacked to disk ends here."""


class Ended(Exception):
    """The child ended instead of answering: `code` says what that means for the file it worked on."""

    def __init__(self, code: ReadCode) -> None:
        """Says why, as a code of the contract."""
        super().__init__(code)
        self.code = code


class Child:
    """One child process; `ask` hands it a module-level function, `answer` waits for what it returns."""

    def __init__(self, memory_mb: int) -> None:
        """Starts a process that may address that many MB, and so may each program it starts."""
        self.folder = tempfile.mkdtemp(prefix="sohoa-")
        self.pipe, theirs = Pipe()
        environment = os.environ | {
            "PYTHONPATH": os.pathsep.join(sys.path),
            "TMPDIR": self.folder,
            "OMP_THREAD_LIMIT": "1",
            "OMP_NUM_THREADS": "1",
            "OPENBLAS_NUM_THREADS": "1",
        }
        self.process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-c", START, str(theirs.fileno()), str(memory_mb)],
            pass_fds=[theirs.fileno()],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        theirs.close()

    def ask(self, function: Callable[..., Any], seconds: float, *args: Any, **named: Any) -> None:
        """Begins a call in the child that may use `seconds` of processor time; Ended when the child is gone."""
        try:
            self.pipe.send((function, seconds, args, named))
        except (BrokenPipeError, ConnectionResetError) as error:
            raise Ended(self._why()) from error

    def answer(self, timeout: float) -> Any:
        """What the call returned; raises what it raised, or Ended when it crashed or takes longer than `timeout` s."""
        if not self.pipe.poll(timeout):
            raise Ended(ReadCode.TIMEOUT)
        try:
            fine, value = self.pipe.recv()
        except (EOFError, ConnectionResetError) as error:
            raise Ended(self._why()) from error
        if not fine:
            raise value
        return value

    def end(self) -> None:
        """Ends the child and every program it started, and removes its temporary files."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.pipe.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _why(self) -> ReadCode:
        """What the way the child ended says of the file."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(5)
        meanings = {-signal.SIGKILL: ReadCode.NO_MEMORY, -signal.SIGXCPU: ReadCode.TIMEOUT}
        return meanings.get(self.process.returncode or 0, ReadCode.CORRUPT)


def serve(descriptor: int, memory_mb: int) -> None:
    """The child's side: answers calls until the parent closes the pipe or is gone."""
    cut_network()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory_mb << 20, memory_mb << 20))
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_MB << 20, FILE_MB << 20))
    pipe = Connection(descriptor)
    try:
        while True:
            function, seconds, args, named = pipe.recv()
            _allow(seconds)
            pipe.send(_outcome(function, args, named))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        # The parent may be gone and cannot. Never the folder tempfile would fall back to: only the one given.
        shutil.rmtree(os.environ["TMPDIR"], ignore_errors=True)


def _allow(seconds: float) -> None:
    """Bounds the processor time of the next call, so that a child without a parent ends too."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime + seconds) + 5
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))


def _outcome(function: Callable[..., Any], args: tuple[Any, ...], named: Mapping[str, Any]) -> tuple[bool, Any]:
    """(True, value) or (False, the error to raise): no text of a foreign error crosses, it may quote the file."""
    try:
        return True, function(*args, **named)
    except (ReadError, SourceError) as error:
        return False, error
    except MemoryError:
        return False, ReadError(ReadCode.NO_MEMORY, "Tệp cần quá nhiều bộ nhớ: hãy quét lại ở 300 dpi.")
    except FileNotFoundError:
        return False, ReadError(ReadCode.VANISHED, "Tệp không còn ở chỗ cũ: hãy gửi lại.")
    except OSError as error:
        return False, _of_system(error)
    except Exception as error:  # noqa: BLE001  # a child must answer
        return False, _of_library(error)


def _of_system(error: OSError) -> Exception:
    import errno

    if error.errno == errno.ENOMEM:
        return ReadError(ReadCode.NO_MEMORY, "Tệp cần quá nhiều bộ nhớ: hãy quét lại ở 300 dpi.")
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return SourceError("Đĩa đầy: hãy giải phóng chỗ trống rồi chạy lại.")
    return ReadError(ReadCode.CORRUPT, "Không đọc được tệp: hãy kiểm tra rồi gửi lại.")


def _of_library(error: Exception) -> Exception:
    where = f"{type(error).__module__}.{type(error).__qualname__}"
    if "memory" in str(error).lower():
        return ReadError(ReadCode.NO_MEMORY, "Tệp cần quá nhiều bộ nhớ: hãy quét lại ở 300 dpi.")
    return ReadError(ReadCode.CORRUPT, f"Không đọc được tệp ({where}): hãy quét hoặc xuất lại.")
