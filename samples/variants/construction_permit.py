"""Building permits of other offices: the province's department, districts, communes since July 2025; three forms."""

from datetime import date

from samples.drawing import Run
from samples.papers.stage import Stage
from samples.people import Person
from samples.variants import world
from samples.variants.form import Form, begin, written

LAYOUTS = ("department", "district_form", "commune_new", "letter_form")

WORKS = (
    "Nhà ở riêng lẻ", "Nhà ở riêng lẻ (cấp III)", "Nhà ở liên kế có sân vườn", "Nhà ở kết hợp thương mại dịch vụ", "Khách sạn Sao Mai",
    "Cải tạo, sửa chữa nhà ở riêng lẻ", "Nhà kho chứa nông sản",
)  # fmt: skip
DESIGNERS = (
    "Công ty TNHH MTV Tư vấn Xây dựng Trường Phát", "Công ty CP Kiến trúc và Nội thất Không Gian Việt", "Văn phòng Kiến trúc An Nhiên",
    "Công ty TNHH Thiết kế Xây dựng Phố Núi",
)  # fmt: skip


def draw(stage: Stage) -> None:
    """Prints the permit of the stage's layout."""
    chance, layout = stage.chance, stage.layout
    new = layout == "commune_new"
    day = world.day(chance, *((date(2025, 7, 4), date(2026, 9, 10)) if new else (date(2015, 3, 1), date(2025, 6, 20))))
    where = world.place(chance, day)
    who = world.person(stage, "owner", born=(1955, 1995), day=day)
    form = begin(stage, base=11.8, leaders=("none", "none", "after"))
    _head(form, where, day)
    if layout == "letter_form":
        _prose(form, who, where)
    else:
        _numbered(form, who, where)
    form.pen.skip(6)
    signer = world.official(chance)
    titles = {
        "department": ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
        "district_form": ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    }
    form.sign(
        titles.get(layout, (form.pick("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),)),
        form.value("signer", signer, style="bold"),
        seal=world.committee(where),
    )


def _head(form: Form, where: tuple[str, ...], day: date) -> None:
    layout = form.stage.layout
    if layout == "department":
        lines = (Run(world.committee(where, len(where) - 1)), Run("SỞ XÂY DỰNG", "bold"))
    elif layout == "commune_new":
        lines = (Run(world.committee(where, len(where) - 1)), Run(world.committee(where), "bold"))
    else:
        lines = (Run(world.committee(where, len(where) - 1)), Run(world.committee(where, 1), "bold"))
    form.head(*lines)
    y = form.pen.y
    number = f"{form.chance.randrange(1, 900):02d}/{form.pick('GPXD', 'GPXD-UBND', 'GPXD-SXD', f'{day.year}/GPXD')}"
    form.pen.line(Run(f"Số{form.pen.hand.colon} "), form.value("number", number, keep=True), leader=False)
    form.pen.y = y
    form.dated(
        "issued_on", world.seat(where) if layout != "department" else form.pick("Lâm Đồng", "Hà Nội", "Nghệ An"), day
    )
    form.pen.skip(8)
    form.title(
        "GIẤY PHÉP XÂY DỰNG",
        form.pick("Sử dụng cho nhà ở riêng lẻ", "(Sử dụng cho công trình không theo tuyến)"),
        size=17,
    )


def _who(form: Form, who: Person) -> None:
    polite = form.pick("Ông (bà)", "Ông/Bà", "Ông" if who.sex == "Nam" else "Bà")
    form.pen.line(
        Run(f"1. {form.pick('Cấp cho', 'Cấp phép cho')}{form.pick(':', '')} {polite}{form.pick(':', '')} "),
        form.name("owner_name", who.full_name, "bold"),
    )
    issued = written(who.id_issued_on, "slashed")
    form.pen.line(
        Run(form.pick("- CCCD số: ", "Số định danh cá nhân: ", "- Căn cước công dân số ")),
        form.value("owner_id", who.personal_id, keep=True),
        Run(form.pick(", ngày cấp: ", " cấp ngày ", "; cấp ngày: ")),
        form.value("owner_id_issued_on", issued, who.id_issued_on.isoformat(), keep=True),
        Run(form.pick("", ", nơi cấp: Cục CS QLHC về TTXH")),
    )
    form.put(form.pick("- Địa chỉ thường trú", "- Địa chỉ liên hệ", "Địa chỉ"), Run(who.residence))


def _numbered(form: Form, who: Person, where: tuple[str, ...]) -> None:
    _who(form, who)
    works = form.value("works", form.pick(*WORKS))
    form.pen.line(
        Run(
            form.pick(
                "2. Được phép xây dựng công trình: ",
                "2. Được phép xây dựng các công trình thuộc dự án: ",
                "2. Được phép xây dựng: ",
            )
        ),
        works,
    )
    designer = form.value("designer", form.pick(*DESIGNERS))
    how = form.pick("under", "by", "unit")
    if how == "unit":
        form.put(form.pick("- Đơn vị thiết kế", "- Tổ chức tư vấn thiết kế"), designer)
    elif how == "by":
        form.pen.line(Run("- Theo thiết kế có ký hiệu: KT-01/2024. Do: "), designer, Run(" lập"))
    else:
        form.pen.line(Run("Theo hồ sơ thiết kế do "), designer, Run(" lập."))
    form.put(
        form.pick("- Địa điểm xây dựng", "- Vị trí xây dựng", "- Địa chỉ công trình"),
        form.value("address", world.home(form.chance, where)),
    )
    _parcel(form)
    form.side(
        (0.0, "- Diện tích xây dựng tầng 1", Run(f"{form.chance.randrange(50, 200)},5 m²")),
        (0.6, "- Số tầng", Run("02 tầng")),
    )
    form.put("- Tổng diện tích sàn", Run(f"{form.chance.randrange(100, 400)} m²"))
    form.put("- Cốt nền xây dựng", Run("+0,30 m so với vỉa hè; chỉ giới xây dựng trùng chỉ giới đường đỏ"))
    _land(form)
    form.say(
        "4. Giấy phép này có hiệu lực khởi công xây dựng trong thời hạn 12 tháng kể từ ngày cấp; quá thời hạn trên thì phải đề nghị gia hạn."
    )


def _parcel(form: Form) -> None:
    parcel = form.value("parcel", str(form.chance.randrange(1, 1200)), keep=True)
    sheet = form.value("map_sheet", str(form.chance.randrange(1, 99)), keep=True)
    how = form.pick("side", "lot", "line")
    if how == "side":
        form.side((0.0, "- Thửa đất số", parcel), (0.4, "Tờ bản đồ số", sheet))
    elif how == "lot":
        form.pen.line(Run("- Trên lô đất: thửa đất số "), parcel, Run(", tờ bản đồ số "), sheet, Run("."), leader=False)
    else:
        form.pen.line(Run("+ Lô đất số: Thửa "), parcel, Run("; Tờ bản đồ: "), sheet, leader=False)


def _land(form: Form) -> None:
    number = f"{form.pick('CH', 'BM', 'DĐ', 'CS', 'AA')} {form.chance.randrange(10**5, 10**6)}"
    run = form.value("land_certificate", number, keep=True)
    form.pen.line(Run(form.pick(
        "3. Giấy tờ về quyền sử dụng đất: Giấy chứng nhận QSDĐ số ", "3. Giấy tờ về đất đai: GCN quyền sử dụng đất số phát hành ",
        "- Giấy chứng nhận quyền sử dụng đất số: ")), run, Run(form.pick("", " do UBND cấp.", ", cấp ngày 12/3/2019.")), leader=False)  # fmt: skip


def _prose(form: Form, who: Person, where: tuple[str, ...]) -> None:
    form.say("Căn cứ Luật Xây dựng ngày 18 tháng 6 năm 2014; xét đơn đề nghị cấp giấy phép xây dựng,", "italic")
    _who(form, who)
    form.put(
        form.pick("2. Được phép xây dựng công trình", "2. Loại công trình"), form.value("works", form.pick(*WORKS))
    )
    form.put("3. Địa điểm xây dựng", form.value("address", world.home(form.chance, where)))
    _parcel(form)
    form.put("4. Đơn vị lập thiết kế", form.value("designer", form.pick(*DESIGNERS)))
    _land(form)
