"""The parts of an address: what names a unit, whose office stands before it, and the marks between them."""

import re

from domain.text import fold_letters

OF_PROVINCE = re.compile(r"(?:bệnh viện|trung tâm|công an|sở)\s.*\btỉnh\s+(\S.*)$")
"""An office or hospital of a province, which group 1 names."""
HOUSE = r"(?:uy ban nhan dan|ubnd|bao hiem xa hoi|(?:benh vien|trung tam|tram|phong kham|cong an|bhxh|so|toa an)\b.*?)"
"""What may stand before a unit's rank in one part of an address: whose office or hospital it is."""
RANKS = r"(?:xa|phuong|thi tran|huyen|quan|thi xa|thanh pho|tinh|dac khu)"
"""The ranks a unit may have, folded."""
RANK = re.compile(rf"{HOUSE}?\s*({RANKS}\s.*)")
"""A part that names a unit by its rank, which group 1 begins with."""
UNDER = re.compile(r"(?P<mark>[,;–-]?)\s(?:huyện|quận|thị xã|thành phố|tỉnh) ")
"""A unit above the lowest, with the mark before it."""
LOWEST = re.compile(r"(?P<before>[^,;–-]*?)(?P<mark>[,;–-]?)\s(?:(?<!thị\s)xã(?! hội)|phường|thị trấn|đặc khu) ")
"""A lowest unit that does not begin an address, with what stands before it since the last mark."""


def evenly_parted(address: str) -> bool:
    """Whether a mark stands before every unit above the lowest, or before none: a reader loses a dash.

    >>> evenly_parted("xã Lộc An - huyện Bảo Lâm - tỉnh Lâm Đồng"), evenly_parted("xã Lộc An - huyện Bảo Lâm tỉnh Huế")
    (True, False)
    >>> evenly_parted("12 Yersin phường 1 - thành phố Huế"), evenly_parted("Công an phường 1 - thành phố Huế")
    (False, True)
    """
    first, _, rest = address.partition(",")
    units_of = rest if rest and OF_PROVINCE.match(first.lower()) else address
    marked = {bool(found["mark"]) for found in UNDER.finditer(units_of)}
    return len(marked) < 2 and not (True in marked and _lowest_lost_its_mark(address))


def ranked_to_the_end(address: str) -> bool:
    """Whether every part between the lowest unit and the last bears its rank: one that does not lost it.

    >>> ranked_to_the_end("xã Thụy Trường - Thái Thụy - tỉnh Thái Bình"), ranked_to_the_end("xã Đạ Tẻh 2, Lâm Đồng")
    (False, True)
    """
    parts = re.split(r"\s*[,;]\s*" if re.search("[,;]", address) else r"\s[-–]\s", address)
    ranked = [re.match(rf"{RANKS}\s", fold_letters(part)) is not None for part in parts]
    first = ranked.index(True) if True in ranked else len(parts)
    return all(ranked[first:-1])


def _lowest_lost_its_mark(address: str) -> bool:
    found = LOWEST.search(address)
    if found is None or found["mark"] or not found["before"].strip():
        return False
    return re.fullmatch(HOUSE, fold_letters(found["before"].strip())) is None
