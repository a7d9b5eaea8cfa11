"""Rows as one running text, so that a sentence that runs over several rows can be searched, and found again on
the page."""

import re
from collections.abc import Sequence
from functools import cached_property

from domain.text import fold_letters
from ocr.layout import Row
from ocr.pieces import Found, Piece, linked, trimmed


class Flow:
    """The text of rows in reading order, one space between; `folded` has the same length."""

    def __init__(self, rows: Sequence[Row]) -> None:
        """Rows in reading order."""
        self.rows = tuple(rows)

    @cached_property
    def text(self) -> str:
        """As printed."""
        return " ".join(row.text for row in self.rows)

    @cached_property
    def folded(self) -> str:
        """Lower and without marks."""
        return fold_letters(self.text)

    def pieces(self, start: int, end: int) -> tuple[Piece, ...]:
        """The parts of rows between two places of the text."""
        found: list[Piece] = []
        at = 0
        for row in self.rows:
            first, last = max(start - at, 0), min(end - at, len(row.text))
            piece = trimmed(Piece(row, first, last)) if first < last else None
            found += [piece] if piece else []
            at += len(row.text) + 1
        return linked(found)

    def found(
        self, field: str, match: re.Match[str] | None, group: int | str = 0, how: str = "sentence"
    ) -> Found | None:
        """What a match on the text shows for a field."""
        if match is None or not match[group]:
            return None
        return Found(field, self.pieces(*match.span(group)), 1.0, how)
