"""Giấy phép lái xe: the card's front, enlarged on a sheet or scanned alone."""

from datetime import date

from samples import marks
from samples.drawing import Canvas, Run
from samples.papers.citizen_id_card import CARD, Card
from samples.papers.stage import Stage
from samples.people import day_between
from samples.words import slashed
from samples.writing import Hand

LAYOUTS = ("sheet", "side")

LAST = {"A1": 0, "B2": 10, "C": 5, "B": 10}
"""Years a class holds; none for the first."""


def draw(stage: Stage) -> None:
    """Prints the front of the card."""
    stage.person("holder", born=(1965, 2002))
    if stage.layout == "sheet":
        canvas = stage.writer(Hand()).canvas
        _front(Card(stage, canvas, (canvas.width - CARD[0] * 1.5) / 2, 110, 1.5))
        return
    canvas = Canvas(width=CARD[0] * 2 + 24, height=CARD[1] * 2 + 36, quiet=True)
    canvas.mark(marks.NOTICE, 14, canvas.height - 6, 6)
    stage.pages.append(canvas)
    _front(Card(stage, canvas, 12, 12, 2.0))


def _front(card: Card) -> None:
    who, chance = card.stage.person("holder"), card.stage.chance
    issued = card.stage.day(date(2021, 3, 1), date(2026, 6, 1))
    day = day_between(chance, issued, issued)
    rank = chance.choice(sorted(LAST))
    years = LAST[rank]
    until = day.replace(year=day.year + years, day=min(day.day, 28)) if years else None
    card.middle("BỘ CÔNG AN" if day >= date(2025, 3, 1) else "BỘ GTVT", 12, 6, at=(4, 66))
    card.middle("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, 6.4, at=(66, 240))
    card.middle("Độc lập - Tự do - Hạnh phúc", 20, 6.2, at=(66, 240))
    card.middle("GIẤY PHÉP LÁI XE / DRIVER'S LICENSE", 34, 8.2, at=(66, 240))
    card.box(8, 52, 54, 70, (205, 214, 220))
    card.stamp(12, 46)
    number = f"68{chance.randrange(10**9, 10**10)}"
    card.text("Số / No.:", 74, 48, 6)
    card.text(number, 104, 48, 9.5, style="bold", field="number")
    card.text("Họ tên / Full name:", 74, 62, 5.6)
    card.text(who.full_name.upper(), 130, 62, 7.6, style="bold", field="full_name")
    card.text("Ngày sinh / Date of birth:", 74, 75, 5.6)
    card.text(slashed(who.born), 146, 75, 7.2, field="date_of_birth", truth=who.born.isoformat())
    card.text("Quốc tịch / Nationality:", 74, 88, 5.6)
    card.text(who.nationality, 142, 88, 7.2, field="nationality")
    card.lines("Nơi cư trú / Address: ", Run(who.residence, "regular", "residence", who.residence), 74, 101, 160)
    card.text("Hạng / Class:", 8, 134, 5.6)
    card.text(rank, 48, 134.5, 10, style="bold", field="class")
    card.text("Có giá trị đến / Expires:", 8, 147, 5.6)
    printed, truth = (slashed(until), until.isoformat()) if until else ("Không thời hạn", "Không thời hạn")
    card.text(printed, 76, 147, 7, field="expires_on", truth=truth)
    card.text("Ngày cấp / Date of issue:", 134, 134, 5.6)
    card.text(slashed(day), 202, 134, 7, field="issued_on", truth=day.isoformat())
