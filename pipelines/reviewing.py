"""The review page as a server's factory: `uvicorn pipelines.reviewing:create --factory`."""

from datetime import UTC, datetime
from functools import lru_cache, partial
from pathlib import Path

from starlette.applications import Starlette

from domain.documents import Extraction
from domain.subjects import Link
from ledger.originals import Originals
from ledger.tables import open_state
from pipelines import settings as configuration
from pipelines.api import tokens
from pipelines.officers import within
from pipelines.resources import limits_from
from pipelines.settings import Settings
from pipelines.storage import CARRIES, ParquetTables, read_rows
from pipelines.vault import warehouse_of
from review.app import create_app
from review.desk import ReviewDesk
from warehouse import access


def create() -> Starlette:
    """The page over the home of the settings in force."""
    return create_app(desk_of(configuration.read()))


def desk_of(settings: Settings) -> ReviewDesk:
    """The desk those settings describe."""
    warehouse = warehouse_of(settings)
    tables = ParquetTables(settings.home_path / "tables")
    return ReviewDesk(
        state=open_state(settings.state),
        extraction_of=partial(extraction_of, tables),
        links_of=partial(links_of, tables),
        original=Originals(settings.home_path / "originals").path,
        limits=limits_from(settings),
        log=partial(access.note, warehouse),
        clock=partial(datetime.now, UTC),
        reviewers=tokens(settings.reviewers),
        within=within(settings),
    )


def extraction_of(tables: ParquetTables, batch: str, document: str) -> Extraction | None:
    """A paper as it was read, None when the batch has no such paper."""
    path = tables.path("extractions", batch)
    return _papers(path, path.stat().st_mtime_ns).get(document) if path.exists() else None


def links_of(tables: ParquetTables, batch: str, document: str) -> tuple[Link, ...]:
    """The links of a paper as last judged."""
    path = tables.path("links", batch)
    return _links(path, path.stat().st_mtime_ns).get(document, ()) if path.exists() else ()


@lru_cache(maxsize=16)
def _papers(path: Path, _written: int) -> dict[str, Extraction]:
    return {extraction.document: extraction for extraction in read_rows(path, CARRIES["extractions"])}


@lru_cache(maxsize=16)
def _links(path: Path, _written: int) -> dict[str, tuple[Link, ...]]:
    found: dict[str, tuple[Link, ...]] = {}
    for link in read_rows(path, CARRIES["links"]):
        found[link.document] = (*found.get(link.document, ()), link)
    return found
