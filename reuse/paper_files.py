"""The file of one paper: its own pages and no other's, since a scan may bundle papers of several people."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from warehouse.tables import documents

Originals = Callable[[str], Path]
"""SHA-256 of an original -> where it lies."""

PAPER = sa.select(documents.c.scan, documents.c.pages, documents.c.agency).where(
    documents.c.id == sa.bindparam("document")
)
BESIDE = sa.select(sa.func.count()).where(documents.c.scan == sa.bindparam("scan"))


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFile:
    """Where a paper's pages lie. `alone`: the original holds nothing else."""

    scan: str
    pages: tuple[int, ...]
    agency: str
    alone: bool


def locate(connection: sa.Connection, document: str) -> PaperFile | None:
    """The file of a document; None when there is no such document."""
    row = connection.execute(PAPER, {"document": document}).mappings().first()
    if row is None:
        return None
    beside = connection.execute(BESIDE, {"scan": row["scan"]}).scalar_one()
    return PaperFile(scan=row["scan"], pages=tuple(row["pages"]), agency=row["agency"], alone=beside == 1)


def content(file: PaperFile, originals: Originals) -> bytes | None:
    """The original where it holds this paper alone (a signed file stays as it is), else a PDF of its pages.

    None when the original is gone, or bundles papers and is no PDF that could be cut.
    """
    path = originals(file.scan)
    if not path.is_file():
        return None
    return path.read_bytes() if file.alone else _cut(path, file.pages)


def _cut(path: Path, pages: tuple[int, ...]) -> bytes | None:
    import pikepdf

    try:
        with pikepdf.open(path) as whole, pikepdf.new() as part:
            part.pages.extend(whole.pages[number - 1] for number in pages)
            kept = io.BytesIO()
            part.save(kept)
    except (pikepdf.PdfError, IndexError):
        return None
    return kept.getvalue()
