"""The expectations of a batch, generated from the catalog. What they are, not how they are run.

Structure is critical: a batch whose tables are not as declared stops. Content warns: what fails is held row by row.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from math import inf
from typing import TYPE_CHECKING, Any, Literal

from domain.documents import DocumentType, Origin
from validation.tables import DOCUMENTS, FIELDS

if TYPE_CHECKING:
    from pandas import DataFrame, Series

Severity = Literal["critical", "warning"]
Arguments = dict[str, Any]

UNKNOWN = "unknown"
TIDY = r"^\S+(?: \S+)*\Z"
"""Words with one space between them, as any text value must be."""

NUMBER = r"^(?:0|[1-9]\d*)(?:\.\d+)?\Z"
DAY = r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"

SHAPES = {
    "name": r"^[^\W\d_][^\d_]*\Z",
    "date": rf"^{DAY}\Z",
    "date_or_year": rf"^(?:{DAY}|\d{{4}})\Z",
    "expiry": rf"^(?:{DAY}|Không thời hạn)\Z",
    "sex": r"^(?:Nam|Nữ)\Z",
    "personal_id": r"^\d{12}\Z",
    "id": r"^(?:\d{12}|\d{9}|[A-Z]\d{7,8})\Z",
    "enterprise_code": r"^(?:\d{10}|\d{12,13})\Z",
    "business_code": r"^(?:\d{10}|\d{12,13}|\d{2}[A-Z]{1,2}\d{6,8})\Z",
    "document_number": r"\d",
    "integer": r"^(?:0|[1-9]\d{0,3})\Z",
    "money": NUMBER,
    "area": NUMBER,
    "phone": r"^\+?\d{8,15}\Z",
    "email": r"^[^@\s]+@[^@\s]+\.[^@\s]+\Z",
    "listing": r"^\[.+\]\Z",
}
"""Kind -> what its canonical values look like; a kind that is not here is plain text (`TIDY`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """One expectation on one table, asked of Great Expectations' class `kind` with these arguments."""

    name: str
    table: Literal["documents", "fields", "declared"]
    severity: Severity
    kind: str
    arguments: Arguments = field(default_factory=dict)

    @property
    def table_wide(self) -> bool:
        """Whether it judges the table as a whole, so that no row of it fails."""
        return self.kind not in FAILING

    def failing(self, table: "DataFrame") -> "DataFrame":
        """Every row that fails, none left out; no row for an expectation on the table as a whole."""
        return table.iloc[:0] if self.table_wide else table[FAILING[self.kind](table, self.arguments)]


def _column(rows: "DataFrame", arguments: Arguments) -> "Series[Any]":
    return rows[str(arguments["column"])]


def _not_null(rows: "DataFrame", arguments: Arguments) -> "Series[bool]":
    return _column(rows, arguments).isna()


def _matching(rows: "DataFrame", arguments: Arguments) -> "Series[bool]":
    values = _column(rows, arguments)
    return values.notna() & ~values.str.contains(arguments["regex"], na=False)


def _in_set(rows: "DataFrame", arguments: Arguments) -> "Series[bool]":
    values = _column(rows, arguments)
    return values.notna() & ~values.isin(arguments["value_set"])


def _between(rows: "DataFrame", arguments: Arguments) -> "Series[bool]":
    values = _column(rows, arguments)
    return values.lt(arguments.get("min_value", -inf)) | values.gt(arguments.get("max_value", inf))


def _unique(rows: "DataFrame", arguments: Arguments) -> "Series[bool]":
    columns = arguments.get("column_list") or [arguments["column"]]
    return rows.duplicated(columns, keep=False) & rows[columns].notna().any(axis=1)


FAILING: dict[str, Callable[["DataFrame", Arguments], "Series[bool]"]] = {
    "ExpectColumnValuesToNotBeNull": _not_null,
    "ExpectColumnValuesToMatchRegex": _matching,
    "ExpectColumnValuesToBeInSet": _in_set,
    "ExpectColumnValuesToBeBetween": _between,
    "ExpectColumnValuesToBeUnique": _unique,
    "ExpectCompoundColumnsToBeUnique": _unique,
}
"""How the complete list of failing rows is found: Great Expectations itself caps its lists."""


def columns() -> Iterator[Expected]:
    """That the tables have their columns: what every other expectation stands on."""
    for table, declared in (("documents", DOCUMENTS), ("fields", FIELDS)):
        yield _table(f"{table}_have_their_columns", table, "ExpectTableColumnsToMatchSet", column_set=list(declared))


def suite(
    types: Mapping[str, DocumentType], documents: "DataFrame", scans: int | None = None, errors: int = 0
) -> Iterator[Expected]:
    """Every other expectation of a batch. With `scans`, the number of scans that were to be read, all of them must
    have given documents but for the `errors` that could not be read.
    """
    yield from _documents(types)
    if scans is not None:
        read = {"min_value": scans - errors, "max_value": scans - errors}
        kind = "ExpectColumnUniqueValueCountToBeBetween"
        yield _table("scans_are_read_or_refused", "documents", kind, column="scan", **read)
    yield from _fields(documents)
    yield from _content(types)


def _table(name: str, table: Any, kind: str, **arguments: Any) -> Expected:
    return Expected(name=name, table=table, severity="critical", kind=kind, arguments=arguments)


def _filled(table: Any, *names: str) -> Iterator[Expected]:
    for name in names:
        yield _table(f"{table}_say_their_{name}", table, "ExpectColumnValuesToNotBeNull", column=name)


def _share(name: str, table: Any, column: str) -> Expected:
    return _table(name, table, "ExpectColumnValuesToBeBetween", column=column, min_value=0.0, max_value=1.0)


def _documents(types: Mapping[str, DocumentType]) -> Iterator[Expected]:
    yield from _filled("documents", "scan", "document", "type", "type_confidence")
    yield _table("documents_are_unique", "documents", "ExpectColumnValuesToBeUnique", column="document")
    place = ["scan", "position"]
    yield _table("documents_have_their_place", "documents", "ExpectCompoundColumnsToBeUnique", column_list=place)
    codes = sorted({*types, UNKNOWN})
    yield _table("documents_are_declared", "documents", "ExpectColumnValuesToBeInSet", column="type", value_set=codes)
    yield _table("documents_have_pages", "documents", "ExpectColumnValuesToBeBetween", column="pages", min_value=1)
    yield _share("documents_confidence_is_a_share", "documents", "type_confidence")


def _fields(documents: "DataFrame") -> Iterator[Expected]:
    yield from _filled("fields", "document", "name", "confidence")
    key = ["document", "name"]
    yield _table("fields_are_unique", "fields", "ExpectCompoundColumnsToBeUnique", column_list=key)
    known = sorted(set(documents["document"].dropna()))
    yield _table(
        "fields_belong_to_documents", "fields", "ExpectColumnValuesToBeInSet", column="document", value_set=known
    )
    yield _share("fields_confidence_is_a_share", "fields", "confidence")
    origins = [origin.value for origin in Origin]
    yield _table("fields_have_an_origin", "fields", "ExpectColumnValuesToBeInSet", column="origin", value_set=origins)


def _content(types: Mapping[str, DocumentType]) -> Iterator[Expected]:
    yield _row("declared_fields_are_there", "declared", "ExpectColumnValuesToBeBetween", column="times", min_value=1)
    yield _row("fields_are_declared", "fields", "ExpectColumnValuesToNotBeNull", column="kind")
    yield _row(
        "accepted_fields_have_a_value", "fields", "ExpectColumnValuesToBeInSet", column="filled", value_set=[True]
    )
    yield _row("values_were_read", "fields", "ExpectColumnValuesToBeInSet", column="grounded", value_set=[True])
    for kind in sorted({spec.kind for declared in types.values() for spec in declared.fields}):
        shape = {"column": f"{kind} value", "regex": SHAPES.get(kind, TIDY)}
        yield _row(f"{kind}_values_have_their_shape", "fields", "ExpectColumnValuesToMatchRegex", **shape)


def _row(name: str, table: Any, kind: str, **arguments: Any) -> Expected:
    return Expected(name=name, table=table, severity="warning", kind=kind, arguments=arguments)
