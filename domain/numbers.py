"""Numbers as Vietnam prints them, as plain decimals."""

import re

NUMBER = r"\d{1,3}(?:[. ]\d{3})+(?!\d)(?:,\d+)?|\d{1,3}(?:,\d{3}){2,}(?!\d)(?:\.\d+)?|\d+(?:[.,]\d+)?"

WHOLE = rf"(?<![^\W_])(?<!\d[.,])(?P<number>{NUMBER})(?![.,]?\d)"
"""A number with no digit left over before or behind it, which would be lost (`2.885.2` is neither 2885 nor 2885.2 for
certain), nor a letter before it (the 2 of `m2` is no number)."""


def plain(number: str) -> str:
    """A number as Vietnam prints it (dot for thousands, comma for decimals) as a plain decimal."""
    if re.fullmatch(r"0+[.,]\d+", number):
        whole, part = re.split(r"[.,]", number)
    elif re.fullmatch(r"\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?", number):
        whole, _, part = number.replace(",", "").partition(".")
    elif re.fullmatch(r"\d{1,3}(?:[. ]\d{3})+(?:,\d+)?", number):
        whole, _, part = number.replace(".", "").replace(" ", "").partition(",")
    else:
        whole, _, part = number.replace(",", ".").partition(".")
    return _decimal(whole, part)


def _decimal(whole: str, part: str) -> str:
    part = part.rstrip("0")
    part += "0" if len(part) == 3 else ""  # three decimals would read as thousands the second time
    return (whole.lstrip("0") or "0") + (f".{part}" if part else "")


def shift(number: str, places: int) -> str:
    """A plain decimal times ten to the power of `places`."""
    whole, _, part = number.partition(".")
    part = part.ljust(places, "0")
    return _decimal(whole + part[:places], part[places:])
