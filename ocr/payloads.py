"""What machine-readable marks say: QR of identity and insurance cards, MRZ with its check digits.

The codes on issued results give no field: they are held against the print (`domain.results`, `validation`).
"""

import datetime
import re
import unicodedata

from domain.kinds import clean
from domain.results import ResultCode
from domain.scans import Code

WEIGHTS = (7, 3, 1)
SEX = {"1": "Nam", "2": "Nữ", "0": "Nữ", "M": "Nam", "F": "Nữ"}


def type_of(code: Code) -> str | None:
    """The type of paper a mark stands on, None when it does not say."""
    issued = ResultCode.of(unicodedata.normalize("NFC", code.text)) if code.kind == "qr" else None
    if issued:
        return issued.type
    values = read(code)
    if "personal_id" in values:
        return "citizen_id_card"
    return "health_insurance_card" if "number" in values else None


def read(code: Code) -> dict[str, str]:
    """Field -> canonical value as one mark says it; empty when the mark is of no known make."""
    if code.kind == "mrz":
        return mrz(code.text)
    text = unicodedata.normalize("NFC", code.text.strip())
    if code.kind != "qr" or ResultCode.of(text):
        return {}
    if re.match(r"CCCD\s*:", text):
        return _labelled(text)
    parts = [part.strip() for part in text.split("|")]
    if len(parts) >= 6 and re.fullmatch(r"\d{12}", parts[0]):
        return citizen(parts)
    if len(parts) >= 6 and re.fullmatch(r"[A-Z]{2}\d{13}|\d{10}", parts[0]):
        return insurance(parts)
    return {}


def citizen(parts: list[str]) -> dict[str, str]:
    """An identity card's QR: id, older id, name, birth, sex, address, issue, perhaps expiry; the older id may
    be left out."""
    if len(parts) > 2 and not re.fullmatch(r"\d{9}|\d{12}|", parts[1]):
        parts = [parts[0], "", *parts[1:]]
    names = ("personal_id", "old_id", "full_name", "date_of_birth", "sex", "residence", "issued_on", "expires_on")
    values = {name: _value(name, part) for name, part in zip(names, parts, strict=False)}
    return {name: value for name, value in values.items() if value}


def _labelled(text: str) -> dict[str, str]:
    """`CCCD:…|CMND:…` text as scanner tools write it."""
    labels = {"cccd": "personal_id", "cmnd": "old_id", "ho ten": "full_name", "ho va ten": "full_name",
              "ngay sinh": "date_of_birth",
              "gioi tinh": "sex", "dia chi": "residence", "ngay cap": "issued_on"}  # fmt: skip
    values: dict[str, str] = {}
    for part in re.split(r"[|\n;]", text):
        label, _, said = part.partition(":")
        name = labels.get(_plain(label))
        value = _value(name, said.strip()) if name else None
        if name and value:
            values[name] = value
    return values


def _plain(text: str) -> str:
    from domain.text import fold

    return fold(text)


def insurance(parts: list[str]) -> dict[str, str]:
    """An insurance card's QR: number, name (hex), birth, sex, address (hex), clinic, from, to."""
    names = ("number", "full_name", "date_of_birth", "sex", "address", "clinic_code", "valid_from", "valid_to")
    values = {name: _value(name, _unhexed(part)) for name, part in zip(names, parts, strict=False)}
    return {name: value for name, value in values.items() if value and name != "clinic_code"}


def _unhexed(text: str) -> str:
    """The text a run of hexadecimal digits stands for, or the text itself."""
    if len(text) < 6 or len(text) % 2 or re.fullmatch(r"\d+", text) or not re.fullmatch(r"[0-9a-fA-F]+", text):
        return text
    try:
        return unicodedata.normalize("NFC", bytes.fromhex(text).decode("utf-8"))
    except ValueError:
        return text


KIND = {
    "personal_id": "personal_id", "old_id": "id", "full_name": "name",
    "date_of_birth": "date_or_year", "issued_on": "date",
    "expires_on": "expiry", "residence": "address", "address": "address", "number": "insurance_number",
    "valid_from": "date", "valid_to": "date",
}  # fmt: skip


def _value(name: str, said: str) -> str | None:
    if name == "sex":
        return SEX.get(said.strip().upper(), clean("sex", said))
    if name in KIND:
        tight = re.fullmatch(r"(\d{2})(\d{2})(\d{4})", said) if KIND[name].startswith(("date", "exp")) else None
        return clean(KIND[name], "/".join(tight.groups()) if tight else said)
    return said or None


def check_digit(text: str) -> str:
    """The check digit of ICAO 9303 over a run of MRZ letters.

    >>> check_digit("095001234"), check_digit("068095001234")
    ('0', '6')
    """
    worth = (0 if c == "<" else int(c) if c.isdigit() else ord(c) - 55 for c in text)
    return str(sum(value * WEIGHTS[place % 3] for place, value in enumerate(worth)) % 10)


def mrz(text: str) -> dict[str, str]:
    """Fields of a TD1 zone whose check digits hold; a part that fails its check says nothing."""
    lines = [re.sub(r"\s", "", line) for line in text.strip().splitlines() if line.strip()]
    if len(lines) != 3 or len(lines[0]) < 28 or len(lines[1]) < 15:
        return {}
    values = _mrz_id(lines[0]) | _mrz_dates(lines[1])
    return values if "personal_id" in values else {}


def _mrz_id(line: str) -> dict[str, str]:
    found = re.match(r"I[D<]VNM(\d{9})(\d)(\d{12})<*(\d)", line)
    if found is None or check_digit(found[1]) != found[2] or not found[3].endswith(found[1]):
        return {}
    return {"personal_id": found[3]}


ENDLESS = {"991231": "Không thời hạn"}
"""What a card without an end says in its lines (ICAO 9303 knows no word for it)."""


def _mrz_dates(line: str) -> dict[str, str]:
    found = re.match(r"(\d{6})(\d)([MF<])(\d{6}|<{6})([\d<])", line)
    if found is None:
        return {}
    values: dict[str, str] = {}
    if check_digit(found[1]) == found[2]:
        born = _day(found[1], latest=datetime.datetime.now(datetime.UTC).year)
        values |= {"date_of_birth": born} if born else {}
        values |= {"sex": SEX[found[3]]} if found[3] in SEX else {}
    if found[4].isdigit() and check_digit(found[4]) == found[5]:
        ends = ENDLESS.get(found[4]) or _day(found[4], latest=2099)
        values |= {"expires_on": ends} if ends else {}
    return values


def _day(digits: str, *, latest: int) -> str | None:
    year = 2000 + int(digits[:2])
    return clean("date", f"{year if year <= latest else year - 100}-{digits[2:4]}-{digits[4:]}")


def mrz_name(text: str) -> str | None:
    """The name in an MRZ, folded: what the printed name must be without its marks."""
    lines = text.strip().splitlines()
    letters = re.sub(r"[^A-Z<]", "", lines[2].strip()) if len(lines) == 3 else ""
    name = " ".join(letters.replace("<", " ").split()).lower()
    return name or None
