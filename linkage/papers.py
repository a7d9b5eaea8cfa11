"""Is this paper in the register it comes from, does that say the same, and is it still good.

Asked only where it is sure of whom the paper speaks. A paper that was taken back is the one meant and `revoked`.
"""

from collections.abc import Callable, Iterable, Iterator

from domain.documents import DocumentType, Extraction, RoleSpec, SourceSpec
from domain.errors import Refused, SourceError
from domain.findings import Decision
from domain.subjects import Judgement, Link, Mention, RegistryRecord, SubjectKind
from linkage.judgements import MACHINE, decided, seen
from linkage.normalise import name_key

Lookup = Callable[[str, Mention], RegistryRecord | None]
"""Asks a registry by its name; logs before it asks; raises `Refused` or `SourceError`."""

ROLE = "paper"
COMPARED = {
    "full_name", "date_of_birth", "personal_id", "sex", "mother_name", "father_name", "spouse_name", "died_at",
    "number", "form", "registered_on", "issued_on", "convictions",
}  # fmt: skip
"""Attributes in which paper and register must not differ; of addresses and signers each has its own spelling."""

DATES = {"date_of_birth", "died_at", "registered_on", "issued_on"}


def link_paper(
    paper: Extraction,
    document_type: DocumentType,
    links: Iterable[Link],
    lookup: Lookup,
    *,
    digest: str,
    decisions: Iterable[Decision] = (),
) -> Iterator[Link]:
    """A link for each registry that holds papers of this type; none where nobody on it is sure, or it has no number.

    `links` are those of the people on the paper; `digest` is of the paper as read, `paper` what of it is verified.
    """
    sure = {link.role: link for link in links if link.judgement is Judgement.SAME and link.key}
    role = next((role for role in document_type.roles if role.name in sure), None)
    for source in document_type.sources if role else ():
        mention = mention_of(paper, document_type, role, sure[role.name], source) if role else None
        if mention:
            yield decided(_link(mention, paper, document_type, source, lookup, digest), mention, decisions)


def mention_of(
    paper: Extraction, document_type: DocumentType, role: RoleSpec, holder: Link, source: SourceSpec
) -> Mention | None:
    """What a register is asked with: the paper's number, and its holder as the paper or the holder's registry says."""
    known = holder.record.attributes if holder.record else {}
    number = next((paper.value(spec.name) for spec in document_type.fields if "paper.number" in spec.attributes), None)
    if not number:
        return None
    return Mention(
        scan=paper.scan,
        document=paper.document,
        role=ROLE,
        kind=SubjectKind.PAPER,
        id=number,
        full_name=paper.value(role.full_name) or known.get("full_name"),
        born=(paper.value(role.born) if role.born else None) or known.get("date_of_birth"),
        paper=source.code,
        holder=holder.key,
    )


def _link(
    mention: Mention, paper: Extraction, kind: DocumentType, source: SourceSpec, lookup: Lookup, digest: str
) -> Link:
    record, why = _ask(mention, source, lookup)
    explanation = compared(paper, kind, record) if record else {}
    reason = why or _reason(record, explanation)
    return Link(
        scan=paper.scan,
        document=paper.document,
        role=ROLE,
        kind=SubjectKind.PAPER,
        registry=source.registry,
        key=record.key if record else None,
        score=min(explanation.values(), default=0.0),
        judgement=Judgement.SAME if reason in ("confirmed", "revoked") else Judgement.UNSURE,
        origin=MACHINE,
        explanation=explanation,
        reason=reason,
        seen=seen(mention, digest, record),
        record=record,
    )


def _ask(mention: Mention, source: SourceSpec, lookup: Lookup) -> tuple[RegistryRecord | None, str]:
    try:
        record = lookup(source.registry, mention)
    except SourceError:
        return None, "registry_away"
    except Refused:
        return None, "not_asked" if not mention.born else "refused"
    absent = "paper_not_found" if source.complete else "paper_unknown"
    return record, "" if record else absent


def _reason(record: RegistryRecord | None, explanation: dict[str, float]) -> str:
    if record and not record.attributes.keys().isdisjoint({"paper.revocation", "paper.revoked_on"}):
        return "revoked"
    return "confirmed" if all(agrees == 1.0 for agrees in explanation.values()) else "paper_differs"


def compared(paper: Extraction, document_type: DocumentType, record: RegistryRecord) -> dict[str, float]:
    """`role.attribute` -> 1 where paper and register say the same, 0 where not; what either leaves out is absent."""
    said = {
        name: value
        for spec in document_type.fields
        for name in spec.attributes
        if name.partition(".")[2] in COMPARED and (value := paper.value(spec.name))
    }
    both = sorted(said.keys() & record.attributes.keys())
    return {name: float(_same(name.partition(".")[2], said[name], record.attributes[name])) for name in both}


def _same(attribute: str, ours: str, theirs: str) -> bool:
    if attribute in DATES:
        shorter = min(len(ours), len(theirs))
        return ours[:shorter] == theirs[:shorter]
    if attribute == "number":
        return _number(ours) == _number(theirs)
    return name_key(ours.rstrip(".")) == name_key(theirs.rstrip("."))


def _number(text: str) -> list[str]:
    """The parts of a paper's number, without what only looks different."""
    return [part.lstrip("0") for part in text.casefold().replace(" ", "").split("/")]
