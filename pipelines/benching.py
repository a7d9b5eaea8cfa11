"""`sohoa bench NAME`: runs one program of benchmarks/ and hands its exit code on."""

import subprocess
import sys
from collections.abc import Sequence

from pipelines.settings import ROOT


def bench(name: str, rest: Sequence[str] = ()) -> int:
    """Runs `benchmarks/<name>.py` with the arguments `rest`; 2 and the list of names when there is none such."""
    programs = {file.stem: file for file in sorted((ROOT / "benchmarks").glob("[a-z]*.py"))}
    if name not in programs:
        print(f"{name}? benchmarks: {', '.join(programs)}", file=sys.stderr)
        return 2
    return subprocess.run([sys.executable, "-m", f"benchmarks.{name}", *rest], cwd=ROOT, check=False).returncode  # noqa: S603
