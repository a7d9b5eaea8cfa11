"""What every paper has: who stands on it, how its office prints, national motto, signature block."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from samples import marks, people
from samples.companies import Company, found
from samples.drawing import A4, Canvas, Run, width_of
from samples.fonts import SANS, SERIFS
from samples.people import Person
from samples.words import spoken
from samples.writing import Hand, Writer

Cast = Mapping[str, Any]
"""Who must stand on the paper: role -> Person or Company; and `day`, when it was made out. The rest is invented."""

MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


@dataclass(slots=True)
class Stage:
    """One paper in the making."""

    chance: random.Random
    layout: str
    level: int
    cast: Cast
    pages: list[Canvas] = field(default_factory=list)
    roles: dict[str, Any] = field(default_factory=dict)
    shrink: float = 1.0
    """How much smaller than usual a variant is printed, so that it fits its sheet."""

    def person(self, role: str, **wish: Any) -> Person:
        """Who plays a role: of the cast, or invented by the wish."""
        if role not in self.roles:
            self.roles[role] = self.cast.get(role) or people.invent(self.chance, **wish)
        return self.roles[role]  # type: ignore[no-any-return]

    def pair(self, wife: str, husband: str) -> tuple[Person, Person]:
        """A married couple in two roles."""
        her, him = people.couple(self.chance)
        self.roles[wife], self.roles[husband] = self.cast.get(wife) or her, self.cast.get(husband) or him
        return self.roles[wife], self.roles[husband]

    def company(self) -> Company:
        """The company of the paper."""
        if "company" not in self.roles:
            self.roles["company"] = self.cast.get("company") or found(self.chance, boss=self.cast.get("representative"))
        self.roles["representative"] = self.roles["company"].representative
        return self.roles["company"]  # type: ignore[no-any-return]

    def day(self, first: date, last: date) -> date:
        """The day the paper was made out."""
        return self.cast.get("day") or people.day_between(self.chance, first, last)

    def writer(self, hand: Hand, *, size: tuple[float, float] = A4, left: float = 70, right: float = 0) -> Writer:
        """A pen on a new page, which already says that it is a sample."""
        canvas = Canvas(width=size[0], height=size[1])
        canvas.mark(marks.NOTICE, 40, size[1] - 16)
        self.pages.append(canvas)
        return Writer(canvas, hand, left=left, right=right or size[0] - 50)

    def hand(self, **wish: Any) -> Hand:
        """How the office prints: mostly Times-like, sometimes sans; values bold, slanted or plain."""
        family = self.chance.choice(SERIFS * 2 + SANS[:2])
        free = Hand(
            family=family,
            value_family=self.chance.choice((family, family, family, self.chance.choice(SERIFS + SANS))),
            value_style=self.chance.choice(("regular", "regular", "bold")),
            size=self.chance.choice((12.0, 12.5, 13.0)) - (1.0 if "noto" in family or "dejavu" in family else 0.0),
            leader=self.chance.choice(("none", "none", "after", "under")),
        )
        return Hand(**{name: wish.get(name, getattr(free, name)) for name in Hand.__dataclass_fields__})


def motto(writer: Writer, at: tuple[float, float]) -> None:
    """The national motto, underlined, between two abscissas."""
    y, size = writer.y, min(writer.hand.size, 12.0)
    size = fitting(MOTTO[0], writer.hand.family, "bold", size, at[1] - at[0])
    writer.centred(MOTTO[0], size=size, style="bold", at=at)
    writer.centred(MOTTO[1], size=size + 0.5, style="bold", at=at)
    wide = width_of(MOTTO[1], writer.hand.family, "bold", size + 0.5)
    middle = sum(at) / 2
    writer.canvas.rule(middle - wide / 2, writer.y - size * 0.95, middle + wide / 2, writer.y - size * 0.95)
    writer.y = max(writer.y, y)


def fitting(text: str, family: str, style: str, size: float, room: float) -> float:
    """The largest size up to `size` at which a text fits the room."""
    wide = width_of(text, family, style, size)
    return size if wide <= room else size * room / wide * 0.995


def head(writer: Writer, agency: tuple[Run, ...], *, share: float = 0.42) -> None:
    """Agency at the top left, motto at the top right, both begun on one line."""
    top, width = writer.y, writer.right - writer.left
    left = (writer.left - 25, writer.left - 25 + share * width)
    for run in agency:
        size = fitting(run.text, writer.hand.family, run.style, min(writer.hand.size, 12.0), left[1] - left[0])
        writer.centred_run(run, size=size, at=left)
    low, middle = writer.y, sum(left) / 2
    line = low - size * 1.35 + 4.5
    writer.canvas.rule(middle - 32, line, middle + 32, line)
    writer.y = top
    motto(writer, (left[1] + 8, writer.right + 22))
    writer.y = max(low, writer.y) + 4


def dated(writer: Writer, before: str, day: date, *, field: str | None = None, at: tuple[float, float]) -> None:
    """Place and day in italics, centred between two abscissas; the day may be a field."""
    family, text = writer.hand.family, spoken(day)
    size = fitting(before + text, family, "italic", 11.5, at[1] - at[0])
    x = sum(at) / 2 - width_of(before + text, family, "italic", size) / 2
    x = writer.canvas.put(Run(before, "italic"), x, writer.y, family, size)
    writer.canvas.put(Run(text, "italic", field, day.isoformat()), x, writer.y, family, size)
    writer.y += size * 1.4


def sign_off(
    stage: Stage, writer: Writer, at: tuple[float, float], titles: tuple[Run, ...], signer: Run, *, seal: str
) -> None:
    """Titles, room for signature and seal, and the signer's name, centred between two abscissas.

    On clean pages the seal keeps to the left of the name; on worn ones it lies over the titles or the name.
    """
    for run in titles:
        writer.centred_lines(run, at=at)
    top, middle = writer.y, sum(at) / 2
    writer.y += 72
    writer.centred_run(signer, at=at)
    marks.sign(writer.canvas, stage.chance, middle + 12, top + 26)
    drop = stage.chance.choice((30.0, 52.0, 12.0)) if stage.level else 29.0
    side = -34.0 if stage.level else -62.0
    marks.press(writer.canvas, middle + side, top + drop, text=seal, diameter=96.0 if stage.level else 70.0)
