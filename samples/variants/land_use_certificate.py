"""Land-use certificates: the four-page book of 2009, the red book before it, the A4 form of 2024 with its QR code."""

from datetime import date

from samples.codes import qr_picture
from samples.drawing import Picture, Run
from samples.papers.stage import Stage
from samples.people import Person
from samples.variants import world
from samples.variants.form import Form, begin
from samples.words import dotted

LAYOUTS = ("a4_2024", "book2009", "red1998", "a4_commune")

USES = (
    "Đất ở tại đô thị",
    "Đất ở tại nông thôn",
    "Đất trồng cây lâu năm",
    "Đất chuyên trồng lúa nước",
    "Đất thương mại, dịch vụ",
    "Đất rừng sản xuất",
)
LONG = "QUYỀN SỬ DỤNG ĐẤT, QUYỀN SỞ HỮU NHÀ Ở VÀ TÀI SẢN KHÁC GẮN LIỀN VỚI ĐẤT"


def draw(stage: Stage) -> None:
    """Prints the certificate of the stage's layout."""
    chance, layout = stage.chance, stage.layout
    first, last = {
        "a4_2024": (date(2025, 1, 2), date(2025, 6, 28)), "a4_commune": (date(2025, 7, 3), date(2026, 9, 1)),
        "book2009": (date(2010, 1, 5), date(2024, 12, 20)), "red1998": (date(1996, 1, 5), date(2009, 9, 1)),
    }[layout]  # fmt: skip
    day = world.day(chance, first, last)
    who = world.person(stage, "owner", born=(1940, 1975) if layout == "red1998" else (1950, 1992), day=day)
    form = begin(stage, base=12.0, leaders=("none", "none", "after"))
    {"a4_2024": _a4, "a4_commune": _a4, "book2009": _book, "red1998": _red}[layout](form, who, day)


def seat_of(where: tuple[str, ...]) -> str:
    """The district's name without its kind."""
    words = where[1].split()
    return " ".join(words[2:] if words[0].lower() in ("thành", "thị") else words[1:])


def _area(form: Form) -> Run:
    whole, tenth = form.chance.randrange(45, 9000), form.chance.choice((0, 0, 3, 7))
    shown = form.pick(dotted(whole), str(whole)) + (f",{tenth}" if tenth else form.pick("", ",0"))
    truth = f"{whole}.{tenth}" if tenth else str(whole)
    return form.value("area", f"{shown} {form.pick('m²', 'm2')}", truth, keep=True)


def _term(form: Form, use: str) -> Run:
    return form.value(
        "term",
        form.pick("Lâu dài", "lâu dài")
        if "ở" in use
        else form.pick("Đến ngày 15/10/2043", "50 năm, đến ngày 01/7/2064", "Đến 15/10/2063"),
    )


def _owner_line(form: Form, who: Person, *, number: str) -> None:
    polite = form.pick("Ông", "Hộ ông") if who.sex == "Nam" else form.pick("Bà", "Hộ bà")
    kind = "CMND số" if len(number) == 9 else form.pick("CCCD số", "Căn cước công dân số", "Số định danh cá nhân")
    name, id_ = form.name("owner_name", who.full_name, "bold"), form.value("owner_id", number, keep=True)
    how = form.pick("one", "two", "year")
    if how == "one":
        form.pen.line(Run(f"{polite} "), name, Run(f", {kind}: "), id_, leader=False)
    elif how == "two":
        form.pen.line(Run(f"{polite}: "), name)
        form.put(kind, id_)
    else:
        form.pen.line(Run(f"{polite}: "), name, Run(f", sinh năm {who.born.year}, {kind} "), id_, leader=False)
    form.put(form.pick("Địa chỉ", "Địa chỉ thường trú"), Run(who.residence))


def _serial(form: Form, letters: str, digits: int) -> Run:
    number = f"{form.chance.randrange(10 ** (digits - 1), 10**digits)}"
    return form.value("serial", f"{letters} {number}", keep=True, style="bold")


def _parcel(form: Form, *, joined: bool) -> None:
    parcel = form.value("parcel", str(form.chance.randrange(1, 1500)), keep=True)
    sheet = form.value("map_sheet", str(form.chance.randrange(1, 120)), keep=True)
    if joined:
        form.pen.line(Run("a) Thửa đất số: "), parcel, Run("; tờ bản đồ số: "), sheet, leader=False)
    else:
        form.side(
            (0.0, form.pick("a) Thửa đất số", "1. Thửa đất số"), parcel),
            (0.5, form.pick("tờ bản đồ số", "Tờ bản đồ số"), sheet),
        )


def _a4(form: Form, who: Person, day: date) -> None:
    where = world.place(form.chance, day)
    form.motto()
    form.pen.skip(10)
    form.title("GIẤY CHỨNG NHẬN", "QUYỀN SỬ DỤNG ĐẤT, QUYỀN SỞ HỮU TÀI SẢN", "GẮN LIỀN VỚI ĐẤT", size=17)
    form.pen.canvas.ops.append(
        Picture(x=500, y=60, width=58, height=58, image=qr_picture("MẪU không có giá trị"), name="qr")
    )
    form.say("1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất:", "bold")
    _owner_line(form, who, number=who.personal_id)
    form.say("2. Thông tin thửa đất:", "bold")
    _parcel(form, joined=form.chance.random() < 0.5)
    use = form.pick(*USES)
    form.put("b) Diện tích", _area(form))
    form.put("c) Loại đất", form.value("land_use", use))
    form.put("d) Thời hạn sử dụng đất", _term(form, use))
    form.put("đ) Hình thức sử dụng đất", form.free(form.pick("Sử dụng riêng", "Sử dụng chung")))
    form.put("e) Địa chỉ", form.value("address", form.pick("", "Thôn 4, ", "đường Trường Chinh, ") + ", ".join(where)))
    form.put(
        "g) Nguồn gốc sử dụng đất",
        form.free("Nhận chuyển nhượng đất được Công nhận QSDĐ như giao đất có thu tiền sử dụng đất"),
    )
    _a4_end(form, where, day)


def _a4_end(form: Form, where: tuple[str, ...], day: date) -> None:
    form.say("3. Thông tin tài sản gắn liền với đất: -/-", "bold")
    form.say("4. Ghi chú: Không.", "bold")
    form.dated("issued_on", form.pick("Lâm Đồng", world.seat(where)), day)
    signer = world.official(form.chance)
    office = form.pick(
        "CHI NHÁNH VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI\nGIÁM ĐỐC",
        "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH",
        "VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI\nKT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC",
    )
    form.sign(tuple(office.split("\n")), form.value("signer", signer, style="bold"), seal="VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI")
    number = f"{form.pick('VP', 'CN', 'CH')} {form.chance.randrange(10**4, 10**5)}"
    form.pen.line(
        Run(form.pick("Số vào sổ cấp Giấy chứng nhận: ", "Số vào sổ cấp GCN: ")),
        form.value("register_number", number, keep=True),
        leader=False,
    )
    form.pen.row(
        (
            0.6,
            [
                Run(form.pick("Số phát hành (Số seri): ", "Số phát hành: ", "")),
                _serial(form, form.pick("AA", "AB", "AC"), 8),
            ],
        ),
        leader=False,
    )


def _book(form: Form, who: Person, day: date) -> None:
    where = world.place(form.chance, day)
    form.motto()
    form.pen.skip(10)
    form.title("GIẤY CHỨNG NHẬN", "QUYỀN SỬ DỤNG ĐẤT", "QUYỀN SỞ HỮU NHÀ Ở VÀ TÀI SẢN KHÁC GẮN LIỀN VỚI ĐẤT", size=18)
    form.say("I. Người sử dụng đất, chủ sở hữu nhà ở và tài sản khác gắn liền với đất", "bold")
    _owner_line(form, who, number=who.old_id if who.old_id and day.year < 2018 else who.personal_id)
    form.pen.row((0.65, [_serial(form, form.pick("BM", "CO", "DD", "BĐ", "CK"), 6)]), leader=False)
    form.say("II. Thửa đất, nhà ở và tài sản khác gắn liền với đất", "bold")
    if form.chance.random() < 0.5:
        form.say("1. Thửa đất:", "bold")
    _parcel(form, joined=form.chance.random() < 0.5)
    use = form.pick(*USES)
    form.put("b) Địa chỉ", form.value("address", ", ".join(where)))
    area = _area(form)
    form.put("c) Diện tích", area, Run(form.pick("", " (bằng chữ: theo hồ sơ địa chính)")))
    form.put("d) Hình thức sử dụng", form.free(form.pick("riêng", "Sử dụng riêng: toàn bộ; sử dụng chung: Không")))
    form.put("đ) Mục đích sử dụng", form.value("land_use", use))
    form.put("e) Thời hạn sử dụng", _term(form, use))
    form.put("g) Nguồn gốc sử dụng", form.free("Nhà nước giao đất có thu tiền sử dụng đất"))
    for text in (
        "2. Nhà ở: -/-",
        "3. Công trình xây dựng khác: -/-",
        "4. Rừng sản xuất là rừng trồng: -/-",
        "5. Cây lâu năm: -/-",
        "6. Ghi chú: Không.",
    ):
        form.say(text)
    form.dated("issued_on", form.pick(world.seat(where), "Lâm Đồng", seat_of(where)), day)
    signer = world.official(form.chance)
    titles = form.pick(
        "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH",
        "SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG\nKT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC",
        "TUQ. GIÁM ĐỐC\nGIÁM ĐỐC VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI",
    )
    form.sign(tuple(titles.split("\n")), form.value("signer", signer, style="bold"), seal="ỦY BAN NHÂN DÂN")
    number = f"{form.pick('CH', 'CS', 'CT')}{form.pick('', ' ')}{form.chance.randrange(10**3, 10**5):05d}"
    form.pen.line(Run("Số vào sổ cấp GCN: "), form.value("register_number", number, keep=True), leader=False)


def _red(form: Form, who: Person, day: date) -> None:
    where = world.place(form.chance, day)
    form.motto()
    form.pen.skip(12)
    form.title("GIẤY CHỨNG NHẬN", "QUYỀN SỬ DỤNG ĐẤT", size=20)
    form.title(world.committee(where, 1), "CHỨNG NHẬN", size=12)
    form.pen.line(
        Run("I- Tên người sử dụng đất: " if form.chance.random() < 0.5 else "Họ và tên: "),
        form.name("owner_name", who.full_name, "bold"),
    )
    if who.old_id:
        form.put("Số CMND", form.value("owner_id", who.old_id, keep=True))
    form.put("Nơi thường trú", Run(who.residence))
    form.say("II- Thửa đất được quyền sử dụng", "bold")
    form.put("1. Thửa đất số", form.value("parcel", str(form.chance.randrange(1, 900)), keep=True))
    form.put("2. Tờ bản đồ số", form.value("map_sheet", str(form.chance.randrange(1, 60)), keep=True))
    form.put("3. Địa chỉ thửa đất", form.value("address", ", ".join(where)))
    form.put("4. Diện tích", _area(form))
    form.put("5. Hình thức sử dụng", form.free("Sử dụng riêng"))
    use = form.pick(*USES[:4])
    form.put("6. Mục đích sử dụng đất", form.value("land_use", use))
    form.put("7. Thời hạn sử dụng đất", _term(form, use))
    form.put("8. Nguồn gốc sử dụng đất", form.free("Công nhận QSDĐ như giao đất có thu tiền sử dụng đất"))
    form.dated("issued_on", seat_of(where), day)
    signer = world.official(form.chance)
    form.sign(
        ("TM. ỦY BAN NHÂN DÂN", form.pick("CHỦ TỊCH", "KT. CHỦ TỊCH")),
        form.value("signer", signer, style="bold"),
        seal="ỦY BAN NHÂN DÂN HUYỆN",
    )
    form.pen.line(Run(form.pick("Số vào sổ cấp giấy chứng nhận quyền sử dụng đất: ", "Vào sổ cấp giấy chứng nhận QSDĐ số: ")),
                  form.value("register_number", f"{form.pick('H', 'QSDĐ/')}{form.chance.randrange(100, 99999):05d}", keep=True), leader=False)  # fmt: skip
    form.pen.row((0.65, [Run(form.pick("Số: ", "")), _serial(form, form.pick("M", "AD", "AP"), 6)]), leader=False)
