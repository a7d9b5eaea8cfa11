"""Enterprise certificates of other forms: one owner, several members, shares, private; of other years and provinces."""

from datetime import date

from samples.drawing import Run
from samples.papers.stage import Stage
from samples.people import Person
from samples.tables import table
from samples.variants import world
from samples.variants.form import Form, begin, more, written
from samples.words import dotted, money_in_words

LAYOUTS = ("one_owner", "members_open", "shares", "private", "year2012", "new_office")

FORMS = {
    "one_owner": "CÔNG TY TRÁCH NHIỆM HỮU HẠN MỘT THÀNH VIÊN",
    "members_open": "CÔNG TY TRÁCH NHIỆM HỮU HẠN HAI THÀNH VIÊN TRỞ LÊN",
    "year2012": "CÔNG TY TNHH HAI THÀNH VIÊN TRỞ LÊN",
    "shares": "CÔNG TY CỔ PHẦN",
    "new_office": "CÔNG TY CỔ PHẦN",
    "private": "DOANH NGHIỆP TƯ NHÂN",
}
OFFICES = (
    "SỞ KẾ HOẠCH VÀ ĐẦU TƯ\nTỈNH BÌNH THUẬN", "SỞ KẾ HOẠCH VÀ ĐẦU TƯ\nTHÀNH PHỐ HÀ NỘI", "SỞ KẾ HOẠCH VÀ ĐẦU TƯ TỈNH ĐẮK NÔNG",
    "SỞ KẾ HOẠCH VÀ ĐẦU TƯ\nTHÀNH PHỐ HỒ CHÍ MINH",
)  # fmt: skip


def draw(stage: Stage) -> None:
    """Prints the certificate of the stage's layout."""
    form = begin(stage, base=11.3, leaders=("none",))
    _head(form)
    boss = world.person(stage, "representative", born=(1958, 1992))
    capital = form.chance.choice((200, 900, 1_800, 3_600, 6_868, 20_000, 99_000)) * 1_000_000
    _names(form)
    _office(form)
    if stage.layout == "year2012":
        _industries(form)
    _capital(form, capital)
    if stage.layout in ("members_open", "year2012"):
        more(form, 170)
        _members(form, boss, capital)
    if stage.layout == "one_owner":
        _owner(form, boss)
    more(form, 260)
    _boss(form, boss)
    _sign(form)


def _head(form: Form) -> None:
    chance, layout = form.chance, form.stage.layout
    new = layout == "new_office"
    office = (
        form.pick("SỞ TÀI CHÍNH\nTỈNH LÂM ĐỒNG", "SỞ TÀI CHÍNH TỈNH ĐẮK LẮK", "SỞ TÀI CHÍNH\nTHÀNH PHỐ HUẾ")
        if new
        else form.pick(*OFFICES)
    )
    room = form.pick(
        "PHÒNG ĐĂNG KÝ KINH DOANH",
        "PHÒNG ĐĂNG KÝ KINH DOANH VÀ TÀI CHÍNH DOANH NGHIỆP" if new else "PHÒNG ĐĂNG KÝ KINH DOANH",
    )
    form.head(*(Run(line) for line in office.split("\n")), Run(room, "bold"), share=0.44)
    form.pen.skip(10)
    second = "" if layout != "year2012" else FORMS[layout]
    lines = [
        form.pick("GIẤY CHỨNG NHẬN ĐĂNG KÝ DOANH NGHIỆP", "GIẤY CHỨNG NHẬN\nĐĂNG KÝ DOANH NGHIỆP"),
        second or FORMS[layout],
    ]
    form.title(*"\n".join(lines).split("\n"), size=15)
    first = (
        world.day(chance, date(2009, 1, 1), date(2012, 1, 1))
        if layout == "year2012"
        else world.day(chance, date(2013, 1, 1), date(2021, 1, 1))
    )
    code = world.enterprise_code(chance)
    style = form.pick("spoken", "slashed")
    lead = "ngày " if style == "slashed" else ""
    rows: list[list[Run]] = [
        [Run("Mã số doanh nghiệp: "), form.value("enterprise_code", code, keep=True, style="bold")],
        [Run(f"Đăng ký lần đầu{form.pick(':', ',', '')} {lead}"), form.day("first_registered_on", first, style)],
    ]
    if chance.random() < 0.75:
        changed, number = world.day(chance, date(2022, 1, 5), date(2025, 2, 1)), str(chance.randrange(1, 15))
        if new:
            changed = world.day(chance, date(2025, 7, 10), date(2026, 8, 1))
        rows.append([Run(f"Đăng ký thay đổi lần thứ{form.pick(':', '')} "), form.value("change_no", number, keep=True),
                     Run(f", {lead}"), form.day("changed_on", changed, style)])  # fmt: skip
    _middle(form, rows)


def _middle(form: Form, rows: list[list[Run]]) -> None:
    """Lines centred under the title, or begun at one abscissa."""
    from samples.drawing import width_of

    pen, centred = form.pen, form.chance.random() < 0.6
    for runs in rows:
        wide = sum(width_of(run.text, run.family or pen.hand.family, run.style, pen.hand.size) for run in runs)
        x = (pen.left + pen.right - wide) / 2 if centred else pen.left + 60
        for run in runs:
            x = pen.canvas.put(run, x, pen.y, pen.hand.family, pen.hand.size)
        pen.y += pen.step
    pen.skip(4)


def _names(form: Form) -> None:
    vi, en, short = form.chance.choice(world.FIRMS)
    layout = form.stage.layout
    word = "doanh nghiệp" if layout == "private" else "công ty"
    kind = {"private": "DOANH NGHIỆP TƯ NHÂN", "shares": "CÔNG TY CỔ PHẦN", "new_office": "CÔNG TY CỔ PHẦN",
            "one_owner": form.pick("CÔNG TY TNHH MỘT THÀNH VIÊN", "CÔNG TY TNHH MTV")}.get(layout, "CÔNG TY TNHH")  # fmt: skip
    tail = {"shares": "JOINT STOCK COMPANY", "new_office": "JOINT STOCK COMPANY", "private": "PRIVATE ENTERPRISE"}.get(
        layout, "COMPANY LIMITED"
    )
    form.say(f"1. Tên {word}", "bold")
    plain = form.pick("", "")
    form.put(f"Tên {word} viết bằng tiếng Việt{plain}", form.value("name", f"{kind} {vi}"))
    foreign, brief = (f"{en} {tail}" if en else ""), short
    form.put(
        f"Tên {word} viết bằng tiếng nước ngoài" + form.pick("", " (nếu có)"),
        *([form.value("name_foreign", foreign)] if foreign else []),
    )
    form.put(f"Tên {word} viết tắt" + form.pick("", " (nếu có)"), *([form.value("name_short", brief)] if brief else []))


def _office(form: Form) -> None:
    new = form.stage.layout == "new_office"
    where = world.home(form.chance, world.place(form.chance, date(2026, 1, 1) if new else date(2022, 1, 1)))
    address = where + form.pick("", ", Việt Nam")
    form.say("2. Địa chỉ trụ sở chính", "bold")
    if form.chance.random() < 0.7:
        form.pen.line(form.value("address", address))
    else:
        form.put("Địa chỉ trụ sở chính", form.value("address", address))
    digits = form.pick("0901234567", "0977 888 123", "02523 822 114", "028.38221144", "")
    phone = form.value("phone", digits, "".join(one for one in digits if one.isdigit()) or None, keep=True)
    mail = form.pick("", "congty.abc@mail.example.vn", "info@hoanggia.example.vn")
    how = form.chance.random()
    email = form.value("email", mail, mail or None, keep=True)
    if how < 0.5:
        form.side((0.0, "Điện thoại", phone), (0.5, "Fax", Run("")))
        form.side((0.0, "Email", email), (0.6, "Website", Run("")))
    else:
        form.put("Số điện thoại", phone)
        form.put(form.pick("Thư điện tử", "Email"), email)


def _industries(form: Form) -> None:
    form.say("3. Ngành, nghề kinh doanh", "bold")
    trades = form.chance.sample(world.TRADES, form.chance.randrange(2, 6))
    form.pen.skip(4)
    order = form.chance.random() < 0.5
    main = form.chance.randrange(len(trades))
    rows = []
    for number, (code, title) in enumerate(trades):
        text = title + (" (Chính)" if number == main else "")
        rows.append((Run(str(number + 1)), Run(text), Run(code)) if order else (Run(code), Run(text)))
    heads = ("STT", "Tên ngành", "Mã ngành") if order else ("Mã ngành", "Tên ngành, nghề")
    table(form.pen, (1, 9, 2) if order else (2, 9), heads, rows, rules=form.pick("all", "none", "rows"))
    form.pen.canvas.record(Run("", "regular", "industries", [{"code": code, "name": title} for code, title in trades]))


def _capital(form: Form, capital: int) -> None:
    number = {"year2012": 4}.get(form.stage.layout, 3)
    label = "Vốn đầu tư" if form.stage.layout == "private" else form.pick("Vốn điều lệ", "Vốn điều lệ")
    value = form.value("charter_capital", dotted(capital), str(capital), keep=True)
    words = money_in_words(capital)
    if form.chance.random() < 0.5:
        form.pen.line(Run(f"{number}. {label}: ", "bold"), value, Run(f" {form.pick('đồng', 'VNĐ', 'đồng Việt Nam')}."))
        form.put("Bằng chữ", Run(words))
    else:
        form.pen.line(Run(f"{number}. {label}", "bold"))
        form.pen.line(value, Run(f" đồng (Bằng chữ: {words})"))
    if form.stage.layout in ("shares", "new_office"):
        form.put("Mệnh giá cổ phần", Run("10.000 đồng"))
        form.put("Tổng số cổ phần", Run(dotted(capital // 10_000)))


def _members(form: Form, boss: Person, capital: int) -> None:
    share = capital * form.chance.choice((40, 50, 65)) // 100
    third = capital * 20 // 100
    others = [world.person(form.stage, "member2", born=(1960, 1995))]
    parts = [share, capital - share]
    if form.chance.random() < 0.5:
        others.append(world.person(form.stage, "member3", born=(1960, 1995)))
        parts = [share, capital - share - third, third]
    people = [boss, *others]
    for role in ("member2", "member3"):
        form.stage.roles.pop(role, None)
    form.say(
        f"{form.pick('4', '5')}. {form.pick('Danh sách thành viên góp vốn', 'Thông tin về thành viên góp vốn')}", "bold"
    )
    columns = form.pick("long", "short", "id_first")
    rows = [
        _member(number, who, part, capital, columns)
        for number, (who, part) in enumerate(zip(people, parts, strict=True), 1)
    ]
    form.pen.skip(4)
    heads, widths = {
        "long": (("STT", "Tên thành viên", "Quốc tịch", "Địa chỉ liên lạc đối với cá nhân; địa chỉ trụ sở chính đối với tổ chức",
                  "Giá trị phần vốn góp (VNĐ)", "Tỷ lệ (%)", "Số giấy tờ pháp lý của cá nhân"), (0.8, 2.3, 1.2, 3.2, 2.2, 1.2, 2.5)),
        "short": (("STT", "Tên thành viên", "Số giấy tờ pháp lý", "Giá trị vốn góp (đồng)"), (0.8, 3, 2.6, 2.6)),
        "id_first": (("TT", "Số CMND/CCCD", "Họ và tên", "Nơi đăng ký hộ khẩu thường trú", "Phần vốn góp", "Tỷ lệ"), (0.7, 2.4, 2.4, 3.4, 2.2, 1)),
    }[columns]  # fmt: skip
    table(form.pen, widths, heads, rows, size=9.3 * form.stage.shrink, rules=form.pick("all", "all", "rows"))
    truth = [
        {"name": who.full_name, "id": who.personal_id, "contribution": str(part)}
        for who, part in zip(people, parts, strict=True)
    ]
    form.pen.canvas.record(Run("", "regular", "members", truth))


def _member(number: int, who: Person, part: int, capital: int, columns: str) -> tuple[Run, ...]:
    rate = Run(f"{part * 100 / capital:.2f}".rstrip("0").rstrip(".").replace(".", ","))
    first, name, number_, money = Run(str(number)), Run(who.full_name), Run(who.personal_id), Run(dotted(part))
    return {
        "long": (first, name, Run("Việt Nam"), Run(who.residence), money, rate, number_),
        "short": (first, name, number_, money),
        "id_first": (first, number_, name, Run(who.residence), money, rate),
    }[columns]


def _owner(form: Form, boss: Person) -> None:
    form.say("4. Thông tin về chủ sở hữu", "bold")
    other = world.person(form.stage, "owner", born=(1955, 1985))
    form.stage.roles.pop("owner")
    who = form.chance.choice((boss, other))
    form.side((0.0, "Họ và tên", Run(who.full_name.upper())), (0.65, "Giới tính", Run(who.sex)))
    form.side((0.0, "Ngày, tháng, năm sinh", Run(written(who.born, "slashed"))), (0.5, "Dân tộc", Run(who.ethnicity)))
    form.put("Số giấy tờ pháp lý của cá nhân", Run(who.personal_id, keep=True))
    form.put("Địa chỉ thường trú", Run(who.residence))


def _boss(form: Form, who: Person) -> None:
    private = form.stage.layout == "private"
    title = (
        "Thông tin về chủ doanh nghiệp"
        if private
        else form.pick("Người đại diện theo pháp luật của công ty", "Người đại diện theo pháp luật")
    )
    form.say(f"{form.pick('4', '5', '6')}. {title}", "bold")
    star = form.pick("* ", "", "- ")
    name = form.name("representative_name", who.full_name)
    sex = form.value("representative_sex", who.sex)
    if form.chance.random() < 0.6:
        form.side((0.0, f"{star}Họ và tên", name), (0.66, "Giới tính", sex))
    else:
        form.put(f"{star}Họ, chữ đệm và tên", name)
        form.put("Giới tính", sex)
    if not private:
        form.put("Chức danh", Run(form.pick("Giám đốc", "Tổng giám đốc", "Chủ tịch Hội đồng thành viên")))
    born = form.day("representative_date_of_birth", who.born, form.pick("slashed", "dashed"))
    cells = [
        (form.pick("Sinh ngày", "Ngày, tháng, năm sinh"), born),
        ("Dân tộc", Run(who.ethnicity)),
        ("Quốc tịch", Run("Việt Nam", keep=True)),
    ]
    form.side(*((share, *cell) for share, cell in zip((0.0, 0.45, 0.7), cells, strict=True)))
    _boss_papers(form, who)


def _boss_papers(form: Form, who: Person) -> None:
    old = form.stage.layout == "year2012"
    form.put("Loại giấy tờ chứng thực cá nhân" if old else form.pick("Loại giấy tờ pháp lý của cá nhân", "Loại giấy tờ"),
             Run(form.pick("Căn cước công dân", "Thẻ căn cước công dân", "Căn cước")))  # fmt: skip
    label = (
        "Số giấy chứng thực cá nhân"
        if old
        else form.pick("Số giấy tờ pháp lý của cá nhân", "Số định danh cá nhân", "Số giấy tờ")
    )
    form.put(label, form.value("representative_id", who.personal_id, keep=True))
    issued = form.day("representative_id_issued_on", who.id_issued_on, "slashed")
    form.side(
        (0.0, "Ngày cấp", issued),
        (0.35, "Nơi cấp", Run(form.pick("Cục Cảnh sát QLHC về TTXH", "Bộ Công an"), keep=True)),
    )
    home = "Nơi đăng ký hộ khẩu thường trú" if old else form.pick("Địa chỉ thường trú", "Nơi thường trú")
    form.put(home, form.value("representative_residence", who.residence))
    form.put("Chỗ ở hiện tại" if old else "Địa chỉ liên lạc", Run(who.residence))


def _sign(form: Form) -> None:
    signer = world.official(form.chance)
    titles = form.pick("TRƯỞNG PHÒNG", "KT. TRƯỞNG PHÒNG\nPHÓ TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG").split("\n")
    form.sign(tuple(titles), form.value("signer", signer, style="bold"), seal="PHÒNG ĐĂNG KÝ KINH DOANH")
