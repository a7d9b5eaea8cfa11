"""What starting costs: CPU seconds to import each package, against importing Dagster, interleaved, median of five.

`./sohoa bench startup`"""

import statistics
import subprocess
import sys

PEER = "dagster"
PACKAGES = ("domain.facts", "catalog", "ledger.arrivals", "ocr.documents", "validation.rules", "connectors.population",
            "linkage.link", "warehouse.load", "reuse.prefill", "reports.summary", "pipelines.cli", PEER)  # fmt: skip
RUNS = 5
PROGRAM = "import time; b = time.process_time(); import {}; print(time.process_time() - b)"


def seconds(package: str) -> float:
    """CPU seconds of a fresh process to import the package."""
    command = [sys.executable, "-c", PROGRAM.format(package)]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def main() -> None:
    """Prints the table."""
    seen: dict[str, list[float]] = {package: [] for package in PACKAGES}
    for _run in range(RUNS):
        for package in PACKAGES:
            seen[package].append(seconds(package))
    peer = statistics.median(seen[PEER])
    print(f"{'import':24} {'CPU s':>7} {'/ ' + PEER:>10}")
    for package, times in seen.items():
        print(f"{package:24} {statistics.median(times):7.2f} {statistics.median(times) / peer:10.2f}")


if __name__ == "__main__":
    main()
