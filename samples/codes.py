"""What machines read on a card: the QR code's payload and picture, and the MRZ with its check digits."""

import unicodedata
from datetime import date

import segno
from PIL import Image

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def qr_picture(text: str, *, error: str = "m") -> Image.Image:
    """The QR code of a text, one pixel a module, with its quiet zone."""
    rows = segno.make(text, error=error, micro=False, boost_error=False).matrix
    size, border = len(rows), 2
    picture = Image.new("L", (size + 2 * border, size + 2 * border), 255)
    for top, row in enumerate(rows):
        for left, dark in enumerate(row):
            if dark:
                picture.putpixel((left + border, top + border), 0)
    return picture


def check_digit(text: str) -> str:
    """The check digit of ICAO 9303: weights 7, 3, 1.

    >>> check_digit("068095001234")
    '6'
    """
    values = [0 if letter == "<" else _ALPHABET.index(letter) for letter in text]
    return str(sum(value * (7, 3, 1)[place % 3] for place, value in enumerate(values)) % 10)


def plain(name: str) -> str:
    """A name in capitals without marks."""
    bare = unicodedata.normalize("NFD", name.upper().replace("Đ", "D"))
    return "".join(letter for letter in bare if letter.isalpha() or letter == " ")


def mrz(personal_id: str, name: str, born: date, sex: str, expires: date | None) -> tuple[str, str, str]:
    """The three lines of a citizen card's machine-readable zone (TD1).

    >>> mrz("068095001234", "Lê Thị Đào", date(1995, 1, 2), "Nữ", date(2035, 1, 2))[0]
    'IDVNM0950012340068095001234<<6'
    """
    short = personal_id[3:]
    first = f"IDVNM{short}{check_digit(short)}{personal_id}<<{check_digit(personal_id)}"
    birth, until = f"{born:%y%m%d}", f"{expires:%y%m%d}" if expires else "991231"
    head = f"{birth}{check_digit(birth)}{'F' if sex == 'Nữ' else 'M'}{until}{check_digit(until)}VNM<<<<<<<<<<<"
    whole = first[5:30] + head[0:7] + head[8:15] + head[18:29]
    family, *rest = plain(name).split()
    return first, head + check_digit(whole), f"{family}<<{'<'.join(rest)}".ljust(30, "<")[:30]
