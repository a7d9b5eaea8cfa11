"""Vietnamese text as letters: folding, tidying. What a text means belongs in `domain.kinds`."""

import re
import unicodedata

_LEADERS = re.compile(r"[.…·_‥]{2,}|…|(?<=\s)[.·_](?=\s|$)")
_EDGES = " \t.,:;-–—_|/\\…·*'’‘`~=<>«»"


def fold_letters(text: str) -> str:
    """Each letter lower and without marks, one for one, so that positions stay (NFC in, same length out).

    >>> fold_letters("Đắk Lắk, Ủy ban")
    'dak lak, uy ban'
    """
    return "".join(_fold_letter(letter) for letter in unicodedata.normalize("NFC", text))


def _fold_letter(letter: str) -> str:
    if letter in "đĐ":
        return "d"
    base = unicodedata.normalize("NFD", letter)[0].lower()
    return base if len(base) == 1 else letter


def fold(text: str) -> str:
    """Lower case, no marks, one space between words: for finding labels and comparing, never for storing.

    >>> fold("  HỌ, chữ đệm,\\n tên ")
    'ho, chu dem, ten'
    """
    return " ".join(fold_letters(text).split())


def tidy(raw: str) -> str:
    """NFC, one space between words, without dotted leaders and the punctuation around a value.

    >>> tidy("….: Nguyễn  Văn A ......")
    'Nguyễn Văn A'
    """
    text = unicodedata.normalize("NFC", raw)
    previous = None
    while text != previous:
        previous = text
        text = unicodedata.normalize("NFC", " ".join(_LEADERS.sub(" ", text).split()).strip(_EDGES))
    return text
