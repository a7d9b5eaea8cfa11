"""Giấy xác nhận tình trạng hôn nhân as other offices and other years print it."""

from datetime import date

from samples.drawing import Run
from samples.papers.stage import Stage
from samples.variants import world
from samples.variants.form import Form, begin, written

LAYOUTS = ("district_years", "dashed", "after_merger")

STATES = (
    "Chưa đăng ký kết hôn với ai", "Chưa từng kết hôn", "Hiện tại chưa đăng ký kết hôn với ai",
    "Đã ly hôn theo Quyết định số 12/2021/QĐST-HNGĐ ngày 05/3/2021 của Tòa án nhân dân; hiện tại chưa đăng ký kết hôn với ai",
    "Có đăng ký kết hôn, nhưng chồng đã chết; hiện tại chưa đăng ký kết hôn với ai",
)  # fmt: skip
PURPOSES = (
    "Đăng ký kết hôn", "Bổ túc hồ sơ mua bán nhà đất", "Kết hôn với anh Lê Gia Bảo, sinh năm 1995", "Xin việc làm ở nước ngoài",
    "Làm thủ tục vay vốn tại Ngân hàng Chính sách xã hội",
)  # fmt: skip


def draw(stage: Stage) -> None:
    """Prints the paper of the stage's layout."""
    chance = stage.chance
    new = stage.layout == "after_merger"
    issued = world.day(
        chance, *((date(2025, 7, 3), date(2026, 9, 1)) if new else (date(2016, 2, 1), date(2025, 6, 20)))
    )
    office = world.place(chance, issued)
    form = begin(stage, base=12.5, prefixes="- " if stage.layout == "dashed" else "",
                 leaders=("none", "after", "under") if stage.layout == "district_years" else ("none",))  # fmt: skip
    _head(form, office, issued)
    _holder(form, issued)
    if form.chance.random() < 0.7:
        form.say(form.pick("Giấy này có giá trị trong thời hạn 06 tháng kể từ ngày cấp.",
                           "Giấy này có giá trị sử dụng trong thời hạn 6 tháng kể từ ngày cấp và không có giá trị sử dụng "
                           "vào mục đích khác."))  # fmt: skip
    form.pen.skip(8)
    titles = form.pick(
        "NGƯỜI KÝ GIẤY XÁC NHẬN\nCHỦ TỊCH",
        "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH",
        "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH",
    )
    signer = world.official(chance)
    form.sign(tuple(titles.split("\n")), form.value("signer", signer, style="bold"), seal=world.committee(office))


def _head(form: Form, office: tuple[str, ...], issued: date) -> None:
    issuer = world.committee(office)
    if form.chance.random() < 0.5:
        form.head(*(Run(world.committee(office, level)) for level in range(len(office) - 1, 0, -1)),
                  Run(issuer, "bold", "issued_by", issuer), share=0.44)  # fmt: skip
    else:
        kind, *rest = office[0].upper().split()
        lines = (f"ỦY BAN NHÂN DÂN {kind}", " ".join(rest))
        form.head(Run(world.committee(office, 1)), *(Run(line, "bold", "issued_by", issuer) for line in lines))
    y = form.pen.y
    number = f"{form.chance.randrange(2, 900):02d}/{form.pick('UBND-XNTTHN', 'XNTTHN', 'GXNTTHN', 'UBND-GXN')}"
    form.pen.line(Run(f"Số{form.pen.hand.colon} "), form.value("number", number, keep=True), leader=False)
    form.pen.y = y
    form.dated("issued_on", world.seat(office), issued)
    form.pen.skip(8)
    form.title("GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN")
    form.say(form.pick("Xét đề nghị của ông/bà:", "Căn cứ Sổ đăng ký kết hôn và đề nghị của người yêu cầu,") +
             " về việc cấp Giấy xác nhận tình trạng hôn nhân,")  # fmt: skip
    form.title(form.pick("XÁC NHẬN", "XÁC NHẬN:"), size=13, gap=2)


def _holder(form: Form, issued: date) -> None:
    who = world.person(form.stage, "holder", born=(1965, 2003), day=issued)
    form.put(form.pick("Họ, chữ đệm, tên", "Họ và tên", "Ông/Bà"), form.name("full_name", who.full_name))
    born = form.day("date_of_birth", who.born)
    sex = form.value("sex", who.sex)
    if form.chance.random() < 0.5:
        form.side((0.0, "Ngày, tháng, năm sinh", born), (0.7, "Giới tính", sex))
        form.side((0.0, "Dân tộc", form.value("ethnicity", who.ethnicity)),
                  (0.5, "Quốc tịch", form.value("nationality", "Việt Nam", keep=True)))  # fmt: skip
    else:
        form.put("Ngày, tháng, năm sinh", born)
        form.side((0.0, "Giới tính", sex), (0.3, "Dân tộc", form.value("ethnicity", who.ethnicity)),
                  (0.6, "Quốc tịch", form.value("nationality", "Việt Nam", keep=True)))  # fmt: skip
    form.put(
        form.pick("Giấy tờ tùy thân", "Số định danh cá nhân/Giấy tờ tùy thân"),
        Run(form.pick("", "CCCD số ", "Căn cước công dân số: ", "Thẻ căn cước số ")),
        form.value("id", who.personal_id, keep=True),
        Run(form.pick("", f" cấp ngày {written(who.id_issued_on, 'slashed')}", " do Bộ Công an cấp")),
    )
    form.put(form.pick("Nơi cư trú", "Nơi thường trú", "Hiện cư trú tại"), form.value("residence", who.residence))
    if form.chance.random() < 0.25:
        form.say(
            f"Trong thời gian cư trú tại {who.home_town} từ ngày 01 tháng 02 năm 2010 đến ngày 15 tháng 8 năm 2022."
        )
    form.put("Tình trạng hôn nhân", form.value("status", form.pick(*STATES)))
    label = form.pick("Giấy này được cấp để", "Giấy này được sử dụng để", "Mục đích sử dụng")
    form.put(label, form.value("purpose", form.pick(*PURPOSES)))
