"""Is this paper in the register it comes from, does that say the same, and is it still good.

Asked only where it is sure of whom the paper speaks; a number read unsurely may be asked with, and is compared by no
one. A paper that was taken back is the one meant and `revoked`.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from domain.documents import DocumentType, Extraction, RoleSpec, SourceSpec
from domain.errors import Refused, SourceError
from domain.findings import Decision
from domain.subjects import Judgement, Link, Mention, RegistryRecord, SubjectKind
from linkage.judgements import MACHINE, RULES_VERSION, decided, seen
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper to ask about: what of it is verified, as what it was read, and the digest of that."""

    verified: Extraction
    type: DocumentType
    digest: str
    unsure_number: str | None = None
    """Its number as read, where that waits for nothing but a surer reading."""

    @property
    def number(self) -> str | None:
        """What a register is asked with."""
        specs = (spec for spec in self.type.fields if "paper.number" in spec.attributes)
        return next((self.verified.value(spec.name) for spec in specs), None) or self.unsure_number


def paper_of(verified: Extraction, read: Extraction, document_type: DocumentType, unsure: Iterable[str]) -> Paper:
    """The paper, with its number as read if that is among the merely unsure fields."""
    names = {spec.name for spec in document_type.fields if "paper.number" in spec.attributes} & set(unsure)
    number = next((read.value(name) for name in names), None)
    return Paper(verified=verified, type=document_type, digest=verified.digest, unsure_number=number)


def link_paper(
    paper: Paper, links: Iterable[Link], lookup: Lookup, *, decisions: Iterable[Decision] = ()
) -> Iterator[Link]:
    """A link for each registry that holds papers of this type; none where nobody on it is sure, or it has no number.

    `links` are those of the people on the paper.
    """
    sure = {link.role: link for link in links if link.judgement is Judgement.SAME and link.key}
    role = next((role for role in paper.type.roles if role.name in sure), None)
    if role is None or not paper.number:
        return
    for source in paper.type.sources:
        mention = mention_of(paper, role, sure[role.name], source)
        yield decided(_link(mention, paper, source, lookup), mention, decisions)


def mention_of(paper: Paper, role: RoleSpec, holder: Link, source: SourceSpec) -> Mention:
    """What a register is asked with: the paper's number, and its holder as the paper or the holder's registry says."""
    known, said = holder.record.attributes if holder.record else {}, paper.verified.value
    return Mention(
        scan=paper.verified.scan,
        document=paper.verified.document,
        role=ROLE,
        kind=SubjectKind.PAPER,
        id=paper.number,
        full_name=said(role.full_name) or known.get("full_name"),
        born=(said(role.born) if role.born else None) or known.get("date_of_birth"),
        paper=source.code,
        holder=holder.key,
    )


def _link(mention: Mention, paper: Paper, source: SourceSpec, lookup: Lookup) -> Link:
    record, why = _ask(mention, source, lookup)
    if why == "paper_not_found" and paper.unsure_number:
        why = "paper_unknown"  # the number must be settled first
    explanation = compared(paper.verified, paper.type, record) if record else {}
    reason = why or _reason(record, explanation)
    return Link(
        scan=mention.scan,
        document=mention.document,
        role=ROLE,
        kind=SubjectKind.PAPER,
        registry=source.registry,
        key=record.key if record else None,
        score=min(explanation.values(), default=0.0),
        judgement=Judgement.SAME if reason in ("confirmed", "revoked") else Judgement.UNSURE,
        origin=MACHINE,
        explanation=explanation,
        reason=reason,
        seen=seen(mention, paper.digest, record),
        who=MACHINE,
        model=RULES_VERSION,
        record=record,
    )


def _ask(mention: Mention, source: SourceSpec, lookup: Lookup) -> tuple[RegistryRecord | None, str]:
    try:
        record = lookup(source.registry, mention)
    except SourceError:
        return None, "registry_away"
    except Refused:
        return None, "refused" if mention.born else "not_asked"
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
