"""What lies between assets: Parquet (zstd), one file a partition, typed from the dataclass it carries."""

import os
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import dagster as dg
import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import TypeAdapter

from domain.documents import Extraction
from domain.facts import Fact
from domain.findings import Finding
from domain.scans import Reading, Scan
from domain.subjects import Link

CARRIES: dict[str, type] = {
    "scans": Scan,
    "readings": Reading,
    "extractions": Extraction,
    "findings": Finding,
    "verified": Extraction,
    "links": Link,
    "facts": Fact,
}
"""Asset -> the type of its rows."""

PLAIN: dict[Any, pa.DataType] = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    datetime: pa.timestamp("us", tz="UTC"),
}


def arrow_type(kind: Any) -> pa.DataType:
    """The Arrow type of a Python annotation: plain types, enums of text, tuples, text-keyed dicts, dataclasses."""
    if kind in PLAIN:
        return PLAIN[kind]
    if is_dataclass(kind):
        return pa.struct([pa.field(name, arrow_type(hint)) for name, hint in _hints(kind)])
    if isinstance(kind, type) and issubclass(kind, Enum):
        return pa.string()
    origin, inner = get_origin(kind), [part for part in get_args(kind) if part not in (NoneType, Ellipsis)]
    if origin in (Union, UnionType):
        return arrow_type(inner[0])
    if origin is tuple:
        return pa.list_(arrow_type(inner[0]))
    if origin is dict:
        return pa.map_(pa.string(), arrow_type(inner[1]))
    raise TypeError(f"no Arrow type for {kind}")


def _hints(kind: Any) -> list[tuple[str, Any]]:
    hints = get_type_hints(kind)
    return [(field.name, hints[field.name]) for field in fields(kind)]


def write_rows(path: Path, kind: type, rows: list[Any]) -> None:
    """Writes rows of a dataclass as one Parquet file, in one step: a reader never sees half of it."""
    schema = pa.schema(list(arrow_type(kind)))
    content = TypeAdapter(list[kind]).dump_python(rows, warnings="none")  # type: ignore[valid-type]
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(f".{os.getpid()}.tmp")
    try:
        pq.write_table(pa.Table.from_pylist(content, schema), unfinished, compression="zstd")
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def read_rows(path: Path, kind: type) -> list[Any]:
    """The rows of such a file."""
    content = pq.read_table(path).to_pylist(maps_as_pydicts="strict")
    return TypeAdapter(list[kind]).validate_python(content)  # type: ignore[valid-type]


class ParquetTables(dg.IOManager):
    """Keeps each asset's partition as `root/<asset>/<batch>.parquet`."""

    def __init__(self, root: Path) -> None:
        """`root` is made when the first file is written."""
        self.root = root

    def path(self, asset: str, batch: str) -> Path:
        """Where that partition of that asset lies."""
        return self.root / asset / f"{batch.replace('|', '_')}.parquet"

    def handle_output(self, context: dg.OutputContext, obj: list[Any]) -> None:
        """Writes a partition; the metadata says how many rows, never what is in them."""
        asset = context.asset_key.path[-1]
        write_rows(self.path(asset, context.partition_key), CARRIES[asset], obj)
        context.add_output_metadata({"rows": len(obj)})

    def load_input(self, context: dg.InputContext) -> list[Any]:
        """Reads a partition."""
        asset = context.asset_key.path[-1]
        return read_rows(self.path(asset, context.partition_key), CARRIES[asset])
