"""What officers' decisions do to a document: which still speak of the text as it is, and what they settle."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from domain.documents import DocumentType, Extraction, FieldValue, Origin
from domain.findings import Decision
from domain.kinds import clean


@dataclass(frozen=True, slots=True)
class Void:
    """A decision on text that has changed since, and the documents it may have been about."""

    decision: Decision
    documents: frozenset[str]

    def fields(self, document: Extraction) -> frozenset[str | None]:
        """What of a document it had settled and nobody has since; None stands for the whole document."""
        if document.document not in self.documents:
            return frozenset()
        named = frozenset(self.decision.values) & {field.name for field in document.fields}
        return named if named and self.decision.accepted else frozenset([None])


def valid(document: Extraction, decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions on exactly this text, oldest first."""
    own = (decision for decision in decisions if decision.seen == document.digest)
    return tuple(sorted(own, key=lambda decision: decision.decided_at))


def canonical(decision: Decision, declared: DocumentType | None) -> Decision:
    """The decision with its values in canonical form; what is no value of a declared field settles nothing."""
    if declared is None:
        return decision
    kinds = {spec.name: spec.kind for spec in declared.fields}
    written = {name: said for name, said in decision.values.items() if name in kinds}
    values = {name: said and clean(kinds[name], said) for name, said in written.items()}
    return replace(decision, values={name: said for name, said in values.items() if said or written[name] is None})


def settle(document: Extraction, decisions: Sequence[Decision]) -> Extraction:
    """The document as valid decisions, oldest first, leave it: a settled field keeps its evidence and raw reading."""
    values = {name: value for decision in decisions if decision.accepted for name, value in decision.values.items()}
    read = {field.name: field for field in document.fields}
    fields = read | {name: _settled(read.get(name, FieldValue(name=name)), value) for name, value in values.items()}
    return document.with_fields(tuple(fields.values()))


def _settled(field: FieldValue, value: str | None) -> FieldValue:
    return replace(field, value=value, confidence=1.0, accepted=True, origin=Origin.HUMAN)


def voids(documents: Collection[Extraction], decisions: Collection[Decision]) -> tuple[Void, ...]:
    """Decisions on documents that match no current text and that no valid decision has replaced."""
    digests = {document.digest for document in documents}
    decided = {decision.seen for decision in decisions}
    found = []
    for decision in decisions:
        if decision.seen not in digests and _about_document(decision):
            scan = [document for document in documents if document.scan == decision.scan]
            waiting = [document for document in scan if document.digest not in decided]
            if waiting or not scan:
                found.append(Void(decision, frozenset(_meant(waiting, decision))))
    return tuple(found)


def _about_document(decision: Decision) -> bool:
    """A decision that settles nothing but links quotes the digest of a link, which is not known here."""
    return bool(decision.values) or not decision.links


def _meant(waiting: list[Extraction], decision: Decision) -> list[str]:
    """The undecided documents of the scan that have the fields decided on; all of them when none has."""
    fitting = [document for document in waiting if decision.values.keys() <= {field.name for field in document.fields}]
    return [document.document for document in fitting or waiting]
