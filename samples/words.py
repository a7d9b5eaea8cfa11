"""Numbers and dates as Vietnamese papers write them, in figures and in words."""

from datetime import date

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
SCALES = ("", " nghìn", " triệu", " tỷ")


def in_words(number: int) -> str:
    """A count from 0 to 999 tỷ in words.

    >>> in_words(2021), in_words(15), in_words(105), in_words(1_500_000_000)
    ('hai nghìn không trăm hai mươi mốt', 'mười lăm', 'một trăm linh năm', 'một tỷ năm trăm triệu')
    """
    if number == 0:
        return DIGITS[0]
    groups = []
    while number:
        number, group = divmod(number, 1000)
        groups.append(group)
    top = len(groups) - 1
    said = [_group(group, full=place < top) + SCALES[place] for place, group in enumerate(groups) if group]
    return " ".join(reversed(said))


def _group(group: int, *, full: bool) -> str:
    hundreds, rest = divmod(group, 100)
    said = [f"{DIGITS[hundreds]} trăm"] if hundreds or full else []
    if rest:
        said.append(_tens(rest, after_hundreds=bool(said)))
    return " ".join(said)


def _tens(rest: int, *, after_hundreds: bool) -> str:
    tens, ones = divmod(rest, 10)
    if tens == 0:
        return f"linh {DIGITS[ones]}" if after_hundreds else DIGITS[ones]
    head = "mười" if tens == 1 else f"{DIGITS[tens]} mươi"
    if ones == 0:
        return head
    last = {1: "mốt" if tens > 1 else "một", 5: "lăm"}.get(ones, DIGITS[ones])
    return f"{head} {last}"


def date_in_words(day: date) -> str:
    """A day in words, as civil-status papers write it beside the figures.

    >>> date_in_words(date(2019, 4, 5))
    'Ngày mồng năm, tháng tư, năm hai nghìn không trăm mười chín'
    """
    said = ("mồng " if day.day <= 10 else "") + in_words(day.day)
    month = {1: "một", 4: "tư"}.get(day.month, in_words(day.month))
    return f"Ngày {said}, tháng {month}, năm {in_words(day.year)}"


def slashed(day: date) -> str:
    """31/12/2020."""
    return f"{day:%d/%m/%Y}"


def spoken(day: date, *, padded: bool = True) -> str:
    """Ngày 05 tháng 7 năm 2023 without the first word; days below ten and months below three get a nought."""
    month = f"{day.month:02d}" if padded and day.month < 3 else str(day.month)
    return f"{day.day:02d} tháng {month} năm {day.year}"


def dotted(number: int) -> str:
    """1.500.000."""
    return f"{number:,}".replace(",", ".")


def money_in_words(number: int) -> str:
    """Một tỷ năm trăm triệu đồng."""
    said = in_words(number)
    return f"{said[0].upper()}{said[1:]} đồng"
