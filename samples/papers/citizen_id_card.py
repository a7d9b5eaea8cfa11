"""Căn cước công dân with chip (2021) and căn cước (2024), both sides: on one sheet, or each side alone."""

from collections.abc import Callable
from datetime import date

from samples import marks
from samples.codes import mrz, qr_picture
from samples.drawing import Box, Canvas, Picture, Run
from samples.papers.stage import Stage
from samples.people import Person, official
from samples.words import slashed
from samples.writing import Hand, Writer

LAYOUTS = ("chip_sheet", "chip_sides", "new_sheet", "new_sides")
CARD = (242.6, 153.0)
"""85.6 by 54 mm in points."""

Side = Callable[["Card"], None]


class Card:
    """One side of a card on a page: a pen whose origin and scale are the card's."""

    def __init__(self, stage: Stage, canvas: Canvas, x: float, y: float, scale: float) -> None:
        """A side at a point, enlarged as copiers do."""
        self.stage, self.canvas, self.x, self.y, self.scale = stage, canvas, x, y, scale
        canvas.ops.append(
            Box(
                x0=x,
                y0=y,
                x1=x + CARD[0] * scale,
                y1=y + CARD[1] * scale,
                fill=(243, 247, 244),
                outline=(150, 160, 155),
            )
        )

    def stamp(self, x: float, y: float) -> None:
        """Says that the card is a sample."""
        self.text("MẪU", x, y, 8, colour=(150, 60, 60), style="bold")

    def text(
        self, text: str, x: float, y: float, size: float, *, style: str = "regular", field: str | None = None,
        truth: object = None, family: str = "liberation-sans", colour: tuple[int, int, int] = (25, 35, 40),
    ) -> None:  # fmt: skip
        """Prints at a point of the card."""
        run = Run(text, style, field, text if truth is None else truth)
        self.canvas.put(run, self.x + x * self.scale, self.y + y * self.scale, family, size * self.scale, colour)

    def lines(self, label: str, value: Run, x: float, y: float, width: float) -> None:
        """A label, and its value on the rest of the line and the next ones."""
        hand = Hand(family="liberation-sans", value_family="liberation-sans", size=7.0 * self.scale, leading=1.22)
        writer = Writer(self.canvas, hand, y=self.y + y * self.scale)
        left = self.x + x * self.scale
        head = Run(label, "regular", size=5.6 * self.scale)
        writer.flow([head, value], left, left + width * self.scale)

    def middle(self, text: str, y: float, size: float, *, at: tuple[float, float], style: str = "bold") -> None:
        """Prints centred between two abscissas of the card."""
        hand = Hand(family="liberation-sans", size=size * self.scale)
        writer = Writer(self.canvas, hand, y=self.y + y * self.scale)
        writer.centred(text, style=style, at=(self.x + at[0] * self.scale, self.x + at[1] * self.scale))

    def picture(self, picture: Picture) -> None:
        """Puts a picture whose place is given on the card."""
        scale = self.scale
        self.canvas.ops.append(
            Picture(x=self.x + picture.x * scale, y=self.y + picture.y * scale, width=picture.width * scale,
                    height=picture.height * scale, image=picture.image, name=picture.name)
        )  # fmt: skip

    def box(self, x: float, y: float, width: float, height: float, fill: tuple[int, int, int]) -> None:
        """A filled rectangle on the card: photo, chip, fingerprints."""
        left, top = self.x + x * self.scale, self.y + y * self.scale
        right, bottom = left + width * self.scale, top + height * self.scale
        self.canvas.ops.append(Box(x0=left, y0=top, x1=right, y1=bottom, fill=fill, outline=(140, 140, 140)))


def draw(stage: Stage) -> None:
    """Prints both sides, on one sheet or on two pages."""
    stage.person("holder", born=(1962, 2004))
    sides: tuple[Side, Side] = (_new_front, _new_back) if stage.layout.startswith("new") else (_front, _back)
    if stage.layout.endswith("sheet"):
        canvas = stage.writer(Hand()).canvas
        scale = stage.chance.choice((1.0, 1.25, 1.5))
        left = (canvas.width - CARD[0] * scale) / 2 + stage.chance.uniform(-20, 20)
        for side, top in zip(sides, (90, 130 + CARD[1] * scale), strict=True):
            side(Card(stage, canvas, left, top, scale))
        return
    for side in sides:
        canvas = Canvas(width=CARD[0] * 2 + 24, height=CARD[1] * 2 + 36, quiet=True)
        canvas.mark(marks.NOTICE, 14, canvas.height - 6, 6)
        stage.pages.append(canvas)
        side(Card(stage, canvas, 12, 12, 2.0))


def _holder(card: Card) -> Person:
    return card.stage.person("holder")


def _issued(card: Card) -> date:
    who = _holder(card)
    after = date(2024, 7, 1) if card.stage.layout.startswith("new") else who.id_issued_on
    return card.stage.cast.get("day") or max(after, who.id_issued_on)


def expiry(born: date, issued: date) -> date | None:
    """The day a card runs out: at 25, 40 or 60, skipping a birthday less than two years off; None for good."""
    for age in (25, 40, 60):
        until = born.replace(year=born.year + age, day=min(born.day, 28) if born.month == 2 else born.day)
        if (until - issued).days > 730:
            return until
    return None


def _until(card: Card) -> tuple[str, str]:
    until = expiry(_holder(card).born, _issued(card))
    return (slashed(until), until.isoformat()) if until else ("Không thời hạn", "Không thời hạn")


def _payload(card: Card, *, new: bool) -> str:
    who = _holder(card)
    sex, issued = who.sex, f"{_issued(card):%d%m%Y}"
    fields = [who.personal_id, who.old_id or "", who.full_name, f"{who.born:%d%m%Y}", sex, who.residence, issued]
    return "|".join(fields + ["", who.father_name or "", who.mother_name or "", ""] * new)


def _front(card: Card) -> None:
    who = _holder(card)
    card.middle("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13, 6.6, at=(58, 200))
    card.middle("Độc lập - Tự do - Hạnh phúc", 21, 6.2, at=(58, 200))
    card.middle("SOCIALIST REPUBLIC OF VIET NAM", 28, 4.6, at=(58, 200), style="regular")
    card.middle("CĂN CƯỚC CÔNG DÂN", 43, 11, at=(66, 206))
    card.middle("Citizen Identity Card", 50, 5.5, at=(66, 206), style="italic")
    card.picture(Picture(x=203, y=8, width=33, height=33, image=qr_picture(_payload(card, new=False)), name="qr"))
    _portrait(card)
    card.text("Số / No.:", 74, 64, 6)
    card.text(who.personal_id, 102, 64.5, 11, style="bold", field="personal_id")
    card.text("Họ và tên / Full name:", 74, 74, 5.6)
    card.text(who.full_name.upper(), 74, 84, 8, style="bold", field="full_name")
    card.text("Ngày sinh / Date of birth:", 74, 94, 5.6)
    card.text(slashed(who.born), 142, 94, 7, field="date_of_birth", truth=who.born.isoformat())
    card.text("Giới tính / Sex:", 74, 103.5, 5.6)
    card.text(who.sex, 114, 103.5, 7, field="sex")
    card.text("Quốc tịch / Nationality:", 138, 103.5, 5.6)
    card.text(who.nationality, 199, 103.5, 7, field="nationality")
    card.lines("Quê quán / Place of origin: ", Run(who.home_town, "regular", "home_town", who.home_town), 74, 113, 160)
    card.lines(
        "Nơi thường trú / Place of residence: ", Run(who.residence, "regular", "residence", who.residence), 74, 131, 160
    )
    printed, truth = _until(card)
    card.text("Có giá trị đến:", 6, 128, 4.6)
    card.text("Date of expiry", 6, 134, 4.2)
    card.text(printed, 6, 143, 6, field="expires_on", truth=truth)


def _portrait(card: Card) -> None:
    card.stamp(16, 46)
    card.box(10, 52, 52, 66, (205, 214, 220))
    card.box(26, 62, 20, 24, (170, 182, 190))
    card.box(18, 92, 36, 26, (170, 182, 190))


def _back(card: Card) -> None:
    who, issued = _holder(card), _issued(card)
    card.lines(
        "Đặc điểm nhận dạng / Personal identification: ",
        Run(who.features, "regular", "features", who.features),
        12, 15, 150,
    )  # fmt: skip
    card.text("Ngày, tháng, năm / Date, month, year:", 12, 38, 5.6)
    card.text(slashed(issued), 116, 38, 7, field="issued_on", truth=issued.isoformat())
    for number, line in enumerate(("CỤC TRƯỞNG CỤC CẢNH SÁT", "QUẢN LÝ HÀNH CHÍNH VỀ TRẬT TỰ XÃ HỘI")):
        card.middle(line, 48 + 7 * number, 5.2, at=(60, 176))
    signer = official(card.stage.chance)
    left = card.x + 70 * card.scale
    card.picture(Picture(x=92, y=60, width=46, height=17, image=marks.signature(card.stage.chance), name="signature"))
    hand = Hand(family="liberation-sans", size=6.6 * card.scale)
    writer = Writer(card.canvas, hand, y=card.y + 88 * card.scale)
    writer.centred_run(Run(signer, "bold", "signer", signer), at=(left, left + 100 * card.scale))
    card.picture(
        Picture(x=66, y=56, width=27, height=27, image=marks.seal("BỘ CÔNG AN * MẪU * BỘ CÔNG AN", "MẪU"), name="seal")
    )
    card.box(18, 52, 30, 24, (222, 205, 150))
    for number, side in enumerate(("Ngón trỏ trái", "Ngón trỏ phải")):
        card.box(190, 12 + 46 * number, 38, 36, (214, 214, 214))
        card.text(side, 192, 53 + 46 * number, 4.6)
    _machine_lines(card)


def _machine_lines(card: Card) -> None:
    card.stamp(200, 149)
    who = _holder(card)
    until = expiry(who.born, _issued(card))
    for number, line in enumerate(mrz(who.personal_id, who.full_name, who.born, who.sex, until)):
        card.text(line, 14, 112 + 13 * number, 11.2, family="liberation-mono")


def _new_front(card: Card) -> None:
    who = _holder(card)
    card.middle("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13, 6.6, at=(50, 236))
    card.middle("Độc lập - Tự do - Hạnh phúc", 21, 6.2, at=(50, 236))
    card.middle("SOCIALIST REPUBLIC OF VIET NAM", 28, 4.6, at=(50, 236), style="regular")
    card.middle("CĂN CƯỚC", 44, 12, at=(50, 236))
    card.middle("IDENTITY CARD", 51, 5.5, at=(50, 236), style="regular")
    _portrait(card)
    card.text("Số định danh cá nhân / Personal identification number:", 74, 62, 5.2)
    card.text(who.personal_id, 74, 74, 11, style="bold", field="personal_id")
    card.text("Họ, chữ đệm và tên khai sinh / Full name:", 74, 84, 5.2)
    card.text(who.full_name.upper(), 74, 94, 8.4, style="bold", field="full_name")
    card.text("Ngày, tháng, năm sinh / Date of birth:", 74, 104, 5.2)
    card.text(slashed(who.born), 74, 113, 7.4, field="date_of_birth", truth=who.born.isoformat())
    card.text("Giới tính / Sex:", 174, 104, 5.2)
    card.text(who.sex, 174, 113, 7.4, field="sex")
    card.text("Quốc tịch / Nationality:", 74, 123, 5.2)
    card.text(who.nationality, 74, 132, 7.4, field="nationality")


def _new_back(card: Card) -> None:
    who, issued = _holder(card), _issued(card)
    card.text("Nơi cư trú / Place of residence:", 12, 13, 5.2)
    card.lines("", Run(who.residence, "regular", "residence", who.residence), 12, 22, 150)
    card.text("Nơi đăng ký khai sinh / Place of birth:", 12, 42, 5.2)
    card.lines("", Run(who.home_town), 12, 51, 150)
    card.text("Ngày, tháng, năm cấp / Date of issue:", 12, 70, 5.2)
    card.text(slashed(issued), 12, 79, 7, field="issued_on", truth=issued.isoformat())
    printed, truth = _until(card)
    card.text("Ngày, tháng, năm hết hạn / Date of expiry:", 12, 89, 5.2)
    card.text(printed, 12, 98, 7, field="expires_on", truth=truth)
    card.middle("BỘ CÔNG AN", 78, 7, at=(120, 176))
    card.middle("MINISTRY OF PUBLIC SECURITY", 84, 3.6, at=(114, 182), style="regular")
    card.picture(Picture(x=184, y=10, width=50, height=50, image=qr_picture(_payload(card, new=True)), name="qr"))
    card.box(196, 70, 30, 24, (222, 205, 150))
    _machine_lines(card)
