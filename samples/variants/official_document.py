"""Administrative documents of every kind and office: decisions on a person, letters, plans, reports, invitations, orders."""

from datetime import date, timedelta

from samples import marks
from samples.drawing import Box, Run, width_of
from samples.papers.stage import Stage, fitting
from samples.people import Person
from samples.variants import world
from samples.variants.form import Form, begin, written
from samples.variants.office_words import (
    ADDRESSEES,
    BODIES,
    GRANTS,
    KINDS,
    LETTERS,
    OFFICES,
    PERSON_DECISIONS,
    TOPICS,
    Office,
)  # fmt: skip
from samples.words import dotted, money_in_words
from samples.writing import Writer

LAYOUTS = (
    "person_list",
    "person_prose",
    "person_plain",
    "letter_long",
    "plan",
    "report",
    "invitation",
    "order",
    "notice_long",
    "submission_long",
)


def draw(stage: Stage) -> None:
    """Prints the document of the stage's layout."""
    form = begin(stage, base=12.8, leaders=("none",), top=50)
    office = form.chance.choice(OFFICES)
    day = world.day(form.chance, date(2016, 1, 5), date(2026, 9, 20))
    _head(form, office, day)
    kind, _symbol = KINDS[stage.layout]
    if kind:
        _title(form, kind)
    else:
        form.pen.canvas.record(Run("", "regular", "kind", "CÔNG VĂN"))
    if stage.layout.startswith("person"):
        _person(form, office)
    else:
        _body(form)
    form.pen.skip(4)
    _end(form, office)


def _head(form: Form, office: Office, day: date) -> None:
    lines = [Run(line) for line in office.above.split("\n") if line]
    lines += [Run(line, "bold", "issued_by", office.name.replace("\n", " ")) for line in office.name.split("\n")]
    left = form.head(*lines, share=0.42)
    kind, symbol = KINDS[form.stage.layout]
    tail = f"{symbol}-{office.symbol}" if symbol else f"{office.symbol}-{form.pick('NC', 'TH', 'HCTP', 'KGVX', 'VP')}"
    number = f"{form.chance.randrange(1, 4000):02d}/{tail}"
    pen, y = form.pen, form.pen.y
    label = form.pick("Số: ", "Số : ", "Số ")
    size = fitting(label + number, pen.hand.family, "regular", min(12.5, pen.hand.size), left[1] - left[0])
    x = sum(left) / 2 - width_of(label + number, pen.hand.family, "regular", size) / 2
    x = pen.canvas.put(Run(label), x, y, pen.hand.family, size)
    pen.canvas.put(Run(number, "regular", "number", number), x, y, pen.hand.family, size)
    pen.canvas.record(Run("", "regular", "place", office.seat))
    form.dated("issued_on", office.seat, day, at=(left[1] + 6, pen.right + 18))
    pen.y = y + 17
    if not kind:
        subject = f"{form.pick('V/v ', 'V/v: ', 'Về việc ')}{form.pick(*LETTERS)}"
        pen.centred_lines(
            Run(subject, form.pick("regular", "italic"), "subject_line", subject, size=11.2), size=11.2, at=left
        )
    _extras(form, day, left)


def _extras(form: Form, day: date, left: tuple[float, float]) -> None:
    pen, chance = form.pen, form.chance
    if chance.random() < 0.25:
        word = form.pick("KHẨN", "HỎA TỐC", "THƯỢNG KHẨN")
        middle, y = sum(left) / 2, pen.y + 10
        half = width_of(word, "liberation-sans", "bold", 13) / 2 + 12
        pen.canvas.ops.append(
            Box(x0=middle - half, y0=y - 6, x1=middle + half, y1=y + 17, outline=marks.RED, fill=None)
        )
        pen.canvas.put(Run(word, "bold", "urgency", word), middle - half + 12, y + 11, "liberation-sans", 13, marks.RED)
        pen.y = y + 28
    if chance.random() < 0.35:
        _incoming(form, day + timedelta(days=chance.randrange(1, 7)))
    pen.y = max(pen.y, 138) + 12


def _incoming(form: Form, received: date) -> None:
    pen, x, y = form.pen, form.pen.left + form.chance.choice((-12, 10)), form.pen.y + 6
    pen.canvas.ops.append(Box(x0=x, y0=y, x1=x + 168, y1=y + 58, outline=marks.RED, fill=None))
    pen.canvas.put(
        Run(form.pick("SỞ TƯ PHÁP TỈNH LÂM ĐỒNG", "VĂN PHÒNG UBND TỈNH")),
        x + 10,
        y + 12,
        "liberation-sans",
        8,
        marks.RED,
    )
    pen.canvas.put(Run(form.pick("CÔNG VĂN ĐẾN", "ĐẾN"), "bold"), x + 10, y + 26, "liberation-sans", 10, marks.RED)
    pen.canvas.put(Run(f"Số: {form.chance.randrange(50, 9000)}"), x + 100, y + 26, "liberation-sans", 9, marks.RED)
    how = form.pick("slashed", "worded")
    start = pen.canvas.put(
        Run("Ngày: " if how == "slashed" else "Ngày "), x + 10, y + 41, "liberation-sans", 9, marks.RED
    )
    pen.canvas.put(
        Run(written(received, how), "regular", "received_on", received.isoformat()),
        start,
        y + 41,
        "liberation-sans",
        9,
        marks.RED,
    )
    pen.canvas.put(Run("Lưu hồ sơ số:"), x + 10, y + 54, "liberation-sans", 8, marks.RED)
    pen.y = y + 64


def _title(form: Form, kind: str) -> None:
    pen = form.pen
    pen.centred_run(Run(kind, "bold", "kind", kind), size=15)
    if form.stage.layout.startswith("person"):
        who = world.person(form.stage, "person", born=(1935, 1998))
        polite = form.pick("ông", "Ông") if who.sex == "Nam" else form.pick("bà", "Bà")
        topic = form.pick(*PERSON_DECISIONS if form.stage.layout == "person_plain" else [one[0] for one in GRANTS])
        form.stage.roles["person"] = who
        subject = f"Về việc {topic}" + form.pick("", f" đối với {polite} {who.full_name}")
    else:
        subject = form.pick(*TOPICS[form.stage.layout])
    run = Run(subject, "bold", "subject_line", subject)
    pen.centred_lines(run, at=(pen.left + 25, pen.right - 25))
    if form.chance.random() < 0.7:
        middle = (pen.left + pen.right) / 2
        pen.canvas.rule(middle - 40, pen.y - 9, middle + 40, pen.y - 9)
    pen.skip(8)


def _addressed(form: Form) -> None:
    pen = form.pen
    several = form.chance.sample(ADDRESSEES, form.chance.choice((1, 1, 2, 3, 4)))
    pen.canvas.record(Run("", "regular", "recipients", several))
    how = form.pick("dash", "plain") if len(several) > 1 else "one"
    word = form.pick("Kính gửi:", "Kính gửi :") if how != "one" else "Kính gửi:"
    if how == "one":
        pen.line(Run(f"{word} {several[0]}{form.pick('', '.')}"), indent=70)
    elif how == "dash":
        pen.line(Run(word), indent=60)
        for number, one in enumerate(several, 1):
            pen.line(Run(f"- {one}{'.' if number == len(several) else ';'}"), indent=110)
    else:
        pen.line(Run(f"{word} - {several[0]};"), indent=60)
        for number, one in enumerate(several[1:], 2):
            pen.line(Run(f"- {one}{'.' if number == len(several) else ';'}"), indent=112)
    pen.skip(6)


def _body(form: Form) -> None:
    if form.stage.layout in ("letter_long", "submission_long", "report") or form.stage.layout == "invitation":
        _addressed(form)
    for text in form.chance.sample(BODIES, form.chance.choice((2, 3, 3))):
        form.say(text, indent=0)
        form.pen.skip(3)
    if form.stage.layout == "invitation":
        form.say("Thời gian: 08 giờ 00 phút, ngày 12 tháng 3 năm 2026. Địa điểm: Phòng họp số 2.")
    form.say(form.pick("Trân trọng./.", "Đề nghị các cơ quan, đơn vị nghiêm túc triển khai thực hiện./."))


def _person(form: Form, office: Office) -> None:
    who = form.stage.roles["person"]
    form.title(office.ruler, size=12.5, gap=0)
    form.say("Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;", "italic")
    form.say("Căn cứ Nghị định số 20/2021/NĐ-CP ngày 15 tháng 3 năm 2021 của Chính phủ;", "italic")
    form.say(
        form.pick(
            "Xét đề nghị của Trưởng phòng Lao động - Thương binh và Xã hội,",
            "Theo đề nghị của Trưởng phòng Văn hóa - Xã hội tại Tờ trình số 15/TTr-VHXH ngày 02/6/2024.",
        ),
        "italic",
    )
    form.title("QUYẾT ĐỊNH:", size=13, gap=0)
    {"person_list": _listed, "person_prose": _told, "person_plain": _plain}[form.stage.layout](form, who)
    form.pen.line(Run("Điều 2. ", "bold"), Run("Quyết định này có hiệu lực thi hành kể từ ngày ký ban hành."))
    form.pen.line(Run("Điều 3. ", "bold"), Run("Chánh Văn phòng, Thủ trưởng các cơ quan có liên quan và "
                                                "người có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này./."))  # fmt: skip


def _amount(form: Form) -> tuple[int, str]:
    amount = form.chance.choice((360_000, 540_000, 1_000_000, 2_055_000, 40_000_000, 12_650_000))
    return amount, form.pick(" đồng/tháng", " đồng", f" đồng (Bằng chữ: {money_in_words(amount)})", " đồng.")


def _listed(form: Form, who: Person) -> None:
    amount, tail = _amount(form)
    dash = form.pick("- ", "", "+ ")
    form.pen.line(
        Run("Điều 1. ", "bold"),
        Run(form.pick("Trợ cấp xã hội hằng tháng đối với:", "Hỗ trợ kinh phí cho đối tượng sau:")),
    )
    form.pen.line(
        Run(f"{dash}{form.pick('Họ và tên', 'Ông (Bà)', 'Họ, chữ đệm, tên')}: "),
        form.name("person_name", who.full_name, "bold"),
        indent=14,
    )
    form.pen.line(
        Run(f"{dash}{form.pick('Ngày, tháng, năm sinh', 'Sinh ngày', 'Ngày sinh')}: "),
        form.day("person_date_of_birth", who.born),
        indent=14,
    )
    form.pen.line(
        Run(f"{dash}{form.pick('Số CCCD', 'Căn cước công dân số', 'Số định danh cá nhân')}: "),
        form.value("person_id", who.personal_id, keep=True),
        indent=14,
    )
    form.pen.line(
        Run(f"{dash}{form.pick('Nơi thường trú', 'Địa chỉ thường trú', 'Hiện cư trú tại', 'Nơi ở hiện nay')}: "),
        form.value("person_residence", who.residence),
        indent=14,
    )
    form.pen.line(
        Run(f"{dash}{form.pick('Mức trợ cấp', 'Số tiền', 'Mức hưởng')}: "),
        form.value("amount", dotted(amount), str(amount), keep=True),
        Run(tail),
        indent=14,
    )


def _told(form: Form, who: Person) -> None:
    amount, tail = _amount(form)
    polite = "ông" if who.sex == "Nam" else "bà"
    form.pen.line(
        Run("Điều 1. ", "bold"), Run(f"{form.pick('Trợ cấp một lần cho', 'Hỗ trợ', 'Giải quyết chế độ trợ cấp đối với')} {polite} "),
        form.name("person_name", who.full_name, "bold"), Run(form.pick(", sinh ngày ", "; sinh ngày: ")),
        form.day("person_date_of_birth", who.born, form.pick("slashed", "worded", "dashed")),
        Run(form.pick(", CCCD số ", ", số định danh cá nhân ", "; căn cước công dân số: ")), form.value("person_id", who.personal_id, keep=True),
        Run(form.pick(", thường trú tại ", ", hiện cư trú tại ", "; địa chỉ: ")), form.value("person_residence", who.residence),
        Run(form.pick(", số tiền ", "; mức trợ cấp: ", ", với số tiền là: ")), form.value("amount", dotted(amount), str(amount), keep=True), Run(tail),
    )  # fmt: skip


def _plain(form: Form, who: Person) -> None:
    polite = "ông" if who.sex == "Nam" else "bà"
    form.pen.line(Run("Điều 1. ", "bold"), Run(f"{form.pick('Công nhận', 'Bổ nhiệm', 'Cho phép')} {polite} "), form.name("person_name", who.full_name, "bold"),
                  Run(", sinh ngày "), form.day("person_date_of_birth", who.born, "slashed"), Run(", số định danh cá nhân: "),
                  form.value("person_id", who.personal_id, keep=True), Run("; nơi cư trú: "), form.value("person_residence", who.residence),
                  Run(" được thực hiện theo quy định."))  # fmt: skip


def _end(form: Form, office: Office) -> None:
    pen, top = form.pen, form.pen.y
    small = _narrow(form)
    small.line(Run("Nơi nhận:", "bolditalic", size=11))
    for line in (
        "- Như trên;" if not KINDS[form.stage.layout][0] else "- Như Điều 3;",
        "- Chủ tịch, các PCT UBND;",
        "- Lưu: VT, NC.",
    ):
        small.y -= 5
        small.line(Run(line, size=9.8))
    pen.y = top
    signer = world.official(form.chance)
    capacity = [line for line in form.pick(*office.capacities).split("\n") if line]
    rank = capacity.pop()
    truth = " / ".join(capacity)
    runs = [Run(line, "bold", "signing_capacity", truth, size=11.5) for line in capacity]
    form.sign(
        (*runs, Run(rank, "bold", "signer_title", rank, size=11.5)),
        Run(signer, "bold", "signer", signer),
        seal=office.name.replace("\n", " "),
    )


def _narrow(form: Form) -> Writer:
    """A narrow pen for the list of recipients at the foot."""
    return Writer(form.pen.canvas, form.pen.hand, form.pen.left, form.pen.left + 185, form.pen.y)
