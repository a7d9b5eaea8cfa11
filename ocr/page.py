"""One page of a file read: drawn or taken, cleaned, read by Tesseract, its codes and field zones read by others.

Runs where it is called. What comes from outside is read through `ocr.pool`, which guards time and memory.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from domain.scans import Box, Page, Word
from ocr import (
    clean,
    codes,
    digital_signatures,
    engine,
    layercheck,
    lines,
    missed,
    mrz,
    orient,
    overlays,
    render,
    textlayer,
    under_seals,
    voting,
)
from ocr import second as second_reader
from ocr import third as third_reader
from ocr import zones as zone_reader
from ocr.limits import Limits

VERSION = "8"
"""Raised whenever the same page may read differently."""
READERS = [
    f"tesseract {engine.BEST}",
    *([second_reader.READER] if second_reader.available() else []),
    *([third_reader.READER] if second_reader.available() and third_reader.available() else []),
]
ENGINE = f"{' + '.join(READERS)}, settings {VERSION}"
"""Who reads here, and how: a page read under another name may read differently now."""
SURE = 0.65
"""Mean word confidence above which a page certainly stands upright."""

Zones = Callable[[Page], Mapping[Box, str]]
"""Boxes of single lines (file pixels), each with what the page's reader read there."""


def read_page(path: Path, number: int, *, limits: Limits, zones: Zones | None = None, second: bool = True) -> Page:
    """Page `number` (from 1) of a PDF or image, boxes in the pixels `ocr.render` describes; ReadError when it cannot.

    `zones(page)` is asked after the page is read, for boxes of single lines which the second reader reads again, and
    where handwriting and stamps are looked for.
    """
    began = time.perf_counter()
    layer = textlayer.layer(path, number, limits)
    if layer is not None and layer.trusted and not layercheck.fits(path, layer.page):
        layer = replace(layer, trusted=False, note="unlike_text_layer")
    if layer is not None and layer.trusted:
        page = _with_codes(path, layer, limits)
    else:
        page = _scanned(path, number, limits, zones, second=second)
        page = replace(page, notes=(*page.notes, layer.note)) if layer else page
    signed = digital_signatures.signatures(path, number, page.size, limits.trust_list)
    page = replace(page, codes=(*page.codes, *signed))
    return replace(page, seconds=round(time.perf_counter() - began, 3))


def _with_codes(path: Path, layer: textlayer.Layer, limits: Limits) -> Page:
    """A page with its own text; it is drawn only where an image on it may hold a code."""
    if not layer.has_images:
        return layer.page
    drawn = render.drawn(path, layer.page.number, limits)
    return replace(layer.page, codes=codes.codes(clean.grey_of(drawn.pixels), layer.page.number, drawn.dpi))


def _scanned(path: Path, number: int, limits: Limits, zones: Zones | None, *, second: bool) -> Page:
    picture = render.picture(path, number, limits)
    found = codes.codes(clean.grey_of(picture.pixels), number, picture.dpi)
    sheet, stamped = clean.sheet_of(picture.pixels, picture.dpi)
    notes = (*(("stamp",) if stamped else ()), *(("fast_model",) if engine.model() != engine.BEST else ()))
    page = Page(number=number, size=picture.size, dpi=picture.dpi, codes=found, notes=notes)
    ink = orient.points(sheet.image, sheet.dpi)
    if orient.is_blank(ink, sheet.size, sheet.dpi):
        return replace(page, source="blank")
    axis, skew = orient.axis_and_skew(ink)
    bare = clean.levelled(clean.turned(sheet, axis), skew)
    level = replace(bare, image=lines.without_lines(bare.image, bare.dpi))
    half, level, seen = _right_way_up(level, limits)
    seen = missed.mended(level, seen, timeout=limits.page_seconds)
    level, seen = under_seals.mended(level, seen, timeout=limits.page_seconds)
    said = voting.said(level, seen) if second and voting.available() else (None,) * len(seen)
    page = replace(page, rotation=axis + half, skew=skew, words=tuple(_words(seen, said, level)))
    places = zones(page) if zones else {}
    page = replace(page, marks=overlays.marks(picture, level, tuple(places), page.words))
    if second and second_reader.available():
        return _read_again(page, level, places, clean.turned(bare, half).image)
    return replace(page, notes=(*page.notes, "one_reader"))


def _right_way_up(level: clean.Sheet, limits: Limits) -> tuple[int, clean.Sheet, Sequence[engine.Seen]]:
    """The turn (0 or 180), sheet and words of the way up the engine reads more surely; the other is tried if need be.

    A page on its head is read at some 0.3, the same page upright at 0.9: no separate pass is needed to tell.
    """
    seen = engine.look(level.image, dpi=level.dpi, timeout=limits.page_seconds)
    sure = _surety(seen)
    if sure >= SURE:
        return 0, level, seen
    other = clean.turned(level, 180)
    seen_other = engine.look(other.image, dpi=other.dpi, timeout=limits.page_seconds)
    return (180, other, seen_other) if _surety(seen_other) > sure else (0, level, seen)


def _surety(seen: Sequence[engine.Seen]) -> float:
    """Mean confidence of the words, weighed by their letters and digits."""
    weighed = [(sum(map(str.isalnum, word.text)), word.confidence) for word in seen]
    total = sum(count for count, _sure in weighed)
    return sum(count * sure for count, sure in weighed) / total if total else 0.0


def _words(seen: Sequence[engine.Seen], said: Sequence[str | None], sheet: clean.Sheet) -> Iterator[Word]:
    for word, better in zip(seen, said, strict=True):
        box = zone_reader.file_box(word.box, sheet)
        yield Word(text=word.text, box=box, confidence=word.confidence, line=word.line, said=better)


def _read_again(page: Page, sheet: clean.Sheet, places: Mapping[Box, str], untouched: "clean.Grey") -> Page:
    marks = mrz.mrz(sheet, page.words, page.number)
    page = replace(page, codes=(*page.codes, *marks))
    return replace(page, zones=zone_reader.read_zones(sheet, places, page.words, untouched)) if places else page
