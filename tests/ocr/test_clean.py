"""A page made level is still one the engine can read."""

import numpy as np

from ocr import clean, engine, orient
from samples import generate


def test_a_card_on_a_grey_sheet_that_lies_askew_is_read() -> None:
    paper = generate.make("health_insurance_card", 9601, 2, "sheet")
    sheet, _stamped = clean.sheet_of(np.asarray(paper.pages[0]), paper.dpi)
    axis, skew = orient.axis_and_skew(orient.points(sheet.image, sheet.dpi))
    assert np.median(sheet.image) < clean.PALE
    assert abs(skew) > 1
    level = clean.levelled(clean.turned(sheet, axis), skew)
    seen = engine.look(level.image, dpi=level.dpi) or engine.look(clean.turned(level, 180).image, dpi=level.dpi)
    assert paper.truth()["fields"]["number"] in [word.text for word in seen]
