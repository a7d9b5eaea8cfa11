"""A file to its documents, and a document to the JSON of the contract."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from domain.documents import Extraction, FieldValue
from domain.findings import Finding
from domain.scans import Reading
from ocr.documents import find, zones
from ocr.limits import Limits


def read_file(
    path: Path, *, limits: Limits | None = None, target_error: float = 0.001, workers: int = 1
) -> tuple[Reading, tuple[Extraction, ...]]:
    """Read a file's pages (in `workers` processes) and find its documents; ReadError when it cannot be read."""
    from ocr import files, pool
    from ocr.page import ENGINE

    bounds = limits or Limits()
    count = files.page_count(path, bounds)
    scan = hashlib.sha256(path.read_bytes()).hexdigest()
    tasks = [pool.PageTask(path=path, number=number, scan=scan) for number in range(1, count + 1)]
    read = [page for _, page in pool.read_pages(tasks, workers=workers, limits=bounds, zones=zones)]
    reading = Reading(scan=scan, engine=ENGINE, pages=tuple(sorted(read, key=lambda page: page.number)))
    return reading, find(reading, target_error=target_error)


def to_json(extraction: Extraction, findings: Iterable[Finding], *, file: str, sha256: str) -> dict[str, Any]:
    """One document as the contract's JSON object."""
    return {
        "file": file,
        "sha256": sha256,
        "pages": list(extraction.pages),
        "type": extraction.type,
        "type_confidence": extraction.type_confidence,
        "rotation": extraction.rotation,
        "skew": extraction.skew,
        "dpi": extraction.dpi,
        "text": extraction.text,
        "fields": {field.name: _field(field) for field in extraction.fields},
        "codes": [
            {"kind": code.kind, "text": code.text, "page": code.page, "box": list(code.box) if code.box else None}
            for code in extraction.codes
        ],
        "findings": [
            {"rule": one.rule, "severity": str(one.severity), "field": one.field, "message": one.message}
            for one in findings
        ],
        "engine": extraction.engine,
        "seconds": extraction.seconds,
    }


def _field(field: FieldValue) -> dict[str, Any]:
    listed = field.value is not None and field.value.startswith("[")
    return {
        "value": json.loads(field.value) if listed and field.value else field.value,
        "raw": field.raw,
        "confidence": field.confidence,
        "accepted": field.accepted,
        "origin": str(field.origin),
        "page": field.page,
        "box": list(field.box) if field.box else None,
        "notes": list(field.notes),
    }
