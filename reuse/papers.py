"""Verified papers that speak of one subject, and what they say of themselves (a parcel, a serial number)."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

import sqlalchemy as sa

from domain.documents import DocumentType
from domain.subjects import Judgement
from reuse.asking import Row
from reuse.held import FORM_NUMBER, RESULT, may_be_shown
from warehouse.tables import documents, links, live_facts, results

_told = live_facts.alias("told")

SAYS_SOMETHING = sa.exists().where(_told.c.document_id == documents.c.id).correlate(documents)
"""A paper whose facts were all taken back (an officer refused it) stands for nothing."""

Papers = Mapping[str, Sequence[Row]]
"""Document type -> papers, the latest first."""


def papers(connection: sa.Connection, subject: str, types: Collection[str]) -> Papers:
    """Papers of those types linked to the subject, with role and validity; never a judicial record no. 2."""
    later = links.alias()
    same = [later.c[name] == links.c[name] for name in ("document_id", "role", "registry")]
    overruled = sa.exists().where(later.c.id > links.c.id, *same)
    query = (
        sa.select(documents, links.c.role, *RESULT, FORM_NUMBER.label("form_number"))
        .join(links, links.c.document_id == documents.c.id)
        .join(results, results.c.document_id == documents.c.id)
        .where(links.c.subject_id == subject, links.c.judgement == Judgement.SAME, ~overruled, SAYS_SOMETHING)
        .where(documents.c.type.in_(sorted(types)))
        .order_by(documents.c.issued_on.desc(), documents.c.id)
    )
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in connection.execute(query).mappings():
        if may_be_shown(row["type"], row["form_number"]):
            found[row["type"]].append(row)
    return found


def own(found: Papers, kind: DocumentType, roles: Collection[str] = ()) -> list[Row]:
    """Those in which the subject stands in one of the roles; by default the one of which the paper chiefly speaks."""
    return [row for row in found.get(kind.code, ()) if row["role"] in (roles or (kind.subject,))]


def said_of_itself(connection: sa.Connection, document: str, attributes: Collection[str]) -> dict[str, Row]:
    """What a paper says of itself, by attribute, as rows like those of `held.current`."""
    query = (
        sa.select(live_facts, *RESULT, documents.c.type.label("paper"), FORM_NUMBER.label("form_number"))
        .join(documents, documents.c.id == live_facts.c.document_id)
        .join(results, results.c.document_id == documents.c.id)
        .where(live_facts.c.document_id == document, live_facts.c.attribute.in_(sorted(attributes)))
        .order_by(live_facts.c.id)
    )
    return {row["attribute"]: row for row in connection.execute(query).mappings()}
