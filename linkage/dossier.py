"""What one paper of a dossier leaves out and another one says of the same person."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from domain.subjects import Mention, SubjectKind
from linkage.normalise import name_key

Identity = tuple[str, str, str]
"""Dossier, number, name key."""


def completed(mentions: Iterable[Mention], dossiers: Mapping[str, str]) -> tuple[Mention, ...]:
    """The mentions, those of persons without a birth date given the one that the same dossier says of the same person.

    `dossiers` maps a scan to its dossier. The same person has the same number and the same name; papers that differ in
    the birth date give none. The registry confirms it as it confirms every other.
    """
    mentions = tuple(mentions)
    births: dict[Identity, set[str]] = defaultdict(set)
    for mention in mentions:
        if mention.born and (identity := _identity(mention, dossiers)):
            births[identity].add(mention.born)
    return tuple(_complete(mention, births.get(_identity(mention, dossiers) or ("", "", ""))) for mention in mentions)


def _complete(mention: Mention, births: set[str] | None) -> Mention:
    if mention.born or not births or len(births) > 1:
        return mention
    return replace(mention, born=next(iter(births)))


def _identity(mention: Mention, dossiers: Mapping[str, str]) -> Identity | None:
    dossier = dossiers.get(mention.scan)
    if not (dossier and mention.id and mention.full_name) or mention.kind is not SubjectKind.PERSON:
        return None
    return dossier, mention.id, name_key(mention.full_name)
