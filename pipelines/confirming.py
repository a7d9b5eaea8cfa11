"""`sohoa read --registry URL`: asks the population registry about the persons of a paper, and says what it answers."""

import sys
from collections.abc import Callable

from catalog import document_types
from domain.documents import Extraction
from domain.facts import AccessEntry
from domain.findings import Finding, Severity
from domain.subjects import Judgement, Link, SubjectKind
from linkage.link import link_all
from linkage.mentions import mentions
from pipelines.settings import Settings

SAID = {
    "not_found": "Sổ đăng ký không có người mang số này.",
    "registry_away": "Sổ đăng ký không trả lời: chưa xác nhận được.",
    "name_differs": "Sổ đăng ký ghi họ tên khác trên giấy.",
    "birth_differs": "Sổ đăng ký ghi ngày sinh khác trên giấy.",
}


def confirmer(settings: Settings, url: str | None) -> Callable[[Extraction], tuple[Finding, ...]]:
    """A function that answers warnings for links that are not sure; none when no registry is named."""
    if url is None:
        return lambda _extraction: ()
    from connectors.population import Population
    from pipelines.registries import population_account

    registry = Population(population_account(settings.but(population_url=url)), _log)

    def confirm(extraction: Extraction) -> tuple[Finding, ...]:
        kind = document_types().get(extraction.type)
        people = [m for m in mentions(extraction, kind) if m.kind is SubjectKind.PERSON] if kind else []
        links = link_all(
            people,
            lambda mention: registry.lookup(mention, purpose=settings.purpose, requester=settings.requester),
            seen={extraction.document: extraction.digest},
        )
        return tuple(_finding(link) for link in links if link.judgement is not Judgement.SAME)

    return confirm


def _log(entry: AccessEntry) -> None:
    """No database here: the access is said on standard error, without whom it was about."""
    print(f"{entry.at.isoformat()} {entry.requester} {entry.action} {entry.purpose}", file=sys.stderr)


def _finding(link: Link) -> Finding:
    return Finding(
        scan=link.scan,
        document=link.document,
        rule="registry",
        severity=Severity.WARNING,
        field=None,
        message=f"{link.role}: {SAID.get(link.reason, 'Chưa chắc là ai: đối chiếu giấy tờ gốc.')}",
    )
