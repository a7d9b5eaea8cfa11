"""How Vietnamese syllables are spelled: whether a word can be one. Says nothing of whether such a word exists.

The rules are those of the orthography taught in schools: an onset, a rime, one of six tones, and stopped rimes
(-c -ch -p -t) with the two sharp tones only. Names of other peoples (K'Brêu, Ya, Đắk) follow other rules.
"""

import re
import unicodedata
from functools import cache

ONSETS = (
    "ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr",
    "b", "c", "d", "đ", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x", "",
)  # fmt: skip
RIMES = frozenset(
    """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu êng
    i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu y ya yêm yên yêng yêt yêu yt ych ynh
    o oa oac oach oai oam oan oang oanh oao oap oat oay
    oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot
    ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôp uôt up ut
    uy uya uych uyên uyêt uynh uyt uyn uyu
    uơ ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
    """.split()  # noqa: SIM905
)
STOPS = ("c", "ch", "p", "t")
SHARP = {"\u0301", "\u0323"}
"""Sắc and nặng: the only tones of a stopped syllable."""
TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
WORD = re.compile(r"[^\W\d_]+")


@cache
def is_syllable(word: str) -> bool:
    """Whether letters (any case, either style of tone placement) spell a possible syllable.

    >>> [is_syllable(word) for word in ("Nguyễn", "MY", "thuỷ", "măt", "mặắt", "Trươg")]
    [True, True, True, False, False, False]
    """
    marks = unicodedata.normalize("NFD", word.lower())
    tones = [mark for mark in marks if mark in TONES]
    if len(tones) > 1:
        return False
    plain = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in TONES))
    return any(
        plain.startswith(onset) and _fits(onset, plain[len(onset) :], tones[0] if tones else "") for onset in ONSETS
    )


def _fits(onset: str, rime: str, tone: str) -> bool:
    if onset == "gi" and rime in {"", "n", "ch", "m", "t"}:  # gì, gìn: the i is onset and rime at once
        rime = "i" + rime
    whole = "u" + rime if onset == "qu" else rime
    if rime not in RIMES and whole not in RIMES:
        return False
    return tone in SHARP or not rime.endswith(STOPS)


def spelled(text: str) -> bool:
    """Whether every word of a text that has letters is a possible syllable; true where there is none.

    >>> spelled("LÊ THỊ HOÀ"), spelled("đuôi mặắt trái")
    (True, False)
    """
    return all(is_syllable(word) for word in WORD.findall(text))
