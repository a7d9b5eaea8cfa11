"""Who signs a paper, in what capacity, and to whom it goes: the block at a paper's end."""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from domain.text import fold
from ocr import signers
from ocr.classify import Paper
from ocr.layout import Row, is_capitals
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
ABBREVIATION = re.compile(r"\W*(?:tm|kt?|tl|tuq|ttl|q)\W*", re.IGNORECASE)
"""An abbreviation of a capacity by itself; of `KT.` a reader may leave the K alone."""
APART, CUT = 5, 0.9
"""So many row heights before a title its `KT.` may stand; and how sure a title is whose abbreviation was cut off."""
REACH = 14
"""A signer's name stands within so many row heights under the title (the signature and seal lie between)."""
CENTRED, UNCENTRED = 0.8, 0.9
"""A name is whole when its middle lies so near its title's (in row heights: half a short word); else how sure it is."""
ROOM, HARDLY = 1.2, 0.5
"""Heights of a row between a title and what may be a name under a seal at least; and how sure such a one is."""
BELOW, SPACE, LEAST_PRINT = 0.25, 2.0, 4
"""A name whose title is lost stands alone in a paper's right half: below this share of the page, so many row heights
below the print above it; fewer letters are no print but a stroke of the signature or the seal."""


@dataclass(frozen=True, slots=True)
class Block:
    """The parts of a signature block, each a column part of a row."""

    capacity: tuple[Row, ...]
    position: tuple[Row, ...]
    name: Piece | None
    sure: float = 1.0
    """Below 1 where the name is hardly readable."""


def block(paper: Paper) -> Block | None:
    """The last signature block of a paper."""
    nameless: Block | None = None
    hardly: Block | None = None
    for sheet in reversed(paper.sheets):
        parts = [part for row in sheet.rows for part in row.parts()]
        below = 0.12 * sheet.height if sheet is paper.sheets[0] else 0.0
        ends = [at for at, part in enumerate(parts) if _is_title(part) and part.top > below]
        for at in reversed(ends):
            found = _around(parts, at)
            if found.name is not None and found.sure > HARDLY:
                return found
            hardly = hardly or (found if found.name else None)
            nameless = nameless or found
    return hardly or nameless


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
    name, sure = _name_below(below, last)
    first = next(
        (n for n, part in enumerate(titles) if not CAPACITY.match(part.text) and _is_position(part)), len(titles)
    )
    return Block(tuple(titles[:first]), tuple(titles[first:]), name, sure)


def _name_below(below: Sequence[Row], title: Row) -> tuple[Piece | None, float]:
    """The name under a title, and how sure it is whole: only where it stands in its middle (a seal may have taken
    the first word). What is only nearly a name has room for a signature above it."""
    names = [name for part in below if not _is_position(part) and (name := signers.named(part))]
    if names:
        name = max(names, key=_likeness)
        return name, 1.0 if _askew(name.row, title) < CENTRED * title.height else UNCENTRED
    parts = (part for part in below if part.top - title.bottom > ROOM * title.height)
    spoilt = [name for part in parts if (name := signers.nearly(part))]
    return max(spoilt, key=_likeness, default=None), HARDLY


def _askew(part: Row, other: Row) -> float:
    """How far the middles of two parts lie apart."""
    return abs(part.left + part.right - other.left - other.right) / 2


def _likeness(name: Piece) -> int:
    return signers.likeness(name.text)


def _over(part: Row, other: Row) -> bool:
    """Whether a part is centred above or below another, or nearly."""
    if part.page != other.page:
        return False
    middle, its = (part.left + part.right) / 2, (other.left + other.right) / 2
    return abs(middle - its) < max(6 * other.height, 0.35 * (other.right - other.left))


def may_sign(text: str) -> bool:
    """Whether a text can be a signer's name rather than a position or what the paper is."""
    folded = fold(text)
    return POSITION.match(folded) is None and signers.may_be(text)


def signer(paper: Paper, _titles: Sequence[str]) -> Found | None:
    """The name under the last signature; where no title is read (a seal lies on it), a name that stands alone at the
    paper's end, which a person confirms."""
    found = block(paper)
    if found and found.name and found.sure > HARDLY:
        return replace(_of_pieces("signer", [found.name]), sure=found.sure)
    by_place = (found.name if found else None) or (_last_name(paper) if paper.sheets else None)
    return replace(_of_pieces("signer", [by_place]), sure=HARDLY) if by_place else None


def _last_name(paper: Paper) -> Piece | None:
    """The lowest name in the right half of the last page, with the space of a signature above it."""
    sheet = paper.sheets[-1]
    parts = [part for row in sheet.rows for part in row.parts()]
    border = 0.5 * max((part.right for part in parts), default=0.0)
    alone = [
        part
        for at, part in enumerate(parts)
        if part.left + part.right >= 2 * border
        and part.top >= BELOW * sheet.height
        and not is_capitals(part.text)
        and not _is_position(part)
        and _has_room(part, parts[:at])
    ]
    names = (signers.named(part) for part in reversed(alone))
    spoilt = (signers.nearly(part) for part in reversed(alone))
    return next(filter(None, names), None) or next(filter(None, spoilt), None)


def _has_room(part: Row, before: Sequence[Row]) -> bool:
    """Whether the space of a signature is above a part: not where nothing is printed above it at all."""
    above = [
        other.bottom
        for other in before
        if len(other.norm.strip()) >= LEAST_PRINT and other.left < part.right and part.left < other.right
    ]
    return bool(above) and part.top - max(above) >= SPACE * part.height


def signing_capacity(paper: Paper, _titles: Sequence[str]) -> Found | None:
    """`TM. …`, `KT. …`, several joined by a stroke."""
    found = block(paper)
    whole = _whole("signing_capacity", found.capacity, " / ") if found and found.capacity else None
    return _less_sure_if_cut(whole, found, paper) if whole and found else None


def signer_title(paper: Paper, _titles: Sequence[str]) -> Found | None:
    """The signer's own position."""
    found = block(paper)
    if not found or not found.position:
        return None
    kept = [part for part in found.position if not part.norm.startswith("nguoi ky")]
    whole = _whole("signer_title", kept) if kept else None
    return _less_sure_if_cut(whole, found, paper) if whole else None


def _less_sure_if_cut(whole: Found, found: Block, paper: Paper) -> Found:
    """A field of the block, less sure where `KT.` or its like stands apart before its title: the title is then that of
    whom a deputy stands in for, and the deputy's own was not found."""
    cut = any(_follows_abbreviation(part, paper) for part in found.position)
    return replace(whole, sure=CUT) if cut else whole


def _follows_abbreviation(part: Row, paper: Paper) -> bool:
    """Whether an abbreviation stands by itself on the row of a part, shortly before it."""
    before = (token for sheet in paper.sheets for row in sheet.rows for token in row.tokens if token.page == part.page)
    return any(
        0 <= part.left - token.right < APART * part.height
        and abs(token.middle - (part.top + part.bottom) / 2) < part.height
        and ABBREVIATION.fullmatch(token.text)
        for token in before
    )


def _whole(field: str, parts: Sequence[Row], between: str = " ") -> Found | None:
    pieces = [piece for part in parts if (piece := trimmed(Piece(part, 0, len(part.text))))]
    return _of_pieces(field, pieces, between) if pieces else None


def _of_pieces(field: str, pieces: Sequence[Piece], between: str = " ") -> Found:
    text = ""
    for piece in pieces:
        text += (between if CAPACITY.match(piece.text) else " ") + re.sub(r"(?:\s+\S)+$", "", piece.text)
    return Found(field, tuple(pieces), 1.0, "signature", text.removeprefix(between).strip())


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
    """Whether a row goes on with an item: set in, or begun with a small letter."""
    set_in = other.left > last.row.left + 0.2 * other.height or other.text[:1].islower()
    return set_in and not re.match(r"^\W*(can cu|thuc hien|ngay|theo)\b", fold(other.text))


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
