"""Giấy chứng nhận đăng ký doanh nghiệp: one page or two, with members and, on older ones, industries."""

from datetime import date
from typing import Any

from samples.companies import Company
from samples.drawing import Run, width_of
from samples.papers.stage import Stage, head, sign_off
from samples.people import Person, official
from samples.tables import table
from samples.words import dotted, money_in_words, slashed, spoken
from samples.writing import Overfull, Writer

LAYOUTS = ("planning", "finance", "industries")
"""Issued by the planning department, by the finance department (since 2025), and the older form with industries."""


def draw(stage: Stage) -> None:
    """Prints the certificate of the stage's layout."""
    company = stage.company()
    writer = stage.writer(stage.hand(size=11.5, leader="none", leading=1.38), left=68)
    _head(stage, writer, company)
    _names(writer, company)
    _office(stage, writer, company)
    if stage.layout == "industries":
        _industries(writer, company)
    number = 5 if stage.layout == "industries" else 4
    _capital(writer, company, number - 1)
    if company.members:
        _room(stage, writer, 190)
        _members(stage, writer, company, number)
        number += 1
    _room(stage, writer, 310)
    _representative(stage, writer, company.representative, number)
    writer.skip(10)
    sign_off(
        stage,
        writer,
        (310.0, writer.right),
        (Run(stage.chance.choice(("TRƯỞNG PHÒNG", "KT. TRƯỞNG PHÒNG")), "bold"),),
        Run(name := official(stage.chance), "bold", "signer", name),
        seal="PHÒNG ĐĂNG KÝ KINH DOANH * TỈNH LÂM ĐỒNG",
    )


def _room(stage: Stage, writer: Writer, needed: float) -> None:
    """Goes on to a new page when fewer points are left than needed."""
    if writer.y + needed > writer.canvas.height - 30:
        fresh = stage.writer(writer.hand, left=writer.left)
        writer.canvas, writer.y = fresh.canvas, 60


def _head(stage: Stage, writer: Writer, company: Company) -> None:
    finance = stage.layout == "finance"
    department = "SỞ TÀI CHÍNH TỈNH LÂM ĐỒNG" if finance else "SỞ KẾ HOẠCH VÀ ĐẦU TƯ TỈNH LÂM ĐỒNG"
    writer.y = 50
    head(writer, (Run(department), Run("PHÒNG ĐĂNG KÝ KINH DOANH", "bold")))
    writer.skip(16)
    writer.centred("GIẤY CHỨNG NHẬN ĐĂNG KÝ DOANH NGHIỆP", size=15, style="bold")
    writer.centred(company.legal_form, size=11.5, style="bold", gap=6)
    for label, run in _registered(stage, company):
        _centred_pair(writer, label, run)
    writer.skip(6)


def _registered(stage: Stage, company: Company) -> list[tuple[str, tuple[Run, ...]]]:
    first = company.first_registered_on
    say = _in_words if stage.chance.random() < 0.5 else _in_figures
    mark = stage.chance.choice((":", ","))
    lines: list[tuple[str, tuple[Run, ...]]] = [
        ("Mã số doanh nghiệp: ", (_value("enterprise_code", company.enterprise_code, "bold"),)),
        (f"Đăng ký lần đầu{mark} ", (_value("first_registered_on", say(first), truth=first.isoformat()),)),
    ]
    if company.changed_on:
        changed = _value("changed_on", say(company.changed_on), truth=company.changed_on.isoformat())
        number = _value("change_no", str(company.change_no))
        lines.append(("Đăng ký thay đổi lần thứ: ", (number, Run(", "), changed)))
    return lines


def _in_words(day: date) -> str:
    return f"ngày {spoken(day)}"


def _in_figures(day: date) -> str:
    return f"ngày {slashed(day)}"


def _value(field: str, text: str, style: str = "regular", *, truth: Any = None) -> Run:
    return Run(text, style, field, text if truth is None else truth, keep=True)


def _centred_pair(writer: Writer, label: str, runs: tuple[Run, ...]) -> None:
    """Prints label and values as one centred line."""
    whole = (Run(label, "italic" if label[0] == "Đ" else "bold"), *runs)
    widths = [width_of(run.text, writer.hand.family, run.style, writer.hand.size) for run in whole]
    if sum(widths) > writer.right - writer.left:
        raise Overfull(label)
    x = (writer.left + writer.right - sum(widths)) / 2
    for run in whole:
        x = writer.canvas.put(run, x, writer.y, writer.hand.family, writer.hand.size)
    writer.y += writer.step


def _names(writer: Writer, company: Company) -> None:
    writer.line(Run("1. Tên công ty", "bold"))
    writer.line(writer.label("Tên công ty viết bằng tiếng Việt"), Run(company.name, "regular", "name", company.name))
    writer.line(
        writer.label("Tên công ty viết bằng tiếng nước ngoài"),
        Run(company.name_foreign, "regular", "name_foreign", company.name_foreign or None),
    )
    writer.line(
        writer.label("Tên công ty viết tắt"),
        Run(company.name_short, "regular", "name_short", company.name_short or None),
    )
    writer.skip(3)


def _office(stage: Stage, writer: Writer, company: Company) -> None:
    writer.line(Run("2. Địa chỉ trụ sở chính", "bold"))
    address = Run(company.address, "regular", "address", company.address)
    if stage.chance.random() < 0.4:
        writer.line(writer.label("Địa chỉ trụ sở chính"), address)
    else:
        writer.line(address)
    phone = "".join(letter for letter in company.phone if letter.isdigit())
    writer.row(
        (0.0, [writer.label("Điện thoại"), Run(company.phone, "regular", "phone", phone or None, keep=True)]),
        (0.5, [writer.label("Fax")]),
    )
    writer.row(
        (0.0, [writer.label("Email"), Run(company.email, "regular", "email", company.email or None)]),
        (0.6, [writer.label("Website")]),
    )
    writer.skip(3)


def _industries(writer: Writer, company: Company) -> None:
    writer.line(Run("3. Ngành, nghề kinh doanh", "bold"))
    rows = [
        (Run(str(number)), Run(name + (" (Chính)" if number == 1 else "")), Run(code))
        for number, (code, name) in enumerate(company.industries, 1)
    ]
    writer.skip(4)
    table(writer, (1, 9, 2.2), ("STT", "Tên ngành", "Mã ngành"), rows)
    truth = [{"code": code, "name": name} for code, name in company.industries]
    writer.canvas.record(Run("", "regular", "industries", truth))


def _capital(writer: Writer, company: Company, number: int) -> None:
    truth = str(company.charter_capital)
    writer.line(
        Run(f"{number}. Vốn điều lệ: ", "bold"),
        Run(dotted(company.charter_capital), "regular", "charter_capital", truth, keep=True),
        Run(" đồng"),
    )
    writer.line(writer.label("Bằng chữ"), Run(money_in_words(company.charter_capital), "italic"))
    writer.skip(3)


def _members(stage: Stage, writer: Writer, company: Company, number: int) -> None:
    writer.line(Run(f"{number}. Danh sách thành viên góp vốn", "bold"))
    writer.skip(4)
    rows = [
        (
            Run(str(place)),
            Run(who.full_name.upper() if stage.layout == "industries" else who.full_name),
            Run(who.residence),
            Run(dotted(part)),
            Run(f"{part * 100 / company.charter_capital:.2f}".replace(".", ",")),
            Run(who.personal_id),
        )
        for place, (who, part) in enumerate(company.members, 1)
    ]
    heads = ("STT", "Tên thành viên", "Địa chỉ liên lạc", "Giá trị phần vốn góp (VNĐ)", "Tỷ lệ (%)",
             "Số giấy tờ pháp lý")  # fmt: skip
    table(writer, (0.9, 2.6, 4, 2.4, 1.4, 2.5), heads, rows, size=9.5)
    truth = [
        {"name": row[1].text, "id": who.personal_id, "contribution": str(part)}
        for row, (who, part) in zip(rows, company.members, strict=True)
    ]
    writer.canvas.record(Run("", "regular", "members", truth))


def _representative(stage: Stage, writer: Writer, who: Person, number: int) -> None:
    writer.line(Run(f"{number}. Người đại diện theo pháp luật của công ty", "bold"))
    shown = who.full_name.upper()
    writer.row(
        (0.0, [writer.label("* Họ và tên"), Run(shown, "regular", "representative_name", shown, keep=True)]),
        (0.62, [writer.label("Giới tính"), Run(who.sex, "regular", "representative_sex", who.sex)]),
    )
    title = "Giám đốc" if stage.chance.random() < 0.7 else "Chủ tịch công ty kiêm Giám đốc"
    writer.line(writer.label("Chức danh"), Run(title))
    born = Run(slashed(who.born), "regular", "representative_date_of_birth", who.born.isoformat(), keep=True)
    writer.row(
        (0.0, [writer.label("Sinh ngày"), born]),
        (0.34, [writer.label("Dân tộc"), Run(who.ethnicity)]),
        (0.62, [writer.label("Quốc tịch"), Run(who.nationality, keep=True)]),
    )
    kind = stage.chance.choice(("Thẻ căn cước công dân", "Căn cước công dân"))
    writer.line(writer.label("Loại giấy tờ pháp lý của cá nhân"), Run(kind))
    writer.line(
        writer.label("Số giấy tờ pháp lý của cá nhân"),
        Run(who.personal_id, "regular", "representative_id", who.personal_id, keep=True),
    )
    issued: date = who.id_issued_on
    writer.row(
        (0.0, [writer.label("Ngày cấp"),
               Run(slashed(issued), "regular", "representative_id_issued_on", issued.isoformat(), keep=True)]),
        (0.34, [writer.label("Nơi cấp"), Run("Cục Cảnh sát quản lý hành chính về trật tự xã hội")]),
    )  # fmt: skip
    residence = Run(who.residence, "regular", "representative_residence", who.residence)
    writer.line(writer.label(stage.chance.choice(("Địa chỉ thường trú", "Nơi đăng ký hộ khẩu thường trú"))), residence)
    writer.line(writer.label("Địa chỉ liên lạc"), Run(who.residence))
