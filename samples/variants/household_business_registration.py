"""Household business certificates: of the districts before July 2025, of the communes since; table or plain lists."""

from datetime import date

from samples.drawing import Run
from samples.papers.stage import Stage
from samples.people import Person
from samples.tables import table
from samples.variants import world
from samples.variants.form import Form, begin
from samples.words import dotted, money_in_words

LAYOUTS = ("district", "district_list", "commune_twelve", "commune_tax")

NAMES = ("HỘ KINH DOANH BÍCH THỦY", "TẠP HÓA ÚT BÉ", "Hộ kinh doanh Trà sữa Mây", "QUÁN CƠM TẤM SÀI GÒN 79", "NHÀ NGHỈ HẢI ÂU",
         "CỬA HÀNG VẬT TƯ NÔNG NGHIỆP TÁM HIỀN", "HKD SỬA XE ANH DŨNG")  # fmt: skip


def draw(stage: Stage) -> None:
    """Prints the certificate of the stage's layout."""
    chance = stage.chance
    old = stage.layout.startswith("district")
    day = world.day(chance, *((date(2013, 1, 1), date(2025, 6, 15)) if old else (date(2025, 7, 5), date(2026, 9, 1))))
    office = world.place(chance, day)
    who = world.person(stage, "owner", born=(1958, 2000), day=day)
    form = begin(stage, base=12.0, leaders=("none", "none", "after"))
    _head(form, office, day)
    form.put(
        f"1. Tên hộ kinh doanh{form.pick('', ' (ghi bằng chữ in hoa)') if old else ''}",
        form.value("name", form.pick(*NAMES)),
    )
    label = (
        form.pick("2. Địa điểm kinh doanh", "2. Địa chỉ kinh doanh")
        if old
        else form.pick("2. Địa chỉ trụ sở hộ kinh doanh", "2. Trụ sở hộ kinh doanh")
    )
    form.put(label, form.value("address", world.home(chance, office)))
    form.side((0.0, "Điện thoại", Run(form.pick("", "0918 222 333"))), (0.5, "Email", Run("")))
    _trades(form)
    capital = chance.choice((30, 75, 150, 500, 1_200)) * 1_000_000
    money = form.value("capital", dotted(capital), str(capital), keep=True)
    form.put(
        "4. Vốn kinh doanh",
        money,
        Run(form.pick(" đồng", " đồng.", f" đồng (Bằng chữ: {money_in_words(capital)})", " VNĐ")),
    )
    _owner(form, who, old=old)
    signer = world.official(chance)
    titles = form.pick("TRƯỞNG PHÒNG", "KT. TRƯỞNG PHÒNG\nPHÓ TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG").split("\n")
    form.sign(tuple(titles), form.value("signer", signer, style="bold"), seal=world.committee(office))


def _head(form: Form, office: tuple[str, ...], day: date) -> None:
    chance, old = form.chance, form.stage.layout.startswith("district")
    room = "PHÒNG TÀI CHÍNH - KẾ HOẠCH" if old else form.pick("PHÒNG KINH TẾ", "PHÒNG KINH TẾ, HẠ TẦNG VÀ ĐÔ THỊ")
    form.head(Run(world.committee(office, 1 if old else 0)), Run(room, "bold"), share=0.44)
    form.pen.skip(8)
    form.title(
        *form.pick("GIẤY CHỨNG NHẬN ĐĂNG KÝ HỘ KINH DOANH", "GIẤY CHỨNG NHẬN\nĐĂNG KÝ HỘ KINH DOANH").split("\n"),
        size=16,
    )
    who = form.stage.roles["owner"]
    number = {
        "district": f"{chance.choice(('42A8', '40B8', '25I8', '41X8'))}{chance.randrange(10**6):06d}",
        "district_list": f"{chance.choice(('42A8', '79C8'))}{chance.randrange(10**6):06d}",
        "commune_twelve": who.personal_id,
        "commune_tax": f"8{chance.randrange(10**9):09d}" + form.pick("", "-001"),
    }[form.stage.layout]
    form.put(form.pick("Số", "Mã số hộ kinh doanh") if old else form.pick("Mã số hộ kinh doanh", "Mã số đăng ký hộ kinh doanh"),
             form.value("business_code", number, number.replace("-", ""), keep=True))  # fmt: skip
    style = form.pick("spoken", "slashed")
    form.pen.line(
        Run(f"Đăng ký lần đầu{form.pick(':', ',', '')} {'ngày ' if style == 'slashed' else ''}"),
        form.day("first_registered_on", day, style),
        leader=False,
    )
    if form.chance.random() < 0.3:
        form.pen.line(Run(f"Đăng ký thay đổi lần thứ: 1, ngày 05 tháng 8 năm {day.year}"), leader=False)


def _trades(form: Form) -> None:
    trades = form.chance.sample(world.TRADES, form.chance.randrange(1, 5))
    form.say("3. Ngành, nghề kinh doanh:", form.look.label)
    if form.stage.layout == "district_list":
        for code, title in trades:
            form.pen.line(Run(f"- {title} (Mã ngành: {code})" + form.pick(";", ".", "")), indent=10, leader=False)
    else:
        form.pen.skip(4)
        rows = [
            (Run(str(number)), Run(title + (" (Chính)" if number == 1 else "")), Run(code))
            for number, (code, title) in enumerate(trades, 1)
        ]
        heads = form.chance.choice((("STT", "Tên ngành", "Mã ngành"), ("TT", "Tên ngành, nghề kinh doanh", "Mã ngành")))
        table(form.pen, (1, 8, 2.4), heads, rows, rules=form.pick("all", "all", "rows", "none"))
    form.pen.canvas.record(Run("", "regular", "industries", [{"code": code, "name": title} for code, title in trades]))


def _owner(form: Form, who: Person, *, old: bool) -> None:
    name = form.name("owner_name", who.full_name)
    title = (
        form.pick("5. Họ và tên đại diện hộ kinh doanh", "5. Chủ hộ kinh doanh")
        if old
        else form.pick("5. Thông tin về chủ hộ kinh doanh", "5. Chủ hộ kinh doanh")
    )
    if old and form.chance.random() < 0.5:
        form.side((0.0, "5. Họ và tên đại diện hộ kinh doanh", name), (0.72, "Giới tính", Run(who.sex)))
    else:
        form.say(title + ":", form.look.label)
        form.side((0.0, form.pick("Họ và tên", "Họ, chữ đệm và tên"), name), (0.68, "Giới tính", Run(who.sex)))
    form.side(
        (0.0, "Sinh ngày", Run(f"{who.born:%d/%m/%Y}")),
        (0.35, "Dân tộc", Run(who.ethnicity)),
        (0.68, "Quốc tịch", Run("Việt Nam", keep=True)),
    )
    label = (
        form.pick("Căn cước công dân số", "Chứng minh nhân dân/Căn cước công dân số")
        if old
        else form.pick("Số định danh cá nhân", "Số giấy tờ pháp lý của cá nhân")
    )
    form.put(label, form.value("owner_id", who.personal_id, keep=True))
    if old:
        form.side((0.0, "Ngày cấp", Run(f"{who.id_issued_on:%d/%m/%Y}")), (0.4, "Nơi cấp", Run("Cục CS QLHC về TTXH")))
    form.put(
        form.pick("Nơi đăng ký hộ khẩu thường trú", "Địa chỉ thường trú")
        if old
        else form.pick("Nơi thường trú", "Địa chỉ liên lạc"),
        Run(who.residence),
    )
    form.pen.skip(8)
