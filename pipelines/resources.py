"""Makes the plain objects the assets use out of the settings."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache, partial

import dagster as dg
from sqlalchemy import Engine

from assets.desk import Desk, Progress
from ledger.arrivals import Intake
from ledger.originals import Originals
from ledger.tables import open_state
from ocr.files import page_count
from ocr.limits import Limits
from pipelines import settings as configuration
from pipelines.registries import lookup_from
from pipelines.settings import Settings
from pipelines.storage import ParquetTables
from pipelines.vault import warehouse_of


def limits_from(settings: Settings) -> Limits:
    """How large and how slow a file or page may be."""
    return Limits(
        max_bytes=settings.max_bytes,
        max_pages=settings.max_pages,
        max_pixels=settings.max_pixels,
        page_seconds=settings.page_seconds,
        memory_mb=settings.memory_mb,
    )


def no_progress(stage: str, done: int, total: int) -> None:
    """Says nothing."""


def desk_from(
    settings: Settings, progress: Progress = no_progress, clock: Callable[[], datetime] | None = None
) -> Desk:
    """The desk those settings describe; makes the home, opens the warehouse only when asked for."""
    settings.home_path.mkdir(parents=True, exist_ok=True)
    limits = limits_from(settings)

    @cache
    def warehouse() -> Engine:
        return warehouse_of(settings)

    return Desk(
        state=open_state(settings.state),
        warehouse=warehouse,
        intake=Intake(
            inbox=settings.inbox_path,
            settle_seconds=settings.settle_seconds,
            originals=Originals(settings.home_path / "originals"),
            max_bytes=settings.max_bytes,
            count_pages=partial(page_count, limits=limits),
        ),
        limits=limits,
        workers=settings.worker_count,
        target_error=settings.target_error,
        lookup=lookup_from(settings, warehouse),
        purpose=settings.purpose,
        clock=clock or partial(datetime.now, UTC),
        progress=progress,
    )


def default_resources() -> dict[str, object]:
    """The resources of the code location, made when a run needs them."""

    @dg.resource
    def desk(_context: dg.InitResourceContext) -> Desk:
        return desk_from(configuration.read())

    @dg.io_manager
    def io_manager(_context: dg.InitResourceContext) -> ParquetTables:
        return ParquetTables(configuration.read().home_path / "tables")

    return {"desk": desk, "io_manager": io_manager}
