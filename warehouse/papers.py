"""Documents, how long their results hold, and the links found on them: what a load knows of the papers themselves."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from domain.documents import DocumentType, Extraction
from domain.facts import SubjectRef
from domain.scans import Scan
from domain.subjects import Link
from warehouse.facts import is_settled, subject_of, unverified
from warehouse.subjects import Ids, in_chunks
from warehouse.tables import documents, links, results
from warehouse.validity import chain_of, paper_date, paper_value, validity_of

Paper = tuple[Scan, Extraction, DocumentType]


def keep(connection: sa.Connection, papers: Sequence[Paper], batch: str, now: datetime) -> int:
    """Adds the documents that are new, brings the others up to date; how many were new."""
    rows = {extraction.document: _row(scan, extraction, kind, batch) for scan, extraction, kind in papers}
    added = _upsert(connection, documents, "id", rows, {"loaded_at": now})
    _upsert(connection, results, "document_id", {e.document: _result(e, kind) for _, e, kind in papers}, {})
    return added


def keep_links(connection: sa.Connection, found: Sequence[Link], ids: Ids, now: datetime) -> int:
    """Adds the links that say otherwise than the last one of the same document, role and registry; how many."""
    last = _last_links(connection, sorted({link.document for link in found}))
    rows = [_link(link, ids) for link in found]
    new = [row | {"recorded_at": now} for row in rows if last.get(_place(row)) != _said(row)]
    if new:
        connection.execute(links.insert(), new)
    return len(new)


def _upsert(
    connection: sa.Connection, table: sa.Table, key: str, rows: dict[str, dict[str, Any]], stamp: dict[str, Any]
) -> int:
    known: dict[str, dict[str, Any]] = {}
    for chunk in in_chunks(sorted(rows)):
        chosen = connection.execute(sa.select(table).where(table.c[key].in_(chunk)))
        known |= {row[key]: dict(row) for row in chosen.mappings()}
    new = [row | stamp for name, row in rows.items() if name not in known]
    if new:
        connection.execute(table.insert(), new)
    for name, row in rows.items():
        if _differs(row, known.get(name)):
            connection.execute(table.update().where(table.c[key] == name).values(row | stamp))
    return len(new)


def _differs(row: dict[str, Any], known: dict[str, Any] | None) -> bool:
    return known is not None and any(known[name] != value for name, value in row.items())


def _row(scan: Scan, extraction: Extraction, kind: DocumentType, batch: str) -> dict[str, Any]:
    return {
        "id": extraction.document,
        "scan": scan.id,
        "path": scan.path,
        "batch": batch,
        "dossier": scan.dossier,
        "agency": scan.agency,
        "received_at": scan.received_at,
        "is_result": scan.is_result,
        "type": extraction.type,
        "type_confidence": extraction.type_confidence,
        "pages": list(extraction.pages),
        "number": paper_value(extraction, kind, "paper.number"),
        "issued_on": paper_date(extraction, kind),
        "issued_by": paper_value(extraction, kind, "paper.issued_by", "paper.registered_at"),
        "seen": extraction.digest,
        "engine": extraction.engine,
        "unverified": unverified(extraction, kind),
    }


def _result(extraction: Extraction, kind: DocumentType) -> dict[str, Any]:
    rule = validity_of(extraction, kind)
    chain, version = chain_of(extraction, kind)
    return {
        "document_id": extraction.document,
        "kind": rule.kind,
        "valid_from": rule.valid_from,
        "valid_to": rule.valid_to,
        "basis": rule.basis,
        "basis_since": rule.basis_since,
        "chain": chain,
        "version": version,
    }


def _link(link: Link, ids: Ids) -> dict[str, Any]:
    ref: SubjectRef | None = subject_of(link) if is_settled(link) else None
    return {
        "document_id": link.document,
        "role": link.role,
        "kind": link.kind,
        "registry": link.registry,
        "registry_key": link.key,
        "subject_id": ref and ids[ref.scheme, ref.value],
        "score": link.score,
        "judgement": link.judgement,
        "origin": link.origin,
        "explanation": link.explanation,
        "reason": link.reason,
        "seen": link.seen,
        "judged_by": link.who,
        "model": link.model,
    }


def _last_links(connection: sa.Connection, names: Sequence[str]) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    last: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    for chunk in in_chunks(names):
        rows = connection.execute(sa.select(links).where(links.c.document_id.in_(chunk)).order_by(links.c.id))
        last |= {_place(dict(row)): _said(dict(row)) for row in rows.mappings()}
    return last


def _place(row: dict[str, Any]) -> tuple[Any, ...]:
    return row["document_id"], row["role"], row["registry"]


def _said(row: dict[str, Any]) -> tuple[Any, ...]:
    return row["registry_key"], row["judgement"], row["origin"], row["reason"], row["seen"]
