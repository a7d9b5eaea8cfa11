"""What a citizen card's QR code and machine-readable zone (MRZ, three lines of 30) say, as canonical values."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from domain.kinds import fold

WEIGHTS = (7, 3, 1)
QR_PARTS = 6
"""Fewest parts of a card's QR code: some readers leave out the old number."""

MRZ = re.compile(r"[A-Z0-9<]{90}")
LONG_NAME = 28
"""From this length on a name may have been cut to fit the 30 places of its line."""


@dataclass(frozen=True, slots=True)
class Part:
    """One checked stretch of the MRZ: the attribute it speaks of, its characters, and the digit that must follow."""

    attribute: str
    text: str
    digit: str

    @property
    def holds(self) -> bool:
        """Whether the check digit is the one the characters demand."""
        empty = not self.text.strip("<") and self.digit == "<"
        return empty or check_digit(self.text) == self.digit


def check_digit(text: str) -> str:
    """The check digit of ICAO 9303: weights 7, 3, 1 over digits, letters (A = 10) and fillers (0), modulo 10."""
    values = (0 if c == "<" else int(c, 36) for c in text)
    return str(sum(value * WEIGHTS[at % 3] for at, value in enumerate(values)) % 10)


def day_first(text: str) -> str | None:
    """`ddMMyyyy` as `YYYY-MM-DD`; None when it is not eight digits."""
    return f"{text[4:]}-{text[2:4]}-{text[:2]}" if re.fullmatch(r"\d{8}", text) else None


def qr_says(text: str) -> dict[str, str]:
    """Attributes of the holder from `id|old id|name|born|sex|address|issued…`; none when it is no citizen card's."""
    parts = [" ".join(unicodedata.normalize("NFC", part).split()) for part in text.split("|")]
    if len(parts) < QR_PARTS or not re.fullmatch(r"\d{12}", parts[0]):
        return {}
    if parts[1] and not re.fullmatch(r"\d{9}", parts[1]):
        parts.insert(1, "")
    names = ("personal_id", "old_id", "full_name", "date_of_birth", "sex", "residence", "id_issued_on")
    said = dict(zip(names, parts, strict=False))
    days = {name: day_first(said.get(name, "")) or "" for name in ("date_of_birth", "id_issued_on")}
    return {name: value for name, value in (said | days).items() if value}


def mrz_lines(text: str) -> str | None:
    """The 90 characters of a TD1 zone without gaps; None when they are not all there."""
    joined = "".join(text.upper().split())
    return joined if MRZ.fullmatch(joined) else None


def mrz_parts(zone: str) -> Iterator[Part]:
    """Every stretch of a whole zone (90 characters) that carries a check digit."""
    yield Part("personal_id", zone[5:14], zone[14])
    yield Part("personal_id", zone[15:27], zone[29])
    yield Part("date_of_birth", zone[30:36], zone[36])
    yield Part("expires_on", zone[38:44], zone[44])
    yield Part("personal_id", zone[5:30] + zone[30:37] + zone[38:45] + zone[48:59], zone[59])


def mrz_says(zone: str) -> dict[str, str]:
    """Attributes of the holder as the zone writes them: days as `YYMMDD`, the name in bare capitals."""
    expiry = zone[38:44]
    says = {
        "personal_id": zone[15:27],
        "date_of_birth": zone[30:36],
        "sex": {"M": "Nam", "F": "Nữ"}.get(zone[37], ""),
        "expires_on": expiry if expiry.isdigit() else "",
        "full_name": " ".join(zone[60:].replace("<", " ").split()),
    }
    return {name: value for name, value in says.items() if value}


def mrz_agrees(attribute: str, value: str, coded: str) -> bool:
    """Whether a canonical value is what the zone says of that attribute; a long name is cut off in the zone."""
    if attribute in ("date_of_birth", "expires_on"):
        return not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value) or value[2:].replace("-", "") == coded
    if attribute == "full_name":
        bare = " ".join(re.sub(r"[^a-z ]", "", fold(value).replace("-", " ")).split()).upper()
        return bare.startswith(coded) if len(coded) >= LONG_NAME else bare == coded
    return value == coded
