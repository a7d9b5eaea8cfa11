"""Reading values out of registries' answers, whatever shape they came in; what is no value is None, never an error."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from connectors.codes import is_data

Tree = Mapping[str, Any]


def pick(tree: Any, *names: str) -> Any:
    """The first of these members that is there."""
    return next((tree[name] for name in names if isinstance(tree, dict) and tree.get(name)), None)


def objects(part: Any) -> list[Tree]:
    """One object and an array of objects alike as a list."""
    return [one for one in (part if isinstance(part, list) else [part]) if isinstance(one, dict)]


def first(part: Any) -> Tree:
    """The one object, or the first of an array; empty when there is none."""
    return next(iter(objects(part)), {})


def text(part: Any) -> str | None:
    """Words, NFC, with one space between them; None for words that only look like data."""
    if not isinstance(part, str | int) or isinstance(part, bool):
        return None
    words = " ".join(unicodedata.normalize("NFC", str(part)).split())
    return words if is_data(words) else None


def coded(part: Any, codes: Mapping[str, str]) -> str | None:
    """What a code means; words stay words, and a code nobody knows says nothing."""
    word = text(part)
    if word is None or word in codes:
        return codes.get(word or "")
    return None if word.isdigit() else word


def digits(part: Any, width: int) -> str | None:
    """A code as its digits, with the zeros back that a number has lost."""
    found = re.sub(r"[^0-9]", "", text(part) or "")
    return found.zfill(width) if found else None


def person_number(part: Any) -> str | None:
    """A 12- or 9-digit number; one that came as a number has lost zeros."""
    found = digits(part, 9 if len(str(part)) <= 9 else 12)
    return found if found and len(found) in (9, 12) else None


def money(part: Any) -> str | None:
    """A plain decimal number."""
    plain = f"{part:.3f}" if isinstance(part, float) else text(part) or ""
    return f"{Decimal(plain).normalize():f}" if re.fullmatch(r"[0-9]{1,21}(\.[0-9]{1,3})?", plain) else None


def day(part: Any) -> str | None:
    """YYYY-MM-DD of 31/12/2020, 20201231 or 2020-12-31T00:00:00."""
    return _date(part, ("%d/%m/%Y", "%Y%m%d", "%Y-%m-%d"))


def born(part: Any) -> str | None:
    """As `day`, or YYYY where the registry knows no more."""
    word = text(part) or ""
    return word if re.fullmatch(r"[12][0-9]{3}", word) else day(part)


def moment(part: Any) -> datetime | None:
    """An ISO time; UTC where it names no zone."""
    try:
        found = datetime.fromisoformat(text(part) or "")
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _date(part: Any, forms: tuple[str, ...]) -> str | None:
    start = (text(part) or "")[:10]
    for form in forms:
        try:
            return datetime.strptime(start, form).replace(tzinfo=UTC).date().isoformat()
        except ValueError:
            continue
    return None


def same_number(one: str | None, other: str | None) -> bool:
    """Whether two numbers of a paper are the same but for spaces, letter case and leading zeros."""
    return bool(one and other) and _plain(one or "") == _plain(other or "")


def _plain(number: str) -> str:
    return re.sub(r"(?<![0-9])0+(?=[0-9])", "", re.sub(r"\s", "", number)).casefold()
