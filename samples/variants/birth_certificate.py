"""Giấy khai sinh as other offices and other years print it."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from samples.drawing import Run
from samples.papers.stage import Stage
from samples.people import Person
from samples.tables import table
from samples.variants import world
from samples.variants.form import A5_WIDE, Form, begin, written
from samples.words import date_in_words

LAYOUTS = ("year2008", "parents_table", "wide", "extract_dotted", "extract_plain", "electronic")


@dataclass(frozen=True, slots=True, kw_only=True)
class Birth:
    """Who was born, to whom, and where it was registered."""

    child: Person
    mother: Person
    father: Person | None
    declarant: Person
    office: tuple[str, ...]
    registered: date
    number: str


def draw(stage: Stage) -> None:
    """Prints the paper of the stage's layout."""
    {
        "year2008": _year2008,
        "parents_table": _parents_table,
        "wide": _wide,
        "extract_dotted": _extract,
        "extract_plain": _extract,
        "electronic": _electronic,
    }[stage.layout](stage)


def _birth(stage: Stage, years: tuple[int, int]) -> Birth:
    chance = stage.chance
    mother = world.person(stage, "mother", sex="Nữ", born=(1975, 1999))
    father = world.person(stage, "father", sex="Nam", born=(1970, 1998))
    child = stage.cast.get("holder") or world.person(stage, "holder", born=years).child_of(mother, father)
    child = replace(child, place_of_birth=chance.choice(world.HOSPITALS))
    stage.roles["holder"] = child
    known = stage.layout in ("parents_table", "year2008") or chance.random() < 0.8
    stage.roles["declarant"] = declarant = chance.choice((mother, father)) if known else mother
    registered = child.born + timedelta(days=chance.randrange(2, 58))
    number = str(chance.randrange(1, 480))
    if stage.layout.startswith("extract"):
        number += chance.choice(("/TLKS-BS", "/TLKS", f"/{registered.year}/TLKS-BS"))
    return Birth(
        child=child, mother=mother, father=father if known else None, declarant=declarant,
        office=world.place(chance, registered), registered=registered, number=number,
    )  # fmt: skip


def _named(form: Form, birth: Birth, *, sex: bool) -> None:
    child = birth.child
    label = form.pick("Họ và tên", "Họ, chữ đệm, tên", "Họ, chữ đệm và tên")
    if sex:
        form.side(
            (0.0, label, form.name("full_name", child.full_name)), (0.7, "Giới tính", form.value("sex", child.sex))
        )
    else:
        form.put(label, form.name("full_name", child.full_name))


def _born(form: Form, birth: Birth) -> None:
    born = birth.child.born
    form.put("Ngày, tháng, năm sinh", form.day("date_of_birth", born))
    form.put(form.pick("Ghi bằng chữ", "(Ghi bằng chữ)", "Bằng chữ"), Run(date_in_words(born).lower()))


def _number(form: Form, birth: Birth, *, book: bool) -> None:
    pen = form.pen
    cells = [Run(f"Số{pen.hand.colon} "), form.value("number", birth.number, keep=True)]
    pen.row((0.7, cells), leader=False)
    if book:
        pen.row((0.7, [Run(f"Quyển số{pen.hand.colon} "), Run(f"01/{birth.registered.year}")]), leader=False)


def _year2008(stage: Stage) -> None:
    birth = _birth(stage, (2007, 2015))
    form = begin(stage, base=11.5, leaders=("after", "under", "under"))
    _committees(form, birth)
    form.title("GIẤY KHAI SINH", form.pick("(BẢN CHÍNH)", "(BẢN SAO)", "BẢN SAO"), size=20)
    _number(form, birth, book=True)
    _named(form, birth, sex=True)
    _born(form, birth)
    form.put("Nơi sinh", form.value("place_of_birth", birth.child.place_of_birth))
    form.side(
        (0.0, "Dân tộc", form.value("ethnicity", birth.child.ethnicity)),
        (0.5, "Quốc tịch", form.value("nationality", "Việt Nam", keep=True)),
    )
    form.put("Quê quán", form.value("home_town", birth.child.home_town))
    for word, role, who in (("cha", "father", birth.father), ("mẹ", "mother", birth.mother)):
        _parent(form, word, role, who, "Nơi thường trú/tạm trú")
    who = birth.declarant
    form.put(
        "Họ và tên, năm sinh người đi khai sinh", form.name("declarant_name", who.full_name), Run(f", {who.born.year}")
    )
    form.put("Quan hệ với người được khai sinh", form.free("Cha" if who is birth.father else "Mẹ"))
    form.put("Nơi đăng ký", form.value("registered_at", f"Ủy ban nhân dân {', '.join(birth.office)}"))
    form.put(form.pick("Ngày đăng ký", "Ngày, tháng, năm đăng ký"), form.day("registered_on", birth.registered))
    form.pen.skip(8)
    _signers(form, birth, ("NGƯỜI KÝ GIẤY KHAI SINH",))


def _committees(form: Form, birth: Birth) -> None:
    form.head(*(Run(f"{form.pick('UBND', 'Ủy ban nhân dân')} {one}") for one in reversed(birth.office)))
    form.pen.skip(10)


def _parent(form: Form, word: str, role: str, who: Person | None, home: str) -> None:
    label = form.pick(f"Họ và tên {word}", f"Họ, chữ đệm, tên người {word}", f"Họ và tên người {word}")
    if who is None:
        form.put(label, Run(form.pick("", "Không có thông tin", "/")))
        return
    form.put(label, form.name(f"{role}_name", who.full_name))
    ethnic, year = form.value(f"{role}_ethnicity", who.ethnicity), form.value(f"{role}_birth_year", str(who.born.year))
    cells = [("Dân tộc", ethnic), ("Quốc tịch", form.free("Việt Nam")), ("Năm sinh", year)]
    if form.chance.random() < 0.5:
        cells.reverse()
    form.side(*((share, *cell) for share, cell in zip((0.0, 0.32, 0.66), cells, strict=True)))
    form.put(home, form.value(f"{role}_residence", who.residence))


def _signers(form: Form, birth: Birth, titles: tuple[str, ...]) -> None:
    signer = world.official(form.chance)
    rank = form.pick("CHỦ TỊCH", "PHÓ CHỦ TỊCH", "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH")
    form.sign(
        (*titles, *rank.split("\n")), form.value("signer", signer, style="bold"), seal=world.committee(birth.office)
    )


def _parents_table(stage: Stage) -> None:
    birth = _birth(stage, (1999, 2006))
    form = begin(stage, base=12.0, leaders=("none", "under"))
    form.motto()
    form.pen.skip(12)
    form.title("GIẤY KHAI SINH", form.pick("BẢN CHÍNH", "(Bản sao)"), size=22)
    _number(form, birth, book=True)
    _named(form, birth, sex=False)
    form.side(
        (0.0, "Giới tính", form.value("sex", birth.child.sex)),
        (0.33, "Dân tộc", form.value("ethnicity", birth.child.ethnicity)),
        (0.66, "Quốc tịch", form.value("nationality", "Việt Nam", keep=True)),
    )
    _born(form, birth)
    form.put("Nơi sinh", form.value("place_of_birth", birth.child.place_of_birth))
    form.put("Quê quán", form.value("home_town", birth.child.home_town))
    form.pen.skip(10)
    _table(form, birth)
    who = birth.declarant
    form.put("Họ tên người đi khai sinh", form.name("declarant_name", who.full_name))
    form.put("Nơi đăng ký khai sinh", form.value("registered_at", f"UBND {', '.join(birth.office)}"))
    form.put("Đăng ký ngày", form.day("registered_on", birth.registered, form.pick("slashed", "worded")))
    form.pen.skip(8)
    _signers(form, birth, ("NGƯỜI KÝ GIẤY KHAI SINH",))


def _table(form: Form, birth: Birth) -> None:
    roles = [("father", birth.father), ("mother", birth.mother)]
    if form.chance.random() < 0.5:
        roles.reverse()
    heads = ("", *("Cha" if role == "father" else "Mẹ" for role, _who in roles))
    rows = []
    for label, name in (("Họ và tên", "name"), ("Năm sinh", "birth_year"), ("Dân tộc", "ethnicity"),
                        ("Quốc tịch", ""), ("Nơi thường trú", "residence")):  # fmt: skip
        cells = [Run(label)]
        for role, who in roles:
            assert who is not None
            text = {"name": who.full_name.upper(), "birth_year": str(who.born.year), "ethnicity": who.ethnicity,
                    "": "Việt Nam", "residence": who.residence}[name]  # fmt: skip
            cells.append(form.value(f"{role}_{name}", text) if name else Run(text))
        rows.append(tuple(cells))
    table(form.pen, (1.3, 3, 3), heads, rows, size=10.5 * form.stage.shrink)


def _wide(stage: Stage) -> None:
    birth = _birth(stage, (2016, 2024))
    form = begin(stage, size=A5_WIDE, base=9.0, top=30, leaders=("none", "after"))
    form.motto()
    form.pen.skip(10)
    form.title("GIẤY KHAI SINH", size=15, gap=0)
    _number(form, birth, book=False)
    _named(form, birth, sex=True)
    _born(form, birth)
    form.side(
        (0.0, "Dân tộc", form.value("ethnicity", birth.child.ethnicity)),
        (0.4, "Quốc tịch", form.value("nationality", "Việt Nam", keep=True)),
    )
    _rest(form, birth)
    _signers(form, birth, ("NGƯỜI KÝ GIẤY KHAI SINH",))


def _rest(form: Form, birth: Birth) -> None:
    child, who = birth.child, birth.declarant
    form.put("Nơi sinh", form.value("place_of_birth", child.place_of_birth))
    form.put("Quê quán", form.value("home_town", child.home_town))
    form.put(
        form.pick("Số định danh cá nhân", "Mã số định danh cá nhân"),
        form.value("personal_id", child.personal_id, keep=True),
    )
    for word, role, parent in (("mẹ", "mother", birth.mother), ("cha", "father", birth.father)):
        _parent(form, word, role, parent, "Nơi cư trú")
    form.put(
        form.pick("Họ, chữ đệm, tên người đi khai sinh", "Người đi khai sinh"),
        form.name("declarant_name", who.full_name),
    )
    issued = written(who.id_issued_on, form.look.date)
    form.put(
        "Giấy tờ tùy thân",
        Run(form.pick("CCCD số ", "Căn cước số: ", "Thẻ căn cước công dân số ")),
        form.value("declarant_id", who.personal_id, keep=True),
        Run(form.pick(" do Cục Cảnh sát QLHC về TTXH cấp ngày ", ", cấp ngày ", ", ngày cấp: ")),
        form.value("declarant_id_issued_on", issued.removeprefix("ngày "), who.id_issued_on.isoformat(), keep=True),
    )
    where = form.pick("UBND", "Ủy ban nhân dân") + f" {', '.join(birth.office)}"
    form.put(form.pick("Nơi đăng ký khai sinh", "Nơi đăng ký"), form.value("registered_at", where))
    form.put("Ngày, tháng, năm đăng ký", form.day("registered_on", birth.registered))


def _extract(stage: Stage) -> None:
    birth = _birth(stage, (2012, 2025))
    dotted = stage.layout == "extract_dotted"
    form = begin(stage, base=12.5, leaders=("after", "under") if dotted else ("none",))
    issued = world.day(
        stage.chance, *((date(2025, 7, 2), date(2026, 9, 1)) if not dotted else (birth.registered, date(2025, 6, 25)))
    )
    office = world.place(stage.chance, issued)
    form.head(
        *(
            Run(world.committee(office, level), "bold" if level == 0 else "regular")
            for level in reversed(range(min(2, len(office))))
        )
    )
    y = form.pen.y
    form.pen.line(Run("Số: "), form.value("number", birth.number, keep=True), leader=False)
    form.pen.y = y
    form.dated(None, world.seat(office), issued)
    form.title("TRÍCH LỤC KHAI SINH", form.pick("(BẢN SAO)", "(Bản sao)"))
    _named(form, birth, sex=False)
    _born(form, birth)
    form.side(
        (0.0, "Giới tính", form.value("sex", birth.child.sex)),
        (0.3, "Dân tộc", form.value("ethnicity", birth.child.ethnicity)),
        (0.62, "Quốc tịch", form.value("nationality", "Việt Nam", keep=True)),
    )
    _rest(form, birth)
    _signers(form, birth, (form.pick("NGƯỜI KÝ TRÍCH LỤC", "NGƯỜI THỰC HIỆN TRÍCH LỤC"),))


def _electronic(stage: Stage) -> None:
    birth = _birth(stage, (2019, 2025))
    form = begin(stage, base=12.0, leaders=("none",), prefixes="- |1.")
    form.motto()
    form.pen.skip(8)
    form.title("GIẤY KHAI SINH", "(Bản điện tử)", size=18)
    _number(form, birth, book=False)
    _named(form, birth, sex=True)
    _born(form, birth)
    form.side(
        (0.0, "Dân tộc", form.value("ethnicity", birth.child.ethnicity)),
        (0.5, "Quốc tịch", form.value("nationality", "Việt Nam", keep=True)),
    )
    _rest(form, birth)
    form.say("Văn bản này có giá trị như bản giấy theo quy định của pháp luật về hộ tịch.", "italic")
    _signers(form, birth, (form.pick("CƠ QUAN ĐĂNG KÝ HỘ TỊCH", "NGƯỜI KÝ"),))
