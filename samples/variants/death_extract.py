"""Trích lục khai tử, and the giấy chứng tử of before 2016."""

from datetime import date, timedelta

from samples.drawing import Run
from samples.papers.stage import Stage
from samples.variants import world
from samples.variants.form import Form, begin, written

LAYOUTS = ("certificate", "copy", "after_merger")


def draw(stage: Stage) -> None:
    """Prints the paper of the stage's layout."""
    chance, old = stage.chance, stage.layout == "certificate"
    years = {"certificate": (date(2007, 1, 5), date(2015, 11, 1)), "copy": (date(2016, 2, 1), date(2025, 5, 1))}
    died = world.day(chance, *years.get(stage.layout, (date(2025, 7, 3), date(2026, 8, 1))))
    registered = died + timedelta(days=chance.randrange(1, 15))
    office = world.place(chance, registered)
    who = world.person(stage, "holder", born=(1925, 1970), day=died)
    form = begin(stage, base=12.5, leaders=("after", "under", "none") if old else ("none", "none", "after"))
    _head(form, office, registered)
    form.put(
        form.pick("Họ, chữ đệm, tên", "Họ, chữ đệm, tên người chết", "Họ và tên người chết"),
        form.name("full_name", who.full_name),
    )
    _person(form)
    hour = form.pick(
        "", f"{chance.randrange(24)} giờ {chance.randrange(60):02d} phút, ", f"{chance.randrange(24):02d} giờ, "
    )
    label = form.pick("Đã chết vào lúc", "Chết vào lúc", "Đã chết vào ngày, giờ", "Ngày, giờ chết")
    form.put(label, Run(hour), form.day("died_at", died, form.pick("spoken", "slashed")))
    form.put(
        form.pick("Nơi chết", "Chết tại"),
        form.value("place_of_death", form.pick("Tại gia", "Tại nơi cư trú", *world.HOSPITALS)),
    )
    form.put("Nguyên nhân chết", form.free(form.pick("Già yếu", "Bệnh", "Tai nạn giao thông", "Không rõ")))
    where = form.pick("UBND", "Ủy ban nhân dân") + f" {', '.join(office)}"
    form.put(
        form.pick("Nơi đăng ký khai tử", "Nơi đăng ký", "Đã được đăng ký khai tử tại"),
        form.value("registered_at", where),
    )
    form.put(form.pick("Ngày, tháng, năm đăng ký", "Ngày đăng ký"), form.day("registered_on", registered))
    form.pen.skip(8)
    signer = world.official(chance)
    titles = (
        ("NGƯỜI KÝ GIẤY CHỨNG TỬ",)
        if old
        else tuple(form.pick("NGƯỜI KÝ TRÍCH LỤC\nCHỦ TỊCH", "CHỦ TỊCH", "CÔNG CHỨC TƯ PHÁP - HỘ TỊCH").split("\n"))
    )
    form.sign(titles, form.value("signer", signer, style="bold"), seal=world.committee(office))


def _head(form: Form, office: tuple[str, ...], registered: date) -> None:
    old = form.stage.layout == "certificate"
    form.head(
        *(
            Run(world.committee(office, level), "bold" if level == 0 else "regular")
            for level in range(len(office) - 1, -1, -1)
        )
    )
    plain = str(form.chance.randrange(1, 200))
    number = plain if old else plain + form.pick("/TLKT-BS", "/TLKT", f"/{registered.year}/TLKT-BS")
    y = form.pen.y
    form.pen.row((0.65 if old else 0.0, [Run("Số: "), form.value("number", number, keep=True)]), leader=False)
    if old:
        form.pen.row((0.65, [Run("Quyển số: "), Run(f"01/{registered.year}")]), leader=False)
    else:
        form.pen.y = y
        form.dated(None, world.seat(office), registered + timedelta(days=form.chance.randrange(0, 90)))
    form.pen.skip(8)
    form.title(
        *("GIẤY CHỨNG TỬ", form.pick("(BẢN CHÍNH)", "(BẢN SAO)"))
        if old
        else ("TRÍCH LỤC KHAI TỬ", form.pick("(BẢN SAO)", "(Bản chính)"))
    )


def _person(form: Form) -> None:
    who = form.stage.roles["holder"]
    only_year = who.born.year < 1945 and form.chance.random() < 0.7
    born = form.value("date_of_birth", str(who.born.year)) if only_year else form.day("date_of_birth", who.born)
    form.put(form.pick("Ngày, tháng, năm sinh", "Sinh ngày", "Ngày, tháng, năm sinh của người chết"), born)
    form.side((0.0, "Giới tính", form.free(who.sex)), (0.3, "Dân tộc", form.free(who.ethnicity)),
              (0.62, "Quốc tịch", form.free("Việt Nam")))  # fmt: skip
    number = who.old_id if form.stage.layout == "certificate" and who.old_id else who.personal_id
    form.put(
        form.pick("Giấy tờ tùy thân", "Số định danh cá nhân", "Số định danh cá nhân/Giấy tờ tùy thân"),
        Run("CMND số " if number == who.old_id else form.pick("", "CCCD số ", "số ")),
        form.value("id", number, keep=True),
        Run(form.pick("", f", cấp ngày {written(who.id_issued_on, 'slashed')}")),
    )
    form.put(form.pick("Nơi cư trú cuối cùng", "Nơi thường trú cuối cùng"), form.free(who.residence))
