"""Pages read side by side: what one page does to its process harms no other page and leaves nothing behind."""

import os
import stat
import tempfile
import time
from pathlib import Path

import pytest
from PIL import Image

from domain.errors import SourceError
from domain.scans import Box, Page
from ocr.limits import Limits
from ocr.pool import PageTask, read_pages
from tests.ocr.draw import LINES, paper

LIMITS = Limits(page_seconds=60)


def pages(folder: Path, names: tuple[str, ...]) -> list[PageTask]:
    sheet = paper(LINES[3:6], (2000, 900))
    for name in names:
        sheet.save(folder / name, dpi=(300, 300))
    return [PageTask(path=folder / name, number=1, scan=name) for name in names]


def outcomes(tasks: list[PageTask], limits: Limits = LIMITS, **how: object) -> dict[str, Page]:
    return {task.scan: page for task, page in read_pages(tasks, workers=2, limits=limits, **how)}


def engine_that(folder: Path, monkeypatch: pytest.MonkeyPatch, does: str) -> None:
    """Puts a program called tesseract before the real one."""
    script = folder / "bin" / "tesseract"
    script.parent.mkdir()
    script.write_text(f'#!/bin/sh\n[ "$1" = --list-langs ] && printf "List\\nVietnamese\\n" && exit 0\n{does}\n')
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{script.parent}:{os.environ['PATH']}")


def first_word(page: Page) -> dict[Box, str]:
    return {page.words[0].box: page.words[0].text}


def children_named(name: str) -> list[str]:
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = entry.read_bytes().decode(errors="replace")
        except OSError:
            continue
        if name in line:
            found.append(line)
    return found


@pytest.mark.engine
def test_every_task_comes_back_with_its_page(tmp_path: Path) -> None:
    read = outcomes(pages(tmp_path, ("a.png", "b.png", "c.png")))
    assert sorted(read) == ["a.png", "b.png", "c.png"]
    assert all("125/UBND-XNTTHN" in " ".join(word.text for word in page.words) for page in read.values())
    assert all(page.error is None for page in read.values())


@pytest.mark.engine
def test_zones_are_asked_for_in_the_child(tmp_path: Path) -> None:
    from ocr import second

    if not second.available():
        pytest.skip("the second reader is not installed (extra: readers)")
    (page,) = outcomes(pages(tmp_path, ("a.png",)), zones=first_word).values()
    assert len(page.zones) == 1


@pytest.mark.engine
def test_a_broken_page_leaves_the_others(tmp_path: Path) -> None:
    tasks = pages(tmp_path, ("a.png", "b.png", "c.png"))
    (tmp_path / "b.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 500)
    read = outcomes(tasks)
    assert {name: page.error for name, page in read.items()} == {"a.png": None, "b.png": "corrupt", "c.png": None}
    assert "hãy" in read["b.png"].notes[0]


def test_a_file_that_vanished_is_said_so(tmp_path: Path) -> None:
    (page,) = outcomes([PageTask(path=tmp_path / "gone.png", number=1, scan="x")]).values()
    assert page.error == "vanished"


def test_a_page_over_its_time_is_ended_with_everything_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sleeping = f"{300 + os.getpid() / 1e7:.7f}"
    engine_that(tmp_path, monkeypatch, f"exec sleep {sleeping}")
    began = time.monotonic()
    (page,) = outcomes(pages(tmp_path, ("a.png",)), Limits(page_seconds=4)).values()
    assert page.error == "timeout"
    assert time.monotonic() - began < 30
    assert children_named(sleeping) == []


def test_a_page_that_kills_its_process_costs_that_page_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine_that(tmp_path, monkeypatch, "kill -SEGV $PPID")
    read = outcomes(pages(tmp_path, ("a.png", "b.png", "c.png")))
    assert [page.error for page in read.values()] == ["corrupt"] * 3


def test_a_process_killed_from_outside_is_taken_for_want_of_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine_that(tmp_path, monkeypatch, "kill -KILL $PPID")
    (page,) = outcomes(pages(tmp_path, ("a.png",))).values()
    assert page.error == "no_memory"


def test_a_page_that_needs_more_memory_than_allowed_is_said_so(tmp_path: Path) -> None:
    Image.new("P", (8000, 8000)).save(tmp_path / "a.png", compress_level=1)
    task = PageTask(path=tmp_path / "a.png", number=1, scan="x")
    (page,) = outcomes([task], Limits(memory_mb=500)).values()
    assert page.error == "no_memory"


def test_a_missing_engine_stops_the_stage_and_names_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tasks = pages(tmp_path, ("a.png",))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SourceError, match="tesseract-ocr-script-viet"):
        outcomes(tasks)


def test_no_temporary_file_and_no_process_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine_that(tmp_path, monkeypatch, "sleep 60")
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    outcomes(pages(tmp_path, ("a.png", "b.png")), Limits(page_seconds=4))
    assert list(scratch.iterdir()) == []


def test_stopping_early_ends_the_children(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sleeping = f"{400 + os.getpid() / 1e7:.7f}"
    engine_that(tmp_path, monkeypatch, f'case "$1" in *) sleep {sleeping};; esac')
    gone = PageTask(path=tmp_path / "gone.png", number=1, scan="gone")
    working = read_pages([*pages(tmp_path, ("a.png",)), gone], workers=2, limits=LIMITS)
    assert next(working)[0].scan == "gone"
    working.close()
    assert children_named(sleeping) == []
