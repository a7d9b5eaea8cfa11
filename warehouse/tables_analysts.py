"""What analysts read: a star of views in which nobody has a name or number, only a pseudonym kept apart."""

from sqlalchemy import Boolean, Column, Float, Integer, MetaData, String, Table

from warehouse.tables import metadata

pseudonyms = Table(
    "pseudonyms",
    metadata,
    Column("id", String(48), primary_key=True, comment="of a subject, document or dossier"),
    Column("pseudonym", String(32), nullable=False, unique=True, comment="random; the only id the views give out"),
)

_views = MetaData()


def _view(name: str, **columns: object) -> Table:
    return Table(name, _views, *(Column(key, kind) for key, kind in columns.items()))  # type: ignore[arg-type]


star_subjects = _view("star_subjects", subject=String(32), kind=String(16), known_since=String(7))
"""A person or company a row: pseudonym, person or company, month since which the warehouse knows it."""

star_dossiers = _view(
    "star_dossiers",
    dossier=String(32),
    agency=String(40),
    procedure=String(40),
    received_in=String(7),
    documents=Integer,
)
"""A dossier a row: pseudonym, agency, procedure code, month of receipt, how many documents are in it."""

star_documents = _view(
    "star_documents",
    document=String(32),
    dossier=String(32),
    agency=String(40),
    type=String(48),
    is_result=Boolean,
    received_in=String(7),
    issued_year=String(4),
    validity=String(16),
    valid_until_year=String(4),
)
"""A paper a row: pseudonyms of it and its dossier, type, months and years only, the kind of its validity."""

star_links = _view(
    "star_links", document=String(32), subject=String(32), role=String(32), judgement=String(16), origin=String(16)
)
"""Every judgement on who a paper speaks of: SAME, UNSURE, DIFFERENT, by MACHINE or HUMAN. Never the number."""

star_facts = _view(
    "star_facts",
    subject=String(32),
    document=String(32),
    attribute=String(48),
    status=String(16),
    origin=String(16),
    confidence=Float,
    is_current=Integer,
    recorded_in=String(7),
)
"""A live fact a row, without its value: of whom, from which paper, which attribute, who says so, whether it counts."""

STAR = (star_subjects, star_dossiers, star_documents, star_links, star_facts)
