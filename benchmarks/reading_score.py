"""How near a reading comes to the truth: letters, fields by kind, what is accepted, how honest confidence is."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from domain.documents import FieldValue

GROUPS = {
    "name": "names", "address": "addresses", "text": "other text", "title": "other text", "ethnicity": "other text",
    "nationality": "other text", "listing": "lists", "sex": "other text", "urgency": "other text",
}  # fmt: skip
"""Kind -> group of the table; every other kind is among ids, dates and numbers."""
DIGITS, SIGNERS = "ids, dates, numbers", "signers"
"""Signers stand apart: a seal lies across their names."""


@dataclass(frozen=True)
class Case:
    """A field of a paper: what was read and what stands there."""

    paper: str
    level: int
    field: FieldValue
    kind: str
    truth: Any

    @property
    def group(self) -> str:
        """The group of kinds it belongs to."""
        return SIGNERS if self.field.name == "signer" else GROUPS.get(self.kind, DIGITS)

    @property
    def value(self) -> Any:
        """The value as the truth writes it."""
        said = self.field.value
        return json.loads(said) if said is not None and said.startswith("[") else said

    @property
    def right(self) -> bool:
        """Read exactly."""
        return bool(self.value == self.truth)


def letter_error(printed: Sequence[str], text: str) -> tuple[int, int]:
    """Wrong letters and all letters: each printed line is looked for in a text, wherever it stands there. Spaces before
    commas and the like are nobody's letters."""
    whole = _even(text)
    wrong = letters = 0
    for line in map(_even, printed):
        near = fuzz.partial_ratio_alignment(line, whole) if whole else None
        around = whole[max(0, near.dest_start - AROUND) : near.dest_end + AROUND] if near else ""
        wrong += least_distance(line, around)
        letters += len(line)
    return wrong, letters


AROUND = 12
"""Letters of the text before and after where a line seems to stand."""


def _even(text: str) -> str:
    return re.sub(r"\s+(?=[,.:;)])", "", " ".join(text.split()))


def least_distance(wanted: str, text: str) -> int:
    """Least edits that make some stretch of a text `wanted`. (rapidfuzz aligns windows of one length only.)

    >>> least_distance("Tờ bản đồ", "số 5, Tờ bắn đồ số"), least_distance("abc", "")
    (1, 3)
    """
    before = [0] * (len(text) + 1)
    for row, letter in enumerate(wanted, 1):
        now = [row]
        for at, other in enumerate(text):
            now.append(min(before[at] + (letter != other), before[at + 1] + 1, now[at] + 1))
        before = now
    return min(before)


@dataclass(frozen=True)
class Score:
    """The sums of one group at one level."""

    fields: int
    right: int
    invented: int
    accepted: int
    accepted_wrong: int
    wrong_letters: int
    letters: int
    calibration: float

    @property
    def row(self) -> tuple[str, ...]:
        """As a row of the table."""
        share = lambda part, whole: f"{100 * part / whole:.1f}" if whole else "–"  # noqa: E731
        return (
            str(self.fields), share(self.right, self.fields), share(self.wrong_letters, self.letters),
            str(self.accepted), share(self.accepted, self.fields),
            share(self.accepted - self.accepted_wrong, self.accepted),
            str(self.accepted_wrong), str(self.invented), f"{self.calibration:.3f}",
        )  # fmt: skip


HEADINGS = (
    "fields",
    "exact %",
    "letters wrong %",
    "accepted",
    "accepted %",
    "of these right %",
    "accepted wrong",
    "invented",
    "ECE",
)


def score(cases: Sequence[Case]) -> Score:
    """The sums of some cases."""
    printed = [case for case in cases if case.truth is not None]
    accepted = [case for case in cases if case.field.accepted]
    texts = [(str(case.value or ""), str(case.truth)) for case in printed if not isinstance(case.truth, list)]
    return Score(
        fields=len(printed),
        right=sum(case.right for case in printed),
        invented=sum(case.truth is None and case.field.value is not None for case in cases),
        accepted=len(accepted),
        accepted_wrong=sum(not case.right for case in accepted),
        wrong_letters=sum(min(Levenshtein.distance(a, b), len(b)) for a, b in texts),
        letters=sum(len(b) for _, b in texts),
        calibration=calibration_error(cases),
    )


def bins(cases: Iterable[Case], count: int = 10) -> list[tuple[float, float, int]]:
    """Reliability: mean confidence, share right and number of the values in each tenth of confidence."""
    sorted_in: dict[int, list[Case]] = defaultdict(list)
    for case in cases:
        if case.field.value is not None:
            sorted_in[min(count - 1, int(case.field.confidence * count))].append(case)
    return [
        (sum(c.field.confidence for c in held) / len(held), sum(c.right for c in held) / len(held), len(held))
        for _, held in sorted(sorted_in.items())
    ]


def calibration_error(cases: Sequence[Case]) -> float:
    """Expected calibration error: how far confidence is from the share that is right, weighed by numbers."""
    parts = bins(cases)
    total = sum(number for _, _, number in parts)
    return sum(abs(sure - right) * number for sure, right, number in parts) / total if total else 0.0


def coverage(cases: Sequence[Case]) -> list[tuple[float, float]]:
    """Coverage and precision as the threshold on confidence falls."""
    ordered = sorted((c for c in cases if c.field.value is not None), key=lambda c: -c.field.confidence)
    printed = sum(case.truth is not None for case in cases) or 1
    right, points = 0, []
    for number, case in enumerate(ordered, 1):
        right += case.right
        points.append((number / printed, right / number))
    return points
