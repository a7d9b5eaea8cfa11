"""A machine of our own making: a checkout of the entry script, and stand-ins on the PATH that note what they are asked.

Nothing is downloaded and nothing of this machine is touched.
"""

import contextlib
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TOOLS = [
    *("awk", "cat", "cksum", "cp", "date", "df", "dirname", "env", "find", "flock", "grep", "mkdir", "mv"),
    *("readlink", "rm", "sed", "sh", "sleep", "tail"),
]

STAND_IN = """#!/bin/sh
echo "{name} $*" >>"$CALLS"
"""
PYTHON = """#!/bin/sh
case "$*" in
*"-m venv "*)
    echo "python -m venv" >>"$CALLS"
    mkdir -p "$3/bin"
    for name in python uv sohoa ruff mypy lint-imports; do cp "$STANDINS/$name" "$3/bin/$name"; done ;;
*"pip config list"*) echo "$PIP_CONFIG" ;;
*"pip install"* | *pytest*) echo "python $*" >>"$CALLS"; exit "${PYTEST_EXIT:-0}" ;;
esac
"""
UV = """#!/bin/sh
echo "uv $2 index=$UV_DEFAULT_INDEX certificates=$SSL_CERT_FILE $*" >>"$CALLS"
sleep "${UV_SECONDS:-0}"
if [ -n "$UV_FAILS" ]; then echo "could not connect"; exit 2; fi
"""
HANDED_OVER = """#!/bin/sh
echo "handed over: $* OMP_THREAD_LIMIT=$OMP_THREAD_LIMIT"
exit "${COMMAND_EXIT:-0}"
"""


@dataclass(frozen=True)
class Machine:
    """A place to run the script: `calls` is what the stand-ins were asked, in order."""

    base: Path

    @property
    def checkout(self) -> Path:
        return self.base / "mã nguồn"

    @property
    def programs(self) -> Path:
        return self.base / "bin"

    @property
    def calls(self) -> list[str]:
        file = self.base / "calls"
        return file.read_text("utf-8").splitlines() if file.exists() else []

    def environment(self, **more: str) -> dict[str, str]:
        return {
            "PATH": str(self.programs),
            "HOME": str(self.base),
            "CALLS": str(self.base / "calls"),
            "STANDINS": str(self.base / "stand-ins"),
            **more,
        }

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.checkout / "sohoa", *arguments],
            env=self.environment(**environment),
            cwd=self.base,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
        )

    def run_at_terminal(self, answer: str, *arguments: str) -> tuple[int, str]:
        """Runs it with a person at the terminal who types that answer; the exit code, and what the person saw."""
        ours, theirs = os.openpty()
        os.write(ours, f"{answer}\n".encode())
        command = [str(self.checkout / "sohoa"), *arguments]
        process = subprocess.Popen(command, env=self.environment(), stdin=theirs, stdout=subprocess.PIPE, stderr=theirs)
        os.close(theirs)
        seen = b""
        with contextlib.suppress(OSError):  # Linux's way to say that the other end is closed
            while chunk := os.read(ours, 4096):
                seen += chunk
        process.communicate(timeout=60)
        os.close(ours)
        return process.returncode, seen.decode()

    def start(self, *arguments: str, **environment: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [self.checkout / "sohoa", *arguments],
            env=self.environment(**environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def program(self, name: str, text: str | None = None) -> None:
        """Puts a program on the PATH; without a text one that only writes down its arguments."""
        write(self.programs / name, text or STAND_IN.format(name=name))

    def without(self, *names: str) -> "Machine":
        for name in names:
            (self.programs / name).unlink()
        return self


def machine(base: Path) -> Machine:
    """A machine that has all the system's programs, and a fresh checkout."""
    made = Machine(base)
    for folder in (made.checkout / "setup", made.programs, base / "stand-ins"):
        folder.mkdir(parents=True)
    for file in ("sohoa", "requirements.lock", "setup/uv.txt", "pyproject.toml"):
        shutil.copy(ROOT / file, made.checkout / file)
    for tool in TOOLS:
        found = shutil.which(tool)
        assert found, tool
        (made.programs / tool).symlink_to(found)
    for name in ("ruff", "mypy", "lint-imports"):
        write(base / "stand-ins" / name, STAND_IN.format(name=name))
    for name, text in (("python", PYTHON), ("uv", UV), ("sohoa", HANDED_OVER)):
        write(base / "stand-ins" / name, text)
    made.program("python3.11", PYTHON)
    made.program("tesseract", "#!/bin/sh\necho Vietnamese\n")
    for name in ("pdftoppm", "pdfinfo", "initdb"):
        made.program(name)
    made.program("id", "#!/bin/sh\necho 1000\n")
    return made


def write(file: Path, text: str) -> None:
    file.write_text(text, "utf-8")
    os.chmod(file, 0o755)  # noqa: PTH101
