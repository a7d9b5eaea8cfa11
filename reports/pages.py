"""A report as a page to print and as a workbook. Counts only: no page, sheet or cell names a person."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from reports.indicators import Indicator
from reports.summary import Summary

TEMPLATES = Path(__file__).parent / "templates"
UNKNOWN = "không biết"


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog:
    """What one agency has handed in, and what of it still waits."""

    agency: str
    received: int
    stored: int
    quarantined: int
    waiting: int
    """Files not taken in yet."""
    to_check: int
    """Documents that wait for a person."""
    to_finish: int
    """Batches with work left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything a report shows, over a period (either end open)."""

    first: date | None
    last: date | None
    summary: Summary
    lines: tuple[tuple[str, str], ...]
    """The summary as label and value, in the reader's language."""
    indicators: tuple[Indicator, ...]
    backlog: tuple[Backlog, ...]
    quarantined: tuple[tuple[str, int], ...]
    """Reason -> files."""


def ratio(one: Indicator) -> str:
    """`numerator/denominator = per cent`, or that it cannot be known."""
    if one.numerator is None:
        return UNKNOWN
    said = "–" if one.per_cent is None else f"{one.per_cent} %"
    return f"{one.numerator}/{one.denominator} = {said}"


def html(report: Report) -> str:
    """One page, complete in itself."""
    from jinja2 import Environment, FileSystemLoader

    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)
    return environment.get_template("report.html").render(report=report, ratio=ratio)


def xlsx(report: Report) -> bytes:
    """A workbook: summary, indicators, backlog; numbers as numbers."""
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        _sheet(book, bold, "Kết quả", ("Mục", "Giá trị"), report.lines)
        _sheet(book, bold, "Chỉ số 766", HEAD, map(_row, report.indicators))
        _sheet(book, bold, "Tồn đọng", BACKLOG_HEAD, map(_backlog_row, report.backlog))
        _sheet(book, bold, "Cách ly", ("Lý do", "Số tệp"), report.quarantined)
    return file.getvalue()


HEAD = ("Số", "Chỉ số", "Tử số", "Mẫu số", "%", "Điểm tối đa từ %", "Cách tính")
BACKLOG_HEAD = ("Cơ quan", "Nhận", "Đã lưu", "Cách ly", "Chờ nhận", "Giấy tờ chờ kiểm tra", "Lô chưa xong")


def _row(one: Indicator) -> tuple[Any, ...]:
    ratio_ = None if one.per_cent is None else float(one.per_cent)
    return one.number, one.name, one.numerator, one.denominator, ratio_, one.full_at, one.note


def _backlog_row(one: Backlog) -> tuple[Any, ...]:
    return one.agency, one.received, one.stored, one.quarantined, one.waiting, one.to_check, one.to_finish


def _sheet(book: Any, bold: Any, name: str, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    sheet = book.add_worksheet(name)
    sheet.write_row(0, 0, head, bold)
    sheet.freeze_panes(1, 0)
    for number, row in enumerate(rows, 1):
        sheet.write_row(number, 0, ["" if cell is None else cell for cell in row])
    sheet.autofit()
