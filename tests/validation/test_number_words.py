import pytest

from domain.kinds import fold
from validation.number_words import word_dates, year

ONES = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def spoken(number: int) -> str:
    """A number from 1 to 99 as it is written out."""
    tens, ones = divmod(number, 10)
    if not tens:
        return ONES[ones]
    last = {0: "", 1: "mốt" if tens > 1 else "một", 4: "tư" if tens > 1 else "bốn", 5: "lăm"}.get(ones, ONES[ones])
    return f"{'mười' if tens == 1 else ONES[tens] + ' mươi'} {last}".strip()


def spoken_year(number: int) -> str:
    thousands, rest = divmod(number, 1000)
    hundreds, below = divmod(rest, 100)
    tail = f"linh {ONES[below]}" if 0 < below < 10 else spoken(below) if below else ""
    head = "" if not rest else f"{ONES[hundreds]} trăm"
    return " ".join(f"{ONES[thousands]} nghìn {head} {tail}".split())


def dates(text: str) -> list[tuple[str, ...]]:
    return [found.values for found in word_dates(fold(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ngày mười hai tháng ba năm một nghìn chín trăm chín mươi lăm", "1995-03-12"),
        ("ngày năm tháng năm năm hai nghìn không trăm linh năm", "2005-05-05"),
        ("Ngày mồng năm, tháng mười một, năm một ngàn chín trăm tám mươi tư", "1984-11-05"),
        ("ngày ba mươi mốt tháng chạp năm hai nghìn lẻ năm", "2005-12-31"),
        ("ngày hai mươi nhăm tháng tư năm hai nghìn mười", "2010-04-25"),
        ("ngày hai mốt tháng giêng năm một chín chín lăm", "1995-01-21"),
        ("NGÀY MƯỜI\nTHÁNG MƯỜI\nNĂM HAI NGHÌN", "2000-10-10"),
        ("ngày mười lăm tháng bẩy năm hai ngàn hai mươi", "2020-07-15"),
        ("ngầy mừơi hái tháng bà nám một nghin chin trăm chin mươi lắm", "1995-03-12"),
        ("Ngày mười haì thánq ba năm hai nghln không trãm hai mươl", "2020-03-12"),
    ],
)
def test_every_spoken_variant_is_read(text: str, expected: str) -> None:
    assert [found[0] for found in dates(f"Ghi bằng chữ: {text}. Giới tính: Nữ")] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ngày 12 tháng ba năm hai nghìn",
        "ngày tháng năm sinh",
        "ngày mười hai tháng mười ba năm hai nghìn",
        "ngày ba tháng",
    ],
)
def test_what_is_no_whole_date_in_words_is_passed_over(text: str) -> None:
    assert dates(text) == []


def test_a_last_nam_may_be_the_next_word() -> None:
    assert dates("ngày hai tháng ba năm hai nghìn không trăm mười Nam") == [("2015-03-02", "2010-03-02")]


def test_every_day_month_and_year_is_read_back() -> None:
    for number in range(1900, 2100):
        assert year(fold(spoken_year(number)).split()) == number
    for day in range(1, 32):
        month = (day - 1) % 12 + 1
        text = f"Ngày {spoken(day)} tháng {spoken(month)} năm {spoken_year(1940 + day * 3)} Dân tộc: Kinh"
        assert dates(text)[0][0] == f"{1940 + day * 3}-{month:02}-{day:02}"
