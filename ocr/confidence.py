"""How sure a value is, as a probability, and whether it may go on without a person.

Features are facts about how it was read; the weights of each group of kinds stand in `confidence.yaml`, made by
`benchmarks/calibrate.py` on sample papers it does not share with the tests."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import yaml

from domain.documents import FieldValue, Origin
from domain.syllables import spelled
from domain.text import fold
from ocr.combine import Vote
from ocr.dissent import is_misspelling
from ocr.grounds import (
    ENOUGH,
    WORDS,
    contradicted,
    group,
    is_confirmed,
    is_plausible,
    needs_confirming,
    supported,
    voices,
)

FEATURES = (
    "agree", "third", "unanimous", "margin", "unseen", "marks", "second", "second_sure", "third_sure", "first_sure",
    "label", "right", "below", "apart", "corroborated", "contradicted", "spelled", "short", "lines", "digits",
    "plausible", "text", "by_word", "misspelt",
)  # fmt: skip
HIGHEST = 12.0
"""Log odds of the third reader above which more says no more."""
CODE = 0.9995
CONFIRMED = 0.9993
"""Of what a classification or the rest of the paper confirms: claimed no higher than a text layer."""
LAYER = 0.9993


@dataclass(frozen=True, slots=True)
class Judge:
    """How sure the values of a group are: weights of what is known, and from which score on how many are right."""

    weights: dict[str, float]
    steps: tuple[tuple[float, float], ...]
    shut: tuple[tuple[float, float], ...]
    """The same for values that may not go on whatever their score."""


@cache
def table() -> dict[str, Judge]:
    """Group -> its judge."""
    content = yaml.safe_load((Path(__file__).parent / "confidence.yaml").read_text("utf-8"))
    return {
        group: Judge(said["weights"], *(tuple((low, sure) for low, sure in said[name]) for name in ("steps", "shut")))
        for group, said in content["groups"].items()
    }


def features(vote: Vote, others: Sequence[Vote]) -> dict[str, float]:
    """What is known about how a value was read, each between 0 and 1."""
    second, third, value = vote.second, vote.third, vote.field.value or ""
    said = second.value if second else None
    how = vote.found.how if vote.found else ""
    margin = vote.margin if vote.margin is not None else 0.0
    return {
        "agree": float(vote.agreed),
        "third": float(vote.thirds),
        "unanimous": float(vote.agreed and vote.thirds),
        "margin": min(HIGHEST, max(-HIGHEST, margin)) / HIGHEST,
        "unseen": float(vote.margin is None),
        "marks": float(bool(said) and not vote.agreed and fold(said or "") == fold(vote.first or "")),
        "second": float(second is not None),
        "second_sure": _certain(second.sure) if second and said == value else 0.0,
        "third_sure": _certain(third.sure) if third and third.value == value else 0.0,
        "first_sure": min(vote.words, default=0.0) if vote.first == value else 0.0,
        "label": vote.found.sure if vote.found else 0.0,
        "right": float(how == "right"),
        "below": float(how == "below"),
        "apart": float(how not in {"right", "below"}),
        "corroborated": float(corroborated(vote, others)),
        "contradicted": float(contradicted(vote, others)),
        "spelled": float(spelled(value)),
        "short": float(len(value) < 4),
        "lines": float(vote.found is not None and len(vote.found.pieces) > 1),
        "digits": float(any(map(str.isdigit, value))),
        "text": float(vote.spec.kind == "text"),
        "plausible": float(is_plausible(vote)),
        "by_word": float(vote.voices < ENOUGH and voices(vote) >= ENOUGH),
        "misspelt": float(vote.voices == ENOUGH and _others_misspell(vote)),
    }


def _certain(share: float) -> float:
    """A reader's own share for its least sure letter, spread out near 1: 0.9 is 0.25, 0.99 is 0.5, 0.9999 is 1."""
    return min(1.0, -math.log10(max(1e-4, 1 - share)) / 4)


def score(weights: Mapping[str, float], known: Mapping[str, float]) -> float:
    """Log odds by a group's weights."""
    return weights["bias"] + sum(weights.get(name, 0.0) * known[name] for name in FEATURES)


def corroborated(vote: Vote, others: Sequence[Vote]) -> bool:
    """Another field of the paper, read elsewhere on it by two readers, says exactly the same (a name, an address)."""
    if group(vote) not in WORDS or not vote.agreed:
        return False
    return any(
        other is not vote and other.agreed and other.spec.kind == vote.spec.kind
        and (other.field.value or "").casefold() == (vote.field.value or "").casefold()
        and other.field.box != vote.field.box
        for other in others
    )  # fmt: skip


def probability(vote: Vote, others: Sequence[Vote]) -> float:
    """Probability that the value is exactly right; 0 where there is none."""
    if vote.field.value is None:
        return 0.0
    if vote.field.origin is Origin.CODE:
        return CODE
    if vote.exact and vote.found is not None:
        return LAYER if vote.found.sure >= 0.99 and group(vote) != "list" else 0.97
    if needs_confirming(vote) and is_confirmed(vote, others):
        return CONFIRMED
    judge = table().get(group(vote))
    if judge is None:
        return 0.0
    steps = judge.steps if supported(vote, others) else judge.shut
    found = score(judge.weights, features(vote, others))
    return next((sure for low, sure in reversed(steps) if found >= low), steps[0][1] / 2 if steps else 0.0)


def _others_misspell(vote: Vote) -> bool:
    """Whether readers say otherwise, and all of them something nobody prints."""
    return bool(vote.others) and all(is_misspelling(vote.field.value or "", other) for other in vote.others)


def judged(vote: Vote, others: Sequence[Vote], target_error: float) -> FieldValue:
    """The field with its confidence and whether it may go on."""
    sure = probability(vote, others)
    fine = sure >= 1 - target_error and supported(vote, others)
    return replace(vote.field, confidence=sure, accepted=fine)
