"""What each asset does to a batch, as plain functions: stages put together, and nothing else."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from functools import partial

from assets.desk import Desk
from assets.dossiers import manifests
from catalog import document_types
from domain.documents import DocumentType, Extraction
from domain.facts import Fact
from domain.findings import Decision, Finding, Hold, HoldReason, Severity
from domain.scans import Page, Reading, Scan
from domain.subjects import Link, Mention, RegistryRecord
from ledger import arrivals, batches, holds, pages
from linkage.confirm import asking, confirmed, confirms, premature
from linkage.judgements import void
from linkage.link import hold_reason, link_all
from linkage.mentions import mentions
from linkage.reasons import message
from ocr.batch import read_scans
from ocr.documents import find
from ocr.page import ENGINE
from validation.clear import clear, hold_links
from validation.expectations import ExpectationResult, tables, validate
from validation.rules import check
from warehouse.facts import facts_of
from warehouse.load import LoadDocument, load, withdraw

EXPECTATION = "expectation:"
"""Prefix of the rule name of findings that come from a batch's expectation suite."""


def take_in(batch: str, desk: Desk) -> list[Scan]:
    """Stores or quarantines what waits in the batch; answers every scan stored in it."""
    return list(arrivals.take_in(desk.state, batch, desk.intake, now=desk.clock()))


def read(scans: Sequence[Scan], desk: Desk) -> list[Reading]:
    """Reads the pages not read before. A file none of whose pages can be read is quarantined."""

    def keep(scan: str, page: Page) -> None:
        pages.keep(desk.state, scan, ENGINE, page, now=desk.clock())

    readings = read_scans(
        scans,
        path_of=desk.intake.originals.path,
        known=pages.known(desk.state, [scan.id for scan in scans], ENGINE),
        keep=keep,
        workers=desk.workers,
        limits=desk.limits,
        progress=partial(desk.progress, "pages"),
    )
    for reading in readings:
        if reading.error:
            arrivals.refuse(desk.state, reading.scan, reading.error, reading.message or "")
    return list(readings)


def extract(readings: Iterable[Reading], desk: Desk) -> list[Extraction]:
    """The documents found in readings."""
    found = (find(reading, target_error=desk.target_error) for reading in readings if not reading.error)
    return [extraction for documents in found for extraction in documents]


def examine(
    readings: Sequence[Reading], extractions: Sequence[Extraction], desk: Desk
) -> tuple[list[Finding], tuple[ExpectationResult, ...]]:
    """Findings of the declared rules and of the batch's expectation suite, and the suite's results."""
    errors = sum(reading.error is not None for reading in readings)
    results = validate(*tables(extractions), document_types(), scans=len(readings), errors=errors)
    today = desk.clock().astimezone(arrivals.HOME_ZONE).date()
    ruled = [finding for found in extractions for finding in check(found, _type(found), today=today)]
    return ruled + _expected(extractions, results), results


def _type(extraction: Extraction) -> DocumentType | None:
    return document_types().get(extraction.type)


def _expected(extractions: Iterable[Extraction], results: Iterable[ExpectationResult]) -> list[Finding]:
    scan_of = {extraction.document: extraction.scan for extraction in extractions}
    return [
        Finding(
            scan=scan_of[document],
            document=document,
            rule=f"{EXPECTATION}{result.name}",
            severity=Severity.ERROR,
            field=field,
            message="Giá trị không đúng khuôn dạng đã khai báo của loại giấy tờ: kiểm tra lại trên bản quét.",
        )
        for result in results
        for document, field in result.failing_keys
        if document in scan_of
    ]


def verify(batch: str, extractions: Sequence[Extraction], findings: Sequence[Finding], desk: Desk) -> list[Extraction]:
    """What may go on; the rest is held. Officers' decisions are applied, void ones said so."""
    decisions = holds.taken(desk.state, batch)
    cleared = clear(extractions, findings, decisions)
    holds.replace(desk.state, batch, "verified", cleared.holds)
    holds.settle(desk.state, batch)
    holds.mark_void(desk.state, batch, cleared.void)
    return list(cleared.verified)


def link(
    batch: str, scans: Iterable[Scan], extractions: Sequence[Extraction], verified: Sequence[Extraction], desk: Desk
) -> list[Link]:
    """Asks the registries about everyone the verified papers name; what is not sure is held.

    A value that was read unsurely, and that the answer gives letter for letter, is confirmed and no longer held.
    """
    purposes, dossiers = arrivals.procedures(desk.state, batch), {scan.id: scan.dossier for scan in scans}
    read_as, unsure = {found.document: found for found in extractions}, holds.unsure(desk.state, batch)
    named = [
        mention
        for extraction in verified
        if (kind := _type(extraction))
        for mention in mentions(_asking(extraction, read_as, kind, unsure), kind)
    ]

    def lookup(mention: Mention) -> RegistryRecord | None:
        return desk.lookup(mention, purposes.get(dossiers.get(mention.scan, ""), desk.purpose))

    decisions = holds.taken(desk.state, batch)
    digests = {extraction.document: extraction.digest for extraction in verified}
    asked = link_all(named, lookup, seen=digests, decisions=decisions, dossiers=dossiers)
    links = [replace(one, confirms=_confirms(one, read_as[one.document], unsure)) for one in asked]
    holds.release(desk.state, batch, {(one.document, field) for one in links for field in one.confirms})
    gone = void(links, decisions)
    holds.mark_void(desk.state, batch, gone)
    judged = [one for one in links if not _premature(one, read_as[one.document], unsure)]
    holds.replace(desk.state, batch, "links", _held(judged, decisions, gone))
    return links


def _asking(
    extraction: Extraction, read_as: Mapping[str, Extraction], kind: DocumentType, unsure: Mapping[str, set[str]]
) -> Extraction:
    return asking(extraction, read_as[extraction.document], kind, unsure.get(extraction.document, set()))


def _confirms(one: Link, read_as: Extraction, unsure: Mapping[str, set[str]]) -> tuple[str, ...]:
    kind = _type(read_as)
    return confirms(one, read_as, kind, unsure.get(one.document, set())) if kind else ()


def _premature(one: Link, read_as: Extraction, unsure: Mapping[str, set[str]]) -> bool:
    kind = _type(read_as)
    away = hold_reason(one) is HoldReason.REGISTRY_AWAY
    return kind is not None and not away and premature(one, kind, unsure.get(one.document, set()))


def _held(links: Iterable[Link], decisions: Sequence[Decision], gone: Iterable[Decision]) -> Iterator[Hold]:
    """Holds on links someone must look at, each with what differs; one whose decision went void says that too."""
    overtaken = {(decision.scan, role) for decision in gone for role in decision.links}
    for one in links:
        for hold in hold_links([one], decisions) if hold_reason(one) else ():
            said = replace(hold, message=message(one))
            lost = (one.scan, one.role) in overtaken
            yield replace(said, reason=HoldReason.VOID_DECISION) if lost else said


def load_batch(
    batch: str,
    scans: Iterable[Scan],
    extractions: Sequence[Extraction],
    verified: Sequence[Extraction],
    links: Sequence[Link],
    desk: Desk,
) -> tuple[list[Fact], dict[str, int]]:
    """Loads documents, results and facts into the warehouse; answers the facts and the counts of what was new.

    What a document had said before an officer refused it is taken back.
    """
    scan_of, digests = {scan.id: scan for scan in scans}, {found.document: found.digest for found in extractions}
    decisions = {decision.seen: decision for decision in holds.taken(desk.state, batch)}
    decided = {document: decisions[digest] for document, digest in digests.items() if digest in decisions}
    read_as = {found.document: found for found in extractions}
    documents = [
        _loadable((extraction, read_as[extraction.document]), kind, scan_of[extraction.scan], links, decided)
        for extraction in verified
        if (kind := _type(extraction))
    ]
    came = manifests(batch, desk)
    summary = load(desk.warehouse(), batch=batch, documents=documents, now=desk.clock(), manifests=came)
    refused = [document for document, decision in decided.items() if not decision.accepted]
    withdrawn = withdraw(desk.warehouse(), documents=refused, now=desk.clock())
    batches.finish(desk.state, batch, now=desk.clock())
    return [fact for document in documents for fact in document.facts], asdict(summary) | {"withdrawn": withdrawn}


def _loadable(
    document: tuple[Extraction, Extraction],
    kind: DocumentType,
    scan: Scan,
    links: Iterable[Link],
    decided: Mapping[str, Decision],
) -> LoadDocument:
    """`document` is the verified one and the same as it was read."""
    own = tuple(link for link in links if link.document == document[0].document)
    sure, decision = confirmed(*document, own), decided.get(document[0].document)
    facts = facts_of(sure, kind, own, reviewer=decision.reviewer if decision else None)
    return LoadDocument(scan=scan, extraction=sure, type=kind, links=own, facts=facts)
