"""The words a PDF page itself holds, and whether they can be trusted. Nothing is recognised here."""

import ctypes
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from domain.scans import Box, Page, Word
from ocr import legacy
from ocr.limits import Limits
from ocr.render import drawing_dpi

if TYPE_CHECKING:
    import pypdfium2

SYLLABLE = re.compile(
    r"(ngh?|nh|ch|gh?|gi|kh|ph|qu|th|tr|[bcdđhklmnprstvx])?"
    r"(uye|uya|oai|oay|oeo|uoi|uou|uay|ieu|yeu|[iyuo]?[aeiouy]{1,2})(ng|nh|ch|[cmnpt])?"
)
"""A Vietnamese syllable without its marks; loose, since it only has to tell text from rubbish."""
LETTERS = set("aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệfghiìíỉĩịjklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvwxyỳýỷỹỵz")
UNICODE = re.compile("[ĂăĐđƠơƯư\u1ea0-\u1ef9]")
"""Letters that no text of an old font holds."""
SOFT_HYPHEN = "\xad"
"""No letter in Unicode text, and the letter ư in TCVN3."""
FEWEST = 10
"""Syllables below which a layer is too little to be judged, and is not trusted."""
STAMPED = 3
"""Words at most in what is stamped into the gap of a line."""
WHOLE_PAGE = 0.7
"""Share of the page an image covers from which its text layer is someone's earlier OCR."""


PRINT = 130
"""Print is darker than this, of 255."""
PALE_PIXELS = 40_000_000
"""Larger pictures are not judged: they count as scans."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """A page's own words as a `Page`, whether they may be used, and why not."""

    page: Page
    trusted: bool
    note: str = ""
    has_images: bool = False


def layer(path: Path, number: int, limits: Limits) -> Layer | None:
    """The text layer of a PDF page judged, None when the file is no PDF or the page holds no text."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError:
        return None
    try:
        return _judged(_flattened(document, number), number, limits)
    except (pypdfium2.PdfiumError, IndexError):
        return None
    finally:
        document.close()


def _flattened(document: "pypdfium2.PdfDocument", number: int) -> "pypdfium2.PdfPage":
    """The page with what notes and signatures show on it as part of its text: offices stamp number and day that way."""
    from pypdfium2 import raw

    document.init_forms()
    sheet = document[number - 1]
    if raw.FPDFPage_GetAnnotCount(sheet) and raw.FPDFPage_Flatten(sheet, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS:
        sheet.close()
        sheet = document[number - 1]
    return sheet


def _judged(sheet: "pypdfium2.PdfPage", number: int, limits: Limits) -> Layer | None:
    dpi = drawing_dpi(sheet.get_size(), limits)
    wide, high = (round(side * dpi / 72) for side in sheet.get_size())
    words = in_lines(tuple(_words(sheet, (wide, high))))
    if not words:
        return None
    page = Page(number=number, size=(wide, high), dpi=dpi, source="text_layer", words=words)
    covered = _image_share(sheet)
    if covered >= WHOLE_PAGE:
        return Layer(page=page, trusted=False, note="ocr_layer_ignored", has_images=True)
    plain = tuple(replace(word, text=word.text.replace(SOFT_HYPHEN, "")) for word in words)
    if is_vietnamese(_joined(plain)):
        page = replace(page, words=tuple(word for word in plain if word.text))
        return Layer(page=page, trusted=True, has_images=covered > 0)
    if (converted := _converted(sheet, words, page.size)) is not None:
        page = replace(page, words=converted, notes=("converted_text_layer",))
        return Layer(page=page, trusted=True, has_images=covered > 0)
    return Layer(page=page, trusted=False, note="bad_text_layer", has_images=covered > 0)


def _joined(words: Iterable[Word]) -> str:
    return " ".join(word.text for word in words)


def _converted(sheet: "pypdfium2.PdfPage", words: tuple[Word, ...], size: tuple[int, int]) -> tuple[Word, ...] | None:
    """The words in Unicode when they are Vietnamese in an encoding of old fonts, else None; also where only some are:
    letters of both would be taken for each other.
    """
    if UNICODE.search(_joined(words)):
        return None
    capitals = {box for cases, box in _runs(sheet, size, _case) if cases.startswith("H")}
    for convert in legacy.CONVERSIONS:
        found = tuple(
            replace(word, text=convert(word.text).upper() if word.box in capitals else convert(word.text))
            for word in words
        )
        if is_vietnamese(_joined(found)):
            return found
    return None


def is_vietnamese(text: str) -> bool:
    """Whether a text reads as Vietnamese with its marks: not mojibake of old fonts, not CIDs, not stripped of marks.

    >>> is_vietnamese("Cộng hòa xã hội chủ nghĩa Việt Nam, Độc lập - Tự do - Hạnh phúc")
    True
    >>> is_vietnamese("Céng hßa x· héi chñ nghÜa ViÖt Nam, §éc lËp - Tù do - H¹nh phóc")
    False
    """
    tokens = [token for token in re.split(r"[\s\d.,;:()/\-–\"'“”…]+", text.lower()) if token]
    good = [token for token in tokens if set(token) <= LETTERS and SYLLABLE.fullmatch(_bare(token))]
    marked = [token for token in good if not token.isascii()]
    return len(good) >= max(FEWEST, 0.6 * len(tokens)) and len(marked) >= 0.25 * len(good)


def _bare(token: str) -> str:
    """Letters without their marks; đ stays."""
    return "".join(letter for letter in unicodedata.normalize("NFD", token) if not unicodedata.combining(letter))


def _image_share(sheet: "pypdfium2.PdfPage") -> float:
    """Largest share of the page one image covers; a pale watermark without print of its own does not count."""
    from pypdfium2 import raw

    wide, high = sheet.get_size()
    shares = [0.0]
    for image in sheet.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=4):
        left, bottom, right, top = image.get_bounds()
        share = abs(right - left) * abs(top - bottom) / max(1.0, wide * high)
        shares.append(0.0 if share >= WHOLE_PAGE and _is_pale(image) else share)
    return max(shares)


def _is_pale(image: "pypdfium2.PdfObject") -> bool:
    """Whether nothing on the picture is as dark as print."""
    import numpy as np
    import pypdfium2

    wide, high = image.get_px_size()
    if wide * high > PALE_PIXELS:
        return False
    try:
        pixels = image.get_bitmap(render=False).to_numpy()
    except pypdfium2.PdfiumError:
        return False
    return (
        bool(np.mean(pixels[..., :3].min(axis=-1) < PRINT) < 1e-4)
        if pixels.ndim == 3
        else bool(np.mean(pixels < PRINT) < 1e-4)
    )


def _words(sheet: "pypdfium2.PdfPage", size: tuple[int, int]) -> Iterator[Word]:
    """Words with their boxes as the page is displayed, `size` pixels large, in the layer's own order."""
    line, before = 0, None
    for text, box in _runs(sheet, size):
        if before is not None and _breaks(before, box):
            line += 1
        before = box
        yield Word(text=text, box=box, confidence=1.0, line=line)


def in_lines(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Words in order of lines; a short line's (a stamped number, a day) join the line in whose gap they stand."""
    lines: list[list[Word]] = []
    for _number, group in groupby(words, key=lambda word: word.line):
        found = list(group)
        homes = [_home(word, lines) for word in found] if len(found) <= STAMPED else [None]
        if None in homes:
            lines.append(found)
            continue
        for word, home in zip(found, homes, strict=True):
            assert home is not None
            home.append(word)
            home.sort(key=lambda one: one.box[0])
    return tuple(replace(word, line=number) for number, line in enumerate(lines) for word in line)


def _home(word: Word, lines: list[list[Word]]) -> list[Word] | None:
    """The line with a gap at the word's place and height, None when there is none."""
    left, top, right, bottom = word.box
    middle = (top + bottom) / 2
    for line in lines:
        level = min(one.box[1] for one in line) <= middle <= max(one.box[3] for one in line)
        within = line[0].box[0] < left and right < line[-1].box[2]
        if level and within and all(right <= one.box[0] or left >= one.box[2] for one in line):
            return line
    return None


def _breaks(before: Box, box: Box) -> bool:
    """Whether a word begins a new line: it lies lower or higher than the word before it, or left of it."""
    overlap = min(before[3], box[3]) - max(before[1], box[1])
    return overlap < 0.3 * min(before[3] - before[1], box[3] - box[1]) or box[2] < before[0]


def _letter(textpage: "pypdfium2.PdfTextPage", index: int) -> str:
    from pypdfium2 import raw

    return chr(raw.FPDFText_GetUnicode(textpage, index))


def _case(textpage: "pypdfium2.PdfTextPage", index: int) -> str:
    """H for a letter of a font that shows small letters as capitals, n for another; a space stays."""
    from pypdfium2 import raw

    letter = _letter(textpage, index)
    if letter.isspace() or not (letter.isprintable() or letter == SOFT_HYPHEN):
        return letter
    name = ctypes.create_string_buffer(128)
    raw.FPDFText_GetFontInfo(textpage, index, name, len(name), ctypes.byref(ctypes.c_int()))
    return "H" if legacy.CAPITALS.match(name.value.decode("latin-1")) else "n"


def _runs(
    sheet: "pypdfium2.PdfPage", size: tuple[int, int], spell: "Callable[[pypdfium2.PdfTextPage, int], str]" = _letter
) -> Iterator[tuple[str, Box]]:
    """Letters between spaces, put together (NFC), with the box around them."""
    textpage = sheet.get_textpage()
    letters, boxes = "", list[Box]()
    for index in range(textpage.count_chars()):
        letter = spell(textpage, index)
        if letter.isspace() or not (letter.isprintable() or letter == SOFT_HYPHEN):
            yield from _run(letters, boxes)
            letters, boxes = "", []
        else:
            letters += letter
            boxes.append(_char_box(sheet, textpage.get_charbox(index), size))
    yield from _run(letters, boxes)
    textpage.close()


def _run(letters: str, boxes: list[Box]) -> Iterator[tuple[str, Box]]:
    if letters:
        lefts, tops, rights, bottoms = zip(*boxes, strict=True)
        yield unicodedata.normalize("NFC", letters), (min(lefts), min(tops), max(rights), max(bottoms))


def _char_box(sheet: "pypdfium2.PdfPage", place: tuple[float, float, float, float], size: tuple[int, int]) -> Box:
    """A box in the PDF's own coordinates as pixels of the displayed page, /Rotate and crop box minded."""
    left, bottom, right, top = place
    first, second = (on_display(sheet, point, size) for point in ((left, top), (right, bottom)))
    across, down = sorted((first[0], second[0])), sorted((first[1], second[1]))
    return across[0], down[0], across[1], down[1]


def on_display(sheet: "pypdfium2.PdfPage", point: tuple[float, float], size: tuple[int, int]) -> tuple[int, int]:
    """A point in the PDF's own coordinates as a pixel of the displayed page, `size` pixels large."""
    from pypdfium2 import raw

    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(sheet, 0, 0, *size, 0, *point, ctypes.byref(across), ctypes.byref(down))
    return across.value, down.value
