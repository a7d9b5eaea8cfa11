"""Giấy chứng nhận kết hôn as other offices and other years print it; and its extract."""

import random
from datetime import date

from samples.drawing import Run
from samples.papers.stage import Stage
from samples.people import Person
from samples.tables import table
from samples.variants import world
from samples.variants.form import A5_WIDE, Form, begin, written

LAYOUTS = ("stacked", "table", "wide_columns", "extract_other", "year2005")


def draw(stage: Stage) -> None:
    """Prints the paper of the stage's layout."""
    chance, layout = stage.chance, stage.layout
    years = {"year2005": (date(2006, 3, 1), date(2014, 5, 1)), "extract_other": (date(2016, 2, 1), date(2026, 8, 1))}
    day = world.day(chance, *years.get(layout, (date(2016, 2, 1), date(2026, 8, 1))))
    office = world.place(chance, day)
    old = layout == "year2005"
    wife = world.person(stage, "wife", sex="Nữ", born=(1975, 1985) if old else (1980, 1996), day=day)
    husband = world.person(stage, "husband", sex="Nam", born=(1974, 1984) if old else (1978, 1995), day=day)
    couple = [("wife", "vợ", wife), ("husband", "chồng", husband)]
    if chance.random() < 0.5:
        couple.reverse()
    form = _begin(stage, office, day)
    _body(form, couple, day, office)
    signer = world.official(chance)
    form.pen.skip(6)
    titles = form.pick(
        "NGƯỜI KÝ GIẤY CHỨNG NHẬN KẾT HÔN\nCHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", "CHỦ TỊCH"
    )
    if layout == "extract_other":
        titles = "NGƯỜI KÝ TRÍCH LỤC\nPHÓ CHỦ TỊCH"
    form.sign(tuple(titles.split("\n")), form.value("signer", signer, style="bold"), seal=world.committee(office))


def _begin(stage: Stage, office: tuple[str, ...], day: date) -> Form:
    chance, layout = stage.chance, stage.layout
    wide = layout == "wide_columns"
    form = begin(stage, size=A5_WIDE if wide else (595.0, 842.0), base=9.0 if wide else 12.0, top=28 if wide else 54,
                 leaders=("after", "under") if layout == "year2005" else ("none", "none", "after"))  # fmt: skip
    number = form.value("number", _number(chance, day, layout), keep=True)
    if layout == "extract_other":
        form.head(Run(world.committee(office, len(office) - 1)), Run(world.committee(office), "bold"))
        y = form.pen.y
        form.pen.line(Run("Số: "), number, leader=False)
        form.pen.y = y
        form.dated(None, world.seat(office), world.day(chance, day, date(2026, 9, 1)))
        form.title("TRÍCH LỤC KẾT HÔN", "(BẢN SAO)")
        return form
    if layout == "year2005":
        form.head(*(Run(f"UBND {one}") for one in reversed(office)))
    else:
        form.motto()
    form.pen.skip(10 if wide else 12)
    form.title("GIẤY CHỨNG NHẬN KẾT HÔN", size=14 if wide else 19, gap=0 if wide else 6)
    form.pen.row((0.72, [Run(f"Số{form.pen.hand.colon} "), number]), leader=False)
    if layout == "year2005":
        form.pen.row((0.72, [Run("Quyển số: "), Run(f"01/{day.year}")]), leader=False)
    return form


def _number(chance: random.Random, day: date, layout: str) -> str:
    plain = str(chance.randrange(1, 300))
    if layout == "extract_other":
        return plain + chance.choice(("/TLKH-BS", "/TLKH"))
    return plain if layout == "year2005" else chance.choice((plain, f"{int(plain):02d}/{day.year}"))


def _body(form: Form, couple: list[tuple[str, str, Person]], day: date, office: tuple[str, ...]) -> None:
    if form.stage.layout == "table":
        _table(form, couple)
    elif form.stage.layout == "wide_columns":
        _columns(form, couple)
    else:
        for role, word, who in couple:
            _one(form, role, word, who, day)
            form.pen.skip(4)
    where = form.pick("UBND", "Ủy ban nhân dân") + f" {', '.join(office)}"
    form.put(form.pick("Nơi đăng ký kết hôn", "Nơi đăng ký"), form.value("registered_at", where))
    form.put(
        form.pick("Ngày, tháng, năm đăng ký", "Ngày đăng ký", "Đăng ký ngày"),
        form.day("registered_on", day, form.pick("slashed", "worded")),
    )


def _paper(form: Form, who: Person, day: date) -> tuple[str, str, date]:
    if day.year < 2015:
        return "CMND số ", who.old_id or who.personal_id, date(day.year - 3, 4, 1 + who.born.day % 28)
    return form.pick("CCCD số ", "Căn cước công dân số: ", "Thẻ CCCD ", "số "), who.personal_id, who.id_issued_on


def _one(form: Form, role: str, word: str, who: Person, day: date) -> None:
    form.put(form.pick(f"Họ, chữ đệm, tên {word}", f"Họ và tên {word}"), form.name(f"{role}_name", who.full_name))
    form.put(form.pick("Ngày, tháng, năm sinh", "Sinh ngày"), form.day(f"{role}_date_of_birth", who.born))
    form.side(
        (0.0, "Dân tộc", form.value(f"{role}_ethnicity", who.ethnicity)),
        (0.5, "Quốc tịch", form.value(f"{role}_nationality", "Việt Nam", keep=True)),
    )
    home = "Nơi thường trú/tạm trú" if day.year < 2015 else form.pick("Nơi cư trú", "Nơi thường trú")
    form.put(home, form.value(f"{role}_residence", who.residence))
    kind, number, issued = _paper(form, who, day)
    form.put(
        form.pick("Giấy tờ tùy thân", "Số Giấy CMND/Hộ chiếu/Giấy tờ hợp lệ thay thế") if day.year < 2015 else "Giấy tờ tùy thân",
        Run(kind), form.value(f"{role}_id", number, keep=True), Run(form.pick(", cấp ngày ", " ngày cấp: ")),
        form.value(f"{role}_id_issued_on", written(issued, "slashed"), issued.isoformat(), keep=True),
    )  # fmt: skip


def _cells(form: Form, role: str, who: Person) -> list[Run]:
    return [
        form.name(f"{role}_name", who.full_name, "bold"),
        form.day(f"{role}_date_of_birth", who.born),
        form.value(f"{role}_ethnicity", who.ethnicity),
        form.value(f"{role}_nationality", "Việt Nam"),
        form.value(f"{role}_residence", who.residence),
        form.value(f"{role}_id", who.personal_id),
        form.day(f"{role}_id_issued_on", who.id_issued_on, "slashed"),
    ]


LABELS = (
    "Họ, chữ đệm, tên",
    "Ngày, tháng, năm sinh",
    "Dân tộc",
    "Quốc tịch",
    "Nơi cư trú",
    "Giấy tờ tùy thân số",
    "Ngày cấp",
)


def _table(form: Form, couple: list[tuple[str, str, Person]]) -> None:
    columns = [_cells(form, role, who) for role, _word, who in couple]
    heads = ("Nội dung", *(form.pick(f"Bên {word}", word.capitalize()) for _role, word, _who in couple))
    rows = [(Run(label), *cells) for label, *cells in zip(LABELS, *columns, strict=True)]
    form.pen.skip(10)
    table(form.pen, (1.5, 3, 3), heads, rows, size=10.5 * form.stage.shrink)


def _columns(form: Form, couple: list[tuple[str, str, Person]]) -> None:
    pen = form.pen
    columns = [_cells(form, role, who) for role, _word, who in couple]
    for label, left, right in zip(LABELS, *columns, strict=True):
        words = [f"{label} {word}" if label.startswith("Họ") else label for _role, word, _who in couple]
        cells = [(share, [Run(f"{text}{pen.hand.colon} ", form.look.label), run])
                 for share, text, run in zip((0.0, 0.5), words, (left, right), strict=True)]  # fmt: skip
        pen.row(*cells)
