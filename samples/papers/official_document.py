"""Administrative documents: decisions (some on one person), letters, notices; with incoming stamps."""

from collections.abc import Callable
from datetime import date, timedelta

from samples import marks
from samples.drawing import Box, Run, width_of
from samples.offices import ADDRESSEES, GENERAL, GRANTS, LETTERS, OFFICES, Office
from samples.papers.stage import Stage, dated, fitting, head, sign_off
from samples.people import Person, official
from samples.words import dotted, money_in_words, slashed
from samples.writing import Writer

LAYOUTS = ("decision_person", "decision", "letter", "notice", "submission")


def draw(stage: Stage) -> None:
    """Prints the document of the stage's layout."""
    office = stage.chance.choice(OFFICES)
    day = stage.day(date(2025, 7, 15), date(2026, 10, 20))
    writer = stage.writer(stage.hand(size=12.5, leader="none"), left=72)
    kinds: dict[str, tuple[str, Callable[[Stage, Writer, Office], None]]] = {
        "decision_person": ("QĐ", _decision_person),
        "decision": ("QĐ", _decision),
        "letter": ("", _letter),
        "notice": ("TB", _notice),
        "submission": ("TTr", _submission),
    }
    symbol, body = kinds[stage.layout]
    _head(stage, writer, office, day, symbol)
    body(stage, writer, office)
    writer.skip(8)
    _end(stage, writer, office, symbol)


def _head(stage: Stage, writer: Writer, office: Office, day: date, symbol: str) -> None:
    chance = stage.chance
    above = (Run(office.above),) if office.above else ()
    head(writer, (*above, *_agency(office.name, bold=True)))
    number = f"{chance.randrange(3, 1900):02d}"
    number += f"/{symbol}-{office.symbol}" if symbol else f"/{office.symbol}-{chance.choice(('VP', 'HCTP', 'KSTT'))}"
    y = writer.y
    at = (writer.left - 25, writer.left - 25 + 0.42 * (writer.right - writer.left))
    _centred_number(writer, number, at)
    low = writer.y
    writer.y = y
    writer.canvas.record(Run("", "regular", "place", office.seat))
    dated(writer, f"{office.seat}, ngày ", day, field="issued_on", at=(at[1] + 8, writer.right + 22))
    writer.y = low
    if symbol == "":
        subject = f"V/v {chance.choice(LETTERS)}"
        run = Run(subject, "regular", "subject_line", subject, size=11.0)
        writer.centred_lines(run, size=11.0, at=at)
    if chance.random() < 0.3:
        _urgent(stage, writer, at)
    if chance.random() < 0.45:
        _incoming(stage, writer, day)
    writer.y = max(writer.y, 150) + 12


def _agency(name: str, *, bold: bool) -> tuple[Run, ...]:
    """The issuer's name, on two lines when long; the truth is the whole."""
    style = "bold" if bold else "regular"
    words = name.split()
    if len(words) < 6:
        return (Run(name, style, "issued_by", name),)
    lines = " ".join(words[:4]), " ".join(words[4:])
    return tuple(Run(line, style, "issued_by", name) for line in lines)


def _centred_number(writer: Writer, number: str, at: tuple[float, float]) -> None:
    label = Run("Số: ")
    wide = fitting("Số: " + number, writer.hand.family, "regular", 12.0, at[1] - at[0])
    x = sum(at) / 2 - 0.5 * _width(writer, "Số: " + number, wide)
    x = writer.canvas.put(label, x, writer.y, writer.hand.family, wide)
    writer.canvas.put(Run(number, "regular", "number", number), x, writer.y, writer.hand.family, wide)
    writer.y += 17


def _width(writer: Writer, text: str, size: float) -> float:
    return width_of(text, writer.hand.family, "regular", size)


def _urgent(stage: Stage, writer: Writer, at: tuple[float, float]) -> None:
    word = stage.chance.choice(("KHẨN", "HỎA TỐC", "THƯỢNG KHẨN"))
    middle, y = sum(at) / 2, writer.y + 8
    wide = _width(writer, word, 13) / 2 + 14
    writer.canvas.ops.append(Box(x0=middle - wide, y0=y - 5, x1=middle + wide, y1=y + 17, outline=(200, 30, 40)))
    writer.y = y + 11
    writer.centred_run(Run(word, "bold", "urgency", word), size=13, at=at)


def _incoming(stage: Stage, writer: Writer, day: date) -> None:
    """The stamp of the office that received the document, at the left margin of the head's foot."""
    received = day + timedelta(days=stage.chance.randrange(1, 9))
    left, top = writer.left - 38, writer.y + 8
    canvas, family = writer.canvas, "liberation-sans"
    canvas.ops.append(Box(x0=left, y0=top, x1=left + 150, y1=top + 48, outline=marks.RED))
    canvas.put(Run("ĐẾN", "bold"), left + 8, top + 27, family, 12, marks.RED)
    canvas.put(Run(f"Số: {stage.chance.randrange(100, 9000)}"), left + 50, top + 16, family, 9.5, marks.RED)
    x = canvas.put(Run("Ngày: "), left + 50, top + 30, family, 9.5, marks.RED)
    text = slashed(received)
    canvas.put(Run(text, "regular", "received_on", received.isoformat()), x, top + 30, family, 9.5, marks.RED)
    canvas.put(Run("Chuyển:"), left + 50, top + 43, family, 9.5, marks.RED)
    writer.y = top + 56


def _title(writer: Writer, kind: str, subject: str, *, printed: bool = True) -> None:
    writer.centred_run(Run(kind, "bold", "kind", kind), size=14.5)
    run = Run(subject, "bold", "subject_line", subject)
    writer.centred_lines(run, at=(writer.left + 30, writer.right - 30))
    middle = (writer.left + writer.right) / 2
    if printed:
        writer.canvas.rule(middle - 45, writer.y - 9, middle + 45, writer.y - 9)
    writer.skip(12)


def _grounds(writer: Writer, office: Office, *grounds: str) -> None:
    ruler = office.rank if not office.whole else f"{office.rank} {office.name}"
    title = ruler if office.whole else f"{office.rank} {office.name} TỈNH LÂM ĐỒNG"
    size = fitting(title, writer.hand.family, "bold", 12.5, writer.right - writer.left)
    writer.centred(title, size=size, style="bold", gap=4)
    for ground in grounds:
        writer.line(Run(ground, "italic"), indent=0)
    writer.centred("QUYẾT ĐỊNH:", size=13, style="bold", gap=3)


def _decision_person(stage: Stage, writer: Writer, office: Office) -> None:
    who = stage.person("person", born=(1945, 1975))
    grant, verb, sums = stage.chance.choice(GRANTS)
    polite = "ông" if who.sex == "Nam" else "bà"
    _title(writer, "QUYẾT ĐỊNH", f"Về việc {grant} đối với {polite} {who.full_name}")
    _grounds(
        writer, office,
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
        f"Xét đơn đề nghị của {polite} {who.full_name} và hồ sơ kèm theo.",
    )  # fmt: skip
    amount = stage.chance.choice(sums)
    _granted(stage, writer, who, f"{verb} cho {polite}", amount)
    writer.line(Run("Điều 2. ", "bold"), Run("Quyết định này có hiệu lực kể từ ngày ký."))
    writer.line(
        Run("Điều 3. ", "bold"),
        Run(f"Chánh Văn phòng, các cơ quan liên quan và {polite} có tên tại Điều 1 chịu trách nhiệm thi hành./."),
    )


def _granted(stage: Stage, writer: Writer, who: Person, verb: str, amount: int) -> None:
    name = Run(who.full_name, "bold", "person_name", who.full_name, keep=True)
    born = Run(slashed(who.born), "regular", "person_date_of_birth", who.born.isoformat(), keep=True)
    number = Run(who.personal_id, "regular", "person_id", who.personal_id, keep=True)
    home = Run(who.residence, "regular", "person_residence", who.residence)
    money = Run(dotted(amount), "regular", "amount", str(amount), keep=True)
    words = Run(f" đồng (Bằng chữ: {money_in_words(amount)}).")
    if stage.chance.random() < 0.5:
        writer.line(Run("Điều 1. ", "bold"), Run(f"{verb} "), name, Run(", sinh ngày "), born,
                    Run(", số định danh cá nhân "), number, Run(", nơi cư trú: "), home,
                    Run(", với số tiền là "), money, words)  # fmt: skip
        return
    writer.line(Run("Điều 1. ", "bold"), Run(f"{verb} có tên sau đây:"))
    writer.line(Run("- Họ và tên: "), name, indent=16)
    writer.line(Run("- Ngày sinh: "), born, indent=16)
    writer.line(Run("- Số CCCD/Số định danh cá nhân: "), number, indent=16)
    writer.line(Run("- Nơi cư trú: "), home, indent=16)
    writer.line(Run("- Số tiền: "), money, words, indent=16)


def _decision(stage: Stage, writer: Writer, office: Office) -> None:
    topic = stage.chance.choice(GENERAL)
    lead = stage.chance.choice(("Về việc ", ""))
    _title(writer, "QUYẾT ĐỊNH", lead + (topic if lead else topic[0].upper() + topic[1:]))
    _grounds(
        writer, office,
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
        "Căn cứ Nghị định số 118/2025/NĐ-CP ngày 09 tháng 6 năm 2025 của Chính phủ;",
        "Theo đề nghị của Chánh Văn phòng.",
    )  # fmt: skip
    writer.line(
        Run("Điều 1. ", "bold"), Run(f"{topic[0].upper()}{topic[1:]} với các nội dung kèm theo Quyết định này.")
    )
    writer.line(Run("Điều 2. ", "bold"), Run("Quyết định này có hiệu lực thi hành kể từ ngày ký."))
    writer.line(Run("Điều 3. ", "bold"), Run("Chánh Văn phòng và Thủ trưởng các cơ quan liên quan chịu trách nhiệm "
                                              "thi hành Quyết định này./."))  # fmt: skip


def _letter(stage: Stage, writer: Writer, office: Office) -> None:
    writer.canvas.record(Run("", "regular", "kind", "CÔNG VĂN"))
    _addressed(stage, writer)
    _paragraphs(writer, office)


def _addressed(stage: Stage, writer: Writer) -> None:
    """Kính gửi, one addressee beside it or several below."""
    addressed = sorted(stage.chance.sample(ADDRESSEES, stage.chance.choice((1, 2, 3))))
    writer.canvas.record(Run("", "regular", "recipients", addressed))
    writer.skip(6)
    if len(addressed) == 1:
        writer.line(Run(f"Kính gửi: {addressed[0]}"), indent=90)
    else:
        writer.line(Run("Kính gửi:"), indent=90)
        for number, one in enumerate(addressed, 1):
            writer.line(Run(f"- {one}{'.' if number == len(addressed) else ';'}"), indent=120)
    writer.skip(8)


def _paragraphs(writer: Writer, office: Office) -> None:
    name = office.name.capitalize() if not office.whole else "Ủy ban nhân dân"
    for text in (
        f"{name} nhận được phản ánh về tiến độ số hóa hồ sơ, kết quả giải quyết thủ tục hành chính tại các đơn vị.",
        "Đề nghị các cơ quan, đơn vị khẩn trương rà soát, thống kê các kết quả còn hiệu lực, tổ chức số hóa và cập "
        "nhật vào kho dữ liệu theo đúng quy định; gửi kết quả về cơ quan đầu mối để tổng hợp.",
        "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, đề nghị phản ánh kịp thời để được hướng dẫn./.",
    ):
        writer.line(Run(text), indent=0)
        writer.skip(4)


def _notice(stage: Stage, writer: Writer, office: Office) -> None:
    topic = stage.chance.choice(LETTERS)
    _title(writer, "THÔNG BÁO", stage.chance.choice((f"Về việc {topic}", "Kết luận cuộc họp về chuyển đổi số quý III")))
    _paragraphs(writer, office)


def _submission(stage: Stage, writer: Writer, office: Office) -> None:
    _title(writer, "TỜ TRÌNH", f"Về việc {stage.chance.choice(GENERAL)}")
    _addressed(stage, writer)
    _paragraphs(writer, office)


def _end(stage: Stage, writer: Writer, office: Office, symbol: str) -> None:
    top = writer.y
    small = Writer(writer.canvas, writer.hand, writer.left, writer.left + 190, top)
    small.line(Run("Nơi nhận:", "bolditalic", size=11))
    for line in ("- Như trên;" if symbol in ("", "TTr") else "- Như Điều 3;", "- Lưu: VT."):
        small.y -= 5
        small.line(Run(line, size=10))
    titles = _titles(stage, office)
    name = official(stage.chance)
    shown = tuple(Run(text, "bold", field, truth, size=11.5) for text, field, truth in titles)
    seal = f"{office.name} * {office.above or 'VIỆT NAM'}"[:58]
    sign_off(stage, writer, (300.0, writer.right + 15), shown, Run(name, "bold", "signer", name), seal=seal)


def _titles(stage: Stage, office: Office) -> list[tuple[str, str, str]]:
    """The lines above the signature with their fields: on whose behalf, in whose stead, and the signer's rank."""
    capacity = [f"TM. {office.whole}"] if office.whole else []
    acting = stage.chance.random() < 0.5
    if acting:
        capacity.append(f"KT. {office.rank}")
    truth = " / ".join(capacity)
    lines = [(text, "signing_capacity", truth) for text in capacity]
    rank = office.deputy if acting else office.rank
    return [*lines, (rank, "signer_title", rank)]
