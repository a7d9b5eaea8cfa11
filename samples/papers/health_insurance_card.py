"""Thẻ bảo hiểm y tế: the paper card's front."""

from datetime import date

from samples import marks
from samples.drawing import Canvas, Run
from samples.papers.citizen_id_card import CARD, Card
from samples.papers.stage import Stage
from samples.words import slashed
from samples.writing import Hand

LAYOUTS = ("sheet", "side")

CLINICS = ("Bệnh viện đa khoa Lâm Đồng", "Trung tâm y tế khu vực Đức Trọng", "Trạm y tế xã Di Linh")


def draw(stage: Stage) -> None:
    """Prints the front of the card."""
    stage.person("holder", born=(1950, 2010))
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
    start = date(chance.choice((2025, 2026)), 1, 1)
    end = date(start.year, 12, 31)
    card.middle("BẢO HIỂM XÃ HỘI VIỆT NAM", 14, 8, at=(10, 232))
    card.middle("THẺ BẢO HIỂM Y TẾ", 28, 12, at=(10, 232))
    number = f"{chance.choice(('DN', 'HT', 'GD'))}468{chance.randrange(10**9, 10**10)}"
    card.text("Mã số:", 14, 44, 7)
    card.text(number, 46, 44, 9, style="bold", field="number")
    card.text("Họ và tên:", 14, 58, 7)
    card.text(who.full_name, 54, 58, 8, style="bold", field="full_name")
    card.text("Ngày sinh:", 14, 72, 7)
    card.text(slashed(who.born), 54, 72, 7.6, field="date_of_birth", truth=who.born.isoformat())
    card.text("Giới tính:", 130, 72, 7)
    card.text(who.sex, 166, 72, 7.6, field="sex")
    card.lines("Địa chỉ: ", Run(who.residence, "regular", "address", who.residence), 14, 86, 190)
    clinic = chance.choice(CLINICS)
    card.lines("Nơi đăng ký KCB ban đầu: ", Run(clinic, "regular", "clinic", clinic), 14, 108, 200)
    card.text("Giá trị sử dụng: từ ngày", 14, 126, 7)
    card.text(slashed(start), 98, 126, 7.6, field="valid_from", truth=start.isoformat())
    card.text("đến ngày", 146, 126, 7)
    card.text(slashed(end), 180, 126, 7.6, field="valid_to", truth=end.isoformat())
    card.stamp(206, 148)
