"""Driving licences as in the wild: the PET card of the transport departments, the police's of 2025, back side too."""

from datetime import date

from samples.drawing import Run, width_of
from samples.papers.citizen_id_card import Card
from samples.papers.stage import Stage
from samples.variants import world
from samples.variants.plastic import FACES, lay, pair, wrap

LAYOUTS = ("pet2013", "police2025", "pet_row", "large")

YEARS = {"A1": 0, "A2": 0, "A": 0, "B1": 10, "B2": 10, "B": 10, "C1": 10, "C": 5, "D": 5, "E": 5, "FC": 5}
CLASSES = {"pet2013": ("A1", "A2", "B1", "B2", "C", "D", "E", "FC"), "police2025": ("A1", "A", "B", "C1", "C", "D")}


def draw(stage: Stage) -> None:
    """Prints the card of the stage's layout."""
    new = stage.layout in ("police2025", "large")
    day = stage.cast.get("day") or world.day(
        stage.chance, *((date(2025, 3, 5), date(2026, 8, 1)) if new else (date(2013, 8, 1), date(2025, 2, 20)))
    )
    world.person(stage, "holder", born=(1962, 1994) if not new else (1965, 2005), day=day)
    face = stage.chance.choice(FACES)
    sides = [lambda card: _front(card, face, day, new=new)]
    if stage.layout in ("pet_row", "police2025"):
        sides.append(lambda card: _back(card, face, day))
    lay(stage, sides, {"pet2013": "sheet", "pet_row": "row", "large": "alone"}.get(stage.layout, "sheet"))


def _front(card: Card, face: str, day: date, *, new: bool) -> None:
    who, chance = world.person(card.stage, "holder"), card.stage.chance
    slash, colon = chance.choice(("/", " / ", "/ ")), chance.choice((":", ":", " :"))
    card.middle("BỘ CÔNG AN" if new else chance.choice(("BỘ GTVT", "TỔNG CỤC ĐƯỜNG BỘ VN")), 12, 5.2, at=(2, 70))
    card.middle("MOPS" if new else "MOT", 18, 4.6, at=(2, 70), style="regular")
    card.middle("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, 6.2, at=(72, 240))
    card.middle("Độc lập - Tự do - Hạnh phúc", 19, 6, at=(72, 240))
    card.middle(f"GIẤY PHÉP LÁI XE{slash}DRIVER'S LICENSE", 31, 7.6, at=(72, 240))
    card.box(8, 46, 52, 66, (205, 214, 220))
    card.text("MẪU", 14, 42, 8, colour=(150, 60, 60), style="bold", family=face)
    rank = chance.choice(CLASSES["police2025" if new else "pet2013"])
    number = f"{chance.choice(('68', '79', '01', '36'))}{chance.randrange(10**9, 10**10)}"
    pair(card, f"Số{slash}No{colon}", Run(number, "bold", "number", number), 92, 43, face=face, size=9)
    name = who.full_name.upper()
    pair(card, f"Họ tên{slash}Full name{colon}", Run(name, "bold", "full_name", name), 70, 56, face=face)
    born = Run(f"{who.born:%d/%m/%Y}", "regular", "date_of_birth", who.born.isoformat())
    pair(card, f"Ngày sinh{slash}Date of Birth{colon}", born, 70, 67, face=face)
    pair(
        card,
        f"Quốc tịch{slash}Nationality{colon}",
        Run("VIỆT NAM", "regular", "nationality", "VIỆT NAM"),
        70,
        78,
        face=face,
    )
    home = Run(who.residence, "regular", "residence", who.residence)
    y = wrap(card, f"Nơi cư trú{slash}Address{colon} ", home, 70, 89, face=face, room=165)
    _foot(card, face, day, rank, max(y + 1, 108), (slash, colon))


def _foot(card: Card, face: str, day: date, rank: str, y: float, style: tuple[str, str]) -> None:
    slash, colon = style
    place = card.stage.chance.choice(("Lâm Đồng", "Hà Nội", "Đắk Lắk"))
    x = 92.0
    for text, field in ((f"{place}, ngày/date ", None), (f"{day:%d}", 1), (" tháng/month ", None), (f"{day:%m}", 1),
                        (" năm/year ", None), (f"{day:%Y}", 1)):  # fmt: skip
        name = "issued_on" if field else None
        card.text(text, x, y, 5.8, style="italic", family=face, field=name, truth=day.isoformat() if name else None)
        x += width_of(text, face, "italic", 5.8)
    pair(card, f"Hạng{slash}Class{colon}", Run(rank, "bold", "class", rank), 8, 124, face=face, size=9)
    years = YEARS[rank]
    until = day.replace(year=day.year + years, day=min(day.day, 28)) if years else None
    printed, truth = (f"{until:%d/%m/%Y}", until.isoformat()) if until else ("Không thời hạn", "Không thời hạn")
    label = f"Có giá trị đến{slash}Expires{colon}"
    pair(card, label, Run(printed, "regular", "expires_on", truth), 8, 142, face=face, room=120)
    card.middle("TRƯỞNG PHÒNG" if day.year >= 2025 else "GIÁM ĐỐC", y + 8, 5.4, at=(130, 236))
    card.middle(world.official(card.stage.chance), y + 32, 6, at=(130, 236))


def _back(card: Card, face: str, day: date) -> None:
    card.middle("CÁC LOẠI XE CƠ GIỚI ĐƯỜNG BỘ ĐƯỢC ĐIỀU KHIỂN", 14, 6.2, at=(6, 236))
    card.middle("CLASSIFICATION OF MOTOR VEHICLES", 21, 5, at=(6, 236), style="regular")
    rows = (("A1", "Xe mô tô hai bánh có dung tích xi lanh đến 125 cm3"), ("B", "Xe ô tô chở người đến 08 chỗ"),
            ("C", "Xe ô tô tải có khối lượng trên 3.500 kg"))  # fmt: skip
    for number, (rank, text) in enumerate(rows):
        card.text(rank, 14, 42 + 18 * number, 8, style="bold", family=face)
        card.text(text, 40, 42 + 18 * number, 5.6, family=face)
    card.text(f"Ngày trúng tuyển: {day.day:02d}/{day.month:02d}/{day.year - 1}", 14, 110, 5.6, family=face)
    card.text("MẪU", 200, 149, 8, colour=(150, 60, 60), style="bold")
