"""Pages already read, by scan, number and engine: a page is never read twice by the same engine and settings."""

import zlib
from collections.abc import Iterable
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import Engine, delete, insert, select

from domain.scans import Page
from ledger.tables import pages

PAGE = TypeAdapter(Page)


def known(state: Engine, scans: Iterable[str], engine: str) -> dict[tuple[str, int], Page]:
    """Pages of those scans read before by that engine, by (scan, number)."""
    found: dict[tuple[str, int], Page] = {}
    with state.connect() as connection:
        for scan in scans:
            rows = connection.execute(
                select(pages.c.number, pages.c.content).where(pages.c.scan == scan, pages.c.engine == engine)
            )
            found |= {(scan, number): PAGE.validate_json(zlib.decompress(content)) for number, content in rows.tuples()}
    return found


def before(state: Engine, scans: Iterable[str], engine: str) -> dict[str, tuple[str, tuple[Page, ...]]]:
    """Scan -> (engine, pages) of the latest engine but this one that has read it, for the scans that have one."""
    found: dict[str, tuple[str, tuple[Page, ...]]] = {}
    with state.connect() as connection:
        for scan in scans:
            last = connection.scalar(
                select(pages.c.engine)
                .where(pages.c.scan == scan, pages.c.engine != engine)
                .order_by(pages.c.read_at.desc())
            )
            if last is not None:
                kept = known(state, [scan], last)
                found[scan] = (last, tuple(kept[key] for key in sorted(kept)))
    return found


def keep(state: Engine, scan: str, engine: str, page: Page, *, now: datetime) -> None:
    """Keeps a page that was read, replacing what that engine read of it before."""
    where = (pages.c.scan == scan, pages.c.number == page.number, pages.c.engine == engine)
    content = zlib.compress(PAGE.dump_json(page))
    with state.begin() as connection:
        connection.execute(delete(pages).where(*where))
        connection.execute(
            insert(pages).values(scan=scan, number=page.number, engine=engine, content=content, read_at=now)
        )
