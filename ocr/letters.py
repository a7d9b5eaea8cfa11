"""What an office's letter (công văn) is known by: it bears no title, and its number no kind."""

import re
from collections.abc import Sequence

from ocr.combine import Vote

NUMBER = re.compile(r"\d+(?:/\d{4})?/(?P<first>[^\W\d_]+)-[^\W\d_]+")
"""A letter's number: the office's own letters and those of its part; other papers name their kind first."""
KINDS = frozenset(
    """
    BB BC CĐ CT CTr ĐA DA GGT GM HD HĐ KH KL LCT NĐ NQ PA PB PC PG QC QĐ QyĐ TB TT TTLT TTr VBHN
    """.split()  # noqa: SIM905
)
"""Letters of the kinds of documents (Nghị định 30/2020/NĐ-CP, phụ lục III, and those before it)."""


def is_unprinted(vote: Vote) -> bool:
    """Whether a value is what a paper does not print: a letter (`CÔNG VĂN`) bears no title."""
    return vote.found is not None and vote.found.how == "absent"


def is_letter(votes: Sequence[Vote]) -> bool:
    """Whether two readers see the number of a letter on the paper, and its subject stands as a letter's does."""
    said = {vote.spec.name: vote for vote in votes}
    number, subject = said.get("number"), said.get("subject_line")
    if number is None or subject is None or number.voices < 2:
        return False
    found = NUMBER.fullmatch(number.field.value or "")
    return found is not None and found["first"] not in KINDS and (subject.field.value or "").startswith("V/v")
