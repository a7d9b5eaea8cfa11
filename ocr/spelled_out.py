"""Words that come from short lists: the kind of an office's document, in whose name and as what one signs it, for how
long land may be used.

As sex or nationality they are known letter by letter, so a misread one is not on the list. What a list cannot tell is a
lost word (`GIÁM ĐỐC` for `PHÓ GIÁM ĐỐC`): capacity and title must fit each other.
"""

import re
from functools import cache
from pathlib import Path

import yaml

CAPACITIES, POSITIONS = "capacities", "positions"
"""The lists whose words are put together: `KT. ` and a position, `PHÓ ` and one."""
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
    return words is not None and value in lists()[words]


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


@cache
def lists() -> dict[str, frozenset[str]]:
    """The lists as `labels.yaml` has them."""
    content = yaml.safe_load((Path(__file__).parent / "labels.yaml").read_text("utf-8"))
    return {name: frozenset(content[name]) for name in ("papers", "terms", "positions", "organs")}
