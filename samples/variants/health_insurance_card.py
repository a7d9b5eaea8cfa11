"""BHYT cards as in the wild: the card with clinic and term before 2021, the one of the ten-digit number since, A4 copies."""

from datetime import date

from samples.codes import qr_picture
from samples.drawing import Picture, Run
from samples.papers.citizen_id_card import Card
from samples.papers.stage import Stage
from samples.variants import world
from samples.variants.plastic import FACES, lay, pair, wrap

LAYOUTS = ("before2021", "since2021", "sheet_plain", "electronic")

CLINICS = (
    "Trung tâm Y tế thành phố Bảo Lộc", "Bệnh viện Y học cổ truyền Phạm Ngọc Thạch", "Phòng khám đa khoa khu vực Đạ Tông",
    "TYT phường Mũi Né", "Bệnh viện Hoàn Mỹ Đà Lạt", "Bệnh viện đa khoa huyện Thái Thụy",
)  # fmt: skip
PREFIXES = ("DN479", "HS401", "TE152", "GB401", "HT368", "CN352", "DT268", "GD468")


def draw(stage: Stage) -> None:
    """Prints the card of the stage's layout."""
    world.person(
        stage, "holder", born=(1945, 2015), day=date(2020, 1, 1) if stage.layout != "electronic" else date(2025, 9, 1)
    )
    face = stage.chance.choice((*FACES, "liberation-serif"))
    how = {"before2021": "sheet", "since2021": "alone"}.get(stage.layout, "sheet")
    lay(stage, [lambda card: _front(card, face)], how)


def _front(card: Card, face: str) -> None:
    who, chance, layout = world.person(card.stage, "holder"), card.stage.chance, card.stage.layout
    new = layout in ("since2021", "electronic")
    card.middle("BẢO HIỂM XÃ HỘI VIỆT NAM", 13, 7, at=(50 if new else 8, 236))
    card.middle("THẺ BẢO HIỂM Y TẾ", 25, 10.5, at=(50 if new else 8, 236))
    tail = f"{chance.randrange(10**9, 10**10)}"
    number = tail if new else chance.choice(PREFIXES) + tail
    printed = (
        number
        if new or chance.random() < 0.4
        else f"{number[:2]} {number[2]} {number[3:5]} {number[5:8]} {number[8:11]} {number[11:]}"
    )
    pair(
        card,
        chance.choice(("Mã số:", "Mã số", "Số:")),
        Run(printed, "bold", "number", number),
        14,
        39,
        face=face,
        size=8.5,
    )
    name = chance.choice((who.full_name, who.full_name.upper()))
    pair(
        card,
        chance.choice(("Họ và tên:", "Họ tên:")),
        Run(name, "bold", "full_name", name),
        14,
        51,
        face=face,
        size=7.8,
    )
    whole = who.born.year > 1950 or chance.random() < 0.5
    born = Run(f"{who.born:%d/%m/%Y}", "regular", "date_of_birth", who.born.isoformat()) if whole else Run(
        str(who.born.year), "regular", "date_of_birth", str(who.born.year))  # fmt: skip
    pair(card, chance.choice(("Ngày sinh:", "Ngày, tháng, năm sinh:")), born, 14, 62, face=face, room=130)
    pair(card, "Giới tính:", Run(who.sex, "regular", "sex", who.sex), 150, 62, face=face, room=60)
    _places(card, face, new=new)


def _places(card: Card, face: str, *, new: bool) -> None:
    who, chance, layout = world.person(card.stage, "holder"), card.stage.chance, card.stage.layout
    y = 73.0
    if layout != "since2021":
        y = wrap(card, "Địa chỉ: ", Run(who.residence, "regular", "address", who.residence), 14, y, face=face, room=172)
    clinic = chance.choice(CLINICS)
    label = chance.choice(("Nơi đăng ký KCB ban đầu: ", "Nơi ĐK KCB BĐ: ", "Nơi đăng ký KCB BĐ: "))
    y = wrap(card, label, Run(clinic, "regular", "clinic", clinic), 14, y + 1, face=face, room=172)
    _term(card, face, y + 1, new=new)


def _term(card: Card, face: str, y: float, *, new: bool) -> None:
    chance = card.stage.chance
    start = date(
        chance.choice((2018, 2019, 2020)) if not new else chance.choice((2021, 2023, 2025)), chance.randrange(1, 13), 1
    )
    end = date(start.year, 12, 31)
    first = Run(f"{start:%d/%m/%Y}", "regular", "valid_from", start.isoformat())
    last = Run(f"{end:%d/%m/%Y}", "regular", "valid_to", end.isoformat())
    if new:
        pair(
            card, chance.choice(("Giá trị sử dụng: từ ngày", "Giá trị sử dụng từ:")), first, 14, y, face=face, room=170
        )
    elif chance.random() < 0.5:
        wrap_line(card, face, y, ("Giá trị sử dụng: từ ", first, " đến ", last))
    else:
        pair(card, "Có giá trị từ ngày:", first, 14, y, face=face, room=120)
        pair(card, "đến ngày:", last, 128, y, face=face)
    five = f"Thời điểm đủ 05 năm liên tục: Từ ngày 01/0{chance.randrange(1, 9)}/{start.year + 2}"
    card.text(five, 14, y + 10, 5.6, family=face)
    issued = date(start.year, start.month, 15)
    card.text(f"Lâm Đồng, ngày {issued.day} tháng {issued.month} năm {issued.year}", 130, y + 20, 5.4, style="italic")
    card.middle("GIÁM ĐỐC BHXH", y + 27, 5.4, at=(130, 236))
    card.middle(world.official(chance), min(y + 44, 148), 5.6, at=(130, 236))
    card.picture(Picture(x=192, y=66, width=40, height=40, image=qr_picture("MẪU|không có giá trị"), name="qr"))
    card.text("MẪU", 14, 148, 8, colour=(150, 60, 60), style="bold")


def wrap_line(card: Card, face: str, y: float, parts: tuple[str | Run, ...]) -> None:
    """Texts and fields one after another on one line."""
    from samples.drawing import width_of

    x = 14.0
    for part in parts:
        run = part if isinstance(part, Run) else Run(part)
        card.text(run.text, x, y, 6.4, family=face, field=run.field, truth=run.truth)
        x += width_of(run.text, face, "regular", 6.4)
