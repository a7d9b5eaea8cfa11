"""One page of a file read: drawn or taken, cleaned, read by Tesseract, its codes and field zones read by others.

Runs where it is called. What comes from outside is read through `ocr.pool`, which guards time and memory.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from domain.scans import Box, Code, Page, Word
from ocr import clean, codes, engine, lines, orient, render, textlayer
from ocr import second as second_reader
from ocr import zones as zone_reader
from ocr.limits import Limits

VERSION = "1"
"""Raised whenever the same page may read differently."""
ENGINE = f"tesseract {engine.BEST} + {second_reader.READER}, settings {VERSION}"
READ_DPI = 200

Zones = Callable[[Page], tuple[Box, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """A page ready for its readers: the level sheet at working resolution, and how it had to be turned."""

    sheet: clean.Sheet
    rotation: int
    skew: float


def read_page(path: Path, number: int, *, limits: Limits, zones: Zones | None = None, second: bool = True) -> Page:
    """Page `number` (from 1) of a PDF or image, boxes in the pixels `ocr.render` describes; ReadError when it cannot.

    `zones(page)` is asked after the page is read, for boxes of single lines which the second reader reads again.
    """
    began = time.perf_counter()
    layer = textlayer.layer(path, number, limits)
    if layer is not None and layer.trusted:
        page = _with_codes(path, layer, limits)
    else:
        page = _scanned(path, number, limits, zones, second=second)
        page = replace(page, notes=(*page.notes, layer.note)) if layer else page
    return replace(page, seconds=round(time.perf_counter() - began, 3))


def _with_codes(path: Path, layer: textlayer.Layer, limits: Limits) -> Page:
    """A page with its own text; it is drawn only where an image on it may hold a code."""
    if not layer.has_images:
        return layer.page
    drawn = render.drawn(path, layer.page.number, limits)
    return replace(layer.page, codes=codes.codes(clean.grey_of(drawn.pixels), layer.page.number))


def _scanned(path: Path, number: int, limits: Limits, zones: Zones | None, *, second: bool) -> Page:
    picture = render.picture(path, number, limits)
    page = Page(number=number, size=picture.size, dpi=picture.dpi)
    found = codes.codes(clean.grey_of(picture.pixels), number)
    sheet, stamped = clean.sheet_of(picture.pixels, picture.dpi)
    page = replace(page, codes=found, notes=("stamp",) if stamped else ())
    ink = orient.points(sheet.image, sheet.dpi)
    if orient.is_blank(ink, sheet.size, sheet.dpi):
        return replace(page, source="blank")
    cleaned = _level(sheet, *orient.axis_and_skew(ink))
    page = replace(page, rotation=cleaned.rotation, skew=cleaned.skew, words=_words(cleaned.sheet, limits))
    if second and second_reader.available():
        return _read_again(page, cleaned.sheet, zones)
    return replace(page, notes=(*page.notes, "one_reader"))


def _level(sheet: clean.Sheet, axis: int, skew: float) -> Cleaned:
    level = clean.levelled(clean.turned(sheet, axis), skew)
    level = replace(level, image=lines.without_lines(level.image, level.dpi))
    if orient.is_upside_down(level):
        return Cleaned(sheet=clean.turned(level, 180), rotation=axis + 180, skew=skew)
    return Cleaned(sheet=level, rotation=axis, skew=skew)


def _words(sheet: clean.Sheet, limits: Limits) -> tuple[Word, ...]:
    small = clean.scaled(sheet, READ_DPI)
    seen = engine.look(small.image, dpi=READ_DPI, timeout=limits.page_seconds)
    return tuple(
        Word(text=word.text, box=zone_reader.file_box(word.box, small), confidence=word.confidence, line=word.line)
        for word in seen
    )


def _read_again(page: Page, sheet: clean.Sheet, zones: Zones | None) -> Page:
    marks: tuple[Code, ...] = zone_reader.mrz(sheet, page.words, page.number)
    page = replace(page, codes=(*page.codes, *marks))
    return replace(page, zones=zone_reader.read_zones(sheet, zones(page))) if zones else page
