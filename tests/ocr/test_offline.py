"""A process that parses files reaches no network, nor does any program it starts."""

import socket
import subprocess
import sys

from ocr.child import Child
from ocr.offline import is_cut


def opened() -> list[str]:
    """What can be opened in this process and in one it starts."""
    kinds = {"inet": socket.AF_INET, "inet6": socket.AF_INET6, "netlink": socket.AF_NETLINK}
    found = []
    for name, kind in kinds.items():
        try:
            socket.socket(kind, socket.SOCK_DGRAM).close()
            found.append(name)
        except OSError:
            pass
    code = "import socket; socket.socket(socket.AF_INET)"
    if subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0:
        found.append("program")
    return found


def test_a_child_opens_no_socket_and_neither_do_its_programs() -> None:
    child = Child(1024)
    try:
        child.ask(opened, 20.0)
        assert child.answer(30.0) == []
        child.ask(is_cut, 20.0)
        assert child.answer(30.0) is True
    finally:
        child.end()


def test_the_parent_keeps_its_network() -> None:
    assert not is_cut()
    assert "inet" in opened()
