"""The witness without a language: its sums against the definition, and what it makes of print."""

import random

import numpy as np
import pytest
from PIL import Image, ImageDraw

from domain.scans import Zone
from ocr import third
from ocr.zones import cut, witnessed
from tests.ocr.draw import font

LETTERS = ("", *" aáăeêAÁ1-")
"""A small alphabet, the blank first, for sums that can be done by hand."""


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(third, "_network", lambda: (None, LETTERS))
    monkeypatch.setattr(third, "_codes", lambda: {letter: code for code, letter in enumerate(LETTERS) if code})


def likelihood(shares: np.ndarray, text: str) -> float:
    """The sum over all ways to spell a text, by the definition: step by step, state by state."""
    states = [0]
    for letter in text:
        states += [LETTERS.index(letter), 0]
    now = [shares[0, states[at]] if at < 2 else 0.0 for at in range(len(states))]
    for row in shares[1:]:
        far = [now[at - 2] if at > 1 and states[at] and states[at] != states[at - 2] else 0.0 for at in range(len(now))]
        now = [(now[at] + (now[at - 1] if at else 0.0) + far[at]) * row[states[at]] for at in range(len(now))]
    return sum(now[-2:])


def rivals(text: str) -> set[str]:
    """Every text with one letter or digit other (but for its case), more or less."""
    letters = [letter for letter in LETTERS if letter.isalnum()]
    found = {text[:gap] + letter + text[gap:] for gap in range(len(text) + 1) for letter in letters}
    for at in [at for at, letter in enumerate(text) if letter.isalnum()]:
        others = [letter for letter in letters if letter.casefold() != text[at].casefold()]
        found |= {text[:at] + letter + text[at + 1 :] for letter in others} | {text[:at] + text[at + 1 :]}
    return found - {"", text}


def shares_of(source: np.random.Generator, steps: int) -> np.ndarray:
    shares = np.maximum(source.dirichlet(np.full(len(LETTERS), 0.3), size=steps), third.LEAST)
    return shares / shares.sum(axis=1, keepdims=True)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("seed", range(60))
def test_the_margin_is_that_of_trying_every_rival_in_turn(seed: int) -> None:
    source, chance = np.random.default_rng(seed), random.Random(seed)
    text = " ".join("".join(chance.choices("aáăeêA1- ", k=chance.randint(2, 6))).split()).strip(third.EDGE)
    shares = shares_of(source, len(text) + chance.randint(2, 8))
    found = third.margin(shares, text)
    if not text:
        assert found is None
        return
    best = max(likelihood(shares, rival) for rival in rivals(text))
    assert found == pytest.approx(np.clip(np.log(likelihood(shares, text) / best), -third.MOST, third.MOST), abs=2e-3)


@pytest.mark.usefixtures("small")
def test_a_text_with_letters_unknown_to_the_network_has_no_margin() -> None:
    shares = shares_of(np.random.default_rng(1), 9)
    assert third.margin(shares, "aø") is None
    assert third.margin(shares, " - ") is None


@pytest.mark.usefixtures("small")
def test_a_text_longer_than_the_line_has_steps_is_as_doubtful_as_can_be() -> None:
    assert third.margin(shares_of(np.random.default_rng(1), 3), "aáăeê") == -third.MOST


@pytest.mark.usefixtures("small")
def test_signs_at_the_ends_do_not_count() -> None:
    shares = shares_of(np.random.default_rng(2), 9)
    assert third.margin(shares, "- aá -") == third.margin(shares, "aá")


def line_of(text: str) -> np.ndarray:
    """A printed line cut as the pipeline cuts it, at 200 dpi."""
    page = Image.new("L", (1200, 160), 255)
    pen = ImageDraw.Draw(page)
    pen.text((100, 60), text, fill=20, font=font(13, 200))
    return cut(np.asarray(page), pen.textbbox((100, 60), text, font=font(13, 200)))


needs_weights = pytest.mark.skipif(not third.available(), reason="the third reader is not installed (extra: readers)")


@needs_weights
@pytest.mark.parametrize(
    "text", ["TRẦN THỊ MY", "TRẦN THỊ MỸ", "TRẦN THỊ MÝ", "Nguyễn Văn Hoà", "Lê Thị Ẩn", "Đỗ Vũ Hằng"]
)
def test_print_is_read_whether_or_not_it_is_a_likely_name(text: str) -> None:
    heard = third.read_line(line_of(text))
    assert heard.text == text
    assert 0 < heard.confidence <= 1


@needs_weights
def test_the_picture_speaks_for_the_printed_mark_and_against_the_likelier_one() -> None:
    line = line_of("TRẦN THỊ MY")
    said = {name: third.doubt(line, f"TRẦN THỊ {name}") for name in ("MY", "MỸ", "MÝ", "MAY")}
    right = said.pop("MY")
    assert right is not None
    assert right > 2
    assert all(margin is not None and margin < -2 for margin in said.values())


@needs_weights
@pytest.mark.parametrize("shape", [(1, 1), (3, 900), (40, 3), (300, 20), (32, 32)])
def test_a_picture_without_a_line_is_read_as_something_without_a_fuss(shape: tuple[int, int]) -> None:
    heard = third.read_line(np.full(shape, 255, np.uint8))
    assert heard.confidence <= 1
    assert third.doubt(np.full(shape, 255, np.uint8), "NGUYỄN VĂN A") == -third.MOST or not heard.text


@needs_weights
def test_a_zone_of_two_lines_is_judged_as_one_text() -> None:
    zone = Zone(box=(0, 0, 9, 9), text="Thôn 5, xã Hoà Ninh", confidence=1.0, reader="other")
    seen = witnessed(zone, [line_of("Thôn 5,"), line_of("xã Hòa Ninh")], "Thôn 5, xã Hòa Ninh")
    margins = dict(seen.margins)
    assert margins["Thôn 5, xã Hòa Ninh"] > 0 > margins["Thôn 5, xã Hoà Ninh"]
    assert seen.third == "Thôn 5, xã Hòa Ninh"


@pytest.mark.parametrize(
    ("seen", "meant"),
    [("NGỌc", "NGỌC"), ("HạnC", "Hạnc"), ("K'Thủy", "K'Thủy"), ("Vô", "Vô"), ("", ""), ("c1O", "c1O")],
)
def test_letters_that_look_alike_small_and_large_go_with_the_word(seen: str, meant: str) -> None:
    assert third.cased(seen) == meant
