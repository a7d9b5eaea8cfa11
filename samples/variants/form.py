"""One office's way to print a form: an own pen over `Writer` that varies what the law leaves open."""

import random
from dataclasses import dataclass, field
from datetime import date

from samples import marks
from samples.drawing import A4, Run, Text, width_of
from samples.fonts import SANS, SERIFS
from samples.papers.stage import MOTTO, Stage, fitting
from samples.words import slashed
from samples.writing import Hand, Overfull, Writer

A5_WIDE = (595.0, 421.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What one office does everywhere on a form."""

    label: str = "regular"
    """The style labels are printed in."""
    value: str = "regular"
    capitals: bool = True
    date: str = "slashed"
    prefix: str = ""
    """What stands before a label: nothing, a dash, a star, or `1.` for a running number."""


DATES = ("slashed", "slashed", "spoken", "worded", "dashed", "dotted", "spaced", "short")


def written(day: date, how: str) -> str:
    """A date as one office writes it."""
    return {
        "slashed": slashed(day),
        "spoken": f"ngày {day.day:02d} tháng {day.month:02d} năm {day.year}",
        "worded": f"{day.day:02d} tháng {day.month:02d} năm {day.year}",
        "dashed": f"{day:%d-%m-%Y}",
        "dotted": f"{day:%d.%m.%Y}",
        "spaced": f"{day:%d / %m / %Y}",
        "short": f"{day.day}/{day.month}/{day.year}",
    }[how]


@dataclass(slots=True)
class Form:
    """A pen for one form."""

    stage: Stage
    pen: Writer
    look: Look
    count: int = field(default=0)

    @property
    def chance(self) -> random.Random:
        """The paper's dice."""
        return self.stage.chance

    def pick(self, *options: str) -> str:
        """One of the wordings."""
        return self.chance.choice(options)

    def value(self, name: str, text: str, truth: object = None, *, keep: bool = False, style: str = "") -> Run:
        """A field's value as printed; the truth is the text itself when none is given."""
        hand = self.pen.hand
        return Run(text, style or self.look.value, name, text if truth is None else truth, keep, hand.value_family)

    def day(self, name: str, day: date, how: str = "") -> Run:
        """A date field in the form's own way of writing."""
        return self.value(name, written(day, how or self.look.date), day.isoformat(), keep=True)

    def name(self, name: str, text: str, style: str = "") -> Run:
        """A person's name, in capitals where the office writes so."""
        return self.value(name, text.upper() if self.look.capitals else text, keep=True, style=style)

    def free(self, text: str) -> Run:
        """A value that is no field."""
        return Run(text, self.look.value, family=self.pen.hand.value_family)

    def label(self, text: str, *, colon: bool = True) -> Run:
        """A label in the form's style, numbered where the form numbers."""
        prefix = self.look.prefix
        if prefix == "1.":
            self.count += 1
            prefix = f"{self.count}. "
        return Run(f"{prefix}{text}{self.pen.hand.colon if colon else ''} ", self.look.label)

    def put(self, label: str, *runs: Run, indent: float = 0, leader: bool = True) -> None:
        """One labelled line."""
        self.pen.line(self.label(label), *runs, indent=indent, leader=leader)

    def side(self, *cells: tuple[float, str, Run]) -> None:
        """Labelled values side by side, each from its share of the width on."""
        printed = []
        for number, (share, label, run) in enumerate(cells):
            head = self.label(label) if number == 0 else Run(f"{label}{self.pen.hand.colon} ", self.look.label)
            printed.append((share, [head, run]))
        self.pen.row(*printed)

    def say(self, text: str, style: str = "regular", *, indent: float = 0) -> None:
        """A sentence that is no field."""
        self.pen.line(Run(text, style), indent=indent, leader=False)

    def title(self, *lines: str, size: float = 16, gap: float = 6) -> None:
        """Centred title lines, the first the largest."""
        room = self.pen.right - self.pen.left
        for number, line in enumerate(lines):
            wanted = size if number == 0 else size * 0.72
            self.pen.centred(line, size=fitting(line, self.pen.hand.family, "bold", wanted, room), style="bold")
        self.pen.skip(gap)

    def motto(self, at: tuple[float, float] | None = None) -> None:
        """The national motto between two abscissas."""
        pen = self.pen
        at = at or (pen.left, pen.right)
        size = fitting(MOTTO[0], pen.hand.family, "bold", min(pen.hand.size, 12.5), at[1] - at[0])
        below = self.pick(MOTTO[1], "Độc lập – Tự do – Hạnh phúc")
        pen.centred(MOTTO[0], size=size, style="bold", at=at)
        pen.centred(below, size=size, style="bold", at=at)
        wide = width_of(below, pen.hand.family, "bold", size)
        middle = sum(at) / 2
        pen.canvas.rule(middle - wide / 2, pen.y - size * 0.9, middle + wide / 2, pen.y - size * 0.9)

    def head(self, *agency: Run, share: float = 0.4) -> tuple[float, float]:
        """Agency on the left, motto on the right; answers the left block's abscissas."""
        pen, width = self.pen, self.pen.right - self.pen.left
        left, top = (pen.left - 20, pen.left - 20 + share * width), pen.y
        for run in agency:
            size = fitting(run.text, pen.hand.family, run.style, min(pen.hand.size, 12.0), left[1] - left[0])
            pen.centred_run(run, size=size, at=left)
        pen.canvas.rule(sum(left) / 2 - 25, pen.y - 11, sum(left) / 2 + 25, pen.y - 11)
        low, pen.y = pen.y, top
        self.motto((left[1] + 8, pen.right + 18))
        pen.y = max(low, pen.y) + 3
        return left

    def dated(self, name: str | None, place: str, day: date, *, at: tuple[float, float] | None = None) -> None:
        """Place and day in italics, on the right half unless told otherwise."""
        pen = self.pen
        at = at or ((pen.left + pen.right) / 2 - 15, pen.right + 15)
        padded = f"{day.month:02d}" if day.month < 3 or self.chance.random() < 0.3 else str(day.month)
        text = f"{day.day:02d} tháng {padded} năm {day.year}"
        before = f"{place}, ngày "
        size = fitting(before + text, pen.hand.family, "italic", min(12.0, pen.hand.size), at[1] - at[0])
        x = sum(at) / 2 - width_of(before + text, pen.hand.family, "italic", size) / 2
        x = pen.canvas.put(Run(before, "italic"), x, pen.y, pen.hand.family, size)
        pen.canvas.put(Run(text, "italic", name, day.isoformat()), x, pen.y, pen.hand.family, size)
        pen.y += size * 1.5

    def sign(self, titles: tuple[str | Run, ...], signer: Run, *, seal: str = "MẪU", left: bool = False) -> None:
        """Titles, signature, seal, and the signer's name, in the right half or the left one."""
        pen, middle = self.pen, (self.pen.left + self.pen.right) / 2
        at = (pen.left - 10, middle - 10) if left else (middle, pen.right + 12)
        for line in titles:
            run = Run(line, "bold") if isinstance(line, str) else line
            size = fitting(run.text, pen.hand.family, run.style, pen.hand.size, at[1] - at[0])
            pen.centred_run(run, size=size, at=at)
        top = pen.y
        pen.y += self.chance.choice((48, 60, 75))
        pen.centred_run(signer, at=at)
        marks.sign(pen.canvas, self.chance, sum(at) / 2 + 10, top + 18)
        drop = self.chance.choice((8.0, 25.0, 45.0)) if self.stage.level else 18.0
        side = self.chance.choice((-30.0, -48.0)) if self.stage.level else -70.0
        marks.press(pen.canvas, sum(at) / 2 + side, top + drop, text=seal[:58], diameter=84 if self.stage.level else 66)


def begin(
    stage: Stage, *, size: tuple[float, float] = A4, base: float = 12.0, top: float = 54, prefixes: str = "",
    leaders: tuple[str, ...] = ("none", "none", "after", "under"),
) -> Form:  # fmt: skip
    """A new page in some office's manner; `prefixes` offers what may stand before labels."""
    chance = stage.chance
    family = chance.choice(SERIFS * 3 + SANS)
    wide = 1.0 if any(word in family for word in ("noto", "dejavu")) else 0.0
    hand = Hand(
        family=family,
        value_family=chance.choice((family, family, chance.choice(SERIFS), chance.choice(SANS))),
        value_style=chance.choice(("regular", "bold", "italic")),
        size=(base + chance.choice((-0.8, 0.0, 0.0, 0.7)) - wide) * stage.shrink,
        leading=chance.choice((1.3, 1.42, 1.55)) * stage.shrink,
        leader=chance.choice(leaders),
        colon=chance.choice((":", ":", ":", " :", ""))
        if "none" not in leaders[:1]
        else chance.choice((":", ":", " :")),
    )
    look = Look(
        label=chance.choice(("regular", "regular", "italic", "bold")) if hand.value_style != "bold" else "regular",
        value=hand.value_style,
        capitals=chance.random() < 0.7,
        date=chance.choice(DATES),
        prefix=chance.choice(("", *prefixes.split("|"))) if prefixes else "",
    )
    pen = stage.writer(hand, size=size, left=chance.choice((48, 60, 76)), right=size[0] - chance.choice((38, 50)))
    pen.y = top
    return Form(stage, pen, look)


def more(form: Form, needed: float) -> None:
    """Goes on to a new page when fewer points are left than needed."""
    pen = form.pen
    if pen.y + needed > pen.canvas.height - 30:
        fresh = form.stage.writer(pen.hand, size=(pen.canvas.width, pen.canvas.height), left=pen.left, right=pen.right)
        pen.canvas, pen.y = fresh.canvas, 58


def fits(stage: Stage) -> None:
    """`Overfull` when something was printed off a page."""
    for canvas in stage.pages:
        for op in canvas.ops:
            if isinstance(op, Text) and op.kind == "print" and (op.y > canvas.height - 18 or op.x > canvas.width - 10):
                raise Overfull(op.text)
