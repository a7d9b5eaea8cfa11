"""Giấy khai sinh: the original, the copy, and the extract (trích lục)."""

from dataclasses import dataclass
from datetime import date, timedelta

from samples.drawing import Run
from samples.papers.stage import Stage, dated, fitting, head, motto, sign_off
from samples.people import Person, official
from samples.places import MERGER, Place, commune
from samples.words import date_in_words, slashed, spoken
from samples.writing import Writer

LAYOUTS = ("original", "copy", "extract", "extract_new")


@dataclass(frozen=True, slots=True, kw_only=True)
class Birth:
    """Who was born, to whom, and where it was registered."""

    child: Person
    mother: Person
    father: Person | None
    declarant: Person
    office: Place
    registered: date
    number: int
    signer: str


def draw(stage: Stage) -> None:
    """Prints the paper of the stage's layout."""
    birth = _birth(stage)
    if stage.layout.startswith("extract"):
        _extract(stage, birth)
    else:
        _original(stage, birth)


def _birth(stage: Stage) -> Birth:
    chance = stage.chance
    mother, father = stage.pair("mother", "father")
    child = stage.cast.get("holder") or stage.person("holder", born=(2016, 2024)).child_of(mother, father)
    stage.roles["holder"] = child
    has_father = stage.layout == "original" or chance.random() < 0.85
    stage.roles["declarant"] = declarant = chance.choice((mother, father)) if has_father else mother
    registered = child.born + timedelta(days=chance.randrange(3, 55))
    return Birth(
        child=child,
        mother=mother,
        father=father if has_father else None,
        declarant=declarant,
        office=commune(chance, registered),
        registered=registered,
        number=chance.randrange(1, 390),
        signer=official(chance),
    )


def _original(stage: Stage, birth: Birth) -> None:
    writer = stage.writer(stage.hand(), left=65)
    writer.y = 52
    motto(writer, (writer.left, writer.right))
    writer.skip(20)
    writer.centred("GIẤY KHAI SINH", size=21, style="bold")
    if stage.layout == "copy":
        writer.centred("(BẢN SAO)", size=12, style="bold")
    number = str(birth.number) if stage.chance.random() < 0.5 else f"{birth.number}/{birth.registered.year}"
    writer.row((0.68, [writer.label("Số"), writer.value("number", number, keep=True)]), leader=False)
    writer.skip(6)
    _holder(stage, writer, birth)
    _parent(stage, writer, "mẹ", "mother", birth.mother)
    _parent(stage, writer, "cha", "father", birth.father)
    _declared(stage, writer, birth)
    writer.line(writer.label("Nơi đăng ký khai sinh"), writer.value("registered_at", birth.office.office))
    day = stage.chance.choice((slashed(birth.registered), f"ngày {spoken(birth.registered)}"))
    writer.line(
        writer.label("Ngày, tháng, năm đăng ký"),
        writer.value("registered_on", day, birth.registered.isoformat(), keep=True),
    )
    writer.skip(10)
    _signed(stage, writer, birth, "NGƯỜI KÝ GIẤY KHAI SINH" if stage.layout == "original" else "NGƯỜI KÝ BẢN SAO")


def _holder(stage: Stage, writer: Writer, birth: Birth) -> None:
    child, chance = birth.child, stage.chance
    name = child.full_name.upper() if writer.hand.upper_names else child.full_name
    writer.line(
        writer.label(chance.choice(("Họ, chữ đệm, tên", "Họ, chữ đệm, tên người được khai sinh"))),
        writer.value("full_name", name, keep=True, style="bold"),
    )
    born = chance.choice((slashed(child.born), f"ngày {spoken(child.born)}", f"{child.born:%d-%m-%Y}"))
    writer.line(
        writer.label("Ngày, tháng, năm sinh"), writer.value("date_of_birth", born, child.born.isoformat(), keep=True)
    )
    writer.line(writer.label("ghi bằng chữ"), Run(date_in_words(child.born), "italic"), indent=14)
    cells = (
        (0.0, [writer.label("Giới tính"), writer.value("sex", child.sex)]),
        (0.27, [writer.label("Dân tộc"), writer.value("ethnicity", child.ethnicity)]),
        (0.6, [writer.label("Quốc tịch"), writer.value("nationality", child.nationality, keep=True)]),
    )
    writer.row(*cells)
    writer.line(writer.label("Nơi sinh"), writer.value("place_of_birth", child.place_of_birth))
    writer.line(writer.label("Quê quán"), writer.value("home_town", child.home_town))
    if child.born.year >= 2016 and chance.random() < 0.9:
        writer.line(writer.label("Số định danh cá nhân"), writer.value("personal_id", child.personal_id))
    writer.skip(4)


def _parent(stage: Stage, writer: Writer, word: str, role: str, parent: Person | None) -> None:
    label = stage.chance.choice((f"Họ, chữ đệm, tên người {word}",) * 2 + (f"Họ và tên {word}",))
    if parent is None:
        writer.line(writer.label(label))
        return
    writer.line(writer.label(label), writer.value(f"{role}_name", parent.full_name.upper(), keep=True))
    writer.row(
        (0.0, [writer.label("Năm sinh"), writer.value(f"{role}_birth_year", str(parent.born.year))]),
        (0.27, [writer.label("Dân tộc"), writer.value(f"{role}_ethnicity", parent.ethnicity)]),
        (0.6, [writer.label("Quốc tịch"), Run(parent.nationality, family=writer.hand.value_family, keep=True)]),
    )
    writer.line(writer.label("Nơi cư trú"), writer.value(f"{role}_residence", parent.residence))
    writer.skip(3)


def _declared(stage: Stage, writer: Writer, birth: Birth) -> None:
    who = birth.declarant
    writer.line(
        writer.label("Họ, chữ đệm, tên người đi khai sinh"),
        writer.value("declarant_name", who.full_name.upper(), keep=True),
    )
    old = birth.registered < who.id_issued_on
    number = who.old_id if old and who.old_id else who.personal_id
    issued = date(birth.registered.year - 4, 5, 1 + who.born.day % 31) if old else who.id_issued_on
    kind = "CMND" if old and who.old_id else stage.chance.choice(("Căn cước công dân", "Thẻ CCCD"))
    by = "Công an tỉnh Lâm Đồng" if old else "Cục Cảnh sát QLHC về TTXH"
    writer.line(
        writer.label("Giấy tờ tùy thân"),
        Run(f"{kind} số "),
        writer.value("declarant_id", number, keep=True),
        Run(f", {by} cấp ngày "),
        writer.value("declarant_id_issued_on", slashed(issued), issued.isoformat(), keep=True),
    )


def _extract(stage: Stage, birth: Birth) -> None:
    new = stage.layout == "extract_new"
    hand = stage.hand(leader="none") if new else stage.hand()
    writer = stage.writer(hand, left=75)
    issued = stage.day(*(MERGER, date(2026, 9, 1)) if new else (birth.registered, date(2025, 6, 20)))
    office = birth.office if not new else commune(stage.chance, issued)
    above, name = office.head
    head(writer, (Run(above), Run(name, "bold")))
    y = writer.y
    writer.row((0.0, [writer.label("Số"), writer.value("number", f"{birth.number}/TLKS-BS", keep=True)]), leader=False)
    writer.y = y
    dated(writer, f"{office.short}, ngày ", issued, at=(280, writer.right + 15))
    writer.skip(22)
    writer.centred("TRÍCH LỤC KHAI SINH", size=17, style="bold")
    writer.centred("(BẢN SAO)", size=12, style="bold", gap=10)
    _holder(stage, writer, birth)
    _parent(stage, writer, "mẹ", "mother", birth.mother)
    _parent(stage, writer, "cha", "father", birth.father)
    writer.line(writer.label("Nơi đăng ký khai sinh"), writer.value("registered_at", birth.office.office))
    writer.line(
        writer.label("Ngày, tháng, năm đăng ký"),
        writer.value("registered_on", slashed(birth.registered), birth.registered.isoformat(), keep=True),
    )
    writer.skip(16)
    _signed(stage, writer, birth, "NGƯỜI KÝ TRÍCH LỤC")


def _signed(stage: Stage, writer: Writer, birth: Birth, title: str) -> None:
    at = (300.0, writer.right + 10)
    size = fitting(title, writer.hand.family, "bold", writer.hand.size, at[1] - at[0])
    rank = stage.chance.choice(("CHỦ TỊCH", "PHÓ CHỦ TỊCH", "CÔNG CHỨC TƯ PHÁP - HỘ TỊCH"))
    sign_off(
        stage,
        writer,
        at,
        (Run(title, "bold", size=size), Run(rank, "regular")),
        Run(birth.signer, "bold", "signer", birth.signer),
        seal=f"{birth.office.head[1]} * {birth.office.head[0]}"[:58],
    )
