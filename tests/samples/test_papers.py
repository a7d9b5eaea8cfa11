"""Generated papers: nothing overprinted or clipped, the truth is what was printed, same seed, same paper."""

import datetime
import itertools
import random

import numpy as np
import pytest
from PIL import ImageChops
from stdnum.vn import mst

from domain import kinds
from samples.companies import found
from samples.drawing import Canvas, Text
from samples.fields import FIELDS
from samples.fonts import FAMILIES, STYLES, FontError, lacking, path
from samples.generate import draft, layouts, make, types
from samples.render import bitmap, extent
from samples.sheet import canonical
from samples.words import date_in_words, in_words

SEEDS = range(300, 306)
ALL = [(kind, layout) for kind in types() for layout in layouts(kind)]


def truth_of(kind, layout, seed):
    return canonical(draft(kind, seed, 0, layout).pages, FIELDS[kind])


def printed(canvas: Canvas):
    return [op for op in canvas.ops if isinstance(op, Text) and op.kind == "print" and op.text.strip()]


def crossing(canvas: Canvas):
    """Pairs of texts whose letters lie over each other by more than a point in both directions."""
    texts = [(op, extent(op)) for op in printed(canvas)]
    for (one, a), (other, b) in itertools.combinations(texts, 2):
        wide = min(a[2], b[2]) - max(a[0], b[0])
        high = min(a[3], b[3]) - max(a[1], b[1])
        if wide > 1.0 and high > 2.6:
            yield one.text, other.text


@pytest.mark.parametrize(("kind", "layout"), ALL)
def test_no_text_lies_over_another_or_beyond_the_page(kind, layout):
    for seed in SEEDS:
        for canvas in draft(kind, seed, 0, layout).pages:
            assert list(crossing(canvas)) == []
            for op in printed(canvas):
                left, top, right, bottom = extent(op)
                assert left > 5, op.text
                assert top > 5, op.text
                assert right < canvas.width - 5, op.text
                assert bottom < canvas.height - 5, op.text


@pytest.mark.parametrize(("kind", "layout"), ALL)
def test_every_page_says_that_it_is_a_sample(kind, layout):
    stage = draft(kind, 7, 0, layout)
    for canvas in stage.pages:
        assert any(isinstance(op, Text) and op.kind == "mark" and "MẪU" in op.text for op in canvas.ops)
    assert any("MẪU" in op.text for op in stage.pages[0].ops if isinstance(op, Text))


def test_the_large_mark_is_pale_and_lies_on_every_whole_page():
    sheet = make("birth_certificate", 7, dpi=100)
    tones = np.asarray(sheet.pages[0].convert("L"))
    pale = (tones > 225) & (tones < 250)
    assert pale.mean() > 0.04


@pytest.mark.parametrize(("kind", "layout"), ALL)
def test_what_the_truth_says_stands_on_the_pages(kind, layout):
    for seed in SEEDS:
        stage = draft(kind, seed, 0, layout)
        told = {}
        for canvas in stage.pages:
            for op in printed(canvas):
                if op.field:
                    told.setdefault(op.field, []).append(op.text)
        truth = truth_of(kind, layout, seed)
        assert set(truth) == set(FIELDS[kind])
        for name, texts in told.items():
            if isinstance(truth[name], str) and " " in truth[name] and name not in EXPANDED:
                assert " ".join(texts).replace("  ", " ") == truth[name], name


EXPANDED = {"signing_capacity", "issued_by", "land_certificate", "name"}
"""Printed on several lines that the truth joins in another way."""

DATES = ("_on", "date_of_birth", "valid_from", "valid_to")


KINDS = {
    "personal_id": "personal_id",
    "declarant_id": "id",
    "owner_id": "id",
    "person_id": "id",
    "signer": "name",
    "mother_name": "name",
    "owner_name": "name",
    "residence": "address",
    "registered_at": "address",
    "charter_capital": "money",
    "amount": "money",
    "expires_on": "expiry",
}


def kind_of(document, name):
    """The kind of value a field must be in, None for free text."""
    if name in KINDS:
        return KINDS[name]
    if name == "number":
        return None if document in ("driving_licence", "health_insurance_card") else "document_number"
    return "date" if name.endswith(DATES) else None


@pytest.mark.parametrize(("kind", "layout"), ALL)
def test_values_of_the_truth_are_canonical(kind, layout):
    for seed in SEEDS:
        fields = truth_of(kind, layout, seed)
        texts = {name: value for name, value in fields.items() if isinstance(value, str)}
        for name, value in texts.items():
            assert value == " ".join(value.split()), name
            if how := kind_of(kind, name):
                assert kinds.clean(how, value) == value, name
        if "enterprise_code" in texts:
            assert mst.is_valid(texts["enterprise_code"])


def test_personal_numbers_agree_with_sex_and_year():
    for seed in range(40):
        fields = truth_of("citizen_id_card", "new_sheet", seed)
        number, year = fields["personal_id"], int(fields["date_of_birth"][:4])
        assert number[4:6] == f"{year % 100:02d}"
        assert int(number[3]) == (0 if year < 2000 else 2) + (fields["sex"] == "Nữ")


def test_company_codes_have_the_right_check_digit():
    chance = random.Random(1)
    assert all(mst.is_valid(found(chance).enterprise_code) for _ in range(50))


def test_shares_of_members_add_up_to_the_capital():
    truths = [truth_of("enterprise_registration", "planning", seed) for seed in range(12)]
    with_members = [fields for fields in truths if fields["members"]]
    assert with_members
    for fields in with_members:
        assert sum(int(one["contribution"]) for one in fields["members"]) == int(fields["charter_capital"])


@pytest.mark.parametrize("level", [0, 1, 2])
def test_the_same_seed_gives_the_same_paper(level):
    one, two = (make("marriage_certificate", 5, level, dpi=100) for _ in range(2))
    assert one.fields == two.fields
    assert one.boxes == two.boxes
    assert ImageChops.difference(one.pages[0], two.pages[0]).getbbox() is None
    assert make("marriage_certificate", 6, level, dpi=100).fields != one.fields


def test_wear_changes_the_picture_and_not_the_truth():
    clean, worn = (
        make("birth_certificate", 9, 0, "original", dpi=100),
        make("birth_certificate", 9, 2, "original", dpi=100),
    )
    assert clean.fields == worn.fields
    assert worn.pages[0].mode == "L"
    assert abs(worn.skews[0]) > 0.3


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_boxes_lie_on_the_ink_however_the_page_lies(turn):
    sheet = make("construction_permit", 4, 2, "plain", turn=turn, dpi=150)
    assert sheet.rotations == ((360 - turn) % 360,)
    tones = np.asarray(sheet.pages[0], float)
    page, (left, top, right, bottom) = sheet.boxes["owner_id"]
    assert page == 1
    inside = tones[top:bottom, left:right]
    assert inside.mean() < np.median(tones) - 15
    wide = right - left > bottom - top
    assert wide == (turn in (0, 180))


def test_a_turned_page_turned_back_is_the_page():
    straight, lying = (make("official_document", 3, 0, "notice", turn=turn, dpi=80) for turn in (0, 90))
    upright = lying.pages[0].rotate(-lying.rotations[0], expand=True)
    assert ImageChops.difference(upright, straight.pages[0]).getbbox() is None


def test_every_font_holds_every_letter():
    for family, style in itertools.product(FAMILIES, STYLES):
        assert lacking(path(family, style)) == ""


def test_an_absent_font_names_its_package(monkeypatch):
    monkeypatch.setattr("samples.fonts._index", dict)
    with pytest.raises(FontError, match="apt-get install fonts-liberation2"):
        path("liberation-serif")


def test_a_font_without_a_letter_is_found_out(tmp_path):
    import io

    from PIL import ImageFont

    old = ImageFont.load_default(size=20)  # its one font of Pillow's own has no Vietnamese letters
    file = tmp_path / "poor.ttf"
    file.write_bytes(old.font_bytes if hasattr(old, "font_bytes") else io.BytesIO(old.path.getvalue()).getvalue())
    assert "ệ" in lacking(file)


def test_numbers_and_days_in_words():
    assert in_words(1_005_000) == "một triệu không trăm linh năm nghìn"
    assert in_words(24) == "hai mươi bốn"
    assert (
        date_in_words(datetime.date(2021, 1, 15)) == "Ngày mười lăm, tháng một, năm hai nghìn không trăm hai mươi mốt"
    )


def test_a_page_is_drawn_in_the_size_of_its_resolution():
    assert bitmap(Canvas(width=72, height=144), 150).size == (150, 300)


def test_a_parent_born_on_the_last_of_a_month_has_an_old_card_too():
    assert draft("birth_certificate", 9501, 0, "original").pages
