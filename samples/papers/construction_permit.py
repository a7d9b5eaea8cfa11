"""Giấy phép xây dựng for a private house, in three layouts."""

from dataclasses import dataclass
from datetime import date

from samples.drawing import Run
from samples.papers.stage import Stage, dated, head, sign_off
from samples.people import Person, official
from samples.places import Place, commune, home
from samples.words import slashed
from samples.writing import Writer

LAYOUTS = ("district", "commune", "plain")

WORKS = (
    "Nhà ở riêng lẻ 2 tầng",
    "Nhà ở riêng lẻ (cấp III) 3 tầng và tum",
    "Nhà ở riêng lẻ 1 tầng, mái lợp tôn",
    "Sửa chữa, cải tạo nhà ở riêng lẻ 2 tầng",
    "Nhà ở gia đình kết hợp kinh doanh 4 tầng",
)
DESIGNERS = (
    "Công ty TNHH Tư vấn Thiết kế Nét Việt",
    "Công ty Cổ phần Kiến trúc Đồi Xanh",
    "Công ty TNHH Xây dựng và Thiết kế An Cư Lâm Viên",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Permit:
    """What is permitted to whom, where."""

    owner: Person
    office: Place
    site: str
    works: str
    designer: str
    parcel: str
    map_sheet: str
    land_certificate: str
    issued: date
    number: str
    signer: str


def draw(stage: Stage) -> None:
    """Prints the permit of the stage's layout."""
    permit = _permit(stage)
    writer = stage.writer(stage.hand(size=12.0, leader=stage.chance.choice(("none", "none", "after"))), left=72)
    _head(stage, writer, permit)
    {"district": _numbered, "commune": _numbered, "plain": _plain}[stage.layout](stage, writer, permit)
    writer.skip(12)
    _signed(stage, writer, permit)


def _permit(stage: Stage) -> Permit:
    chance = stage.chance
    owner = stage.person("owner", born=(1960, 1995))
    late = stage.layout == "commune"
    issued = stage.day(*(date(2025, 7, 10), date(2026, 9, 30)) if late else (date(2024, 6, 3), date(2025, 6, 20)))
    office = commune(chance, issued)
    return Permit(
        owner=owner,
        office=office,
        site=home(chance, office),
        works=chance.choice(WORKS),
        designer=chance.choice(DESIGNERS),
        parcel=str(chance.randrange(3, 980)),
        map_sheet=str(chance.randrange(1, 96)),
        land_certificate=f"{chance.choice(('CH', 'DĐ', 'BK', 'CS'))} {chance.randrange(10**5, 10**6):06d}",
        issued=issued,
        number=f"{chance.randrange(1, 420):02d}/{chance.choice(('GPXD', 'GPXD-UBND'))}",
        signer=official(chance),
    )


def _head(stage: Stage, writer: Writer, permit: Permit) -> None:
    above, name = permit.office.head
    lines = (Run(above), Run(name, "bold"))
    if permit.office.district:
        lines = (Run("UBND TỈNH LÂM ĐỒNG"), Run(f"ỦY BAN NHÂN DÂN {permit.office.district}".upper(), "bold"))
    head(writer, lines)
    y = writer.y
    writer.row((0.0, [writer.label("Số"), writer.value("number", permit.number, keep=True)]), leader=False)
    writer.y = y
    town = "Lâm Đồng" if not permit.office.district else " ".join(permit.office.district.split()[-2:])
    dated(writer, f"{town}, ngày ", permit.issued, field="issued_on", at=(280, writer.right + 15))
    writer.skip(20)
    writer.centred("GIẤY PHÉP XÂY DỰNG", size=18, style="bold")
    if stage.layout != "plain":
        writer.centred("(Sử dụng cho công trình nhà ở riêng lẻ)", size=11.5, style="italic")
    writer.skip(10)


def _owner(stage: Stage, writer: Writer, permit: Permit, label: str) -> None:
    who = permit.owner
    polite = "Ông " if who.sex == "Nam" else "Bà "
    name = stage.chance.choice((who.full_name, who.full_name.upper()))
    writer.line(Run(f"{label} "), Run(polite), writer.value("owner_name", name, keep=True, style="bold"))
    word = stage.chance.choice(("Số định danh cá nhân/CCCD", "Căn cước công dân số", "CCCD số"))
    issued = stage.chance.choice(("cấp ngày", "ngày cấp"))
    writer.line(
        writer.label(word),
        writer.value("owner_id", who.personal_id, keep=True),
        Run(f", {issued}: "),
        writer.value("owner_id_issued_on", slashed(who.id_issued_on), who.id_issued_on.isoformat(), keep=True),
    )


def _numbered(stage: Stage, writer: Writer, permit: Permit) -> None:
    _owner(stage, writer, permit, "1. Cấp cho:")
    writer.line(writer.label("Địa chỉ thường trú"), Run(permit.owner.residence))
    writer.line(Run("2. Được phép xây dựng công trình: "), writer.value("works", permit.works))
    writer.line(writer.label("- Đơn vị thiết kế"), writer.value("designer", permit.designer))
    label = stage.chance.choice(("- Địa điểm xây dựng", "- Địa chỉ xây dựng"))
    writer.line(writer.label(label), writer.value("address", permit.site))
    writer.row(
        (0.0, [writer.label("- Thửa đất số"), writer.value("parcel", permit.parcel)]),
        (0.45, [writer.label("Tờ bản đồ số"), writer.value("map_sheet", permit.map_sheet)]),
    )
    _measures(stage, writer)
    writer.line(
        Run("3. Giấy tờ về đất đai: Giấy chứng nhận quyền sử dụng đất số "),
        writer.value("land_certificate", permit.land_certificate, keep=True),
    )
    writer.line(Run(
        "4. Ghi nhận các công trình đã khởi công: Không. Giấy phép này có hiệu lực khởi công xây dựng trong thời hạn "
        "12 tháng kể từ ngày cấp; quá thời hạn trên thì phải đề nghị gia hạn giấy phép xây dựng."
    ), leader=False)  # fmt: skip


def _measures(stage: Stage, writer: Writer) -> None:
    ground = stage.chance.randrange(60, 180)
    floors = stage.chance.randrange(1, 4)
    writer.row(
        (0.0, [writer.label("- Diện tích xây dựng tầng 1"), Run(f"{ground},5 m²")]),
        (0.55, [writer.label("Tổng diện tích sàn"), Run(f"{ground * floors},0 m²")]),
    )
    writer.row(
        (0.0, [writer.label("- Chiều cao công trình"), Run(f"{3 + 4 * floors},6 m")]),
        (0.55, [writer.label("Số tầng"), Run(str(floors))]),
    )


def _plain(stage: Stage, writer: Writer, permit: Permit) -> None:
    _owner(stage, writer, permit, "Cấp cho chủ đầu tư:")
    writer.line(writer.label("Công trình được phép xây dựng"), writer.value("works", permit.works))
    writer.line(writer.label("Theo thiết kế do"), writer.value("designer", permit.designer), Run(" lập"))
    writer.line(writer.label("Vị trí xây dựng"), writer.value("address", permit.site))
    writer.line(writer.label("Thửa đất số"), writer.value("parcel", permit.parcel))
    writer.line(writer.label("Tờ bản đồ số"), writer.value("map_sheet", permit.map_sheet))
    writer.line(
        writer.label("Giấy chứng nhận quyền sử dụng đất số"),
        writer.value("land_certificate", permit.land_certificate, keep=True),
    )
    _measures(stage, writer)
    writer.line(Run("Chủ đầu tư phải thông báo ngày khởi công cho cơ quan cấp giấy phép trước 07 ngày làm việc."),
                leader=False)  # fmt: skip


def _signed(stage: Stage, writer: Writer, permit: Permit) -> None:
    above, name = permit.office.head
    short = f"TM. ỦY BAN NHÂN DÂN {permit.office.commune.split()[0]}".upper()
    if permit.office.district:
        short, name = f"TM. ỦY BAN NHÂN DÂN {permit.office.district}".upper(), permit.office.district.upper()
    titles = [Run(short, "bold", size=11), Run("CHỦ TỊCH", "bold", size=11)]
    if stage.chance.random() < 0.5:
        titles[1:] = [Run("KT. CHỦ TỊCH", "bold", size=11), Run("PHÓ CHỦ TỊCH", "bold", size=11)]
    signer = Run(permit.signer, "bold", "signer", permit.signer)
    sign_off(stage, writer, (290.0, writer.right + 10), tuple(titles), signer, seal=f"{name} * {above}"[:58])
