"""The batch's expectation suite as Dagster asset checks: structure blocks, content warns and is held row by row."""

from collections.abc import Iterable

import dagster as dg

from validation.expectations import ExpectationResult

CHECKS = [
    dg.AssetCheckSpec(
        "structure",
        asset="findings",
        blocking=True,
        description="Columns, counts and keys of the batch's documents and fields are as the catalog declares.",
    ),
    dg.AssetCheckSpec(
        "content",
        asset="findings",
        description="Values are shaped as their kinds demand; rows that are not are held for a person.",
    ),
]


def check_results(results: Iterable[ExpectationResult]) -> list[dg.AssetCheckResult]:
    """One result a check: counts by expectation, never a value."""
    by_severity: dict[str, list[ExpectationResult]] = {"critical": [], "warning": []}
    for result in results:
        by_severity[result.severity].append(result)
    return [
        _result("structure", by_severity["critical"], dg.AssetCheckSeverity.ERROR),
        _result("content", by_severity["warning"], dg.AssetCheckSeverity.WARN),
    ]


def _result(name: str, results: list[ExpectationResult], severity: dg.AssetCheckSeverity) -> dg.AssetCheckResult:
    failed = {result.name: result.failed for result in results if not result.success}
    return dg.AssetCheckResult(
        check_name=name,
        passed=not failed,
        severity=severity,
        metadata={"expectations": len(results), "failed_rows": sum(failed.values()), "failed": failed},
    )
