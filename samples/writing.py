"""Lays text out on a canvas line by line: labels and values, dotted leaders, centred heads."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from samples.drawing import Canvas, Run, Text, breakable, width_of

Piece = tuple[Run, str, bool]


class Overfull(Exception):
    """A text that does not fit where it must; the layout is wrong, not the data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """How one office prints: families, size in points, leading, and what fills the line after a label."""

    family: str = "liberation-serif"
    value_family: str = "liberation-serif"
    value_style: str = "regular"
    size: float = 12.5
    leading: float = 1.5
    leader: str = "none"
    """none, after (dots from the value's end to the margin) or under (dots below the value)."""
    colon: str = ":"
    upper_names: bool = True


@dataclass(slots=True)
class Writer:
    """A pen on a canvas; `y` is the base line of the next line, in points from the top."""

    canvas: Canvas
    hand: Hand
    left: float = 70.0
    right: float = 540.0
    y: float = 60.0

    @property
    def step(self) -> float:
        """From one base line to the next."""
        return self.hand.size * self.hand.leading

    def skip(self, points: float) -> None:
        """Leaves room."""
        self.y += points

    def label(self, text: str, *, style: str = "regular", colon: bool = True) -> Run:
        """A printed label and its colon."""
        return Run(f"{text}{self.hand.colon if colon else ''} ", style)

    def value(self, field: str, text: str, truth: object = None, *, keep: bool = False, style: str = "") -> Run:
        """A field's value as printed; the truth is the text itself when none is given."""
        return Run(
            text, style or self.hand.value_style, field, text if truth is None else truth, keep, self.hand.value_family
        )

    def line(self, *runs: Run, indent: float = 0.0, leader: bool = True) -> None:
        """Prints runs one after another, wrapped at the margin, with the hand's leader on the last line."""
        self.y = self.flow(runs, self.left + indent, self.right, leader=leader)

    def row(self, *cells: tuple[float, Sequence[Run]], leader: bool = True) -> None:
        """Prints cells side by side; each starts at its share of the width, the lowest decides where to go on."""
        width = self.right - self.left
        starts = [self.left + share * width for share, _runs in cells] + [self.right + 10]
        ends = [
            self.flow(runs, starts[number], starts[number + 1] - 10, leader=leader)
            for number, (_share, runs) in enumerate(cells)
        ]
        self.y = max(ends)

    def centred(
        self, text: str, *, size: float = 0, style: str = "regular", at: tuple[float, float] = (0, 0), gap: float = 0
    ) -> None:
        """Prints one centred line, between the margins or between two abscissas."""
        self.centred_run(Run(text, style), size=size, at=at)
        self.y += gap

    def centred_run(self, run: Run, *, size: float = 0, at: tuple[float, float] = (0, 0)) -> None:
        """Prints one centred run, which may be a field."""
        size = size or self.hand.size
        left, right = at if at != (0, 0) else (self.left, self.right)
        family = run.family or self.hand.family
        width = width_of(run.text, family, run.style, size)
        if width > right - left + 8:
            raise Overfull(run.text)
        self.canvas.put(run, (left + right - width) / 2, self.y, family, size)
        self.y += size * 1.35

    def centred_lines(self, run: Run, *, size: float = 0, at: tuple[float, float] = (0, 0), width: float = 0) -> None:
        """Prints a run centred on as many lines as it needs."""
        left, right = at if at != (0, 0) else (self.left, self.right)
        size = size or self.hand.size
        lines = self._lines(breakable([replace(run, size=size)]), 0, width or right - left)
        for pieces in lines:
            self.centred_run(replace(run, text=_joined(pieces)), size=size, at=at)

    def flow(self, runs: Sequence[Run], x: float, right: float, *, leader: bool = False) -> float:
        """Prints wrapped runs from `y` on between two abscissas and answers the next base line."""
        y = self.y
        end = x
        pieces = breakable(runs)
        for line in self._lines(pieces, 0, right - x):
            end = self._print(line, x, y)
            y += self.step
        for run in runs:
            self.canvas.record(run)
        if leader:
            self._leader(runs, x, end, right, y - self.step)
        return y

    def _lines(self, pieces: list[Piece], used: float, width: float) -> list[list[Piece]]:
        lines: list[list[Piece]] = [[]]
        for run, word, space in pieces:
            wide = self._wide(run, word)
            gap = self._wide(run, " ") if space and lines[-1] else 0.0
            if lines[-1] and space and used + gap + wide > width:
                lines.append([])
                used, gap = 0.0, 0.0
            if wide > width:
                raise Overfull(word)
            lines[-1].append((run, word, space))
            used += gap + wide
        return lines

    def _wide(self, run: Run, text: str) -> float:
        return width_of(text, run.family or self.hand.family, run.style, run.size or self.hand.size)

    def _print(self, line: list[Piece], x: float, y: float) -> float:
        """Prints the pieces of one line, those of one run together."""
        number = 0
        while number < len(line):
            run = line[number][0]
            together = [piece for piece in line[number:] if piece[0] is run]
            if number and line[number][2]:
                x += self._wide(run, " ")
            text = _joined(together)
            bare = replace(run, text=text, field=None, truth=None)
            x = self.canvas.put(bare, x, y, self.hand.family, self.hand.size)
            self._tag(run)
            number += len(together)
        return x

    def _tag(self, run: Run) -> None:
        last = self.canvas.ops[-1]
        if run.field is not None and isinstance(last, Text):
            self.canvas.ops[-1] = replace(last, field=run.field)

    def _leader(self, runs: Sequence[Run], x: float, end: float, right: float, y: float) -> None:
        if self.hand.leader == "none":
            return
        start, low = end + 2, y
        if self.hand.leader == "under" and runs:
            start = min(x + self._wide(runs[0], runs[0].text), end)
            low = y + 3.4
        dot = width_of(".", self.hand.family, "regular", self.hand.size)
        count = int((right - start) / dot)
        if count > 2:
            self.canvas.ops.append(
                Text(x=start, y=low, text="." * count, family=self.hand.family, style="regular",
                     size=self.hand.size, kind="leader")
            )  # fmt: skip


def _joined(pieces: Sequence[Piece]) -> str:
    text = ""
    for _run, word, space in pieces:
        text += f" {word}" if space and text else word
    return text
