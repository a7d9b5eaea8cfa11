"""Readers who do not say the same: on which words they agree, and whether what one says could be printed at all."""

from collections.abc import Iterable
from difflib import SequenceMatcher

from domain.syllables import is_syllable


def fewest_voices(value: str, said: Iterable[str | None]) -> int:
    """How many readings have each word of a value, and nothing more between two of them, at least.

    >>> fewest_voices("LÂM TẤN LỰC", ["LẦM TẤN LỰC", "LÂM TẤN LỰC", "LÂM TẤN LỰc"])
    2
    >>> fewest_voices("xã Tân Lập tỉnh Sơn La", ["xã Tân Lập tỉnh Sơn La", "xã Tân Lập - tỉnh Sơn La", None])
    1
    """
    own = value.split()
    words, gaps = [0] * len(own), [0] * (len(own) + 1)
    for text in said:
        if text is None:
            continue
        blocks = SequenceMatcher(None, own, text.split(), autojunk=False).get_matching_blocks()
        for block in blocks:
            for at in range(block.a, block.a + block.size):
                words[at] += 1
        for at in _closed(blocks, len(own)):
            gaps[at] += 1
    return min((*words, *gaps)) if own else 0


def _closed(blocks: Iterable[tuple[int, int, int]], count: int) -> Iterable[int]:
    """The gaps before, between and after a value's `count` words where a reading has nothing more than the value.

    `blocks` are the runs of words both have: (place in the value, place in the reading, length), as `difflib` gives.
    """
    open_gaps = set()
    mine = theirs = 0
    for a, b, size in blocks:
        if b - theirs > a - mine:
            open_gaps |= set(range(mine, a + 1))
        mine, theirs = a + size, b + size
    return set(range(count + 1)) - open_gaps


def is_misspelling(value: str, other: str) -> bool:
    """Whether another reading differs from a value in words alone that nobody writes: no possible syllables, or the
    same letters in another case.

    >>> is_misspelling("có sân vườn", "có sân oườn"), is_misspelling("có sân vườn", "cô sân vườn")
    (True, False)
    """
    own, said = value.split(), other.split()
    return len(own) == len(said) and all(
        (_is_no_word(other_word) and _is_word(word)) or word.casefold() == other_word.casefold()
        for word, other_word in zip(own, said, strict=True)
        if word != other_word
    )


def _is_word(text: str) -> bool:
    letters = text.strip(".,;:()")
    return letters.isalpha() and is_syllable(letters)


def _is_no_word(text: str) -> bool:
    """Letters that spell no syllable; digits among them may be what is printed."""
    letters = text.strip(".,;:()")
    return letters.isalpha() and not is_syllable(letters)
