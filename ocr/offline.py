"""Cuts the network off for this process and every program it starts, without root: by a filter of the kernel.

Sockets of the machine itself (AF_UNIX) stay: Python's own plumbing uses them. Elsewhere than on Linux on x86-64 or
ARM64 nothing is cut and the answer says so.
"""

import ctypes
import errno
import platform
import socket
import struct
import sys

ARCHITECTURES = {"x86_64": (0xC000003E, 41, 53), "aarch64": (0xC00000B7, 198, 199)}
"""Machine -> (its name in seccomp, system call numbers of socket and socketpair)."""
IO_URING_SETUP = 425
"""The other door to sockets; the same number everywhere."""
X32 = 0x40000000
"""System calls from here on are x86-64's second set, which would go round the first."""
AF_UNIX = 1
NO_NEW_PRIVILEGES, SECCOMP, FILTER = 38, 22, 2
LOAD, EQUAL, AT_LEAST, ANSWER = 0x20, 0x15, 0x35, 0x06
"""Instructions of the packet filter's machine: load a word, compare, answer."""
ALLOW, REFUSE = 0x7FFF0000, 0x00050000 | errno.EACCES
NUMBER, ARCHITECTURE, FIRST_ARGUMENT = 0, 4, 16
"""Where they stand in what the kernel shows the filter."""


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def cut_network() -> bool:
    """Takes from this process, for ever, the right to open a socket to anywhere; False where that cannot be done."""
    known = ARCHITECTURES.get(platform.machine())
    if sys.platform != "linux" or known is None:
        return False
    program = _program(*known)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    filled = _Program(len(program) // 8, program)
    return bool(libc.prctl(SECCOMP, FILTER, ctypes.byref(filled), 0, 0) == 0)


def is_cut() -> bool:
    """Whether this process can open no socket to anywhere."""
    try:
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close()
    except PermissionError:
        return True
    return False


def _program(architecture: int, one: int, pair: int) -> bytes:
    """Refuses sockets but AF_UNIX, io_uring, and system calls of another set; allows everything else."""
    steps = (
        (LOAD, 0, 0, ARCHITECTURE),
        (EQUAL, 0, 8, architecture),
        (LOAD, 0, 0, NUMBER),
        (AT_LEAST, 6, 0, X32),
        (EQUAL, 5, 0, IO_URING_SETUP),
        (EQUAL, 1, 0, one),
        (EQUAL, 0, 2, pair),
        (LOAD, 0, 0, FIRST_ARGUMENT),
        (EQUAL, 0, 1, AF_UNIX),
        (ANSWER, 0, 0, ALLOW),
        (ANSWER, 0, 0, REFUSE),
    )
    return b"".join(struct.pack("HBBI", *step) for step in steps)
