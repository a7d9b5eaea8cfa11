"""How sure a value is, as a probability, and whether it may go on without a person.

Features are facts about how it was read; the weights of each group of kinds stand in `confidence.yaml`, made by
`benchmarks/calibrate.py` on sample papers it does not share with the tests."""

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import yaml
from rapidfuzz import fuzz

from domain.documents import FieldValue, Origin
from domain.text import fold
from ocr.combine import Vote

GROUPS = {
    "name": "name", "address": "address", "text": "text", "title": "text", "listing": "list",
    "sex": "closed", "ethnicity": "closed", "nationality": "closed", "document_number": "number",
}  # fmt: skip
FEATURES = (
    "agree",
    "marks",
    "second",
    "second_sure",
    "first_sure",
    "label",
    "right",
    "corroborated",
    "contradicted",
    "short",
)
SUPPORTED = frozenset({"digits", "closed"})
"""Groups whose values two agreeing readers support by themselves; the others need a third witness."""
CODE = 0.9995
LAYER = 0.9993
CEILING = 0.9999


@cache
def table() -> dict[str, dict[str, float]]:
    """Group -> feature -> weight, with `bias` and `ceiling`."""
    content = yaml.safe_load((Path(__file__).parent / "confidence.yaml").read_text("utf-8"))
    return {group: dict(weights) for group, weights in content["groups"].items()}


def group(vote: Vote) -> str:
    """The group of kinds a field belongs to."""
    return GROUPS.get(vote.spec.kind, "digits")


def features(vote: Vote, others: Sequence[Vote]) -> dict[str, float]:
    """What is known about how a value was read, each between 0 and 1."""
    second, value = vote.second, vote.field.value or ""
    said = second.value if second else None
    return {
        "agree": float(vote.agreed),
        "marks": float(bool(said) and not vote.agreed and fold(said or "") == fold(vote.first or "")),
        "second": float(second is not None),
        "second_sure": second.sure if second and said == value else 0.0,
        "first_sure": min(vote.words, default=0.0) if vote.first == value else 0.0,
        "label": vote.found.sure if vote.found else 0.0,
        "right": float(vote.found is not None and vote.found.how in {"right", "head"}),
        "corroborated": float(corroborated(vote, others)),
        "contradicted": float(contradicted(vote, others)),
        "short": float(len(value) < 4),
    }


def corroborated(vote: Vote, others: Sequence[Vote]) -> bool:
    """Another field of the paper, read elsewhere on it by two readers, says exactly the same (a name, an address)."""
    if group(vote) not in {"name", "address", "text"} or not vote.agreed:
        return False
    return any(
        other is not vote and other.agreed and other.spec.kind == vote.spec.kind
        and (other.field.value or "").casefold() == (vote.field.value or "").casefold()
        and other.field.box != vote.field.box
        for other in others
    )  # fmt: skip


def contradicted(vote: Vote, others: Sequence[Vote]) -> bool:
    """A personal number that does not fit the birth year or sex printed for the same person (a warning in law,
    a doubt here)."""
    value = vote.field.value or ""
    if vote.spec.kind not in {"personal_id", "id"} or len(value) != 12:
        return False
    role = {a.split(".")[0] for a in vote.spec.attributes if a.endswith("personal_id")}
    born = next((o.field.value for o in others if _says(o, role, "date_of_birth")), None)
    sex = next((o.field.value for o in others if _says(o, role, "sex")), None)
    year = 1900 + 100 * (int(value[3]) // 2) + int(value[4:6])
    wrong_year = born is not None and int(born[:4]) != year
    return wrong_year or (sex is not None and (sex == "Nữ") != (int(value[3]) % 2 == 1))


def _says(vote: Vote, roles: set[str], attribute: str) -> bool:
    return vote.field.value is not None and any(f"{role}.{attribute}" in vote.spec.attributes for role in roles)


def probability(vote: Vote, others: Sequence[Vote]) -> float:
    """Probability that the value is exactly right; 0 where there is none."""
    if vote.field.value is None:
        return 0.0
    if vote.field.origin is Origin.CODE:
        return CODE
    if vote.exact and vote.found is not None:
        return LAYER if vote.found.sure >= 0.99 and group(vote) != "list" else 0.97
    weights = table()[group(vote)]
    known = features(vote, others)
    total = weights["bias"] + sum(weights.get(name, 0.0) * known[name] for name in FEATURES)
    return round(min(weights["ceiling"], 1 / (1 + math.exp(-total))), 5)


def supported(vote: Vote, others: Sequence[Vote]) -> bool:
    """Whether independent witnesses stand behind a value: a code, a text layer, or two readers and a form or a
    third place."""
    if vote.field.value is None or vote.spec.kind == "listing":
        return False
    if vote.field.origin is Origin.CODE:
        return not disputed(vote)
    if not well_placed(vote) or contradicted(vote, others):
        return False
    if vote.exact:
        return group(vote) in {"digits", "number", "closed", "name"}
    if not vote.agreed:
        return False
    if vote.spec.hints.get("handwritten"):
        return min(vote.words, default=0.0) >= 0.85 and vote.second is not None and vote.second.sure >= 0.97
    return group(vote) in SUPPORTED or corroborated(vote, others)


def well_placed(vote: Vote) -> bool:
    """Found by a label read all but letter by letter, or by its place in head, signature or sentence."""
    return vote.found is not None and vote.found.sure >= 0.95 and vote.found.how != "alone"


def disputed(vote: Vote) -> bool:
    """A code against which both readers, or a print too different to be a misreading, stand."""
    if not any(note.startswith("print:") for note in vote.field.notes):
        return False
    alike = fuzz.ratio(fold(vote.first or ""), fold(vote.code or ""))
    return vote.agreed or (group(vote) in {"address", "text", "name"} and alike < 90)


def judged(vote: Vote, others: Sequence[Vote], target_error: float) -> FieldValue:
    """The field with its confidence and whether it may go on."""
    sure = probability(vote, others)
    fine = sure >= 1 - target_error and supported(vote, others)
    return replace(vote.field, confidence=sure, accepted=fine)
