"""Phiếu lý lịch tư pháp số 1 and số 2."""

from datetime import date

from samples.drawing import Run
from samples.papers.stage import Stage, dated, head, sign_off
from samples.people import day_between, official
from samples.words import slashed

LAYOUTS = ("police", "justice")


def draw(stage: Stage) -> None:
    """Prints the record of the stage's layout."""
    chance, who = stage.chance, stage.person("holder", born=(1970, 2003))
    police = stage.layout == "police"
    period = (date(2025, 3, 10), date(2026, 9, 1)) if police else (date(2024, 7, 1), date(2025, 2, 20))
    day, signer = day_between(chance, *period), official(chance)
    above, name = ("BỘ CÔNG AN", "CÔNG AN TỈNH LÂM ĐỒNG") if police else ("UBND TỈNH LÂM ĐỒNG", "SỞ TƯ PHÁP")
    writer = stage.writer(stage.hand(), left=72)
    head(writer, (Run(above), Run(name, "bold", "issued_by", name)))
    y, symbol = writer.y, "CAT-PV06" if police else "STP-LLTP"
    number = f"{chance.randrange(100, 9000)}/{symbol}"
    writer.line(writer.label("Số"), writer.value("number", number, keep=True), leader=False)
    writer.y = y
    dated(writer, "Lâm Đồng, ngày ", day, field="issued_on", at=(280, writer.right + 15))
    writer.skip(22)
    form = chance.choice("12")
    writer.centred("PHIẾU LÝ LỊCH TƯ PHÁP", size=17, style="bold")
    writer.centred_run(Run(f"SỐ {form}", "bold", "form", form), size=13)
    writer.skip(10)
    writer.line(writer.label("1. Họ và tên"), writer.value("full_name", who.full_name.upper(), keep=True, style="bold"))
    writer.line(writer.label("2. Giới tính"), writer.value("sex", who.sex))
    born = writer.value("date_of_birth", slashed(who.born), who.born.isoformat(), keep=True)
    writer.line(writer.label("3. Ngày, tháng, năm sinh"), born)
    writer.line(writer.label("4. Nơi sinh"), Run(who.home_town))
    writer.line(writer.label("5. Quốc tịch"), Run(who.nationality))
    writer.line(writer.label("6. Nơi thường trú"), writer.value("residence", who.residence))
    writer.line(
        writer.label("7. Giấy CMND/Căn cước công dân"), Run("số "), writer.value("id", who.personal_id, keep=True)
    )
    writer.line(writer.label("8. Tình trạng án tích"), writer.value("convictions", "Không có án tích"))
    writer.skip(14)
    rank = (Run("TL. GIÁM ĐỐC", "bold"), Run("TRƯỞNG PHÒNG HỒ SƠ", "bold")) if police else (Run("GIÁM ĐỐC", "bold"),)
    sign_off(stage, writer, (300, writer.right), rank, Run(signer, "bold", "signer", signer), seal=f"{name} * {above}")
