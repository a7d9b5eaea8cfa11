"""Trích lục khai tử."""

from datetime import date, timedelta

from samples.drawing import Run
from samples.papers.stage import Stage, dated, head, sign_off
from samples.people import Person, day_between, official
from samples.places import commune
from samples.words import slashed, spoken
from samples.writing import Writer

LAYOUTS = ("extract",)

SPOTS = ("Tại nhà riêng", "Bệnh viện đa khoa Lâm Đồng, tỉnh Lâm Đồng", "Bệnh viện II Lâm Đồng, tỉnh Lâm Đồng")


def draw(stage: Stage) -> None:
    """Prints the extract."""
    chance, who = stage.chance, stage.person("holder", born=(1935, 1960))
    died = day_between(chance, date(2025, 7, 5), date(2026, 8, 1))
    registered = died + timedelta(days=chance.randrange(1, 14))
    office, signer = commune(chance, registered), official(chance)
    writer = stage.writer(stage.hand(), left=72)
    above, name = office.head
    head(writer, (Run(above), Run(name, "bold")))
    y = writer.y
    number = f"{chance.randrange(3, 190)}/TLKT"
    writer.line(writer.label("Số"), writer.value("number", number, keep=True), leader=False)
    writer.y = y
    dated(writer, f"{office.short}, ngày ", registered, at=(280, writer.right + 15))
    writer.skip(22)
    writer.centred("TRÍCH LỤC KHAI TỬ", size=17, style="bold", gap=10)
    _deceased(writer, who)
    hour = f"{chance.randrange(24):02d} giờ {chance.randrange(60):02d} phút, ngày "
    writer.line(
        writer.label("Đã chết vào lúc"), Run(hour), writer.value("died_at", spoken(died), died.isoformat(), keep=True)
    )
    writer.line(writer.label("Nơi chết"), writer.value("place_of_death", chance.choice(SPOTS)))
    writer.line(writer.label("Nguyên nhân chết"), Run("Tuổi già"))
    writer.line(writer.label("Nơi đăng ký khai tử"), writer.value("registered_at", office.office))
    writer.line(
        writer.label("Ngày, tháng, năm đăng ký"),
        writer.value("registered_on", slashed(registered), registered.isoformat(), keep=True),
    )
    writer.skip(14)
    titles = (Run("NGƯỜI KÝ TRÍCH LỤC", "bold"), Run("PHÓ CHỦ TỊCH"))
    signed = Run(signer, "bold", "signer", signer)
    sign_off(stage, writer, (300, writer.right), titles, signed, seal=f"{name} * {above}"[:58])


def _deceased(writer: Writer, who: Person) -> None:
    writer.line(
        writer.label("Họ, chữ đệm, tên người chết"),
        writer.value("full_name", who.full_name.upper(), keep=True, style="bold"),
    )
    writer.line(
        writer.label("Ngày, tháng, năm sinh"),
        writer.value("date_of_birth", slashed(who.born), who.born.isoformat(), keep=True),
    )
    writer.row(
        (0.0, [writer.label("Giới tính"), Run(who.sex)]),
        (0.27, [writer.label("Dân tộc"), Run(who.ethnicity)]),
        (0.6, [writer.label("Quốc tịch"), Run(who.nationality, keep=True)]),
    )
    writer.line(writer.label("Số định danh cá nhân/Giấy tờ tùy thân"), writer.value("id", who.personal_id, keep=True))
