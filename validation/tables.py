"""A batch's documents and fields as tables, so that expectations can be put to them. Their columns are fixed here."""

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from domain.documents import DocumentType, Extraction

if TYPE_CHECKING:
    from pandas import DataFrame

DOCUMENTS = {
    "scan": "str",
    "document": "str",
    "position": "int64",
    "type": "str",
    "type_confidence": "float64",
    "pages": "int64",
    "engine": "str",
    "dpi": "int64",
}
"""Column -> type of the table with one row a document; `pages` is how many, `position` counts within the scan."""

FIELDS = {
    "scan": "str",
    "document": "str",
    "type": "str",
    "name": "str",
    "value": "str",
    "confidence": "float64",
    "accepted": "bool",
    "origin": "str",
    "page": "float64",
    "read": "bool",
}
"""Column -> type of the table with one row a field of a document; `read` says that something was read there."""

DECLARED = {"document": "str", "name": "str", "times": "int64"}
"""Column -> type of the table with one row a field that a document's type declares; `times` is how often it came."""

Rows = Iterable[tuple[object, ...]]


def _table(rows: Rows, columns: Mapping[str, str]) -> "DataFrame":
    from pandas import DataFrame

    return DataFrame(list(rows), columns=list(columns)).astype(dict(columns))


def tables(extractions: Collection[Extraction]) -> "tuple[DataFrame, DataFrame]":
    """The tables of documents and of fields of a batch."""
    documents = (
        (e.scan, e.document, e.index, e.type, e.type_confidence, len(e.pages), e.engine, e.dpi) for e in extractions
    )
    fields = (
        (
            e.scan,
            e.document,
            e.type,
            f.name,
            f.value,
            f.confidence,
            f.accepted,
            f.origin.value,
            f.page,
            f.raw is not None,
        )
        for e in extractions
        for f in e.fields
    )
    return _table(documents, DOCUMENTS), _table(fields, FIELDS)


def by_kind(fields: "DataFrame", types: Mapping[str, DocumentType]) -> "DataFrame":
    """The table of fields with the declared `kind` of each (missing where none is declared), a column `<kind> value`
    for every kind, and whether a field is `filled` (accepted only with a value) and `grounded` (a value was read).
    """
    from pandas import Series

    kinds = {(code, spec.name): spec.kind for code, declared in types.items() for spec in declared.fields}
    found = [kinds.get(key) for key in zip(fields["type"], fields["name"], strict=True)]
    kind, value = Series(found, index=fields.index, dtype="str"), fields["value"]
    return fields.assign(
        kind=kind,
        filled=~fields["accepted"] | value.notna(),
        grounded=value.isna() | fields["read"],
        **{f"{one} value": value.where(kind == one) for one in set(kinds.values())},
    )


def declared(documents: "DataFrame", fields: "DataFrame", types: Mapping[str, DocumentType]) -> "DataFrame":
    """The table of what the documents' types declare, and how often each field was read."""
    read = fields.groupby(["document", "name"]).size().to_dict()
    rows = (
        (document, spec.name, read.get((document, spec.name), 0))
        for document, code in zip(documents["document"], documents["type"], strict=True)
        if code in types
        for spec in types[code].fields
    )
    return _table(rows, DECLARED)
