"""The running text of a page by the word of most of its readers ("recognizer output voting error reduction").

The page's reader loses marks in running text that the two line readers see (docs/adr/0024). Where they outvote it, a
word keeps what it was read as and also says what most read. The values of fields are not touched: there each reader
must stay a witness of its own.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from rapidfuzz.distance import Levenshtein

from ocr import engine, second, third
from ocr.clean import Sheet
from ocr.zones import Place, cut

SURE = 0.9
"""A line whose least sure word is below this, and which the third reader reads otherwise, is read again."""
THIRD_SURE = 0.7
"""So is any which the third reader, at least so sure, reads otherwise."""
ALONE = 0.95
"""Where all three differ, the page's reader is not doubted on words at least so sure."""
ALIKE = 0.5
"""Two readings of a line that share less than that are of different things: a drawing, a seal, a cell of a table."""
MOST_WORDS = 7
"""Longer stretches without a space all readers see are left as they are."""
WEIGHTS = (1.0, 1.05, 0.8)
"""What each reader's word counts for when no two agree."""


def available() -> bool:
    """Whether there are three readers."""
    return second.available() and third.available()


def said(sheet: Sheet, seen: Sequence[engine.Seen]) -> tuple[str | None, ...]:
    """For each word the page's reader saw, what most readers read there if that is something else: None where it
    stands, empty where it is no word or belongs to the one before it."""
    answers: list[str | None] = []
    for _line, group in groupby(seen, key=lambda word: word.line):
        words = tuple(group)
        answers += _line_said(sheet, words)
    return tuple(answers)


def _line_said(sheet: Sheet, words: Sequence[engine.Seen]) -> Sequence[str | None]:
    nothing = [None] * len(words)
    if not any(letter.isalnum() for word in words for letter in word.text):
        return nothing
    first = " ".join(word.text for word in words)
    picture = cut(sheet.image, _around(words))
    other = third.read_line(picture)
    doubtful = min(word.confidence for word in words) < SURE
    if other.text == first or (not doubtful and other.confidence < THIRD_SURE):
        return nothing  # where two agree, the second reader, which costs most, would change nothing
    again = second.read_line(picture).text
    if Levenshtein.normalized_similarity(first, again) < ALIKE:
        return nothing
    return voted([(word.text, word.confidence) for word in words], again, other.text)


def _around(words: Sequence[engine.Seen]) -> Place:
    boxes = [word.box for word in words]
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def voted(words: Sequence[tuple[str, float]], again: str, other: str) -> list[str | None]:
    """For each word (text, confidence) of a line, what most of three readings of the line say, as `said` has it.

    >>> voted([("ngày", 0.96), ("l5", 0.7), ("20]", 0.6), ("8", 0.8)], "ngày 15 2018", "ngờy 1S 2018")
    [None, '15', '2018', '']
    """
    answers: list[str | None] = []
    for count, *texts in _stretches(" ".join(text for text, _sure in words), again, other):
        own = words[len(answers) : len(answers) + count]
        chosen = texts[0] if count > MOST_WORDS else _chosen(texts, min(sure for _text, sure in own))
        answers += _spread(chosen, [text for text, _sure in own])
    return answers


def _stretches(first: str, again: str, other: str) -> Iterator[tuple[int, str, str, str]]:
    """A line between the spaces that all readings share: how many words of the first, and each reading of it."""
    places, others = _spaces(first, again), _spaces(first, other)
    shared = sorted(places.keys() & others.keys())
    for a, b in pairwise(shared):
        mine = first[a:b].strip()
        yield mine.count(" ") + 1, mine, again[places[a] : places[b]].strip(), other[others[a] : others[b]].strip()


def _spaces(first: str, other: str) -> dict[int, int]:
    """Where both ends and the spaces of a reading lie in another one."""
    found = {0: 0, len(first): len(other)}
    for step in Levenshtein.opcodes(first, other):
        if step.tag == "equal":
            for at in range(step.src_start, step.src_end):
                if first[at] == " ":
                    found[at] = step.dest_start + at - step.src_start
    return found


def _chosen(texts: Sequence[str], sure: float) -> str:
    """What two say; where all differ and the first is not sure, the one that is nearest to all."""
    first, again, other = texts
    if first in (again, other) or (again != other and sure >= ALONE):
        return first
    if again == other:
        return again
    near = [
        sum(weight * Levenshtein.normalized_similarity(text, one) for one, weight in zip(texts, WEIGHTS, strict=True))
        for text in texts
    ]
    return texts[max(range(3), key=lambda at: near[at])]


def _spread(chosen: str, words: Sequence[str]) -> list[str | None]:
    """A stretch given back to its words: one each where there are as many, else all to the first."""
    parts = chosen.split(" ")
    if len(parts) != len(words):
        parts = [chosen, *[""] * (len(words) - 1)]
    return [None if part == word else part for part, word in zip(parts, words, strict=True)]
