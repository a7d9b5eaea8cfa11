"""Texts to learn letters from: mostly syllables that need not mean anything, so that no habit of the language is learnt
and every mark has to be seen."""

import random
from collections.abc import Callable, Sequence
from unicodedata import normalize

from samples.companies import INDUSTRIES, PROPER, TRADES
from samples.people import FAMILIES, GIVEN, HILLS, MIDDLES
from samples.places import ELSEWHERE, NEW, OLD, STREETS

TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
VOWELS = "aăâeêioôơuưy"
ONSETS = (
    "", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p", "ph", "qu",
    "r", "s", "t", "th", "tr", "v", "x",
)  # fmt: skip
RIMES = (
    "a* a*c a*ch a*i a*m a*n a*ng a*nh a*o a*p a*t a*u a*y ă*c ă*m ă*n ă*ng ă*p ă*t â*c â*m â*n â*ng â*p â*t â*u â*y "
    "e* e*c e*m e*n e*ng e*o e*p e*t ê* ê*ch ê*m ê*n ê*nh ê*p ê*t ê*u i* i*a i*ch i*m i*n i*nh i*p i*t i*u iê*c iê*m "
    "iê*n iê*ng iê*p iê*t iê*u o* o*c o*i o*m o*n o*ng o*p o*t oo*ng o*a oa* oa*c oa*ch oa*i oa*n oa*ng oa*nh oa*o "
    "oa*t oa*y oă*c oă*n oă*ng oă*t o*e oe* oe*n oe*o oe*t ô* ô*c ô*i ô*m ô*n ô*ng ô*p ô*t ơ* ơ*i ơ*m ơ*n ơ*p ơ*t u* "
    "u*a u*c u*i u*m u*n u*ng u*p u*t uâ*n uâ*t uâ*y uê* uê*ch uê*nh uô*c uô*i uô*m uô*n uô*ng uô*t u*y uy* uya* "
    "uyê*n uyê*t uy*nh uy*t ư* ư*a ư*c ư*i ư*n ư*ng ư*t ư*u ươ*c ươ*i ươ*m ươ*n ươ*ng ươ*p ươ*t ươ*u y* yê*m yê*n "
    "yê*t yê*u"
).split()
LABELS = (
    "Họ và tên Họ, chữ đệm, tên Ngày, tháng, năm sinh Nơi sinh Quê quán Dân tộc Quốc tịch Giới tính Nam Nữ Nơi cư trú "
    "Số định danh cá nhân Giấy tờ tùy thân Căn cước công dân Chứng minh nhân dân do cấp ngày tại Địa chỉ trụ sở chính "
    "Người đại diện theo pháp luật Chức danh Giám đốc Chủ tịch Phó CÔNG TY TNHH MTV CỔ PHẦN ỦY BAN NHÂN DÂN SỞ PHÒNG "
    "Trưởng Vốn điều lệ đồng Điện thoại Email Website Mã số doanh nghiệp Đăng ký lần đầu thay đổi thứ Kinh Cơ-ho Tày "
    "Nùng Hoa Chu-ru Việt Nam KT. TM. TUQ. thửa đất số tờ bản đồ số diện tích m2 Hạng cấp thời hạn Không thời hạn"
).split()
PLAIN = "abcdefghijklmnopqrstuvwxyz"
DIGITS = "0123456789"
SIGNS = ".,:;-–/()…%'\"&+@"


def alphabet() -> str:
    """Every letter the network tells apart, after the blank: the order of its outputs."""
    vowels = [normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES]
    small = sorted({*vowels, *PLAIN, "đ"})
    return " " + "".join(small) + "".join(small).upper() + DIGITS + SIGNS


def syllable(chance: random.Random) -> str:
    """One syllable of the orthography's parts, every tone and mark as likely as another."""
    onset, rime, tone = chance.choice(ONSETS), chance.choice(RIMES), chance.choice(TONES)
    return normalize("NFC", onset + rime.replace("*", tone))


def cased(words: Sequence[str], chance: random.Random) -> str:
    """Words in capitals, as titles, small, or as they come."""
    text = " ".join(words)
    style = chance.choices((str.upper, str.title, str.lower, str), (38, 38, 14, 10))[0]
    if style is str.title:
        return " ".join(word[:1].upper() + word[1:] for word in words)
    return style(text)


def syllables(chance: random.Random, count: int) -> str:
    """Some syllables that need not go together."""
    words = [syllable(chance) for _ in range(count)]
    if chance.random() < 0.12:
        place = chance.randrange(len(words))
        words[place] += chance.choice((",", ".", ",", ":", "-" + syllable(chance)))
    return cased(words, chance)


def letters(chance: random.Random, count: int) -> str:
    """Letters in no order at all."""
    marked = [letter for letter in alphabet() if letter.isalpha()]
    return cased(["".join(chance.choices(marked, k=chance.randint(1, 5))) for _ in range(count)], chance)


def real(chance: random.Random, count: int) -> str:
    """Words that papers print, each as likely as another, one in four with a vowel changed."""
    words = [word for _ in range(count) for word in chance.choice(_known()).split()][: count + 2]
    return cased([_changed(word, chance) if chance.random() < 0.25 else word for word in words], chance)


def _known() -> Sequence[str]:
    if not _KNOWN:
        sexes = ("Nam", "Nữ")
        names = [*FAMILIES, *(n for sex in sexes for group in (GIVEN, HILLS, MIDDLES) for n in group[sex] if n)]
        places = [*OLD, *(name for names in OLD.values() for name in names), *NEW, *ELSEWHERE, *STREETS]
        _KNOWN.extend([*names, *places, *LABELS, *TRADES, *PROPER, *(name for _code, name in INDUSTRIES)])
    return _KNOWN


_KNOWN: list[str] = []


def _changed(word: str, chance: random.Random) -> str:
    places = [at for at, letter in enumerate(word) if normalize("NFD", letter)[0].lower() in "aeiouy"]
    if not places:
        return word
    at = chance.choice(places)
    base = normalize("NFD", word[at])[0].lower()
    shapes = {"a": "aăâ", "e": "eê", "o": "oôơ", "u": "uư"}.get(base, base)
    new = normalize("NFC", chance.choice(shapes) + chance.choice(TONES))
    return word[:at] + (new.upper() if word[at].isupper() else new) + word[at + 1 :]


def figures(chance: random.Random, count: int) -> str:
    """A date, a number, an amount, a number with letters."""
    digits = "".join(chance.choices(DIGITS, k=chance.randint(1, 12)))
    day, month, year = chance.randint(1, 31), chance.randint(1, 12), chance.randint(1930, 2029)
    amount = f"{chance.randrange(10 ** chance.randint(3, 10)):,}".replace(",", ".")
    letters = "".join(chance.choices("ABCDĐHKLMNOPQRSTUVXY", k=chance.randint(1, 4)))
    made = (
        digits, f"{day:02d}/{month:02d}/{year}", f"{day:02d}-{month:02d}-{year}", f"{day:02d}.{month:02d}.{year}",
        f"{amount} đồng", f"{digits[:4]}/{letters}-{letters[::-1]}", f"{digits[:4]}/{year}/{letters}", amount,
        f"Số {digits[:3]}/{chance.randint(1, 99)}", f"ngày {day:02d} tháng {month} năm {year}", f"({digits[:3]})",
        f"0{digits}", f"{digits[:2]},{digits[-1]} {chance.choice(('m2', 'cm', 'km', '%'))}", f"{letters} {digits}",
        f"{letters.lower()}{digits[:3]}@{letters.lower()}.{chance.choice(('com', 'vn', 'gov.vn'))}",
    )  # fmt: skip
    return " ".join(chance.choice(made) for _ in range(1 if count < 4 else 2))


def joined(chance: random.Random, count: int) -> str:
    """Words, a sign, words: as an address or a label with its value."""
    first, rest = max(1, count // 2), max(1, count - count // 2)
    parts = (chance.choice((syllables, real, figures))(chance, n) for n in (first, rest))
    return chance.choice((", ", ", ", ": ", " - ", " / ", "; ")).join(parts)


KINDS: tuple[tuple[Callable[[random.Random, int], str], int], ...] = (
    (syllables, 46), (letters, 9), (real, 22), (figures, 13), (joined, 10),
)  # fmt: skip


def text(chance: random.Random, longest: int) -> str:
    """A line of one to `longest` words, all of whose letters stand in the alphabet."""
    kinds, weights = zip(*KINDS, strict=True)
    said = chance.choices(kinds, weights)[0](chance, chance.randint(1, longest))
    return "".join(letter for letter in normalize("NFC", said) if letter in _ALPHABET)


_ALPHABET = frozenset(alphabet())
