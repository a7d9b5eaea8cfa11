"""Words that come from short lists: the kind of an office's document, the office, in whose name and as what one signs,
how and for how long land may be used.

As sex or nationality they are known letter by letter, so a misread one is not on the list. What a list cannot tell is a
lost word (`GIÁM ĐỐC` for `PHÓ GIÁM ĐỐC`): capacity and title must fit each other.
"""

import re
from functools import cache
from pathlib import Path

import yaml
from rapidfuzz import fuzz, process

from domain.text import fold, fold_letters
from ocr import units
from ocr.parted import RANK
from ocr.plausible import is_known, spelling

NAMES = ("papers", "terms", "positions", "organs", "offices", "offices_of", "land_uses")
CAPACITIES, POSITIONS, OFFICES = "capacities", "positions", "offices"
"""The lists whose words are put together: `KT. ` and a position, `PHÓ ` and one, an office and the unit it is of."""
NEAR = 88
"""How like a word of a list (of 100) what was read must be to be taken for it by a person who looks at both."""
DEPUTY = re.compile(r"(?:PHÓ|THỨ) (?P<of>.+)")
FOR = re.compile(r"(?P<how>TM|KT|TL|TUQ|TTL|Q)\. (?P<whom>.+)")
BETWEEN = " / "


def listed(words: str | None, value: str) -> bool:
    """Whether a value is on a list (a field's hint `list`), each mark of it; never where there is none.

    >>> listed("papers", "QUYẾT ĐỊNH"), listed("papers", "QUYET ĐỊNH"), listed(None, "QUYẾT ĐỊNH")
    (True, False, False)
    >>> listed("capacities", "TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH"), listed("positions", "CHÁNH VĂN PHÔNG")
    (True, False)
    """
    if words == CAPACITIES:
        return all(map(_is_capacity, value.split(BETWEEN)))
    if words == POSITIONS:
        return _is_position(value)
    if words == OFFICES:
        return value in lists()[OFFICES] or _is_office_of(value)
    return words is not None and value in lists()[words]


def settled(words: str | None, value: str) -> str:
    """The word of a list that has the letters of a value but for their marks, where there is one; else the value.

    >>> settled("positions", "PHÓ TRƯỜNG PHÒNG"), settled("papers", "KÊ HOẠCH"), settled("papers", "HOẠCH")
    ('PHÓ TRƯỞNG PHÒNG', 'KẾ HOẠCH', 'HOẠCH')
    >>> settled("capacities", "TM. UY BAN NHAN DAN / KT. CHỦ TỊCH")
    'TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH'
    >>> settled("offices", "ỦY BAN NHÂN DÂN TĨNH PHÚ THỌ")
    'ỦY BAN NHÂN DÂN TỈNH PHÚ THỌ'
    """
    if words is None or listed(words, value):
        return value
    if words == CAPACITIES:
        return BETWEEN.join(map(_capacity_settled, value.split(BETWEEN)))
    found = _folded(words).get(fold(value), value)
    return _office_settled(value) if words == OFFICES and found == value else found


def nearest(words: str | None, value: str) -> str:
    """The word of a list a value is most like, where it is very like one; else the value. For a person to look at.

    >>> nearest("positions", "m¬PHÓ CHỦ TỊCH"), nearest("positions", "TRƯỞNG THÔN")
    ('PHÓ CHỦ TỊCH', 'TRƯỞNG THÔN')
    """
    if words is None or words == CAPACITIES or listed(words, value):
        return value
    known = _folded(words)
    found = process.extractOne(fold(value), known.keys(), scorer=fuzz.ratio, score_cutoff=NEAR)
    return known[found[0]] if found else value


def _capacity_settled(part: str) -> str:
    found = FOR.fullmatch(part)
    return f"{found['how']}. {_folded(CAPACITIES).get(fold(found['whom']), found['whom'])}" if found else part


@cache
def _folded(words: str) -> dict[str, str]:
    """Folded letters -> the one entry of a list that has them; entries of two spellings (Ủy, Uỷ) stand as the first."""
    known = list(lists()[POSITIONS] if words in {CAPACITIES, POSITIONS} else lists()[words])
    if words in {CAPACITIES, POSITIONS}:
        known += [f"PHÓ {position}" for position in known]
        known += [] if words == POSITIONS else lists()["organs"]
    found: dict[str, set[str]] = {}
    for entry in known:
        found.setdefault(fold(entry), set()).add(entry)
    return {letters: max(entries) for letters, entries in found.items() if len({spelling(one) for one in entries}) == 1}


def fitting(capacity: str | None, title: str | None) -> bool:
    """Whether one can sign so: a deputy for the one he stands in for, anybody else in somebody's name.

    >>> fitting("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), fitting("KT. GIÁM ĐỐC", "GIÁM ĐỐC"), fitting(None, "GIÁM ĐỐC")
    (True, False, False)
    >>> fitting("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), fitting("TL. CHỦ TỊCH / KT. CHÁNH VĂN PHÒNG", "PHÓ CHỦ TỊCH")
    (True, False)
    """
    if not capacity or not title:
        return False
    last = FOR.fullmatch(capacity.split(BETWEEN)[-1])
    deputy = DEPUTY.fullmatch(title)
    if last is None or (deputy is not None) != (last["how"] == "KT"):
        return False
    return deputy is None or deputy["of"] in {last["whom"], last["whom"].removeprefix("BỘ ")}


def _is_capacity(part: str) -> bool:
    found = FOR.fullmatch(part)
    return found is not None and (found["whom"] in lists()["organs"] or _is_position(found["whom"]))


def _is_position(text: str) -> bool:
    deputy = DEPUTY.fullmatch(text)
    return text in lists()["positions"] or (deputy is not None and deputy["of"] in lists()["positions"])


def _office_settled(value: str) -> str:
    """An office that has its province behind it, the province spelled as it is."""
    head = next((one for one in lists()["offices_of"] if value.startswith(f"{one} ")), None)
    unit = value.removeprefix(head or "").strip()
    return f"{head} {units.settled(unit).upper()}" if head and not is_known(unit) else value


def _is_office_of(value: str) -> bool:
    """`ỦY BAN NHÂN DÂN XÃ …`: an office that has its unit behind it, the unit one there is or was, mark by mark."""
    head = next((one for one in lists()["offices_of"] if value.startswith(f"{one} ")), None)
    unit = value.removeprefix(head or "").strip()
    return head is not None and RANK.fullmatch(fold_letters(unit)) is not None and is_known(unit)


@cache
def lists() -> dict[str, frozenset[str]]:
    """The lists as `labels.yaml` has them."""
    content = yaml.safe_load((Path(__file__).parent / "labels.yaml").read_text("utf-8"))
    return {name: frozenset(content[name]) for name in NAMES}
