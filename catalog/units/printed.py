"""A printed address cut into pieces, the units' titles recognised. What a piece names is `place`'s to find."""

import re
import unicodedata
from dataclasses import dataclass

from catalog.units.rows import TITLES, key

SHORT = {
    "tp": "thành phố", "t.p": "thành phố", "tx": "thị xã", "tt": "thị trấn", "p": "phường", "q": "quận",
    "h": "huyện", "x": "xã", "t": "tỉnh",
}  # fmt: skip
_SHORT = re.compile(r"(?<![\w.])(t\.p|tp|tx|tt|[pqhxt])(?:\s*\.\s*|(?=\d))|(?<![\w.])(tp|tx|tt)\s+", re.IGNORECASE)
_MARKED = re.compile(rf"(?<!\w)(?={'|'.join(re.escape(title) for title in TITLES)})(?<!thị )", re.IGNORECASE)
_PLAIN = {key(title): title for title in TITLES}
_PLAIN_TITLE = re.compile(
    r"(?<!\w)(thanh pho|thi xa|thi tran|dac khu|tinh|huyen|quan|phuong|(?<!thi )xa)(?!\w)", re.IGNORECASE
)
_DETAIL = re.compile(
    r"(?i)(thôn|thon|ấp|xóm|xom|buôn|buon|bon|bản|làng|tổ|to dan pho|khu phố|khu pho|kp|tdp|khóm|số|so|đường|duong|"
    r"ngõ|ngách|hẻm|kiệt|khu|quốc lộ|ql|lô|đội)\b.*"
)
COUNTRY = {"vietnam", "vn", "chxhcnvietnam"}


@dataclass(frozen=True, slots=True)
class Piece:
    """One part of an address: as printed, its title (empty: none), the key of the whole and of the name alone."""

    text: str
    title: str
    whole: str
    name: str

    @property
    def levels(self) -> str:
        """The levels it may be of; none for a street, a hamlet, a number."""
        return "" if _DETAIL.fullmatch(self.text) else TITLES.get(self.title, "pdc")


def pieces(text: str) -> tuple[Piece, ...]:
    """The parts of an address in its order, cut at commas and before the titles of units.

    >>> [(p.title, p.text) for p in pieces("12 Hùng Vương, P.9, TP. Đà Lạt")]
    [('', '12 Hùng Vương'), ('phường', 'phường 9'), ('thành phố', 'thành phố Đà Lạt')]
    >>> [p.text for p in pieces("thôn 2 xã Đạ Ròn huyện Đơn Dương tỉnh Lâm Đồng")]
    ['thôn 2', 'xã Đạ Ròn', 'huyện Đơn Dương', 'tỉnh Lâm Đồng']
    >>> [p.text for p in pieces("Xa Da Ron - Huyen Don Duong")]
    ['xã Da Ron', 'huyện Don Duong']
    """
    text = unicodedata.normalize("NFC", text)
    text = _SHORT.sub(lambda found: SHORT[(found[1] or found[2]).lower()] + " ", text)
    if text.isascii() or not _MARKED.search(text):
        text = _PLAIN_TITLE.sub(lambda found: _PLAIN[key(found[1])], text)
    cut = [part for big in re.split(r"[,;\n]", text) for part in _MARKED.split(big)]
    cut = [" ".join(part.split()).strip(" .-–") for part in _with_names(cut)]
    return tuple(_piece(part) for part in cut if part)


def _with_names(parts: list[str]) -> list[str]:
    """A title that nothing follows belongs to what is before it: `xã Liên Quan`."""
    made: list[str] = []
    for part in parts:
        if part.strip().lower() in TITLES and made:
            made[-1] = f"{made[-1].rstrip()} {part.strip()}"
        else:
            made.append(part)
    return made


def _piece(text: str) -> Piece:
    lower = text.lower()
    title = next((title for title in TITLES if lower.startswith(f"{title} ")), "")
    return Piece(text, title, key(text), key(text[len(title) :]))
