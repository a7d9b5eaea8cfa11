"""Giấy xác nhận tình trạng hôn nhân."""

from datetime import date

from samples.drawing import Run
from samples.papers.stage import Stage, dated, head, sign_off
from samples.people import Person, official
from samples.places import commune
from samples.words import slashed
from samples.writing import Writer

LAYOUTS = ("commune",)

STATES = ("Hiện tại chưa đăng ký kết hôn với ai", "Đã ly hôn, hiện chưa đăng ký kết hôn lại với ai")
PURPOSES = ("Làm thủ tục đăng ký kết hôn", "Vay vốn ngân hàng", "Làm thủ tục chuyển nhượng quyền sử dụng đất")


def draw(stage: Stage) -> None:
    """Prints the certificate."""
    chance, who = stage.chance, stage.person("holder", born=(1970, 2003))
    issued = stage.day(date(2025, 7, 10), date(2026, 9, 30))
    office, signer = commune(chance, issued), official(chance)
    writer = stage.writer(stage.hand(), left=72)
    above, name = office.head
    issuer = f"ỦY BAN NHÂN DÂN {name}"
    parts = [Run(part, "bold", "issued_by", issuer) for part in ("ỦY BAN NHÂN DÂN", name)]
    head(writer, (Run(f"UBND {above[16:]}"), *parts))
    y = writer.y
    number = f"{chance.randrange(5, 700)}/{chance.choice(('XNTTHN', 'UBND-XNTTHN'))}"
    writer.line(writer.label("Số"), writer.value("number", number, keep=True), leader=False)
    writer.y = y
    dated(writer, f"{office.short}, ngày ", issued, field="issued_on", at=(280, writer.right + 15))
    writer.skip(20)
    writer.centred("GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN", size=16, style="bold", gap=8)
    writer.line(Run("Xét đề nghị của người có tên dưới đây, cơ quan đăng ký hộ tịch"), leader=False)
    writer.centred("XÁC NHẬN:", style="bold", gap=4)
    _holder(stage, writer, who)
    writer.line(Run("Giấy này có giá trị sử dụng trong thời hạn 6 tháng, kể từ ngày cấp."), leader=False)
    writer.skip(14)
    signed = Run(signer, "bold", "signer", signer)
    sign_off(stage, writer, (300, writer.right), (Run("CHỦ TỊCH", "bold"),), signed, seal=f"{name} * {above}"[:58])


def _holder(stage: Stage, writer: Writer, who: Person) -> None:
    chance = stage.chance
    writer.line(
        writer.label("Họ, chữ đệm, tên"), writer.value("full_name", who.full_name.upper(), keep=True, style="bold")
    )
    writer.line(
        writer.label("Ngày, tháng, năm sinh"),
        writer.value("date_of_birth", slashed(who.born), who.born.isoformat(), keep=True),
    )
    writer.row(
        (0.0, [writer.label("Giới tính"), writer.value("sex", who.sex)]),
        (0.27, [writer.label("Dân tộc"), writer.value("ethnicity", who.ethnicity)]),
        (0.6, [writer.label("Quốc tịch"), writer.value("nationality", who.nationality, keep=True)]),
    )
    writer.line(
        writer.label("Giấy tờ tùy thân"), Run("Căn cước công dân số "), writer.value("id", who.personal_id, keep=True)
    )
    writer.line(writer.label("Nơi cư trú"), writer.value("residence", who.residence))
    writer.line(writer.label("Tình trạng hôn nhân"), writer.value("status", chance.choice(STATES)))
    writer.line(writer.label("Giấy này được cấp để"), writer.value("purpose", chance.choice(PURPOSES)))
