"""Judicial records of other offices: no. 1 and no. 2, of departments of justice, of the police since March 2025."""

from datetime import date

from samples.drawing import Run
from samples.papers.stage import Stage
from samples.people import Person
from samples.tables import table
from samples.variants import world
from samples.variants.form import Form, begin, written

LAYOUTS = ("justice_one", "justice_two", "police_one", "records_department")


def draw(stage: Stage) -> None:
    """Prints the record of the stage's layout."""
    chance, layout = stage.chance, stage.layout
    police = not layout.startswith("justice")
    day = world.day(
        chance, *((date(2025, 3, 5), date(2026, 9, 1)) if police else (date(2014, 1, 5), date(2025, 2, 20)))
    )
    who = world.person(stage, "holder", born=(1960, 2004), day=day)
    form = begin(stage, base=12.5, leaders=("none", "none", "after"), prefixes="1.|1.|- ")
    _head(form, day)
    form.put(
        form.pick("Họ và tên", "Họ, chữ đệm và tên khai sinh", "Họ và tên khai sinh"),
        form.name("full_name", who.full_name, "bold"),
    )
    if chance.random() < 0.4:
        form.put("Tên gọi khác (nếu có)", Run(form.pick("Không", "")))
    sex, born = form.value("sex", who.sex), form.day("date_of_birth", who.born)
    if chance.random() < 0.5:
        form.side((0.0, "Giới tính", sex), (0.4, "Ngày, tháng, năm sinh", born))
    else:
        form.put("Giới tính", sex)
        form.put(form.pick("Ngày, tháng, năm sinh", "Sinh ngày"), born)
    form.put("Nơi sinh", Run(who.home_town))
    form.put("Quốc tịch", Run("Việt Nam"))
    form.put(form.pick("Nơi thường trú", "Nơi cư trú"), form.value("residence", who.residence))
    if chance.random() < 0.5:
        form.put(
            "Nơi tạm trú",
            Run(form.pick("Không", "Số 5 đường Chu Văn An, phường Láng Thượng, quận Đống Đa, thành phố Hà Nội")),
        )
    _number(form, who)
    if layout == "justice_two":
        form.put("Họ và tên cha", Run(world.name(chance, "Nam")))
        form.put("Họ và tên mẹ", Run(world.name(chance, "Nữ")))
        form.put("Họ và tên vợ/chồng", Run(world.name(chance)))
    _convictions(form)
    _sign(form)


def _head(form: Form, day: date) -> None:
    layout = form.stage.layout
    names = {
        "justice_one": ("ỦY BAN NHÂN DÂN\nTỈNH LÂM ĐỒNG", "SỞ TƯ PHÁP"), "justice_two": ("BỘ TƯ PHÁP", "TRUNG TÂM LÝ LỊCH TƯ PHÁP QUỐC GIA"),
        "police_one": ("BỘ CÔNG AN", form.pick("CÔNG AN TỈNH LÂM ĐỒNG", "CÔNG AN THÀNH PHỐ HÀ NỘI", "CÔNG AN TỈNH ĐẮK LẮK")),
        "records_department": ("BỘ CÔNG AN", "CỤC HỒ SƠ NGHIỆP VỤ"),
    }[layout]  # fmt: skip
    issuer = names[1]
    words = issuer.split()
    lines = (issuer,) if len(words) < 5 else (" ".join(words[:4]), " ".join(words[4:]))
    form.head(
        *(Run(line) for line in names[0].split("\n")), *(Run(line, "bold", "issued_by", issuer) for line in lines)
    )
    y = form.pen.y
    number = f"{form.chance.randrange(10, 30000)}/{form.pick('STP-LLTP', 'LLTP', 'TTLLTPQG-LLTP') if layout.startswith('justice') else form.pick('CAT-PV06', 'LLTP-PV06', 'V06-LLTP')}"
    form.pen.line(Run(f"Số{form.pen.hand.colon} "), form.value("number", number, keep=True), leader=False)
    form.pen.y = y
    form.dated("issued_on", form.pick("Lâm Đồng", "Hà Nội"), day)
    form.pen.skip(8)
    kind = "2" if layout == "justice_two" else form.chance.choice("11 2".replace(" ", ""))
    if form.chance.random() < 0.5:
        text = f"PHIẾU LÝ LỊCH TƯ PHÁP SỐ {kind}"
        form.pen.centred_run(Run(text, "bold", "form", kind), size=16)
    else:
        form.pen.centred("PHIẾU LÝ LỊCH TƯ PHÁP", size=17, style="bold")
        form.pen.centred_run(Run(f"{form.pick('SỐ', 'Số')} {kind}", "bold", "form", kind), size=13)
    form.pen.skip(6)
    if form.chance.random() < 0.6:
        form.say(
            form.pick(
                "Căn cứ Luật Lý lịch tư pháp ngày 17 tháng 6 năm 2009;",
                "Căn cứ Luật Lý lịch tư pháp năm 2009 và các văn bản hướng dẫn thi hành,",
            ),
            "italic",
        )
        form.title("XÁC NHẬN:", size=12, gap=0)


def _number(form: Form, who: Person) -> None:
    label = form.pick(
        "Giấy CMND/Hộ chiếu", "Giấy chứng minh nhân dân/Hộ chiếu", "Số định danh cá nhân/Căn cước", "Giấy tờ tùy thân"
    )
    form.put(
        label, Run(form.pick("", "CCCD số ", "Số: ")), form.value("id", who.personal_id, keep=True),
        Run(form.pick("", f" cấp ngày {written(who.id_issued_on, 'slashed')} tại Cục Cảnh sát QLHC về TTXH")),
    )  # fmt: skip


def _convictions(form: Form) -> None:
    nothing = form.pick("Không có án tích", "Không có án tích")
    how = form.pick("line", "table", "ban")
    label = form.pick("Tình trạng án tích", "Về án tích")
    if how == "table":
        form.put(label, form.value("convictions", nothing))
        form.pen.skip(8)
        heads = (
            "Số bản án, ngày tháng năm tuyên án",
            "Tòa án đã tuyên bản án",
            "Tội danh",
            "Hình phạt chính",
            "Tình trạng thi hành án",
        )
        table(form.pen, (2, 2, 1.5, 1.5, 2), heads, [tuple(Run("-") for _head in heads)], size=9.5)
        return
    form.put(label, form.value("convictions", nothing))
    if how == "ban":
        form.put("Thông tin về cấm đảm nhiệm chức vụ, thành lập, quản lý doanh nghiệp, hợp tác xã", Run("Không bị cấm"))


def _sign(form: Form) -> None:
    signer = world.official(form.chance)
    police = not form.stage.layout.startswith("justice")
    titles = (
        form.pick("TL. GIÁM ĐỐC\nTRƯỞNG PHÒNG PV06", "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC")
        if police
        else form.pick("KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC", "GIÁM ĐỐC")
    )
    left = form.chance.random() < 0.3
    if left:
        y = form.pen.y
        form.pen.canvas.put(
            Run("NGƯỜI LẬP PHIẾU", "bold"), form.pen.left + 20, y, form.pen.hand.family, form.pen.hand.size
        )
        form.pen.canvas.put(
            Run(world.official(form.chance), "bold"),
            form.pen.left + 20,
            y + 66,
            form.pen.hand.family,
            form.pen.hand.size,
        )
    form.sign(tuple(titles.split("\n")), form.value("signer", signer, style="bold"), seal="SỞ TƯ PHÁP")
