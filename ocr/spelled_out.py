"""Words that come from short lists: the kind of an office's document, in whose name and as what one signs it, for how
long land may be used.

As sex or nationality they are known letter by letter, so a misread one is not on the list. What a list cannot tell is a
lost word (`GIÁM ĐỐC` for `PHÓ GIÁM ĐỐC`): capacity and title must fit each other.
"""

import re
from functools import cache
from pathlib import Path

import yaml

CAPACITY, TITLE = "signing_capacity", "signer_title"
OF_FIELD = {"kind": "papers", "term": "terms"}
"""Field -> the list in labels.yaml of what it says."""
DEPUTY = re.compile(r"(?:PHÓ|THỨ) (?P<of>.+)")
FOR = re.compile(r"(?P<how>TM|KT|TL|TUQ|TTL|Q)\. (?P<whom>.+)")
BETWEEN = " / "


def listed(field: str, value: str) -> bool:
    """Whether a value is on the list of its field's words, each mark of it.

    >>> listed("kind", "QUYẾT ĐỊNH"), listed("kind", "QUYET ĐỊNH")
    (True, False)
    >>> listed("signing_capacity", "TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH"), listed("signer_title", "CHÁNH VĂN PHÔNG")
    (True, False)
    """
    if field in OF_FIELD:
        return value in _lists()[OF_FIELD[field]]
    if field == TITLE:
        return _is_position(value)
    return field == CAPACITY and all(map(_is_capacity, value.split(BETWEEN)))


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
    return found is not None and (found["whom"] in _lists()["organs"] or _is_position(found["whom"]))


def _is_position(text: str) -> bool:
    deputy = DEPUTY.fullmatch(text)
    return text in _lists()["positions"] or (deputy is not None and deputy["of"] in _lists()["positions"])


@cache
def _lists() -> dict[str, frozenset[str]]:
    content = yaml.safe_load((Path(__file__).parent / "labels.yaml").read_text("utf-8"))
    return {name: frozenset(content[name]) for name in ("papers", "terms", "positions", "organs")}
