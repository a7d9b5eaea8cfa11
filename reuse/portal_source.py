"""Dossiers as the portal is told of them: what their own manifest says, and what the warehouse and the ledger know.

Of a manifest only what it says of the dossier is taken. What is digitised, reused or a result is never taken from it:
those are our own figures.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from domain.rules import ResultKind
from reuse.portal import ZONE, Attachment, Dossier, Owner, ResultPaper
from reuse.shortcuts import Known
from warehouse.tables import documents, live_facts
from warehouse.tables_reuse import reuse_ledger

VERIFIED = sa.exists().where(live_facts.c.document_id == documents.c.id).correlate(documents)

PAPERS = sa.select(documents.c.id, documents.c.scan, documents.c.type).where(
    documents.c.agency == sa.bindparam("agency"), documents.c.dossier == sa.bindparam("dossier"), VERIFIED
)

REUSED = sa.select(reuse_ledger.c.component, reuse_ledger.c.component_name).where(
    reuse_ledger.c.agency == sa.bindparam("agency"), reuse_ledger.c.dossier == sa.bindparam("dossier")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """A dossier as it was handed in: its manifest as read, and SHA-256 -> name of its files."""

    agency: str
    dossier: str
    manifest: Mapping[str, Any]
    files: Mapping[str, str]


def dossier_of(connection: sa.Connection, handed: Handed, codes: Mapping[str, ResultKind]) -> tuple[Dossier, Known]:
    """The dossier to be told, and what is known of it by which `shortcuts` hold it.

    Its results are the verified documents of `results/<its code>`.
    """
    place = {"agency": handed.agency, "dossier": handed.dossier}
    read = {row.scan for row in connection.execute(PAPERS, place)}
    ledger = {row.component: row.component_name for row in connection.execute(REUSED, place)}
    results = connection.execute(PAPERS, place | {"dossier": f"results/{handed.dossier}"}).mappings().all()
    said = handed.manifest
    known = Known(
        source=said,
        status=_text(said, "TrangThaiHoSo"),
        files=handed.files,
        digitised=frozenset(read & set(handed.files)),
        reused=frozenset(ledger),
        results={row["id"]: row["scan"] for row in results},
    )
    attachments = (*_attachments(said, known), *_not_handed_in(ledger))
    return _dossier(handed, known.status, attachments, _results(results, codes)), known


def _dossier(
    handed: Handed, status: str, attachments: tuple[Attachment, ...], results: tuple[ResultPaper, ...]
) -> Dossier:
    said = handed.manifest
    return Dossier(
        code=_text(said, "MaHoSo"),
        procedure=_text(said, "MaTTHC"),
        title=_text(said, "TenTTHC"),
        field=_text(said, "MaLinhVuc"),
        field_title=_text(said, "TenLinhVuc"),
        channel=_text(said, "KenhThucHien") or "1",
        owner=_owner(said),
        status=status,
        unit=_text(said, "DonViXuLy") or handed.agency,
        filed_at=_text(said, "NoiNopHoSo"),
        received_at=moment(said.get("NgayTiepNhan")),
        due_at=moment(said.get("NgayHenTra")),
        finished_at=moment(said.get("NgayKetThucXuLy")),
        returned_at=moment(said.get("NgayTra")),
        attachments=attachments,
        results=results,
        vneid=_text(said, "TaiKhoanDuocXacThucVoiVNeID") == "1",
        payment=_text(said, "DuocThanhToanTrucTuyen"),
    )


def _owner(said: Mapping[str, Any]) -> Owner:
    listed = said.get("DinhDanhCHS")
    first = listed[0] if isinstance(listed, list) and listed and isinstance(listed[0], dict) else {}
    return Owner(
        kind=_text(said, "LoaiDoiTuong"),
        name=_text(said, "ChuHoSo"),
        id_kind=_text(first, "LoaiDinhDanh"),
        id=_text(first, "SoDinhDanh"),
        tech_id=_text(said, "MaDoiTuong"),
    )


def _attachments(said: Mapping[str, Any], known: Known) -> tuple[Attachment, ...]:
    """Each file that was handed in; its component as the manifest names it."""
    listed = said.get("TaiLieuNop")
    items = [item for item in listed if isinstance(item, dict)] if isinstance(listed, list) else []
    named = {_text(item, "TenTepDinhKem"): _text(item, "MaThanhPhanHoSo") for item in items}
    return tuple(
        Attachment(
            id=scan,
            name=name,
            component=named.get(name, ""),
            digitised=scan in known.digitised,
        )
        for scan, name in sorted(known.files.items(), key=lambda pair: pair[1])
    )


def _not_handed_in(ledger: Mapping[str, str]) -> Iterator[Attachment]:
    """Each component that reuse replaced: there is no file of it, that is the point."""
    for component, name in sorted(ledger.items()):
        yield Attachment(id=f"reuse-{component}", name=name, component=component, reused="1")


def _results(rows: Sequence[sa.RowMapping], codes: Mapping[str, ResultKind]) -> tuple[ResultPaper, ...]:
    by_type = {one.type: one for one in codes.values()}
    papers = []
    for row in rows:
        code = by_type.get(row["type"])
        name = code.name if code else row["type"]
        papers.append(ResultPaper(id=row["id"], name=name, code=code.code if code else "", file=row["scan"]))
    return tuple(papers)


def moment(text: object) -> datetime | None:
    """A time as the portal writes it (`yyyyMMddHHmmss`, local), or ISO; None when it is neither."""
    if not isinstance(text, str):
        return None
    try:
        if text.isdigit() and len(text) == 14:
            return datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=ZONE)
        read = datetime.fromisoformat(text)
    except ValueError:
        return None
    return read if read.tzinfo else read.replace(tzinfo=ZONE)


def _text(said: Mapping[str, Any], key: str) -> str:
    value = said.get(key)
    return str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
