"""Who may read what: one table of rules, role × table → scope, and what a scope means for a query.

The application puts `visible(…)` on every query it makes for somebody; on PostgreSQL the database itself holds the same
(`warehouse.roles_database`). What no rule grants is not granted.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import sqlalchemy as sa

from domain.facts import Form
from domain.subjects import Judgement, SubjectKind
from warehouse.rights_tables import rights_requests
from warehouse.tables import access_log, documents, facts, identifiers, links, results, subjects


class Role(StrEnum):
    """What somebody does for the agency, or is to the data."""

    OFFICER = "officer"
    AGENCY_ADMIN = "agency_admin"
    SYSTEM = "system"
    ANALYST = "analyst"
    AUDITOR = "auditor"
    CITIZEN = "citizen"


class Scope(StrEnum):
    """How much of a table."""

    NONE = "none"
    UNIT = "unit"
    """What papers of the officer's own unit, and units below it, say."""
    AGENCY = "agency"
    """The same of the whole agency."""
    FORMS = "forms"
    """The attributes that the forms of a calling system ask for."""
    OWN = "own"
    """What is about the person itself."""
    ALL = "all"


_PERSONAL = ("subjects", "identifiers", "documents", "results", "links", "facts")
RULES: Mapping[Role, Mapping[str, Scope]] = {
    Role.OFFICER: dict.fromkeys(_PERSONAL, Scope.UNIT) | {"rights_requests": Scope.UNIT},
    Role.AGENCY_ADMIN: dict.fromkeys(_PERSONAL, Scope.AGENCY) | {"rights_requests": Scope.AGENCY},
    Role.SYSTEM: {"subjects": Scope.FORMS, "identifiers": Scope.FORMS, "facts": Scope.FORMS},
    Role.ANALYST: {},
    Role.AUDITOR: {"access_log": Scope.ALL, "rights_requests": Scope.ALL},
    Role.CITIZEN: dict.fromkeys((*_PERSONAL, "rights_requests"), Scope.OWN),
}
"""An analyst reads the pseudonymous views and exports made for analysts, and none of these tables. A citizen reads the
access log through `access_view.who_looked` alone, which knows what must be kept from whom."""

TABLES = {table.name: table for table in (subjects, identifiers, documents, results, links, facts)}
TABLES |= {table.name: table for table in (access_log, rights_requests)}
OF_FACTS = ("facts", "live_facts", "current_facts", "fact_conflicts", "fact_history")
"""The table of facts and the views over it: one rule for all."""

THIRD_PERSONS = ("mother", "father", "spouse", "declarant", "child", "member")
"""Roles of persons whom a paper names beside the one it is for, and the beginnings of attributes that tell of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who reads, and for what."""

    id: str
    role: Role
    agency: str = ""
    """Code of the agency: H36.11 covers H36.11 and all below it, never H36.110."""
    unit: str = ""
    """Code of the unit within it; empty: the agency itself."""
    subject: str = ""
    """The warehouse's id of a citizen."""
    attributes: frozenset[str] = frozenset()
    """What the forms granted to a system ask for."""
    third_persons: frozenset[str] = frozenset()
    """Roles of third persons that the purpose needs (`needed_for`)."""

    @property
    def hidden(self) -> tuple[str, ...]:
        """Roles of third persons that the purpose does not need."""
        return tuple(role for role in THIRD_PERSONS if role not in self.third_persons)

    def code(self, scope: Scope) -> str:
        """The agency code that bounds a scope; empty, which bounds everything out, for a unit of another agency."""
        if scope is Scope.AGENCY:
            return self.agency
        unit = self.unit or self.agency
        return unit if scope is Scope.UNIT and covers(self.agency, unit) else ""


def scope_of(actor: Actor, table: str) -> Scope:
    """How much of a table, or of a view over the facts, the actor may read."""
    return RULES[actor.role].get("facts" if table in OF_FACTS else table, Scope.NONE)


def needed_for(purpose: str, forms: Iterable[Form]) -> frozenset[str]:
    """Third persons that a purpose needs: some form that may be asked for it asks about them."""
    asked = {field.attribute for form in forms if purpose in form.purposes for field in form.fields}
    return frozenset(role for role in THIRD_PERSONS if any(name.startswith(f"{role}_") for name in asked))


def covers(code: str, agency: str) -> bool:
    """Whether an agency is the one of that code or stands below it."""
    return bool(code) and (agency == code or agency.startswith(f"{code}."))


def papers_within(actor: Actor) -> str | None:
    """The agency code whose papers, with those of every agency below it, the actor may see: what `visible` says of
    `documents`, for papers that wait outside the warehouse. None: every paper; empty: none."""
    scope = scope_of(actor, "documents")
    return None if scope is Scope.ALL else actor.code(scope)


def visible(table: sa.Table, actor: Actor) -> sa.ColumnElement[bool]:
    """The condition under which the actor may read a row of that table or view."""
    scope = scope_of(actor, table.name)
    if scope is Scope.ALL:
        return sa.true()
    code = actor.code(scope)
    if scope is Scope.NONE or (scope in (Scope.UNIT, Scope.AGENCY) and not code):
        return sa.false()
    kind = "facts" if table.name in OF_FACTS else table.name
    if scope is Scope.OWN:
        return _OWN[kind](table, actor) if actor.subject else sa.false()
    if scope is Scope.FORMS:
        return table.c.attribute.in_(sorted(actor.attributes)) if kind == "facts" else sa.true()
    return _BY_AGENCY[kind](table, actor, code)


def _below(code: str) -> sa.ColumnElement[bool]:
    below = sa.func.substr(documents.c.agency, 1, len(code) + 1) == f"{code}."
    return sa.or_(documents.c.agency == code, below)


def _papers(code: str) -> sa.Select[tuple[str]]:
    return sa.select(documents.c.id).where(_below(code))


def _same(*conditions: sa.ColumnElement[bool]) -> sa.Select[tuple[str]]:
    return sa.select(links.c.subject_id).where(
        links.c.subject_id.is_not(None), links.c.judgement == Judgement.SAME, *conditions
    )


def _persons(actor: Actor, code: str) -> sa.Select[tuple[str]]:
    """Subjects of the papers in scope, third persons only where the purpose needs them."""
    return _same(links.c.document_id.in_(_papers(code)), links.c.role.not_in(actor.hidden))


def _paper_subjects(code: str) -> sa.Select[tuple[str]]:
    """The papers themselves, as subjects of facts."""
    return (
        sa.select(facts.c.subject_id)
        .join(subjects, subjects.c.id == facts.c.subject_id)
        .where(subjects.c.kind == SubjectKind.PAPER, facts.c.document_id.in_(_papers(code)))
    )


def _known(column: sa.ColumnElement[str], actor: Actor, code: str) -> sa.ColumnElement[bool]:
    return sa.or_(column.in_(_persons(actor, code)), column.in_(_paper_subjects(code)))


def _facts(table: sa.Table, actor: Actor, code: str) -> sa.ColumnElement[bool]:
    """What papers in scope say, and registries of their subjects; no third person without need."""
    told = sa.or_(table.c.document_id.is_(None), table.c.document_id.in_(_papers(code)))
    names = [sa.func.substr(table.c.attribute, 1, len(role) + 1) != f"{role}_" for role in actor.hidden]
    return sa.and_(told, _known(table.c.subject_id, actor, code), *names)


_BY_AGENCY: Mapping[str, Callable[[sa.Table, Actor, str], sa.ColumnElement[bool]]] = {
    "documents": lambda table, actor, code: table.c.id.in_(_papers(code)),  # noqa: ARG005
    "results": lambda table, actor, code: table.c.document_id.in_(_papers(code)),  # noqa: ARG005
    "links": lambda table, actor, code: sa.and_(
        table.c.document_id.in_(_papers(code)), table.c.role.not_in(actor.hidden)
    ),
    "subjects": lambda table, actor, code: _known(table.c.id, actor, code),
    "identifiers": lambda table, actor, code: _known(table.c.subject_id, actor, code),
    "rights_requests": lambda table, actor, code: table.c.subject_id.in_(_persons(actor, code)),
    "facts": _facts,
}


def _own_papers(actor: Actor) -> sa.Select[tuple[str]]:
    mine = links.c.subject_id == actor.subject
    return sa.select(links.c.document_id).where(
        mine, links.c.judgement == Judgement.SAME, links.c.role.not_in(THIRD_PERSONS)
    )


_OWN: Mapping[str, Callable[[sa.Table, Actor], sa.ColumnElement[bool]]] = {
    "documents": lambda table, actor: table.c.id.in_(_own_papers(actor)),
    "results": lambda table, actor: table.c.document_id.in_(_own_papers(actor)),
    "links": lambda table, actor: table.c.subject_id == actor.subject,
    "subjects": lambda table, actor: table.c.id == actor.subject,
    "identifiers": lambda table, actor: table.c.subject_id == actor.subject,
    "rights_requests": lambda table, actor: table.c.subject_id == actor.subject,
    "facts": lambda table, actor: table.c.subject_id == actor.subject,
}
