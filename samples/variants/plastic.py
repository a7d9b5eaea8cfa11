"""Cards as copiers deliver them: ID-1 sides on a sheet, side by side or below each other, or each alone."""

from collections.abc import Callable, Sequence

from samples import marks
from samples.drawing import Canvas, Run, width_of
from samples.papers.citizen_id_card import CARD, Card
from samples.papers.stage import Stage

Side = Callable[[Card], None]
FACES = ("liberation-sans", "heros", "noto-sans", "dejavu-sans")


def lay(stage: Stage, sides: Sequence[Side], how: str) -> None:
    """Prints sides on a sheet (`sheet`, one below another), `row` (side by side), or `alone` (a page each)."""
    if how == "alone":
        for side in sides:
            canvas = Canvas(width=CARD[0] * 2 + 24, height=CARD[1] * 2 + 36, quiet=True)
            canvas.mark(marks.NOTICE, 14, canvas.height - 6, 6)
            stage.pages.append(canvas)
            side(Card(stage, canvas, 12, 12, 2.0))
        return
    canvas = Canvas()
    canvas.mark(marks.NOTICE, 40, canvas.height - 16)
    stage.pages.append(canvas)
    scale = 1.08 if how == "row" else stage.chance.choice((1.15, 1.35, 1.7))
    for number, side in enumerate(sides):
        if how == "row":
            side(Card(stage, canvas, 25 + number * (CARD[0] * scale + 18), 110, scale))
        else:
            side(Card(stage, canvas, stage.chance.uniform(60, 120), 70 + number * (CARD[1] * scale + 40), scale))


def pair(
    card: Card, label: str, value: Run, x: float, y: float, *, face: str, size: float = 7.0, below: bool = False,
    room: float = 0.0,
) -> None:  # fmt: skip
    """A label and its value beside or below it; the value shrinks to the room it has."""
    room = room or CARD[0] - x - 6
    small = size * 0.78
    card.text(label, x, y, small, family=face)
    start = x if below else x + width_of(label + " ", face, "regular", small)
    wide = width_of(value.text, face, value.style, size)
    fitted = min(size, size * (room - (start - x)) / wide) if wide else size
    card.text(value.text, start, y + (size * 1.05 if below else 0), fitted, style=value.style, family=face,
              field=value.field, truth=value.truth)  # fmt: skip


def wrap(card: Card, label: str, value: Run, x: float, y: float, *, face: str, size: float = 7.0, room: float) -> float:
    """A label and a long value on as many lines as it needs; answers the next base line in the card's points."""
    from samples.writing import Hand, Writer

    hand = Hand(family=face, value_family=face, size=size * card.scale, leading=1.2)
    pen = Writer(card.canvas, hand, y=card.y + y * card.scale)
    left = card.x + x * card.scale
    end = pen.flow([Run(label, "regular", size=size * 0.78 * card.scale), value], left, left + room * card.scale)
    return (end - card.y) / card.scale
