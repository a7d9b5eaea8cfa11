"""Great Expectations on a batch: runs the generated suite and answers what failed, by key and never by value.

Great Expectations costs seconds to import, so it is imported where it is used; it opens no connection.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from domain.documents import DocumentType
from validation.suite import Expected, Severity, columns, suite
from validation.tables import by_kind, declared, tables

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
    source = _source()
    frames = {"documents": documents, "fields": fields}
    results = _run(columns(), frames, source)
    if not all(result.success for result in results):
        return results
    frames |= {"fields": by_kind(fields, types), "declared": declared(documents, fields, types)}
    return results + _run(suite(types, documents, scans, errors), frames, source)


def _run(expected: Iterable[Expected], frames: "Mapping[str, DataFrame]", source: Any) -> tuple[ExpectationResult, ...]:
    asked = tuple(expected)
    found: dict[str, Any] = {}
    for name, frame in frames.items():
        found |= _ask(source, frame, [one for one in asked if one.table == name])
    return tuple(_result(one, found[one.name], frames[one.table]) for one in asked)


def _source() -> Any:
    """A place for tables in a Great Expectations context that lives in memory and draws no progress bars."""
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False, metric_calculations=False)
    return context.data_sources.add_pandas("batch")


def _ask(source: Any, frame: "DataFrame", asked: list[Expected]) -> dict[str, Any]:
    """Great Expectations' own result of each expectation on one table, by name."""
    import great_expectations as gx

    name = f"table {len(source.assets)}"
    suite = gx.ExpectationSuite(name=name, expectations=[_expectation(one) for one in asked])
    whole = source.add_dataframe_asset(name).add_batch_definition_whole_dataframe(name)
    results = whole.get_batch({"dataframe": frame}).validate(suite, result_format=NO_VALUES).results
    return {result.expectation_config.meta["name"]: result for result in results}


def _expectation(one: Expected) -> Any:
    import great_expectations.expectations as gxe

    return getattr(gxe, one.kind)(**one.arguments, severity=one.severity, meta={"name": one.name})


def _result(one: Expected, found: Any, frame: "DataFrame") -> ExpectationResult:
    success, counts = bool(found.success), found.result
    return ExpectationResult(
        name=one.name,
        severity=one.severity,
        success=success,
        checked=int(counts.get("element_count", 1)) - int(counts.get("missing_count", 0)),
        failed=int(counts.get("unexpected_count", 0 if success else 1)),
        failing_keys=() if success else tuple(dict.fromkeys(_keys(one, frame))),
    )


def _keys(one: Expected, frame: "DataFrame") -> Iterator[Key]:
    failing = one.failing(frame)
    names = failing["name"] if "name" in failing else [None] * len(failing)
    for document, name in zip(failing["document"], names, strict=True):
        yield (document if isinstance(document, str) else ""), (name if isinstance(name, str) else None)
