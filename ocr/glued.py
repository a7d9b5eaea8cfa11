"""Words that a reader joined, and rows as most readers have them."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ocr.layout import Row, Token

GLUED = re.compile(r"(\d{6,})([^\W\d_]{3,})")
"""A number and a word; a unit behind an amount (`500000đ`) is shorter."""


def unglued(token: "Token") -> "tuple[Token, ...]":
    """A number and the word that follows without a space (`079063017578cấp`) as two words."""
    found = GLUED.fullmatch(token.text)
    if found is None:
        return (token,)
    at = token.left + (token.right - token.left) * found.end(1) / len(token.text)
    return replace(token, text=found[1], right=at), replace(token, text=found[2], left=at)


def by_most(row: "Row") -> "Row":
    """A row as most of its readers have it: for cells of tables, which have no place of their own that is read again,
    and for labels that were lost."""
    tokens = tuple(replace(token, text=token.running) for token in row.tokens if token.running)
    return replace(row, tokens=tokens) if tokens else row
