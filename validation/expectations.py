"""Great Expectations on a batch: runs the generated suite and answers what failed, by key and never by value.

Great Expectations costs seconds to import, so it is imported where it is used; it opens no connection.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from domain.documents import DocumentType
from validation.suite import Expected, Severity, columns, suite
from validation.tables import declared, tables, with_kinds

if TYPE_CHECKING:
    from pandas import DataFrame

__all__ = ["ExpectationResult", "Key", "tables", "validate"]

Key = tuple[str, str | None]
"""Document and field; no field when the whole document is meant."""

NO_VALUES = {"result_format": "BASIC", "partial_unexpected_count": 0, "exclude_unexpected_values": True}


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectationResult:
    """How one expectation fared: how many rows (or the one table) were checked and failed, and which, all of them."""

    name: str
    severity: Severity
    success: bool
    checked: int
    failed: int
    failing_keys: tuple[Key, ...] = ()


def validate(
    documents: "DataFrame",
    fields: "DataFrame",
    types: Mapping[str, DocumentType],
    *,
    scans: int | None = None,
    errors: int = 0,
) -> tuple[ExpectationResult, ...]:
    """The results of the batch's suite on the two tables of `tables`.

    `scans` and `errors` are how many scans were to be read and how many could not be. Where a table lacks its
    columns nothing else can be asked: only the results on columns come back, and they are critical.
    """
    frames = {"documents": documents, "fields": fields}
    results = _run(columns(), frames)
    if not all(result.success for result in results):
        return results
    frames |= {"fields": with_kinds(fields, types), "declared": declared(documents, fields, types)}
    return results + _run(suite(types, documents, scans, errors), frames)


def _run(expected: Iterable[Expected], frames: "Mapping[str, DataFrame]") -> tuple[ExpectationResult, ...]:
    asked = tuple(expected)
    found: dict[str, Any] = {}
    for name, frame in frames.items():
        found |= _ask(name, frame, [one for one in asked if one.table == name])
    return tuple(_result(one, found[one.name], frames[one.table]) for one in asked)


def _ask(table: str, frame: "DataFrame", asked: list[Expected]) -> dict[str, Any]:
    """Great Expectations' own result of each expectation on one table, by name."""
    import great_expectations as gx

    suite = gx.ExpectationSuite(name=table, expectations=[_expectation(one) for one in asked])
    asset = _context().data_sources.add_or_update_pandas(table).add_dataframe_asset(table)
    batch = asset.add_batch_definition_whole_dataframe(table).get_batch({"dataframe": frame})
    results = batch.validate(suite, result_format=NO_VALUES).results if asked else ()
    return {result.expectation_config.meta["name"]: result for result in results}


def _context() -> Any:
    """A Great Expectations context in memory that draws no progress bars."""
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False, metric_calculations=False)
    return context


def _expectation(one: Expected) -> Any:
    import great_expectations.expectations as gxe

    limit = {"row_condition": one.condition, "condition_parser": "pandas"} if one.condition else {}
    return getattr(gxe, one.kind)(**one.arguments, **limit, severity=one.severity, meta={"name": one.name})


def _result(one: Expected, found: Any, frame: "DataFrame") -> ExpectationResult:
    success, counts = bool(found.success), found.result
    return ExpectationResult(
        name=one.name,
        severity=one.severity,
        success=success,
        checked=int(counts.get("element_count", 1)),
        failed=int(counts.get("unexpected_count", 0 if success else 1)),
        failing_keys=() if success else tuple(dict.fromkeys(_keys(one, frame))),
    )


def _keys(one: Expected, frame: "DataFrame") -> Iterator[Key]:
    failing = one.failing(frame)
    names = failing["name"] if "name" in failing else [None] * len(failing)
    for document, name in zip(failing["document"], names, strict=True):
        yield (document if isinstance(document, str) else ""), (name if isinstance(name, str) else None)
