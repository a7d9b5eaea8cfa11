"""Giấy chứng nhận quyền sử dụng đất, as one page with owner, parcel and signature."""

from datetime import date

from samples.drawing import Run
from samples.papers.stage import Stage, dated, motto, sign_off
from samples.people import Person, day_between, official
from samples.places import Place, commune
from samples.words import dotted
from samples.writing import Writer

LAYOUTS = ("red_book", "pink_book")

USES = ("Đất ở tại đô thị", "Đất ở tại nông thôn", "Đất trồng cây lâu năm", "Đất trồng cây hàng năm khác")


def draw(stage: Stage) -> None:
    """Prints the certificate of the stage's layout."""
    chance, who = stage.chance, stage.person("owner", born=(1955, 1990))
    day, signer = day_between(chance, date(2018, 1, 5), date(2024, 7, 20)), official(chance)
    office = commune(chance, day)
    writer = stage.writer(stage.hand(size=12.0), left=72)
    motto(writer, (writer.left, writer.right))
    writer.skip(16)
    writer.centred("GIẤY CHỨNG NHẬN", size=18, style="bold")
    for line in ("QUYỀN SỬ DỤNG ĐẤT", "QUYỀN SỞ HỮU NHÀ Ở VÀ TÀI SẢN KHÁC GẮN LIỀN VỚI ĐẤT"):
        writer.centred(line, size=12, style="bold")
    serial = f"{chance.choice(('CB', 'DA', 'CS', 'BK'))} {chance.randrange(10**5, 10**6):06d}"
    writer.skip(6)
    writer.row((0.62, [writer.label("Số phát hành"), writer.value("serial", serial, keep=True)]), leader=False)
    writer.line(Run("I. Người sử dụng đất, chủ sở hữu nhà ở và tài sản khác gắn liền với đất", "bold"), leader=False)
    _owner(writer, who)
    _parcel(stage, writer, office)
    number = f"{chance.choice(('CH', 'CS'))} {chance.randrange(100, 99999):05d}"
    writer.skip(6)
    writer.line(writer.label("Số vào sổ cấp GCN"), writer.value("register_number", number, keep=True), leader=False)
    dated(writer, "Lâm Đồng, ngày ", day, field="issued_on", at=(290, writer.right + 10))
    titles = [Run("SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG", "bold", size=10.5)]
    if stage.layout == "pink_book":
        titles.append(Run("TUQ. GIÁM ĐỐC", "bold", size=10.5))
    titles.append(
        Run("GIÁM ĐỐC" if stage.layout == "red_book" else "GIÁM ĐỐC VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI", "bold", size=10.5)
    )
    signed = Run(signer, "bold", "signer", signer)
    sign_off(
        stage, writer, (290, writer.right + 10), tuple(titles), signed, seal="SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG * LÂM ĐỒNG"
    )


def _owner(writer: Writer, who: Person) -> None:
    polite = "Ông: " if who.sex == "Nam" else "Bà: "
    writer.line(Run(polite), writer.value("owner_name", who.full_name, keep=True, style="bold"))
    writer.row(
        (0.0, [writer.label("Năm sinh"), Run(str(who.born.year))]),
        (0.3, [writer.label("CCCD số"), writer.value("owner_id", who.personal_id, keep=True)]),
    )
    writer.line(writer.label("Địa chỉ thường trú"), Run(who.residence))


def _parcel(stage: Stage, writer: Writer, office: Place) -> None:
    chance = stage.chance
    writer.line(Run("II. Thửa đất, nhà ở và tài sản khác gắn liền với đất", "bold"), leader=False)
    writer.row(
        (0.0, [writer.label("a) Thửa đất số"), writer.value("parcel", str(chance.randrange(2, 900)), keep=True)]),
        (0.45, [writer.label("Tờ bản đồ số"), writer.value("map_sheet", str(chance.randrange(1, 90)), keep=True)]),
    )
    writer.line(writer.label("b) Địa chỉ"), writer.value("address", office.text))
    whole, tenth = chance.randrange(80, 4200), chance.choice((0, 2, 5, 8))
    area = f"{dotted(whole)}{f',{tenth}' if tenth else ''} m²"
    writer.line(writer.label("c) Diện tích"), writer.value("area", area, f"{whole}{f'.{tenth}' if tenth else ''}"))
    writer.line(writer.label("d) Hình thức sử dụng"), Run("Sử dụng riêng"))
    use = chance.choice(USES)
    writer.line(writer.label("đ) Mục đích sử dụng"), writer.value("land_use", use))
    term = "Lâu dài" if "Đất ở" in use else f"Đến ngày 15/10/{chance.choice((2043, 2063))}"
    writer.line(writer.label("e) Thời hạn sử dụng"), writer.value("term", term))
    writer.line(writer.label("g) Nguồn gốc sử dụng"), Run("Công nhận quyền sử dụng đất như giao đất"))
