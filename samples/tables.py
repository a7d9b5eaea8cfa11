"""Ruled tables on a page."""

from collections.abc import Sequence

from samples.drawing import Run, breakable
from samples.writing import Hand, Writer


def table(
    writer: Writer,
    widths: Sequence[float],
    heads: Sequence[str],
    rows: Sequence[Sequence[Run]],
    *,
    size: float = 10.0,
    rules: str = "all",
) -> None:
    """Prints a ruled table whose columns take the given shares of the width; the rows grow with their text.

    `rules`: all of them, those between rows, or none.
    """
    canvas, total = writer.canvas, sum(widths)
    share = (writer.right - writer.left) / total
    edges = [writer.left + share * sum(widths[:number]) for number in range(len(widths) + 1)]
    hand = Hand(family=writer.hand.family, value_family=writer.hand.family, size=size, leading=1.3)
    top = writer.y - size
    tops = [top]
    for cells in [[Run(head, "bold") for head in heads], *rows]:
        bottoms = []
        for number, run in enumerate(cells):
            pen = Writer(canvas, hand, edges[number] + 4, edges[number + 1] - 4, tops[-1] + size + 4)
            if breakable([run]):
                pen.line(run)
            bottoms.append(pen.y)
        tops.append(max(bottoms) - 4)
    for y in tops if rules != "none" else ():
        canvas.rule(edges[0], y, edges[-1], y)
    for x in edges if rules == "all" else ():
        canvas.rule(x, top, x, tops[-1])
    writer.y = tops[-1] + size + 8
