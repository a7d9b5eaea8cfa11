"""Kinds of value that are digits: identity numbers, codes, document numbers, money, areas, telephones."""

import re

from domain.numbers import WHOLE, plain, shift
from domain.registry import clean, kind
from domain.text import fold, tidy

__all__ = ["clean"]


def _digits(text: str, pattern: str) -> str | None:
    found = re.search(rf"(?<![\d]){pattern}(?![\d])", re.sub(r"(?<=\d)[ .](?=\d)", "", text))
    return found.group().upper() if found else None


@kind
def personal_id(text: str) -> str | None:
    """The 12 digits of a personal identification number.

    >>> clean("personal_id", "068 095 001 234"), clean("personal_id", "123456789")
    ('068095001234', None)
    """
    return _digits(text, r"\d{12}")


@kind
def id(text: str) -> str | None:  # noqa: A001 - the kind's name
    """An identity paper's number: 12 digits, 9 digits (before 2021) or a passport's letter and 7 or 8 digits.

    >>> clean("id", "CCCD số 068095001234 cấp ngày"), clean("id", "CMND: 250 123 456"), clean("id", "Hộ chiếu C1234567")
    ('068095001234', '250123456', 'C1234567')
    """
    return _digits(text, r"\d{12}") or _digits(text, r"\d{9}") or _digits(text, r"(?<![^\W\d_])[A-Z]\d{7,8}")


@kind
def enterprise_code(text: str) -> str | None:
    """Digits of an enterprise code (10), a branch's (13) or a personal id serving as one (12).

    >>> clean("enterprise_code", "0309129418-005"), clean("enterprise_code", "Mã số 5800000008")
    ('0309129418005', '5800000008')
    """
    tight = re.sub(r"(?<=\d) (?=\d)", "", text)
    found = re.search(r"(?<!\d)\d{10}\s*-?\s*\d{3}(?!\d)|(?<!\d)(?:\d{10}|\d{12})(?!\d)", tight)
    return re.sub(r"\D", "", found.group()) if found else None


@kind
def business_code(text: str) -> str | None:
    """A household business's number: 12 digits (since 2025), or the older kind with one or two letters inside.

    >>> clean("business_code", "41S8032562"), clean("business_code", "068095001234")
    ('41S8032562', '068095001234')
    """
    return _digits(text, r"\d{12}") or _digits(text.upper(), r"\d{2}[A-Z]{1,2}\d{6,8}") or enterprise_code(text)


@kind
def document_number(text: str) -> str | None:
    """A paper's number and symbol as printed, without `Số` before it and spaces around its strokes.

    >>> clean("document_number", "Số: 28 /2023/QĐ - UBND"), clean("document_number", "Số/No: 12")
    ('28/2023/QĐ-UBND', '12')
    """
    bare = re.sub(r"^(?:s[oốôó]\s*/?\s*)?(?:no\b|s[oốôó]\b)?[\s.:/]*", "", text, flags=re.IGNORECASE)
    joined = tidy(re.sub(r"\s*([/–-])\s*", r"\1", bare).replace("–", "-"))
    joined = re.sub(r"(?<=\d) (?=\d+/)", "", joined)
    found = re.match(r"\S*\d\S*", joined)
    if not found:
        return None
    shorter = tidy(found.group())
    return shorter if shorter == bare or shorter == document_number(shorter) else None


@kind
def integer(text: str) -> str | None:
    """A small count without leading zeros.

    >>> clean("integer", "03"), clean("integer", "thứ 12")
    ('3', '12')
    """
    found = re.search(r"(?<!\d)\d{1,4}(?!\d)", text)
    return str(int(found.group())) if found else None


@kind
def money(text: str) -> str | None:
    """Đồng as a plain number; tỷ and triệu are multiplied out.

    >>> clean("money", "1.500.000.000 đồng (Một tỷ năm trăm triệu đồng)"), clean("money", "1,5 tỷ đồng")
    ('1500000000', '1500000000')
    >>> clean("money", "1.800.000.0 đồng")  # digits were lost: nobody can tell how many
    """
    found = re.search(rf"{WHOLE}(?:\s*(?P<unit>tỷ|tỉ|triệu|ty|trieu|nghìn|ngàn)\b)?", text, re.IGNORECASE)
    if not found:
        return None
    number = plain(found["number"])
    scale = {"ty": 9, "ti": 9, "trieu": 6, "nghin": 3, "ngan": 3}.get(fold(found["unit"] or ""), 0)
    return shift(number, scale)


@kind
def area(text: str) -> str | None:
    """Square metres as a plain decimal.

    >>> clean("area", "1.250,5 m2"), clean("area", "85,0m²")
    ('1250.5', '85')
    >>> clean("area", "2.885.2 m2")  # a comma misread, or digits lost: nobody can tell
    """
    found = re.search(WHOLE, text)
    return plain(found["number"]) if found else None


@kind
def phone(text: str) -> str | None:
    """Digits of a telephone number, with a leading + where printed.

    >>> clean("phone", "(0263) 3822 345"), clean("phone", "+84 912 345 678")
    ('02633822345', '+84912345678')
    """
    found = re.search(r"\+?\(?\d[\d ().-]{6,18}\d", text)
    number = re.sub(r"[^\d+]", "", found.group()) if found else ""
    return number if 8 <= len(number) <= 15 else None


@kind
def email(text: str) -> str | None:
    """An e-mail address in lower case. What a reader takes for ® is the ring of the @: no address has one.

    >>> clean("email", "Email: Mau.Thu@example.vn"), clean("email", "mau.thu®@example.vn")
    ('mau.thu@example.vn', 'mau.thu@example.vn')
    """
    found = re.search(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.sub(r"@?®@?", "@", text))
    return found.group().lower().rstrip(".-") if found else None


@kind
def licence_number(text: str) -> str | None:
    """A driving licence's number: 12 digits, or the older letters and digits.

    >>> clean("licence_number", "Số/No: 790123456789"), clean("licence_number", "AB 123456")
    ('790123456789', 'AB123456')
    """
    return _digits(text, r"\d{12}") or _digits(text.upper().replace(" ", ""), r"(?<![^\W\d_])[A-Z]{1,2}\d{6,8}")


@kind
def serial(text: str) -> str | None:
    """A land certificate's serial: letters and digits, one space between.

    >>> clean("serial", "CT01234567"), clean("serial", "AA  00123456")
    ('CT 01234567', 'AA 00123456')
    """
    found = re.search(r"(?<!\w)([A-ZĐ]{1,2})\s*(\d{6,8})(?!\d)", text)
    return f"{found[1]} {found[2]}" if found else None


@kind
def insurance_number(text: str) -> str | None:
    """A health insurance card's number: 2 letters and 13 digits, or 10 digits alone on newer cards.

    >>> clean("insurance_number", "DN 4 79 0123456789"), clean("insurance_number", "0123456789")
    ('DN4790123456789', '0123456789')
    """
    tight = re.sub(r"(?<=\w)[ .](?=\d)", "", text)
    found = re.search(r"(?<!\w)(?:[A-Z]{2}\d{13}|\d{10})(?!\d)", tight)
    return found.group() if found else None
