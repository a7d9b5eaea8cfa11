"""Giấy chứng nhận đăng ký hộ kinh doanh, as communes issue it since 2025."""

from datetime import date

from samples.companies import INDUSTRIES
from samples.drawing import Run
from samples.papers.stage import Stage, head, sign_off
from samples.people import day_between, official
from samples.places import commune, home
from samples.tables import table
from samples.words import dotted, money_in_words, slashed, spoken

LAYOUTS = ("commune",)

NAMES = ("TẠP HÓA MINH CHÂU", "QUÁN ĂN ĐỒI CÙ", "CÀ PHÊ SƯƠNG MAI", "CƠ SỞ RAU SẠCH TÂM AN")


def draw(stage: Stage) -> None:
    """Prints the certificate."""
    chance, who = stage.chance, stage.person("owner", born=(1965, 1998))
    day = day_between(chance, date(2025, 7, 15), date(2026, 9, 1))
    office, signer, name = commune(chance, day), official(chance), chance.choice(NAMES)
    writer = stage.writer(stage.hand(leader="none", size=12.0), left=70)
    above, place = office.head
    head(writer, (Run(f"ỦY BAN NHÂN DÂN {place}"), Run("PHÒNG KINH TẾ", "bold")), share=0.45)
    writer.skip(16)
    writer.centred("GIẤY CHỨNG NHẬN ĐĂNG KÝ HỘ KINH DOANH", size=15, style="bold", gap=4)
    writer.line(writer.label("Mã số hộ kinh doanh"), writer.value("business_code", who.personal_id, keep=True))
    first = writer.value("first_registered_on", f"ngày {spoken(day)}", day.isoformat(), keep=True)
    writer.line(Run("Đăng ký lần đầu, "), first)
    writer.line(Run("1. Tên hộ kinh doanh: ", "bold"), writer.value("name", name, keep=True))
    writer.line(Run("2. Địa chỉ trụ sở hộ kinh doanh: ", "bold"), writer.value("address", home(chance, office)))
    writer.line(Run("3. Ngành, nghề kinh doanh:", "bold"))
    trades = tuple(sorted(chance.sample(INDUSTRIES, chance.randrange(1, 4))))
    writer.skip(4)
    rows = [(Run(str(number)), Run(title), Run(code)) for number, (code, title) in enumerate(trades, 1)]
    table(writer, (1, 9, 2.2), ("STT", "Tên ngành", "Mã ngành"), rows)
    writer.canvas.record(Run("", "regular", "industries", [{"code": code, "name": title} for code, title in trades]))
    capital = chance.choice((50, 120, 300, 800)) * 1_000_000
    money = writer.value("capital", dotted(capital), str(capital), keep=True)
    writer.line(Run("4. Vốn kinh doanh: ", "bold"), money, Run(f" đồng ({money_in_words(capital)})"))
    writer.line(Run("5. Chủ hộ kinh doanh", "bold"))
    shown = writer.value("owner_name", who.full_name.upper(), keep=True)
    writer.row((0.0, [writer.label("Họ và tên"), shown]), (0.62, [writer.label("Giới tính"), Run(who.sex)]))
    writer.row(
        (0.0, [writer.label("Sinh ngày"), Run(slashed(who.born))]),
        (0.62, [writer.label("Quốc tịch"), Run(who.nationality, keep=True)]),
    )
    writer.line(writer.label("Số định danh cá nhân"), writer.value("owner_id", who.personal_id, keep=True))
    writer.skip(12)
    signed = Run(signer, "bold", "signer", signer)
    sign_off(stage, writer, (300, writer.right), (Run("TRƯỞNG PHÒNG", "bold"),), signed, seal=f"{place} * {above}"[:58])
