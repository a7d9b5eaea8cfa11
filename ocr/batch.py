"""Reading the scans of a batch, page by page, leaving out what was read before."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from domain.errors import ReadCode
from domain.scans import Page, Reading, Scan
from ocr.documents import zones
from ocr.limits import Limits
from ocr.page import ENGINE
from ocr.pool import PageTask, read_pages

PASSING = {ReadCode.NO_MEMORY, ReadCode.VANISHED}
"""Page errors that another run may not meet again: such a page is not kept as read."""


def read_scans(
    scans: Iterable[Scan],
    *,
    path_of: Callable[[str], Path],
    known: Mapping[tuple[str, int], Page],
    keep: Callable[[str, Page], None],
    workers: int,
    limits: Limits,
    progress: Callable[[int, int], None],
) -> tuple[Reading, ...]:
    """One reading a scan. Pages in `known` are taken as they are; each page read now is kept at once, so that a
    run that was killed resumes. `progress(done, total)` counts pages."""
    scans, done = tuple(scans), dict(known)
    tasks = [
        PageTask(path=path_of(scan.id), number=number, scan=scan.id)
        for scan in scans
        for number in range(1, scan.pages + 1)
        if (scan.id, number) not in done
    ]
    progress(0, len(tasks))
    for count, (task, page) in enumerate(read_pages(tasks, workers=workers, limits=limits, zones=zones), start=1):
        if page.error not in PASSING:
            keep(task.scan, page)
        done[task.scan, task.number] = page
        progress(count, len(tasks))
    return tuple(_reading(scan, done) for scan in scans)


def _reading(scan: Scan, pages: Mapping[tuple[str, int], Page]) -> Reading:
    found = tuple(pages[scan.id, number] for number in range(1, scan.pages + 1))
    if found and all(page.error for page in found):
        message = "Không đọc được trang nào của tệp: quét lại rồi nộp lại."
        return Reading(scan=scan.id, engine=ENGINE, pages=found, error=found[0].error, message=message)
    return Reading(scan=scan.id, engine=ENGINE, pages=found)
