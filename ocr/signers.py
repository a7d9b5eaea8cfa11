"""What may be the name of the person who signs: print that a seal and a signature lie across."""

import re
from functools import cache
from pathlib import Path

import yaml

from domain.kinds import clean
from domain.syllables import is_syllable
from domain.text import fold, fold_letters
from ocr.layout import SAME_SHAPE, Row
from ocr.pieces import Piece, trimmed

NO_SIGNER = re.compile(
    r"\b(?:trich luc|ho tich|ket hon|chung nhan|van phong|chung tu|giay|xac nhan|noi nhan|nhu tren|nhu dieu|pho giam"
    r"|chu tich|giam doc|truong phong|gioi tinh|quoc tich|dan toc|que quan|thuong tru|co gia tri|ngay sinh"
    r")\b|^\W*viet nam\W*$|^\W*luu\W*:"
)
"""Words of what a paper is and of what else stands at its end, where a name is looked for."""
SPECIMEN = re.compile(r"\bM[ẪẬẨÂÃ]U\b")
LETTER = re.compile(r"[A-Za-zÀ-ỹ]")
RANK = re.compile(
    r"^(?:M[ẪẬẨÂÃ]U\b\W*|(?:GS|PGS|TS|ThS|Ths|BS|LS|KTS|CN|KS)\b\W*"
    r"|(?:Đại|Thượng|Trung|Thiếu)\s+(?:tướng|tá|úy)\s+)+"
)
MOST_WORDS, FEWEST_LETTERS, STRAY = 6, 4, 3
"""Words of a name at most; its letters at least; letters of what a seal left before a name at most."""


@cache
def surnames() -> frozenset[str]:
    """Folded family names that begin most names."""
    content = yaml.safe_load((Path(__file__).parent / "labels.yaml").read_text("utf-8"))
    return frozenset(content["surnames"])


def named(part: Row) -> Piece | None:
    """The person's name a part of a row is, without rank and marks around it; None when it is no name."""
    bare = part.text.rstrip(" :.,;")
    return Piece(part, _start(part.text), len(bare)) if ":" not in bare and is_name(bare[_start(bare) :]) else None


def _start(text: str) -> int:
    """Where a name begins: behind quotes, dashes and ranks."""
    first = LETTER.search(text)
    at = first.start() if first else 0
    rank = RANK.match(text[at:])
    return at + rank.end() if rank else at


def is_name(text: str) -> bool:
    """Whether a text reads as the name of a person who may sign."""
    said = clean("name", text)
    if said is None or not may_be(said):
        return False
    words = said.split()
    if not 2 <= len(words) <= MOST_WORDS or not words[0][0].isupper() or not all(map(_begins_large, words)):
        return False
    return fold(words[0]) in surnames() and any(len(word) > 1 for word in words[1:])


def may_be(text: str) -> bool:
    """Whether nothing in a text says that it is no name but what a paper is, or a list of those it goes to."""
    return NO_SIGNER.search(fold(text)) is None and SPECIMEN.search(text) is None


def _begins_large(word: str) -> bool:
    """Whether a word begins with a capital, or with a letter that looks the same small (`chí`): under a seal nothing
    beside it tells its height."""
    return word[0].isupper() or fold_letters(word[0]) in SAME_SHAPE


def nearly(part: Row) -> Piece | None:
    """The part of a row that was a name before a seal took some of its letters: other readers, and then a person, look
    at the place. None when it is more likely something else."""
    starts = [match.start() for match in re.finditer(r"[^\W\d_]+", part.text)]
    for start in starts[1:3]:
        before = [letter for letter in part.text[:start] if letter.isalpha()]
        if len(before) <= STRAY and not before[0].islower() and is_name(part.text[start:].rstrip(" :.,;")):
            return trimmed(Piece(part, start, len(part.text)))
    words = re.findall(r"[A-Za-zÀ-ỹ]+", part.text[_start(part.text) :])
    letters = sum(map(len, words))
    if (
        "/" in part.text
        or part.text.lstrip().startswith(("-", "–", "+"))
        or not 2 <= len(words) <= MOST_WORDS
        or letters < FEWEST_LETTERS
    ):
        return None
    bare = part.text[_start(part.text) :]
    large = sum(word[0].isupper() for word in words)
    if not likeness(bare) or 2 * large < len(words) or not may_be(bare) or sum(map(str.isdigit, bare)) > 1:
        return None
    return trimmed(Piece(part, _start(part.text), len(part.text)))


def likeness(text: str) -> int:
    """How many words of a text are spelled as parts of a name: a capital, then small letters, a possible syllable."""
    words = re.findall(r"[A-Za-zÀ-ỹ]+", text)
    return sum(word[0].isupper() and word[1:].islower() and is_syllable(word) for word in words)
