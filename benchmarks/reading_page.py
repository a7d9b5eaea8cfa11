"""The reading benchmark as one HTML page: its tables, and plots drawn into it."""

import html
import io
from collections.abc import Sequence

from benchmarks.reading_score import Case, bins, coverage

Table = tuple[str, list[tuple[str, ...]]]
STYLE = (
    "body{font:15px sans-serif;margin:2em;max-width:70em}table{border-collapse:collapse}"
    "td,th{border:1px solid #bbb;padding:3px 8px;text-align:right}td:first-child,th:first-child{text-align:left}"
)


def page_of(tables: Sequence[Table], cases: Sequence[Case]) -> str:
    """Tables and plots."""
    parts = [f"<h2>{html.escape(title)}</h2>{_table(rows)}" for title, rows in tables]
    body = "\n".join([*parts, *_plots(cases)])
    return f"<!doctype html><meta charset=utf-8><title>Reading</title><style>{STYLE}</style><h1>Reading</h1>{body}\n"


def _table(rows: Sequence[tuple[str, ...]]) -> str:
    head, *rest = rows
    lines = ["".join(f"<th>{html.escape(cell)}" for cell in head)]
    lines += ["".join(f"<td>{html.escape(cell)}" for cell in row) for row in rest]
    return "<table>" + "".join(f"<tr>{line}" for line in lines) + "</table>"


def _plots(cases: Sequence[Case]) -> list[str]:
    """Reliability, coverage against precision, error by level; a word where the plotting package is absent."""
    try:
        import matplotlib as mpl

        mpl.use("Agg")
        from matplotlib import pyplot
    except ImportError:
        return ["<p>No plots: matplotlib is not installed."]
    figure, (reliability, precision, error) = pyplot.subplots(1, 3, figsize=(15, 4.5))
    groups = sorted({case.group for case in cases})
    for group in groups:
        own = [case for case in cases if case.group == group]
        points = bins(own)
        reliability.plot([sure for sure, _, _ in points], [right for _, right, _ in points], "o-", label=group)
        curve = coverage(own)
        precision.plot([share for share, _ in curve], [right for _, right in curve], label=group)
        levels = sorted({case.level for case in own})
        wrong = [_wrong([case for case in own if case.level == level]) for level in levels]
        error.plot(levels, wrong, "o-", label=group)
    reliability.plot([0, 1], [0, 1], ":", color="grey")
    for axes, title, x, y in (
        (reliability, "Reliability", "confidence", "share right"),
        (precision, "Coverage and precision", "coverage", "precision"),
        (error, "Error by level", "level", "fields wrong"),
    ):
        axes.set(title=title, xlabel=x, ylabel=y)
        axes.legend(fontsize=8)
    drawn = io.StringIO()
    figure.savefig(drawn, format="svg")
    return [drawn.getvalue().partition("<svg")[1] + drawn.getvalue().partition("<svg")[2]]


def _wrong(cases: Sequence[Case]) -> float:
    printed = [case for case in cases if case.truth is not None]
    return sum(not case.right for case in printed) / len(printed) if printed else 0.0
