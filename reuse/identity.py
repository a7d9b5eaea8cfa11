"""Is the person asked about the one the asker names: number, name and birth date together, a company code and name."""

import sqlalchemy as sa

from domain.kinds import clean
from linkage.normalise import company_key, name_key
from warehouse.facts import person_scheme
from warehouse.tables import current_facts, identifiers

COMPANY = "enterprise_code"


def known_subject(connection: sa.Connection, scheme: str, number: str, name: str, born: str | None) -> str | None:
    """The warehouse's id of the subject when all that is said of it is what is kept; else None."""
    named = sa.select(identifiers.c.subject_id).where(identifiers.c.scheme == scheme, identifiers.c.value == number)
    subject: str | None = connection.execute(named).scalar()
    kept = sa.select(current_facts.c.attribute, current_facts.c.value).where(
        current_facts.c.subject_id == (subject or ""),
        current_facts.c.attribute.in_(["full_name", "name", "date_of_birth"]),
    )
    facts = {row.attribute: row.value or "" for row in connection.execute(kept)}
    key, attribute = (company_key, "name") if scheme == COMPANY else (name_key, "full_name")
    same = key(name) == key(facts.get(attribute, "")) != ""
    day = born and clean("date_or_year", born)
    return subject if same and (scheme == COMPANY or day == facts.get("date_of_birth", "")) else None


def scheme_of(number: str) -> str:
    """Whose number it is, by its length: a company's has 10 digits, or 13 for a branch."""
    return COMPANY if len(number) in (10, 13, 14) else person_scheme(number)
