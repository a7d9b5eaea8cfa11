"""Who signs a paper, in what capacity, and to whom it goes: the block at a paper's end."""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import yaml
from rapidfuzz import fuzz

from domain.kinds import clean
from domain.text import fold, fold_letters
from ocr.classify import Paper
from ocr.layout import SAME_SHAPE, Row, is_capitals
from ocr.pieces import Found, Piece, trimmed

CAPACITY = re.compile(r"^\W*(?:tm|kt|tl|tuq|ttl|q|thua lenh)\s*[.,]\s*\S", re.IGNORECASE)
POSITION = re.compile(
    r"^\W*(?:quyen |pho |thu )?(?:chu tich|giam doc|pho giam doc|tong giam doc|truong phong|truong ban"
    r"|truong cong an|cuc truong|chi cuc truong|bo truong"
    r"|thu truong|chanh van phong|thu tuong|hieu truong|chanh thanh tra|tong cuc truong|vu truong"
    r"|chu nhiem|vien truong|chanh an"
    r"|truong|doi truong|pho truong|uy vien|nguoi ky|nguoi thuc hien trich luc"
    r"|co quan dang ky ho tich|cong chuc|can bo tu phap|dang ky vien|chi cuc pho|cuc pho)\b"
)
OFTEN, LIKE = ("chu tich", "pho chu tich", "giam doc", "pho giam doc", "truong phong", "pho truong phong"), 88
"""Positions that are known though a seal took a letter, and how like them (of 100) a text must be."""
REACH = 14
"""A signer's name stands within so many row heights under the title (the signature and seal lie between)."""
NO_SIGNER = re.compile(r"\b(?:trich luc|ho tich|ket hon|chung nhan|van phong)\b")
"""Words of what a paper is, which may stand where a name is looked for."""
BELOW, SPACE, LEAST_PRINT = 0.25, 2.0, 4
"""A name whose title is lost stands alone in a paper's right half: below this share of the page, so many row heights
below the print above it; fewer letters are no print but a stroke of the signature or the seal."""


@dataclass(frozen=True, slots=True)
class Block:
    """The parts of a signature block, each a column part of a row."""

    capacity: tuple[Row, ...]
    position: tuple[Row, ...]
    name: Row | None


@cache
def surnames() -> frozenset[str]:
    """Folded family names that begin most names."""
    content = yaml.safe_load((Path(__file__).parent / "labels.yaml").read_text("utf-8"))
    return frozenset(content["surnames"])


def block(paper: Paper) -> Block | None:
    """The last signature block of a paper."""
    nameless: Block | None = None
    for sheet in reversed(paper.sheets):
        parts = [part for row in sheet.rows for part in row.parts()]
        below = 0.12 * sheet.height if sheet is paper.sheets[0] else 0.0
        ends = [at for at, part in enumerate(parts) if _is_title(part) and part.top > below]
        for at in reversed(ends):
            found = _around(parts, at)
            if found.name is not None:
                return found
            nameless = nameless or found
    return nameless


def _is_title(part: Row) -> bool:
    if CAPACITY.match(part.text):
        return True
    return _is_position(part) and is_capitals(part.text) and len(part.tokens) <= 9


def _is_position(part: Row) -> bool:
    """A position, not a person of the family Trương; a seal may have taken its last letter."""
    if any(fuzz.ratio(position, part.norm.strip()) >= LIKE for position in OFTEN):
        return True
    return POSITION.match(part.norm) is not None and "TRƯƠNG" not in part.text.upper().split()[:1]


def _around(parts: Sequence[Row], at: int) -> Block:
    last = parts[at]
    above = [part for part in reversed(parts[:at]) if _over(part, last)]
    titles = [last]
    for part in (part for part in above[:7] if len(part.norm.strip()) > 2):
        if not is_capitals(part.text) or titles[0].top - part.bottom > 1.6 * part.height:
            break
        titles.insert(0, part)
    while titles and not _is_title(titles[0]):
        titles.pop(0)
    below = [part for part in parts[at + 1 :] if _over(part, last) and part.top - last.bottom < REACH * last.height]
    name = next((part for part in below if _is_name(part)), None)
    first = next(
        (n for n, part in enumerate(titles) if not CAPACITY.match(part.text) and _is_position(part)), len(titles)
    )
    return Block(tuple(titles[:first]), tuple(titles[first:]), name)


def _over(part: Row, other: Row) -> bool:
    """Whether a part is centred above or below another, or nearly."""
    if part.page != other.page:
        return False
    middle, its = (part.left + part.right) / 2, (other.left + other.right) / 2
    return abs(middle - its) < max(6 * other.height, 0.35 * (other.right - other.left))


def _is_name(part: Row) -> bool:
    bare = part.text.rstrip(" :.,;")
    text = clean("name", bare)
    if text is None or ":" in bare:
        return False
    words = re.sub(r"^(?:TS|ThS|PGS|GS|BS|Ths|LS)\W+", "", text).split()
    if not 2 <= len(words) <= 6 or not words[0][0].isupper() or not all(map(_begins_large, words)):
        return False
    return fold(words[0]) in surnames() and any(len(word) > 1 for word in words[1:]) and not _is_position(part)


def _begins_large(word: str) -> bool:
    """Whether a word begins with a capital, or with a letter that looks the same small (`chí`): under a seal nothing
    beside it tells its height."""
    return word[0].isupper() or fold_letters(word[0]) in SAME_SHAPE


def may_sign(text: str) -> bool:
    """Whether a text can be a signer's name rather than a position or what the paper is."""
    folded = fold(text)
    return POSITION.match(folded) is None and NO_SIGNER.search(folded) is None


def signer(paper: Paper, _titles: Sequence[str]) -> Found | None:
    """The name under the last signature; where no title is read (a seal lies on it), a name that stands alone at the
    paper's end, which a person confirms."""
    found = block(paper)
    if found and found.name:
        return _whole("signer", [found.name])
    alone = _last_name(paper) if paper.sheets else None
    by_place = _whole("signer", [alone]) if alone else None
    return replace(by_place, sure=0.5) if by_place else None


def _last_name(paper: Paper) -> Row | None:
    """The lowest name in the right half of the last page, with the space of a signature above it."""
    sheet = paper.sheets[-1]
    parts = [part for row in sheet.rows for part in row.parts()]
    border = 0.5 * max((part.right for part in parts), default=0.0)
    for at in reversed(range(len(parts))):
        part = parts[at]
        if (
            part.left + part.right < 2 * border
            or part.top < BELOW * sheet.height
            or is_capitals(part.text)
            or not _is_name(part)
        ):
            continue
        printed = [other for other in parts[:at] if len(other.norm.strip()) >= LEAST_PRINT]
        above = [other for other in printed if other.left < part.right and part.left < other.right]
        if above and part.top - max(other.bottom for other in above) >= SPACE * part.height:
            return part
    return None


def signing_capacity(paper: Paper, _titles: Sequence[str]) -> Found | None:
    """`TM. …`, `KT. …`, several joined by a stroke."""
    found = block(paper)
    return _whole("signing_capacity", found.capacity, " / ") if found and found.capacity else None


def signer_title(paper: Paper, _titles: Sequence[str]) -> Found | None:
    """The signer's own position."""
    found = block(paper)
    if not found or not found.position:
        return None
    kept = [part for part in found.position if not part.norm.startswith("nguoi ky")]
    return _whole("signer_title", kept) if kept else None


def _whole(field: str, parts: Sequence[Row], between: str = " ") -> Found | None:
    pieces = tuple(piece for part in parts if (piece := trimmed(Piece(part, 0, len(part.text)))))
    if not pieces:
        return None
    text = ""
    for piece in pieces:
        text += (between if CAPACITY.match(piece.text) else " ") + re.sub(r"(?:\s+\S)+$", "", piece.text)
    return Found(field, pieces, 1.0, "signature", text.removeprefix(between).strip())


def recipients(paper: Paper, _titles: Sequence[str]) -> Found | None:
    """Those addressed after `Kính gửi`; who only gets a copy (`Nơi nhận`) is not among them."""
    rows = paper.sheets[0].rows
    for at, row in enumerate(rows[:45]):
        found = re.search(r"k[iíì]nh\s*g[uưứửừ]i\s*[:;.]?", fold(row.text)[:40])
        if not found:
            continue
        first = trimmed(Piece(row, found.end(), len(row.text)))
        pieces = [first] if first else []
        before = row
        for other in rows[at + 1 : at + 12]:
            item = re.match(r"^\W*[-–+]\s*", other.text)
            if pieces and not item and (pieces[-1].text.endswith((".", ";")) or not _wraps(pieces[-1], other)):
                break
            if other.top - before.bottom > 1.5 * other.height or (pieces and not item and pieces[0] is first):
                break
            before = other
            piece = trimmed(Piece(other, 0, len(other.text)))
            pieces += [piece] if piece else []
        return _items(pieces)
    return None


def _wraps(last: Piece, other: Row) -> bool:
    return other.left > last.row.left + 0.2 * other.height and not re.match(
        r"^\W*(can cu|thuc hien|ngay|theo)\b", fold(other.text)
    )


def _items(pieces: Sequence[Piece]) -> Found | None:
    """Pieces as items: a dash begins one, a row without goes on with the one before."""
    items: list[str] = []
    for piece in pieces:
        dashed = re.match(r"^\W*[-–+•]", piece.row.text) is not None
        for number, part in enumerate(piece.text.split(";")):
            part = part.strip(" .-–")
            if items and not dashed and number == 0:
                items[-1] = f"{items[-1]} {part}"
            elif part:
                items.append(part)
    if not items:
        return None
    return Found("recipients", tuple(pieces), 1.0, "list", json.dumps(items, ensure_ascii=False))


SIGN_READERS: dict[str, Callable[[Paper, Sequence[str]], Found | None]] = {
    "signer": signer,
    "signing_capacity": signing_capacity,
    "signer_title": signer_title,
    "recipients": recipients,
}
"""Readers a field names by its hint `reader`."""
