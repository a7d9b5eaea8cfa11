"""Verified papers that speak of one subject, and what they say of themselves (a parcel, a serial number)."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

import sqlalchemy as sa

from domain.documents import DocumentType
from domain.subjects import Judgement
from reuse.asking import Row
from reuse.held import FACT, FORM_NUMBER, OVERRULED, RESULT_KIND, may_be_shown
from warehouse.tables import documents, links, live_facts, results

_told = live_facts.alias("told")

SAYS_SOMETHING = sa.exists().where(_told.c.document_id == documents.c.id).correlate(documents)
"""A paper whose facts were all taken back (an officer refused it) stands for nothing."""

PAPER = ("id", "type", "number", "issued_on", "issued_by", "agency", "is_result")

PAPERS = (
    sa.select(*(documents.c[name] for name in PAPER), links.c.role)
    .add_columns(FORM_NUMBER.label("form_number"))
    .join(links, links.c.document_id == documents.c.id)
    .join(results, results.c.document_id == documents.c.id)
    .where(
        links.c.subject_id == sa.bindparam("subject"),
        links.c.judgement == Judgement.SAME,
        ~OVERRULED,
        SAYS_SOMETHING,
        documents.c.type.in_(sa.bindparam("types", expanding=True)),
    )
    .order_by(documents.c.issued_on.desc(), documents.c.id)
)

ITSELF = (
    sa.select(*(live_facts.c[name] for name in FACT), RESULT_KIND)
    .add_columns(documents.c.type.label("paper"), FORM_NUMBER.label("form_number"))
    .join(documents, documents.c.id == live_facts.c.document_id)
    .join(results, results.c.document_id == documents.c.id)
    .where(
        live_facts.c.document_id == sa.bindparam("document"),
        live_facts.c.attribute.in_(sa.bindparam("attributes", expanding=True)),
    )
    .order_by(live_facts.c.id)
)

Papers = Mapping[str, Sequence[Row]]
"""Document type -> papers, the latest first."""


def papers(connection: sa.Connection, subject: str, types: Collection[str]) -> Papers:
    """Papers of those types linked to the subject, with the role; never a judicial record no. 2."""
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in connection.execute(PAPERS, {"subject": subject, "types": sorted(types)}).mappings():
        if may_be_shown(row["type"], row["form_number"]):
            found[row["type"]].append(row)
    return found


def own(found: Papers, kind: DocumentType, roles: Collection[str] = ()) -> list[Row]:
    """Those in which the subject stands in one of the roles; by default the one of which the paper chiefly speaks."""
    return [row for row in found.get(kind.code, ()) if row["role"] in (roles or (kind.subject,))]


def said_of_itself(connection: sa.Connection, document: str, attributes: Collection[str]) -> dict[str, Row]:
    """What a paper says of itself, by attribute, as rows like those of `held.current`."""
    asked = {"document": document, "attributes": sorted(attributes)}
    return {row["attribute"]: row for row in connection.execute(ITSELF, asked).mappings()}
