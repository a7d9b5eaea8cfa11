"""Other programs that turn a page image into text, each called as its own documentation calls it."""

import importlib.util
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Reader = Callable[[Path], str]
LONGEST = 300
"""Seconds a program may take over a page."""


@dataclass(frozen=True)
class Told:
    """A page's text by one program, and what it cost."""

    text: str
    cpu: float
    wall: float


def cpu_now() -> float:
    """CPU seconds of this process and its ended children."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def timed(reader: Reader, page: Path) -> Told:
    """A page read by a program."""
    cpu, wall = cpu_now(), time.perf_counter()
    text = reader(page)
    return Told(text, cpu_now() - cpu, time.perf_counter() - wall)


def peers() -> tuple[dict[str, Reader], dict[str, str]]:
    """The programs found here, and why the others are not measured."""
    found: dict[str, Reader] = {}
    absent: dict[str, str] = {}
    vie = shutil.which("tesseract") is not None and "vie" in _languages()
    mend = "needs the Debian package tesseract-ocr-vie"
    for name, reader in (("tesseract -l vie", _tesseract), ("pytesseract", _pytesseract)):
        found |= {name: reader} if vie else {}
        absent |= {} if vie else {name: mend}
    ocrmypdf = Path(sys.executable).parent / "ocrmypdf"
    for name, flags in (("ocrmypdf", ()), ("ocrmypdf --deskew --rotate-pages", ("--deskew", "--rotate-pages"))):
        if vie and ocrmypdf.exists():
            found[name] = _ocrmypdf(ocrmypdf, flags)
        else:
            absent[name] = mend if ocrmypdf.exists() else "needs the extra `archive`"
    if importlib.util.find_spec("rapidocr"):
        found["rapidocr"] = _rapidocr()
    else:
        absent["rapidocr"] = "the package rapidocr is not installed"
    return found, absent


def _languages() -> list[str]:
    seen = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False)
    return seen.stdout.split()


def _bare() -> dict[str, str]:
    """The environment without our limit of threads: as others start these programs."""
    return {name: value for name, value in os.environ.items() if not name.startswith("OMP_")}


def _tesseract(page: Path) -> str:
    command = ["tesseract", str(page), "-", "-l", "vie"]
    return _said(command)


def _pytesseract(page: Path) -> str:
    program = (
        "import sys, pytesseract; from PIL import Image; "
        "print(pytesseract.image_to_string(Image.open(sys.argv[1]), lang='vie'))"
    )
    return _said([sys.executable, "-c", program, str(page)])


def _said(command: list[str]) -> str:
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=LONGEST, env=_bare())
    return run.stdout


def _ocrmypdf(program: Path, flags: tuple[str, ...]) -> Reader:
    def read(page: Path) -> str:
        with tempfile.TemporaryDirectory() as folder:
            text = Path(folder) / "text.txt"
            command = [str(program), "-l", "vie", "-j", "2", "-q", "--image-dpi", "300", "--sidecar", str(text), *flags]
            subprocess.run(
                [*command, str(page), str(Path(folder) / "out.pdf")],
                capture_output=True, check=False, timeout=LONGEST, env=_bare(),
            )  # fmt: skip
            return text.read_text("utf-8") if text.exists() else ""

    return read


def _rapidocr() -> Reader:
    from rapidocr import RapidOCR

    engine = RapidOCR()

    def read(page: Path) -> str:
        return "\n".join(engine(str(page)).txts or ())

    return read
