"""Is the name somebody gives the name that is kept: whether to answer at all hangs on it, so marks count."""

import unicodedata

TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


def same_name(one: str, other: str) -> bool:
    """Equal but for capitals, spaces, Unicode form and on which vowel the tone is written (hoà, hòa)."""
    return _key(one) == _key(other) != []


def _key(name: str) -> list[tuple[str, str]]:
    words = unicodedata.normalize("NFD", name.casefold()).split()
    return [("".join(c for c in word if c not in TONES), "".join(c for c in word if c in TONES)) for word in words]
