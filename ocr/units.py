"""The units an address names, spelled as they are: a reader's slip in a name that only one unit can bear there.

What is meant must be the only unit of that rank whose letters are the same but for their marks (or 1, l, ] for I) and
that lies in another unit the address names, or a province. Nothing else of an address is touched; what was read stays
in the notes."""

import re
from functools import cache

from catalog.units.rows import Row, Upper, former, key, titled, units
from domain.text import fold_letters
from ocr.layout import is_capitals
from ocr.parted import RANK
from ocr.plausible import MARKED_RANKS, is_known, spelling, unit_names

ROMAN = (
    (re.compile(r"(?<=\s)(?:[1l|\]!/i]|I[.,])(?=\s*$)"), "I"),
    (re.compile(r"(?<=\s)(?:11|[lI1][lI1|])(?=\s*$)"), "II"),
)
"""What readers make of a Roman number at the end of a name."""
SHOUTED = re.compile(r"(?:SỐ|TỔ|ẤP)\b")
"""The first word of an address in capitals though the rest is not: `Ố` and `ố` differ by their size alone."""
CUT = re.compile(r"(\s*[,;]\s*|\s+[-–]\s+)")


def unshouted(address: str) -> str:
    """`SỐ 5 Hùng Vương` as `Số 5 Hùng Vương`; an address all in capitals stays.

    >>> unshouted("SỐ 5 Hùng Vương, phường 2"), unshouted("SỐ 5 HÙNG VƯƠNG")
    ('Số 5 Hùng Vương, phường 2', 'SỐ 5 HÙNG VƯƠNG')
    """
    first = SHOUTED.match(address)
    return address.replace(first[0], first[0].capitalize(), 1) if first and not is_capitals(address) else address


def commaed(address: str) -> str:
    """An address with commas for what is no mark of one (a semicolon, both), and `Y tế` in two words.

    >>> commaed("Trạm Ytế xã Gung Ré; huyện Di Linh,; tỉnh Lâm Đồng")
    'Trạm Y tế xã Gung Ré, huyện Di Linh, tỉnh Lâm Đồng'
    """
    return re.sub(r"\bYtế\b", "Y tế", re.sub(r"\s*[,;](?:\s*[,;])*", ",", address))


def settled(address: str) -> str:
    """The address with its units spelled as they are, where that is certain.

    >>> settled("thị trần Mađaguội, huyện Đạ Huoai, tỉnh Lâm Đồng")
    'thị trấn Mađaguôi, huyện Đạ Huoai, tỉnh Lâm Đồng'
    >>> settled("phường Hải Châu l, quận Hải Châu, thành phố Đà Nẵng")
    'phường Hải Châu I, quận Hải Châu, thành phố Đà Nẵng'
    """
    once = _settled(address)
    return _settled(once) if once != address else address


def _settled(address: str) -> str:
    pieces = CUT.split(address)
    parts = pieces[::2]
    kept = {
        text for text in re.split(r"[,;]", address) if RANK.fullmatch(fold_letters(text.strip(" ."))) and is_known(text)
    }
    mended = [
        part if any(part in text for text in kept) else _mended(part, [other for other in parts if other is not part])
        for part in parts
    ]
    return "".join(text for pair in zip(mended, [*pieces[1::2], ""], strict=True) for text in pair)


def _mended(part: str, others: list[str]) -> str:
    """A part that names a unit nobody knows, as the one unit that is meant; any other as it is."""
    found = RANK.fullmatch(fold_letters(part.strip(" .")))
    if found is None or is_known(part):
        return part
    start = part.index(part.strip(" .")) + found.start(1)
    said = part[start:].strip(" .")
    parents = frozenset(spelling(other.strip(" .")) for other in others)
    names = {name for text in _readings(said) for name in _meant(text, parents)}
    return part[:start] + _as_printed(names.pop(), said) if len({spelling(name) for name in names}) == 1 else part


def _readings(said: str) -> set[str]:
    return {said, *(pattern.sub(roman, said) for pattern, roman in ROMAN)}


def _meant(said: str, parents: frozenset[str]) -> set[str]:
    """Names of the units with those letters that lie in one of the others."""
    known = units()
    rows: list[Row | Upper] = [*known.communes.get(key(said), ()), *known.uppers.get(key(said), ())]
    lie_in = [(row.name, _parents(row)) for row in rows]
    lie_in += [(name, frozenset({spelling(within)})) for name, within in former().items()]
    provinces = {row.name for row in rows if isinstance(row, Upper) and row.level == "p"}
    return {name for name, those in lie_in if key(name) == key(said) and (those & parents or name in provinces)}


@cache
def _parents(row: Row | Upper) -> frozenset[str]:
    """Spellings of the district and province a unit lay in, of any time."""
    known, codes = units(), [("p", row.province)]
    if isinstance(row, Row):
        codes.append(("d", row.district))
    return frozenset(spelling(upper.name) for code in codes for upper in known.named.get(code, ()))


def _as_printed(name: str, said: str) -> str:
    """A unit's name with its rank in the print's case, and its syllables written together where the print does so."""
    rank, own = titled(name)
    rank = rank if said[:1].islower() else rank.capitalize()
    if len(own.split()) > 1 and len(said.split()) == len(rank.split()) + 1:
        own = own[0] + own[1:].replace(" ", "").lower()
    return f"{rank} {own}" if rank else own


def is_unit_name(name: str) -> bool:
    """Whether it is the name of a unit there is or was, without its rank: where an office's document is from.

    >>> is_unit_name("Đà Lạt"), is_unit_name("Đà Lat")
    (True, False)
    """
    return spelling(name) in _bare()


@cache
def _bare() -> frozenset[str]:
    bare = (MARKED_RANKS.sub("", name.lower(), count=1).strip() for name in unit_names())
    return frozenset(spelling(name) for name in bare if not name[:1].isdigit())
