"""Giấy chứng nhận kết hôn: the original in two columns (lying or standing), and the extract (trích lục)."""

from dataclasses import dataclass
from datetime import date

from samples.drawing import A4, Run
from samples.papers.stage import Stage, dated, fitting, head, motto, sign_off
from samples.people import Person, day_between, official
from samples.places import MERGER, Place, commune
from samples.words import slashed, spoken
from samples.writing import Writer

LAYOUTS = ("landscape", "portrait", "extract")
SPOUSES = (("wife", "vợ"), ("husband", "chồng"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wedding:
    """Who married, and where it was registered."""

    wife: Person
    husband: Person
    office: Place
    registered: date
    number: str
    signer: str

    def spouse(self, role: str) -> Person:
        """The person in a role."""
        return self.wife if role == "wife" else self.husband


def draw(stage: Stage) -> None:
    """Prints the paper of the stage's layout."""
    wife, husband = stage.pair("wife", "husband")
    first = max(wife.id_issued_on, husband.id_issued_on, date(2022, 1, 1))
    day = stage.day(first, date(2026, 8, 1))
    running = stage.chance.randrange(1, 240)
    wedding = Wedding(
        wife=wife,
        husband=husband,
        office=commune(stage.chance, day),
        registered=day,
        number=stage.chance.choice((str(running), f"{running:02d}/{day.year}")),
        signer=official(stage.chance),
    )
    if stage.layout == "extract":
        _extract(stage, wedding)
    else:
        _certificate(stage, wedding)


def _certificate(stage: Stage, wedding: Wedding) -> None:
    lying = stage.layout == "landscape"
    size = (A4[1], A4[0]) if lying else A4
    writer = stage.writer(stage.hand(leader="none" if not lying else stage.chance.choice(("none", "after"))),
                          size=size, left=60, right=size[0] - 45)  # fmt: skip
    writer.y = 45
    motto(writer, (writer.left, writer.right))
    writer.skip(12)
    writer.centred("GIẤY CHỨNG NHẬN KẾT HÔN", size=20, style="bold")
    writer.row((0.72, [writer.label("Số"), writer.value("number", wedding.number, keep=True)]), leader=False)
    writer.skip(8)
    top, middle, bottoms = writer.y, (writer.left + writer.right) / 2, []
    edges = ((writer.left, middle - 14), (middle + 14, writer.right))
    for (role, word), (left, right) in zip(SPOUSES, edges, strict=True):
        column = Writer(writer.canvas, writer.hand, left, right, top)
        _spouse(column, role, word, wedding.spouse(role), stacked=not lying)
        bottoms.append(column.y)
    writer.y = max(bottoms) + 6
    _registration(stage, writer, wedding)
    writer.skip(8)
    _signatures(stage, writer, wedding)


def _spouse(writer: Writer, role: str, word: str, who: Person, *, stacked: bool) -> None:
    writer.line(
        writer.label(f"Họ, chữ đệm, tên {word}"),
        writer.value(f"{role}_name", who.full_name.upper(), keep=True, style="bold"),
    )
    writer.line(
        writer.label("Ngày, tháng, năm sinh"),
        writer.value(f"{role}_date_of_birth", slashed(who.born), who.born.isoformat(), keep=True),
    )
    ethnicity = [writer.label("Dân tộc"), writer.value(f"{role}_ethnicity", who.ethnicity)]
    nationality = [writer.label("Quốc tịch"), writer.value(f"{role}_nationality", who.nationality, keep=True)]
    if stacked:
        writer.line(*ethnicity)
        writer.line(*nationality)
    else:
        writer.row((0.0, ethnicity), (0.45, nationality))
    writer.line(writer.label("Nơi cư trú"), writer.value(f"{role}_residence", who.residence))
    _papers(writer, role, who)


def _papers(writer: Writer, role: str, who: Person) -> None:
    writer.line(
        writer.label("Giấy tờ tùy thân"),
        Run("CCCD số "),
        writer.value(f"{role}_id", who.personal_id, keep=True),
        Run(", Cục Cảnh sát QLHC về TTXH cấp ngày "),
        writer.value(f"{role}_id_issued_on", slashed(who.id_issued_on), who.id_issued_on.isoformat(), keep=True),
    )


def _registration(stage: Stage, writer: Writer, wedding: Wedding) -> None:
    day = stage.chance.choice((slashed(wedding.registered), f"ngày {spoken(wedding.registered)}"))
    writer.line(writer.label("Nơi đăng ký kết hôn"), writer.value("registered_at", wedding.office.office))
    writer.line(
        writer.label("Ngày, tháng, năm đăng ký"),
        writer.value("registered_on", day, wedding.registered.isoformat(), keep=True),
    )


def _signatures(stage: Stage, writer: Writer, wedding: Wedding) -> None:
    third = (writer.right - writer.left) / 3
    top = writer.y
    for number, word in enumerate(("Vợ", "Chồng")):
        writer.y = top
        writer.centred(word, style="bold", at=(writer.left + number * third, writer.left + (number + 1) * third))
        writer.centred(
            "(Ký, ghi rõ họ, chữ đệm, tên)",
            size=9,
            style="italic",
            at=(writer.left + number * third, writer.left + (number + 1) * third),
        )
    writer.y = top
    _signed(stage, writer, wedding, (writer.left + 2 * third, writer.right), "NGƯỜI KÝ GIẤY CHỨNG NHẬN KẾT HÔN")


def _signed(stage: Stage, writer: Writer, wedding: Wedding, at: tuple[float, float], title: str) -> None:
    above, name = wedding.office.head
    rank = stage.chance.choice(("CHỦ TỊCH", "PHÓ CHỦ TỊCH"))
    size = max(9.0, fitting(title, writer.hand.family, "bold", 10.5, at[1] - at[0]))
    titles = (Run(title, "bold", size=size), Run(rank, "regular", size=10.5))
    signer = Run(wedding.signer, "bold", "signer", wedding.signer)
    sign_off(stage, writer, at, titles, signer, seal=f"{name} * {above}"[:58])


def _extract(stage: Stage, wedding: Wedding) -> None:
    writer = stage.writer(stage.hand(size=12.0))
    issued = day_between(stage.chance, wedding.registered, max(MERGER, wedding.registered))
    above, name = wedding.office.head
    head(writer, (Run(above), Run(name, "bold")))
    y = writer.y
    number = f"{wedding.number.split('/')[0]}/TLKH-BS"
    writer.row((0.0, [writer.label("Số"), writer.value("number", number, keep=True)]), leader=False)
    writer.y = y
    dated(writer, f"{wedding.office.short}, ngày ", issued, at=(280, writer.right + 15))
    writer.skip(18)
    writer.centred("TRÍCH LỤC KẾT HÔN", size=17, style="bold")
    writer.centred("(BẢN SAO)", size=12, style="bold", gap=8)
    for role, word in SPOUSES if stage.chance.random() < 0.5 else SPOUSES[::-1]:
        _spouse(writer, role, word, wedding.spouse(role), stacked=False)
        writer.skip(5)
    _registration(stage, writer, wedding)
    writer.skip(14)
    _signed(stage, writer, wedding, (300.0, writer.right), "NGƯỜI KÝ TRÍCH LỤC")
