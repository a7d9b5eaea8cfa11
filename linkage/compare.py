"""Whether a mention and a registry entry agree, feature by feature: 1 agrees, 0 contradicts, names between."""

import re
from collections.abc import Callable, Mapping

from rapidfuzz.distance import JaroWinkler
from stdnum.vn import mst

from domain.subjects import Mention, RegistryRecord, SubjectKind
from linkage.normalise import company_key, name_key

Explanation = dict[str, float]
"""Feature -> agreement; a feature that either side lacks is absent."""

REASONS = {
    "id": "id_differs",
    "name": "name_differs",
    "birth_date": "birth_differs",
    "birth_year": "birth_differs",
    "sex": "sex_differs",
}
"""Feature -> why there is no link when it does not agree wholly; the first counts."""

NEEDED = {
    SubjectKind.PERSON: (("id",), ("name",), ("birth_date", "birth_year")),
    SubjectKind.COMPANY: (("id",), ("name",)),
}
"""What must have been compared, one of each group."""


def askable(mention: Mention) -> bool:
    """Whether the paper gives what the registry must be asked with: an id alone confirms nothing.

    A company's code must pass its check digit; the 12-digit code of a household business is not in that registry, and
    its owner's equal number is another subject's.
    """
    number, name = mention.id or "", mention.full_name
    if mention.kind is SubjectKind.COMPANY:
        return bool(name) and bool(mst.is_valid(number))
    return bool(name and mention.born and re.fullmatch(r"[0-9]{9}|[0-9]{12}", number))


def explain(mention: Mention, record: RegistryRecord) -> Explanation:
    """How far each feature agrees."""
    company = mention.kind is SubjectKind.COMPANY
    return _company(mention, record.attributes) if company else _person(mention, record.attributes)


def reason(mention: Mention, explanation: Explanation) -> str:
    """`confirmed` when all that is needed was compared and nothing disagrees, else the first disagreement."""
    for feature, differs in REASONS.items():
        if explanation.get(feature, 1.0) < 1.0:
            return differs
    for group in NEEDED[mention.kind]:
        if not any(feature in explanation for feature in group):
            return REASONS[group[0]]
    return "confirmed"


def _person(mention: Mention, known: Mapping[str, str]) -> Explanation:
    numbers = [known[name] for name in ("personal_id", "old_id") if name in known]
    explanation = {"id": float(mention.id in numbers)} | _names(mention.full_name, known.get("full_name"), name_key)
    explanation |= _births(mention.born, known.get("date_of_birth"))
    if mention.sex and known.get("sex"):
        explanation["sex"] = float(mention.sex == known["sex"])
    return explanation


def _company(mention: Mention, known: Mapping[str, str]) -> Explanation:
    explanation = {"id": float(mention.id == known.get("enterprise_code"))}
    return explanation | _names(mention.full_name, known.get("name"), company_key)


def _names(said: str | None, known: str | None, key: Callable[[str], str]) -> Explanation:
    """Equal keys agree wholly; how near the others are is for the person who decides."""
    if not (said and known):
        return {}
    ours, theirs = key(said), key(known)
    near = float(JaroWinkler.similarity(ours, theirs))
    return {"name": 1.0 if ours == theirs else min(round(near, 3), 0.999)}


def _births(said: str | None, known: str | None) -> Explanation:
    """Whole dates where both sides have them, else the years."""
    if not (said and known):
        return {}
    if len(said) == len(known) == len("2000-01-31"):
        return {"birth_date": float(said == known)}
    return {"birth_year": float(said[:4] == known[:4])}
