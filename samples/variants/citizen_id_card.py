"""Citizen cards as in the wild: the barcode card of 2016, the chip card, the căn cước of 2024; sides in any order."""

from datetime import date

from samples import marks
from samples.codes import mrz, qr_picture
from samples.drawing import Picture, Run
from samples.papers.citizen_id_card import Card, expiry
from samples.papers.stage import Stage
from samples.people import Person
from samples.variants import world
from samples.variants.plastic import FACES, lay, pair, wrap

LAYOUTS = ("barcode_sheet", "barcode_row", "chip_sheet2", "chip_front", "chip_row", "new_alone2", "new_sheet2")

SIGNERS = ("CỤC TRƯỞNG CỤC CẢNH SÁT", "QUẢN LÝ HÀNH CHÍNH VỀ TRẬT TỰ XÃ HỘI")
OLD_SIGNERS = ("CỤC TRƯỞNG CỤC CẢNH SÁT", "ĐKQL CƯ TRÚ VÀ DLQG VỀ DÂN CƯ")


def draw(stage: Stage) -> None:
    """Prints the card of the stage's layout."""
    kind, how = stage.layout.split("_")
    day = {"barcode": date(2018, 1, 1), "chip": date(2022, 1, 1), "new": date(2025, 8, 1)}[kind]
    world.person(stage, "holder", born=(1962, 2001), day=day)
    face = stage.chance.choice(FACES)
    sides = {
        "barcode": (_barcode_front, _barcode_back),
        "chip": (_chip_front, _chip_back),
        "new": (_new_front, _new_back),
    }[kind]
    drawn = [lambda card, side=side: side(card, face) for side in sides]
    if how == "front":
        drawn = drawn[:1]
    lay(stage, drawn, {"sheet": "sheet", "sheet2": "sheet", "row": "row", "front": "sheet", "alone2": "alone"}[how])


def _who(card: Card) -> Person:
    return world.person(card.stage, "holder")


def _issued(card: Card) -> date:
    who = _who(card)
    kind = card.stage.layout.split("_")[0]
    day = who.born.day
    return {
        "barcode": date(2016 + day % 4, 1 + day % 12, min(28, day)),
        "chip": date(2021 + day % 3, 1 + day % 12, min(28, day)),
        "new": date(2024 + day % 2, 8 + day % 4, min(28, day)),
    }[kind]


def _until(card: Card) -> tuple[str, str]:
    until = expiry(_who(card).born, _issued(card))
    return (f"{until:%d/%m/%Y}", until.isoformat()) if until else ("Không thời hạn", "Không thời hạn")


def _crest(card: Card, face: str, *, english: bool) -> None:
    card.middle("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13, 7, at=(55, 238))
    card.middle("Độc lập - Tự do - Hạnh phúc", 21, 6.4, at=(55, 238))
    if english:
        card.middle("SOCIALIST REPUBLIC OF VIET NAM", 28, 4.8, at=(55, 238), style="regular")
        card.middle("Independence - Freedom - Happiness", 33, 4.4, at=(55, 238), style="regular")
    card.box(8, 50, 54, 70, (205, 214, 220))
    card.text("MẪU", 14, 46, 8, colour=(150, 60, 60), style="bold", family=face)


def _value(field: str, text: str, truth: object = None, style: str = "regular") -> Run:
    return Run(text, style, field, text if truth is None else truth)


def _barcode_front(card: Card, face: str) -> None:
    who = _who(card)
    _crest(card, face, english=False)
    card.middle("CĂN CƯỚC CÔNG DÂN", 36, 11, at=(62, 238))
    pair(card, "Số:", _value("personal_id", who.personal_id, style="bold"), 82, 50, face=face, size=9.5)
    name = _value("full_name", who.full_name.upper(), style="bold")
    pair(card, "Họ và tên:", name, 70, 63, face=face, size=8)
    pair(
        card,
        "Ngày, tháng, năm sinh:",
        _value("date_of_birth", f"{who.born:%d/%m/%Y}", who.born.isoformat()),
        70,
        75,
        face=face,
    )
    pair(card, "Giới tính:", _value("sex", who.sex), 70, 86, face=face, room=60)
    pair(card, "Quốc tịch:", _value("nationality", "Việt Nam"), 140, 86, face=face)
    y = wrap(card, "Quê quán: ", _value("home_town", who.home_town), 70, 97, face=face, room=162)
    wrap(card, "Nơi thường trú: ", _value("residence", who.residence), 70, y + 2, face=face, room=162)
    printed, truth = _until(card)
    card.text("Có giá trị đến:", 8, 134, 5, family=face)
    card.text(printed, 8, 143, 6.2, family=face, field="expires_on", truth=truth)


def _barcode_back(card: Card, face: str) -> None:
    who, issued, chance = _who(card), _issued(card), card.stage.chance
    card.middle("ĐẶC ĐIỂM NHẬN DẠNG", 24, 6.6, at=(60, 236))
    features = chance.choice(("Nốt ruồi C:2,5cm trước cánh mũi trái", "Sẹo chấm C. 1cm dưới mép phải", who.features))
    y = wrap(card, "", _value("features", features), 72, 36, face=face, room=160)
    spoken = f"Ngày {issued.day:02d} tháng {issued.month:02d} năm {issued.year}"
    card.text(spoken, 104, y + 6, 6.4, style="italic", family=face, field="issued_on", truth=issued.isoformat())
    _signed(card, y + 17, OLD_SIGNERS, at=(84, 216))
    for number, side in enumerate(("Ngón trỏ trái", "Ngón trỏ phải")):
        card.box(10, 30 + 50 * number, 40, 40, (214, 214, 214))
        card.text(side, 12, 75 + 50 * number, 4.8, family=face)
    card.text("MẪU", 200, 149, 8, colour=(150, 60, 60), style="bold")


def _signed(card: Card, y: float, titles: tuple[str, str], *, at: tuple[float, float]) -> None:
    from samples.writing import Hand, Writer

    for number, line in enumerate(titles):
        card.middle(line, y + 6.5 * number, 5, at=at)
    signer = world.official(card.stage.chance)
    middle = sum(at) / 2
    card.picture(
        Picture(
            x=middle - 20, y=y + 10, width=42, height=15, image=marks.signature(card.stage.chance), name="signature"
        )
    )
    pen = Writer(card.canvas, Hand(family="liberation-sans", size=6.4 * card.scale), y=card.y + (y + 32) * card.scale)
    pen.centred_run(
        Run(signer, "bold", "signer", signer), at=(card.x + at[0] * card.scale, card.x + at[1] * card.scale)
    )


def _chip_front(card: Card, face: str) -> None:
    who, below = _who(card), card.stage.chance.random() < 0.5
    slash = card.stage.chance.choice((" / ", "/", " /"))
    _crest(card, face, english=True)
    card.middle("CĂN CƯỚC CÔNG DÂN", 44, 10, at=(62, 200))
    card.middle("Citizen Identity Card", 50, 5, at=(62, 200), style="regular")
    pair(
        card,
        f"Số{slash}No.:",
        _value("personal_id", who.personal_id, style="bold"),
        70,
        62,
        face=face,
        size=9.5,
        room=120,
    )
    name = _value("full_name", who.full_name.upper(), style="bold")
    pair(card, f"Họ và tên{slash}Full name:", name, 70, 72, face=face, size=8, below=True)
    pair(
        card,
        f"Ngày sinh{slash}Date of birth:",
        _value("date_of_birth", f"{who.born:%d/%m/%Y}", who.born.isoformat()),
        70,
        90,
        face=face,
        room=165,
    )
    pair(card, f"Giới tính{slash}Sex:", _value("sex", who.sex), 70, 99, face=face, room=66)
    pair(card, f"Quốc tịch{slash}Nationality:", _value("nationality", "Việt Nam"), 138, 99, face=face, room=96)
    _places(card, face, slash, below=below)
    printed, truth = _until(card)
    card.text("Có giá trị đến: ", 6, 128, 4.8, family=face)
    card.text("Date of expiry", 6, 133, 4.2, family=face)
    card.text(printed, 6, 142, 6, family=face, field="expires_on", truth=truth)
    card.canvas.record(Run("", "regular", "issued_on", _issued(card).isoformat()))  # in the code, wherever printed
    card.picture(Picture(x=206, y=40, width=30, height=30, image=qr_picture(_payload(card)), name="qr"))


def _places(card: Card, face: str, slash: str, *, below: bool) -> None:
    who = _who(card)
    home, town = _value("residence", who.residence), _value("home_town", who.home_town)
    if below:
        pair(card, f"Quê quán{slash}Place of origin:", town, 70, 108, face=face, below=True, size=6.6)
        card.text(f"Nơi thường trú{slash}Place of residence:", 70, 124, 5.2, family=face)
        wrap(card, "", home, 70, 132, face=face, room=165, size=6.6)
    else:
        y = wrap(card, f"Quê quán{slash}Place of origin: ", town, 70, 109, face=face, room=165, size=6.6)
        wrap(card, f"Nơi thường trú{slash}Place of residence: ", home, 70, y, face=face, room=165, size=6.6)


def _payload(card: Card) -> str:
    who = _who(card)
    return "|".join(
        (
            who.personal_id,
            who.old_id or "",
            who.full_name,
            f"{who.born:%d%m%Y}",
            who.sex,
            who.residence,
            f"{_issued(card):%d%m%Y}",
        )
    )


def _chip_back(card: Card, face: str) -> None:
    who, issued = _who(card), _issued(card)
    label = card.stage.chance.choice(
        ("Đặc điểm nhận dạng / Personal identification: ", "Đặc điểm nhân dạng/Personal identification:  ")
    )
    y = wrap(card, label, _value("features", who.features), 12, 14, face=face, room=160)
    date_label = card.stage.chance.choice(
        ("Ngày, tháng, năm / Date, month, year:", "Ngày, tháng, năm cấp / Date of issue:")
    )
    pair(
        card,
        date_label,
        _value("issued_on", f"{issued:%d/%m/%Y}", issued.isoformat()),
        12,
        y + 4,
        face=face,
        room=160,
    )
    _signed(card, y + 16, SIGNERS, at=(60, 180))
    card.box(18, 52, 30, 24, (222, 205, 150))
    _machine(card)


def _machine(card: Card) -> None:
    who = _who(card)
    lines = mrz(who.personal_id, who.full_name, who.born, who.sex, expiry(who.born, _issued(card)))
    for number, line in enumerate(lines):
        card.text(line, 14, 114 + 13 * number, 11, family="liberation-mono")
    card.text("MẪU", 200, 149, 8, colour=(150, 60, 60), style="bold")


def _new_front(card: Card, face: str) -> None:
    who = _who(card)
    slash, below = card.stage.chance.choice((" / ", "/")), card.stage.chance.random() < 0.6
    colon = card.stage.chance.choice((":", ""))
    _crest(card, face, english=True)
    card.middle("CĂN CƯỚC", 44, 11, at=(62, 230))
    card.middle("IDENTITY CARD", 50, 5, at=(62, 230), style="regular")
    number = _value("personal_id", who.personal_id, style="bold")
    pair(
        card,
        f"Số định danh cá nhân{slash}Personal identification number{colon}",
        number,
        70,
        60,
        face=face,
        size=8.5,
        below=True,
    )
    name = _value("full_name", who.full_name.upper(), style="bold")
    pair(card, f"Họ, chữ đệm và tên khai sinh{slash}Full name{colon}", name, 70, 80, face=face, size=8, below=True)
    born = _value("date_of_birth", f"{who.born:%d/%m/%Y}", who.born.isoformat())
    pair(card, f"Ngày, tháng, năm sinh{slash}Date of birth{colon}", born, 70, 99, face=face, below=below, room=160)
    y = 116 if below else 110
    pair(card, f"Giới tính{slash}Sex{colon}", _value("sex", who.sex), 70, y, face=face, below=below, room=60)
    pair(
        card,
        f"Quốc tịch{slash}Nationality{colon}",
        _value("nationality", "Việt Nam"),
        140,
        y,
        face=face,
        below=below,
        room=96,
    )


def _new_back(card: Card, face: str) -> None:
    who, issued = _who(card), _issued(card)
    slash, colon = card.stage.chance.choice((" / ", "/")), card.stage.chance.choice((":", ""))
    card.text(f"Nơi cư trú{slash}Place of residence{colon}", 12, 13, 5.2, family=face)
    y = wrap(card, "", _value("residence", who.residence), 12, 21, face=face, room=150)
    card.text(f"Nơi đăng ký khai sinh{slash}Place of birth{colon}", 12, y + 2, 5.2, family=face)
    y = wrap(card, "", Run(who.home_town), 12, y + 10, face=face, room=150)
    issue = _value("issued_on", f"{issued:%d/%m/%Y}", issued.isoformat())
    pair(card, f"Ngày, tháng, năm cấp{slash}Date of issue{colon}", issue, 12, y + 2, face=face, below=True, room=140)
    printed, truth = _until(card)
    expires = _value("expires_on", printed, truth)
    pair(
        card,
        f"Ngày, tháng, năm hết hạn{slash}Date of expiry{colon}",
        expires,
        12,
        y + 19,
        face=face,
        below=True,
        room=140,
    )
    card.middle("BỘ CÔNG AN", 88, 6.4, at=(120, 236))
    card.middle("MINISTRY OF PUBLIC SECURITY", 94, 3.6, at=(120, 236), style="regular")
    card.picture(Picture(x=178, y=10, width=54, height=54, image=qr_picture(_payload(card)), name="qr"))
    _machine(card)
