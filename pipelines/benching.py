"""`sohoa bench NAME`: runs one program of benchmarks/ and hands its exit code on."""

import subprocess
import sys

from pipelines.settings import ROOT


def bench(name: str) -> int:
    """Runs `benchmarks/<name>.py`; 2 and the list of names when there is none such."""
    programs = {file.stem: file for file in sorted((ROOT / "benchmarks").glob("[a-z]*.py"))}
    if name not in programs:
        print(f"{name}? benchmarks: {', '.join(programs)}", file=sys.stderr)
        return 2
    return subprocess.run([sys.executable, str(programs[name])], cwd=ROOT, check=False).returncode  # noqa: S603
