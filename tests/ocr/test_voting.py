"""Running text by the word of most readers: nothing is replaced, nothing lost, and fewer letters are wrong."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.reading_score import letter_error
from benchmarks.readings import printed
from ocr import second, third, voting
from ocr.clean import Sheet
from ocr.documents import sheet_of
from ocr.engine import Seen
from ocr.extract import lines_of
from ocr.limits import Limits
from ocr.page import read_page
from samples import generate

WORD = st.text("abđêạ19./-", min_size=1, max_size=8)
LINE = st.lists(WORD, min_size=1, max_size=9)


def line_of(words: list[tuple[str, float]], said: list[str | None]) -> str:
    kept = (text if better is None else better for (text, _sure), better in zip(words, said, strict=True))
    return " ".join(text for text in kept if text)


@given(LINE, st.floats(0, 1))
def test_a_line_all_read_alike_stays_as_it_is(words: list[str], sure: float) -> None:
    same = " ".join(words)
    assert voting.voted([(word, sure) for word in words], same, same) == [None] * len(words)


@given(LINE, LINE, LINE, st.floats(0, 1))
def test_every_word_gets_an_answer_whatever_the_others_read(
    words: list[str], again: list[str], other: list[str], sure: float
) -> None:
    assert len(voting.voted([(word, sure) for word in words], " ".join(again), " ".join(other))) == len(words)


@given(LINE, LINE)
def test_what_two_readers_say_stands(words: list[str], again: list[str]) -> None:
    own = [(word, 0.5) for word in words]
    assert line_of(own, voting.voted(own, " ".join(words), " ".join(again))) == " ".join(words)
    if len(words) <= voting.MOST_WORDS:
        both = " ".join(again)
        assert line_of(own, voting.voted(own, both, both)) == both


@pytest.mark.parametrize(("sure", "stands"), [(0.97, "đối,"), (0.8, "đổi,")])
def test_where_all_differ_a_sure_word_is_not_doubted(sure: float, stands: str) -> None:
    own = [("đối,", sure)]
    assert line_of(own, voting.voted(own, "đổi,", "đồi;")) == stands


@pytest.mark.parametrize(("heard", "asked"), [("ngày 15", 0), ("ngày 16", 1)])
def test_the_second_reader_is_asked_only_where_the_other_two_differ(
    monkeypatch: pytest.MonkeyPatch, heard: str, asked: int
) -> None:
    """Its word would change nothing where they agree, and it costs most of the three."""
    lines: list[object] = []
    monkeypatch.setattr(third, "read_line", lambda _line: second.Heard(heard, 0.99))
    monkeypatch.setattr(second, "read_line", lambda line: lines.append(line) or second.Heard("ngày 16", 0.99))
    sheet = Sheet(image=np.full((60, 300), 255, np.uint8), dpi=300, matrix=np.eye(3)[:2])
    seen = [
        Seen(text="ngày", box=(10, 10, 100, 40), confidence=0.5, block=1, line=0),
        Seen(text="15", box=(120, 10, 160, 40), confidence=0.5, block=1, line=0),
    ]
    assert voting.said(sheet, seen) == (None, "16" if asked else None)
    assert len(lines) == asked


def test_a_word_keeps_what_was_read_beside_what_most_say(tmp_path: Path) -> None:
    """Worn papers: what a search finds has fewer letters wrong than what the page's reader saw."""
    wrong = {"read": 0, "said": 0}
    changed = 0
    for kind, layout in (("land_use_certificate", 0), ("enterprise_registration", 0)):
        name = generate.layouts(kind)[layout]
        sheet = generate.make(kind, 7303, 1, name)
        path = tmp_path / f"{kind}.png"
        sheet.pages[0].save(path, dpi=(sheet.dpi, sheet.dpi))
        page = read_page(path, 1, limits=Limits())
        rows = sheet_of(page).rows
        told = [row.text for row in sheet_of(printed(kind, 7303, name)[0].pages[0]).rows]
        wrong["read"] += letter_error(told, "\n".join(row.text for row in rows))[0]
        wrong["said"] += letter_error(told, lines_of(rows))[0]
        changed += sum(word.said is not None for word in page.words)
    assert changed
    assert wrong["said"] < wrong["read"], wrong
